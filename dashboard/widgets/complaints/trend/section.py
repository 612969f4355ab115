"""The view of whether it is getting better, on the page Complaints."""

from dashboard.logic.question import Question
from dashboard.widgets.opened import Opened


def trend_view(opened: Opened, question: Question, kind: str) -> None:
    """``kind``: complaint, appeal or objection."""
