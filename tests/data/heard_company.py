"""A company of forty customers and its surveys, worked out by hand; the data go through 31 March 2025.

Customer i (0 to 38) ordered 100 x (i + 1) on 5 June 2024, C39 returned 500: 39 active ones with 78,000 together. A year
before it was 50 less for even i and 50 more for odd i. E1 has the even ones in the East, E2 the odd ones in the West.

W1, named, 10 to 31 January 2025: C00 to C38 are asked, C29 through two persons, and Z9, whom nobody knows: 41
invitations, of which that to C00 does not arrive. C10 to C28 answer, C29 twice, C09 on 5 February, C39 without being
asked, and somebody without a customer: 24 answers. At the end of March:

contacts   22 of 40 (C09 to C28, C29 twice; Z9 and 17 others did not)
accounts   21 of 38 (C01 to C38 were reached, C09 to C29 answered)
customers  21 of 39 active ones; revenue 1,000 + 1,100 + … + 3,000 = 42,000 of 78,000
layers     Top C38, Big C37, Medium C31 to C36, Small C00 to C30, Inactive C39

Complaints in the twelve months before: C01 to C08 and C30 to C35 of the 17 who did not answer, C10 of the 21 who did.
C11 complained on the first day in the field, C12 a year and a day before it, C13 praised: none of them counts.
W0, named, July 2024: C00 and C01 answer, nobody wrote down who was asked.
A1, anonymous, October 2024: C00 to C19 answer; all of them are asked.
"""

from datetime import date, datetime
from pathlib import Path

from dashboard.data.building.build import build
from dashboard.data.home import Home
from dashboard.settings import Settings
from tests.data.building.imported import imported

THROUGH = date(2025, 3, 31)
EMPLOYEES = [{"employee_id": "E1", "name": "Li Wei"}, {"employee_id": "E2", "name": "Wang Fang"}]


def _id(number: int) -> str:
    return f"C{number:02d}"


CUSTOMERS = [
    {
        "customer_id": _id(one),
        "customer_name": f"Name{one:02d}",
        "account_manager_id": f"E{one % 2 + 1}",
        "region_code": "West" if one % 2 else "East",
    }
    for one in range(40)
]


def _order(order: str, one: int, day: str, amount: int) -> dict:
    return {"order_id": order, "customer_id": _id(one), "order_date": day, "net_amount": amount}


ORDERS = [
    *(_order(f"a{one}", one, "2023-06-05", 100 * (one + 1) + (50 if one % 2 else -50)) for one in range(39)),
    *(_order(f"b{one}", one, "2024-06-05", 100 * (one + 1)) for one in range(39)),
    _order("first", 0, "2023-02-01", 1),
    _order("c39", 39, "2024-06-05", -500),
    _order("last", 1, "2025-03-31", 1),
]


def _case(case: str, one: int, day: datetime, kind: str = "complaint") -> dict:
    return {"case_id": case, "kind": kind, "customer_id": _id(one), "received_at": day}


CASES = [
    *(_case(f"k{one}", one, datetime(2024, 9, 1, 9)) for one in (*range(1, 9), *range(30, 36))),
    _case("k10", 10, datetime(2024, 1, 10, 9)),
    _case("k11", 11, datetime(2025, 1, 10, 9)),
    _case("k12", 12, datetime(2024, 1, 9, 9)),
    _case("k13", 13, datetime(2024, 9, 1, 9), "praise"),
]
SURVEYS = [
    {"survey_id": "W0", "title": "Summer 2024", "kind": "relationship", "field_from": "2024-07-01",
     "field_to": "2024-07-31", "scale_min": 1, "scale_max": 5, "anonymous": False},
    {"survey_id": "A1", "title": "Anonymous 2024", "kind": "relationship", "field_from": "2024-10-01",
     "field_to": "2024-10-31", "scale_min": 1, "scale_max": 5, "anonymous": True},
    {"survey_id": "W1", "title": "Winter 2025", "kind": "relationship", "field_from": "2025-01-10",
     "field_to": "2025-01-31", "scale_min": 1, "scale_max": 5, "anonymous": False, "population": 200},
]  # fmt: skip


def _item(survey: str, item: str, kind: str) -> dict:
    return {"survey_id": survey, "item_id": item, "text": f"Question {item}", "item_type": kind}


ITEMS = [
    *(_item(survey, "q1", "overall") for survey in ("W0", "A1", "W1")),
    *(_item("W1", item, kind) for item, kind in (("q2", "nps"), ("q3", "had_problem"), ("q4", "told_us"))),
]
INVITES = [
    *(
        {"invite_id": f"i{one:02d}", "survey_id": "W1", "customer_id": _id(one), "contact_id": f"P{one:02d}",
         "sent_at": datetime(2025, 1, 10, 9), "delivered": one != 0}
        for one in range(39)
    ),
    {"invite_id": "i29b", "survey_id": "W1", "customer_id": "C29", "contact_id": "P29b",
     "sent_at": datetime(2025, 1, 12, 9)},
    {"invite_id": "iZ9", "survey_id": "W1", "customer_id": "Z9", "sent_at": datetime(2025, 1, 10, 9)},
    *({"invite_id": f"j{one:02d}", "survey_id": "A1", "customer_id": _id(one)} for one in range(20)),
]  # fmt: skip


def _response(survey: str, response: str, one: int | None, day: datetime, scores: dict, **more: object) -> list[dict]:
    customer = None if one is None else _id(one)
    base = {"response_id": response, "survey_id": survey, "customer_id": customer, "answered_at": day, **more}
    return [base | {"item_id": item, "score": score} for item, score in scores.items()]


def _scores(one: int) -> dict:
    """C20 and above 5 and 10, the others 3 and 7. C10 to C21 had a problem, of whom C10 to C12 told us."""
    found = {"q1": 5 if one >= 20 else 3, "q2": 10 if one >= 20 else 7, "q3": int(10 <= one <= 21)}
    return found | {"q4": int(10 <= one <= 12)}


JANUARY = datetime(2025, 1, 15, 9)
ANSWERS = [
    *(row for one in range(10, 30) for row in _response("W1", f"r{one}", one, JANUARY, _scores(one),
                                                        contact_id=f"P{one:02d}")),
    *_response("W1", "r29b", 29, JANUARY, {"q1": 1, "q2": 0}, contact_id="P29b"),
    *_response("W1", "r09", 9, datetime(2025, 2, 5, 9), {"q1": 3, "q2": 7}, contact_id="P09"),
    *_response("W1", "r39", 39, JANUARY, {"q1": 1, "q2": 0}),
    *_response("W1", "rX", None, JANUARY, {"q1": 1, "q2": 0}),
    *(row for one in range(2) for row in _response("W0", f"s{one}", one, datetime(2024, 7, 5, 9), {"q1": 4})),
    *(row for one in range(20) for row in _response("A1", f"t{one}", one, datetime(2024, 10, 5, 9), {"q1": 4})),
]  # fmt: skip
TABLES = {
    "customers": CUSTOMERS, "employees": EMPLOYEES, "orders": ORDERS, "cases": CASES, "surveys": SURVEYS,
    "survey_items": ITEMS, "survey_invites": INVITES, "survey_answers": ANSWERS,
}  # fmt: skip


def heard_company(folder: Path, *, without: tuple[str, ...] = (), **changed: list[dict]) -> Home:
    """Imported and built; ``without`` some tables, others ``changed``."""
    home = Home(folder)
    tables = {name: rows for name, rows in {**TABLES, **changed}.items() if name not in without}
    imported(home, tables, data_through=THROUGH)
    build(home, Settings(threads=2))
    return home
