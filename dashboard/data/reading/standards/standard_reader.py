"""The part of the Reader that answers for service standards, tickets and deliveries."""

from datetime import date

import numpy as np
import pandas as pd

from dashboard.data.reading.cases.case_ground import CaseGround
from dashboard.data.reading.company_customers import company_customers
from dashboard.data.reading.masking import check_not_masked, masked
from dashboard.data.reading.standards import promised, ticket_parameters, tickets
from dashboard.data.reading.visible_rows import rows_in_scope, visible_rows
from dashboard.logic.cases.window import ServiceWindow
from dashboard.logic.decided_tiers import TIER_ROWS, tier_codes
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.standards.attainment import Attainment
from dashboard.logic.standards.promises import Logistics, Promises
from dashboard.logic.standards.standard import Standard

TICKET_PARTS = ("department", "customer_class", "channel", "tier", "region", "account_manager_id")
PROMISE_PARTS = ("department", "product_line", "account_manager_id", "region")
_OF_CUSTOMERS = ("tier", "region", "account_manager_id")


class StandardReader(CaseGround):
    """See ``Reader``."""

    def has_tickets(self) -> bool:
        """Whether the company has any service ticket at all (not: any in scope)."""
        return bool(ticket_parameters.ticket_services(self.marts))

    def has_promises(self) -> tuple[bool, bool]:
        """Whether the company has any line with a promised day, and any delivery."""
        return promised.are_promises_known(self.marts)

    def company_standards(self) -> tuple[Standard, ...]:
        """What was promised, or the shipped standards where the company says nothing."""
        return ticket_parameters.company_standards(self.marts)

    def services_without_standard(self) -> tuple[str, ...]:
        """Service codes of tickets (of the whole company) that no standard is for."""
        ruled = {one.service_code for one in self.company_standards()}
        return tuple(code for code in ticket_parameters.ticket_services(self.marts) if code not in ruled)

    def late_tickets(self, first: date, last: date) -> pd.DataFrame:
        """customer_no, count: customers in scope with tickets reported from ``first`` to ``last`` that were over a
        limit of any standard at the end of ``last``, past their own promised time, or of a fault that came again. A
        ticket counts once. As of ``last`` (T9); without tickets no rows."""
        make = lambda: tickets.late_tickets(self.marts, first, last)  # noqa: E731
        found = self.marts.remember(("late_tickets", first, last), make, keep=4)
        seen = rows_in_scope(self.marts, self.viewer.scope)[found["customer_no"].to_numpy(np.int64)]
        return found.loc[seen].reset_index(drop=True)

    def standards(self, question: Question) -> tuple[Attainment, ...]:
        """M55: every standard with the tickets of the visible customers, as of the window's end."""
        window = self.service_window(question)
        make = lambda: tickets.standard_attainments(self.marts, window, self._seen(question))  # noqa: E731
        return self._answer("standards", question, make)

    def standard_months(self, question: Question, standard: Standard, window: ServiceWindow) -> pd.DataFrame:
        """Counts of a standard month by month (part: the month number as text), by the month of the report."""
        make = lambda: tickets.parts(self.marts, window, self._seen(question), standard, "month")  # noqa: E731
        return self._answer("standard_months", question, make, (standard, window)).copy()

    def standard_parts(self, question: Question, standard: Standard, by: str) -> pd.DataFrame:
        """Counts of a standard by one of TICKET_PARTS; part None = not given."""
        self._check_part(by, TICKET_PARTS)
        window = self.service_window(question)

        def make() -> pd.DataFrame:
            places, names = self._places(by)
            column = "place" if places is not None else by
            found = tickets.parts(self.marts, window, self._seen(question), standard, column, places)
            return _named(found, names)

        return self._answer("standard_parts", question, make, (standard, by)).copy()

    def worst_tickets(self, question: Question, standard: Standard) -> pd.DataFrame:
        """The ten tickets that kept a standard worst, masked for the viewer."""
        window = self.service_window(question)
        make = lambda: tickets.worst(self.marts, window, self._seen(question), standard)  # noqa: E731
        return masked(self._answer("worst_tickets", question, make, standard).copy(), self.viewer)

    def ticket_rows(self, question: Question) -> pd.DataFrame:
        """Each ticket reported in the window, masked for the viewer."""
        return masked(tickets.listed(self.marts, self.service_window(question), self._seen(question)), self.viewer)

    def promises(self, question: Question, tolerance: float = 1.0) -> Promises:
        """M56: the lines of the visible customers that were due in the window."""
        return promised.all_promises(self._promises(question, tolerance, "", self.service_window(question)))

    def promise_months(self, question: Question, tolerance: float, window: ServiceWindow) -> pd.DataFrame:
        """The same month by month (part: the month number as text), by the month of the first promise."""
        return self._promises(question, tolerance, "month", window).copy()

    def promise_parts(self, question: Question, tolerance: float, by: str) -> pd.DataFrame:
        """The same by one of PROMISE_PARTS; part None = not given."""
        self._check_part(by, PROMISE_PARTS)
        return self._promises(question, tolerance, by, self.service_window(question)).copy()

    def late_lines(self, question: Question) -> pd.DataFrame:
        """The ten lines that are latest after their first promise, masked for the viewer."""
        window = self.service_window(question)
        make = lambda: promised.late_lines(self.marts, window, self._seen(question))  # noqa: E731
        return masked(self._answer("late_lines", question, make).copy(), self.viewer)

    def logistics(self, question: Question) -> tuple[tuple[str | None, Logistics], ...]:
        """M58 by carrier."""
        window = self.service_window(question)
        make = lambda: promised.logistics(self.marts, window, self._seen(question))  # noqa: E731
        return self._answer("logistics", question, make)

    def _promises(self, question: Question, tolerance: float, by: str, window: ServiceWindow) -> pd.DataFrame:
        def make() -> pd.DataFrame:
            places, names = self._places(by)
            column = "place" if places is not None else by
            seen = self._seen(question)
            found = promised.promises(self.marts, window, seen, tolerance=tolerance, by=column, places=places)
            return _named(found, names)

        return self._answer("promises", question, make, (tolerance, by, window))

    def _seen(self, question: Question) -> np.ndarray | None:
        """A flag per customer of the company; None: everybody, and what belongs to nobody known."""
        rows = visible_rows(self.marts, self.viewer, question.filters)
        return None if self.viewer.scope.all and not question.filters else rows

    def _check_part(self, by: str, known: tuple[str, ...]) -> None:
        """Refuse to tell apart by what is unknown or hidden."""
        if by not in known:
            raise Problem("This is not told apart by {value}. Use {columns}.", value=by, columns=", ".join(known))
        check_not_masked("service_tier" if by == "tier" else by, self.viewer)

    def _places(self, by: str) -> tuple[np.ndarray | None, tuple[str | None, ...]]:
        """(a place for each customer, what the places stand for); (None, ()) where it is no column of customers."""
        if by not in _OF_CUSTOMERS:
            return None, ()
        column = company_customers(self.marts).dimensions["service_tier" if by == "tier" else by]
        if by == "tier":
            return tier_codes(np.array(column.values, dtype=object))[column.codes], TIER_ROWS
        return column.codes.astype(np.int32), column.values


def _named(frame: pd.DataFrame, names: tuple[str | None, ...]) -> pd.DataFrame:
    """Places as what they stand for."""
    if not names:
        return frame
    told = [None if pd.isna(part) else names[int(part)] for part in frame["part"]]
    return frame.assign(part=pd.Series(told, dtype=object, index=frame.index))
