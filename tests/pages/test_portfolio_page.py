"""My customers without a browser: first render, each filter moved, order, drill, both languages, empty homes."""

from datetime import date

import pytest

from dashboard.logic.viewer import account_manager
from tests.data.hand_made_build import Customer, hand_made_build
from tests.pages.conftest import assert_sound, said


def _open(app, home, **parameters):
    return app(home, page="portfolio", **{"lang": "en", **parameters})


def _metrics(at) -> dict[str, str]:
    return {metric.label: metric.value.strip("\u2060") for metric in at.metric}


def _table(at):
    return at.dataframe[0].value


def _totals(at) -> str:
    return next(text.value for text in at.markdown if "net revenue" in text.value)


def test_first_render_answers_first(app, company):
    at = _open(app, company)
    assert_sound(at)
    assert at.title[0].value == "My customers"
    # 2024 against 2023: C05, C15, C25 and C35 stopped, all others order the same again, and as C35 is gone
    # C31 takes the last place of the 20 % that are Medium.
    assert at.header[0].value == "40 customers brought CN¥294k, 10.2% less than before: 1 moved up, 0 moved down."
    assert _metrics(at) == {
        "Customers": "40",
        "Active customers": "36",
        "Net revenue": "CN¥294k",
        "Moved up": "1",
        "Moved down": "0",
    }
    assert _totals(at).startswith(
        r"**40 customers** · net revenue 294,400.00 CNY (−10.2%) · gross profit 117,760.00 CNY"
    )


def test_the_table_has_a_row_per_customer_with_words_and_symbols(app, company):
    table = _table(_open(app, company))
    assert len(table) == 25
    assert list(table.columns[:6]) == [
        "customer_name",
        "layer",
        "direction",
        "revenue",
        "revenue_change_share",
        "to_next",
    ]
    assert table.iloc[0].tolist()[:5] == ["客户39", "Top", "= same", "16,000.00", "0.0%"]


def test_filters_of_the_page_are_not_in_the_side_bar_too(app, company):
    at = _open(app, company)
    assert [one.key for one in at.sidebar.multiselect] == []
    assert {"manager", "layers", "moves"} <= {one.key for one in at.multiselect}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "key", "value", "customers"),
    [
        ("multiselect", "layers", ["Top", "Big"], "2 of 40"),
        ("multiselect", "moves", ["stopped"], "4 of 40"),
        ("multiselect", "manager", ["E1"], "20 customers"),
        ("selectbox", "change", "shrank20", "4 of 40"),
        ("text_input", "portfolio_text", "客户0", "10 of 40"),
        ("text_input", "portfolio_text", "c39", "1 of 40"),
    ],
)
def test_each_filter_of_the_row_moves_the_table(app, company, kind, key, value, customers):
    at = _open(app, company)
    getattr(at, kind)(key=key).set_value(value).run()
    assert_sound(at)
    assert f"**{customers}" in _totals(at)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "key", "value", "customers"),
    [
        ("multiselect", "region", ["East"], "20 customers"),
        ("multiselect", "tiers", ["strategic"], "10 of 40"),
        ("selectbox", "quiet", "90", "5 of 40"),
        ("selectbox", "near", "25", "14 of 40"),
        ("text_input", "missing", "1000", "5 of 40"),
        ("text_input", "least", "14000", "5 of 40"),
        ("text_input", "most", "0", "4 of 40"),
    ],
)
def test_each_filter_behind_the_button_moves_the_table(app, company, kind, key, value, customers):
    at = _open(app, company)
    at.session_state["portfolio_more"] = True
    at.run()
    getattr(at, kind)(key=key).set_value(value).run()
    assert_sound(at)
    assert f"**{customers}" in _totals(at)


