"""Messy files as companies have them, made by mutation from sound orders: encodings x dialects x faults, each with what
must come of it. The expectation is worked out here, from the records that are written, never by the importer."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

RECORDS = 30


@dataclass(frozen=True)
class Dialect:
    """How a file is written down. ``script`` is what its encoding can hold."""

    encoding: str
    delimiter: str
    quoting: str
    line_end: str

    @property
    def script(self) -> str:
        return {"cp1252": "western", "big5": "traditional"}.get(self.encoding, "simplified")

    def __str__(self) -> str:
        names = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", "\n": "lf", "\r\n": "crlf", "\r": "cr"}
        return f"{self.encoding}-{names[self.delimiter]}-{self.quoting}-{names[self.line_end]}"


WORDS = {
    "simplified": ("订单号 客户编号 订单日期 不含税金额 订单状态 备注", "货已发出，请查收；谢谢", "完成"),
    "traditional": ("訂單號 客戶編號 訂單日期 不含稅金額 訂單狀態 備註", "貨已發出，請查收；謝謝", "完成"),
    "western": ("order_id customer_id order_date net_amount status remark", "Größe geändert", "done"),
}


@dataclass
class Messy:
    """One file with its truth.

    rows      records as cells, the header not among them; ``None``: a blank line
    accepted  order id -> amount of every order that must be stored
    rejected  how many records must be rejected; None where two readings are right (then only the sums must hold)
    may_ask   the importer may refuse to guess (it must then change nothing)
    """

    name: str
    dialect: Dialect
    header: list[str]
    rows: list[list[str] | None]
    accepted: dict[str, Decimal]
    rejected: int | None = 0
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    may_ask: bool = False
    ends_open: bool = False
    raw: Callable[[bytes], bytes] = bytes

    @property
    def content(self) -> bytes:
        lines = [*self.before, self._line(self.header)]
        lines += ["" if row is None else self._line(row) for row in self.rows]
        text = self.dialect.line_end.join([*lines, *self.after])
        text += "" if self.ends_open else self.dialect.line_end
        return self.raw(text.encode(self.dialect.encoding))

    def _line(self, cells: list[str]) -> str:
        return self.dialect.delimiter.join(self._cell(cell) for cell in cells)

    def _cell(self, cell: str) -> str:
        special = any(mark in cell for mark in (self.dialect.delimiter, '"', "\n", "\r"))
        if special or self.dialect.quoting == "all":
            return '"' + cell.replace('"', '""') + '"'
        return cell


def sound(name: str, dialect: Dialect, chance: random.Random) -> Messy:
    """Orders in which nothing is wrong; ids have leading zeros."""
    header, remark, status = WORDS[dialect.script]
    rows: list[list[str] | None] = []
    accepted = {}
    for number in range(RECORDS):
        amount = Decimal(chance.randrange(1, 10_000_000)) / 100
        day = date(2024, 1, 1) + timedelta(days=chance.randrange(200))
        identity = f"00{number:04d}"
        rows.append([identity, f"0{chance.randrange(12):03d}", day.isoformat(), f"{amount:.2f}", status, remark])
        accepted[identity] = amount
    return Messy(name, dialect, header.split(), rows, accepted)


Fault = Callable[[Messy, random.Random], None]
FAULTS: dict[str, Fault] = {}


def fault(make: Fault) -> Fault:
    FAULTS[make.__name__] = make
    return make


def _some(messy: Messy, chance: random.Random) -> list[str]:
    """A record that has both neighbours."""
    row = messy.rows[chance.randrange(2, RECORDS - 2)]
    assert row is not None
    return row


def _lost(messy: Messy, row: list[str]) -> None:
    del messy.accepted[row[0]]
    messy.rejected = (messy.rejected or 0) + 1


@fault
def nothing(messy: Messy, chance: random.Random) -> None:
    """Sound as it is."""


@fault
def bad_date(messy: Messy, chance: random.Random) -> None:
    row = _some(messy, chance)
    _lost(messy, row)
    row[2] = chance.choice(["2024-02-30", "N/A", "0000-00-00", "2024-13-01"])


@fault
def bad_amount(messy: Messy, chance: random.Random) -> None:
    row = _some(messy, chance)
    _lost(messy, row)
    row[3] = chance.choice(["#N/A", "abc", "1.2.3", "--5", "1e999"])


@fault
def two_faults_in_a_row(messy: Messy, chance: random.Random) -> None:
    row = _some(messy, chance)
    _lost(messy, row)
    row[2], row[3] = "never", "much"


@fault
def missing_key(messy: Messy, chance: random.Random) -> None:
    row = _some(messy, chance)
    _lost(messy, row)
    row[0] = "  "


@fault
def missing_customer_and_date(messy: Messy, chance: random.Random) -> None:
    row = _some(messy, chance)
    _lost(messy, row)
    row[1] = row[2] = ""


@fault
def same_key_other_amount(messy: Messy, chance: random.Random) -> None:
    row = _some(messy, chance)
    messy.rows.append([*row[:3], "1.00", *row[4:]])
    messy.rejected = 1


@fault
def same_record_twice(messy: Messy, chance: random.Random) -> None:
    messy.rows.append(list(_some(messy, chance)))


@fault
def short_record(messy: Messy, chance: random.Random) -> None:
    row = _some(messy, chance)
    _lost(messy, row)
    del row[3:]


@fault
def long_record(messy: Messy, chance: random.Random) -> None:
    row = _some(messy, chance)
    _lost(messy, row)
    row += ["x", "y"]


@fault
def delimiters_in_a_cell(messy: Messy, chance: random.Random) -> None:
    _some(messy, chance)[5] = f"a{messy.dialect.delimiter}b{messy.dialect.delimiter}"


@fault
def line_ends_in_a_cell(messy: Messy, chance: random.Random) -> None:
    _some(messy, chance)[5] = "one\ntwo\n\nthree" if messy.dialect.line_end != "\r" else "one\rtwo\rthree"


@fault
def quotes_in_a_cell(messy: Messy, chance: random.Random) -> None:
    _some(messy, chance)[5] = 'say "yes" or ""no""'


@fault
def blank_lines(messy: Messy, chance: random.Random) -> None:
    for _ in range(3):
        messy.rows.insert(chance.randrange(1, len(messy.rows)), None)
    messy.rows += [None, None]


@fault
def no_line_end_at_the_end(messy: Messy, chance: random.Random) -> None:
    messy.ends_open = True


@fault
def cut_off_tail(messy: Messy, chance: random.Random) -> None:
    row = messy.rows[-1]
    assert row is not None
    _lost(messy, row)
    del row[2:]
    messy.ends_open = True


@fault
def titles_before_the_header(messy: Messy, chance: random.Random) -> None:
    title = {"western": "Orders of the first quarter", "traditional": "第一季訂單一覽表"}.get(
        messy.dialect.script, "第一季度订单一览表"
    )
    messy.before = [title, "2024-04-01", ""][: chance.randrange(1, 4)]


@fault
def totals_after_the_last_record(messy: Messy, chance: random.Random) -> None:
    word = {"western": "Total", "traditional": "合計"}.get(messy.dialect.script, "合计")
    total = sum(messy.accepted.values())
    messy.after = [messy.dialect.delimiter.join([word, "", "", f"{total:.2f}", "", ""])]
    messy.rejected = None  # a record with a bad date, or a line that is no record: both are right


@fault
def header_again_in_the_middle(messy: Messy, chance: random.Random) -> None:
    messy.rows.insert(RECORDS // 2, list(messy.header))
    messy.rejected = None


@fault
def full_width_and_marks(messy: Messy, chance: random.Random) -> None:
    for row, mark in zip(messy.rows[5:8], ("¥", "€", " "), strict=True):
        assert row is not None
        amount = messy.accepted[row[0]]
        row[3] = f"{mark if messy.dialect.encoding != 'big5' else ''}{amount:,.2f}"
    row = messy.rows[9]
    if messy.dialect.script != "western" and row is not None:
        row[3] = row[3].translate(str.maketrans("0123456789.", "０１２３４５６７８９．"))


@fault
def other_date_forms(messy: Messy, chance: random.Random) -> None:
    forms = ["%Y/%m/%d", "%Y%m%d", "%Y-%m-%d 08:30:00", "%Y.%m.%d"]
    forms += [] if messy.dialect.script == "western" else ["%Y年%m月%d日"]
    for row, form in zip(messy.rows[3:], forms, strict=False):
        assert row is not None
        row[2] = date.fromisoformat(row[2]).strftime(form)


@fault
def far_future(messy: Messy, chance: random.Random) -> None:
    row = _some(messy, chance)
    _lost(messy, row)
    row[2] = "2099-01-01"


@fault
def blanks_around_cells(messy: Messy, chance: random.Random) -> None:
    for row in messy.rows[4:9]:
        assert row is not None
        row[0], row[1], row[3] = f" {row[0]} ", f"{row[1]}  ", f" {row[3]}"


@fault
def trailing_delimiter_everywhere(messy: Messy, chance: random.Random) -> None:
    messy.header.append("")
    for row in messy.rows:
        assert row is not None
        row.append("")


@fault
def column_named_twice(messy: Messy, chance: random.Random) -> None:
    messy.header.append(messy.header[5])
    for row in messy.rows:
        assert row is not None
        row.append("again")
    messy.may_ask = True


@fault
def nul_in_a_record(messy: Messy, chance: random.Random) -> None:
    row = _some(messy, chance)
    _lost(messy, row)
    row[5] = "a\0b"
    messy.may_ask = messy.dialect.encoding.startswith("utf-16")


@fault
def quote_never_closed(messy: Messy, chance: random.Random) -> None:
    """The record is lost, and none of those after it."""
    row = _some(messy, chance)
    if messy.dialect.quoting == "all":
        nothing(messy, chance)
        return
    _lost(messy, row)
    row[5] = "open"
    codec = {"utf-16": "utf-16-le"}.get(messy.dialect.encoding, messy.dialect.encoding.removesuffix("-sig"))
    marker, quote = "open".encode(codec), '"'.encode(codec)
    messy.raw = lambda content: content.replace(marker, quote + marker, 1)


@fault
def mark_in_the_middle(messy: Messy, chance: random.Random) -> None:
    """Two files put together: a byte order mark at the beginning of a record."""
    if messy.dialect.encoding.startswith("utf"):
        row = messy.rows[RECORDS // 2]
        assert row is not None
        messy.rejected = None
        row[0] = "\ufeff" + row[0]


@fault
def sheet_program_says_the_separator(messy: Messy, chance: random.Random) -> None:
    messy.before = [f"sep={messy.dialect.delimiter}"]


@fault
def unit_in_the_header(messy: Messy, chance: random.Random) -> None:
    if messy.dialect.script == "western":
        return
    messy.header[3] += "（万元）" if messy.dialect.script == "simplified" else "（萬元）"
    for row in messy.rows:
        assert row is not None
        row[3] = format(Decimal(row[3]) / 10_000, "f")


DIALECTS = [
    Dialect(encoding, delimiter, quoting, line_end)
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be", "big5", "cp1252")
    for delimiter in (",", ";", "\t", "|")
    for quoting in ("minimal", "all")
    for line_end in ("\n", "\r\n", "\r")
]


def messy_files(per_fault: int = 12) -> list[Messy]:
    """Every fault in ``per_fault`` dialects, spread over all of them; always the same ones."""
    chance = random.Random(20_251_122)
    made = []
    for name, change in FAULTS.items():
        for dialect in chance.sample(DIALECTS, per_fault):
            messy = sound(f"{name}-{dialect}", dialect, chance)
            change(messy, chance)
            if dialect.encoding == "utf-16-be":
                raw = messy.raw
                messy = replace(messy, raw=lambda content, raw=raw: b"\xfe\xff" + raw(content))
            made.append(messy)
    return made
