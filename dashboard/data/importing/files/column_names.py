"""From the lines of a header to one name per column, none twice."""

import re
from collections.abc import Mapping, Sequence

from dashboard.data.importing.files.cell_kinds import is_date, is_number
from dashboard.data.importing.files.known_headers import is_known, known_cells
from dashboard.logic.problems import Problem

Saw = tuple[str, dict[str, str]]
Spans = Mapping[int, int]
"""Of one header row of a sheet: column -> last column of the merged group that begins there."""


def joined_header(rows: Sequence[Sequence[str]], spans: Sequence[Spans] = ()) -> tuple[str, ...]:
    """Header lines as one: the title of a group goes before each of its columns, unless the column's own name is a
    known one and comes once. ``spans``: of each row, where cells are merged; without them a title goes on to the
    next."""
    width = max(map(len, rows))
    levels = [[*map(_trimmed, row), *[""] * (width - len(row))] for row in rows]
    names = levels[-1]
    for place in reversed(range(len(levels) - 1)):
        groups = _filled_forward(levels[place], names, spans[place] if spans else {})
        names = [_joined(group, name, names) for group, name in zip(groups, names, strict=True)]
    return tuple(names)


def _joined(group: str, name: str, names: list[str]) -> str:
    if not (group and name) or group == name:
        return name or group
    both = f"{group} {name}" if group.isascii() and name.isascii() else f"{group}{name}"
    return name if is_known(name) and names.count(name) == 1 and not is_known(both) else both


def _filled_forward(groups: list[str], names: list[str], spans: Spans) -> list[str]:
    """A group's title stands over its first column only; a column without a name of its own belongs to no group."""
    found, last, until = [], "", -1
    for place, group in enumerate(groups):
        if group:
            last, until = group, spans.get(place, place if spans else len(groups))
        found.append(group or (last if names[place] and place <= until else ""))
    return found


def are_two_header_rows(first: Sequence[str], second: Sequence[str], *, is_merged: bool = False) -> bool:
    """True if ``first`` gives groups of columns, or titles of single ones, and ``second`` the names below.

    ``is_merged``: the rows of a sheet are tied by merged cells, which settles it for all but records."""
    groups, names = [_trimmed(cell) for cell in first], [_trimmed(cell) for cell in second]
    if len(groups) != len(names) or len(names) < 3 or sum(map(bool, groups)) < 2 or not any(names):
        return False
    cells = [cell for cell in (*groups, *names) if cell]
    if any(is_number(cell) or is_date(cell) for cell in cells):
        return False
    if is_merged:
        return True
    if not all(groups) and any(not name and not group for group, name in zip(groups, names, strict=True)):
        return False
    has_gaps = not all(groups)
    joined = joined_header([groups, names])
    gained = known_cells(joined) > max(known_cells(groups), known_cells(names))
    repeats = len({name for name in names if name}) < sum(map(bool, names))
    return has_gaps and (gained or (repeats and len(set(joined)) == len(joined)))


def column_names(cells: Sequence[str], records: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], list[Saw]]:
    """Names as they are used. A name that comes again gets a number; one that is blank is ``column 7``, or stays blank
    if the records at hand have nothing there. With what was seen."""
    taken: dict[str, int] = {}
    names: list[str] = []
    saw: list[Saw] = []
    for place, cell in enumerate(map(_trimmed, cells), start=1):
        name = cell
        if not name:
            if not any(len(record) >= place and record[place - 1].strip() for record in records):
                names.append("")
                saw.append(("BLANK_COLUMN", {"column": str(place)}))
                continue
            name = f"column {place}"
            saw.append(("UNNAMED_COLUMN", {"column": name}))
        number = 1
        while name.lower() in taken:
            number += 1
            name = f"{cell} ({number})"
        if number > 1:
            saw.append(("REPEATED_HEADER", {"header": cell, "column": name}))
        taken[name.lower()] = place
        names.append(name)
    return tuple(names), saw


def check_header(name: str, header: tuple[str, ...]) -> None:
    """Refuse a header in which a name comes twice: nobody can say which of the two is meant."""
    seen: dict[str, int] = {}
    for position, cell in enumerate(header, start=1):
        if cell.lower() in seen and cell:
            raise Problem(
                "File {file}, line 1: the header {header} comes twice (columns {first} and {second}). "
                "Rename or remove one of them.",
                file=name,
                header=cell,
                first=seen[cell.lower()],
                second=position,
            )
        seen[cell.lower()] = position


def _trimmed(cell: str) -> str:
    return re.sub(r"\s*[\r\n]+\s*", "", cell.strip().removeprefix("\ufeff").strip())
