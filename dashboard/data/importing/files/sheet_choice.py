"""Which sheets of a workbook are read, and where their records stand."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from dashboard.data.importing.files.layouts import FOUND, NO_HEADER, Layout, LeftOut
from dashboard.data.importing.files.sheet_headers import HeaderFound, footer_rows, found_header
from dashboard.data.importing.files.workbook_process import SheetFacts
from dashboard.data.importing.mapping.header_tables import found_table
from dashboard.data.importing.mapping.signatures import signature
from dashboard.data.importing.workbook_reading.faults import column_of
from dashboard.logic.problems import Problem

BETWEEN = " › "
"""Between the name of a workbook and that of its sheet."""
RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})?", re.IGNORECASE)
Fits = Callable[[tuple[str, ...]], bool]


@dataclass(frozen=True)
class Window:
    """The part of a sheet that is read: rows from 1, columns from 0 in the cells as they come."""

    first_row: int = 1
    last_row: int = 2**31
    first: int = 0
    last: int | None = None

    def cut(self, cells: list[str]) -> list[str]:
        """The cells of a row within it."""
        if self.first >= 0:
            return cells[self.first : self.last]
        return [*[""] * -self.first, *cells][: None if self.last is None else self.last - self.first]

    def holds(self, row: int) -> bool:
        return self.first_row <= row <= self.last_row


@dataclass(frozen=True)
class ChosenSheet:
    """One sheet that is read. ``layout`` is complete as far as it applies."""

    facts: SheetFacts
    header: HeaderFound
    footer: tuple[LeftOut, ...]
    window: Window
    layout: Layout

    @property
    def last_record(self) -> int:
        """The last row that may hold a record."""
        return min(self.footer[0].line - 1 if self.footer else self.facts.rows, self.window.last_row)


@dataclass(frozen=True)
class SheetChoice:
    """What is read and what is not: ``why`` is a code (SHEET_SAID, ONLY_SHEET, SHEETS_ALIKE, SHEETS_FIT)."""

    chosen: tuple[ChosenSheet, ...]
    why: str
    hidden: tuple[str, ...]
    ignored: tuple[str, ...]


def window_of(name: str, facts: SheetFacts, cells: str | None) -> Window:
    """The range of a layout in the cells of a sheet. Raises Problem for what is no range."""
    if not cells:
        return Window()
    found = RANGE.fullmatch(cells.strip())
    if not found:
        raise Problem("File {file}: {value} is not a range of cells such as B3:K200.", file=name, value=cells)
    left, top, right, bottom = found.groups()
    first, last = column_of(left) - facts.first_column, column_of(right) - facts.first_column + 1
    return Window(int(top), int(bottom) if bottom else 2**31, first, last)


def chosen_sheet(name: str, facts: SheetFacts, layout: Layout = FOUND) -> ChosenSheet | None:
    """One sheet laid out, None where it has no header. Raises Problem for a range that is none."""
    window = window_of(name, facts, layout.cells)
    head = [(row, window.cut(cells)) for row, cells in facts.head if window.holds(row)]
    found = found_header(head, facts.merges, facts.first_column + window.first, layout)
    if found is None:
        return None
    width = max((len(cells) for _row, cells in head), default=len(found.cells))
    found = replace(found, cells=(*found.cells, *[""] * (width - len(found.cells))))
    ends = [(row, window.cut(cells)) for row, cells in facts.ends if window.holds(row)]
    filled = [row for row, cells in ends if any(cells)]
    if layout.footer is None:
        footer = footer_rows(ends, found.last, len(found.cells))
    else:
        said = filled[len(filled) - layout.footer :] if layout.footer else []
        footer = tuple(LeftOut(row, " ".join(filter(None, cells))) for row, cells in ends if row in said)
    header = (found.first, found.last) if found.last else NO_HEADER
    return ChosenSheet(facts, found, footer, window,
                       replace(layout, header=header, footer=len(footer), sheet=facts.name))  # fmt: skip


def tells_a_table(header: tuple[str, ...]) -> bool:
    """True if the headers alone tell one table."""
    try:
        found_table("", header)
    except Problem:
        return False
    return True


def chosen_sheets(name: str, sheets: list[SheetFacts], layout: Layout, fits: Fits = tells_a_table) -> SheetChoice:
    """The sheet that was said, else the only visible one with data, else all that are alike, else all that fit a table.

    Raises Problem that names the sheets where none can be taken.
    """
    hidden = tuple(sheet.name for sheet in sheets if sheet.is_hidden and not sheet.is_empty)
    if layout.sheet is not None:
        return SheetChoice((_said(name, sheets, layout),), "SHEET_SAID", hidden, ())
    visible = [sheet for sheet in sheets if not sheet.is_hidden]
    laid = {sheet.name: chosen_sheet(name, sheet, layout) for sheet in visible if not sheet.is_empty}
    with_data = [sheet for sheet in laid.values() if sheet and _has_records(sheet)]
    ignored = [sheet.name for sheet in visible if sheet.name not in {one.facts.name for one in with_data}]
    if not with_data:
        raise _no_sheet(name, sheets, hidden)
    if len(with_data) == 1:
        return SheetChoice(tuple(with_data), "ONLY_SHEET", hidden, tuple(ignored))
    if len({signature(sheet.header.cells) for sheet in with_data}) == 1:
        return SheetChoice(tuple(with_data), "SHEETS_ALIKE", hidden, tuple(ignored))
    fitting = [sheet for sheet in with_data if fits(sheet.header.cells)]
    if not fitting:
        raise Problem(
            "Workbook {file} has several sheets and none of them tells its table: {sheets}. Say which sheet to read in "
            "a mapping file ([file], sheet = …) with --mapping.",
            file=name, sheets=", ".join(sheet.facts.name for sheet in with_data),
        )  # fmt: skip
    ignored += [sheet.facts.name for sheet in with_data if sheet not in fitting]
    return SheetChoice(tuple(fitting), "SHEETS_FIT", hidden, tuple(ignored))


def _has_records(sheet: ChosenSheet) -> bool:
    return sheet.facts.rows > sheet.header.last


def _said(name: str, sheets: list[SheetFacts], layout: Layout) -> ChosenSheet:
    facts = next((sheet for sheet in sheets if sheet.name == layout.sheet), None)
    if facts is None:
        raise Problem(
            "Workbook {file} has no sheet {value}. Its sheets are {sheets}.",
            file=name, value=layout.sheet, sheets=", ".join(sheet.name for sheet in sheets),
        )  # fmt: skip
    chosen = chosen_sheet(name, facts, layout)
    if chosen is None:
        raise Problem(
            "Workbook {file}: sheet {value} has no row that could be a header. Say which row it is in a mapping file "
            "([file], header = …).",
            file=name, value=layout.sheet,
        )  # fmt: skip
    return chosen


def _no_sheet(name: str, sheets: list[SheetFacts], hidden: tuple[str, ...]) -> Problem:
    if hidden:
        return Problem(
            "Workbook {file}: only its hidden sheets {sheets} hold data. Say which to read in a mapping file ([file], "
            "sheet = …), or show it in Excel.",
            file=name, sheets=", ".join(hidden),
        )  # fmt: skip
    return Problem(
        "Workbook {file} holds no table: none of its sheets {sheets} has a header with rows below it.",
        file=name, sheets=", ".join(sheet.name for sheet in sheets) or "-",
    )  # fmt: skip
