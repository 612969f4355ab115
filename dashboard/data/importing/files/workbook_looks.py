"""What a look shows of a workbook (XLSX, XLSM, XLS, ODS): sheets, header, first records; what is noted of a sheet."""

import re
from dataclasses import replace

from dashboard.data.importing.files.layouts import FOUND, Layout
from dashboard.data.importing.files.limits import NO_LIMITS_SAID
from dashboard.data.importing.files.looking import SHOWN_ROWS, Ask, Look, Sheet
from dashboard.data.importing.files.merged_cells import MergedCells
from dashboard.data.importing.files.sheet_choice import (
    ChosenSheet,
    SheetChoice,
    chosen_sheets,
)
from dashboard.data.importing.files.sources import Source
from dashboard.data.importing.files.workbook_process import opened_workbook
from dashboard.data.importing.mapping.header_spelling import normalised
from dashboard.import_limits import ImportLimits
from dashboard.logic.problems import Problem

CODE_NAME = re.compile(r".*(编号|编码|代码|号码|单号|工号|料号|货号|番号|id|code|no\.?|number|sku)")
UNIT = re.compile(r"单位\s*[:：]?\s*(?:人民币)?\s*(千元|万元|百万元|亿元)")
Notes = tuple[tuple[str, dict[str, str]], ...]


def workbook_look(source: Source, layout: Layout = FOUND, limits: ImportLimits = NO_LIMITS_SAID) -> Look:
    """Look at a workbook: its sheets, the first one that would be read, and its header and first records.

    Raises Problem for a file that cannot or must not be read, and for one without any table.
    """
    with opened_workbook(source, limits) as book:
        facts = book.sheets()
    asks: tuple[Ask, ...] = ()
    try:
        choice = chosen_sheets(source.name, facts, layout)
    except Problem:
        filled = [sheet for sheet in facts if not sheet.is_empty]
        if layout.sheet is not None or not filled:
            raise
        # the steward can say which: show the first, ask for the sheet
        named = next((sheet for sheet in filled if not sheet.is_hidden), filled[0]).name
        choice = chosen_sheets(source.name, facts, replace(layout, sheet=named))
        asks = (Ask("sheet", "", tuple((sheet.name, sheet.name) for sheet in filled)),)
    first = choice.chosen[0]
    records = [
        (row, first.window.cut(cells))
        for row, cells in merged_cells_of(first).rows((row, [*cells]) for row, cells in first.facts.head)
        if first.header.last < row <= first.last_record and first.window.holds(row) and any(first.window.cut(cells))
    ][:SHOWN_ROWS]
    return Look(
        source.name, source.path.stat().st_size, "workbook", first.layout,
        (*sheet_notes(source, choice, first), *_shown_codes(first, [cells for _row, cells in records])), asks,
        first.header.cells, tuple(tuple(cells) for _row, cells in records), tuple(row for row, _cells in records),
        (*first.header.titles, *first.footer),
        tuple(Sheet(sheet.name, sheet.rows, sheet.columns, sheet.is_hidden) for sheet in facts),
    )  # fmt: skip


def sheet_notes(source: Source, choice: SheetChoice, sheet: ChosenSheet) -> Notes:
    """What is said of one sheet, as codes with their values; of the workbook with its first one."""
    notes: list[tuple[str, dict[str, str]]] = []
    if sheet is choice.chosen[0]:
        notes += [(choice.why, {"sheets": ", ".join(one.facts.name for one in choice.chosen)}), *source.notes]
        left = (("SHEETS_HIDDEN", choice.hidden), ("SHEETS_IGNORED", choice.ignored))
        notes += [(code, {"sheets": ", ".join(names)}) for code, names in left if names]
    header = sheet.header
    if header.last:
        rows = {"first": str(header.first), "last": str(header.last)}
        notes.append(("HEADER_ROWS" if header.first < header.last else "HEADER_ROW", rows))
    for title in header.titles:
        unit = UNIT.search(title.text)
        if unit and not any(normalised(cell)[1] != 1 for cell in header.cells):
            notes.append(("UNIT_IN_TITLE", {"unit": unit[1], "line": str(title.line)}))
    if sheet.facts.formulas:
        notes.append(("FORMULAS_WITHOUT_VALUE", {"count": str(sheet.facts.formulas)}))
    return tuple(notes)


def _shown_codes(sheet: ChosenSheet, rows: list[list[str]]) -> Notes:
    """Columns of codes that seem to have lost their leading zeros, from the rows that are shown."""
    found = []
    for place in code_columns(sheet.header.cells):
        cells = [row[place] for row in rows if place < len(row) and row[place]]
        if len({len(cell) for cell in cells}) > 1 and all(cell.isdigit() and cell[0] != "0" for cell in cells):
            found.append(("LEADING_ZEROS_MAY_BE_LOST", {"column": sheet.header.cells[place]}))
    return tuple(found)


def code_columns(header: tuple[str, ...]) -> list[int]:
    """The columns whose name says that they hold codes: there a leading zero counts."""
    return [place for place, cell in enumerate(header) if cell and CODE_NAME.fullmatch(normalised(cell)[0])]


def merged_cells_of(sheet: ChosenSheet) -> MergedCells:
    codes = [place + sheet.window.first for place in code_columns(sheet.header.cells)]
    return MergedCells(sheet.facts.down, sheet.header.last, sheet.facts.first_column, codes)
