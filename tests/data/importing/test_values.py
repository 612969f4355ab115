"""Dates, amounts, flags and text as companies write them (issue 2, data-model.md)."""

from datetime import date
from decimal import Decimal

import duckdb
import pytest

from dashboard.data.importing.checks.casting import MACROS, Form, first_sql, value_sql
from dashboard.data.tables import DATE, FLAG, MONEY, TEXT, WHOLE


@pytest.fixture(scope="module")
def database():
    with duckdb.connect() as connection:
        for macro in MACROS:
            connection.execute(macro)
        yield connection


def value(database, kind, text, **options):
    form = Form(**options)
    first = f"select t, {first_sql(kind, 't', form)} as f from (select $t::varchar as t)"  # noqa: S608
    sql = f"select {value_sql(kind, 't', 'f', form)} from ({first})"  # noqa: S608
    return database.execute(sql, {"t": text}).fetchall()[0][0]


@pytest.mark.parametrize(
    "text",
    ["2024-03-05", "2024/3/5", "20240305", "2024年3月5日", "2024年03月05日", " 2024-03-05 ", "2024.3.5",
     "２０２４-０３-０５",
     "2024-03-05 10:11:12", "2024/3/5 8:26", "2024-03-05T10:11:12", "2024年3月5日 10:11", 
     "2024年3月5日 10时11分",
     "2024-03-05 10:11:12.5", "20240305 10:11:12"],
)  # fmt: skip
def test_dates_with_and_without_time(database, text):
    assert value(database, DATE, text) == date(2024, 3, 5)


@pytest.mark.parametrize("text", ["2024-02-30", "05.03.2024", "5/3/2024", "epoch", "infinity", "0024-03-05", "45000",
                                  "soon",
                                  "290000-01-01", "2024-03", "-", "2024-03-05 (BC)"])  # fmt: skip
def test_what_is_no_date(database, text):
    assert value(database, DATE, text) is None


@pytest.mark.parametrize(
    ("text", "amount"),
    [("1234.50", "1234.50"), ("1,234.50", "1234.50"), ("¥1,234.50", "1234.50"), ("￥12", "12"),
     ("(12.00)", "-12"), ("（12.00）", "-12"),
     ("(1,234.5)", "-1234.5"), ("１，２３４．５０", "1234.50"), ("-¥5", "-5"), ("12元", "12"),
     ("$ 12", "12"), (".5", "0.5"), ("1.00005", "1.0001"),
     ("-1.00005", "-1.0001"), ("1.00004999", "1.0000"), ("12,345,678.9", "12345678.9"), ("－３", "-3")],
)  # fmt: skip
def test_amounts(database, text, amount):
    assert value(database, MONEY, text) == Decimal(amount)


@pytest.mark.parametrize(
    "text", ["1,5", "1,23,456", "12 yuan", "1.2.3", "--5", "()", "¥", "(-5)", "nan", "123456789012345", ",5", "5%"]
)
def test_what_is_no_amount(database, text):
    assert value(database, MONEY, text) is None


def test_unit_in_the_header_scales(database):
    assert value(database, MONEY, "1,234.5", factor=10_000) == Decimal(12_345_000)


def test_flags_whole_numbers_and_text(database):
    assert [value(database, FLAG, text) for text in ("是", "否", "Y", "0", "maybe")] == [True, False, True, False, None]
    assert [value(database, WHOLE, text) for text in ("12", "1,200", "3.0", "3.5", "x")] == [12, 1200, 3, None, None]
    assert [value(database, TEXT, text) for text in ("007", " a ", " ")] == ["007", "a", None]
