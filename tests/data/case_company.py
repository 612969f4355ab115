"""A company with cases, worked out by hand; its data go through Friday 24 May 2024.

Office hours 08:30-12:00 and 13:30-17:30: a working day has 7.5 h = 27,000 s. Complaints close within 10 working days.
Public holidays 1 to 5 May; **Saturday 11 May is a make-up workday**, and so were 28 April.

K1  A  complaint  Mon 13 May 08:30, closed Mon 13 May 12:00                     3.5 h; own due time Wed 15 May
K2  A  complaint  Tue 14 May 08:30, open; own due time Mon 20 May (end)         overdue since 21 May 00:00
K3  B  complaint  Wed 15 May 08:30, open; due after 10 working days             Tue 28 May 17:30
K4  B  complaint  Thu 16 May 08:30, own due Mon 27 May 12:00; paused since Thu 23 May 08:30 with a reason: 2 days so far
K5  A  complaint  Fri 17 May 08:30, open, own due time Mon 27 May 12:00         tomorrow = Monday
K6  B  appeal     Fri 17 May 08:30 of K1, open, no limit for appeals            without due time
K7  A  complaint  Mon 6 May 08:30, closed 8 May 08:30, reopened 9 May 08:30; same cause as K2; own due Thu 30 May
P1  A  praise     Mon 20 May
"""

from datetime import date, datetime
from pathlib import Path

from dashboard.data.building.build import build
from dashboard.data.home import Home
from dashboard.service_settings import ServiceSettings
from dashboard.settings import Settings
from tests.data.building.imported import imported

LETTER = "<b>bold</b> [link](https://evil.example) $x$ *star*"


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


CASES = [
    {"case_id": "K1", "kind": "complaint", "customer_id": "A", "order_id": "o1", "received_at": _at("2024-05-13 08:30"),
     "closed_at": _at("2024-05-13 12:00"), "due_at": _at("2024-05-15"), "respondent_department": "Lab",
     "respondent_id": "E3", "first_receiver_id": "E1", "cause_l1": "OWN_OPS", "description": LETTER,
     "callback_result": "satisfied", "justified": "yes"},
    {"case_id": "K2", "kind": "complaint", "customer_id": "A", "received_at": _at("2024-05-14 08:30"),
     "due_at": _at("2024-05-20"), "respondent_department": "Lab", "cause_l1": "QUALITY", "cause_l2": "late report"},
    {"case_id": "K3", "kind": "complaint", "customer_id": "B", "received_at": _at("2024-05-15 08:30"),
     "respondent_department": "Sales"},
    {"case_id": "K4", "kind": "complaint", "customer_id": "B", "received_at": _at("2024-05-16 08:30"),
     "due_at": _at("2024-05-27 12:00"), "respondent_department": "Sales"},
    {"case_id": "K5", "kind": "complaint", "customer_id": "A", "received_at": _at("2024-05-17 08:30"),
     "due_at": _at("2024-05-27 12:00"), "respondent_department": "Lab"},
    {"case_id": "K6", "kind": "appeal", "customer_id": "B", "received_at": _at("2024-05-17 08:30"),
     "reopened_from": "K1"},
    {"case_id": "K7", "kind": "complaint", "customer_id": "A", "received_at": _at("2024-05-06 08:30"),
     "due_at": _at("2024-05-30"), "respondent_department": "Lab", "cause_l1": "QUALITY", "cause_l2": "late report"},
    {"case_id": "P1", "kind": "praise", "customer_id": "A", "received_at": _at("2024-05-20 09:00")},
]  # fmt: skip


def _step(case: str, seq: int, event: str, at: str | None, by: str = "E1", reason: str | None = None,
          note: str | None = None) -> dict:  # fmt: skip
    return {"case_id": case, "seq": seq, "event": event, "at": _at(at) if at else None, "by": by, "reason": reason,
            "note": note}  # fmt: skip


STEPS = [
    _step("K4", 1, "received", "2024-05-16 08:30"),
    _step("K4", 2, "paused", "2024-05-17 08:30", "E2"),
    _step("K4", 3, "resumed", "2024-05-20 08:30", "E2"),
    _step("K4", 4, "paused", "2024-05-23 08:30", "E2", "waits for a sample", LETTER),
    _step("K7", 1, "received", "2024-05-06 08:30"),
    _step("K7", 2, "closed", "2024-05-08 08:30"),
    _step("K7", 3, "reopened", "2024-05-09 08:30", "E2"),
]
EMPLOYEES = [
    {"employee_id": "E1", "name": "Li Wei", "department": "Lab"},
    {"employee_id": "E2", "name": "Wang Fang", "department": "Sales"},
    {"employee_id": "E3", "name": "Zhao Min", "department": "Lab"},
]
CUSTOMERS = [
    {"customer_id": "A", "customer_name": "Alpha *A*", "account_manager_id": "E1", "region_code": "R1"},
    {"customer_id": "B", "customer_name": "Beta", "account_manager_id": "E2", "region_code": "R2"},
]
ORDERS = [
    {"order_id": "o1", "customer_id": "A", "order_date": "2024-03-05", "net_amount": 100, "operator_id": "E3",
     "approver_id": "E2"},
    {"order_id": "o2", "customer_id": "B", "order_date": "2024-04-20", "net_amount": 45},
]  # fmt: skip
SERVICE = ServiceSettings(close_within={"complaint": "10 working_days"})


def case_company(folder: Path) -> Home:
    """Imported and built."""
    return company_of(folder, CASES, STEPS)


def company_of(folder: Path, cases: list[dict], steps: list[dict]) -> Home:
    home = Home(folder)
    tables = {"customers": CUSTOMERS, "employees": EMPLOYEES, "orders": ORDERS, "cases": cases, "case_events": steps}
    imported(home, {name: rows for name, rows in tables.items() if rows}, data_through=date(2024, 5, 24))
    build(home, Settings(threads=2, service=SERVICE))
    return home
