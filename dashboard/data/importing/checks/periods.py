"""``replace-period``: the rows of some calendar months give way to those of the file.

A table with a date to go by (``Table.period``) is replaced within the period. Its stored rows outside keep their keys:
a record that brings one of them again with other values is rejected (DUPLICATE_KEY). A table without such a date (lines
of orders, customers that come along) is put in as with ``upsert``.
"""

from collections.abc import Mapping
from pathlib import Path

import duckdb

from dashboard.data.batches import Batch, current_relation
from dashboard.data.importing.asked import Asked, Days, whole_months
from dashboard.data.importing.checks.parts import rows_select
from dashboard.data.importing.mapping.groups import TableGroup
from dashboard.data.tables import TABLES, Table
from dashboard.logic.problems import Problem

OUTSIDE_PERIOD = "OUTSIDE_PERIOD"
MODE = "replace-period"


def in_period_order(groups: list[TableGroup], asked: Asked) -> list[TableGroup]:
    """With a named period dated tables come first: what goes by their dates is checked against them. Raises Problem
    where ``replace-period`` finds no dated table."""
    if asked.mode != MODE:
        return groups
    tables = [table for group in groups for table in group.plans]
    if not any(TABLES[table].period for table in tables):
        raise Problem(
            "{tables} has no date that replace-period could go by. Import it with --mode upsert or replace, or "
            "together with the table that has the date.",
            tables=", ".join(tables),
        )
    if asked.period is None:
        return groups
    return sorted(groups, key=lambda group: not any(TABLES[table].period for table in group.plans))


def key_mode(table: Table, mode: str) -> str:
    """How keys are settled."""
    if mode != MODE:
        return mode
    return "append" if table.period else "upsert"


def parent_of(table: Table) -> Table | None:
    """The dated table whose rows these ones are parts of: their key is that one's key and more."""
    if table.period:
        return None
    for other in TABLES.values():
        if other.period and set(other.key) < set(table.key):
            return other
    return None


def outside_condition(
    table: Table, period: Days | None, parts: Mapping[str, list[Path]], live: Mapping[str, tuple[Batch, ...]]
) -> str:
    """The condition on ``rows`` that a named period does not take; empty: none. Parts of an order go by its date, in
    the same records (a flat file: ``parts``) or among what is stored or was just imported."""
    if period is None:
        return ""
    if table.period:
        return f"({table.period} is null or {_not_within(table.period, period)})"
    parent = parent_of(table)
    if parent is None:
        return ""
    within = f"coalesce(not {_not_within(parent.period or '', period)}, false)"
    if parent.name in parts:
        rows = rows_select(parent, [str(path) for path in parts[parent.name]])
        return f"_pos not in (select _pos from ({rows}) where {within})"  # noqa: S608 - our own paths and names
    keys = ", ".join(parent.key)
    stored = current_relation(parent.name, live[parent.name])
    return f"({keys}) not in (select ({keys}) from ({stored}) where {within})"  # noqa: S608


def reject_outside(connection: duckdb.DuckDBPyConnection, table: Table, condition: str, filtered: int) -> None:
    """Add OUTSIDE_PERIOD to ``faults``."""
    if condition:
        connection.execute(
            f"insert into faults select _pos, $code, $col from rows where {condition} and _marks & $filtered = 0",  # noqa: S608
            {"code": OUTSIDE_PERIOD, "col": table.period or table.key[0], "filtered": filtered},
        )


def see_period(connection: duckdb.DuckDBPyConnection, table: Table, sound: str, named: Days | None) -> Days | None:
    """Show as ``stored`` what the period leaves, as ``leaving`` the stored rows in it. ``sound``: the condition on rows
    that nothing speaks against so far. Returns the period; None where no record tells one."""
    connection.execute("create or replace temp table all_stored as select * from stored")
    period = named or _found(connection, table, sound)
    inside = f"coalesce(not {_not_within(table.period or '', period)}, false)" if period else "false"
    connection.execute(f"create or replace temp view stored as select * from all_stored where not {inside}")  # noqa: S608
    connection.execute(f"create or replace temp view leaving as select * from all_stored where {inside}")  # noqa: S608
    return period


def supersede_leaving(connection: duckdb.DuckDBPyConnection) -> None:
    """After the keys are settled."""
    connection.execute("insert into superseded select batch_id, row_no from leaving")


def _found(connection: duckdb.DuckDBPyConnection, table: Table, sound: str) -> Days | None:
    """The whole months from the first to the last record that will be accepted.

    A record whose key is stored outside the period will not be, so the period may shrink, until it stands still: months
    of which no record is accepted must not be emptied.
    """
    keys, day = ", ".join(table.key), table.period
    first = (
        f"select {keys}, {day} from rows where {sound} "  # noqa: S608
        f"qualify row_number() over (partition by {keys} order by _pos) = 1"
    )
    connection.execute(f"create or replace temp table first_rows as {first}")
    period: Days | None = None
    taken = "true"
    while True:
        low, high = connection.execute(
            f"select min({day})::date, max({day})::date from first_rows where {taken}"  # noqa: S608
        ).fetchall()[0]
        found = whole_months(low, high) if low else None
        if found is None or found == period:
            return found
        period = found
        outside = f"coalesce({_not_within(day or '', period)}, true)"
        taken = f"({keys}) not in (select ({keys}) from all_stored where {outside})"  # noqa: S608


def _not_within(day: str, period: Days) -> str:
    return f"({day} < date '{period[0]}' or {day} >= date '{period[1]}' + 1)"
