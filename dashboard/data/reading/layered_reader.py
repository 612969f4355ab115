"""The rows a viewer may see, in layers: what every answer of a Reader starts from."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from typing import TypeVar

from dashboard.data.reading.marts import BuildFacts, Marts
from dashboard.data.reading.masking import check_not_masked
from dashboard.data.reading.visible_layers import VisibleLayers, visible_layers
from dashboard.logic.periods import MonthSpan, check_as_of, month_end
from dashboard.logic.question import Question
from dashboard.logic.schemes import Scheme, scheme_named
from dashboard.logic.value_bases import ValueBase, value_base
from dashboard.logic.viewer import Viewer

T = TypeVar("T")
VISIBLE_KEPT = 4
"""Selections of rows; a filtered one is a copy of its rows."""
ANSWERS_KEPT = 64
"""Small results per kind of answer. Each key holds viewer and question, so no answer reaches another viewer."""


class LayeredReader:
    """One viewer's look at one build; ``schemes`` by name. Every method raises Problem for a question that cannot be
    answered as asked."""

    def __init__(self, marts: Marts, viewer: Viewer, schemes: Mapping[str, Scheme]) -> None:
        self.marts = marts
        self.viewer = viewer
        self.schemes = schemes

    @property
    def build(self) -> BuildFacts:
        return self.marts.build

    def scheme(self, question: Question) -> Scheme:
        return scheme_named(question.scheme, self.schemes)

    def base(self, question: Question) -> ValueBase:
        """The value base asked for. Raises Problem where the scheme is locked to another."""
        return self.scheme(question).base(value_base(question.base))

    def layered(self, question: Question, *, span: MonthSpan | None = None) -> VisibleLayers:
        """The visible rows with their layers, at the question's as-of or at the end of another window."""
        return self.layered_by(question, self.scheme(question), self.base(question), span=span)

    def layered_by(
        self, question: Question, scheme: Scheme, base: ValueBase, *, span: MonthSpan | None = None
    ) -> VisibleLayers:
        """The same by another rule than the question's."""
        for column, _ in question.filters:
            check_not_masked(column, self.viewer)
        span = span or question.span
        if self.viewer.scope.all and not question.filters:
            # Nothing to cut out: the arrays are the company's own, which are kept once, and the selection is everybody.
            everybody = replace(question, cuts="company")
            return visible_layers(self.marts, self.viewer, everybody, scheme, base, span=span)
        return self.marts.remember(
            ("visible_layers", self.viewer.key, question.key, scheme, base, span.first, span.last),
            lambda: visible_layers(self.marts, self.viewer, question, scheme, base, span=span),
            keep=VISIBLE_KEPT,
        )

    def _earlier(self, question: Question, compare_to: int) -> VisibleLayers:
        check_as_of(month_end(compare_to), self.build.first_month, self.build.last_month)
        return self.layered(question, span=question.period.span(compare_to))

    def _answer(self, name: str, question: Question, make: Callable[[], T], more: Hashable = None) -> T:
        key = (name, self.viewer.key, question.key, self.scheme(question), more)
        return self.marts.remember(key, make, keep=ANSWERS_KEPT)
