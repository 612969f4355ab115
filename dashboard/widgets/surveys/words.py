"""Names of waves and kinds of surveys, and verdicts on a change, as people read them.

A verdict is a symbol and a word, never a colour, and the same on every view.
"""

from dashboard.logic.surveys.wave import Wave
from dashboard.widgets.formats import Formats
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened

SYMBOLS = {"up": "▲", "down": "▼", "no_evidence": "≈", "scale_changed": "≠", "too_few": "≠", "new": "≠"}


def kind_label(kind: str) -> str:
    return {
        "relationship": _("Relationship survey"),
        "transaction": _("Call-back after a transaction"),
        "topic": _("Topic survey"),
        "third_party": _("Third-party survey"),
    }.get(kind, _("Kind of survey not given"))


def wave_label(opened: Opened, wave: Wave) -> str:
    """The title, with the last day in the field where it is known."""
    if wave.field_to is None:
        return wave.title
    return f"{wave.title} · {opened.formats.day(wave.field_to)}"


def verdict_word(verdict: str) -> str:
    """Symbol and word; empty where there is no verdict."""
    words = {
        "up": _("up"),
        "down": _("down"),
        "no_evidence": _("no evidence of a change"),
        "scale_changed": _("not comparable: another scale"),
        "too_few": _("not comparable: too few ratings"),
        "new": _("not comparable: not asked in the wave before"),
    }
    return f"{SYMBOLS[verdict]} {words[verdict]}" if verdict in SYMBOLS else ""


def short_verdict(verdict: str) -> str:
    """The same where there is room for two words."""
    return {
        "no_evidence": _("≈ no evidence"),
        "scale_changed": _("≠ scale changed"),
        "too_few": _("≠ too few"),
        "new": _("≠ new"),
    }.get(verdict, verdict_word(verdict))


def p_text(form: Formats, p: float) -> str:
    """``0.012``; never 0."""
    return "<0.001" if p < 0.0005 else form.number(p, 3)
