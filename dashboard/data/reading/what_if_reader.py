"""The part of the Reader that tries rules: what would change, who would move, what it would take."""

from dashboard.data.reading import what_if
from dashboard.data.reading.layered_reader import LayeredReader
from dashboard.data.reading.what_if import WhatIfAnswer
from dashboard.logic.question import Question
from dashboard.logic.what_if.proposal import Proposal


class WhatIfReader(LayeredReader):
    """Every answer holds visible rows only; a viewer without scope *all* is told rounded cuts and distances."""

    def what_if(self, question: Question, proposal: Proposal) -> WhatIfAnswer:
        """The rule in force and the proposal, side by side."""
        return what_if.what_if_answer(self, question, proposal)

    def review_months(self, question: Question) -> tuple[int, ...]:
        """Which ``review_months`` of a proposal the data reaches back to; empty = no buffer can be used."""
        return what_if.review_months(self, question)
