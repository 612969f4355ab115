"""Words of cases: kinds, states, steps, causes, times."""

from collections.abc import Mapping

from dashboard.widgets.formats import Formats
from dashboard.widgets.language import _

HOUR = 3600


def kind_text(kind: str) -> str:
    return {
        "complaint": _("Complaint"),
        "appeal": _("Appeal"),
        "objection": _("Quality objection"),
        "suggestion": _("Suggestion"),
        "praise": _("Praise"),
        "inquiry": _("Inquiry"),
    }.get(kind, kind)


def state_text(state: str) -> str:
    """Symbol and word: nothing is told by colour alone."""
    return {
        "open": _("○ Open"),
        "paused": _("‖ Paused"),
        "overdue": _("⚠ Overdue"),
        "closed": _("✓ Closed"),
    }[state]


def callback_text(code: str | None) -> str:
    words: Mapping[str, str] = {
        "very_satisfied": _("Very satisfied"),
        "satisfied": _("Satisfied"),
        "fairly_satisfied": _("Fairly satisfied"),
        "dissatisfied": _("Dissatisfied"),
        "not_reached": _("Not reached"),
    }
    return words.get(code or "", code or "")


def time_text(form: Formats, seconds: int | None, day: int, *, is_working: bool) -> str:
    """``3.5 working days`` or, below one day, ``4.2 h``. ``day``: seconds of one on that calendar."""
    if seconds is None:
        return form.not_known
    if abs(seconds) < day:
        hours = form.number(seconds / HOUR)
        return _("{n} working hours", n=hours) if is_working else _("{n} h", n=hours)
    days = form.number(seconds / day)
    return _("{n} working days", n=days) if is_working else _("{n} days", n=days)


def left_text(form: Formats, seconds: int | None, day: int, *, is_working: bool) -> str:
    """What is left of the time, or how much it is over."""
    if seconds is None:
        return ""
    told = time_text(form, abs(seconds), day, is_working=is_working)
    return _("{time} over", time=told) if seconds < 0 else _("{time} left", time=told)
