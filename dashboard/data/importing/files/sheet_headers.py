"""Where in a sheet the records are: the header under titles and beside groups of columns, and the sums after them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from dashboard.data.importing.files.layouts import NO_HEADER, Layout, LeftOut
from dashboard.data.importing.mapping.headers import normalised
from dashboard.data.tables import TABLES

SEARCHED_ROWS = 40
"""Titles, filters and remarks before a header never fill more."""
Rows = Sequence[tuple[int, list[str]]]
Merges = Sequence[tuple[tuple[int, int], tuple[int, int]]]
FOOTER = re.compile(
    r"\s*(合\s*计|总\s*计|小\s*计|共\s*计|总\s*和|汇\s*总|本页合计|制\s*表|制\s*单|审\s*核|复\s*核|经\s*办|打\s*印|填\s*表"
    r"|负\s*责\s*人|导出时间|导出人|報表|说明|說明|注|備註|备注|合\s*計|總\s*計|grand total|total|sum|subtotal|printed"
    r"|prepared by|note)s?(人|员|日期|时间|金额)?\s*([:：(（\d]|$)",
    re.IGNORECASE,
)
"""What the first cell of a row says that comes after the records and is none."""
NUMBER = re.compile(r"[-+¥￥$€(]?[\d,.\s]*\d[\d,.\s]*%?\)?|\d{4}-\d\d-\d\d.*|true|false", re.IGNORECASE)


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
        return HeaderFound(0, 0, layout.names, (), _known(layout.names))
    if layout.header:
        first, last = layout.header
    else:
        place = _header_place(filled[:SEARCHED_ROWS])
        if place is None:
            return None
        last = filled[place][0]
        first = filled[place - 1][0] if place and _is_group_row(filled[place - 1], filled[place], merges) else last
        if first == last and place + 1 < len(filled) and _is_second_row(filled[place], filled[place + 1], merges):
            last = filled[place + 1][0]
    by_row = dict(rows)
    cells = joined_header([by_row.get(row, []) for row in range(first, last + 1)], _spans(merges, first, first_column))
    titles = tuple(LeftOut(number, " ".join(filter(None, cells))) for number, cells in filled if number < first)
    return HeaderFound(first, last, cells, titles, _known(cells))


def _header_place(filled: Rows) -> int | None:
    """The row that names most columns that are known, else the first that only holds words and as many as a record."""
    if not filled:
        return None
    known = [_known(cells) for _number, cells in filled]
    if max(known) >= 2:
        return known.index(max(known))
    width = max(sum(map(bool, cells)) for _number, cells in filled)
    for place, (_number, cells) in enumerate(filled):
        words = [cell for cell in cells if cell]
        if len(words) >= max(1, 0.6 * width) and len(words) + 1 >= min(width, 3) and not any(map(_is_number, words)):
            return place
    return None


def _is_number(cell: str) -> bool:
    return NUMBER.fullmatch(cell.strip()) is not None


def _is_group_row(above: tuple[int, list[str]], below: tuple[int, list[str]], merges: Merges) -> bool:
    """True if the row above names groups of the columns below: at least two names, none over the whole table."""
    (number, upper), (after, lower) = above, below
    if after != number + 1 or any(map(_is_number, filter(None, upper))) or sum(map(bool, upper)) < 2:
        return False
    wide = any(a[0] == b[0] == number - 1 and b[1] > a[1] for a, b in merges)
    tall = any(a[0] == number - 1 and b[0] >= number and a[1] == b[1] for a, b in merges)
    under = any(name and not group for group, name in zip(upper, lower, strict=False))
    beside = any(group and not name for group, name in zip(upper, lower, strict=False))
    return wide or tall or (under and beside)


def _is_second_row(upper: tuple[int, list[str]], lower: tuple[int, list[str]], merges: Merges) -> bool:
    """True if a header goes on in the next row: names stand only under groups and where nothing stood."""
    if lower[0] != upper[0] + 1 or any(map(_is_number, filter(None, lower[1]))):
        return False
    open_columns = [place for place, cell in enumerate(upper[1]) if not cell]
    named = [place for place, cell in enumerate(lower[1]) if cell]
    blank_below = [place for place, cell in enumerate(lower[1]) if not cell and upper[1][place]]
    wide = any(a[0] == b[0] == upper[0] - 1 and b[1] > a[1] for a, b in merges)
    return bool(named and blank_below and (wide or set(open_columns) & set(named))) and len(named) < len(
        [cell for cell in upper[1] if cell]
    ) + len(open_columns)


def _spans(merges: Merges, row: int, first_column: int) -> Mapping[int, int]:
    """Column (of the cells) -> last column of the group that begins there, in one row of the sheet."""
    return {a[1] - first_column: b[1] - first_column for a, b in merges if a[0] == row - 1 and b[1] > a[1]}


def joined_header(rows: Sequence[list[str]], spans: Mapping[int, int]) -> tuple[str, ...]:
    """One name per column: alone where it is known or stands alone, else group and column."""
    if len(rows) == 1:
        return tuple(_one_line(cell) for cell in rows[0])
    width = max(map(len, rows), default=0)
    levels = [[*row, *[""] * (width - len(row))] for row in rows]
    groups, columns = _spread(levels[0], levels[-1], spans), levels[-1]
    joined = []
    for group, column in zip(groups, columns, strict=True):
        gap = " " if group.isascii() and column.isascii() and group and column else ""
        joined.append(_one_line(f"{group}{gap}{column}" if column else group))
    alone = [_one_line(column or group) for group, column in zip(groups, columns, strict=True)]
    return tuple(
        short if not _known((long,)) and _known((short,)) and alone.count(short) == 1 else long
        for short, long in zip(alone, joined, strict=True)
    )


def _spread(groups: list[str], columns: list[str], spans: Mapping[int, int]) -> list[str]:
    """The group over each column: as far as it is merged, else over the named columns that have none of their own."""
    spread, until = list(groups), -1
    for place, group in enumerate(groups):
        if group:
            until = spans.get(place, place if spans else len(groups))
            current = group
        elif until >= place and columns[place]:
            spread[place] = current
        elif not columns[place]:
            until = -1
    return spread


def _one_line(cell: str) -> str:
    return re.sub(r"\s*[\r\n]+\s*", "", cell).strip()


@cache
def _known_names() -> frozenset[str]:
    return frozenset(
        normalised(name)[0] for table in TABLES.values() for column in table.columns
        for name in (column.name, *column.aliases)
    )  # fmt: skip


def _known(cells: Sequence[str]) -> int:
    return sum(normalised(cell)[0] in _known_names() for cell in cells if cell)


def footer_rows(tail: Rows, last_header: int) -> tuple[LeftOut, ...]:
    """The rows after the last record: each begins with a word for a sum or a signature, nothing follows but blanks."""
    found: list[LeftOut] = []
    for number, cells in reversed([(number, cells) for number, cells in tail if any(cells) and number > last_header]):
        first = next(cell for cell in cells if cell)
        if not FOOTER.match(first):
            break
        found.append(LeftOut(number, " ".join(filter(None, cells))))
    return tuple(reversed(found))
