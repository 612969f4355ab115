"""Where in a sheet the records are: the header under titles and beside groups of columns, and the sums after them."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.data.importing.files.cell_kinds import is_number
from dashboard.data.importing.files.column_names import Spans, are_two_header_rows, joined_header
from dashboard.data.importing.files.footers import FOOTER_LINES, is_footer
from dashboard.data.importing.files.known_headers import known_cells
from dashboard.data.importing.files.layouts import NO_HEADER, Layout, LeftOut

SEARCHED_ROWS = 40
"""Titles, filters and remarks before a header never fill more."""
Rows = Sequence[tuple[int, list[str]]]
Merges = Sequence[tuple[tuple[int, int], tuple[int, int]]]


@dataclass(frozen=True)
class HeaderFound:
    """``first`` and ``last`` row of the header (from 1), and its cells. ``titles``: rows before it that say something.

    ``known``: how many of the cells name a column of any table.
    """

    first: int
    last: int
    cells: tuple[str, ...]
    titles: tuple[LeftOut, ...]
    known: int


def found_header(rows: Rows, merges: Merges, first_column: int, layout: Layout) -> HeaderFound | None:
    """The header of a sheet, as the layout says or by looking; None where no row is one.

    ``rows`` are the first rows with their numbers; ``merges`` count rows and columns from 0, ``first_column`` is where
    the cells of ``rows`` begin in the sheet.
    """
    filled = [(number, cells) for number, cells in rows if any(cells)]
    if layout.header == NO_HEADER:
        return HeaderFound(0, 0, layout.names, (), known_cells(layout.names))
    if layout.header:
        first, last = layout.header
    else:
        place = _header_place(filled[:SEARCHED_ROWS])
        if place is None:
            return None
        first = last = filled[place][0]
        if place + 1 < len(filled) and _are_two(filled[place], filled[place + 1], merges):
            last = filled[place + 1][0]
        elif place and _are_two(filled[place - 1], filled[place], merges):
            first = filled[place - 1][0]
    by_row = dict(rows)
    levels = range(first, last + 1)
    spans = [_spans(merges, row, first_column) for row in levels]
    cells = joined_header([by_row.get(row, []) for row in levels], spans if any(spans) else ())
    titles = tuple(LeftOut(number, " ".join(filter(None, cells))) for number, cells in filled if number < first)
    return HeaderFound(first, last, cells, titles, known_cells(cells))


def _header_place(filled: Rows) -> int | None:
    """The row that names most columns that are known, else the first that only holds words and as many as a record."""
    if not filled:
        return None
    known = [known_cells(cells) for _number, cells in filled]
    if max(known) >= 2:
        return known.index(max(known))
    width = max(sum(map(bool, cells)) for _number, cells in filled)
    for place, (_number, cells) in enumerate(filled):
        words = [cell for cell in cells if cell]
        if len(words) >= max(1, 0.6 * width) and len(words) + 1 >= min(width, 3) and not any(map(is_number, words)):
            return place
    return None


def _are_two(upper: tuple[int, list[str]], lower: tuple[int, list[str]], merges: Merges) -> bool:
    """True if the header stands in these two rows: groups merged over several columns, or names over both rows."""
    (number, groups), (after, names) = upper, lower
    if after != number + 1:
        return False
    wide = any(a[0] == b[0] == number - 1 and b[1] > a[1] for a, b in merges)
    tall = any(a[0] == number - 1 and b[0] >= number and a[1] == b[1] for a, b in merges)
    under = any(name and not group for group, name in zip(groups, names, strict=False))
    return are_two_header_rows(groups, names, is_merged=tall or (wide and under))


def _spans(merges: Merges, row: int, first_column: int) -> Spans:
    """Column (of the cells) -> last column of the group that begins there, in one row of the sheet."""
    return {a[1] - first_column: b[1] - first_column for a, b in merges if a[0] == row - 1 and b[1] > a[1]}


def footer_rows(tail: Rows, last_header: int, columns: int) -> tuple[LeftOut, ...]:
    """The rows after the last record that are none, in a table with so many columns."""
    found: list[LeftOut] = []
    for number, cells in reversed([(number, cells) for number, cells in tail if any(cells) and number > last_header]):
        if len(found) >= FOOTER_LINES or not is_footer(cells, columns):
            break
        found.append(LeftOut(number, " ".join(filter(None, cells))))
    return tuple(reversed(found))
