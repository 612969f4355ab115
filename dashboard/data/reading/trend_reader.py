"""The part of the Reader that answers month by month: figures, targets, and the customers behind a month."""

import pandas as pd

from dashboard.data.reading import month_customers, month_figures, month_series, targets
from dashboard.data.reading.customer_lists import CustomerList
from dashboard.data.reading.layered_reader import LayeredReader
from dashboard.data.reading.month_customers import Segment
from dashboard.logic.periods import MonthSpan
from dashboard.logic.question import Question


class TrendReader(LayeredReader):
    """See ``Reader``."""

    def trend_months(self, question: Question) -> MonthSpan:
        """The months of a trend: those of the data up to as-of."""
        return MonthSpan(min(self.build.first_month, question.as_of), question.as_of)

    def trend(self, question: Question, *, months: MonthSpan | None = None) -> pd.DataFrame:
        """Months one by one (``logic.trend.trend_table``): those of the data up to as-of, or ``months``."""
        months = months or self.trend_months(question)
        key = (months.first, months.last)
        make = lambda: month_series.trend(self.marts, self.viewer, question, months)  # noqa: E731
        return self._answer("trend", question, make, key).copy()

    def month_figures(self, question: Question, by: str | None, months: MonthSpan) -> pd.DataFrame:
        """Months one by one, told apart by a column of TREND_COLUMNS (``logic.trend.segment_months``).

        By layer: the layer that a customer has at the question's as-of (None: it came later). By product line,
        customers and orders of several lines count in each of them; money adds up. One segment None for ``by`` None.
        """
        if by is not None:
            month_figures.check_segment_column(by, self.viewer)

        def make() -> pd.DataFrame:
            if by == "layer":
                return month_figures.layer_figures(self.marts, self.layered(question), months)
            return month_figures.month_figures(self.marts, self.viewer, question, by, months)

        return self._answer("month_figures", question, make, (by, months.first, months.last)).copy()

    def product_lines(self) -> bool:
        """Whether any order of this build has a product line. A build of an earlier version knows none."""
        return self.marts.remember(("product_lines",), lambda: month_figures.are_lines_known(self.marts))

    def month_customer_list(
        self,
        question: Question,
        month_no: int,
        by: str | None = None,
        segment: Segment = None,
        *,
        only_new: bool = False,
    ) -> CustomerList:
        """The customers behind a month, or a segment of it (a value, or several); its sums are the figures of
        ``month_figures``. ``only_new``: those behind new_customers. Small, so the last few are kept."""
        visible = self.layered(question)
        key = ("month_customers", self.viewer.key, question.key, self.scheme(question), month_no, by, segment, only_new)
        make = lambda: month_customers.month_customers(  # noqa: E731
            self.marts, self.viewer, visible, month_no, by, segment, only_new=only_new
        )
        return self.marts.remember(key, make, keep=2)

    def targets(self, question: Question, metric: str, months: MonthSpan) -> pd.DataFrame | None:
        """month_no, value (int64 money units, or a count) of the months with a target for exactly this selection;
        None where there is none. Metrics: ``targets.TARGET_METRICS``."""
        make = lambda: targets.targets(self.marts, self.viewer.scope, question, metric, months)  # noqa: E731
        found = self._answer("targets", question, make, (metric, months.first, months.last))
        return None if found is None else found.copy()

    def layer_months(self, question: Question) -> pd.DataFrame:
        """Layers over months: month_no, layer, customers, revenue (int64 money units)."""
        scheme, base = self.scheme(question), self.base(question)
        make = lambda: month_series.layer_months(self.marts, self.viewer, question, scheme, base)  # noqa: E731
        return self._answer("layer_months", question, make).copy()
