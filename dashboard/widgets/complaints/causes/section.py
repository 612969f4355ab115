"""The view of why customers complain, on the page Complaints."""

from dashboard.logic.question import Question
from dashboard.widgets.opened import Opened


def causes_view(opened: Opened, question: Question, kind: str) -> None:
    """``kind``: complaint, appeal or objection."""
