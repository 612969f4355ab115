"""Words for what an import and a build count: tables, reasons of rejection, notes."""

from dashboard.data.importing.checks.quarantine import REASONS
from dashboard.data.tables import TABLES
from dashboard.widgets.language import _, speech


def table_title(name: str) -> str:
    """The table as people call it: the contracts say it in each language, and templates and documents say the same."""
    return TABLES[name].title(speech().language) if name in TABLES else name


def column_title(table: str, column: str) -> str:
    """The column as people call it."""
    contract = TABLES.get(table)
    known = contract.by_name.get(column) if contract else None
    return known.title(speech().language) if known else column


def reason_text(code: str) -> str:
    """Why a record was rejected; a code without words stands for itself."""
    return _(REASONS.get(code, code))


def note_text(code: str) -> str:
    """What was noted and accepted."""
    words = {
        "CONFLICTING_HEADER": _("Orders whose repeated fields differ (the first record stands)"),
        "CONFLICTING_ATTRIBUTE": _("Customers or products whose repeated fields differ (the first record stands)"),
        "POSSIBLE_DUPLICATE": _("Lines that look the same (kept)"),
        "RETURN_NEGATED": _("Returns with a positive amount (counted as negative)"),
        "ROUNDED": _("Amounts with more than four decimals (rounded)"),
        "UNKNOWN_CUSTOMER": _("Orders of customers who are not on file"),
        "ERASED": _("Data of persons who were erased (blanked again)"),
        "TAX_UNKNOWN": _("Amounts with tax, because the tax is not known"),
        "HEADER_SUM_MISMATCH": _("Orders whose own amount differs from the sum of their lines (the lines count)"),
        "ORPHAN_LINES": _("Lines whose order is not known (left out)"),
        "CUSTOMERS_NOT_ON_FILE": _("Customers known only from orders"),
        "NAMES_UNKNOWN": _("Customers without a name (shown by their number)"),
        "TARGETS_NOT_USED": _("Targets whose scope or metric is not known here, or that come twice (not used)"),
        "MANAGERS_UNKNOWN": _("Account managers who are not among the employees"),
    }
    return words.get(code, code)
