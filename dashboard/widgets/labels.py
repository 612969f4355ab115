"""The words on screen for codes. vocabulary.md fixes them; tests/test_languages.py holds both languages to it."""

import re

from dashboard.logic.decided_tiers import NONE, OTHER, TIER_LABELS, decided_tier
from dashboard.logic.layer_names import LABELS
from dashboard.logic.schemes import Scheme
from dashboard.widgets.language import _, speech

PERIODS = ("3", "6", "12", "24", "36", "month", "quarter", "half", "year", "ytd")
COMPARISONS = ("before", "last_year")
VALUE_BASES = ("revenue", "profit", "orders")
CUTS = ("company", "selection")


def period_label(code: str) -> str:
    """近12个月, 本年累计 …"""
    names = {
        "month": _("Calendar month"),
        "quarter": _("Quarter"),
        "half": _("Half-year"),
        "year": _("Calendar year"),
        "ytd": _("Year to date"),
    }
    return names[code] if code in names else _("Rolling {n} months", n=code)


def comparison_label(code: str) -> str:
    """环比 or 同比."""
    return {"before": _("Against the period before"), "last_year": _("Same period last year")}[code]


def value_base_label(code: str) -> str:
    """What customers are ranked by."""
    return {"revenue": _("Net revenue"), "profit": _("Gross profit"), "orders": _("Orders")}[code]


def value_in_sentence(code: str) -> str:
    """The same within a sentence: 净营收."""
    return {"revenue": _("net revenue"), "profit": _("gross profit"), "orders": _("orders")}[code]


def mode_label(code: str) -> str:
    """How the boundaries of layers are said."""
    return {
        "rank": _("% of customers"),
        "share": _("Cumulative share"),
        "absolute": _("Amounts"),
    }[code]


def cuts_label(code: str) -> str:
    """Where the layer boundaries come from."""
    return {"company": _("Whole company"), "selection": _("Rank within this selection")}[code]


def tier_label(tier: str) -> str:
    """客户等级: what people decided, not what was computed. ``tier`` is a row of the cross-tab."""
    return TIER_LABELS[tier].text(speech().language)


def tier_text(written: str | None) -> str:
    """A tier as it stands in the file: one of the four in this language, any other as written."""
    tier = decided_tier(written)
    return (written or "") if tier in (OTHER, NONE) else tier_label(tier)


def layer_label(layer: str, scheme: Scheme) -> str:
    """价值层: the scheme's own word for its bands, the shared one for the layers below the line."""
    own = {band.id: band.labels for band in scheme.bands}
    names = own.get(layer) or LABELS.get(layer)
    return names.text(speech().language) if names else layer


def scheme_label(scheme: Scheme) -> str:
    """The scheme's name in this language, with its cuts."""
    return scheme.labels.text(speech().language)


def short_scheme_label(scheme: Scheme) -> str:
    """The name alone, for the side bar; an example says that it is one."""
    name = re.split("[:：]", scheme_label(scheme))[0].strip()
    return _("{name} (set yours)", name=name) if scheme.is_example else name
