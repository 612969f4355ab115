"""Which source cell becomes which canonical column: from a mapping file, else from the header aliases."""

from dataclasses import dataclass, replace
from pathlib import Path

from dashboard.data.importing.files.layouts import FOUND, Layout
from dashboard.data.importing.mapping.expressions import Expression, checked_expression
from dashboard.data.importing.mapping.header_matches import matches
from dashboard.data.importing.mapping.mappings import Cell, MappingFile, Target, is_closed
from dashboard.data.importing.mapping.signatures import compared
from dashboard.data.importing.mapping.toml_mappings import composed, mapping_of, mapping_text
from dashboard.data.importing.mapping.unpivot import Unpivot, long_form
from dashboard.data.tables import DATE, LONG, MONEY, NUMBER, RATE, SMALL, TIMESTAMP, WHOLE, Table
from dashboard.logic.problems import Problem

__all__ = [
    "Cell", "MappingFile", "Plan", "Target", "alias_plan", "composed", "is_closed", "load_mapping", "mapped_plan",
    "mapping_of", "mapping_text", "proposed_plan",
]  # fmt: skip

BY_HEADERS = "file"
"""The source system of a plan without a mapping."""
NUMBERS = (MONEY, RATE, NUMBER, SMALL, WHOLE, LONG)


@dataclass(frozen=True)
class Plan:
    """How one reading fills one table: its header, cells, checked expressions.

    Where ``unpivot`` is given, ``header`` is that of the long form, and the file's columns are others (unpivot.py).
    """

    table: Table
    header: tuple[str, ...]
    cells: dict[str, Cell]
    expressions: dict[str, Expression]
    where: Expression | None
    source_system: str
    unpivot: Unpivot | None = None

    def source_names(self, column: str) -> tuple[str, ...]:
        """The source columns that a canonical column is made of, to show beside a reason."""
        cell = self.cells.get(column)
        if cell is None:
            return ()
        if cell.header is not None:
            return (cell.header,)
        return self.expressions[column].inputs if column in self.expressions else ()

    @property
    def is_said(self) -> bool:
        """By a mapping, not found by the headers."""
        return self.source_system != BY_HEADERS

    def position(self, header: str) -> int:
        return self.header.index(header)


def load_mapping(path: Path) -> MappingFile:
    """Read a mapping file. Raises Problem that names table, column and remedy."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise Problem("Mapping file {file} does not exist.", file=path) from error
    except (OSError, ValueError) as error:
        raise Problem("Mapping file {file} cannot be read ({reason}).", file=path, reason=error) from error
    return mapping_of(text, path.name)


def mapped_plan(
    mapping: MappingFile, target: Target, name: str, header: tuple[str, ...], layout: Layout = FOUND
) -> Plan:
    """The plan of a mapping for a file's header; what ``layout`` says of decimals and days holds for every cell that
    says nothing. Raises Problem for a missing column or a bad expression."""
    cells = {}
    for column, cell in target.cells.items():
        found = _source_header(name, header, cell.header, target.table.name, column) if cell.header else None
        cells[column] = replace(cell, header=found)
    place = f"[{target.table.name}]"
    expressions = {
        column: checked_expression(cell.sql, header, f"{place} {column}") for column, cell in cells.items() if cell.sql
    }
    where = checked_expression(target.where, header, f"{place} where") if target.where else None
    unpivot = None
    if target.is_wide:
        used = {cell.header for cell in cells.values() if cell.header}
        used.update(*(one.inputs for one in (*expressions.values(), where) if one))
        form = long_form(replace(target, cells=cells), name, header, used)
        header, cells, unpivot = form.header, form.cells, form.unpivot
    return Plan(
        target.table, header, _as_laid_out(target.table, cells, layout), expressions, where, mapping.name, unpivot
    )


def _as_laid_out(table: Table, cells: dict[str, Cell], layout: Layout) -> dict[str, Cell]:
    """What the layout says of decimals and days, where a cell of the file says nothing of its own."""
    if not (layout.decimal or layout.day_order):
        return cells
    laid_out = {}
    for column, cell in cells.items():
        kind = table.by_name[column].type
        if cell.header and kind in (DATE, TIMESTAMP) and not cell.day_format:
            cell = replace(cell, day_order=cell.day_order or layout.day_order)
        elif cell.header and kind in NUMBERS:
            cell = replace(cell, decimal=cell.decimal or layout.decimal)
        laid_out[column] = cell
    return laid_out


def _source_header(name: str, header: tuple[str, ...], wanted: str, table: str, column: str) -> str:
    if wanted in header:
        return wanted
    by_form = {compared(cell): cell for cell in reversed(header)}
    if compared(wanted) in by_form:
        return by_form[compared(wanted)]
    raise Problem(
        "File {file} has no column {header}, which the mapping takes for {column} of {table}. "
        "Its columns are {candidates}.",
        file=name, header=wanted, column=column, table=table, candidates=", ".join(header),
    )  # fmt: skip


def alias_plan(table: Table, name: str, header: tuple[str, ...], layout: Layout = FOUND) -> Plan:
    """The plan that the header aliases give. Raises Problem where a required column is missing."""
    plan = proposed_plan(table, header, layout)
    missing = [column for column in table.required if column not in plan.cells]
    if missing:
        raise Problem(
            "File {file} has no column for {column} of {table}. It may be called {candidates}; "
            "or map it with --mapping. Its columns are {headers}.",
            file=name, column=missing[0], table=table.name, headers=", ".join(header),
            candidates=", ".join((missing[0], *table.by_name[missing[0]].aliases[:4])),
        )  # fmt: skip
    return plan


def proposed_plan(table: Table, header: tuple[str, ...], layout: Layout = FOUND) -> Plan:
    """The same of what is found, whatever is missing. Raises Problem where two headers stand for one column."""
    cells = {column: Cell(header=match.header, factor=match.factor) for column, match in matches(table, header).items()}
    return Plan(table, header, _as_laid_out(table, cells, layout), {}, None, BY_HEADERS)
