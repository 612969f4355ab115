"""A small company with tickets, standards, promises and deliveries; the data reach to Sunday, 31 March 2024.

Every figure that the tests expect of it is worked out by hand; office hours 08:30-12:00 and 13:30-17:30. Repair (REP):

    t1 A Mon 4 March 10:00 -> Tue 09:00    23 h          t5 B Sat 30 March 12:00 -> 14:00     2 h
    t2 A Fri 8 March 17:00 -> Mon 11:00    66 h          t6 B 10 January 2023, open: before the twelve months
    t3 B Mon 11 March 09:00 -> Fri 09:00   96 h          t7 customer X, whom nobody knows     1 h
    t4 B Wed 20 March 12:00, open         276 h so far   t9 A Mon 25 March 09:00, open 159 h so far: finished on 1 April
    t8 A reported on 2 April: after the data
"""

from datetime import date, datetime, time
from pathlib import Path

from dashboard.data.building.build import build
from dashboard.data.home import Home
from dashboard.data.reading.marts import Marts, open_marts
from dashboard.settings import Settings
from tests.data.building.imported import imported

THROUGH = date(2024, 3, 31)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text if len(text) > 10 else f"{text}T00:00")


def ticket(ticket_id: str, customer: str, service: str, reported: str, finished: str | None = None, **more) -> dict:
    moments = {name: _at(value) for name, value in more.items() if name.endswith("_at")}
    return {
        "ticket_id": ticket_id, "customer_id": customer, "service_code": service, "reported_at": _at(reported),
        "finished_at": _at(finished) if finished else None, **(more | moments),
    }  # fmt: skip


CUSTOMERS = [
    {"customer_id": "A", "customer_name": "Alpha", "account_manager_id": "E1", "region_code": "East",
     "service_tier": "战略用户"},
    {"customer_id": "B", "customer_name": "Beta", "account_manager_id": "E2", "region_code": "West",
     "service_tier": "重点"},
]  # fmt: skip
TICKETS = [
    ticket("t1", "A", "REP", "2024-03-04T10:00", "2024-03-05T09:00", department="D1"),
    ticket("t2", "A", "REP", "2024-03-08T17:00", "2024-03-11T11:00", department="D1"),
    ticket("t3", "B", "REP", "2024-03-11T09:00", "2024-03-15T09:00", department="D2"),
    ticket("t4", "B", "REP", "2024-03-20T12:00", department="D2"),
    ticket("t5", "B", "REP", "2024-03-30T12:00", "2024-03-30T14:00", is_repeat=True),
    ticket("t6", "B", "REP", "2023-01-10T10:00"),
    ticket("t7", "X", "REP", "2024-03-12T09:00", "2024-03-12T10:00"),
    ticket("t8", "A", "REP", "2024-04-02T09:00", "2024-04-02T10:00"),
    ticket("t9", "A", "REP", "2024-03-25T09:00", "2024-04-01T10:00", department="D1"),
    ticket("i1", "A", "INS", "2024-03-01T09:00", appointment_at="2024-03-05T10:00", started_at="2024-03-05T09:50"),
    ticket("i2", "A", "INS", "2024-03-01T09:00", appointment_at="2024-03-05T10:00", started_at="2024-03-05T10:20"),
    ticket("i3", "A", "INS", "2024-03-01T09:00", appointment_at="2024-03-06T10:00",
           appointment_changed_at="2024-03-07T10:00", appointment_notice=True),
    ticket("i4", "A", "INS", "2024-03-01T09:00", appointment_at="2024-03-06T10:00",
           appointment_changed_at="2024-03-07T10:00", appointment_notice=False, started_at="2024-03-07T10:00"),
    ticket("i5", "A", "INS", "2024-03-01T09:00", appointment_at="2024-03-06T10:00"),
    ticket("i6", "A", "INS", "2024-03-01T09:00", appointment_at="2024-04-05T10:00"),
    ticket("i7", "A", "INS", "2024-03-01T09:00", "2024-03-02T09:00"),
    ticket("i8", "A", "INS", "2024-03-01T09:00", "2024-03-06T09:59", appointment_at="2024-03-06T10:00"),
    ticket("i9", "A", "INS", "2024-03-01T09:00", "2024-03-06T12:00", appointment_at="2024-03-06T10:00"),
    # 3 h + 4 h on Friday, 7.5 h on Monday, 1.5 h on Tuesday: 16 h of working time.
    ticket("l1", "A", "LAB", "2024-03-08T09:00", "2024-03-12T10:00"),
    # Finished on a day without a time of day: at its end, 7 h of working time.
    ticket("l2", "A", "LAB", "2024-03-08T09:00", "2024-03-08"),
    ticket("z1", "A", "ODD", "2024-03-08T09:00", "2024-03-08T10:00"),
]  # fmt: skip


def rule(service: str, level: str, kind: str, limit: int | None = None, unit: str | None = None, **more) -> dict:
    return {
        "service_code": service, "service_name": {"REP": "Repair", "INS": "Installation", "LAB": "Lab test"}[service],
        "level": level, "tier": "", "rule_type": kind, "limit_value": limit, "limit_unit": unit, **more,
    }  # fmt: skip


