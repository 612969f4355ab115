"""The Pyramid page without a browser: first render, each choice moved, drill, both languages, odd homes."""

import json
from datetime import date

import pytest

from tests.data.hand_made_build import Customer, Order, hand_made_build
from tests.pages.conftest import assert_sound, said


def _metrics(at) -> dict[str, str]:
    return {metric.label: metric.value.strip("\u2060") for metric in at.metric}


def test_first_render_answers_first(app, company):
    at = app(company)
    assert_sound(at)
    assert at.title[0].value == "Customer pyramid"
    assert _metrics(at)["Active customers"] == "36"
    assert "1 customer (2.8% of those active) brings" in at.header[0].value
    assert "As of 31 Dec 2024" in said(at)
    assert "Data through 10 Jan 2025" in said(at)


def test_at_most_five_figures_with_their_change_as_numbers(app, company):
    at = app(company)
    assert len(at.metric) == 5
    assert _metrics(at)["New"] == "0"
    # 40 customers were active in 2023, 36 are in 2024.
    active = next(metric for metric in at.metric if metric.label == "Active customers")
    assert active.proto.format == "%+.1f%%"
    assert float(active.delta) == -10.0


def test_top_fifth_says_of_what(app, company):
    at = app(company, value="orders")
    assert_sound(at)
    share = next(metric for metric in at.metric if metric.label == "Top-20 % share of orders")
    # 36 active customers with 4 orders each: 8 of them are the top fifth.
    assert share.value.startswith("22.2%")
    assert "Numerator: 32\n" in share.help
    assert "Denominator: 144\n" in share.help


def test_no_comparison_is_said_and_not_counted_as_zero(app, company):
    at = app(company, as_of="2023-12")
    assert_sound(at)
    assert "no comparison: the data begins in Jan 2023" in said(at)
    assert {metric.delta for metric in at.metric} == {""}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("as_of", "2024-06", "As of 30 Jun 2024"),
        ("period", "3", "Oct 2024 to Dec 2024"),
        ("period", "month", "Dec 2024"),
        ("period", "quarter", "Oct 2024 to Dec 2024"),
        ("period", "half", "Jul 2024 to Dec 2024"),
        ("period", "ytd", "Jan 2024 to Dec 2024"),
        ("compare", "last_year", "compared with Jan 2023 to Dec 2023"),
        ("value", "orders", "of the orders;"),
        ("value", "profit", "of the gross profit;"),
        ("scheme", "amount", "active customers are in one layer"),
        ("cuts", "selection", "Customer pyramid"),
    ],
)
def test_each_choice_moves_the_page(app, company, key, value, expected):
    at = app(company)
    at.selectbox(key=key).set_value(value).run()
    assert_sound(at)
    assert expected in said(at)


def test_filters_choose_whose_rows_are_shown(app, company):
    at = app(company)
    at.multiselect(key="region").set_value(["East"]).run()
    assert_sound(at)
    assert _metrics(at)["Active customers"] == "20"


def test_link_sets_the_filters(app, company):
    at = app(company, region=["East"], period="6", lang="en")
    assert_sound(at)
    assert _metrics(at)["Active customers"] == "20"
    assert "Jul 2024 to Dec 2024" in said(at)


def test_unknown_value_in_the_link_is_a_sentence(app, company):
    at = app(company, scheme="nonsense", as_of="1999-01")
    assert_sound(at)
    assert "The link says scheme = nonsense, which is not known here" in said(at)
    assert "As of 31 Dec 2024" in said(at)


def test_link_of_another_build_says_so_once(app, company):
    at = app(company, build="20200101T000000000000-abcdef", period="6")
    assert_sound(at)
    assert "This link was made with another build" in said(at)
    assert "Jul 2024 to Dec 2024" in said(at)
    assert "build" not in at.query_params


def test_scheme_with_its_own_base_locks_the_selector(app, company):
    at = app(company, value="orders", scheme="amount")
    assert_sound(at)
    assert at.selectbox(key="value").disabled
    assert at.selectbox(key="value").value == "revenue"


def test_layer_opens_its_customers_with_sums_that_match(app, company):
    at = app(company, layer="Top")
    assert_sound(at)
    # C39 orders 4 x 4,000.00 in 2024; nobody else is in the top 1 %.
    assert "**Top** · 1 customer · net revenue 16,000.00 CNY · gross profit 6,400.00 CNY · orders 4" in said(at)


def test_layer_of_another_scheme_opens_nothing(app, company):
    at = app(company, layer="A")
    assert_sound(at)
    assert at.session_state["layer"] == "A"
    assert "**A**" not in said(at)


def test_click_on_the_chart_opens_the_layer(app, company):
    at = app(company)
    spec = json.loads(at.get("plotly_chart")[0].proto.spec)
    assert list(spec["data"][0]["customdata"])[:4] == ["Top", "Big", "Medium", "Small"]
    at.session_state["layer"] = "Medium"
    at.run()
    assert "**Medium** · 6 customers" in said(at)
    at.button(key="layer_back").click().run()
    assert_sound(at)
    assert "**Medium**" not in said(at)


