"""What a mapping makes of the rows of a look: cast and checked with the import's own SQL, at once and in this process.

Only what the cells themselves tell is checked: keys, references and the store come with the trial of the whole file.
No SQL of a mapping runs here: one that holds expressions is refused.
"""

import re
import threading
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

import duckdb
import pyarrow as pa

from dashboard.data.importing.checks.casting import BAD_CODES, MACROS
from dashboard.data.importing.checks.date_orders import column_notations, settled_cells
from dashboard.data.importing.checks.marks import MarkBook
from dashboard.data.importing.checks.parts import filled_columns, part_select
from dashboard.data.importing.files.looking import Ask, Look
from dashboard.data.importing.mapping.header_tables import found_table
from dashboard.data.importing.mapping.plans import MappingFile, Plan, is_closed, mapped_plan, proposed_plan
from dashboard.data.importing.sql_text import identifier
from dashboard.data.tables import DATE, TABLES, TIMESTAMP
from dashboard.logic.problems import Problem

_UNREADABLE = frozenset(BAD_CODES.values())


@dataclass(frozen=True)
class Finding:
    """One code of one row. ``column`` is the canonical one, ``headers`` and ``text`` what the file says there."""

    code: str
    column: str
    headers: tuple[str, ...]
    text: str
    rejects: bool


@dataclass(frozen=True)
class TriedRow:
    """``row``: its number in the look, from 0 (of a wide file several have the same); ``line``: in the file.
    ``values``: the canonical columns' values as text; None where there is none."""

    row: int
    line: int
    values: tuple[str | None, ...]
    findings: tuple[Finding, ...]

    @property
    def is_accepted(self) -> bool:
        return not any(finding.rejects for finding in self.findings)


@dataclass(frozen=True)
class TriedTable:
    """One table. ``filled`` and ``unreadable``: rows per canonical column; ``missing``: required and not mapped;
    ``asks``: what the rows leave open, with what they would then say."""

    table: str
    columns: tuple[str, ...]
    rows: tuple[TriedRow, ...]
    filled: dict[str, int]
    unreadable: dict[str, int]
    missing: tuple[str, ...]
    asks: tuple[Ask, ...]

    @property
    def accepted(self) -> int:
        return sum(row.is_accepted for row in self.rows)


@dataclass(frozen=True)
class Tried:
    """Every table that the mapping fills."""

    tables: tuple[TriedTable, ...]


def tried(look: Look, mapping: MappingFile | None, table: str | None = None) -> Tried:
    """The look's rows through a mapping, else through the aliases of ``table``, else of the table the headers tell.

    Columns that are required and not mapped are told, not refused. Raises Problem where the mapping names a column that
    the file has not, holds expressions, or no table is told.
    """
    if mapping is not None and not is_closed(mapping):
        raise Problem(
            "The mapping {name} holds expressions. Use it at the command line: --mapping FILE.", name=mapping.name
        )
    if mapping is None:
        chosen = TABLES[table] if table else found_table(look.name, look.header)
        plans = [proposed_plan(chosen, look.header, look.layout)]
    else:
        plans = [
            mapped_plan(mapping, target, look.name, look.header, look.layout)
            for target in mapping.targets
            if table in (None, target.table.name)
        ]
    with _lock:
        return Tried(tuple(_tried_table(look, plan) for plan in plans))


def _tried_table(look: Look, plan: Plan) -> TriedTable:
    if not plan.cells:  # nothing is mapped: there is nothing to cast
        return TriedTable(plan.table.name, (), (), {}, {}, plan.table.required, ())
    numbers, cells = _cells(look, plan)
    connection = _connection()
    connection.register("looked_at", _relation(cells, len(plan.header)))
    try:
        plan, asks = _settled(connection, plan, look.layout.delimiter or "")
        book = MarkBook()
        select = part_select(plan, "select * from looked_at", book, "look")
        filled = filled_columns(plan)
        columns = tuple(column.name for column in plan.table.columns if column.name in filled)
        chosen = ", ".join(["_marks", *(f"{identifier(column)}::varchar" for column in columns)])
        found = connection.execute(f"select {chosen} from ({select})").fetchall()  # noqa: S608 - our own select
    finally:
        connection.unregister("looked_at")
    rows = tuple(
        TriedRow(number, look.lines[number], tuple(values), tuple(_findings(book, marks, plan, source)))
        for number, source, (marks, *values) in zip(numbers, cells, found, strict=True)
    )
    return TriedTable(
        plan.table.name,
        columns,
        rows,
        {name: sum(row.values[at] is not None for row in rows) for at, name in enumerate(columns)},
        {name: sum(_is_unreadable(row, name) for row in rows) for name in columns},
        tuple(column for column in plan.table.required if column not in plan.cells),
        asks,
    )


