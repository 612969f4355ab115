"""Words for what an import and a build count: tables, reasons of rejection, notes."""

from dashboard.data.importing.checks.codes import NOTE_REMEDIES, NOTES, REASONS, REMEDIES, UNKNOWN
from dashboard.data.importing.checks.references import unknown_code
from dashboard.data.importing.files.file_notes import FILE_NOTES
from dashboard.data.importing.mapping.flat_orders import PLANNED
from dashboard.data.tables import TABLES
from dashboard.widgets.language import _, speech


def table_title(name: str) -> str:
    """The table as people call it: the contracts say it in each language, and templates and documents say the same."""
    return PLANNED[name].title(speech().language) if name in PLANNED else name


def column_title(table: str, column: str) -> str:
    """The column as people call it."""
    contract = TABLES.get(table)
    known = contract.by_name.get(column) if contract else None
    return known.title(speech().language) if known else column


def reason_text(code: str) -> str:
    """Why a record was rejected; a code without words stands for itself."""
    return _(REASONS.get(code, code))


def remedy_text(code: str) -> str:
    """What to do about a rejection or a note; empty where there is nothing to do."""
    remedy = REMEDIES.get(code) or NOTE_REMEDIES.get(code)
    if remedy is None and code in _UNKNOWN:
        return _("Import {table} that are missing, or correct the numbers.").format(table=table_title(_UNKNOWN[code]))
    return _(remedy) if remedy else ""


def note_text(code: str) -> str:
    """What was noted and accepted, of records and of files."""
    if code not in NOTES and code in _UNKNOWN:
        return _(UNKNOWN).format(table=table_title(_UNKNOWN[code]))
    words = NOTES.get(code) or FILE_NOTES.get(code)
    return _(words) if words else code


_UNKNOWN = {unknown_code(table): table for table in TABLES}
