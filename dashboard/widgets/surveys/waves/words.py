"""Figures, intervals and verdicts of waves as people read them. A verdict is a symbol and a word, never a colour."""

import math

import numpy as np

from dashboard.logic.surveys.item_figures import THIN_BELOW
from dashboard.logic.surveys.wave_changes import Change
from dashboard.logic.surveys.wave_figures import WaveFigure
from dashboard.widgets.formats import Formats
from dashboard.widgets.language import _, ngettext
from dashboard.widgets.surveys.words import verdict_word

FIRST, HIDDEN = "first", "hidden"
"""Verdicts where there is nothing to compare with: no wave before, or one that is not shown."""
DECIMALS = {"index": 1, "nps": 1}


def figure_title(name: str) -> str:
    return {
        "overall": _("Overall satisfaction"),
        "top2": _("Share satisfied"),
        "index": _("Satisfaction index"),
        "nps": _("NPS"),
        "ces": _("Ease (CES)"),
    }[name]


def value_text(form: Formats, name: str, value: float) -> str:
    """``name``: of HEADLINES, "" = the score of a question."""
    if math.isnan(value):
        return form.not_known
    return form.share(value) if name == "top2" else form.number(value, DECIMALS.get(name, 2))


def interval_text(form: Formats, name: str, figure: WaveFigure) -> str:
    """``4.40 to 4.60``; with one rating there is none."""
    if math.isnan(figure.low) or math.isnan(figure.high):
        return _("no interval")
    low, high = (value_text(form, name, value) for value in (figure.low, figure.high))
    return _("{low} to {high}", low=low, high=high)


def ratings_text(form: Formats, count: int) -> str:
    return ngettext("{n} rating", "{n} ratings", count, n=form.whole(count))


def thin_text(figure: WaveFigure) -> str:
    """Empty where there are enough ratings."""
    return _("thin") if figure.n < THIN_BELOW else ""


def change_text(form: Formats, name: str, change: float) -> str:
    """``+0.12``, of a share ``−3.1 points``; empty where nothing was compared."""
    if math.isnan(change):
        return ""
    text = _signed(form, name, change)
    return _("{change} points", change=text) if name == "top2" else text


def _signed(form: Formats, name: str, change: float) -> str:
    return form.signed(change * 100, 1) if name == "top2" else form.signed(change, DECIMALS.get(name, 2))


def against_before(verdict: str) -> str:
    """Symbol and word, also where there is no wave to compare with."""
    words = {FIRST: _("first wave"), HIDDEN: _("not comparable: the wave before is not shown")}
    return f"– {words[verdict]}" if verdict in words else verdict_word(verdict)


def verdict_text(form: Formats, name: str, change: Change | None, otherwise: str) -> str:
    """With the change and its interval where one was tested. ``otherwise``: FIRST or HIDDEN."""
    if change is None:
        return against_before(otherwise)
    parts = [verdict_word(change.verdict)]
    if not math.isnan(change.change):
        parts.append(_change_with_interval(form, name, change))
    if change.wording_changed:
        parts.append(_("wording changed"))
    return " · ".join(parts)


def _change_with_interval(form: Formats, name: str, change: Change) -> str:
    text = change_text(form, name, change.change)
    if np.isnan(change.low) or np.isnan(change.high):
        return text
    low, high = (_signed(form, name, value) for value in (change.low, change.high))
    return _("{change} ({low} to {high})", change=text, low=low, high=high)


def reason_text(reason: str) -> str:
    """Why a wave has no point in a trend."""
    return {
        "not_asked": _("not asked, or nobody rated"),
        "few": _("fewer than 10 ratings: hidden"),
    }.get(reason, _("not shown here (anonymous)"))


def weighting_text(weighting: str) -> str:
    return {
        "equal": _("equal weights"),
        "stated": _("stated weights"),
        "derived": _("derived weights"),
    }[weighting]
