"""The view: what to fix first."""

from dashboard.logic.question import Question
from dashboard.logic.surveys.wave import Wave
from dashboard.widgets.opened import Opened


def priorities_view(opened: Opened, question: Question, wave: Wave) -> None:
    """Everything below the choice of the wave."""
