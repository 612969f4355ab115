"""The part of the Reader that answers for control charts of complaints."""

import numpy as np
import pandas as pd

from dashboard.data.reading.cases.case_ground import CaseGround, VisibleCases
from dashboard.data.reading.month_figures import month_figures
from dashboard.data.reading.month_series import trend
from dashboard.data.reading.queries import query_rows
from dashboard.logic.cases.window import ServiceWindow
from dashboard.logic.periods import MonthSpan, month_no
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.spc.case_months import case_months, month_flags
from dashboard.logic.spc.case_series import CaseSeries, CompanyEvent, case_series, events_until
from dashboard.logic.spc.days_between import DaysBetween, days_between
from dashboard.logic.spc.measures import CUTS, MEASURES, Measure, SpcAsked


class SpcReader(CaseGround):
    """See ``Reader``."""

    def spc_window(self, question: Question) -> ServiceWindow:
        """All months of the data up to the end of the question's window."""
        end = self.service_window(question).through_on
        first = min(self.build.first_month, month_no(end))
        return ServiceWindow(MonthSpan(first, month_no(end)), end)

    def case_months(self, question: Question, asked: SpcAsked) -> pd.DataFrame:
        """``logic.spc.case_months.case_months`` with orders and customers (who ordered) of each month: of all in the
        selection, or of the product line the cases are cut by. A department has no orders of its own."""
        make = lambda: self._case_months(question, asked)  # noqa: E731
        return self._answer("case_months", question, make, (asked.kind, asked.by, asked.value)).copy()

    def case_series(self, question: Question, asked: SpcAsked) -> CaseSeries:
        """One measure over the months, judged. Raises Problem for an unknown measure and an impossible baseline."""
        measure = _measure(asked)
        make = lambda: case_series(  # noqa: E731
            self.case_months(question, asked),
            measure,
            period=self.service_window(question).span,
            baseline_end=asked.baseline_end,
            events=self.company_events(question),
        )
        return self._answer("case_series", question, make, asked)

    def days_between_cases(self, question: Question, asked: SpcAsked, until: np.datetime64) -> DaysBetween:
        """Of the cases received, on their exact moments; ``until``: the end of the baseline."""
        seen, among = self._cut(question, asked)
        flag, _ = month_flags(seen.frame, self.spc_window(question), asked.kind)["received"]
        moments = seen.frame["received_at"].to_numpy().astype("datetime64[s]")[flag & among]
        return days_between(np.sort(moments), until=until)

    def cases_of_month(self, question: Question, asked: SpcAsked, month: int) -> np.ndarray:
        """The numbers of the cases behind a month's point: as many as its count says (of shares: its denominator)."""
        seen, among = self._cut(question, asked)
        flag, months = month_flags(seen.frame, self.spc_window(question), asked.kind)[_measure(asked).cases]
        return seen.frame["case_no"].to_numpy()[flag & among & (months == month)]

    def case_cuts(self, question: Question, kind: str, by: str) -> list[str]:
        """The values of a column of CUTS that cases of this kind have, in order."""
        frame = self.visible_cases(question).frame
        found = frame.loc[(frame["kind"] == kind).to_numpy(bool), _cut_column(by)].dropna().unique()
        return sorted(str(value) for value in found)

    def company_events(self, question: Question) -> list[CompanyEvent]:
        """Of the whole company, up to the last day that counts: an annotation names no customer."""
        rows = self.marts.remember(("company_events",), lambda: query_rows(self.marts, "company_events"))
        window = self.spc_window(question)
        events = [CompanyEvent(str(key), day, str(title or key)) for key, day, title in rows]
        return events_until(events, window.through_on, window.span.first)

    def _case_months(self, question: Question, asked: SpcAsked) -> pd.DataFrame:
        seen, among = self._cut(question, asked)
        window = self.spc_window(question)
        table = case_months(seen.frame, window, asked.kind, among=among)
        orders = self._exposure(question, asked, window.span)
        return table.assign(orders=orders["orders"].to_numpy(), customers=orders["active_customers"].to_numpy())

    def _exposure(self, question: Question, asked: SpcAsked, span: MonthSpan) -> pd.DataFrame:
        if asked.by == "product_line":
            figures = month_figures(self.marts, self.viewer, question, "product_line", span)
            of_line = figures[figures["segment"] == asked.value].set_index("month_no")
            return of_line.reindex(np.arange(span.first, span.last + 1)).fillna({"orders": 0, "active_customers": 0})
        return trend(self.marts, self.viewer, question, span)

    def _cut(self, question: Question, asked: SpcAsked) -> tuple[VisibleCases, np.ndarray]:
        """The cases, and a flag for each that belongs to the cut."""
        seen = self.visible_cases(question)
        if asked.by is None:
            return seen, np.ones(len(seen.frame), bool)
        return seen, (seen.frame[_cut_column(asked.by)] == asked.value).to_numpy(bool)


def _measure(asked: SpcAsked) -> Measure:
    if asked.measure not in MEASURES:
        raise Problem(
            "The measure {value} is not known. Use {values}.", value=asked.measure, values=", ".join(MEASURES)
        )
    return MEASURES[asked.measure]


def _cut_column(by: str) -> str:
    if by not in CUTS:
        raise Problem("The measure {value} is not known. Use {values}.", value=by, values=", ".join(CUTS))
    return by
