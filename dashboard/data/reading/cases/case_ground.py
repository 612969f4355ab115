"""The rows about complaints that a viewer may see: what every answer about cases starts from."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.data.reading.cases.company_cases import CompanyCases, company_cases
from dashboard.data.reading.layered_reader import LayeredReader
from dashboard.data.reading.visible_rows import visible_rows
from dashboard.logic.cases.case_frame import CaseSteps, cases_as_of
from dashboard.logic.cases.window import ServiceWindow, service_window
from dashboard.logic.question import Question

FRAMES_KEPT = 4


@dataclass(frozen=True, eq=False)
class VisibleCases:
    """``frame``: the cases in scope that fit the filters, as they stood at the window's end
    (``logic.cases.case_frame.cases_as_of``), of every kind and since the data begin. Do not change it.

    steps   of the whole company up to the window's end: look up by the case numbers of the frame only
    """

    frame: pd.DataFrame
    steps: CaseSteps
    window: ServiceWindow
    company: CompanyCases

    def in_window(self, column: str) -> np.ndarray:
        """A flag for each case: whether that moment (``received_at``, ``closed_at``, ``due_at`` …) is in the window."""
        return self.window.holds(self.frame[column].to_numpy())


class CaseGround(LayeredReader):
    """What all readers of cases share."""

    def service_window(self, question: Question) -> ServiceWindow:
        """Ends where the data end (see ``logic.cases.window``)."""
        return service_window(question, data_through=self.build.data_through, default_as_of=self.build.default_as_of)

    def has_cases(self) -> bool:
        """Whether the company has any case at all (not: any in scope)."""
        return bool(len(company_cases(self.marts)))

    def years_without_holidays(self) -> tuple[int, ...]:
        """Years with a case or a ticket, up to the day that the data reach, whose official holidays are not known."""
        years = company_cases(self.marts).years_without_holidays
        return tuple(year for year in years if year <= self.build.data_through.year)

    def cases_of_nobody(self, question: Question) -> int:
        """Cases up to the window's end whose customer stands in no order and no file: they are in no region, layer or
        portfolio, so only who sees all customers without a filter sees them at all (0 for everybody else)."""
        if not self._sees_unknown(question):
            return 0
        return int(np.count_nonzero(self.visible_cases(question).frame["customer_no"].to_numpy() < 0))

    def visible_cases(self, question: Question, window: ServiceWindow | None = None) -> VisibleCases:
        """The cases of the visible customers as of the window's end. Cases whose customer nobody knows are shown to who
        sees all customers, where no filter is set."""
        window = window or self.service_window(question)
        key = ("visible_cases", self.viewer.key, question.filters, window)
        return self.marts.remember(key, lambda: self._visible_cases(question, window), keep=FRAMES_KEPT)

    def _visible_cases(self, question: Question, window: ServiceWindow) -> VisibleCases:
        company = company_cases(self.marts)
        key = ("company_cases_as_of", window.through_on)
        frame = self.marts.remember(key, lambda: _as_of(company, window), keep=FRAMES_KEPT)
        customer = frame["customer_no"].to_numpy()
        flags = np.append(visible_rows(self.marts, self.viewer, question.filters), self._sees_unknown(question))
        seen = flags[customer]  # -1, the customer nobody knows, is the last place
        rows = frame if seen.all() else frame.loc[seen].reset_index(drop=True)
        return VisibleCases(rows, company.steps.until(window.through), window, company)

    def _sees_unknown(self, question: Question) -> bool:
        return self.viewer.scope.all and not question.filters


def _as_of(company: CompanyCases, window: ServiceWindow) -> pd.DataFrame:
    return cases_as_of(
        company.cases,
        company.steps,
        through=window.through,
        working_time=company.working_time,
        policy=company.policy,
    )
