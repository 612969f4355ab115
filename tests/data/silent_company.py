"""A company in which some suffer in silence, worked out by hand; its data go through Sunday 30 June 2024.

The 180 days of bad service begin on 3 January 2024, the 90 of visits on 2 April, the 365 of cases on 2 July 2023.
Silent are those marked with a star.

S1* order promised for 1 June, came on 11 June: 10 days late. Visited on 2 July, after the data: does not count
S2* ticket due 10 May, finished 12 May; another of a fault that came again. Case of 1 July 2023
S3  late by 5 days; complained on 1 March 2024
S4  late by 5 days; visited on 2 April 2024
S5  late in October 2023 only: silent with 365 days
S6* two deliveries, one damaged (5 May) and short; visited on 1 April
S7* promised for 29 June, not here on 30 June (came on 5 July): one day late by then
S8  promised for 30 June, came on 5 July: late only after the data
S9* two orders late by 3 and 7 days, praised us in May: praise is no complaint
T0  in time
"""

from datetime import date, datetime
from pathlib import Path

from dashboard.data.building.build import build
from dashboard.data.home import Home
from dashboard.settings import Settings
from tests.data.building.imported import imported

THROUGH = date(2024, 6, 30)
SILENT = ["S2", "S9", "S7", "S6", "S1"]
"""By falling gross profit of the twelve months."""


def _customer(one: str, name: str, manager: str) -> dict:
    return {"customer_id": one, "customer_name": name, "account_manager_id": manager, "region_code": "R1"}


CUSTOMERS = [
    _customer("S1", "One <b>1</b>", "E1"), _customer("S2", "Two", "E1"), _customer("S3", "Three", "E1"),
    _customer("S4", "Four", "E1"), _customer("S5", "Five", "E2"), _customer("S6", "Six", "E2"),
    _customer("S7", "Seven", "E2"), _customer("S8", "Eight", "E2"), _customer("S9", "Nine", "E2"),
    _customer("T0", "Ten", "E1"),
]  # fmt: skip
EMPLOYEES = [{"employee_id": "E1", "name": "Li Wei"}, {"employee_id": "E2", "name": "Wang Fang"}]


def _order(order: str, customer: str, amount: int, cost: int, promised: str | None = None, done: str | None = None,
           day: str = "2024-02-01") -> dict:  # fmt: skip
    return {"order_id": order, "customer_id": customer, "order_date": day, "net_amount": amount, "direct_cost": cost,
            "first_promised_date": promised, "completed_date": done}  # fmt: skip


ORDERS = [
    _order("o1", "S1", 1000, 900, "2024-06-01", "2024-06-11"),
    _order("o2", "S2", 900, 100),
    _order("o3", "S3", 5000, 100, "2024-02-20", "2024-02-25"),
    _order("o4", "S4", 5000, 100, "2024-02-20", "2024-02-25"),
    _order("o5", "S5", 5000, 100, "2023-10-01", "2023-10-09", "2023-09-01"),
    _order("o6", "S6", 500, 250),
    _order("o7", "S7", 500, 200, "2024-06-29", "2024-07-05"),
    _order("o8", "S8", 5000, 100, "2024-06-30", "2024-07-05"),
    _order("o9", "S9", 400, 50, "2024-03-01", "2024-03-04"),
    _order("p9", "S9", 200, 50, "2024-04-01", "2024-04-08"),
    _order("o0", "T0", 5000, 100, "2024-03-01", "2024-02-28"),
]
CASES = [
    {"case_id": "K3", "kind": "complaint", "customer_id": "S3", "received_at": datetime(2024, 3, 1, 9)},
    {"case_id": "K2", "kind": "complaint", "customer_id": "S2", "received_at": datetime(2023, 7, 1, 9)},
    {"case_id": "K9", "kind": "praise", "customer_id": "S9", "received_at": datetime(2024, 5, 1, 9)},
    {"case_id": "KX", "kind": "complaint", "customer_id": "Z?", "received_at": datetime(2024, 5, 2, 9)},
]
TICKETS = [
    {"ticket_id": "t1", "customer_id": "S2", "service_code": "x", "reported_at": datetime(2024, 5, 8, 9),
     "due_at": datetime(2024, 5, 10, 9), "finished_at": datetime(2024, 5, 12, 9)},
    {"ticket_id": "t2", "customer_id": "S2", "service_code": "x", "reported_at": datetime(2024, 5, 20, 9),
     "due_at": datetime(2024, 5, 22, 9), "finished_at": datetime(2024, 5, 21, 9), "is_repeat": True},
    {"ticket_id": "t3", "customer_id": "T0", "service_code": "x", "reported_at": datetime(2024, 6, 28, 9),
     "due_at": datetime(2024, 7, 2, 9)},
]  # fmt: skip
DELIVERIES = [
    {"delivery_id": "d1", "order_id": "o6", "shipped_on": "2024-05-01", "arrived_on": "2024-05-05", "damaged_value": 9,
     "short_qty": 1},
    {"delivery_id": "d2", "order_id": "o6", "shipped_on": "2024-05-03", "arrived_on": "2024-05-06", "damaged_value": 0},
]  # fmt: skip
VISITS = [
    {"visit_id": "v1", "customer_id": "S1", "visit_date": "2024-07-02"},
    {"visit_id": "v4", "customer_id": "S4", "visit_date": "2024-04-02"},
    {"visit_id": "v6", "customer_id": "S6", "visit_date": "2024-04-01"},
    {"visit_id": "v7", "customer_id": "S6", "visit_date": "2024-01-01"},
]
TABLES = {
    "customers": CUSTOMERS, "employees": EMPLOYEES, "orders": ORDERS, "cases": CASES, "service_tickets": TICKETS,
    "deliveries": DELIVERIES, "visits": VISITS,
}  # fmt: skip


def silent_company(folder: Path, *, without: tuple[str, ...] = (), **changed: list[dict]) -> Home:
    """Imported and built; ``without`` some tables, others ``changed``."""
    home = Home(folder)
    tables = {name: rows for name, rows in {**TABLES, **changed}.items() if name not in without}
    imported(home, tables, data_through=THROUGH)
    build(home, Settings(threads=2))
    return home
