"""The view of the rates and where complaints come from, on the page Complaints."""

from dashboard.logic.question import Question
from dashboard.widgets.opened import Opened


def rates_view(opened: Opened, question: Question, kind: str) -> None:
    """``kind``: complaint, appeal or objection."""
