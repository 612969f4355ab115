"""Which days a page of the service counts: it ends where the data end, not at a month end (metrics.md, Time)."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from dashboard.logic.periods import MonthSpan, month_end, month_no, month_start
from dashboard.logic.question import Question


@dataclass(frozen=True)
class ServiceWindow:
    """``span``: whole months, the last of which may be a part month; ``through_on``: the last day that counts.

    Complaints, backlog and standards go by *data through*, so the window ends there. Who looks back to a month before
    the last complete one sees what was known at its end (T9).
    """

    span: MonthSpan
    through_on: date

    @property
    def starts_on(self) -> date:
        return month_start(self.span.first)

    @property
    def through(self) -> np.datetime64:
        """The last second that counts."""
        return np.datetime64(self.through_on + timedelta(days=1), "s") - np.timedelta64(1, "s")

    @property
    def start(self) -> np.datetime64:
        return np.datetime64(self.starts_on, "s")

    def holds(self, moments: np.ndarray) -> np.ndarray:
        """A flag for each moment; NaT is in no window."""
        return (moments >= self.start) & (moments <= self.through)

    def last_year(self) -> "ServiceWindow":
        """The same days a year earlier: a part month is compared with the same part of its month."""
        end = self.through_on
        is_month_end = end == month_end(month_no(end))
        earlier = month_no(end) - 12
        day = (
            month_end(earlier)
            if is_month_end
            else min(month_end(earlier), end.replace(day=1, year=end.year - 1) + timedelta(days=end.day - 1))
        )
        return ServiceWindow(self.span.last_year(), day)


def service_window(question: Question, *, data_through: date, default_as_of: int) -> ServiceWindow:
    """The window of the question's period that ends at *data through*, or at the end of an earlier as-of month."""
    through = data_through if question.as_of >= default_as_of else month_end(question.as_of)
    return ServiceWindow(question.period.span(month_no(through)), through)
