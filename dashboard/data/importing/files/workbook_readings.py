"""Workbooks (XLSX, XLSM, XLS, ODS): their sheets as readings, each as a file of its own."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from dashboard.data.importing.choices import Choices, FileChoice
from dashboard.data.importing.files.column_names import check_header
from dashboard.data.importing.files.layouts import LeftOut
from dashboard.data.importing.files.limits import NO_LIMITS_SAID
from dashboard.data.importing.files.merged_cells import MergedCells
from dashboard.data.importing.files.readings import InputFile, Reading, inspected_hash
from dashboard.data.importing.files.records import Refused
from dashboard.data.importing.files.sheet_choice import (
    BETWEEN,
    ChosenSheet,
    SheetChoice,
    chosen_sheets,
    tells_a_table,
)
from dashboard.data.importing.files.sources import Source
from dashboard.data.importing.files.transcript import Transcript
from dashboard.data.importing.files.workbook_looks import Notes, code_columns, merged_cells_of, sheet_notes
from dashboard.data.importing.files.workbook_process import Noted, SheetFacts, Workbook, opened_workbook
from dashboard.data.importing.mapping.header_matches import matches
from dashboard.data.importing.mapping.header_tables import found_table
from dashboard.data.importing.progress import Progress, silent
from dashboard.data.tables import TABLES
from dashboard.import_limits import ImportLimits
from dashboard.logic.problems import Problem

CELL_ERROR = "CELL_ERROR"
ERRORS = frozenset(("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#GETTING_DATA", "#SPILL!"))
LISTED = 1000
"""Rows that are no records are listed up to this number."""


def workbook_readings(
    source: Source, choices: Choices, scratch: Path, number: int, *, limits: ImportLimits = NO_LIMITS_SAID,
    progress: Progress = silent,
) -> list[tuple[InputFile, Reading]]:  # fmt: skip
    """The sheets of a workbook that are read, each as a file of its own; ``number`` is that of the first.

    Raises Problem for what cannot or must not be read, and where no sheet can be taken.
    """
    content = inspected_hash(source.path)
    read = []
    with opened_workbook(source, limits) as book:
        choice = _chosen(source, book.sheets(), choices)
        if choice.hidden or choice.ignored:
            progress(f"{source.name}: sheets not read: {', '.join((*choice.hidden, *choice.ignored))}")
        for position, sheet in enumerate(choice.chosen):
            path = scratch / f"sheet-{number + position}.csv"
            read.append(_sheet_reading(source, book, sheet, choices, path, number + position, content, choice))
    return read


def _chosen(source: Source, facts: list[SheetFacts], choices: Choices) -> SheetChoice:
    """The sheets under the choices: those that are named one by one, else as the choice for the file says."""
    own = [name for name in choices.files if name.startswith(source.name + BETWEEN)]
    if own:
        by_name = [choices.of(name) for name in own]
        layouts = [replace(choice.layout, sheet=choice.layout.sheet or name.split(BETWEEN, 1)[1])
                   for name, choice in zip(own, by_name, strict=True)]  # fmt: skip
        chosen = tuple(chosen_sheets(source.name, facts, layout).chosen[0] for layout in layouts)
        taken = {sheet.facts.name for sheet in chosen}
        left = tuple(one.name for one in facts if one.name not in taken and not one.is_hidden)
        return SheetChoice(chosen, "SHEET_SAID", (), left)
    choice = choices.of(source.name)
    return chosen_sheets(source.name, facts, choice.layout, lambda header: _fits(choice, source.name, header))


def _fits(choice: FileChoice, name: str, header: tuple[str, ...]) -> bool:
    if choice.mapping:
        from dashboard.data.importing.mapping.plans import mapped_plan

        try:
            for target in choice.mapping.targets:
                mapped_plan(choice.mapping, target, name, header)
        except Problem:
            return False
        return True
    if choice.table:
        try:
            return set(TABLES[choice.table].telling) <= set(matches(TABLES[choice.table], header))
        except Problem:
            return False
    return tells_a_table(header)


def _sheet_reading(
    source: Source, book: Workbook, sheet: ChosenSheet, choices: Choices, path: Path, number: int, content: str,
    choice: SheetChoice,
) -> tuple[InputFile, Reading]:  # fmt: skip
    name = f"{source.name}{BETWEEN}{sheet.facts.name}"
    header = sheet.header.cells
    check_header(name, header)
    transcript = Transcript(path, len(header), ",")
    transcript.begin(number, sheet.header.last + 1)
    left_out = list(sheet.header.titles)
    try:
        codes = [place + sheet.window.first for place in code_columns(header)]
        merged = merged_cells_of(sheet)
        rows = merged.rows(book.rows(sheet.facts.name, [code for code in codes if code >= 0]))
        _write_rows(rows, sheet, transcript, _used(choices.of(name), name, header), number, left_out)
    finally:
        transcript.close()
    left_out += sheet.footer
    notes = (*sheet_notes(source, choice, sheet), *_noted(sheet, book.noted, merged))
    file = InputFile(name, source.kind, "", content, tuple(left_out), notes)
    return file, Reading(path, header, ",", runs=transcript.runs, refused=transcript.refused, lines=transcript.records)


def _used(choice: FileChoice, name: str, header: tuple[str, ...]) -> list[int]:
    """The columns in which an error is a fault of the record: those that are imported, as far as that can be told."""
    named = [place for place, cell in enumerate(header) if cell]
    if choice.mapping:
        return named
    try:
        table = TABLES[choice.table] if choice.table else found_table(name, header)
        taken = {match.header for match in matches(table, header).values()}
    except Problem:
        return named
    return [place for place in named if header[place] in taken]


def _write_rows(
    rows: Iterator[tuple[int, list[str]]], sheet: ChosenSheet, transcript: Transcript, used: list[int], number: int,
    left_out: list[LeftOut],
) -> None:  # fmt: skip
    """The records of a sheet; rows with errors are refused, blank and repeated header rows left out."""
    width, first, last = len(sheet.header.cells), sheet.header.last, sheet.last_record
    window, blank = sheet.window, None
    for row, every in rows:
        if row <= first or row > last or not window.holds(row):
            continue
        cells = window.cut(every)
        if not any(cells):
            blank = row
            continue
        if blank is not None and len(left_out) < LISTED and blank == row - 1:
            left_out.append(LeftOut(blank, ""))
        blank = None
        if tuple(cells) == sheet.header.cells:
            left_out.append(LeftOut(row, " ".join(cells)))
            continue
        if len(cells) < width:
            cells = [*cells, *[""] * (width - len(cells))]
        if not ERRORS.isdisjoint(cells) or "Err:" in "".join(cells):
            wrong = [sheet.header.cells[place] for place in used if _is_error(cells[place])]
            if wrong:
                text = ",".join(_quoted(cell) for cell in cells)
                transcript.refused.append(Refused(number, row, CELL_ERROR, text, tuple(wrong)))
                continue
            cells = ["" if _is_error(cell) else cell for cell in cells]
        transcript.add(cells, row)


def _is_error(cell: str) -> bool:
    return cell in ERRORS or (cell.startswith("Err:") and cell[4:].isdigit())


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(mark in cell for mark in '",\n\r') else cell


def _noted(sheet: ChosenSheet, noted: Noted, merged: MergedCells) -> Notes:
    """What was noted while the rows were read, with the names of the columns."""

    def title(column: int) -> str:
        place = column - sheet.window.first
        return sheet.header.cells[place] if 0 <= place < len(sheet.header.cells) else ""

    lost = [("DIGITS_LOST", {"column": title(column), "count": str(count), "line": str(row)})
            for column, count, row in noted.lost if title(column)]  # fmt: skip
    uneven = [("LEADING_ZEROS_MAY_BE_LOST", {"column": title(column)}) for column in noted.uneven]
    filled = [("MERGED_FILLED", {"column": title(column), "count": str(count), "line": str(row)})
              for column, (count, row) in merged.filled.items()]  # fmt: skip
    return (*lost, *uneven, *filled)
