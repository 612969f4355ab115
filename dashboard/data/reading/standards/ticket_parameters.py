"""What the questions about tickets are asked with: the rules as lists, the window, and whose tickets count."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

import numpy as np
import pyarrow as pa

from dashboard.data.reading.cases.company_cases import working_time
from dashboard.data.reading.company_customers import company_customers
from dashboard.data.reading.marts import Marts
from dashboard.data.reading.queries import query_columns
from dashboard.logic.cases.window import ServiceWindow
from dashboard.logic.decided_tiers import TIER_ROWS, decided_tier, tier_codes
from dashboard.logic.standards.default_standards import default_standards
from dashboard.logic.standards.standard import DURATIONS, SAME_DAY, Standard, standard
from dashboard.logic.working_time import WorkingTime

NOT_SEEN = -1
NEEDED = ("service_ticket", "service_standard", "clock_day")


def company_time(marts: Marts) -> WorkingTime:
    return marts.remember(("ticket_working_time",), lambda: working_time(marts)[0], keep=1)


def ticket_services(marts: Marts) -> dict[str, int]:
    """Tickets of the whole company by service code."""

    def make() -> dict[str, int]:
        columns = query_columns(marts, "ticket_services", needs=NEEDED)
        codes, counts = (columns[name].to_pylist() for name in ("service_code", "tickets"))
        return {code: count for code, count in zip(codes, counts, strict=True) if code is not None}

    return marts.remember(("ticket_services",), make, keep=1)


def company_standards(marts: Marts) -> tuple[Standard, ...]:
    """The company's rules in the order of its codes; the shipped ones where it has given none at all."""
    return marts.remember(("company_standards",), lambda: _standards(marts), keep=1)


def _standards(marts: Marts) -> tuple[Standard, ...]:
    office = company_time(marts).hours.seconds
    columns = query_columns(marts, "service_standards", needs=NEEDED)
    rows = pa.table(list(columns.values()), names=list(columns)).to_pylist()
    if not rows:
        return default_standards(ticket_services(marts), office_seconds=office)
    return tuple(_standard(row, office) for row in rows)


def _standard(row: dict[str, Any], office_seconds: int) -> Standard:
    row["rule"] = row.pop("rule_type")
    row["tier"] = decided_tier(row["tier"]) if row["tier"] else None
    return standard(**row, office_seconds=office_seconds)


def timed_lists(standards: Sequence[Standard]) -> tuple[frozenset[int], dict[str, Any]]:
    """(the rules to ask about, the parameters of ``ticket_times``): rules for the same tickets on the same number line
    share one estimate."""
    first: dict[tuple[object, ...], int] = {}
    nos: list[int] = []
    shared: list[int] = []
    for place, one in enumerate(standards):
        if one.is_usable and one.rule in DURATIONS:
            line = (one.service_code, one.tier, one.customer_class, one.is_working, one.valid_from, one.valid_to)
            nos.append(place)
            shared.append(first.setdefault(line, place))
    targets = [standards[place].target for place in nos]
    return frozenset(shared), {"timed_nos": nos, "timed_as": shared, "timed_targets": targets}


def rule_lists(standards: Sequence[Standard], only: frozenset[int] | None = None) -> dict[str, Any]:
    """The parameters of ``asked_rule``; rule_no is the place in ``standards``. What cannot be used is left out, and all
    but the places of ``only``."""
    used = [(place, one) for place, one in enumerate(standards) if one.is_usable and (only is None or place in only)]
    rules = [one for _, one in used]
    return {
        "rule_nos": [place for place, _ in used],
        "services": [one.service_code for one in rules],
        "tiers": [None if one.tier is None else TIER_ROWS.index(one.tier) for one in rules],
        "classes": [one.customer_class for one in rules],
        "rules": [one.rule for one in rules],
        "limits": [one.limit_seconds for one in rules],
        "cutoffs": [one.cutoff for one in rules],
        "are_working": [one.is_working for one in rules],
        "are_clock": [one.has_working_limit for one in rules],
        "valid_from": [one.valid_from for one in rules],
        "valid_to": [one.valid_to for one in rules],
    }


def window_moments(marts: Marts, window: ServiceWindow, *, older: bool) -> dict[str, Any]:
    """``start``, ``end`` (the first moment after the window), ``end_clock`` and ``older``."""
    end = datetime.combine(window.through_on + timedelta(days=1), time())
    clock = company_time(marts).position(np.array([end], "datetime64[s]"))
    return {
        "start": datetime.combine(window.starts_on, time()),
        "end": end,
        "end_clock": int(clock[0]),
        "older": older,
    }


def wanted_customers(
    marts: Marts,
    visible: np.ndarray | None,
    standards: Sequence[Standard] = (),
    places: np.ndarray | None = None,
) -> pa.Table:
    """The relation ``wanted``. ``visible``: a flag per customer of the company, None = everybody; ``places``: a number
    per customer. What a question does not need is empty."""
    customers = company_customers(marts)
    if visible is None and places is None:
        seen = np.zeros(0, np.int32)
    else:
        seen = np.zeros(len(customers), np.int32) if places is None else places.astype(np.int32)
        seen = seen if visible is None else np.where(visible, seen, NOT_SEEN).astype(np.int32)
    tiers = np.zeros(0, np.int8)
    if any(one.tier for one in standards):
        column = customers.dimensions["service_tier"]
        tiers = tier_codes(np.array(column.values, dtype=object))[column.codes]
    needs_days = any(one.rule == SAME_DAY and one.is_working for one in standards)
    first_day, due, following = _workdays(marts) if needs_days else (0, np.zeros(0, np.int32), np.zeros(0, np.int32))
    return pa.table(
        {
            "places": _one_list(seen),
            "tiers": _one_list(tiers),
            "first_day": pa.array([first_day], pa.int64()),
            "due_days": _one_list(due),
            "next_days": _one_list(following),
        }
    )


def _one_list(values: np.ndarray) -> pa.ListArray:
    return pa.ListArray.from_arrays(pa.array([0, len(values)], pa.int32()), pa.array(values))


def _workdays(marts: Marts) -> tuple[int, np.ndarray, np.ndarray]:
    """The first day of the calendar, and for each day the first worked one from it on and after it (day numbers)."""
    time = company_time(marts)
    worked = np.append(np.flatnonzero(time.is_workday), len(time.is_workday))
    days = np.arange(len(time.is_workday))
    due = worked[np.searchsorted(worked, days)] + time.first_day
    following = worked[np.minimum(np.searchsorted(worked, days, side="right"), len(worked) - 1)] + time.first_day
    return time.first_day, due.astype(np.int32), following.astype(np.int32)
