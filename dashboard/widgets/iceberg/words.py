"""Words of the page Unheard customers that more than one of its views says."""

from dashboard.widgets.imported.words import table_title
from dashboard.widgets.language import _


def value_text(base: str) -> str:
    """Within a sentence."""
    return {"profit": _("gross profit"), "revenue": _("net revenue")}[base]


def value_title(base: str) -> str:
    return {"profit": _("Gross profit"), "revenue": _("Net revenue")}[base]


def kind_title(kind: str) -> str:
    """Of one row of evidence."""
    return {
        "late_orders": _("Order later than first promised"),
        "late_tickets": _("Ticket over its limit"),
        "repeat_tickets": _("Fault that came again"),
        "damaged_orders": _("Damaged or short on arrival"),
    }[kind]


def no_cases() -> str:
    return _(
        "No case is on file. Import {table}: a file with customer, kind and day received is enough for this page.",
        table=table_title("cases"),
    )


def source_text(percent: int) -> str:
    """Where a share of those who speak up comes from."""
    return {
        4: _("quoted as TARP's; their author calls it a misquote: it was about head offices and small purchases"),
        8: _("8 % tell the firm, 23 % others, 69 % nobody: credited to British Airways in the 1980s"),
        50: _("TARP's own correction: about half tell the front line"),
        75: _("TARP's own correction for business customers"),
    }.get(percent, _("your choice, without a source"))


def plain(text: str) -> str:
    return text.replace("$", r"\$")
