"""What a mapping makes of the first rows of a file: the import's own casting and codes, at once."""

import pytest

from dashboard.data.importing.checks.transforms import NAMES
from dashboard.data.importing.files.layouts import Layout
from dashboard.data.importing.files.looking import Ask, Look
from dashboard.data.importing.mapping.plans import Cell, Target, composed, mapping_of
from dashboard.data.importing.mapping.trying import Finding, tried
from dashboard.data.tables import TABLES
from dashboard.logic.problems import Problem

HEADER = ("单号", "客户", "日期", "金额(万元)", "急")


def look(*rows: tuple[str, ...], header=HEADER, **layout) -> Look:
    lines = tuple(range(4, 4 + len(rows)))
    return Look("a.csv", 100, "text", Layout(**layout), (), (), header, rows, lines)


def orders(**cells) -> Target:
    given = {"order_id": Cell("单号"), "customer_id": Cell("客户"), "order_date": Cell("日期"), **cells}
    return Target(TABLES["orders"], {name: cell for name, cell in given.items() if cell})


def test_values_codes_and_counts_of_each_row():
    target = orders(gross_amount=Cell("金额(万元)", factor=10_000), is_rush=Cell("急", values=(("加急", "是"),)))
    rows = ("1", "C1", "2024-03-05", "1.5", "加急"), ("2", "", "2024年5月13日", "x", "maybe")
    (table,) = tried(look(*rows), composed("m", (target,))).tables
    assert table.table == "orders"
    assert table.columns == ("order_id", "customer_id", "order_date", "is_rush", "gross_amount")
    first, second = table.rows
    assert (first.row, first.line, first.values) == (0, 4, ("1", "C1", "2024-03-05", "true", "15000.0000"))
    assert (first.is_accepted, first.findings) == (True, ())
    assert (second.line, second.values, second.is_accepted) == (5, ("2", None, "2024-05-13", None, None), False)
    assert set(second.findings) == {
        Finding("MISSING_KEY", "customer_id", ("客户",), "", rejects=True),
        Finding("BAD_AMOUNT", "gross_amount", ("金额(万元)",), "x", rejects=True),
        Finding("BAD_FLAG", "is_rush", ("急",), "maybe", rejects=True),
    }
    assert table.filled == {"order_id": 2, "customer_id": 1, "order_date": 2, "is_rush": 1, "gross_amount": 1}
    assert table.unreadable == {"order_id": 0, "customer_id": 0, "order_date": 0, "is_rush": 1, "gross_amount": 1}
    assert (table.accepted, table.missing, table.asks) == (1, (), ())


def test_required_columns_that_are_missing_are_told_and_nothing_breaks():
    (table,) = tried(look(("1", "C1", "", "", "")), composed("m", (orders(customer_id=None, order_date=None),))).tables
    assert table.missing == ("customer_id", "order_date")
    assert (table.columns, table.rows[0].values) == (("order_id",), ("1",))


def test_what_the_rows_leave_open_is_asked_with_what_it_would_say():
    header = ("order", "customer", "date", "amount")
    (table,) = tried(look(("1", "C1", "03/04/2024", "1,234"), header=header, delimiter=";"), None, "orders").tables
    assert table.asks == (
        Ask("day_order", "date", (("dmy", "2024-04-03"), ("mdy", "2024-03-04"))),
        Ask("decimal", "amount", ((",", "1.234"), (".", "1234"))),
    )


def test_answers_settle_it():
    header = ("order", "customer", "date", "amount")
    row = ("1", "C1", "03/04/2024", "1,234")
    (table,) = tried(look(row, header=header, day_order="mdy", decimal=",", delimiter=";"), None, "orders").tables
    assert table.asks == ()
    assert table.rows[0].values == ("1", "C1", "2024-03-04", "1.2340")


def test_without_mapping_and_table_the_headers_tell():
    (table,) = tried(look(("1", "C1", "2024-01-05"), header=("order", "customer", "date")), None).tables
    assert (table.table, table.accepted) == ("orders", 1)


def test_short_and_long_rows_and_none_at_all():
    target = composed("m", (orders(),))
    (table,) = tried(look(("1",), ("2", "C2", "2024-01-05", "1", "", "more")), target).tables
    assert [row.values for row in table.rows] == [("1", None, None), ("2", "C2", "2024-01-05")]
    (empty,) = tried(look(), target).tables
    assert (empty.rows, empty.filled["order_id"]) == ((), 0)


def test_a_wide_file_gives_a_row_per_answer():
    mapping = mapping_of(
        '[survey_answers]\nresponse_id = "卷"\nsurvey_id = { value = "S" }\n'
        'item_id = { unpivot = "题*" }\nscore = { unpivot = "value" }\n',
        "m",
    )
    (table,) = tried(look(("R1", "5", "x"), ("R2", "", "4"), header=("卷", "题1", "题2")), mapping).tables
    assert [(row.row, row.line, row.values, row.is_accepted) for row in table.rows] == [
        (0, 4, ("R1", "S", "题1", "5.0"), True),
        (0, 4, ("R1", "S", "题2", None), False),
        (1, 5, ("R2", "S", "题2", "4.0"), True),
    ]


def test_two_tables_from_one_file():
    target = Target(TABLES["customers"], {"customer_id": Cell("客户")})
    tables = tried(look(("1", "C1", "2024-01-05", "", "")), composed("m", (orders(), target))).tables
    assert [(one.table, one.accepted) for one in tables] == [("orders", 1), ("customers", 1)]


@pytest.mark.parametrize("said", ["order_date = { sql = \"'2024-01-01'\" }", 'order_date = "日期"\nwhere = "true"'])
def test_expressions_never_run(said):
    mapping = mapping_of(f'[orders]\norder_id = "单号"\ncustomer_id = "客户"\n{said}', "m")
    with pytest.raises(Problem, match=r"holds expressions\. Use it at the command line"):
        tried(look(("1", "C1", "", "", "")), mapping)


def test_a_mapping_for_another_header_is_refused():
    with pytest.raises(Problem, match="has no column 单号"):
        tried(look(("1",), header=("编号",)), composed("m", (orders(),)))


TRANSFORMED = [
    ("upper", "aé", "AÉ"),
    ("lower", "AÉ", "aé"),
    ("no_spaces", " a\u00a0b\u3000c d\t", "abcd"),
    ("half_width", "ＡＢ－１", "AB-1"),
    ("digits_only", "No. 1-2", "12"),
    ("strip_leading_zeros", "00120", "120"),
    ("drop_trailing_.0", "1001.0", "1001"),
    ("before:-", "a-b-c", "a"),
    ("after:-", "a-b-c", "b-c"),
    ("pad_to:6", "42", "000042"),
]


@pytest.mark.parametrize(("transform", "text", "expected"), TRANSFORMED)
def test_every_transform_of_the_closed_list(transform, text, expected):
    assert {name.partition(":")[0] for name in NAMES} == {name.partition(":")[0] for name, _text, _to in TRANSFORMED}
    mapping = composed("m", (orders(order_id=Cell("单号", transforms=(transform,))),))
    (table,) = tried(look((text, "C1", "2024-01-05", "", "")), mapping).tables
    assert table.rows[0].values[0] == expected


def test_no_column_chosen_yet_rejects_every_row_and_names_what_is_missing():
    (table,) = tried(
        look(("1", "C1", "2024-03-05", "1.5", "加急")), composed("m", (Target(TABLES["orders"], {}),))
    ).tables
    assert table.columns == ()
    assert table.missing == ("order_id", "customer_id", "order_date")
    assert table.accepted == 0
