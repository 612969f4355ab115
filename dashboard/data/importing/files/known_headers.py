"""Whether a cell is the header of some column of the contracts: the surest sign of the header line."""

from collections.abc import Iterable

from dashboard.data.importing.mapping.header_matches import REJECT_COLUMNS, all_aliases
from dashboard.data.importing.mapping.header_spelling import normalised

LONGEST = 80
"""Characters; longer cells are no headers."""


def is_known(cell: str) -> bool:
    """True for a column's name or alias, however it is spelled."""
    return len(cell) <= LONGEST and (cell in REJECT_COLUMNS or normalised(cell.strip())[0] in all_aliases())


def known_cells(cells: Iterable[str]) -> int:
    """How many different cells of a line are known headers."""
    return sum(is_known(cell) for cell in {cell.strip() for cell in cells if cell.strip()})
