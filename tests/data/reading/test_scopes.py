"""Whose customers each kind of scope shows, on a company small enough to count by hand."""

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.data.reading.marts import Marts
from dashboard.data.reading.scopes import resolved_scope
from dashboard.data.reading.visible_rows import rows_in_scope, whole_managers
from dashboard.logic.roles import ScopeKind
from dashboard.logic.viewer import Scope
from tests.data.hand_made_build import Assignment, Customer, Department, Employee, Order, hand_made_build

TODAY = date(2024, 6, 15)
CUSTOMERS = [
    Customer("C1", manager="E1", department="North"),
    Customer("C2", manager="E2", department="D-N1"),
    Customer("C3", manager="E3", department="South"),
    Customer("C4"),
    Customer("C5", manager="E4", department="Lab"),
    Customer("C6", department="D-N1"),
]
EMPLOYEES = [
    Employee("E1", manager_id="E0", department="D-N"),
    Employee("E2", manager_id="E1", department="D-N1"),
    Employee("E3", manager_id="E0", department="D-S"),
    Employee("E4", manager_id="E2", department="D-L1", active_to=date(2023, 1, 1)),
    Employee("E0", manager_id="E4", department="Board"),  # a circle: E0 above E1 above E2 above E4 above E0
    Employee("E9", manager_id="E9"),
]
DEPARTMENTS = [
    Department("D-N", name="North"),
    Department("D-N1", parent_id="D-N", name="First"),
    Department("D-L1", parent_id="D-N1", name="Lab"),
    Department("D-S", name="South"),
    Department("D-L2", parent_id="D-S", name="Lab"),  # the same name as one of the north
    Department("D-X", parent_id="D-Y", name="Round"),
    Department("D-Y", parent_id="D-X", name="About"),
]
ASSIGNMENTS = [
    Assignment("C3", "E1", "technical", date(2024, 1, 1), date(2024, 6, 15)),
    Assignment("C4", "E1", "deputy", date(2024, 6, 15), None),
    Assignment("C5", "E1", "technical", date(2024, 6, 16), None),
    Assignment("C2", "E1", "technical", date(2023, 1, 1), date(2024, 6, 14)),
    Assignment("C1", "E1", "technical", date(2023, 1, 1), None),
    Assignment("C99", "E1", "technical", date(2023, 1, 1), None),
    Assignment("C3", "E2", "technical", date(2023, 1, 1), None),
]


@pytest.fixture(scope="module")
def marts(tmp_path_factory: pytest.TempPathFactory) -> Marts:
    orders = [Order(one.customer_id, date(2024, 1, 5), "100.00") for one in CUSTOMERS]
    return hand_made_build(
        tmp_path_factory.mktemp("home"), CUSTOMERS, orders,
        employees=EMPLOYEES, departments=DEPARTMENTS, assignments=ASSIGNMENTS,
    )  # fmt: skip


def seen(marts: Marts, scope: Scope) -> str:
    """The numbers of the customers in scope."""
    return "".join(str(place + 1) for place, flag in enumerate(rows_in_scope(marts, scope)) if flag)


