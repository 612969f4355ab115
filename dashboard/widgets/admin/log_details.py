"""What an entry of the trail is about, in words: its subject and its details."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from dashboard.logic.decided_tiers import TIER_ROWS
from dashboard.logic.portfolio import BEST_FIRST
from dashboard.logic.portfolio_filter import CHANGES
from dashboard.logic.trail import Action, Entry
from dashboard.widgets import labels
from dashboard.widgets.admin.log_words import KINDS, kind_title
from dashboard.widgets.admin.people import People
from dashboard.widgets.admin.words import ROLE_CHOICES, role_title
from dashboard.widgets.language import _
from dashboard.widgets.portfolio.filters import NEAR, QUIET
from dashboard.widgets.portfolio.words import change_label, direction_label, near_label, quiet_label
from dashboard.widgets.saved_words import visibility_titles
from dashboard.widgets.text_table import one_line


def subject_text(entry: Entry, people: People) -> str:
    """Whom or what: a person by name, a page by title, a reason in words; anything else as it was written."""
    words = {
        str(Action.OPEN_PAGE): page_title,
        str(Action.REFUSED): _refusal,
        str(Action.EXPORT): view_title,
        str(Action.EXPORT_REFUSED): view_title,
        str(Action.VIEW_AS): people.employee_text,
        str(Action.DEPUTY_NAMED): people.employee_text,
        str(Action.DEPUTY_ENDED): people.employee_text,
    }
    return words.get(entry.action, people.login_text)(entry.subject)


def page_title(path: str) -> str:
    """The title of the page with this path; of another the path."""
    return _page_titles().get(path, path)


def _page_titles() -> Mapping[str, str]:
    return {
        "pyramid": _("Customer pyramid"),
        "what-if": _("What-if"),
        "trends": _("Trends"),
        "portfolio": _("My customers"),
        "data": _("Data import"),
        "admin": _("Administration"),
    }


def view_title(name: str) -> str:
    """What a file holds: the view's name in words; of another the name."""
    titles = {
        "pyramid": _("Customer pyramid"),
        "customers": _("customers one by one"),
        "portfolio": _("My customers"),
        "what-if": _("What-if"),
        "movers": _("Who moves"),
        "concentration": _("Concentration"),
        "migration": _("Migration"),
        "trend": _("Trends"),
        "layer-months": _("Layers over months"),
        "quality": _("Data quality"),
        "contacts": _("Contacts"),
        "log": _("Logs"),
        "recusal": _("Recusal"),
    }
    return titles.get(name, name)


def _refusal(reason: str) -> str:
    """See widgets/identity.py."""
    reasons = {
        "not_valid": _("token not valid"),
        "too_old": _("signed in too long ago"),
        "ended": _("sign-in was ended"),
        "blocked": _("blocked"),
        "no_role": _("no role"),
    }
    return reasons.get(reason, reason)


def details_text(details: Mapping[str, object]) -> str:
    """``As-of month: 2025-06 · Region: East``: what has a word is said in words, the rest as it was written."""
    titles, words = _titles(), _words()

    def written(name: str, value: object) -> str:
        if isinstance(value, Mapping):
            return "(" + text(value) + ")"
        if isinstance(value, list | tuple):
            return _(", ").join(written(name, inner) for inner in value)
        codes, label = words.get(name, ((), str))
        parts = str(value).split(",")
        return _(", ").join(map(label, parts)) if set(parts) <= set(codes) else one_line(value)

    def text(told: Mapping[Any, Any]) -> str:
        return " · ".join(
            _("{title}: {value}", title=titles.get(str(name), one_line(name)), value=written(str(name), value))
            for name, value in sorted(told.items(), key=lambda one: one[0] == "build")  # it tells least
            if value not in (None, "", [], {}) and value is not False
        )

    return text(details)


def _titles() -> Mapping[str, str]:
    return {
        "as_of": _("As-of month"),
        "period": _("Period"),
        "compare": _("Comparison"),
        "comparison": _("Comparison"),
        "compare_to": _("Comparison"),
        "scheme": _("Layer scheme"),
        "value": _("Ranked by"),
        "tried": _("Boundaries in"),
        "tried_value": _("Ranked by"),
        "cuts": _("Layer boundaries"),
        "filters": _("Selection"),
        "portfolio": _("Selection"),
        "is_searched": _("Searched by text"),
        "layers": _("Value layer"),
        "directions": _("Direction"),
        "tiers": _("Decided tier"),
        "change": _("Change of revenue"),
        "near": _("To the next layer"),
        "missing": _("To the next layer"),
        "least": _("Net revenue"),
        "most": _("Net revenue"),
        "quiet": _("Last order"),
        "region": _("Region"),
        "industry": _("Industry"),
        "manager": _("Account manager"),
        "account_manager_id": _("Account manager"),
        "layer": _("Value layer"),
        "build": _("Build"),
        "role": _("Role"),
        "employee_id": _("Employee"),
        "department": _("Department"),
        "valid_from": _("From"),
        "valid_until": _("Until"),
        "since": _("From"),
        "until": _("Until"),
        "who": _("Who"),
        "deputy_id": _("Stands in"),
        "grant": _("Entry"),
        "deputy": _("Entry"),
        "entry": _("Entry"),
        "session": _("Sign-in"),
        "contact": _("Contact"),
        "visibility": _("Who sees it"),
        "why": _("Reason"),
        "kind": _("Kind"),
        "format": _("File format"),
        "file": _("File"),
        "table": _("Table"),
        "page": _("Page"),
        "scenario": _("Scenario"),
        "viewer": _("View as"),
        "customer_id": _("Customer number"),
    }


def _words() -> Mapping[str, tuple[Iterable[str], Callable[[str], str]]]:
    """Codes that have a word, by detail."""
    refused = {"too much": _("too much"), "not allowed": _("not allowed")}
    kinds = {"scenario": _("Scenario"), "view": _("View"), **{kind: kind_title(kind) for kind in KINDS}}
    visibilities = visibility_titles()
    return {
        "period": (labels.PERIODS, labels.period_label),
        "compare": (labels.COMPARISONS, labels.comparison_label),
        "comparison": (labels.COMPARISONS, labels.comparison_label),
        "value": (labels.VALUE_BASES, labels.value_base_label),
        "tried": (("rank", "share", "absolute"), labels.mode_label),
        "tried_value": (labels.VALUE_BASES, labels.value_base_label),
        "cuts": (labels.CUTS, labels.cuts_label),
        "page": (_page_titles(), page_title),
        "role": (ROLE_CHOICES, role_title),
        "visibility": (visibilities, visibilities.__getitem__),
        "why": (refused, refused.__getitem__),
        "directions": (BEST_FIRST, direction_label),
        "tiers": (TIER_ROWS, labels.tier_label),
        "change": (CHANGES, change_label),
        "near": (NEAR, near_label),
        "quiet": (QUIET, quiet_label),
        "is_searched": (("True",), lambda _value: _("yes")),
        "kind": (kinds, kinds.__getitem__),
    }
