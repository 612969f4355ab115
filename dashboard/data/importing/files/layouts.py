"""How the records of a text file or a sheet are laid out: what the steward said of it, or what was found by looking."""

from dataclasses import dataclass
from typing import Literal

Decimal = Literal[".", ","]
DayOrder = Literal["ymd", "dmy", "mdy"]
NO_HEADER = (0, 0)


@dataclass(frozen=True)
class Layout:
    r"""One file's layout. None (and no names): to be found by looking; in a ``Look`` everything that applies is filled.

    encoding    codec of a text file (decoding.NAMES)
    delimiter   one character between cells
    quote       ``"`` or ``'``; empty: quotation marks are ordinary characters
    escape      of quotes within cells: ``\\`` where a backslash stands before them; empty: they are doubled
    header      first and last physical line (of a sheet: row) of the header, from 1; ``NO_HEADER`` where there is none
    names       the columns, where the file has no header
    footer      how many lines after the last record, blank ones apart, are no records (sums, signatures)
    sheet       of a workbook: its name
    cells       of a workbook: the range, such as ``B3:K200``
    decimal     the mark before decimals in amounts; a column's own mapping goes before it
    day_order   of dates such as 03/04/2024; a column's own mapping goes before it
    """

    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None
    header: tuple[int, int] | None = None
    names: tuple[str, ...] = ()
    footer: int | None = None
    sheet: str | None = None
    cells: str | None = None
    decimal: Decimal | None = None
    day_order: DayOrder | None = None
    escape: str | None = None


FOUND = Layout()
"""Everything by looking."""


@dataclass(frozen=True)
class LeftOut:
    """Lines of a file that are no records (titles before the header, sums and signatures after the last record)."""

    line: int
    text: str
