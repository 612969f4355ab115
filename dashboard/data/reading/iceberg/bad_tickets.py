"""The tickets of one customer that were over a limit, late, or of a fault that came again."""

from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np

from dashboard.data.reading.company_customers import company_customers
from dashboard.data.reading.marts import Marts
from dashboard.data.reading.queries import check_marts, query_rows
from dashboard.data.reading.standards.ticket_parameters import (
    NEEDED,
    company_standards,
    company_time,
    rule_lists,
    ticket_services,
    wanted_customers,
)


def bad_tickets_of(marts: Marts, first: date, last: date, customer_no: int) -> list[tuple[Any, ...]]:
    """(kind, ticket, due on, done on, days late) of those that ``tickets.late_tickets`` counts for the customer."""
    check_marts(marts, *NEEDED)
    if customer_no < 0 or not ticket_services(marts):
        return []
    standards = company_standards(marts)
    end = datetime.combine(last + timedelta(days=1), time())
    return query_rows(
        marts,
        "bad_tickets_of_customer",
        customer_no=customer_no,
        wanted=wanted_customers(marts, np.arange(len(company_customers(marts))) == customer_no, standards),
        everybody=False,
        start=datetime.combine(first, time()),
        end=end,
        end_clock=int(company_time(marts).position(np.array([end], "datetime64[s]"))[0]),
        older=False,
        **rule_lists(standards),
    )
