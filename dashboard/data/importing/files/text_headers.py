"""Which lines of a text are its header: as was said, those with known names, else the first as wide as the table."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.data.importing.files.cell_kinds import is_date, is_number
from dashboard.data.importing.files.column_names import are_two_header_rows, joined_header
from dashboard.data.importing.files.footers import is_preamble
from dashboard.data.importing.files.head_records import HeadRecord, evenness
from dashboard.data.importing.files.known_headers import known_cells
from dashboard.data.importing.files.layouts import NO_HEADER, Layout

HEADER_RECORDS = 40


@dataclass(frozen=True)
class Header:
    """The first and last record of the header (None: there is none), its cells, and where the records begin."""

    first: HeadRecord | None
    last: HeadRecord | None
    cells: tuple[str, ...]
    begin: HeadRecord
    is_nameless: bool = False

    @property
    def start(self) -> int:
        """The last line before header and records."""
        return (self.first or self.begin).first - 1


def header_of(records: Sequence[HeadRecord], said: Layout) -> Header:
    if said.header and said.header != NO_HEADER:
        own = [one for one in records if said.header[0] <= one.first <= said.header[1]]
        if own:
            return Header(own[0], own[-1], joined_header([one.cells for one in own]), own[0])
    if said.names or said.header == NO_HEADER:
        begin = _first_of_width(records, len(said.names) or evenness(records)[2])
        return Header(None, None, said.names or ("",) * len(begin.cells), begin, is_nameless=not said.names)
    return _found_header(records)


def _found_header(records: Sequence[HeadRecord]) -> Header:
    """The line with most known headers; else the first line as wide as the table, unless it looks like a record."""
    searched = records[:HEADER_RECORDS]
    known = [known_cells(one.cells) for one in searched]
    place = known.index(max(known)) if max(known) else _first_wide(searched)
    first = last = searched[place]
    if place + 1 < len(records) and are_two_header_rows(first.cells, records[place + 1].cells):
        last = records[place + 1]
    elif place and are_two_header_rows(searched[place - 1].cells, first.cells):
        first = searched[place - 1]
    if first is last and not max(known) and _is_record(first, records[place + 1 :]):
        return Header(None, None, ("",) * len(first.cells), first, is_nameless=True)
    rows = [first.cells] if first is last else [first.cells, last.cells]
    return Header(first, last, joined_header(rows), first)


def _first_wide(records: Sequence[HeadRecord]) -> int:
    *_, width = evenness(records)
    for place, one in enumerate(records):
        if len(one.cells) == width and (one.filled > 1 or width == 1) and one.filled * 2 >= width:
            return place
    return 0


def _first_of_width(records: Sequence[HeadRecord], width: int) -> HeadRecord:
    """Where the records of a file without header begin: after titles, but never after anything with two cells."""
    for one in records:
        if len(one.cells) == width and not (width > 1 and is_preamble(one.cells)):
            return one
        if not is_preamble(one.cells):
            break
    return records[0] if width == 1 else next((one for one in records if not is_preamble(one.cells)), records[0])


def _is_record(first: HeadRecord, others: Sequence[HeadRecord]) -> bool:
    """True if a cell is a number or a date and the cells below it are too: so no header is written."""
    for place, cell in enumerate(first.cells):
        for kind in (is_date, is_number):
            below = [one.cells[place] for one in others if len(one.cells) > place and one.cells[place].strip()]
            if kind(cell) and (not below or sum(map(kind, below)) >= 0.8 * len(below)):
                return True
    return False


def fitted(cells: tuple[str, ...], body: Sequence[HeadRecord]) -> tuple[str, ...]:
    """One more column where all records end with one delimiter more than the header, fewer where only it does."""
    if not body:
        return cells
    width = max(set(widths := [len(one.cells) for one in body]), key=widths.count)
    if width == len(cells) + 1 and all(not one.cells[-1] for one in body if len(one.cells) == width):
        return (*cells, "")
    if 0 < width < len(cells) and not any(cell.strip() for cell in cells[width:]):
        return cells[:width]
    return cells
