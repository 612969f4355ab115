"""Twelve customers of high value who are served badly, say nothing and are visited by nobody; and all other visits."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.data.demo.plan import DemoPlan
from dashboard.data.demo.roster import KEY, STRATEGIC, Roster
from dashboard.data.demo.sheets import Sheet
from dashboard.data.demo.slips import Slips
from dashboard.data.demo.staff import Staff
from dashboard.data.demo.truths import Booked

SUFFERERS, QUIET_VISIT_DAYS = 12, 90
_KINDS = ("日常", "日常", "技术", "高层", "节日")
_PURPOSES = ("季度回访", "了解检测需求变化", "标准换版沟通", "年度合作回顾", "节前走访")


@dataclass(frozen=True)
class Visit:
    customer: int
    day: np.datetime64
    kind: str
    purpose: str
    by: int


def yearly_values(plan: DemoPlan, roster: Roster, orders: Sequence[Booked]) -> tuple[np.ndarray, np.ndarray]:
    """(revenue, profit) of the last twelve months per customer, in fen."""
    revenue, profit = np.zeros(roster.size, np.int64), np.zeros(roster.size, np.int64)
    for order in orders:
        if order.month > plan.months - 13:
            revenue[order.customer] += order.net
            profit[order.customer] += order.profit
    return revenue, profit


def choose_sufferers(
    plan: DemoPlan, roster: Roster, slips: Slips, revenue: np.ndarray, orders: Sequence[Booked]
) -> tuple[int, ...]:
    """Every other one of the largest customers who still order and whose own story is not written yet."""
    taken = {*roster.planted.everyone, *slips.customer_unlisted.tolist(), *slips.customer_bad_date.tolist()}
    ordering = {order.customer for order in orders if order.month > plan.months - 4 and order.net > 0}
    ranked = [row for row in np.argsort(-revenue, kind="stable").tolist() if revenue[row] > 0]
    free = [row for row in ranked[2:] if row in ordering and row not in taken]
    return tuple(sorted(free[: 2 * SUFFERERS : 2]))


def draw_visits(
    plan: DemoPlan, roster: Roster, staff: Staff, sufferers: tuple[int, ...], values: tuple[np.ndarray, np.ndarray]
) -> list[Visit]:
    """Each strategic and key customer about once a quarter. In the last quarter everybody is visited who is worth as
    much as the least of the sufferers, by revenue or by profit; the sufferers are not."""
    random = plan.stream(8)
    visits = []
    quiet_from = plan.last_day - QUIET_VISIT_DAYS - 5
    first = plan.first_month.astype("datetime64[D]")
    for row in np.flatnonzero((roster.tier == STRATEGIC) | (roster.tier == KEY)).tolist():
        day = first + int(random.integers(0, 90))
        while day <= plan.last_day:
            if row not in sufferers or day < quiet_from:
                visits.append(_visit(random, staff, row, day))
            day += int(random.integers(60, 130))
    large = np.zeros(roster.size, bool)
    for value in values:
        large |= (value > 0) & (value >= value[list(sufferers)].min())
    large[list(sufferers)] = False
    for row in np.flatnonzero(large).tolist():
        visits.append(_visit(random, staff, row, plan.last_day - int(random.integers(3, QUIET_VISIT_DAYS - 8))))
    return sorted(visits, key=lambda one: (one.day, one.customer))


def _visit(random: np.random.Generator, staff: Staff, row: int, day: np.datetime64) -> Visit:
    kind = int(random.integers(len(_KINDS)))
    day = np.busday_offset(day, 0, roll="backward")
    return Visit(row, day, _KINDS[kind], _PURPOSES[kind], max(int(staff.manager[row]), 0))


def visit_sheet(roster: Roster, staff: Staff, visits: list[Visit]) -> Sheet:
    """走访记录, and one visit that is only planned."""
    records = [
        [
            f"ZF{number + 1:05d}",
            roster.customer_id[one.customer],
            str(one.day),
            one.kind,
            one.purpose,
            staff.employees[one.by].name,
        ]
        for number, one in enumerate(visits)
    ]
    planned = [f"ZF{len(visits) + 1:05d}", roster.customer_id[visits[0].customer], "待定", "日常", "季度回访", ""]
    return Sheet(("走访编号", "客户编号", "走访日期", "走访类型", "拜访目的", "走访人"), [*records, planned])
