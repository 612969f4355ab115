"""Files of imported rows written again without somebody's cells: atomically, every row in its place."""

import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from dashboard.data.engines.duckdb import PARQUET, quoted
from dashboard.data.erasing.persons import FREE_TEXTS, KINDS, REFERENCES, SHOWN_INSTEAD, WRITTEN, Kind, Traces
from dashboard.data.store import flush_to_disk
from dashboard.data.tables import TABLES
from dashboard.data.tables.contract import LIST

Changes = Mapping[str, str]
"""Column -> the SQL expression that takes its place."""


def all_changes(table: str, own: Sequence[tuple[Kind, str]], traces: Traces, columns: Sequence[str]) -> dict[str, str]:
    """``other_changes``, and blanked in the rows of each kind where its condition holds: the personal columns, and in
    other tables what they wrote."""
    changes = other_changes(table, traces, columns)
    for kind, condition in own:
        theirs = kind.personal if kind.table == table else WRITTEN.get((kind.name, table), ())
        changes |= {
            name: f"case when {condition} then null else {changes.get(name, name)} end"
            for name in theirs
            if name in columns
        }
    return changes


def other_changes(table: str, traces: Traces, columns: Sequence[str]) -> dict[str, str]:
    """What other rows say of them: a name where an id belongs, a value in a remark, and their contacts' cells that are
    also their own (a customer who is a person is often their own contact)."""
    changes: dict[str, str] = {}
    if traces.instead:
        cases = " ".join(f"when {sql_text(name)} then {sql_text(key)}" for name, key in traces.instead.items())
        for name in REFERENCES.get(table, ()):
            changes[name] = _in_cells(table, name, lambda cell: f"case trim({cell}) {cases} else {cell} end")
    if traces.values:
        for name in FREE_TEXTS.get(table, ()):
            changes[name] = _in_cells(table, name, lambda cell: _without_all(cell, traces.values))
    customers = [key for kind, key in traces.keys if kind == "customer"]
    if table == "contacts" and customers and traces.values:
        keys, values = (", ".join(map(sql_text, those)) for those in (customers, sorted(traces.values)))
        for name in KINDS["contact"].telling:
            changes[name] = (
                f"case when customer_id in ({keys}) and trim({name}) in ({values}) then null else {name} end"
            )
    return {name: expression for name, expression in changes.items() if name in columns}


def _in_cells(table: str, name: str, change: Callable[[str], str]) -> str:
    """A column changed; where a cell is a list, each of its texts."""
    if TABLES[table].by_name[name].type == LIST:
        return f"list_transform({_quoted(name)}, lambda one: {change('one')})"
    return change(_quoted(name))


def _quoted(name: str) -> str:
    """Some columns are called as SQL's own words: ``by``."""
    return f'"{name}"'


def _without_all(cell: str, values: Iterable[str]) -> str:
    for value in sorted(values, key=len, reverse=True):
        cell = _without(cell, value)
    return cell


def _without(expression: str, value: str) -> str:
    """As ``Traces.without``, in SQL, where a pattern cannot look around itself: two neighbours share the character
    between them, so it is done twice."""
    before = "(^|[^0-9A-Za-z])" if value[0].isascii() and value[0].isalnum() else "()"
    after = "([^0-9A-Za-z]|$)" if value[-1].isascii() and value[-1].isalnum() else "()"
    pattern, instead = sql_text(before + re.escape(value) + after), sql_text(rf"\1{SHOWN_INSTEAD}\2")
    for _ in range(2):
        expression = f"regexp_replace({expression}, {pattern}, {instead}, 'g')"
    return expression


def columns_of(path: Path) -> list[str]:
    return pq.read_schema(path).names


def rows_changed(connection: duckdb.DuckDBPyConnection, path: Path, changes: Changes) -> int:
    """How many rows of a file the changes would change."""
    if not changes:
        return 0
    differs = " or ".join(f"{_quoted(name)} is distinct from ({expression})" for name, expression in changes.items())
    return connection.execute(
        f"select count(*) from read_parquet({quoted(path)}, hive_partitioning = false) where {differs}"  # noqa: S608
    ).fetchall()[0][0]


def rewrite(connection: duckdb.DuckDBPyConnection, path: Path, table: str, changes: Changes, scratch: Path) -> None:
    """Replace the file by one with these changes. A row's place in the file is its number (batches.py), so the order
    is checked before the old file goes. Raises RuntimeError, with nothing changed, where it is not kept."""
    working = scratch / f"{path.parent.name}-{path.name}"
    replaced = ", ".join(f"{expression} as {_quoted(name)}" for name, expression in changes.items())
    source = f"read_parquet({quoted(path)}, hive_partitioning = false)"
    connection.execute(
        f"copy (select * replace ({replaced}) from {source}) to {quoted(working)} ({PARQUET})"  # noqa: S608
    )
    same = [name for name in (*TABLES[table].key, "batch_id") if name not in changes and name in columns_of(path)]
    moved = " or ".join(f"one.{name} is distinct from other.{name}" for name in same) or "false"
    wrong = connection.execute(
        f"select count(*) from {source} as one positional join "  # noqa: S608
        f"read_parquet({quoted(working)}, hive_partitioning = false) as other where {moved}"
    ).fetchall()[0][0]
    if wrong or pq.read_metadata(path).num_rows != pq.read_metadata(working).num_rows:
        raise RuntimeError(f"{path.name} could not be written again in its order")
    put_in_place(working, path)


def put_in_place(working: Path, path: Path) -> None:
    """The new file under the old one's name, on disk before it returns."""
    working.chmod(0o600)
    flush_to_disk(working)
    os.replace(working, path)  # noqa: PTH105 - one call that replaces
    flush_to_disk(path.parent)


def sql_text(value: str) -> str:
    """A value as an SQL text."""
    return "'" + value.replace("'", "''") + "'"
