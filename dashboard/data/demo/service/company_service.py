"""Everything about the demo company's service, drawn once from the plan; the sheets that it is written to."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.data.demo.people import Member
from dashboard.data.demo.plan import DemoPlan
from dashboard.data.demo.roster import Roster
from dashboard.data.demo.service.case import Case
from dashboard.data.demo.service.case_sheets import case_sheet, event_sheet
from dashboard.data.demo.service.clock import DemoClock, calendar_sheet, demo_clock
from dashboard.data.demo.service.desk import Desk, make_desk
from dashboard.data.demo.service.drawing import Intake, draw_cases
from dashboard.data.demo.service.happenings import happening_sheet
from dashboard.data.demo.service.months import ComplaintMonths, draw_months
from dashboard.data.demo.service.planted_cases import Planted, plant_cases
from dashboard.data.demo.service.promises import Promises, make_promises
from dashboard.data.demo.service.standards import standard_sheet
from dashboard.data.demo.service.sufferers import Visit, choose_sufferers, draw_visits, visit_sheet, yearly_values
from dashboard.data.demo.service.tickets import Tickets, draw_tickets, ticket_sheet
from dashboard.data.demo.sheets import Sheet, order_ids
from dashboard.data.demo.slips import Slips
from dashboard.data.demo.staff import Staff
from dashboard.data.demo.trade import ORDERED_STATUSES, Trade
from dashboard.data.demo.truths import Booked

CASES, STEPS, TICKETS, STANDARDS, VISITS, EVENTS, CALENDAR = (
    "投诉单.csv",
    "投诉办理过程.csv",
    "服务工单.csv",
    "服务标准.csv",
    "走访记录.csv",
    "大事记.csv",
    "工作日历.csv",
)
SERVICE_FILES = (CALENDAR, EVENTS, STANDARDS, CASES, STEPS, TICKETS, VISITS)
"""In the order of import."""
CASE_STREAM, MONTH_STREAM = 7, 10


@dataclass(frozen=True, eq=False)
class Service:
    """``customers``: of each order. ``revenue``, ``profit``: of the last twelve months per customer, in fen."""

    clock: DemoClock
    customers: np.ndarray
    promises: Promises
    desk: Desk
    months: ComplaintMonths
    cases: list[Case]
    planted: Planted
    tickets: Tickets
    visits: list[Visit]
    sufferers: tuple[int, ...]
    revenue: np.ndarray
    profit: np.ndarray


def draw_service(
    plan: DemoPlan,
    roster: Roster,
    staff: Staff,
    trade: Trade,
    slips: Slips,
    members: list[Member],
    booked: Sequence[Booked],
) -> Service:
    """Streams of its own: everything else stays as it was without it."""
    revenue, profit = yearly_values(plan, roster, booked)
    sufferers = choose_sufferers(plan, roster, slips, revenue, booked)
    clock, promises = demo_clock(plan), make_promises(plan, trade, staff, sufferers)
    desk = make_desk(roster, staff, promises, members)
    is_booked = trade.status < ORDERED_STATUSES
    is_booked[slips.lost_orders] = False
    orders = np.flatnonzero(is_booked)
    paid = [order.month for order in booked if order.net > 0]  # as metrics.md counts orders
    months = draw_months(plan.stream(MONTH_STREAM), plan, np.bincount(paid, minlength=plan.months))
    cases = draw_cases(Intake(plan, clock, trade, desk, orders, sufferers, plan.stream(CASE_STREAM)), months)
    planted = plant_cases(clock, desk, cases)
    tickets = draw_tickets(plan, clock, roster, staff, trade.customer[orders], trade.day[orders], sufferers)
    visits = draw_visits(plan, roster, staff, sufferers, (revenue, profit))
    return Service(
        clock, trade.customer, promises, desk, months, cases, planted, tickets, visits, sufferers, revenue, profit
    )


def service_sheets(
    plan: DemoPlan, roster: Roster, staff: Staff, trade: Trade, service: Service
) -> dict[str, tuple[str, Sheet]]:
    """Encoding and content by file name."""
    numbers = order_ids(plan, trade)
    return {
        CALENDAR: ("utf-8-sig", calendar_sheet(service.clock)),
        EVENTS: ("utf-8-sig", happening_sheet(plan)),
        STANDARDS: ("utf-8-sig", standard_sheet(str(plan.first_month.astype("datetime64[D]")))),
        CASES: ("gb18030", case_sheet(roster, staff, service.clock, numbers, service.cases)),
        STEPS: ("utf-8-sig", event_sheet(staff, service.clock, service.cases)),
        TICKETS: ("gb18030", ticket_sheet(roster, staff, service.tickets)),
        VISITS: ("gb18030", visit_sheet(roster, staff, service.visits)),
    }