STANDARDS = [
    rule("REP", "regulator", "share_within", 72, "hours", target_share=0.95),
    rule("REP", "company", "share_within", 24, "hours", target_share=0.4),
    rule("REP", "company", "duration_mean", 48, "hours"),
    rule("REP", "company", "same_day_cutoff", cutoff_time=time(16), calendar="working", target_share=0.3),
    rule("REP", "tier", "duration_max", 12, "hours", tier="战略"),
    rule("INS", "company", "appointment", target_share=0.5),
    rule("LAB", "company", "duration_max", 2, "working_days"),
]
ORDERS = [
    {"order_id": "P1", "customer_id": "A", "order_date": "2024-01-05", "net_amount": 100,
     "first_promised_date": "2024-01-20", "promised_date": "2024-01-25", "completed_date": "2024-01-24"},
    {"order_id": "P2", "customer_id": "B", "order_date": "2024-02-01", "promised_date": "2024-02-25"},
    {"order_id": "P3", "customer_id": "A", "order_date": "2024-02-01", "net_amount": 9, "status": "取消",
     "promised_date": "2024-02-20"},
    {"order_id": "P4", "customer_id": "A", "order_date": "2024-02-01", "promised_date": "2024-02-20"},
    {"order_id": "P5", "customer_id": "A", "order_date": "2024-03-01", "net_amount": 50,
     "promised_date": "2024-03-10"},
    {"order_id": "P6", "customer_id": "A", "order_date": "2024-03-20", "net_amount": 50,
     "promised_date": "2024-04-10"},
    {"order_id": "P7", "customer_id": "A", "order_date": "2024-03-01", "promised_date": "2024-03-05"},
    {"order_id": "P8", "customer_id": "B", "order_date": "2024-03-01", "net_amount": 50,
     "promised_date": "2024-03-08"},
    {"order_id": "P9", "customer_id": "B", "order_date": "2024-03-01", "net_amount": 50,
     "promised_date": "2024-03-09", "completed_date": "2024-03-09"},
    {"order_id": "PA", "customer_id": "B", "order_date": "2023-01-02", "net_amount": 1},
]  # fmt: skip
LINES = [
    {"order_id": "P2", "line_no": 1, "qty": 10, "net_amount": 100, "promised_date": "2024-02-20"},
    {"order_id": "P2", "line_no": 2, "qty": 5, "net_amount": 60},
    {"order_id": "P4", "line_no": 1, "qty": 5, "net_amount": 60, "is_return": True},
    {"order_id": "P7", "line_no": 1, "qty": 4, "net_amount": 30},
    {"order_id": "P7", "line_no": 2, "qty": 3, "net_amount": 20},
    {"order_id": "P7", "line_no": 3, "qty": -3, "net_amount": -20},
]
DELIVERIES = [
    {"delivery_id": "d1", "order_id": "P2", "line_no": 1, "shipped_on": "2024-02-10", "arrived_on": "2024-02-18",
     "qty_received": 6, "carrier": "Swift", "promised_arrival": "2024-02-16", "damaged_value": 4, "short_value": 0},
    {"delivery_id": "d2", "order_id": "P2", "line_no": 1, "shipped_on": "2024-02-11", "arrived_on": "2024-02-21",
     "qty_received": 4, "carrier": "Swift", "promised_arrival": "2024-02-21", "damaged_value": 0},
    {"delivery_id": "d3", "order_id": "P2", "line_no": 2, "shipped_on": "2024-02-12", "arrived_on": "2024-02-24",
     "qty_received": 5, "carrier": "Swift"},
    {"delivery_id": "d4", "order_id": "P7", "shipped_on": "2024-03-02", "arrived_on": "2024-03-05",
     "qty_received": 7, "damaged_qty": 2},
    {"delivery_id": "d5", "order_id": "P8", "line_no": 1, "shipped_on": "2024-03-02", "arrived_on": "2024-03-06"},
    {"delivery_id": "d6", "order_id": "P8", "line_no": 2, "shipped_on": "2024-03-02", "arrived_on": "2024-03-08"},
    {"delivery_id": "d7", "order_id": "P9", "shipped_on": "2024-03-02", "promised_arrival": "2024-03-29"},
]  # fmt: skip
OBJECTIONS = [
    {"case_id": "Q1", "kind": "objection", "customer_id": "B", "order_id": "P8", "received_at": _at("2024-03-20")},
    # 36 days after the line came: too late to count.
    {"case_id": "Q2", "kind": "objection", "customer_id": "B", "order_id": "P2", "received_at": _at("2024-03-31")},
]


def service_company(folder: Path, *, standards: bool = True, later: bool = True, **tables: list[dict]) -> Marts:
    """Built and opened. ``standards`` False: without that file; ``later`` False: without what happened after the data
    end; ``tables``: rows instead of those above, nothing for an empty list."""
    rows = {
        "customers": CUSTOMERS, "orders": ORDERS, "order_lines": LINES, "deliveries": DELIVERIES, "cases": OBJECTIONS,
        "service_tickets": TICKETS if later else until(TICKETS), "service_standards": STANDARDS if standards else [],
        **tables,
    }  # fmt: skip
    home = Home(folder)
    imported(home, {name: given for name, given in rows.items() if given}, data_through=THROUGH)
    build(home, Settings(threads=2))
    return open_marts(home)


def until(tickets: list[dict]) -> list[dict]:
    """The tickets as somebody saw them at the end of 31 March."""
    end = _at("2024-04-01")
    return [
        row | ({"finished_at": None} if row["finished_at"] and row["finished_at"] >= end else {})
        for row in tickets
        if row["reported_at"] < end
    ]
