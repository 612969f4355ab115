"""My customers of a team, a department and an account team, counted by hand: whoever a scope cuts through."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dashboard.data.exporting.views import view
from dashboard.data.reading.marts import Marts
from dashboard.data.reading.reader import Reader
from dashboard.data.reading.scopes import resolved_scope
from dashboard.data.reading.visible_rows import whole_managers
from dashboard.logic.money import UNITS
from dashboard.logic.question import Question
from dashboard.logic.roles import ROLES
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.viewer import Viewer, operator, viewer_of
from tests.data.hand_made_build import Assignment, Customer, Department, Employee, Order, hand_made_build
from tests.pages.conftest import assert_sound, said

DEPARTMENTS = [
    Department("D-N", name="North"),
    Department("D-N1", "D-N", name="First"),
    Department("D-S", name="South"),
]
EMPLOYEES = [
    Employee("E1", None, "D-N", name="Lead"),
    Employee("E2", "E1", "D-N1", name="Wang"),
    Employee("E3", None, "D-S", name="Zhao"),
]
# manager, department, net revenue of 2023 and of 2024
COMPANY = {
    "A": ("E1", "North", 100, 1000),
    "B": ("E2", "First", 3000, 2000),
    "C": ("E2", "First", 0, 400),
    "D": ("E3", "South", 1000, 5000),
    "F": ("E3", "South", 0, 700),
    "G": (None, "North", 0, 50),
    "H": ("E2", "South", 200, 300),
    "K": ("E3", "First", 10, 20),
}
ASSIGNMENTS = [Assignment("D", "E2", "technical"), Assignment("G", "E1", "deputy")]

# kind of role, its employee -> their customers, revenue, revenue before, customers by account manager
BY_HAND = {
    "team_lead": ("E1", "ABCGH", 3750, 3300, {"E1": 1, "E2": 3, "": 1}),
    "supervisor": ("E1", "ABCGK", 3470, 3110, {"E1": 1, "E2": 2, "E3": 1, "": 1}),
    "account_manager": ("E2", "BCDH", 7700, 4200, {"E2": 3, "E3": 1}),
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("homes") / "scopes"


@pytest.fixture(scope="module")
def marts(home: Path) -> Marts:
    customers = [
        Customer(name, manager=manager, department=department, name=f"customer {name}")
        for name, (manager, department, _before, _now) in COMPANY.items()
    ]
    orders = [Order(name, date(2023, 1, 9), f"{before}.00") for name, (*_, before, _now) in COMPANY.items() if before]
    orders += [Order(name, date(2024, 5, 9), f"{now}.00") for name, (*_, now) in COMPANY.items()]
    return hand_made_build(
        home, customers, orders, data_through=date(2024, 12, 31),
        departments=DEPARTMENTS, employees=EMPLOYEES, assignments=ASSIGNMENTS,
    )  # fmt: skip


def _viewer(marts: Marts, role: str) -> Viewer:
    employee = BY_HAND[role][0]
    scope = resolved_scope(marts, ROLES[role].scope, employee_id=employee, today=date.today())
    return viewer_of("Mei", "u-mei", [(ROLES[role], scope)])


@pytest.fixture(params=BY_HAND)
def role(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def viewer(marts: Marts, role: str) -> Viewer:
    return _viewer(marts, role)


@pytest.fixture
def question(marts: Marts) -> Question:
    return Question(marts.build.default_as_of)


def test_rows_and_sums_are_those_counted_by_hand(marts: Marts, viewer: Viewer, role: str, question: Question) -> None:
    _, customers, revenue, before, managers = BY_HAND[role]
    reader = Reader(marts, viewer, SHIPPED)
    page = reader.portfolio_page(question, sort="customer_id", descending=False)
    assert "".join(page.frame["customer_id"]) == customers
    assert (page.total, page.sums.revenue, page.sums.revenue_before) == (
        len(customers),
        revenue * UNITS,
        before * UNITS,
    )
    summary = reader.portfolio_summary(question)
    assert (summary.customers, summary.revenue, summary.revenue_before) == (
        len(customers),
        revenue * UNITS,
        before * UNITS,
    )
    assert {one.value: one.customers for one in reader.choices("account_manager_id")} == managers
    assert (whole_managers(marts, viewer.scope) is None) == (role != "team_lead")  # G is all that is unassigned
    assert reader.kpis(question)[0].value == revenue * UNITS
    rows = view("portfolio", reader, question).frame
    assert sorted(rows["customer_id"]) == sorted(customers)


def test_each_layer_is_the_companys(marts: Marts, viewer: Viewer, question: Question) -> None:
    whole = Reader(marts, operator(), SHIPPED).portfolio_page(question).frame.set_index("customer_id")
    own = Reader(marts, viewer, SHIPPED).portfolio_page(question).frame.set_index("customer_id")
    assert own[["layer", "direction", "revenue"]].equals(whole.loc[own.index, ["layer", "direction", "revenue"]])


def test_somebody_elses_customer_answers_like_nobodys(marts: Marts, viewer: Viewer, role: str) -> None:
    reader = Reader(marts, viewer, SHIPPED)
    mine, others = BY_HAND[role][1], sorted(set(COMPANY) - set(BY_HAND[role][1]))
    assert [len(reader.customer_orders(name)) for name in mine] == [1 + (COMPANY[name][2] > 0) for name in mine]
    nobodys = reader.customer_orders("Z")
    assert all(reader.customer_orders(name).equals(nobodys) for name in others)


Start = Callable[..., object]


@pytest.fixture
def page(app, home: Path, marts: Marts, viewer: Viewer, monkeypatch: pytest.MonkeyPatch):
    """``page(**parameters of the link)``: My customers as this viewer."""
    monkeypatch.setattr("dashboard.widgets.viewing.operator", lambda: viewer)
    return lambda **parameters: app(home, page="portfolio", **{"lang": "en", **parameters})


def test_the_page_says_the_same_and_offers_whose_customers_are_in_scope(page, role: str) -> None:
    _, customers, revenue, _before, managers = BY_HAND[role]
    at = page()
    assert_sound(at)
    totals = next(text.value for text in at.markdown if "net revenue" in text.value)
    assert totals.startswith(f"**{len(customers)} customers** · net revenue {revenue:,}.00 CNY")
    offered = at.multiselect(key="manager").options
    assert sorted(text.rsplit("(", 1)[1].rstrip(")") for text in offered) == sorted(map(str, managers.values()))
    assert f"All account managers in my scope ({len(customers)} customers)" in at.multiselect(key="manager").placeholder


def test_one_of_the_managers_shows_their_customers_in_scope_only(page, role: str) -> None:
    at = page()
    at.multiselect(key="manager").set_value(["E2"]).run()
    assert_sound(at)
    inside = [name for name in BY_HAND[role][1] if COMPANY[name][0] == "E2"]
    totals = next(text.value for text in at.markdown if "net revenue" in text.value)
    assert totals.startswith(f"**{len(inside)} customers** · net revenue {sum(COMPANY[one][3] for one in inside):,}.00")


@pytest.mark.slow
def test_a_row_opens_its_customer_also_one_of_an_account_team(page, role: str) -> None:
    at = page(sort="customer_name", order="up")
    customers = BY_HAND[role][1]
    chosen = "D" if "D" in customers else customers[-1]
    names = at.dataframe[0].value["customer_name"].tolist()
    table = at.dataframe[0].proto.id.rsplit("-", 1)[-1]
    at.session_state[table] = {"selection": {"rows": [names.index(f"customer {chosen}")], "columns": [], "cells": []}}
    at.run()
    assert_sound(at)
    orders = 1 + (COMPANY[chosen][2] > 0)
    assert f"**customer {chosen}** · {orders} order" in said(at)


@pytest.mark.parametrize("role", ["team_lead"], indirect=True)
def test_a_manager_out_of_scope_in_the_link_is_one_nobody_knows(page) -> None:
    others, nobodys = (page(manager=[name]) for name in ("E3", "E9"))
    assert_sound(others)
    assert "The link says manager = E3, which is not known here" in said(others)
    assert said(others).replace("E3", "E9") == said(nobodys)
    assert others.query_params.get("manager", []) == nobodys.query_params.get("manager", [])
    assert others.dataframe[0].value.equals(nobodys.dataframe[0].value)
