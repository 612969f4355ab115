"""The truths about service: what was planted, and what the reference window of twelve months holds."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from fractions import Fraction
from typing import Any

import numpy as np

from dashboard.data.demo.plan import DemoPlan
from dashboard.data.demo.roster import Roster
from dashboard.data.demo.service.case_truths import KnownCase, case_truths, known_cases
from dashboard.data.demo.service.company_service import CASES, STEPS, TICKETS, Service
from dashboard.data.demo.service.happenings import happening_rows
from dashboard.data.demo.service.months import WITHIN, laney_signals
from dashboard.data.demo.service.plain_time import PlainTime
from dashboard.data.demo.service.promises import LATE_LABORATORY, RECENT_DAYS
from dashboard.data.demo.service.tickets import CODES
from dashboard.data.demo.sheets import Sheet
from dashboard.data.demo.slips import Slips
from dashboard.data.demo.trade import ORDERED_STATUSES, Trade

_FIRST_OF = 15
_SILENT_DAYS = 365
_ENOUGH_DUE = 50


def service_truths(
    plan: DemoPlan, roster: Roster, trade: Trade, slips: Slips, service: Service, sheets: dict[str, tuple[str, Sheet]]
) -> dict[str, Any]:
    """Ready for JSON. Raises ValueError where a planted story is not true of the rows."""
    clock = PlainTime.of(service.clock.workdays)
    start = datetime.combine((plan.first_month + plan.months - 12).astype("datetime64[D]").astype(object), time())
    through = datetime.combine(plan.last_day.astype(object), time(23, 59, 59))
    cases = known_cases(sheets[CASES][1], sheets[STEPS][1], clock, through)
    counted = case_truths(cases, clock, start, through)
    return {
        "window": {"from": str(start.date()), "through": str(through.date())},
        **counted,
        "complaint_shift": _shift(plan, service, cases),
        "late_department": _late_department(counted["complaints_by_department"]),
        "conflicted_cases": {case_id: list(found) for case_id, found in service.planted.conflicted.items()},
        "stood_aside": list(service.planted.stood_aside),
        "appeals": _appeals(cases, start, through),
        "due_tomorrow": sorted(case.case_id for case in cases if _is_due_tomorrow(case, through)),
        "silent_sufferers": _sufferers(plan, roster, service),
        "tickets": _tickets(sheets[TICKETS][1], start, through),
        "promises": _promises(plan, trade, slips, service),
        "events": [row[1:3] for row in happening_rows(plan)],
    }


def _shift(plan: DemoPlan, service: Service, cases: Sequence[KnownCase]) -> dict[str, Any]:
    months = service.months
    received = [0] * plan.months
    for case in cases:
        if case.kind == "complaint":
            received[(np.datetime64(case.received, "M") - plan.first_month).astype(int)] += 1
    if received != months.complaints.tolist():
        raise ValueError("The complaints received are not those that were drawn for each month.")
    signals = laney_signals(received, months.orders.tolist()) if months.is_detectable else []
    if months.is_detectable and (not signals or not months.shift <= signals[0] < months.shift + WITHIN):
        raise ValueError("The planted shift of complaints is not signalled in time, or something before it is.")
    return {
        "month": str(plan.first_month + months.shift),
        "is_detectable": months.is_detectable,
        "first_signal": str(plan.first_month + signals[0]) if signals else None,
        "months": {
            str(plan.first_month + place): [received[place], int(months.orders[place])] for place in range(plan.months)
        },
    }


def _late_department(by_department: dict[str, Any]) -> dict[str, Any]:
    """Its share of cases closed in time is far below that of all others together, where there are enough of them. By
    chance a single small department may be nearly as late."""
    late = by_department[LATE_LABORATORY]["closed_in_time"]
    others = [found["closed_in_time"] for name, found in by_department.items() if name != LATE_LABORATORY]
    in_time, due = (sum(counts) for counts in zip(*others, strict=True))
    if late[1] >= _ENOUGH_DUE and late[0] / late[1] > in_time / due - 0.1:
        raise ValueError("The late department is not far below the others.")
    return {"department": LATE_LABORATORY, "closed_in_time": late}


def _appeals(cases: Sequence[KnownCase], start: datetime, through: datetime) -> dict[str, int]:
    """Appeals received in the window by what became of the answer they were against."""
    received = [case for case in cases if case.kind == "appeal" and start <= case.received <= through]
    outcomes = [case.outcome for case in received if case.closed is not None]
    return {
        "received": len(received),
        "changed": sum(outcome in ("采纳", "部分采纳") for outcome in outcomes),
        "upheld": outcomes.count("解释"),
        "withdrawn": outcomes.count("撤诉"),
        "open": len(received) - len(outcomes),
    }


def _is_due_tomorrow(case: KnownCase, through: datetime) -> bool:
    """Midnight at the end of tomorrow belongs to it."""
    return case.closed is None and case.due is not None and through < case.due <= through + timedelta(days=1, seconds=1)


def _sufferers(plan: DemoPlan, roster: Roster, service: Service) -> list[dict[str, Any]]:
    """In the order of their revenue. They have to be twelve of the first fifteen even if every other customer without
    a case and a visit were served badly."""
    chosen = sorted(service.sufferers, key=lambda row: (-service.revenue[row], row))
    heard = {case.customer for case in service.cases if case.received > service.clock.end - _days(_SILENT_DAYS)}
    visited = {one.customer for one in service.visits if one.day > plan.last_day - 90}
    if heard & set(chosen) or visited & set(chosen):
        raise ValueError("A silent sufferer complained or was visited.")
    for value in (service.revenue, service.profit):
        least = min(value[row] for row in chosen)
        quiet = [row for row in range(roster.size) if value[row] >= max(least, 1) and row not in heard | visited]
        if len(set(quiet) - set(chosen)) > _FIRST_OF - len(chosen):
            raise ValueError("Too many other customers of value are neither heard nor visited.")
    return [
        {
            "customer_id": roster.customer_id[row],
            "customer_name": roster.name[row],
            "revenue": f"{service.revenue[row] / 100:.2f}",
            "late_reports": _late_reports(plan, service, row),
            "bad_tickets": _bad_tickets(plan, service, row),
        }
        for row in chosen
    ]


def _late_reports(plan: DemoPlan, service: Service, row: int) -> int:
    """Reports promised for the last half year that came late, by the first promise."""
    promises = service.promises
    rows = (
        (service.customers == row) & (promises.first > plan.last_day - RECENT_DAYS) & (promises.first <= plan.last_day)
    )
    return int((rows & (promises.issued > promises.first)).sum())


def _bad_tickets(plan: DemoPlan, service: Service, row: int) -> int:
    """Repairs and installations that took three weeks or five days too many: over every limit there is."""
    tickets = service.tickets
    rows = (tickets.customer == row) & (tickets.reported > plan.last_day - RECENT_DAYS)
    days = (tickets.finished - tickets.reported) / np.timedelta64(86_400, "s")
    limits = np.array([20, 20, 3, 20, 2])[tickets.code]
    found = int((rows & (days > limits)).sum())
    if not found:
        raise ValueError("A silent sufferer has no ticket over its limit.")
    return found


def _days(count: int) -> np.timedelta64:
    return np.timedelta64(count, "D")


def _tickets(sheet: Sheet, start: datetime, through: datetime) -> dict[str, Any]:
    """Of tickets reported in the window: how many, how many are finished, their mean in natural hours, exactly."""
    records = [dict(zip(sheet.header, record, strict=True)) for record in sheet.records]
    found: dict[str, Any] = {}
    for code in CODES:
        ours = [one for one in records if one["服务类型"] == code and one["报修时间"] != "待补"]
        pairs = [(datetime.fromisoformat(one["报修时间"]), one["完成时间"]) for one in ours]
        reported = [(at, end) for at, end in pairs if start <= at <= through]
        took = [datetime.fromisoformat(end) - at for at, end in reported if end]
        finished_in = [datetime.fromisoformat(end) for _, end in pairs if end]
        mean = Fraction(sum(round(one.total_seconds()) for one in took), 3600 * len(took)) if took else None
        found[code] = {
            "all": len(ours),
            "reported": len(reported),
            "reported_and_finished": len(took),
            "finished_in_window": sum(start <= one <= through for one in finished_in),
            "mean_hours": None if mean is None else [mean.numerator, mean.denominator],
            "within_48_hours": sum(one <= timedelta(hours=48) for one in took),
            "within_10_days": sum(one <= timedelta(days=10) for one in took),
        }
    return found


def _promises(plan: DemoPlan, trade: Trade, slips: Slips, service: Service) -> dict[str, int]:
    """Lines whose first promise fell in the window, and how many came by the first and by the last promise (M56). An
    order without lines is one line; what was only given back promises nothing."""
    promises = service.promises
    counted = trade.status < ORDERED_STATUSES
    counted[slips.lost_orders] = False
    on_file = ~trade.is_header_only[trade.order]
    on_file[slips.lost_lines] = False
    has_lines = np.bincount(trade.order[on_file], minlength=trade.orders) > 0
    sold = np.bincount(trade.order[on_file & ~trade.is_return], minlength=trade.orders)
    lines = np.where(has_lines, sold, 1)
    due = (
        counted & (lines > 0) & (promises.first > plan.month_end(plan.before_index)) & (promises.first <= plan.last_day)
    )
    first, last = due & (promises.issued <= promises.first), due & (promises.issued <= promises.last)
    return {
        "lines_due": int(lines[due].sum()),
        "on_time_by_first": int(lines[first].sum()),
        "on_time_by_last": int(lines[last].sum()),
        "orders_due": int(due.sum()),
        "orders_on_time_by_first": int(first.sum()),
        "orders_on_time_by_last": int(last.sum()),
        "orders_moved": int((due & (promises.first != promises.last)).sum()),
    }
