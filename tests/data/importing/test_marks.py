"""Bits of marks: no table runs out of them, whatever a mapping does to its columns."""

import duckdb
import pytest

from dashboard.data.batches import UNSOUND
from dashboard.data.importing.checks.casting import MACROS
from dashboard.data.importing.checks.marks import MarkBook
from dashboard.data.importing.checks.parts import part_select
from dashboard.data.importing.mapping.expressions import Expression
from dashboard.data.importing.mapping.plans import Cell, Plan
from dashboard.data.tables import MONEY, TABLES, Column, Table


def worst_plan(table: Table) -> Plan:
    """Every column by an expression, and a filter."""
    cells = {column.name: Cell(sql="x") for column in table.columns}
    return Plan(table, (), cells, {name: Expression("x", ()) for name in cells}, Expression("x", ()), "worst")


@pytest.mark.parametrize("name", TABLES)
def test_no_table_runs_out_of_bits(name):
    book = MarkBook()
    part_select(worst_plan(TABLES[name]), "select 1", book, "b")
    for mark in book.marks.values():
        assert mark.bit.bit_count() == 1
        assert (UNSOUND <= mark.bit < 2**62) if mark.rejects else mark.bit < UNSOUND
    shared = {mark.bit: set() for mark in book.marks.values()}
    for mark in book.marks.values():
        shared[mark.bit].add((mark.code, mark.rejects))
    assert [codes for codes in shared.values() if len(codes) > 1] == []


def test_columns_that_share_a_bit_set_it_once():
    columns = tuple(Column(f"m{number}", MONEY) for number in range(9))
    table = Table("t", (Column("k", is_required=True), *columns), ("k",), ("k",))
    plan = Plan(
        table, ("k",), {"k": Cell(header="k")} | {c.name: Cell(value="1.00001") for c in columns}, {}, None, "s"
    )
    book = MarkBook()
    with duckdb.connect() as connection:
        for macro in MACROS:
            connection.execute(macro)
        select = part_select(plan, "select 'a' as _c0", book, "b")
        marks = connection.execute(f"select _marks from ({select})").fetchall()[0][0]  # noqa: S608
    assert marks == sum({mark.bit for mark in book.marks.values() if mark.code == "ROUNDED"}) < UNSOUND
    assert len(book.codes(marks)) < len(columns) == len(book.of(marks))
    assert set(book.codes(marks)) == {"ROUNDED"}