@pytest.mark.parametrize(
    ("kind", "employee", "department", "absent", "customers"),
    [
        ("all", None, None, (), "123456"),
        ("none", "E1", None, (), ""),
        ("own", "E2", None, (), "23"),  # their own, and C3 of the account team
        ("own", "E1", None, (), "134"),  # C5 begins tomorrow, C2 ended yesterday; first and last day count
        ("own", "E3", None, ("E2",), "23"),
        ("own", "E3", None, ("E1",), "134"),
        ("own", None, None, ("E1",), ""),
        ("own", "", None, (), ""),
        ("own", "nobody", None, (), ""),
        ("team", "E1", None, (), "12345"),  # round in a circle everybody is below: E3 too, and C4 of the account team
        ("team", "E9", None, (), ""),
        ("team", "E9", None, ("E3",), "3"),
        ("team", None, None, (), ""),
        ("department", "E1", None, (), "126"),  # North and First; the Lab that C5 names may be either
        ("department", None, "North", (), "126"),
        ("department", "E3", "D-N", (), "126"),  # the grant's department, not their own
        ("department", "E2", None, (), "26"),
        ("department", "E3", None, (), "3"),
        ("department", None, "Lab", (), "5"),  # stands for itself
        ("department", None, "D-X", (), ""),  # departments in a circle
        ("department", None, "of nobody", (), ""),
        ("department", None, "", (), ""),
        ("department", "nobody", None, (), ""),
        ("department", None, None, (), ""),
    ],
)  # fmt: skip
def test_each_kind_shows_its_customers(
    marts: Marts, kind: ScopeKind, employee: str | None, department: str | None, absent: tuple[str, ...], customers: str
) -> None:
    scope = resolved_scope(
        marts, kind, employee_id=employee, department=department, stands_in_for=absent, today=TODAY
    )  # fmt: skip
    assert seen(marts, scope) == customers


def test_another_day_shows_other_account_teams(marts: Marts) -> None:
    found = [
        seen(marts, resolved_scope(marts, "own", employee_id="E1", today=date(2024, 6, day))) for day in (14, 15, 16)
    ]
    assert found == ["123", "134", "145"]


def test_names_of_nothing_are_nobodys_and_never_the_unassigned(marts: Marts) -> None:
    scope = Scope(account_managers=frozenset({""}), departments=frozenset({""}), customers=frozenset({"", "C99"}))
    assert seen(marts, scope) == ""


def test_a_build_without_people_knows_the_names_only(tmp_path: Path) -> None:
    marts = hand_made_build(tmp_path, CUSTOMERS, [Order("C1", date(2024, 1, 5), "1.00")])
    for mart in ("employee", "department", "assignment", "contact"):
        marts.build.marts.pop(mart)
    found = {
        kind: seen(marts, resolved_scope(marts, kind, employee_id="E2", department="D-N1", today=TODAY))
        for kind in ("own", "team", "department")
    }
    assert found == {"own": "2", "team": "2", "department": "26"}
    assert seen(marts, resolved_scope(marts, "department", employee_id="E2", today=TODAY)) == ""


def test_whole_managers_are_told_only_where_nobody_of_theirs_is_left_out(marts: Marts) -> None:
    assert whole_managers(marts, Scope(customers=frozenset({"C1", "C3"}))) == ["E1", "E3"]
    assert whole_managers(marts, Scope(customers=frozenset({"C1", "C4", "C6"}))) == ["", "E1"]
    assert whole_managers(marts, Scope(customers=frozenset({"C4"}))) is None  # C6 is unassigned too


@pytest.mark.slow
@settings(deadline=None, max_examples=15)
@given(
    above=st.lists(st.integers(0, 7), min_size=8, max_size=8),
    lead=st.integers(0, 7),
    parents=st.lists(st.integers(0, 5), min_size=6, max_size=6),
)
def test_whoever_is_above_whom_the_walk_down_ends_and_finds_exactly_those_below(
    above: list[int], lead: int, parents: list[int]
) -> None:
    employees = [Employee(f"E{place}", manager_id=f"E{boss}") for place, boss in enumerate(above)]
    departments = [Department(f"D{place}", parent_id=f"D{one}") for place, one in enumerate(parents)]
    with tempfile.TemporaryDirectory() as folder:
        marts = hand_made_build(Path(folder), [Customer("C")], [], employees=employees, departments=departments)
        team = resolved_scope(marts, "team", employee_id=f"E{lead}", today=TODAY)
        assert team.account_managers == {f"E{one}" for one in _below(above, lead)}
        part = resolved_scope(marts, "department", employee_id=None, department="D3", today=TODAY)
        assert part.departments == {f"D{one}" for one in _below(parents, 3)}


def _below(above: list[int], top: int) -> set[int]:
    found = {top}
    while more := {one for one, boss in enumerate(above) if boss in found} - found:
        found |= more
    return found
