"""Service tickets held against the standards, counted by the engine: one scan of the tickets per question."""

from datetime import date, datetime, time, timedelta

import numpy as np
import pandas as pd

from dashboard.data.reading.cases.asked_rules import (
    NEEDED,
    company_standards,
    company_time,
    rule_lists,
    ticket_services,
    wanted_customers,
)
from dashboard.data.reading.marts import Marts
from dashboard.data.reading.queries import query_columns


def late_tickets(marts: Marts, first: date, last: date) -> pd.DataFrame:
    """customer_no, count of the whole company; see ``StandardReader.late_tickets``."""
    if not ticket_services(marts):
        return pd.DataFrame({"customer_no": np.zeros(0, np.int32), "count": np.zeros(0, np.int64)})
    standards = company_standards(marts)
    wanted, everybody = wanted_customers(marts, None, standards)
    end = datetime.combine(last + timedelta(days=1), time())
    columns = query_columns(
        marts,
        "late_tickets",
        needs=NEEDED,
        wanted=wanted,
        everybody=everybody,
        start=datetime.combine(first, time()),
        end=end,
        end_clock=int(company_time(marts).position(np.array([end], "datetime64[s]"))[0]),
        older=False,
        **rule_lists(standards),
    )
    return pd.DataFrame({name: column.to_numpy(zero_copy_only=False) for name, column in columns.items()})
