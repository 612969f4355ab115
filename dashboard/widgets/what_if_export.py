"""What-if and movers as files."""

from dashboard.logic.question import Question
from dashboard.widgets.opened import Opened
from dashboard.widgets.what_if_tried import Tried


def what_if_export(opened: Opened, question: Question, now: Tried) -> None:
    """To be filled."""
