"""Mapping files as TOML (contracts.md, docs/mapping.md): ``mapping_of`` reads them, ``mapping_text`` writes them."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import tomli_w

from dashboard.data.importing.files.layouts import FOUND, Layout
from dashboard.data.importing.mapping.mappings import Cell, MappingFile, Target
from dashboard.data.importing.mapping.toml_cells import cell_of, cell_value
from dashboard.data.importing.mapping.toml_layout import layout_of, layout_values
from dashboard.data.tables import TABLES, Table
from dashboard.logic.problems import Problem

_OF_THE_FILE = "file"
_OF_THE_TABLE = ("where", "items")


def mapping_of(text: str, name: str) -> MappingFile:
    """The mapping that a TOML text says. ``name`` is used in sentences. Raises Problem with table, column, remedy."""
    try:
        content = tomllib.loads(text, parse_float=Decimal)
    except ValueError as error:
        raise Problem("Mapping file {file} cannot be read ({reason}).", file=name, reason=error) from error
    said = content.pop(_OF_THE_FILE, None)
    if not content:
        raise Problem("Mapping file {file} names no table. Begin with a line such as [orders].", file=name)
    targets = tuple(_target(name, table, entry) for table, entry in content.items())
    return MappingFile(name.removesuffix(".toml"), text, targets, FOUND if said is None else layout_of(name, said))


def mapping_text(mapping: MappingFile) -> str:
    """The TOML of a mapping: ``mapping_of`` gives the same mapping back."""
    content: dict[str, Any] = {}
    if values := layout_values(mapping.layout):
        content[_OF_THE_FILE] = values
    for target in mapping.targets:
        entry = {column: cell_value(cell) for column, cell in target.cells.items()}
        content[target.table.name] = entry | ({"where": target.where} if target.where else {})
    return tomli_w.dumps(content)


def composed(name: str, targets: tuple[Target, ...], layout: Layout = FOUND) -> MappingFile:
    """A mapping made in the browser, with its text."""
    silent = MappingFile(name, "", targets, layout)
    return replace(silent, text=mapping_text(silent))


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
    cells = {
        column: _cell(file, table, column, value) for column, value in entry.items() if column not in _OF_THE_TABLE
    }
    missing = [column for column in table.required if column not in cells]
    if missing:
        raise Problem(
            "Mapping file {file}, [{table}]: the required column {column} is not mapped.",
            file=file, table=name, column=missing[0],
        )  # fmt: skip
    return Target(table, _with_items(file, table, cells, entry.get("items")), where or None)


def _cell(file: str, table: Table, column: str, value: Any) -> Cell:
    if column not in table.by_name:
        raise Problem(
            "Mapping file {file}, [{table}]: {column} is not a column of this table. Its columns are {candidates}.",
            file=file, table=table.name, column=column, candidates=", ".join(table.names),
        )  # fmt: skip
    return cell_of(file, table.name, column, value)


def _with_items(file: str, table: Table, cells: dict[str, Cell], items: Any) -> dict[str, Cell]:
    """Check what belongs to a wide file; ``items`` of the table are the values of the column with the headers."""
    headed = [column for column, cell in cells.items() if cell.items]
    answers = [column for column, cell in cells.items() if cell.is_answer]
    if (len(headed), bool(answers)) not in ((0, False), (1, True)):
        raise Problem(
            "Mapping file {file}, [{table}]: a wide file needs one column with the headers of the answers, such as "
            'item_id = {{ unpivot = "Q*" }}, and at least one with the answers: score = {{ unpivot = "value" }}.',
            file=file, table=table.name,
        )  # fmt: skip
    if items is None:
        return cells
    if not headed or not isinstance(items, Mapping) or not all(isinstance(word, str) for word in items.values()):
        raise Problem(
            "Mapping file {file}, [{table}]: items must name the headers of a wide file, such as "
            'items = {{ "题1" = "Q1" }}, beside a column with unpivot.',
            file=file, table=table.name,
        )  # fmt: skip
    cell = cells[headed[0]]
    words = tuple((str(header), str(word)) for header, word in items.items())
    return {**cells, headed[0]: replace(cell, values=tuple(dict((*cell.values, *words)).items()))}
