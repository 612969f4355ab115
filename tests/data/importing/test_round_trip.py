"""Any table of text, in any dialect that can be written, comes back cell for cell, or is asked about or refused."""

import codecs
import tempfile
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from dashboard.data.importing.choices import Choices, FileChoice
from dashboard.data.importing.files.encoding_choice import eight_bit_choices
from dashboard.data.importing.files.layouts import FOUND, Layout
from dashboard.data.importing.files.plausibility import fits
from dashboard.data.importing.files.readings import InputFile, Reading, read_sources
from dashboard.data.importing.files.sources import Source
from dashboard.logic.problems import Problem

Rows = list[tuple[str, ...]]
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "big5", "cp1252", "utf-16", "utf-16-le", "utf-16-be")


@dataclass(frozen=True)
class Written:
    """How a program writes a table."""

    encoding: str
    delimiter: str
    quote: str
    escape: str
    quotes_all: bool
    line_end: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    ends_open: bool = False

    def content(self, rows: Rows) -> bytes:
        lines = [
            *self.before,
            *(self.delimiter.join(self._cell(cell, row) for cell in row) for row in rows),
            *self.after,
        ]
        text = self.line_end.join(lines) + ("" if self.ends_open else self.line_end)
        return text.encode(self.encoding)

    def _cell(self, cell: str, row: tuple[str, ...]) -> str:
        special = (self.delimiter, "\n", "\r", '"', "'", "\\")
        if not self.quote or not (self.quotes_all or any(mark in cell for mark in special) or row == ("",)):
            return cell
        if self.escape:
            cell = cell.replace("\\", "\\\\").replace(self.quote, "\\" + self.quote)
        else:
            cell = cell.replace(self.quote, 2 * self.quote)
        return f"{self.quote}{cell}{self.quote}"


def came_back(content: bytes, layout: Layout) -> tuple[InputFile, list[Reading], Rows]:
    """The cells of all readings of one file, and what the reading says of it."""
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        path = Path(folder) / "x.csv"
        path.write_bytes(content)
        choices = Choices(FileChoice(layout=layout))
        files, readings = read_sources([Source("x.csv", path)], Path(folder), choices, lambda said: None)
        rows = [row for reading in readings for row in connection.execute(reading.relation).fetchall()]
        return files[0], readings, [tuple(cell or "" for cell in row) for row in rows]


CHARACTERS = st.one_of(
    st.characters(exclude_categories=("Cs",), exclude_characters="\0\ufeff\ufffd"),
    st.sampled_from(",;\t|^~\"'\\\n\r 0客户éß。"),
)
NAMES = ("order_id", "customer_id", "status", "note")


@st.composite
def tables(draw, columns: int) -> Rows:
    return draw(st.lists(st.tuples(*[st.text(CHARACTERS, max_size=6)] * columns), min_size=1, max_size=6))


@st.composite
def dialects(draw) -> Written:
    return Written(
        draw(st.sampled_from(ENCODINGS)), draw(st.sampled_from(",;\t|^~\x01")),
        *draw(st.sampled_from([('"', ""), ('"', "\\"), ("'", ""), ("'", "\\"), ("", "")])), draw(st.booleans()),
        draw(st.sampled_from(["\n", "\r\n", "\r"])), ends_open=draw(st.booleans()),
        before=tuple(draw(st.lists(st.sampled_from(["", "Orders", "Printed 1"]), max_size=3))),
    )  # fmt: skip


@pytest.mark.slow
@given(data=st.data(), dialect=dialects(), columns=st.integers(1, 4))
@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_table_in_a_dialect_that_was_said_comes_back_cell_for_cell(data, dialect, columns):
    rows = data.draw(tables(columns))
    if not dialect.quote:
        barred = (dialect.delimiter, "\n", "\r")
        rows = [tuple("".join(c for c in cell if c not in barred) for cell in row) for row in rows]
        assume(all("".join(row) for row in rows))
    assume(all(_survives(cell, dialect.encoding) for row in rows for cell in row))
    line = len(dialect.before) + 1
    layout = Layout(dialect.encoding, dialect.delimiter, dialect.quote, (line, line), footer=0, escape=dialect.escape)
    file, readings, found = came_back(dialect.content([NAMES[:columns], *rows]), layout)
    assert readings[0].header == NAMES[:columns]
    assert [one.text for one in file.left_out] == [one for one in dialect.before if one]
    refused = [one for reading in readings for one in reading.refused]
    assert (found, refused) == (rows, [])


def _survives(cell: str, encoding: str) -> bool:
    try:
        return cell.encode(encoding).decode(encoding) == cell
    except UnicodeError:
        return False


def fits_two(content: bytes) -> bool:
    """True where the letters and headers of a file without a mark leave two encodings open: then it must be asked."""
    if content.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE)) or fits(content, "utf-8") or b"\0" in content:
        return False
    return len(eight_bit_choices(content, content)) != 1


COMMON = ["", "007", "  x ", "12.50", "1,234.50", "2024-03-05", 'said "no"', "it's", "a,b;c|d\te", "two\nlines", "-"]
PLAUSIBLE = {
    "gb18030": (
        ("订单号", "客户编号", "状态", "备注"),
        ["上海检测有限公司", "华东地区", "已完成，等待验收", "（张三）"],
    ),
    "big5": (("訂單號", "客戶編號", "狀態", "備註"), ["臺灣檢驗股份有限公司", "業務經理", "已經完成交貨", "（張三）"]),
    "cp1252": (("order_id", "customer_id", "status", "note"), ["Müller & Söhne", "Café Zoë", "Straße 5", "5 €"]),
}


@pytest.mark.slow
@given(
    data=st.data(),
    script=st.sampled_from(list(PLAUSIBLE)),
    quotes_all=st.booleans(),
    delimiter=st.sampled_from(",;\t|"),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
    before=st.sampled_from([(), ("销售订单", "")]),
    after=st.sampled_from([(), ("合计", "制表人：张三")]),
)
@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_companies_write_is_read_by_looking_or_asked_about(
    data, script, quotes_all, delimiter, line_end, before, after
):
    header, words = PLAUSIBLE[script]
    encoding = data.draw(st.sampled_from([script, "utf-8", "utf-8-sig", "utf-16", "utf-16-le"]))
    if script != "gb18030":
        before, after = (("Orders 2024", "") if before else ()), (("Total", "Printed 1") if after else ())
    cell = st.sampled_from([*COMMON, *words, *words])
    key = st.integers(1, 999).map("S{:04}".format)
    rows = data.draw(st.lists(st.tuples(key, cell, cell, cell), min_size=1, max_size=8))
    dialect = Written(encoding, delimiter, '"', "", quotes_all, line_end, before, after)
    content = dialect.content([header, *rows])
    if fits_two(content):
        with pytest.raises(Problem, match=f"encoding cannot be told.*{encoding}"):
            came_back(content, FOUND)
        return
    file, readings, found = came_back(content, FOUND)
    assert readings[0].header == header
    assert found == rows
    assert [one.text for one in file.left_out] == [one for one in (*before, *after) if one]
    assert [reading.refused for reading in readings] == [[]]


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_cell_of_one_megabyte_comes_back(delimiter):
    rows = [("A", "x\n" * 400, "b"), ("B", "字" * 300_000, 'say "x"')]
    dialect = Written("gb18030", delimiter, '"', "", quotes_all=True, line_end="\r\n")
    content = dialect.content([NAMES[:3], *rows])
    assert came_back(content, Layout(encoding="gb18030"))[2] == rows
