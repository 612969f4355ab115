"""What is said of a customer's way and figures: a symbol and a word, never a colour alone."""

from dashboard.logic.migration import MOVED_DOWN, MOVED_UP, NEW_CUSTOMER, RESUMED, STAYED, STOPPED, UNCLEAR, WON_BACK
from dashboard.logic.portfolio import NOT_ACTIVE
from dashboard.logic.portfolio_filter import GREW, GREW_MUCH, NEVER_ORDERED, NO_BASE, SHRANK, SHRANK_MUCH, UNCHANGED
from dashboard.logic.schemes import Scheme
from dashboard.widgets.formats import Formats, Scale
from dashboard.widgets.labels import layer_label
from dashboard.widgets.language import _

MINUS, PLUS = "\u2212", "+"


def direction_label(direction: str) -> str:
    """↑ up …"""
    return {
        MOVED_UP: _("↑ up"),
        MOVED_DOWN: _("↓ down"),
        STAYED: _("= same"),
        STOPPED: _("✕ stopped"),
        NEW_CUSTOMER: _("★ new"),
        WON_BACK: _("↺ won back"),
        RESUMED: _("↻ active again"),
        UNCLEAR: _("? profit not known"),
        NOT_ACTIVE: _("– not active"),
    }[direction]


def direction_text(direction: str | None, layer_before: str | None, scheme: Scheme) -> str:
    """With the layer that was left, where one was."""
    if direction is None:
        return ""
    if direction not in (MOVED_UP, MOVED_DOWN, STOPPED) or layer_before is None:
        return direction_label(direction)
    before = layer_label(layer_before, scheme)
    return {
        MOVED_UP: _("↑ up from {layer}", layer=before),
        MOVED_DOWN: _("↓ down from {layer}", layer=before),
        STOPPED: _("✕ stopped, was {layer}", layer=before),
    }[direction]


def change_label(change: str) -> str:
    """Revenue against the comparison, as a filter."""
    return {
        GREW: _("Growing"),
        SHRANK: _("Shrinking"),
        GREW_MUCH: _("Growing by 20 % or more"),
        SHRANK_MUCH: _("Shrinking by 20 % or more"),
        UNCHANGED: _("Unchanged"),
        NO_BASE: _("No revenue to compare with"),
    }[change]


def near_label(percent: str) -> str:
    return _("Within {n} % of the next layer", n=percent)


def quiet_label(days: str) -> str:
    if days == NEVER_ORDERED:
        return _("Never ordered")
    return _("No order for {n} days or more", n=days)


def signed_amount(units: int | None, scale: Scale, form: Formats) -> str:
    """With its sign; nothing where there is nothing to compare with."""
    if units is None:
        return form.not_known
    text = form.amount(abs(units), scale)
    return text if units == 0 else (PLUS if units > 0 else MINUS) + text


def signed_share(share: float | None, form: Formats) -> str:
    """``+12.3%``; n/a where there was nothing above zero to divide by."""
    if share is None:
        return form.not_known
    text = form.share(abs(share))
    return text if share == 0 else (PLUS if share > 0 else MINUS) + text
