"""What is checked besides types: ranges, values, references, order of dates, signs, sums; several findings per row."""

from datetime import date

import pytest

from dashboard.data.importing.checks.casting import MACROS, Form, first_sql, value_sql
from dashboard.data.importing.checks.notes import HAPPENED, NEVER_NEGATIVE, row_notes
from dashboard.data.importing.checks.ranges import range_of
from dashboard.data.importing.checks.references import unknown_code
from dashboard.data.tables import (
    CLOCK,
    LIST,
    MONEY,
    NUMBER,
    SMALL,
    TABLES,
    TEXT,
    TIMESTAMP,
    Allowed,
    Column,
    DateOrder,
    Table,
)  # fmt: skip

ORDERS = "order_id,customer_id,order_date,completed_date,net_amount\n"


def test_every_finding_of_a_row_is_reported(home):
    report = home.orders(ORDERS + "A,C1,2024-01-05,soon,much\nB,C1,2024-01-06,,2\n")
    assert report.reasons == {"BAD_AMOUNT": 1, "BAD_DATE": 1}
    assert home.quarantine("codes, columns") == [(["BAD_DATE", "BAD_AMOUNT"], ["completed_date", "net_amount"])]


def test_dates_out_of_order_and_in_the_future_are_noted_with_file_line_and_columns(home):
    report = home.orders(
        ORDERS + "A,C1,2024-01-05,2024-01-04,1\nB,C1,2024-01-06,2024-01-06,2\nC,C1,2024-01-07,2999-01-01,3\n"
    )
    assert report.warnings == {"DATES_OUT_OF_ORDER": 1, "FUTURE_DATE": 1}
    assert report.rejected == 0
    assert report.examples == {
        "DATES_OUT_OF_ORDER": ("orders.csv:2 order_date=2024-01-05, completed_date=2024-01-04",),
        "FUTURE_DATE": ("orders.csv:4 completed_date=2999-01-01",),
    }


def test_examples_are_at_most_twenty(home):
    rows = "".join(f"N{n},C1,2024-01-05,2024-01-04,1\n" for n in range(30))
    report = home.orders(ORDERS + rows)
    assert (report.warnings, len(report.examples["DATES_OUT_OF_ORDER"])) == ({"DATES_OUT_OF_ORDER": 30}, 20)


def test_a_rejected_row_gives_no_notes(home):
    report = home.orders(ORDERS + "A,C1,2024-01-05,2024-01-04,much\n")
    assert (report.warnings, report.rejected) == ({}, 1)


def test_a_value_that_comes_twice_is_noted_within_the_file_and_against_the_store(home):
    head = "customer_id,customer_name,credit_code\n"
    first = home.run(home.file("a.csv", head + "C1,A,X1\nC2,B,X1\nC3,C,X3\n")).batches[0]
    assert first.warnings["NOT_UNIQUE"] == 2
    again = home.run(home.file("b.csv", head + "C4,D,X3\nC5,E,X5\n")).batches[0]
    assert again.warnings["NOT_UNIQUE"] == 1
    same = home.run(home.file("c.csv", head + "C5,E2,X5\n"), mode="upsert").batches[0]
    assert "NOT_UNIQUE" not in same.warnings


def test_unknown_references_are_noted_once_the_other_table_is_there(home):
    lines = "order_id,product_id,net_amount\n"
    assert home.run(home.file("l.csv", lines + "A,P1,1\n")).batches[0].warnings == {}
    home.run(home.file("p.csv", "product_id,product_name\nP1,x\n"))
    report = home.run(home.file("m.csv", lines + "B,P1,1\nB,P2,1\n")).batches[0]
    assert report.warnings == {"UNKNOWN_PRODUCT": 1}
    assert report.examples["UNKNOWN_PRODUCT"] == ("m.csv:3 product_id=P2",)


