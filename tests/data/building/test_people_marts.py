"""Departments, employees, account teams and contacts in the marts, worked out by hand."""

from datetime import date

import pytest

from dashboard.data.building.build import build
from dashboard.data.home import Home
from dashboard.data.reading.marts import Marts, open_marts
from dashboard.settings import Settings
from tests.data.building.imported import imported

SETTINGS = Settings(threads=2)
ORDERS = [{"order_id": "o1", "customer_id": "A", "order_date": "2024-01-05", "net_amount": 1}]
DEPARTMENTS = [
    {"department_id": "D1", "name": "Sales"},
    {"department_id": "D2", "name": "Sales 1", "parent_id": "Sales", "kind": "业务"},
    {"department_id": "D3", "name": "Twins", "parent_id": "D1"},
    {"department_id": "D4", "name": "Twins", "parent_id": "Twins"},
    {"department_id": "D5", "parent_id": " "},
]
EMPLOYEES = [
    {"employee_id": "E1", "name": "Li Wei", "department": "Sales", "role": "主管", "active_from": "2019-02-01"},
    {"employee_id": "E2", "name": "Wang Fang", "department": "D2", "manager_id": "E1"},
    {
        "employee_id": "E3",
        "name": "Wang Fang",
        "department": "Twins",
        "manager_id": "Li Wei",
        "active_to": "2023-06-30",
    },
    {"employee_id": "E4", "name": "Zhao", "department": "Elsewhere", "manager_id": "Wang Fang"},
    {"employee_id": "E5", "manager_id": "E9"},
]  # fmt: skip
ASSIGNMENTS = [
    {"customer_id": "A", "employee_id": "E2", "role": "协办", "valid_from": "2023-01-01", "valid_to": "2023-12-31"},
    {"customer_id": "A", "employee_id": "Zhao", "role": "技术", "valid_from": "2023-01-01"},
    {
        "customer_id": "A",
        "employee_id": "E4",
        "role": "Technical",
        "valid_from": "2023-01-01",
        "valid_to": "2024-01-01",
    },
    {"customer_id": "B", "employee_id": "Wang Fang", "role": "", "valid_from": "2024-01-01"},
    {"customer_id": "B", "employee_id": "E1", "role": "Godfather", "valid_from": "2024-01-01"},
    {"customer_id": "C", "employee_id": "Li Wei", "role": "高层", "valid_from": "2022-01-01", "valid_to": "2022-06-30"},
    {
        "customer_id": "C",
        "employee_id": "E1",
        "role": "executive",
        "valid_from": "2022-01-01",
        "valid_to": "2022-03-31",
    },
]
CONTACTS = [
    {"contact_id": "K2", "customer_id": "B", "name": " ", "email": "b@example.test", "is_primary": False},
    {"contact_id": "K1", "customer_id": "B", "name": "Chen", "position": "Buyer", "level": "采购", "phone": "1",
     "mobile": "2", "wechat": "3", "birthday_mmdd": "0102", "is_primary": True, "valid_to": "2020-01-01"},
    {"contact_id": "K9", "customer_id": "A", "name": "Sun"},
]  # fmt: skip


@pytest.fixture(scope="module")
def marts(tmp_path_factory: pytest.TempPathFactory) -> Marts:
    home = Home(tmp_path_factory.mktemp("people") / "home")
    imported(home, {"orders": ORDERS, "departments": DEPARTMENTS, "employees": EMPLOYEES})
    imported(home, {"assignments": ASSIGNMENTS, "contacts": CONTACTS})
    build(home, SETTINGS)
    return open_marts(home)


def _rows(marts: Marts, mart: str) -> list[tuple]:
    return marts.cursor().execute(f"select * from {mart}").fetchall()  # noqa: S608 - names of marts


def test_the_department_above_resolves_by_id_or_unique_name(marts):
    assert _rows(marts, "department") == [
        ("D1", "Sales", None, None),
        ("D2", "Sales 1", "D1", "业务"),
        ("D3", "Twins", "D1", None),
        ("D4", "Twins", "Twins", None),
        ("D5", "D5", None, None),
    ]


def test_superiors_and_departments_of_employees_resolve(marts):
    assert _rows(marts, "employee") == [
        ("E1", "Li Wei", "D1", "主管", None, date(2019, 2, 1), None),
        ("E2", "Wang Fang", "D2", None, "E1", None, None),
        ("E3", "Wang Fang", "Twins", None, "E1", None, date(2023, 6, 30)),
        ("E4", "Zhao", "Elsewhere", None, "Wang Fang", None, None),
        ("E5", "E5", None, None, "E9", None, None),
    ]


def test_assignments_resolve_and_two_ways_to_say_one_are_one(marts):
    """E4 and Zhao are one: the row without a last day counts. Unknown roles stay as they are written."""
    assert _rows(marts, "assignment") == [
        ("A", "E2", "deputy", date(2023, 1, 1), date(2023, 12, 31)),
        ("A", "E4", "technical", date(2023, 1, 1), None),
        ("B", "E1", "Godfather", date(2024, 1, 1), None),
        ("B", "Wang Fang", None, date(2024, 1, 1), None),
        ("C", "E1", "executive", date(2022, 1, 1), date(2022, 6, 30)),
    ]


def test_contacts_that_left_stay(marts):
    assert _rows(marts, "contact") == [
        ("K9", "A", "Sun", None, None, None, None, None, None, None, False, None),
        ("K1", "B", "Chen", "Buyer", "采购", "1", "2", None, "3", "0102", True, date(2020, 1, 1)),
        ("K2", "B", None, None, None, None, None, "b@example.test", None, None, False, None),
    ]


def test_a_later_version_replaces_the_earlier_one(home):
    """Upserts leave the latest version of each key."""
    imported(home, {
        "orders": ORDERS, "contacts": CONTACTS, "departments": DEPARTMENTS[:1], "assignments": ASSIGNMENTS[:1],
    })  # fmt: skip
    imported(
        home,
        {
            "contacts": [{"contact_id": "K9", "customer_id": "A", "name": "Sun", "position": "Director"}],
            "departments": [{"department_id": "D1", "name": "Markets"}],
            "assignments": [ASSIGNMENTS[0] | {"valid_to": "2024-12-31"}],
        },
        superseded={"contacts": [("contacts-1", 2)], "departments": [("departments-1", 0)],
                    "assignments": [("assignments-1", 0)]},
    )  # fmt: skip
    build(home, SETTINGS)
    marts = open_marts(home)
    assert [(row[0], row[3]) for row in _rows(marts, "contact")] == [("K9", "Director"), ("K1", "Buyer"), ("K2", None)]
    assert _rows(marts, "department") == [("D1", "Markets", None, None)]
    assert [row[-1] for row in _rows(marts, "assignment")] == [date(2024, 12, 31)]


def test_a_home_without_such_files_has_empty_marts(small_company):
    assert [len(_rows(small_company, mart)) for mart in ("department", "assignment", "contact")] == [0, 0, 0]
    assert [row[:3] for row in _rows(small_company, "employee")] == [
        ("E1", "Li Wei", "North"),
        ("E2", "Wang Fang", None),
        ("E3", "Wang Fang", None),
        ("E4", "Zhao", "South"),
    ]