def test_list_is_paged_and_sorted_on_the_server(app, company):
    at = app(company, layer="Small")
    assert_sound(at)
    table = next(frame.value for frame in at.dataframe if "customer_name" in frame.value)
    assert len(table) == 25
    assert table["revenue"].iloc[0] == "12,400.00"
    at.toggle(key="layer_list_ascending").set_value(True).run()
    table = next(frame.value for frame in at.dataframe if "customer_name" in frame.value)
    assert table["customer_name"].iloc[0] == "客户00"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("view", "expected"),
    [
        ("pareto", "The top 20% of customers bring"),
        ("tiers", "rank below their decided tier"),
        ("months", "Layers at each month end"),
        ("moves", "Of 40 active customers"),
        ("more", "Concentration"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "zh_Hans"])
def test_each_view_in_each_language(app, company, view, expected, lang):
    at = app(company, view=view, lang=lang)
    assert_sound(at)
    assert (expected in said(at)) == (lang == "en")


def test_only_the_open_view_is_sent(app, company):
    at = app(company, view="more")
    assert len(at.get("plotly_chart")) == 1


def test_move_in_the_link_opens_its_names(app, company):
    at = app(company, view="moves", **{"from": "Small", "to": "Inactive"})
    assert_sound(at)
    assert "**Small → Inactive** · 3 customers" in said(at)


def test_chinese_by_the_browser_and_by_the_switch(app, company):
    at = app(company, lang="zh_Hans")
    assert_sound(at)
    assert at.title[0].value == "客户金字塔"
    assert "净营收（不含税）" in _metrics(at)
    at.segmented_control(key="lang").set_value("en").run()
    assert at.title[0].value == "Customer pyramid"


def test_unknown_language_in_the_link_is_a_sentence(app, company):
    at = app(company, lang="xx")
    assert_sound(at)
    assert "The link says lang = xx, which is not known here" in said(at)


def test_account_manager_filter(app, company):
    at = app(company)
    at.multiselect(key="manager").set_value(["E1"]).run()
    assert_sound(at)
    assert _metrics(at)["Active customers"] == "20"


OWN_SCHEME = """
[halves]
mode = "rank"
label = { en = "Halves", zh_Hans = "对半" }
bands = [
  { id = "First", up_to = 50, label = { en = "First half", zh_Hans = "前一半" } },
  { id = "Second", up_to = 100, label = { en = "Second half", zh_Hans = "后一半" } },
]
"""


@pytest.mark.slow
@pytest.mark.parametrize(("lang", "title"), [("en", "First half"), ("zh_Hans", "前一半")])
def test_own_scheme_speaks_both_languages(app, own_home, lang, title):
    (own_home / "schemes.toml").write_text(OWN_SCHEME, encoding="utf-8")
    at = app(own_home, scheme="halves", layer="First", lang=lang)
    assert_sound(at)
    assert f"**{title}**" in said(at)


def test_mistake_in_own_scheme_is_one_sentence(app, own_home):
    (own_home / "schemes.toml").write_text("[halves]\nmode = 'sideways'\n", encoding="utf-8")
    at = app(own_home)
    assert [error.value for error in at.exception] == []
    assert len(at.error) == 1
    assert "halves" in at.error[0].value


def test_view_as_shows_less_and_says_so(app, company):
    at = app(company)
    at.selectbox(key="view_as").set_value("E1").run()
    assert_sound(at)
    assert "You are viewing as" in said(at)
    assert _metrics(at)["Active customers"] == "20"
    assert "view_as" not in at.query_params
    assert not [box for box in at.selectbox if box.key == "cuts"]


def test_view_as_is_never_taken_from_the_link(app, company):
    at = app(company, view_as="E1")
    assert_sound(at)
    assert _metrics(at)["Active customers"] == "36"


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "zh_Hans"])
@pytest.mark.parametrize("view", ["pareto", "tiers", "months", "moves", "more"])
@pytest.mark.parametrize(
    ("customers", "orders"),
    [
        ([Customer("A")], []),
        ([Customer("A")], [Order("A", date(2024, 1, 5), "10.00")]),
        ([Customer(name) for name in "ABC"], [Order(name, date(2024, 1, 5), "10.00") for name in "ABC"]),
        ([Customer("A")], [Order("A", date(2024, 1, 5), "-10.00")]),
    ],
    ids=["nothing ordered", "one customer", "all equal", "only a return"],
)
def test_odd_companies(app, tmp_path, customers, orders, view, lang):
    hand_made_build(tmp_path, customers, orders, data_through=date(2024, 1, 31))
    at = app(tmp_path, view=view, lang=lang)
    assert_sound(at)
    assert len(at.metric) == 5


def test_migration_from_a_window_that_begins_before_the_data_says_so(app, company):
    at = app(company, view="moves", since="2023-06")
    assert_sound(at)
    assert "Data from 1 Jan 2023: the earlier period begins before it" in said(at)
    at = app(company, view="moves", since="2023-12")
    assert "the earlier period begins before it" not in said(at)


def test_months_whose_window_begins_before_the_data_are_named(app, company):
    at = app(company, view="months")
    assert_sound(at)
    assert "Data from 1 Jan 2023: up to Nov 2023 the period begins earlier" in said(at)
    assert "the period begins earlier" not in said(app(company, view="months", period="month"))


def test_all_unknown_parts_of_a_link_are_named_in_one_notice(app, company):
    at = app(company, scheme="nonsense", region="Mars")
    assert_sound(at)
    notices = [warning.value for warning in at.warning]
    assert len(notices) == 1
    assert "scheme = nonsense" in notices[0]
    assert "region = Mars" in notices[0]
