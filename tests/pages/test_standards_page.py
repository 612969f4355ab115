"""The page Service standards without a browser; figures worked out by hand in ``tests.data.service_company``."""

import json
from datetime import datetime

import pytest

from tests.data.service_company import service_company
from tests.pages.conftest import assert_sound, said

REGULATOR = "REP.regulator..share_within"


@pytest.fixture(scope="module")
def service_home(tmp_path_factory):
    home = tmp_path_factory.mktemp("homes") / "service"
    service_company(home)
    return home


@pytest.fixture
def standards(app, service_home):
    return lambda **parameters: app(service_home, page="standards", **parameters)


def _table(at, column):
    return next(frame.value for frame in at.dataframe if column in frame.value)


def test_headline_tells_the_broken_standard_with_most_tickets(standards):
    at = standards()
    assert_sound(at)
    # Broken: 72 h and the average with six tickets due each, appointments with five, the tier's with three, LAB's two.
    assert at.header[0].value.replace("\\", "") == (
        "Repair: 50% within 72 h against 95% promised; 3 open tickets are past their limit now."
    )
    assert "2 of 7 standards with tickets due are met." in said(at).replace("\\", "")
    assert "No standard for: ODD." in said(at).replace("\\", "")
    assert "An average knows finished tickets only." in said(at).replace("\\", "")


def test_each_standard_has_its_verdict_by_symbol_and_word(standards):
    at = standards()
    table = _table(at, "verdict")
    verdicts = dict(zip(table["rule"], table["verdict"], strict=True))
    assert verdicts["95% within 72 h"] == "✗ not met"
    assert verdicts["40% within 24 h"] == "✓ met"
    assert verdicts["48 h on average"] == "✗ not met"
    assert verdicts["2 working days at most"] == "✗ not met"
    kept = dict(zip(table["rule"], table["kept"], strict=True))
    assert kept["95% within 72 h"] == "3 / 6"
    assert kept["50% of appointments kept"] == "2 / 5"


def test_link_opens_a_standard_with_its_parts_and_worst_tickets(standards):
    at = standards(standard=REGULATOR)
    assert_sound(at)
    assert at.subheader[0].value == "Repair · 95% within 72 h · Regulator"
    assert _table(at, "ticket_id")["ticket_id"].tolist() == ["t6", "t4", "t9", "t3", "t2", "t1", "t7"]
    parts = _table(at, "within")
    assert dict(zip(parts["name"], parts["within"], strict=True)) == {
        "D2 (few)": "0", "D1 (few)": "2", "(not given) (few)": "1",
    }  # fmt: skip
    at.selectbox(key="standard_by").set_value("tier").run()
    assert_sound(at)
    assert at.query_params["standard_by"] == "tier"
    assert "strategic (few)" in _table(at, "within")["name"].tolist()


def test_bars_have_both_limits_in_one_unit(standards):
    chart = json.loads(standards().get("plotly_chart")[0].proto.spec)
    bars, regulator, company = chart["data"]
    place = bars["customdata"].index(REGULATOR)
    assert regulator["x"][place] == 72
    assert company["x"][bars["customdata"].index("REP.company..share_within")] == 24
    assert "hours" in chart["layout"]["title"]["text"]


def test_delivery_shows_both_promises(standards):
    at = standards(standards_view="delivery")
    assert_sound(at)
    assert at.header[0].value == (
        "62.5% of 8 lines due came by the first promise, 75% by the last. 1 was promised again, 5.0 days later."
    )
    assert [metric.value.strip("\u2060") for metric in at.metric] == ["62.5%", "75%", "12.5%", "12.5%"]
    assert "Delivered without a known quantity, not counted as full: 5." in said(at)
    assert _table(at, "days_late")["order_id"].tolist() == ["P5", "P1", "P2"]
    at.selectbox(key="tolerance").set_value("90").run()
    at.selectbox(key="otif_by").set_value("account_manager_id").run()
    assert_sound(at)
    assert at.query_params["tolerance"] == "90"
    assert _table(at, "re_promised")["due"].tolist() == ["4", "4"]


def test_both_languages(standards):
    for view in ("standards", "delivery"):
        at = standards(lang="zh_Hans", standards_view=view)
        assert_sound(at)
        assert at.title[0].value == "服务标准达成"
        assert "promised" not in at.header[0].value


def test_viewer_of_one_manager_sees_their_own_tickets(standards):
    at = standards(standard=REGULATOR)
    at.selectbox(key="view_as").set_value("E2").run()
    assert_sound(at)
    # Of B: t3 over, t4 and t6 open, t5 not yet due.
    assert _table(at, "ticket_id")["ticket_id"].tolist() == ["t6", "t4", "t3"]
    kept = dict(zip(_table(at, "verdict")["rule"], _table(at, "verdict")["kept"], strict=True))
    assert kept["95% within 72 h"] == "0 / 2"
    assert kept["12 h at most"] == "0 / 0"  # of the other manager's strategic customer


def test_company_without_tickets_names_the_files(app, company):
    for view, words in (("standards", "Service tickets"), ("delivery", "Order lines")):
        at = app(company, page="standards", standards_view=view)
        assert_sound(at)
        assert words in at.info[0].value


def test_shipped_standards_are_marked(app, tmp_path):
    rows = [{"ticket_id": "a", "customer_id": "A", "service_code": "装机", "reported_at": datetime(2024, 3, 1, 9)}]
    service_company(tmp_path, standards=False, service_tickets=rows, deliveries=[], order_lines=[], cases=[])
    at = app(tmp_path, page="standards")
    assert_sound(at)
    assert "Shipped standards, recognised by the service code" in said(at)
    assert all(rule.endswith("*") for rule in _table(at, "verdict")["rule"])
