"""What a mapping says: the origin of every column of the tables that a file fills."""

import decimal
from dataclasses import dataclass, field

from dashboard.data.importing.files.layouts import FOUND, DayOrder, Decimal, Layout
from dashboard.data.tables import Table


@dataclass(frozen=True)
class Cell:
    """The origin of one canonical column: a source column, a constant, or an expression over source columns.

    values      pairs (as the file writes it, as it is to be read); what is in none of them stays as it is
    transforms  names of checks/transforms.py, in the order in which they are applied; before ``values``
    decimal     the mark before decimals, and ``day_order`` the order of 03/04/2024: both go before the layout's
    factor      of a unit: 10000 where the file counts in 万元
    items       of a wide file: the columns whose headers this column holds, one after the other (``题*``, ``Q1..Q27``)
    is_answer   of a wide file: what stands in those columns
    """

    header: str | None = None
    value: str | None = None
    sql: str | None = None
    day_format: str | None = None
    factor: int | decimal.Decimal = 1
    values: tuple[tuple[str, str], ...] = ()
    transforms: tuple[str, ...] = ()
    decimal: Decimal | None = None
    day_order: DayOrder | None = None
    items: tuple[str, ...] = ()
    is_answer: bool = False


@dataclass(frozen=True)
class Target:
    """One table that a mapping file fills."""

    table: Table
    cells: dict[str, Cell]
    where: str | None = None

    @property
    def is_wide(self) -> bool:
        """Whether several columns of the file become one row each."""
        return any(cell.items for cell in self.cells.values())


@dataclass(frozen=True)
class MappingFile:
    """A mapping. ``text``, its TOML, is part of a batch's identity; what it says, and not how, makes two equal."""

    name: str
    text: str = field(compare=False)
    targets: tuple[Target, ...]
    layout: Layout = FOUND


def is_closed(mapping: MappingFile) -> bool:
    """Whether it holds no expression: only then the browser may use it."""
    return not any(target.where or any(cell.sql for cell in target.cells.values()) for target in mapping.targets)
