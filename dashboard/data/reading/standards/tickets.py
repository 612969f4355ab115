"""Service tickets held against the standards, counted by the engine: one scan of the tickets per question."""

from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
import pandas as pd

from dashboard.data.reading.marts import Marts
from dashboard.data.reading.queries import query_columns
from dashboard.data.reading.standards.ticket_parameters import (
    NEEDED,
    company_standards,
    company_time,
    rule_lists,
    ticket_services,
    timed_lists,
    wanted_customers,
    window_moments,
)
from dashboard.logic.cases.window import ServiceWindow
from dashboard.logic.standards.attainment import Attainment, attainments
from dashboard.logic.standards.standard import Standard

WORST = 10


def late_tickets(marts: Marts, first: date, last: date) -> pd.DataFrame:
    """customer_no, count of the whole company; see ``StandardReader.late_tickets``."""
    if not ticket_services(marts):
        return pd.DataFrame({"customer_no": np.zeros(0, np.int32), "count": np.zeros(0, np.int64)})
    standards = company_standards(marts)
    end = datetime.combine(last + timedelta(days=1), time())
    moments: dict[str, Any] = {
        "start": datetime.combine(first, time()),
        "end": end,
        "end_clock": int(company_time(marts).position(np.array([end], "datetime64[s]"))[0]),
        "older": False,
    }
    return _asked(marts, "late_tickets", standards, None, None, **moments)


def standard_attainments(marts: Marts, window: ServiceWindow, visible: np.ndarray | None) -> tuple[Attainment, ...]:
    """Every standard of the company with the visible customers' tickets."""
    standards = company_standards(marts)
    if not ticket_services(marts) or not standards:
        return tuple(Attainment(one) for one in standards)
    moments = window_moments(marts, window, older=True)
    counts = _asked(marts, "attainment", standards, visible, None, by="", **moments)
    only, timed = timed_lists(standards)
    times = _asked(marts, "ticket_times", standards, visible, None, only, **moments, **timed)
    return attainments(standards, counts, times)


def parts(
    marts: Marts,
    window: ServiceWindow,
    visible: np.ndarray | None,
    standard: Standard,
    by: str,
    places: np.ndarray | None = None,
) -> pd.DataFrame:
    """The counts of one standard told apart by ``by`` (see the question ``attainment``)."""
    moments = window_moments(marts, window, older=by != "month")
    return _asked(marts, "attainment", (standard,), visible, places, by=by, **moments)


def worst(marts: Marts, window: ServiceWindow, visible: np.ndarray | None, standard: Standard) -> pd.DataFrame:
    """At most WORST tickets (see the question ``worst_tickets``); nothing is masked yet."""
    moments = window_moments(marts, window, older=True)
    return _asked(marts, "worst_tickets", (standard,), visible, None, most=WORST, **moments)


def listed(marts: Marts, window: ServiceWindow, visible: np.ndarray | None) -> pd.DataFrame:
    """The window's tickets (see the question ``ticket_list``); nothing is masked yet."""
    moments = window_moments(marts, window, older=False)
    return _asked(marts, "ticket_list", company_standards(marts), visible, None, **moments)


def _asked(
    marts: Marts,
    name: str,
    standards: tuple[Standard, ...],
    visible: np.ndarray | None,
    places: np.ndarray | None,
    only: frozenset[int] | None = None,
    **parameters: Any,
) -> pd.DataFrame:
    columns = query_columns(
        marts,
        name,
        needs=NEEDED,
        wanted=wanted_customers(marts, visible, standards, places),
        everybody=visible is None,
        **parameters,
        **rule_lists(standards, only),
    )
    return pd.DataFrame({name: column.to_pandas() for name, column in columns.items()})