def test_tables_of_one_import_know_each_other(home):
    home.run(home.file("o.csv", "order_id,customer_id,order_date,net_amount\nOLD,C1,2024-01-05,1\n"))
    folder = home.file("all/o.csv", "order_id,customer_id,order_date,net_amount\nA,C1,2024-01-05,1\n").parent
    home.file("all/c.csv", "customer_id,customer_name\nC1,x\n")
    home.file("all/l.csv", "order_id,product_id,net_amount\nA,P1,1\n")
    report = home.run(folder)
    assert {code for batch in report.batches for code in batch.warnings} == set()


def test_employees_are_known_by_number_and_by_name(home):
    home.run(home.file("e.csv", "employee_id,name\nE1,Li Wei\n"))
    rows = "employee_id,course,on_date\nE1,x,2024-01-05\nLi Wei,x,2024-01-05\nE9,x,2024-01-05\n"
    report = home.run(home.file("t.csv", rows)).batches[0]
    assert report.warnings == {"UNKNOWN_EMPLOYEE": 1}


def test_an_event_of_a_case_that_is_not_on_file_is_rejected(home):
    head = "case_id,seq,event,at\n"
    report = home.run(home.file("e.csv", head + "T1,1,received,2024-01-05 10:00\n"), table="case_events").batches[0]
    assert report.reasons == {"UNKNOWN_REFERENCE": 1}


def test_header_and_lines_that_differ_are_noted_when_they_come_together(home):
    folder = home.file(
        "all/o.csv", "order_id,customer_id,order_date,net_amount\nA,C1,2024-01-05,10\nB,C1,2024-01-05,5.01\n"
    ).parent
    home.file("all/l.csv", "order_id,product_id,net_amount\nA,P1,4\nA,P2,5\nB,P1,5\n")
    orders = next(batch for batch in home.run(folder).batches if batch.table == "orders")
    assert orders.warnings == {"HEADER_SUM_MISMATCH": 1}
    assert orders.examples["HEADER_SUM_MISMATCH"] == ("order_id=A, net_amount=10.0000, lines=9.0000",)


SHARE = Column("share", NUMBER, unit="share")


@pytest.mark.parametrize(
    ("column", "value", "is_outside"),
    [(SHARE, "0.35", False), (SHARE, "35", True), (SHARE, "-0.1", True), (SHARE, "null", False),
     (Column("n", SMALL, least=1, most=5), "6", True), (Column("n", SMALL, least=1, most=5), "5", False),
     (Column("k", TEXT, allowed=(Allowed("a"),), is_closed=True), "'b'", True),
     (Column("k", TEXT, allowed=(Allowed("a"),), is_closed=True), "'a'", False),
     (Column("k", TEXT), "'abc'", True), (Column("k", TEXT), "'客户'", False), (Column("k", TEXT), "null", False)],
)  # fmt: skip
def test_values_outside_of_what_a_column_may_hold(database, column, value, is_outside):
    outside = range_of(column, f"({value}::{column.type})", 2)
    assert outside is not None
    assert database.execute(f"select {outside.condition}").fetchall() == [(is_outside,)]


def test_an_open_list_notes_what_is_not_on_it():
    column = Column("k", TEXT, allowed=(Allowed("a", ("甲",)),))
    table = Table("t", (column,), ("k",), ("k",))
    assert [note.code for note in row_notes(table, {"k"}, date(2024, 1, 1))] == ["UNKNOWN_VALUE"]


@pytest.fixture(scope="module")
def database():
    import duckdb

    with duckdb.connect() as connection:
        for macro in MACROS:
            connection.execute(macro)
        yield connection


def read(database, kind, text, **form):
    made = Form(**form)
    first = f"select t, {first_sql(kind, 't', made)} as f from (select $t::varchar as t)"  # noqa: S608
    return database.execute(f"select {value_sql(kind, 't', 'f', made)} from ({first})", {"t": text}).fetchall()[0][0]  # noqa: S608


