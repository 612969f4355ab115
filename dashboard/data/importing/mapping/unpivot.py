"""Wide survey files, one line per respondent and one column per item, become one row per answer (data-model.md, 5.5).

Every answer that is not empty counts as a record of its own: read, accepted and rejected count answers, and besides the
lines that cannot be read at all. A line without any answer counts once, and is rejected for its missing item.
The rejects file is long: the columns that the mapping uses, the item, the answer. Corrected, it is imported with the
same mapping, which knows the two columns again.
"""

import re
from dataclasses import dataclass, replace

from dashboard.data.importing.mapping.mappings import Cell, Target
from dashboard.data.importing.mapping.signatures import compared
from dashboard.logic.problems import Problem

RANGE = ".."
_NUMBERED = re.compile(r"(.*?)(\d+)(\D*)")


@dataclass(frozen=True)
class Unpivot:
    """How a wide header becomes a long one. ``kept`` and ``items`` are positions in it."""

    kept: tuple[int, ...]
    items: tuple[int, ...]


@dataclass(frozen=True)
class LongForm:
    """The header of the answers, the cells over it, and how it is made; None where the file is long already."""

    header: tuple[str, ...]
    cells: dict[str, Cell]
    unpivot: Unpivot | None


def long_form(target: Target, name: str, header: tuple[str, ...], used: set[str]) -> LongForm:
    """``used``: the headers that cells and expressions need. Raises Problem where the file has no such columns."""
    item, answer = long_columns(target)
    cells = {
        column: replace(cell, items=(), is_answer=False, header=item)
        if cell.items
        else replace(cell, is_answer=False, header=answer)
        if cell.is_answer
        else cell
        for column, cell in target.cells.items()
    }
    patterns = next(cell.items for cell in target.cells.values() if cell.items)
    items = item_positions(patterns, header)
    if not items and {item, answer} <= set(header):
        return LongForm(header, cells, None)
    if not items:
        raise Problem(
            "File {file} has no column {patterns}, which the mapping takes for the answers of {table}. "
            "Its columns are {candidates}.",
            file=name, patterns=", ".join(patterns), table=target.table.name, candidates=", ".join(header),
        )  # fmt: skip
    if both := {item, answer} & used:
        raise Problem(
            "File {file}: the column {column} cannot be taken over beside the answers, which are given this name. "
            "Rename it in the file and in the mapping.",
            file=name, column=min(both),
        )  # fmt: skip
    kept = tuple(number for number, cell in enumerate(header) if cell in used)
    return LongForm((*(header[number] for number in kept), item, answer), cells, Unpivot(kept, items))


def long_columns(target: Target) -> tuple[str, str]:
    """The names of the two columns of the long form: those that they fill, of several the first."""
    item = next(column for column, cell in target.cells.items() if cell.items)
    return item, next(column for column, cell in target.cells.items() if cell.is_answer)


def item_positions(patterns: tuple[str, ...], header: tuple[str, ...]) -> tuple[int, ...]:
    """The positions of the columns that are meant, in the order of the file.

    ``题*``: any text in the place of ``*``. ``Q1..Q27``: those numbers; where the ends have no common beginning and
    number, all columns of the file from the one to the other.
    """
    found = {number for pattern in patterns for number in _positions(pattern, header)}
    return tuple(sorted(found))


def _positions(pattern: str, header: tuple[str, ...]) -> list[int]:
    cells = [compared(cell) for cell in header]
    if compared(pattern) in cells:
        return [cells.index(compared(pattern))]
    first, is_range, last = pattern.partition(RANGE)
    if is_range:
        return _between(compared(first), compared(last), cells)
    if "*" not in pattern:
        return []
    # only the star is special: a header may hold [ and ?
    expression = ".*".join(re.escape(part) for part in compared(pattern).split("*"))
    return [number for number, cell in enumerate(cells) if cell and re.fullmatch(expression, cell)]


def _between(first: str, last: str, cells: list[str]) -> list[int]:
    low, high = _NUMBERED.fullmatch(first), _NUMBERED.fullmatch(last)
    if low and high and low.group(1, 3) == high.group(1, 3):
        wanted = range(int(low[2]), int(high[2]) + 1)
        numbered = [_NUMBERED.fullmatch(cell) for cell in cells]
        return [
            number
            for number, one in enumerate(numbered)
            if one and one.group(1, 3) == low.group(1, 3) and int(one[2]) in wanted
        ]
    if first in cells and last in cells:
        return list(range(cells.index(first), cells.index(last) + 1))
    return []