def test_filters_combine_stand_in_one_line_and_are_cleared_at_once(app, company):
    at = _open(app, company, layers=["Small"], region=["East"], quiet="400", manager=["E1"])
    assert_sound(at)
    assert "No customer fits all of these filters" in said(at)
    at = _open(app, company, layers=["Small"], least="4000", manager=["E1"])
    at.text_input(key="portfolio_text").set_value("客户").run()
    assert "“客户” · Small · net revenue from 4000 CNY" in said(at)
    at.button(key="portfolio_clear").click().run()
    assert_sound(at)
    assert "**20 customers**" in _totals(at)  # whose they are stays
    assert "portfolio_clear" not in {button.key for button in at.button}


def test_what_is_searched_for_never_stands_in_the_link(app, company):
    at = _open(app, company)
    at.text_input(key="portfolio_text").set_value("客户39").run()
    at.multiselect(key="layers").set_value(["Top"]).run()
    assert "Top" in at.query_params["layers"]
    assert "客户39" not in str(dict(at.query_params))


def test_the_link_holds_every_filter(app, company):
    asked = {
        "layers": ["Small", "Inactive"],
        "moves": ["stopped"],
        "tiers": ["key"],
        "sort": "customer_name",
        "order": "up",
    }
    at = _open(app, company, **asked)
    assert_sound(at)
    assert _table(at)["customer_name"].tolist() == ["客户05", "客户25"]
    assert _table(at).columns[0] == "customer_name"


def test_a_value_of_the_link_that_is_not_understood_is_a_sentence(app, company):
    at = _open(app, company, layers=["Huge"], quiet="soon", least="much")
    assert_sound(at)
    for pair in ("layers = Huge", "quiet = soon", "least = much"):
        assert f"The link says {pair}, which is not known here" in said(at)
    assert "**40 customers**" in _totals(at)


def test_a_custom_value_of_the_link_is_offered_and_holds(app, company):
    at = _open(app, company, quiet="200")
    assert_sound(at)
    assert "No order for 200 days or more" in said(at)
    at.session_state["portfolio_more"] = True
    assert at.run().selectbox(key="quiet").value == "200"


def test_usual_questions_are_one_click_away(app, company):
    at = _open(app, company)
    labels = {button.key: button.label for button in at.button}
    assert labels["portfolio_quick_stopped"] == "✕ stopped · **4**"
    assert "portfolio_quick_down" not in labels  # nobody: no button
    at.button(key="portfolio_quick_stopped").click().run()
    assert_sound(at)
    assert "**4 of 40 customers**" in _totals(at)
    assert _table(at)["customer_name"].tolist() == ["客户35", "客户25", "客户15", "客户05"]
    assert _table(at)["direction"].tolist()[0] == "✕ stopped, was Medium"


def test_order_by_selector_button_and_header(app, company):
    at = _open(app, company)
    at.selectbox(key="sort").set_value("customer_name").run()
    assert _table(at)["customer_name"][0] == "客户39"
    at.button(key="portfolio_turn_order").click().run()
    assert_sound(at)
    assert _table(at)["customer_name"][0] == "客户00"
    assert "up" in at.query_params["order"]


def test_pages_and_their_size(app, company):
    at = _open(app, company, rows="50")
    assert_sound(at)
    assert len(_table(at)) == 40
    at = _open(app, company)
    at.session_state["portfolio_page_1"] = 2
    at.run()
    assert len(_table(at)) == 15
    at.multiselect(key="moves").set_value(["stayed"]).run()
    assert len(_table(at)) == 25  # another list begins at its first page


def test_a_row_opens_the_customers_orders(app, company):
    at = _open(app, company, layers=["Top"])
    at.session_state["portfolio_table_1_1_0"] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    at.run()
    assert_sound(at)
    assert "**客户39** · 8 orders" in said(at)


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "zh_Hans"])
@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"value": "orders"},
        {"value": "profit"},
        {"scheme": "amount"},
        {"as_of": "2023-12"},
        {"as_of": "2025-01"},
        {"cuts": "selection"},
        {"compare": "last_year", "period": "3"},
        {"change": "grew", "near": "10", "quiet": "never", "least": "5", "most": "10", "missing": "3"},
    ],
    ids=str,
)
def test_each_language_and_question_is_sound(app, company, lang, parameters):
    at = app(company, page="portfolio", lang=lang, **parameters)
    assert_sound(at)
    assert at.title[0].value == ("My customers" if lang == "en" else "我的客户")
    at.session_state["portfolio_more"] = True
    at.session_state["portfolio_card"] = True
    assert_sound(at.run())


