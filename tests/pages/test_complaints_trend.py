"""The view "Is it getting better?" of the page Complaints, without a browser. The company and its arithmetic:
tests/data/months_company.py; 88 of 220 orders in the complete months of the period, 34 of 220 a year before.
"""

import json

import pytest

from dashboard.widgets.complaints.trend.fields import value_code
from tests.data.months_company import months_company
from tests.pages.conftest import assert_sound, said


@pytest.fixture(scope="session")
def monthly(tmp_path_factory):
    home = tmp_path_factory.mktemp("homes") / "monthly"
    months_company(home)
    return home


@pytest.fixture
def trend(app, monthly):
    return lambda **parameters: app(monthly, page="complaints", view="trend", **parameters)


def _chart(at) -> dict:
    return json.loads(at.get("plotly_chart")[0].proto.spec)


def _told(at) -> str:
    """Without the marks that keep Markdown out of it."""
    return said(at).replace("\\", "")


def _head(at) -> str:
    return at.header[0].value.replace("\\", "")


def _legend(chart: dict) -> list[str]:
    return [one["name"] for one in chart["data"] if one.get("showlegend", True)]


def test_first_render_answers_first(trend):
    at = trend()
    assert_sound(at)
    # 40.00 against 15.45 per 100 orders: 2.588 times
    assert _head(at).startswith(
        "Worse. Complaints per 100 orders: 40.00 (Aug 2023 to Jun 2024), a year earlier 15.45; +159%"
    )


def test_the_new_level_and_its_event_are_told_without_a_cause(trend):
    text = _told(trend())
    assert "Since Jan 2024: 4.0 times as many (60.00 instead of 15.00); 12 days after “New" in text
    assert "Near in time does not mean that it is the cause" in text


def test_signals_are_told_by_word_and_symbol(trend):
    at = trend()
    assert "unusually high in Jan 2024 to Jun 2024" in _told(at)
    chart = _chart(at)
    assert _legend(chart) == ["Each month", "usual level (baseline)", "limits", "unusually high"]
    assert chart["data"][0]["marker"]["symbol"][23:] == ["circle", *["triangle-up"] * 6, "circle-open"]


def test_limits_say_their_baseline_and_their_false_alarms(trend):
    text = _told(trend())
    assert "Baseline Jan 2022 to Dec 2023 (shaded), 24 months: usual level 15.00" in text
    assert "at most 3.5% of the months look unusual all the same" in text
    assert "Jul 2024 is not complete (data to 10 Jul 2024)" in text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("figure", "sentence"),
    [
        ("per_100_customers", "Worse. Complaints per 100 active customers: 400.00"),
        ("on_time", "Share closed in time: 79.5%"),
        ("justified", "Justified share: 87.5%"),
        ("satisfied", "Satisfied share: 100.0%"),
    ],
)
def test_each_figure_has_its_sentence(trend, figure, sentence):
    at = trend()
    at.selectbox(key="spc_figure").set_value(figure).run()
    assert_sound(at)
    assert sentence in _head(at)
    assert at.query_params["spc_figure"] == figure


def test_a_share_without_enough_cases_has_no_limits_and_says_why(trend):
    at = trend(spc_figure="on_time")
    assert_sound(at)
    text = _told(at)
    assert "No limits and no judgement: they need 12 complete months with enough to count, here are 0." in text
    assert "months with fewer than 10 cases have no point" in text


def test_only_one_department(trend):
    at = trend()
    at.selectbox(key="spc_cut").set_value("respondent_department").run()
    at.selectbox(key="spc_value").set_value(value_code("Sales")).run()
    assert_sound(at)
    assert "Complaints per 100 orders, Sales: 20.00" in _head(at)
    assert "Sales" not in str(at.query_params)
    assert "A department has no orders of its own" in _told(at)


def test_baseline_moves_with_the_choice_and_stands_in_the_link(trend):
    at = trend()
    at.selectbox(key="spc_baseline").set_value("2022-12").run()
    assert_sound(at)
    assert "Baseline Jan 2022 to Dec 2022 (shaded), 12 months" in _told(at)
    assert at.query_params["spc_baseline"] == "2022-12"


def test_a_baseline_that_cannot_be_is_told(trend):
    at = trend(spc_baseline="2022-03")
    assert_sound(at)
    assert "A baseline cannot end with 2022-03 here" in _told(at)
    assert "Baseline Jan 2022 to Dec 2023" in _told(at)


def test_a_month_of_the_link_opens_its_cases(trend):
    at = trend(spc_month="2024-01")
    assert_sound(at)
    assert "**Cases received in Jan 2024** · 12 cases" in _told(at)
    at.button(key="spc_close").click().run()
    assert "Cases received in Jan 2024" not in _told(at)


def test_a_month_outside_the_data_is_told(trend):
    at = trend(spc_month="2031-01")
    assert_sound(at)
    assert "2031-01 lies outside the data" in _told(at)


def test_table_has_the_exact_values(trend):
    at = trend()
    at.session_state["spc_behind"] = True
    at.run()
    assert_sound(at)
    table = next(one.value for one in at.dataframe if "lower" in one.value)
    assert table.iloc[0]["month_no"] == "Jul 2024 (incomplete)"
    january = table[table["month_no"] == "Jan 2024"].iloc[0]
    assert january[["count", "exposure", "rate", "upper"]].tolist() == ["12", "20", "60.00", "41.60"]
    assert january["unusual"] == "unusually high this month"
    assert "12 days after" in january["change"]


def test_a_kind_without_cases_says_so(trend):
    at = trend(kind="appeal")
    assert_sound(at)
    assert "Appeals per 100 orders: none (Aug 2023 to Jun 2024), and none a year earlier." in _head(at)


def test_chinese(trend):
    at = trend(lang="zh_Hans")
    assert_sound(at)
    assert _head(at) == (
        "在变差。每百单投诉量：40.00（2023年8月至2024年6月），去年同期 15.45；+159%（95% 区间 +71% 至 +301%）。"
    )
    text = _told(at)
    assert (
        "自2024年1月起：为此前的 4.0 倍（由 15.00 变为 60.00）；在“New *register*”（2023年12月20日）之后 12 天。"
        in text
    )
    assert "2024年1月至2024年6月异常偏高" in text
    assert _legend(_chart(at)) == ["各月", "正常水平（基线）", "控制限", "异常偏高"]


def test_who_may_see_one_managers_customers_sees_their_months_only(trend):
    """Half of the orders and half of the complaints, but the odd one of July."""
    at = trend()
    at.selectbox(key="view_as").set_value("E1").run()
    assert_sound(at)
    assert "Complaints per 100 orders: 40.00" in _head(at)
    at.session_state["spc_behind"] = True
    at.run()
    table = next(one.value for one in at.dataframe if "lower" in one.value)
    assert table[table["month_no"] == "Jan 2024"].iloc[0][["count", "exposure"]].tolist() == ["6", "10"]
