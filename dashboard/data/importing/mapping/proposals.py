"""What a file's headers may mean, for a person to confirm. The command line never takes what is only near."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from rapidfuzz.distance import JaroWinkler
from rapidfuzz.fuzz import ratio

from dashboard.data.importing.mapping.header_matches import aliases, column_match, exact_aliases, first_matches, named
from dashboard.data.importing.mapping.header_spelling import normalised
from dashboard.data.importing.mapping.header_tables import TableFit, fits
from dashboard.data.tables import Column, Table

__all__ = ["NEAR", "Proposed", "TableFit", "proposed_columns", "proposed_tables"]
NEAR = 0.85
"""data-model.md, 5.1: below it a header is not even proposed."""
_NUMBERS = re.compile("编号|编码|代码|号码|id$|no\\.?$")
_CHINESE_NUMBER = "编号"


@dataclass(frozen=True)
class Proposed:
    """A header for a column, and how sure that is.

    exact  the header is one of the column's
    alike  it is one once it is spelled alike, or a spare one
    near   it resembles one
    """

    header: str
    how: Literal["exact", "alike", "near"]
    score: float = 1.0
    factor: int | Decimal = 1


def proposed_tables(header: tuple[str, ...]) -> tuple[TableFit, ...]:
    """The tables that share a column with the header, best first."""
    return fits(header)


def proposed_columns(table: Table, header: tuple[str, ...]) -> dict[str, Proposed]:
    """Canonical column -> the header proposed for it. Each header is proposed once; of two of a kind the first."""
    exact = exact_aliases(table)
    found = {
        column: Proposed(match.header, "exact" if match.header in exact else "alike", 1.0, match.factor)
        for column, match in first_matches(table, header).items()
    }
    cells = named(header)
    return found | _near(table, [cell for cell in cells if not _means_another(table, cell, found)], found)


def _means_another(table: Table, cell: str, found: dict[str, Proposed]) -> bool:
    """Whether the header is taken, or plainly means a column that another header has."""
    return _is_taken(cell, found) or normalised(cell)[0] in aliases(table)


def _is_taken(cell: str, found: dict[str, Proposed]) -> bool:
    return any(proposed.header == cell for proposed in found.values())


def _near(table: Table, cells: list[str], found: dict[str, Proposed]) -> dict[str, Proposed]:
    """The best resemblances first, each column and each header once."""
    pairs = [
        (score, -position, column.name, cell)
        for position, column in enumerate(table.columns)
        if column.name not in found
        for cell in cells
        if (score := _resemblance(cell, column)) >= NEAR
    ]
    near: dict[str, Proposed] = {}
    for score, _, column, cell in sorted(pairs, reverse=True):
        if column not in near and not _is_taken(cell, near):
            near[column] = Proposed(cell, "near", round(score, 4), column_match(table.by_name[column], cell).factor)
    return near


def _resemblance(cell: str, column: Column) -> float:
    return max(likeness(cell, alias) for alias in (*column.headers, *column.spare))


def likeness(one: str, other: str) -> float:
    """How much two headers resemble each other, 0 to 1.

    A Chinese header says what it is at its end: 本币无税单价 is no 本币无税金额, however much of it is the same.
    """
    first, second = (_NUMBERS.sub(_CHINESE_NUMBER, normalised(text)[0]) for text in (one, other))
    if not first or not second:
        return 0.0
    whole = ratio(first, second) / 100
    if first.isascii() or second.isascii():
        return whole
    return max(whole, JaroWinkler.similarity(first, second)) if first[-1] == second[-1] else 0.0