def test_no_comparison_is_said_and_not_counted_as_zero(app, company):
    at = _open(app, company, as_of="2023-12")
    assert_sound(at)
    assert at.header[0].value == "40 customers brought CN¥328k; 40 of them are active."
    assert _metrics(at)["Moved up"] == "n/a"
    assert at.multiselect(key="moves").disabled
    assert at.selectbox(key="change").disabled


def test_one_account_manager_sees_their_own_and_no_manager_to_choose(app, company):
    at = _open(app, company)
    at.selectbox(key="view_as").set_value("E1").run()
    assert_sound(at)
    assert _metrics(at)["Customers"] == "20"
    assert "manager" not in {one.key for one in at.multiselect}
    assert "account_manager_name" not in _table(at).columns


def test_cards_say_from_what_the_figures_were_made(app, company):
    at = _open(app, company)
    before = said(at)
    at.session_state["portfolio_card"] = True
    text = said(at.run()).replace(before, "")
    for word in (
        "M10 · Direction",
        "M11 · Change of revenue",
        "M15 · Days since the last order",
        "Numerator: -33,600.00",
    ):
        assert word in text, word


def test_an_empty_company_has_a_sentence_and_no_table(app, tmp_path):
    hand_made_build(tmp_path, [], [], data_through=date(2024, 1, 31))
    at = _open(app, tmp_path)
    assert_sound(at)
    assert at.header[0].value == "There are no customers in this portfolio."
    assert len(at.dataframe) == 0


def test_one_customer_who_never_ordered(app, tmp_path):
    hand_made_build(tmp_path, [Customer("A", name="Only one")], [], data_through=date(2024, 1, 31))
    at = _open(app, tmp_path)
    assert_sound(at)
    assert at.header[0].value == "1 customer, not active in this period."
    row = _table(at).iloc[0]
    assert (row["customer_name"], row["layer"]) == ("Only one", "Suspect")


def test_nobody_is_offered_an_order_or_a_search_by_what_is_hidden_from_them(app, company):
    at = _open(app, company, sort="customer_name")
    at.selectbox(key="view_as").set_value("role:analyst").run()
    assert_sound(at)
    assert at.selectbox(key="sort").value == "revenue"
    assert "Sort: Customer" not in at.selectbox(key="sort").options
    assert at.text_input(key="portfolio_text").disabled
    assert set(_table(at)["customer_name"]) == {"•••"}


def test_an_open_customer_is_not_told_again_to_somebody_with_other_rights(app, company, monkeypatch):
    """What the dialog shows was read before the roles changed: it asks for the page anew instead."""

    class DrawnAnew(Exception):
        pass

    def drawn_anew() -> None:
        raise DrawnAnew

    opened = []
    monkeypatch.setattr("dashboard.widgets.portfolio.table.chosen_row", lambda _key: 0)
    monkeypatch.setattr("streamlit.dialog", lambda _title, **_more: lambda drawn: opened.append(drawn) or drawn)
    at = _open(app, company)
    assert_sound(at)
    assert any("Last order" in caption.value and "Net revenue" in caption.value for caption in at.caption)
    narrower = account_manager("E2", "Name of E2")
    monkeypatch.setattr("dashboard.widgets.portfolio.customer.require_viewer", lambda _right: narrower)
    monkeypatch.setattr("dashboard.widgets.portfolio.customer.st.rerun", drawn_anew)
    with pytest.raises(DrawnAnew):
        opened[-1]()
