"""Data quality: what is told first, what a viewer sees of it, and odd data."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.data.building.build import build
from dashboard.data.home import Home
from dashboard.logic.roles import ROLES
from dashboard.logic.viewer import Scope, operator, viewer_of
from dashboard.settings import Settings
from tests.data.building.imported import imported
from tests.data.reading.test_quality_reader import CUSTOMERS, ORDERS
from tests.pages.conftest import assert_sound, said

FULL = {
    "order_type": "市场委托", "is_rush": False, "requested_date": "2024-02-01", "promised_date": "2024-02-01",
    "completed_date": "2024-02-01", "contract_id": "K1", "sales_employee_id": "E1", "product_line": "P",
    "direct_cost": 1,
}  # fmt: skip


@pytest.fixture(scope="module")
def imported_home(tmp_path_factory):
    home = Home(tmp_path_factory.mktemp("quality"))
    imported(home, {"customers": CUSTOMERS, "orders": ORDERS}, data_through=date(2024, 3, 10))
    build(home, Settings(threads=1))
    return home.root


def subheaders(at):
    return [one.value for one in at.subheader]


def test_the_gap_that_costs_most_is_said_first(app, imported_home):
    at = app(imported_home, page="quality")
    assert_sound(at)
    first = at.header[0].value
    assert first.startswith("Direct cost is empty for 50% of orders (35% of revenue).")
    assert first.endswith("and 1 more figure. Fix this first.")
    assert subheaders(at) == ["What to fix first", "Customer files", "Tables and columns", "What to import next"]
    assert [metric.value.strip("\u2060 ") for metric in at.metric] == ["5", "8", "35.0%", "20.0%", "17.1%"]


def test_each_choice_can_be_moved(app, imported_home):
    at = app(imported_home, page="quality")
    for table in ("customers", "orders"):
        at.selectbox(key="quality_table").set_value(table).run()
        assert_sound(at)
    for by in ("department", "account_manager_id", "region"):
        at.segmented_control(key="quality_by").set_value(by).run()
        assert_sound(at)
    at.selectbox(key="quality_section").set_value("finance").run()
    assert "1 customer lacks a required field" in said(at)
    at.selectbox(key="quality_tier").set_value("strategic").run()
    assert "No customer lacks a required field here." in said(at)


@pytest.mark.parametrize("key", ["quality_behind", "quality_files_behind", "quality_fields_behind"])
def test_tables_behind_the_charts_open(app, imported_home, key):
    at = app(imported_home, page="quality")
    at.session_state[key] = True
    assert_sound(at.run())


def test_in_chinese(app, imported_home):
    at = app(imported_home, page="quality", lang="zh_Hans")
    assert_sound(at)
    assert "What to fix first" not in subheaders(at)


def test_a_supervisor_sees_neither_tables_nor_others_gaps(app, imported_home, monkeypatch):
    own = replace(operator(), scope=Scope(account_managers=frozenset({"E2"})))
    monkeypatch.setattr("dashboard.widgets.viewing.operator", lambda: own)
    at = app(imported_home, page="quality")
    assert_sound(at)
    assert "Tables and columns" not in subheaders(at)
    shown = "\n".join(str(element.proto) for element in at.main)
    assert "Beta" in shown
    assert "Alpha" not in shown


def test_an_analyst_sees_no_names(app, imported_home, monkeypatch):
    viewer = viewer_of("Ana", "ana", [(ROLES["analyst"], Scope(all=True))])
    monkeypatch.setattr("dashboard.widgets.viewing.operator", lambda: viewer)
    at = app(imported_home, page="quality")
    assert_sound(at)
    shown = "\n".join(str(element.proto) for element in at.main)
    assert not [name for name in ("Alpha", "Beta", "Gamma") if name in shown]
    assert "account_manager_id" not in at.segmented_control(key="quality_by").options


@pytest.mark.slow
@pytest.mark.parametrize(
    ("tables", "headline"),
    [
        ({"orders": ORDERS}, "Direct cost is empty"),
        ({"orders": [ORDERS[0] | FULL]}, "In the columns that were imported, nothing"),
        ({"customers": CUSTOMERS[:1], "orders": [ORDERS[0] | FULL]}, "In the columns that were imported, nothing"),
        (
            {"orders": [ORDERS[0] | {"net_amount": 0, "direct_cost": None}]},
            "In the columns that were imported, nothing",
        ),
    ],
    ids=["no customers file", "nothing missing", "one customer", "no revenue"],
)
def test_odd_data(app, tmp_path, tables, headline):
    home = Home(tmp_path / "odd")
    imported(home, tables)
    build(home, Settings(threads=1))
    at = app(home.root, page="quality")
    assert_sound(at)
    assert at.header[0].value.startswith(headline)
