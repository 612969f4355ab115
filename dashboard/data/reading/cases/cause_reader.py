"""The part of the Reader that answers for causes of complaints and what they cost."""

import numpy as np
import pandas as pd

from dashboard.data.reading.cases.case_ground import CaseGround
from dashboard.data.reading.company_customers import company_customers
from dashboard.data.reading.trend_reader import TrendReader
from dashboard.logic.cases.case_frame import KINDS
from dashboard.logic.cases.cause_pareto import MEASURES, CausePareto, cause_pareto
from dashboard.logic.cases.causes import CaseCauses, case_causes
from dashboard.logic.cases.quality_cost import ObjectionRates, QualityCost, case_costs, quality_cost
from dashboard.logic.periods import MonthSpan
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question

YEAR = 12


class CauseReader(CaseGround, TrendReader):
    """See ``Reader``."""

    def causes(
        self, question: Question, kind: str, *, measure: str = "cases", ours: bool = False, within: str | None = None
    ) -> CausePareto:
        """Causes of the cases of a kind received in the window, or the sub-causes of one. ``ours``: without the
        customer's own error and force majeure; ``within``: a cause, "" = the sub-causes of all."""
        _check(measure, MEASURES)

        def make() -> CausePareto:
            frame, causes = self._with_causes(question, kind, ours=ours)
            place, names = causes.cause, tuple((cause, None) for cause in causes.causes)
            if within is not None:
                place, names = causes.sub, causes.subs
            if within:
                inside = np.array([cause == within for cause, _ in (*names, ("", None))], bool)[place]
                frame, place = frame.loc[inside], place[inside]
            cost, has_cost = case_costs(frame)
            customer = frame["customer_no"].to_numpy()
            return cause_pareto(
                place, names, cost=cost, has_cost=has_cost, customer=customer,
                value=self._twelve_months(question)[customer], measure=measure,
            )  # fmt: skip

        return self._answer("causes", question, make, (_check(kind, KINDS), measure, ours, within))

    def cause_cases(
        self, question: Question, kind: str, cause: str | None, sub: str | None = "", *, ours: bool = False
    ) -> np.ndarray:
        """The numbers of the cases of a cause (None = those without one), exactly as many as its row counts; ``sub``:
        of one of its sub-causes (None = those without one, "" = all)."""
        frame, causes = self._with_causes(question, kind, ours=ours)
        if cause is None:
            chosen = causes.cause < 0
        elif sub == "":
            chosen = np.array([name == cause for name in (*causes.causes, "")], bool)[causes.cause]
        else:
            chosen = np.array([pair == (cause, sub) for pair in (*causes.subs, ("", ""))], bool)[causes.sub]
        return frame["case_no"].to_numpy()[chosen]

    def quality_cost(self, question: Question, kind: str | None = None) -> QualityCost:
        """Of the cases received in the window: of one kind, or of complaints, appeals and objections together."""
        visible = self.visible_cases(question)
        kinds = KINDS if kind is None else (_check(kind, KINDS),)
        chosen = visible.in_window("received_at") & visible.frame["kind"].isin(kinds).to_numpy(bool)
        return quality_cost(visible.frame.loc[chosen], self._window_revenue(question))

    def objection_rates(self, question: Question) -> ObjectionRates:
        """M57, of the window."""
        objections = len(self._received_of_kind(question, "objection"))
        orders = int(self.trend(question, months=self.service_window(question).span)["orders"].sum())
        return ObjectionRates(objections, orders, self._window_revenue(question))

    def _received_of_kind(self, question: Question, kind: str) -> pd.DataFrame:
        visible = self.visible_cases(question)
        chosen = visible.in_window("received_at") & (visible.frame["kind"] == _check(kind, KINDS)).to_numpy(bool)
        return visible.frame.loc[chosen]

    def _with_causes(self, question: Question, kind: str, *, ours: bool) -> tuple[pd.DataFrame, CaseCauses]:
        frame = self._received_of_kind(question, kind)
        causes = case_causes(frame)
        if ours:
            frame = frame.loc[causes.is_ours]
            causes = case_causes(frame)
        return frame, causes

    def _window_revenue(self, question: Question) -> int:
        return int(self.trend(question, months=self.service_window(question).span)["revenue"].sum())

    def _twelve_months(self, question: Question) -> np.ndarray:
        """Revenue of each visible customer in the twelve months to the window's end, by customer_no; the last place,
        of the customer nobody knows, is 0."""
        last = self.service_window(question).span.last
        visible = self.layered(question, span=MonthSpan(last - YEAR + 1, last))
        found = np.zeros(len(company_customers(self.marts)) + 1, np.int64)
        found[visible.customer_no] = visible.revenue
        return found


def _check(value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise Problem("{value} is not known here. Use {known}.", value=value, known=", ".join(known))
    return value
