"""Names of waves and kinds of surveys as people read them."""

from dashboard.logic.surveys.wave import Wave
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened


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
