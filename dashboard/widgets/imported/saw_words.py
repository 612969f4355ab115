"""What looking at a file saw, in sentences; and what it asks."""

from collections.abc import Mapping

from dashboard.data.importing.files.file_notes import FILE_NOTES
from dashboard.logic.words import N_
from dashboard.widgets.language import _


def saw_said(code: str, values: Mapping[str, str]) -> str:
    """One thing that was seen. ``values`` are plain text for Markdown already; a code without words is shown as it is
    with its values."""
    if code == "HEADER" and values.get("last", "") != values.get("line", ""):
        code = "HEADERS"
    if code == "DELIMITER":
        values = {**values, "delimiter": delimiter_title(values.get("delimiter", "").replace("\\", ""))}
    sentence = _sentences().get(code)
    try:
        if sentence:
            return _(sentence, **values)
    except (KeyError, IndexError):
        pass
    if code in FILE_NOTES:
        return _(FILE_NOTES[code])
    return ": ".join(filter(None, (code, ", ".join(values.values()))))


def _sentences() -> Mapping[str, str]:
    return {
        "ENCODING": N_("Encoding {encoding}: every character of the file fits"),
        "DELIMITER": N_("{columns} columns, separated by {delimiter}"),
        "QUOTE": N_("Texts stand in {quote}"),
        "LINE_ENDS": N_("Lines end as on old Macintoshes (CR)"),
        "HEADER": N_("The column headers stand in line {line}"),
        "HEADERS": N_("The column headers stand in lines {line} to {last}"),
        "NO_HEADER": N_("There is no line of column headers: the columns are numbered"),
        "LINES_BEFORE": N_("{count} lines before the headers are no records (titles and the like)"),
        "LINES_AFTER": N_("{count} lines after the last record are no records (sums, signatures)"),
        "BLANK_COLUMN": N_("Column {column} is empty and has no header"),
        "UNNAMED_COLUMN": N_("A column without a header is called {column}"),
        "REPEATED_HEADER": N_("The header {header} comes twice; the second one is called {column}"),
        "SHEET_SAID": N_("Sheet {sheets}, as you chose"),
        "ONLY_SHEET": N_("Sheet {sheets}: the only one with a table"),
        "SHEETS_ALIKE": N_("Sheets {sheets}: they have the same columns and are read one after the other"),
        "SHEETS_FIT": N_("Sheets {sheets}: they hold a table that is known"),
        "SHEETS_HIDDEN": N_("Hidden sheets, not read: {sheets}"),
        "SHEETS_IGNORED": N_("Sheets without a known table, not read: {sheets}"),
        "HEADER_ROW": N_("The column headers stand in row {first}"),
        "HEADER_ROWS": N_("The column headers stand in rows {first} to {last}"),
        "KIND_BY_CONTENT": N_("The content is {kind}, whatever the ending {ending} says; it is read as that"),
        "FORMULAS_WITHOUT_VALUE": N_(
            "{count} formulas were never calculated and are read as empty cells: open the workbook in Excel and save it"
        ),
        "DIGITS_LOST": N_("Long numbers of column {column} have lost digits in Excel ({count}, first in row {line})"),
        "LEADING_ZEROS_MAY_BE_LOST": N_("Column {column}: leading zeros may have been lost in Excel"),
        "PARQUET": N_("Parquet with {rows} rows and {columns} columns"),
    }


def delimiter_title(mark: str) -> str:
    titles = {",": _("Comma ,"), ";": _("Semicolon ;"), "\t": _("Tab"), "|": _("Bar |"), " ": _("Space")}
    return titles.get(mark, mark)


def ask_said(field: str, column: str) -> str:
    """The question of a field of ``Layout``."""
    questions = {
        "encoding": _("In which encoding is this file written?"),
        "delimiter": _("What stands between the columns?"),
        "header": _("Which line holds the column headers?"),
        "sheet": _("Which sheet is meant?"),
        "decimal": _("{column}: which mark stands before the decimals?", column=column),
        "day_order": _("{column}: in which order are these dates written?", column=column),
    }
    return questions.get(field, field)
