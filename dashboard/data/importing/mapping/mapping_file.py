"""Which source cell becomes which canonical column: from a mapping file, else from the header aliases."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dashboard.data.importing.files.layouts import DayOrder, Decimal
from dashboard.data.importing.mapping.expressions import Expression, checked_expression
from dashboard.data.importing.mapping.headers import matches
from dashboard.data.tables import TABLES, Table
from dashboard.logic.problems import Problem


@dataclass(frozen=True)
class Cell:
    """The origin of one canonical column: a source column, a constant, or an expression over source columns.

    ``values`` are pairs (as the file writes it, as it is to be read), ``transforms`` names of checks/casting.py; both
    are applied to the text before it is read, transforms first. ``decimal`` and ``day_order`` go before the layout's.
    """

    header: str | None = None
    value: str | None = None
    sql: str | None = None
    day_format: str | None = None
    factor: int = 1
    values: tuple[tuple[str, str], ...] = ()
    transforms: tuple[str, ...] = ()
    decimal: Decimal | None = None
    day_order: DayOrder | None = None


@dataclass(frozen=True)
class Target:
    """One table that a mapping file fills."""

    table: Table
    cells: dict[str, Cell]
    where: str | None = None


@dataclass(frozen=True)
class MappingFile:
    """A mapping file. ``text`` is part of a batch's identity."""

    name: str
    text: str
    targets: tuple[Target, ...]


@dataclass(frozen=True)
class Plan:
    """How one reading fills one table: ``positions`` of headers, cells, checked expressions."""

    table: Table
    header: tuple[str, ...]
    cells: dict[str, Cell]
    expressions: dict[str, Expression]
    where: Expression | None
    source_system: str

    def source_names(self, column: str) -> tuple[str, ...]:
        """The source columns that a canonical column is made of, to show beside a reason."""
        cell = self.cells.get(column)
        if cell is None:
            return ()
        if cell.header is not None:
            return (cell.header,)
        return self.expressions[column].inputs if column in self.expressions else ()

    def position(self, header: str) -> int:
        return self.header.index(header)


def load_mapping(path: Path) -> MappingFile:
    """Read a mapping file. Raises Problem that names table, column and remedy."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        content = tomllib.loads(text)
    except FileNotFoundError as error:
        raise Problem("Mapping file {file} does not exist.", file=path) from error
    except (OSError, ValueError) as error:
        raise Problem("Mapping file {file} cannot be read ({reason}).", file=path, reason=error) from error
    if not content:
        raise Problem("Mapping file {file} names no table. Begin with a line such as [orders].", file=path.name)
    return MappingFile(path.stem, text, tuple(_target(path.name, name, entry) for name, entry in content.items()))


def _target(file: str, name: str, entry: Any) -> Target:
    table = TABLES.get(name)
    if table is None or not isinstance(entry, Mapping):
        raise Problem(
            "Mapping file {file}: {table} is not a table that can be imported. Known tables are {candidates}.",
            file=file, table=name, candidates=", ".join(TABLES),
        )  # fmt: skip
    where = entry.get("where")
    if where is not None and not isinstance(where, str):
        raise Problem("Mapping file {file}, [{table}]: where must be text in quotes.", file=file, table=name)
    cells = {column: _cell(file, table, column, value) for column, value in entry.items() if column != "where"}
    missing = [column for column in table.required if column not in cells]
    if missing:
        raise Problem(
            "Mapping file {file}, [{table}]: the required column {column} is not mapped.",
            file=file, table=name, column=missing[0],
        )  # fmt: skip
    return Target(table, cells, where)


def _cell(file: str, table: Table, column: str, value: Any) -> Cell:
    if column not in table.by_name:
        raise Problem(
            "Mapping file {file}, [{table}]: {column} is not a column of this table. Its columns are {candidates}.",
            file=file, table=table.name, column=column, candidates=", ".join(table.names),
        )  # fmt: skip
    match value:
        case str():
            return Cell(header=value)
        case {"column": str(header), "format": str(form)} if len(value) == 2:
            return Cell(header=header, day_format=form)
        case {"column": str(header)} if len(value) == 1:
            return Cell(header=header)
        case {"value": str() | int() | float() | bool() as constant} if len(value) == 1:
            return Cell(value=str(constant).lower() if isinstance(constant, bool) else str(constant))
        case {"sql": str(sql)} if len(value) == 1:
            return Cell(sql=sql)
    raise Problem(
        "Mapping file {file}, [{table}], {column}: give a source column, "
        '{{ column = "…", format = "…" }}, {{ value = "…" }} or {{ sql = "…" }}.',
        file=file, table=table.name, column=column,
    )  # fmt: skip


def mapped_plan(mapping: MappingFile, target: Target, name: str, header: tuple[str, ...]) -> Plan:
    """The plan of a mapping for a file's header. Raises Problem for a missing column or a bad expression."""
    cells = {}
    for column, cell in target.cells.items():
        found = _source_header(name, header, cell.header, target.table.name, column) if cell.header else None
        cells[column] = replace(cell, header=found)
    place = f"[{target.table.name}]"
    expressions = {
        column: checked_expression(cell.sql, header, f"{place} {column}") for column, cell in cells.items() if cell.sql
    }
    where = checked_expression(target.where, header, f"{place} where") if target.where else None
    return Plan(target.table, header, cells, expressions, where, mapping.name)


def _source_header(name: str, header: tuple[str, ...], wanted: str, table: str, column: str) -> str:
    by_lower = {cell.lower(): cell for cell in header}
    if wanted in header:
        return wanted
    if wanted.lower() in by_lower:
        return by_lower[wanted.lower()]
    raise Problem(
        "File {file} has no column {header}, which the mapping takes for {column} of {table}. "
        "Its columns are {candidates}.",
        file=name, header=wanted, column=column, table=table, candidates=", ".join(header),
    )  # fmt: skip


def alias_plan(table: Table, name: str, header: tuple[str, ...]) -> Plan:
    """The plan that the header aliases give. Raises Problem where a required column is missing."""
    found = matches(table, header)
    missing = [column for column in table.required if column not in found]
    if missing:
        raise Problem(
            "File {file} has no column for {column} of {table}. It may be called {candidates}; "
            "or map it with --mapping. Its columns are {headers}.",
            file=name, column=missing[0], table=table.name, headers=", ".join(header),
            candidates=", ".join((missing[0], *table.by_name[missing[0]].aliases[:4])),
        )  # fmt: skip
    cells = {column: Cell(header=match.header, factor=match.factor) for column, match in found.items()}
    return Plan(table, header, cells, {}, None, "file")
