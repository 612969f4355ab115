"""The view Causes of the page Complaints without a browser, on the company of tests/data/cause_company.py."""

from datetime import datetime
from pathlib import Path

import pytest

from dashboard.data.building.build import build
from dashboard.data.home import Home
from dashboard.settings import Settings
from tests.data.building.imported import imported
from tests.data.case_company import case_company
from tests.data.cause_company import cause_company
from tests.pages.conftest import assert_sound, said


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("homes") / "causes"
    cause_company(folder)
    return folder


@pytest.fixture
def causes(app, home):
    return lambda **parameters: app(home, page="complaints", view="causes", **parameters)


def header(at) -> str:
    return at.header[0].value.replace("\\", "")


def listed(at) -> list[str]:
    return next(frame.value for frame in at.dataframe if "case_id" in frame.value)["case_id"].tolist()


def test_headline_names_the_heaviest_cause_and_how_many_make_80_percent(causes):
    at = causes()
    assert_sound(at)
    assert header(at) == "Own operations: 42.9% of 7 complaints; 4 causes make 80 %"
    assert {metric.label: metric.value for metric in at.metric if "cost" in metric.label.lower()} == {
        "Quality cost, all kinds": "CN¥143"
    }


def test_measures_and_the_switch(causes):
    at = causes()
    at.button_group(key="cause_by").set_value("cost").run()
    assert header(at) == "Customer's own error: 73.5% of the cost; 2 causes make 80 %"
    at.button_group(key="cause_of").set_value("ours").run()
    assert header(at) == "Own operations: 97.2% of the cost; 1 cause makes 80 %"
    at.button_group(key="cause_by").set_value("value").run()
    assert header(at) == "Own operations: 60% of the value of the customers hit; 2 causes make 80 %"
    assert_sound(at)


def test_a_link_opens_a_cause_with_its_cases_and_then_a_sub_cause(causes):
    at = causes(cause="OWN_OPS")
    assert_sound(at)
    assert listed(at) == ["3", "2", "1"]
    at = causes(cause="OWN_OPS", sub_cause="OWN_LATE")
    assert listed(at) == ["1"]
    assert "Own operations · Late arrival" in said(at)
    at.button(key="cause_close").click().run()
    assert not [frame for frame in at.dataframe if "case_id" in frame.value]


def test_cases_without_a_cause_are_counted_and_listed(causes):
    at = causes()
    button = at.button(key="cause_without")
    assert button.label == "1 case names no cause"
    button.click().run()
    assert listed(at) == ["7"]


def test_what_the_link_names_and_nobody_has_is_said(causes):
    at = causes(cause="<b>no such</b>")
    assert_sound(at)
    assert "What the link has chosen is not shown here." in said(at)


def test_objections_are_held_against_orders_and_revenue(causes):
    at = causes(kind="objection")
    assert_sound(at)
    assert header(at) == "Product quality: 100% of 1 quality objection, the only cause that is named"
    found = {metric.label: metric.value for metric in at.metric}
    assert found["Per 100 orders"] == "50.00"


def test_no_case_of_the_kind(causes):
    at = causes(kind="appeal")
    assert_sound(at)
    assert header(at) == "No case of this window names a cause."


@pytest.mark.slow
def test_a_company_without_costs_has_none_recorded(app, tmp_path):
    case_company(tmp_path / "home")
    at = app(tmp_path / "home", page="complaints", view="causes", cause_by="cost")
    assert_sound(at)
    assert header(at) == "No case of this window names a cost."
    assert "Not recorded" in said(at)


def test_in_chinese(causes):
    at = causes(lang="zh_Hans")
    assert_sound(at)
    assert header(at) == "业务人员操作有误：占7件投诉的42.9%；前4个原因占到80%"


def test_customers_whom_nobody_knows_are_told(causes):
    assert "1 case is of a customer who stands in no order and no file" in said(causes())


@pytest.mark.slow
def test_a_year_without_an_official_calendar_is_told(app, tmp_path):
    home = Home(tmp_path / "home")
    cases = [{"case_id": "1", "kind": "complaint", "customer_id": "A", "received_at": datetime(2031, 3, 4, 10)}]
    cases.append({**cases[0], "case_id": "2", "received_at": datetime(2031, 5, 4, 10)})
    orders = [{"order_id": "o", "customer_id": "A", "order_date": "2031-03-31", "net_amount": 1}]
    imported(home, {"orders": orders, "cases": cases})
    build(home, Settings(threads=2))
    for page in ("complaints", "cases", "standards"):
        assert "The official calendar of 2031 is not known yet" in said(app(tmp_path / "home", page=page)), page
    assert "1 case of the files was received after 31 Mar 2031 and is counted nowhere" in said(
        app(tmp_path / "home", page="cases")
    )
