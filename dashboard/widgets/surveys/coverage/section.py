"""The view: who answered, and who was not heard."""

from dashboard.logic.question import Question
from dashboard.logic.surveys.wave import Wave
from dashboard.widgets.opened import Opened


def coverage_view(opened: Opened, question: Question, wave: Wave) -> None:
    """Everything below the choice of the wave."""
