"""Mapping files as TOML: everything that can be said comes back, everything else is refused in a sentence."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.data.importing.checks.transforms import PLAIN
from dashboard.data.importing.files.encoding_choice import NAMES
from dashboard.data.importing.files.layouts import NO_HEADER, Layout
from dashboard.data.importing.mapping.plans import (
    Cell,
    MappingFile,
    Target,
    composed,
    is_closed,
    load_mapping,
    mapping_of,
    mapping_text,
)
from dashboard.data.tables import TABLES
from dashboard.logic.problems import Problem

ORDERS = """[orders]
order_id = "单号"
customer_id = "客户"
"""
texts = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=12)
optional = st.none()
details = st.fixed_dictionaries(
    {},
    optional={
        "values": st.dictionaries(texts, texts, min_size=1, max_size=3).map(lambda words: tuple(words.items())),
        "transforms": st.lists(st.sampled_from((*PLAIN, "before:-", "pad_to:6")), max_size=2).map(tuple),
        "decimal": st.sampled_from((".", ",")),
        "day_order": st.sampled_from(("ymd", "dmy", "mdy")),
        "day_format": st.sampled_from(("%d.%m.%Y", "%Y%m")),
        "factor": st.sampled_from((1, 1000, 10_000, Decimal("0.01"))),
    },
)
cells = st.one_of(
    st.builds(lambda header, more: Cell(header=header, **more), texts, details),
    st.builds(lambda value: Cell(value=value), st.text(st.characters(exclude_categories=("Cs",)), max_size=8)),
    st.builds(lambda sql: Cell(sql=sql), texts),
)
layouts = st.builds(
    Layout,
    encoding=optional | st.sampled_from(sorted(set(NAMES.values()))),
    delimiter=optional | st.sampled_from((",", ";", "\t", "|", "^")),
    quote=optional | st.sampled_from(("", '"', "'")),
    header=optional | st.just(NO_HEADER) | st.integers(1, 9).flatmap(lambda n: st.sampled_from(((n, n), (n, n + 1)))),
    names=st.lists(texts, max_size=3).map(tuple),
    footer=optional | st.integers(0, 9),
    sheet=optional | texts,
    cells=optional | st.just("B3:K200"),
    decimal=optional | st.sampled_from((".", ",")),
    day_order=optional | st.sampled_from(("ymd", "dmy", "mdy")),
)


@st.composite
def targets(draw) -> tuple[Target, ...]:
    chosen = draw(st.lists(st.sampled_from(sorted(TABLES)), min_size=1, max_size=3, unique=True))
    made = []
    for name in chosen:
        table = TABLES[name]
        columns = {*table.required, *draw(st.sets(st.sampled_from(table.names), max_size=4))}
        made.append(Target(table, {column: draw(cells) for column in sorted(columns)}, draw(optional | texts)))
    return tuple(made)


@pytest.mark.slow
@given(st.builds(MappingFile, st.just("a"), st.just(""), targets(), layouts))
def test_every_mapping_comes_back_from_its_text(mapping):
    again = mapping_of(mapping_text(mapping), "a.toml")
    assert again == mapping
    assert again.text == mapping_text(mapping)
    assert is_closed(mapping) == all(
        not target.where and all(cell.sql is None for cell in target.cells.values()) for target in mapping.targets
    )


def test_fields_are_read_as_they_are_documented(tmp_path):
    path = tmp_path / "erp.toml"
    path.write_text(
        """[file]
encoding = "GBK"
header = [2, 3]
footer = 1
sheet = "一月"
decimal = ","
[orders]
order_id = "单号"
customer_id = { column = "客户", values = { "散客" = "C0", 7 = "C7" } }
order_date = { column = "日期", day_order = "dmy" }
gross_amount = { column = "金额(万元)", decimal = ",", factor = 10000 }
is_rush = { value = true }
currency = { sql = "upper(币)" }
where = "金额 is not null"
""",
        encoding="utf-8",
    )
    mapping = load_mapping(path)
    assert mapping.name == "erp"
    assert mapping.layout == Layout(encoding="gb18030", header=(2, 3), footer=1, sheet="一月", decimal=",")
    (target,) = mapping.targets
    assert (target.table.name, target.where) == ("orders", "金额 is not null")
    assert target.cells == {
        "order_id": Cell(header="单号"),
        "customer_id": Cell(header="客户", values=(("散客", "C0"), ("7", "C7"))),
        "order_date": Cell(header="日期", day_order="dmy"),
        "gross_amount": Cell(header="金额(万元)", decimal=",", factor=10_000),
        "is_rush": Cell(value="true"),
        "currency": Cell(sql="upper(币)"),
    }


@pytest.mark.parametrize(
    ("said", "expected"),
    [("3", (3, 3)), ("[2, 3]", (2, 3)), ("0", (0, 0))],
)
def test_header_lines(said, expected):
    assert mapping_of(f"[file]\nheader = {said}\n{ORDERS}order_date = '日'", "m").layout.header == expected


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("file = 3\n", r"\[file\] as a table"),
        ("[file]\nencoding = 'klingon'\n", "encoding = klingon is not understood"),
        ("[file]\nheader = -1\n", "header = -1"),
        ("[file]\nheader = [3, 2]\n", "header = "),
        ("[file]\ndelimiter = ', '\n", "delimiter"),
        ("[file]\ncolour = 'red'\n", "colour = red"),
        ("[file]\nfooter = true\n", "footer = True"),
    ],
)
def test_faulty_layout_is_refused(text, sentence):
    with pytest.raises(Problem, match=sentence):
        mapping_of(f"{text}{ORDERS}order_date = '日'", "m.toml")


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("{ column = '日', formt = '%Y' }", "formt = %Y"),
        ("{ column = '日', transform = ['shout'] }", "transform shout is not known"),
        ("{ column = '日', transform = [3] }", "transform = "),
        ("{ column = '日', decimal = ';' }", "decimal = ;"),
        ("{ column = '日', day_order = 'dym' }", "day_order = dym"),
        ("{ column = '日', factor = 0 }", "factor = 0"),
        ("{ column = '日', factor = true }", "factor = True"),
        ("{ column = '日', factor = nan }", "factor = NaN"),
        ("{ column = '日', factor = -1 }", "factor = -1"),
        ("{ column = '日', values = { a = [1] } }", "values = "),
        ("{ value = 'x', decimal = ',' }", "give a source column"),
        ("''", "give a source column"),
        ("{ unpivot = 'Q*' }", "a wide file needs one column"),
    ],
)
def test_faulty_cell_is_refused_with_file_table_column_and_remedy(cell, sentence):
    with pytest.raises(Problem, match=sentence) as refused:
        mapping_of(f"{ORDERS}order_date = {cell}", "m.toml")
    assert "m.toml" in str(refused.value)
    assert "[orders]" in str(refused.value)


def test_a_composed_mapping_holds_its_text():
    mapping = composed("erp", (Target(TABLES["customers"], {"customer_id": Cell(header="客户")}),))
    assert mapping.text == '[customers]\ncustomer_id = "客户"\n'
    assert is_closed(mapping)
