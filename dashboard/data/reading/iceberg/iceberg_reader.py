"""The part of the Reader that answers for customers who did not complain."""

from dataclasses import replace

import pandas as pd

from dashboard.data.reading.cases.case_ground import CaseGround
from dashboard.data.reading.iceberg.bad_service import ServiceOnFile, bad_service_rows, service_on_file
from dashboard.data.reading.iceberg.complaint_effect import ComplaintEffect, complaint_effect
from dashboard.data.reading.iceberg.iceberg_figures import IcebergFigures, iceberg_figures
from dashboard.data.reading.iceberg.silent_customers import SilentList, silent_customers
from dashboard.data.reading.visible_rows import visible_numbers
from dashboard.logic.cases.window import ServiceWindow
from dashboard.logic.iceberg.silent import SilentRule
from dashboard.logic.periods import month_end
from dashboard.logic.question import Question

SILENT_KEPT = 8
NOBODY = -1
"""Is the number of no customer."""


class IcebergReader(CaseGround):
    """See ``Reader``."""

    def service_on_file(self) -> ServiceOnFile:
        """Which facts about the service the company has at all (not: any in scope)."""
        return service_on_file(self.marts)

    def iceberg(self, question: Question) -> IcebergFigures:
        """M39 without the share who speak up, which is the reader's choice."""

        def make() -> IcebergFigures:
            earlier, cases = None, None
            if question.span.first > self.build.first_month:
                before = question.period.span(question.span.first - 1)
                if before.first >= self.build.first_month:
                    earlier = self.layered(question, span=before)
                    cases = self.visible_cases(question, ServiceWindow(before, month_end(before.last)))
            return iceberg_figures(self.layered(question), self.visible_cases(question), earlier, cases)

        return self._answer("iceberg", question, make)

    def silent(self, question: Question, rule: SilentRule) -> SilentList:
        """X8: who had bad service, did not complain and was not visited before the window's last day."""
        through = self.service_window(question).through_on
        key = ("silent", self.viewer.key, question.key, self.scheme(question), rule, through)
        make = lambda: silent_customers(self.marts, self.viewer, self.layered(question), rule, through)  # noqa: E731
        return self.marts.remember(key, make, keep=SILENT_KEPT)

    def bad_service_of(self, question: Question, rule: SilentRule, customer_id: str) -> pd.DataFrame:
        """The evidence of one customer (``bad_service.bad_service_rows``). An id out of scope answers like none."""
        number = visible_numbers(self.marts, self.viewer, [customer_id]).get(customer_id, NOBODY)
        return bad_service_rows(self.marts, rule, self.service_window(question).through_on, number)

    def complaint_effect(self, question: Question) -> ComplaintEffect:
        """M42 over the whole data up to the window's end, of the visible customers."""
        question = replace(question, cuts="company")
        make = lambda: complaint_effect(self.marts, self.layered(question), self.visible_cases(question))  # noqa: E731
        return self._answer("complaint_effect", question, make)