@pytest.mark.parametrize(
    ("kind", "text", "form", "value"),
    [(TIMESTAMP, "2024-03-05T10:11:12Z", {}, "2024-03-05 18:11:12"),
     (TIMESTAMP, "2024-03-05 20:11:12-05:00", {}, "2024-03-06 09:11:12"),
     (TIMESTAMP, "2024-03-05T10:11:12+0800", {}, "2024-03-05 10:11:12"),
     (TIMESTAMP, "2024/3/5 下午 3:20", {}, "2024-03-05 15:20:00"),
     (TIMESTAMP, "2024-03-05 12:05 AM", {}, "2024-03-05 00:05:00"),
     (TIMESTAMP, "2024年3月5日 10时11分", {}, "2024-03-05 10:11:00"),
     (TIMESTAMP, "20240305101112", {}, "2024-03-05 10:11:12"), (TIMESTAMP, "2024-03-05", {}, "2024-03-05 00:00:00"),
     (TIMESTAMP, "05/03/2024 08:26", {"day_order": "dmy"}, "2024-03-05 08:26:00"),
     (TIMESTAMP, "2024-03-05 10:11 XX", {}, None), (TIMESTAMP, "epoch", {}, None),
     (TIMESTAMP, "05/03/24", {"day_order": "dmy"}, None), (TIMESTAMP, "31/12/2024", {"day_order": "mdy"}, None),
     (CLOCK, "16:00", {}, "16:00:00"), (CLOCK, "下午4:30", {}, "16:30:00"), (CLOCK, "16时30分", {}, "16:30:00"),
     (CLOCK, "24:00", {}, None), (CLOCK, "16", {}, None),
     (NUMBER, "35%", {}, "0.35"), (NUMBER, "０．３５", {}, "0.35"), (NUMBER, "35", {}, "35.0"),
     (NUMBER, "nan", {}, None),
     (NUMBER, "12,5", {"decimal": ","}, "12.5"), (SMALL, "3.0", {}, "3"), (SMALL, "99999", {}, None),
     (MONEY, "1.234,56", {"decimal": ","}, "1234.5600"), (MONEY, "1 234,56", {"decimal": ","}, "1234.5600"),
     (MONEY, "1.5", {"decimal": ","}, None), (MONEY, "12,50-", {"decimal": ","}, "-12.5000"),
     (MONEY, "1,5", {"decimal": ",", "factor": 10_000}, "15000.0000"),
     (LIST, "甲、乙; 丙|", {}, "['甲', '乙', '丙']"), (LIST, " ", {}, None),
     (TEXT, "ＹＥＳ ", {"allowed": (Allowed("yes", ("是",)),)}, "yes"),
     (TEXT, " 是", {"allowed": (Allowed("yes", ("是",)),)}, "yes"), (TEXT, "?", {"allowed": (Allowed("yes"),)}, None),
     (TEXT, "maybe", {"allowed": (Allowed("yes"),)}, "maybe"), (TEXT, "?", {}, None), (TEXT, "无", {}, "无"),
     (TEXT, "?", {"is_required": True}, "?")],
)  # fmt: skip
def test_values_of_all_types(database, kind, text, form, value):
    found = read(database, kind, text, **form)
    assert (None if found is None else str(found)) == value


def test_names_in_the_lists_are_columns_and_codes_are_told_apart():
    names = {column.name for table in TABLES.values() for column in table.columns}
    assert sorted((HAPPENED | NEVER_NEGATIVE) - names) == []
    assert len({unknown_code(name) for name in TABLES}) == len(TABLES)
    assert (unknown_code("customers"), unknown_code("deliveries")) == ("UNKNOWN_CUSTOMER", "UNKNOWN_DELIVERY")


def test_a_day_and_a_time_are_compared_as_days():
    table = Table(
        "t", (Column("a", TIMESTAMP), Column("b", "DATE")), ("a",), ("a",), date_orders=(DateOrder("a", "b"),)
    )
    assert [note.condition for note in row_notes(table, {"a", "b"}, date(2024, 1, 1))] == [
        'coalesce("b"::date < "a"::date, false)'
    ]
