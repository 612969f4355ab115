"""A company whose complaints can be judged month by month; its data go through Wednesday 10 July 2024.

Customers A (of E1) and B (of E2) order 10 times each in every month from January 2022 on, 4 times each in July 2024.
Complaints per month: 2 and 4 by turns in 2022 and 2023, 12 from January 2024 on, 3 in July; half of them of A, to the
department Lab, half of B, to Sales (the odd one of July is A's). So ubar = 72 / 480 = 0.15; z = ∓0.5774;
sigma_z = 1.1547 / 1.128 = 1.0237; limits 0 and 0.15 + 3 x 0.0866 x 1.0237 = 0.4160; 12 of 20 = 0.6 is beyond them.

Each complaint of a month comes on another day from the 1st on, is due after 10 days and closed after 5; in 2024 the
last 3 of a month only after 15 days. The first of a month is not justified, the others are; all were satisfied.
The register was switched on 20 December 2023; another event lies far away.
"""

from datetime import date, datetime, timedelta
from pathlib import Path

from dashboard.data.building.build import build
from dashboard.data.home import Home
from dashboard.settings import Settings
from tests.data.building.imported import imported

DATA_THROUGH = date(2024, 7, 10)
EVENTS = [
    {"event_id": "EV1", "at": date(2023, 12, 20), "title": "New *register*", "kind": "system"},
    {"event_id": "EV2", "at": date(2022, 6, 1), "title": "Office moved", "kind": "other"},
    {"event_id": "EV3", "at": date(2024, 8, 1), "title": "Not yet", "kind": "other"},
]
EMPLOYEES = [
    {"employee_id": "E1", "name": "Li Wei", "department": "Lab"},
    {"employee_id": "E2", "name": "Wang Fang", "department": "Sales"},
]
CUSTOMERS = [
    {"customer_id": "A", "customer_name": "Alpha", "account_manager_id": "E1", "region_code": "R1"},
    {"customer_id": "B", "customer_name": "Beta", "account_manager_id": "E2", "region_code": "R2"},
]
MONTHS = [(2022 + place // 12, place % 12 + 1) for place in range(31)]


def complaints(place: int) -> int:
    """In the month of that place, from January 2022 on."""
    return 3 if place == 30 else 12 if place >= 24 else (2, 4)[place % 2]


def _orders() -> list[dict]:
    return [
        {"order_id": f"{name}{place:02}{number}", "customer_id": name, "order_date": date(year, month, 1 + number),
         "net_amount": 100}
        for place, (year, month) in enumerate(MONTHS)
        for number in range(4 if place == 30 else 10)
        for name in "AB"
    ]  # fmt: skip


def _case(place: int, number: int, count: int) -> dict:
    year, month = MONTHS[place]
    received = datetime(year, month, 1 + number, 9)
    days = 15 if place >= 24 and number >= count - 3 else 5
    closed = received + timedelta(days=days)
    is_closed = closed.date() <= DATA_THROUGH
    return {
        "case_id": f"K{place:02}{number:02}", "kind": "complaint", "customer_id": "AB"[number % 2],
        "received_at": received, "due_at": received + timedelta(days=10), "closed_at": closed if is_closed else None,
        "called_back_at": closed if is_closed else None, "callback_result": "satisfied" if is_closed else None,
        "respondent_department": ("Lab", "Sales")[number % 2], "justified": "no" if number == 0 else "yes",
    }  # fmt: skip


def cases() -> list[dict]:
    return [_case(place, number, complaints(place)) for place in range(31) for number in range(complaints(place))]


def months_company(folder: Path) -> Home:
    """Imported and built."""
    home = Home(folder)
    tables = {"customers": CUSTOMERS, "employees": EMPLOYEES, "orders": _orders(), "cases": cases(), "events": EVENTS}
    imported(home, tables, data_through=DATA_THROUGH)
    build(home, Settings(threads=2))
    return home
