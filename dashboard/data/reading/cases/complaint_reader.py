"""The part of the Reader that answers for the rates of complaints, their parts by segment, and the cases behind."""

import numpy as np
import pandas as pd

from dashboard.data.reading.cases import complaint_segments
from dashboard.data.reading.cases.case_ground import CaseGround
from dashboard.data.reading.cases.company_cases import company_cases
from dashboard.data.reading.cases.complaint_figures import ComplaintFigures, FigureFlags, figure_flags
from dashboard.data.reading.trend_reader import TrendReader
from dashboard.data.reading.visible_rows import visible_rows
from dashboard.logic.cases.breakdown import (
    LEAGUES,
    Segments,
    breakdown_table,
    orders_by_segment,
    recorded_only,
    rows_of,
)
from dashboard.logic.cases.case_frame import KINDS
from dashboard.logic.cases.intake import INTAKE_COLUMNS, channel_table, intake_flags, intake_table
from dashboard.logic.cases.window import ServiceWindow
from dashboard.logic.periods import MonthSpan, month_no
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.trend import TREND_COLUMNS

FLAGS_KEPT = 6


class ComplaintReader(CaseGround, TrendReader):
    """See ``Reader``."""

    def complaint_figures(self, question: Question, kind: str) -> ComplaintFigures:
        """Five rates, handling and counts of one kind in the service window, and the same days a year earlier (None
        where the data begin later: every comparison is n/a then)."""

        def make() -> ComplaintFigures:
            window = self.service_window(question)
            earlier = window.last_year()
            before = None if earlier.starts_on < self.build.data_from else self._flags(question, kind, earlier)
            return ComplaintFigures.of(self._flags(question, kind), before, window, earlier)

        return self._answer("complaint_figures", question, make, _known_kind(kind))

    def complaint_breakdown(self, question: Question, kind: str, by: str) -> pd.DataFrame:
        """``logic.cases.breakdown.breakdown_table`` by one of DIMENSIONS; by department and by person in the order of
        justified cases. Every figure adds up to the whole."""
        complaint_segments.check_dimension(by, self.viewer)

        def make() -> pd.DataFrame:
            held = self._flags(question, _known_kind(kind))
            table = breakdown_table(
                held.flags,
                self._segments(question, held, by),
                held.visible.frame["compensation"].to_numpy(np.int64),
                orders=self._orders(question, by),
                every=by == "month",
                league=by in LEAGUES,
            )
            return recorded_only(table, held.recorded)

        found = self._answer("complaint_breakdown", question, make, (kind, by))
        return found.copy()

    def complaint_cases(
        self, question: Question, kind: str, figure: str, *, by: str | None = None, segment: str | None = None
    ) -> np.ndarray:
        """The numbers of the cases that a figure counts: exactly as many. ``figure``: a name of the flags, or two of
        them with ``-`` between (the first without the second: those that a rate missed). ``by``: only those of one
        segment (None = not given)."""
        held = self._flags(question, _known_kind(kind))
        one, _, without = figure.partition("-")
        if one not in held.flags or (without and without not in held.flags):
            raise Problem("The figure {key} is not known.", key=figure)
        chosen = held.flags[one] & ~held.flags[without] if without else held.flags[one]
        if by is not None:
            complaint_segments.check_dimension(by, self.viewer)
            chosen = chosen & rows_of(self._segments(question, held, by), segment)
        return held.visible.frame["case_no"].to_numpy()[chosen]

    def complaint_exposure(self, question: Question, exposure: str = "orders") -> int:
        """What the rate of the window divides by (M29): its orders, or the customers with revenue in it."""
        span = self.service_window(question).span
        if exposure == "orders":
            return int(self.trend(question, months=span)["orders"].sum())
        make = lambda: int(np.count_nonzero(self.layered(question, span=span).facts.revenue > 0))  # noqa: E731
        return self._answer("complaint_exposure", question, make, (span.first, span.last))

    def intake(self, question: Question) -> tuple[pd.DataFrame, pd.DataFrame]:
        """(``intake_table``, ``channel_table``) of everything received in the window."""
        visible = self.visible_cases(question)
        return intake_table(visible.frame, visible.window), channel_table(visible.frame, visible.window)

    def intake_cases(
        self,
        question: Question,
        kind: str,
        figure: str = "received",
        channel: str | None = None,
        *,
        any_channel: bool = True,
    ) -> np.ndarray:
        """The cases behind one figure of the intake; ``channel`` None = not given, unless ``any_channel``."""
        visible = self.visible_cases(question)
        if figure not in INTAKE_COLUMNS:
            raise Problem("The figure {key} is not known.", key=figure)
        rows = intake_flags(visible.frame, visible.window)[figure] & (visible.frame["kind"] == kind).to_numpy(bool)
        if not any_channel:
            held = visible.frame["channel"].astype(object)
            rows = rows & (held.isna() if channel is None else held == channel).to_numpy(bool)
        return visible.frame["case_no"].to_numpy()[rows]

    def complaint_dimensions(self, question: Question) -> tuple[str, ...]:
        """What complaints can be told apart by here, for this viewer: dimensions that at least one case has."""
        visible = self.visible_cases(question)
        return complaint_segments.dimensions(self, visible.frame)

    def cases_after_data(self, question: Question) -> int:
        """How many visible cases of the files were received after the day that the data reach: they count nowhere."""
        company = company_cases(self.marts).cases
        flags = np.append(visible_rows(self.marts, self.viewer, question.filters), self._sees_unknown(question))
        end = ServiceWindow(MonthSpan(0, month_no(self.build.data_through)), self.build.data_through).through
        later = company["received_at"].to_numpy() > end
        return int(np.count_nonzero(later & flags[company["customer_no"].to_numpy()]))

    def _flags(self, question: Question, kind: str, window: ServiceWindow | None = None) -> FigureFlags:
        window = window or self.service_window(question)
        key = ("complaint_flags", self.viewer.key, question.filters, window, _known_kind(kind))
        return self.marts.remember(
            key, lambda: figure_flags(self.visible_cases(question, window), kind), keep=FLAGS_KEPT
        )

    def _segments(self, question: Question, held: FigureFlags, by: str) -> Segments:
        return complaint_segments.segments_of(self, question, held.visible, by)

    def _orders(self, question: Question, by: str) -> dict[str | None, int] | None:
        """Orders of the window by segment, where orders are known to have one."""
        span = self.service_window(question).span
        if by == "month":
            trend = self.trend(question, months=span)
            return dict(zip(trend["month"], trend["orders"].astype(int), strict=True))
        return orders_by_segment(self.month_figures(question, by, span)) if by in TREND_COLUMNS else None


def _known_kind(kind: str) -> str:
    if kind not in KINDS:
        raise Problem("The kind {kind} is not known. Use {kinds}.", kind=kind, kinds=", ".join(KINDS))
    return kind