def _cells(look: Look, plan: Plan) -> tuple[list[int], list[tuple[str | None, ...]]]:
    """The numbers of the rows and their cells; of a wide file one for each answer."""
    whole = [tuple(row[: len(look.header)]) + ("",) * (len(look.header) - len(row)) for row in look.rows]
    if plan.unpivot is None:
        return list(range(len(whole))), [tuple(cell or None for cell in row) for row in whole]
    numbers, cells = [], []
    for number, row in enumerate(whole):
        known = tuple(row[position] or None for position in plan.unpivot.kept)
        given = [(look.header[at], row[at]) for at in plan.unpivot.items if row[at].strip()]
        for item, answer in given or [(None, None)]:
            numbers.append(number)
            cells.append((*known, item, answer))
    return numbers, cells


def _relation(cells: list[tuple[str | None, ...]], width: int) -> pa.Table:
    columns = list(zip(*cells, strict=True)) if cells else [()] * width
    return pa.table({f"_c{number}": pa.array(column, pa.string()) for number, column in enumerate(columns)})


def _settled(connection: duckdb.DuckDBPyConnection, plan: Plan, delimiter: str) -> tuple[Plan, tuple[Ask, ...]]:
    found = column_notations(connection, plan, "select * from looked_at")
    cells, is_open = settled_cells(plan, found, delimiter)
    days = {column.name for column in plan.table.columns if column.type in (DATE, TIMESTAMP)}
    asks = [_ask(cells[column].header or "", found[column].example, is_day=column in days) for column in is_open]
    return replace(plan, cells=cells), tuple(asks)


def _ask(header: str, example: str, *, is_day: bool) -> Ask:
    """With what the example would say: 2024-04-03 or 2024-03-04, 1.234 or 1234."""
    if not is_day:
        return Ask("decimal", header, ((",", example.replace(",", ".")), (".", example.replace(",", ""))))
    first, second, year = (int(part) for part in re.findall(r"[0-9]+", unicodedata.normalize("NFKC", example))[:3])
    days = (("dmy", f"{year:04}-{second:02}-{first:02}"), ("mdy", f"{year:04}-{first:02}-{second:02}"))
    return Ask("day_order", header, days)


def _findings(book: MarkBook, marks: int, plan: Plan, source: tuple[str | None, ...]) -> Iterable[Finding]:
    for mark in book.of(marks):
        headers = plan.source_names(mark.column)
        text = "; ".join(source[plan.position(header)] or "" for header in headers)
        yield Finding(mark.code, mark.column, headers, text, mark.rejects)


def _is_unreadable(row: TriedRow, column: str) -> bool:
    return any(finding.column == column and finding.code in _UNREADABLE for finding in row.findings)


_lock = threading.Lock()
"""The connection is one; a trial of 200 rows takes milliseconds."""


@cache
def _connection() -> duckdb.DuckDBPyConnection:
    """In memory, without any way to files, network or settings; it holds the macros and nothing between two trials."""
    connection = duckdb.connect(config={"threads": 1, "memory_limit": "512MB"})
    # planning takes longer than 200 rows do: half of the time (measured)
    connection.execute("pragma disable_optimizer")
    for macro in MACROS:
        connection.execute(macro)
    connection.execute(
        "set autoinstall_known_extensions=false; set autoload_known_extensions=false; "
        "set enable_external_access=false; set lock_configuration=true"
    )
    return connection
