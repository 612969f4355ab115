"""Canonical columns and the headers of a file that mean them (data-model.md, 5.1)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from dashboard.data.importing.mapping.header_spelling import PERCENT, is_percent, normalised
from dashboard.data.tables import MONEY, NUMBER, TABLES, Column, Table
from dashboard.logic.problems import Problem

REJECT_COLUMNS = ("_file", "_line", "_codes", "_reasons", "_columns", "_values")
"""The columns of a rejects file after the original ones; ignored when the corrected file is imported."""


@dataclass(frozen=True)
class Match:
    """A canonical column found in a file: under which header, and the factor of a unit in brackets (万元: 10000)."""

    header: str
    factor: int | Decimal = 1


@lru_cache(maxsize=256)
def aliases(table: Table) -> dict[str, str]:
    """Normalised header -> the column that it means in this table."""
    return {normalised(alias)[0]: column.name for column in table.columns for alias in column.headers}


@lru_cache(maxsize=256)
def exact_aliases(table: Table) -> dict[str, str]:
    return {alias: column.name for column in table.columns for alias in column.headers}


@lru_cache(maxsize=256)
def spare_aliases(table: Table) -> tuple[tuple[int, str, str], ...]:
    """(rank, normalised header, column), the best first."""
    return tuple(
        sorted(
            (
                (rank, normalised(alias)[0], column.name)
                for column in table.columns
                for rank, alias in enumerate(column.spare)
            ),
            key=lambda entry: entry[0],
        )
    )


@lru_cache(maxsize=1)
def all_aliases() -> frozenset[str]:
    """What any table understands."""
    return frozenset(
        name
        for table in TABLES.values()
        for name in (*aliases(table), *(spare for _, spare, _ in spare_aliases(table)))
    )


def matches(table: Table, header: Iterable[str]) -> dict[str, Match]:
    """Canonical column -> where it is found: exact aliases, normalised ones, spare ones.

    Raises Problem for two of a kind. A header that is spare for several columns goes to the one that wants it most.
    """
    cells = named(header)
    exact = exact_aliases(table)
    for column, mine in _meant(table, cells).items():
        same = [cell for cell in mine if (_first_name(cell) in exact) is (mine[0] in exact)]
        if len(same) > 1:
            raise Problem(
                "Columns {first} and {second} both stand for {column} of {table}. "
                "Remove one of them, or say which to take in a mapping file.",
                first=same[0],
                second=same[1],
                column=column,
                table=table.name,
            )
    return first_matches(table, cells)


def _first_name(cell: str) -> str:
    """The name of which a repeated header (``金额 (2)``) is a repetition."""
    return re.sub(r" [(]\d+[)]$", "", cell)


def first_matches(table: Table, header: Iterable[str]) -> dict[str, Match]:
    """As ``matches``, but of two of a kind the first stands."""
    cells = named(header)
    found = {column: column_match(table.by_name[column], mine[0]) for column, mine in _meant(table, cells).items()}
    return found | dict(_spared(table, cells, set(found)))


def named(header: Iterable[str]) -> list[str]:
    """The headers that may mean something: no empty ones, none of those that a rejects file adds."""
    return [cell for cell in dict.fromkeys(header) if cell and cell not in REJECT_COLUMNS]


def _meant(table: Table, cells: list[str]) -> dict[str, list[str]]:
    """Column -> the headers that mean it, exact ones first."""
    exact, loose = exact_aliases(table), aliases(table)
    meant: dict[str, list[str]] = {}
    for cell in sorted(cells, key=lambda cell: cell not in exact):
        column = exact.get(cell) or loose.get(normalised(cell)[0])
        if column:
            meant.setdefault(column, []).append(cell)
    return meant


def _spared(table: Table, cells: list[str], found: set[str]) -> Iterator[tuple[str, Match]]:
    """The columns that only a spare header gives, each header once."""
    free: dict[str, str] = {}
    for cell in cells:
        if normalised(cell)[0] not in aliases(table):
            free.setdefault(normalised(cell)[0], cell)
    for _, spare, column in spare_aliases(table):
        if column not in found and spare in free:
            found.add(column)
            yield column, column_match(table.by_name[column], free.pop(spare))


def column_match(column: Column, cell: str) -> Match:
    """A unit counts for money and shares alone: on a text it means nothing."""
    if column.type == NUMBER and column.unit == "share":
        return Match(cell, PERCENT if is_percent(cell) else 1)
    return Match(cell, normalised(cell)[1] if column.type == MONEY else 1)
