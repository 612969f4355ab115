"""From the lines of a header to one name per column, none twice."""

from collections.abc import Sequence

from dashboard.data.importing.files.cell_kinds import is_date, is_number
from dashboard.data.importing.files.known_headers import is_known, known_cells

Saw = tuple[str, dict[str, str]]


def joined_header(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Header lines as one: the title of a group goes before each of its columns, unless the column's own name is a
    known one and comes once."""
    names = [_trimmed(cell) for cell in rows[-1]]
    for row in reversed(rows[:-1]):
        groups = _filled_forward([_trimmed(cell) for cell in row], names)
        groups += [""] * (len(names) - len(groups))
        names = [_joined(group, name, names) for group, name in zip(groups, names, strict=False)]
    return tuple(names)


def _joined(group: str, name: str, names: list[str]) -> str:
    if not (group and name) or group == name:
        return name or group
    both = f"{group} {name}"
    return name if is_known(name) and names.count(name) == 1 and not is_known(both) else both


def _filled_forward(groups: list[str], names: list[str]) -> list[str]:
    """A group's title stands over its first column only; a column without a name of its own belongs to no group."""
    found, last = [], ""
    for place, group in enumerate(groups):
        last = group or last
        has_name = place < len(names) and bool(names[place])
        found.append(last if has_name or group else "")
    return found


def are_two_header_rows(first: Sequence[str], second: Sequence[str]) -> bool:
    """True if ``first`` gives groups of columns, or titles of single ones, and ``second`` the names below."""
    groups, names = [_trimmed(cell) for cell in first], [_trimmed(cell) for cell in second]
    if len(groups) != len(names) or len(names) < 3 or sum(map(bool, groups)) < 2:
        return False
    cells = [cell for cell in (*groups, *names) if cell]
    if any(is_number(cell) or is_date(cell) for cell in cells):
        return False
    if not all(groups) and any(not name and not group for group, name in zip(groups, names, strict=True)):
        return False
    has_gaps = not all(groups)
    joined = joined_header([groups, names])
    gained = known_cells(joined) > known_cells(groups)
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


def _trimmed(cell: str) -> str:
    return cell.strip().removeprefix("\ufeff").strip()
