"""The view: how a wave stands against the one before."""

from dashboard.logic.question import Question
from dashboard.logic.surveys.wave import Wave
from dashboard.widgets.opened import Opened


def waves_view(opened: Opened, question: Question, wave: Wave) -> None:
    """Everything below the choice of the wave."""
