"""The What-if page without a browser, by figures worked out by hand on the company of forty customers.

In 2024 each of C00 … C39 but C05, C15, C25, C35 orders for 400 x (number + 1): 36 are active, 294,400 in all. The rule
in force takes the first 1, 5 and 20 %: 1, 2 and 8 customers, so C39 is Top (16,000), C38 Big (15,600), C37, C36, C34 …
C31 Medium (from 12,800). Even numbers are E1's customers, odd ones E2's.
"""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from dashboard.data.home import Home
from dashboard.data.records.saved import VISIBILITIES, save, saved
from dashboard.data.records.store import open_records
from dashboard.logic.roles import Right
from dashboard.logic.viewer import account_manager, operator
from tests.data.hand_made_build import Customer, Order, hand_made_build
from tests.pages.conftest import assert_sound, place_of, said

UNTOUCHED = "This is the rule in force: nobody moves."


@pytest.fixture
def what_if(app):
    """``what_if(home, **parameters)``: the page, opened by a link with these parameters."""

    def start(home, **parameters):
        at = app(home, page="what_if")
        at.session_state["what_if_layers_behind"] = True
        for name, value in parameters.items():
            at.query_params[name] = value
        return at.run()

    return start


def _named(elements, name: str):
    """The widget of that name: its key has a number behind it where its value was changed from elsewhere."""
    (found,) = (element for element in elements if element.key and element.key.split(":")[0] == name)
    return found


def _table(at, first: str) -> list[list[str]]:
    """The rows below the titles of the table whose first title is ``first``."""
    text = next(one.value for one in at.markdown if f"|{first}|" in one.value)
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    return [[cell.replace("\u00a0", " ").replace("\\", "") for cell in row] for row in rows[2:]]


def test_untouched_it_is_the_rule_in_force(what_if, company):
    at = what_if(company)
    assert_sound(at)
    assert at.title[0].value == "What-if"
    assert at.header[0].value == UNTOUCHED
    assert [slider.value for slider in at.select_slider] == [100, 500, 2000]
    rows = [row[:2] for row in _table(at, "Value layer")]
    assert rows == [["Top", "1"], ["Big", "1"], ["Medium", "6"], ["Small", "28"]]
    assert "mode" not in at.query_params
    assert "at" not in at.query_params


def test_slider_moves_customers_by_name(what_if, company):
    at = what_if(company)
    _named(at.select_slider, "what_if_slider_rank_1").set_value(1000).run()
    _named(at.select_slider, "what_if_slider_rank_0").set_value(500).run()
    assert_sound(at)
    # 5 % of 36 are 2 customers, 10 % are 4: C38 becomes Top, C37 and C36 become Big.
    assert at.header[0].value == (
        "With these boundaries 3 customers move up and 0 move down. "
        "Top has 2 customers instead of 1 and brings 10.7% instead of 5.4% of the revenue."
    )
    assert [row[:3] for row in _table(at, "Customer")] == [
        ["客户38", "Big → Top", "15,600.00"],
        ["客户37", "Medium → Big", "15,200.00"],
        ["客户36", "Medium → Big", "14,800.00"],
    ]
    assert _table(at, "Customer")[1][3:] == ["400.00", "Name of E2", "key"]
    assert _table(at, "Customer")[0][3] == "—", "there is no layer above Top"
    assert "**Nobody moves down**" in said(at)
    layers = _table(at, "Value layer")
    assert layers[0] == [
        "Top",
        "1 → 2 (+1)",
        "16,000.00 → 31,600.00 (+15,600.00)",
        "6,400.00 → 12,640.00 (+6,240.00)",
        "16,000.00 → 15,600.00",
    ]
    assert layers[2][:2] == ["Medium", "6 → 4 (−2)"]


def test_slider_and_box_stay_in_step_and_in_the_link(what_if, company):
    at = what_if(company)
    _named(at.select_slider, "what_if_slider_rank_2").set_value(3000).run()
    assert _named(at.number_input, "what_if_box_rank_2").value == 30.0
    assert at.query_params["at"] == "1,5,30"
    _named(at.number_input, "what_if_box_rank_2").set_value(33.33).run()
    assert_sound(at)
    assert _named(at.select_slider, "what_if_slider_rank_2").value == 3333
    assert at.query_params["at"] == "1,5,33.33"
    # Dragged on, the exact value stays among the places: they do not change below the pointer.
    places = _named(at.select_slider, "what_if_slider_rank_2").options
    _named(at.select_slider, "what_if_slider_rank_2").set_value(4000).run()
    assert _named(at.select_slider, "what_if_slider_rank_2").options == places
    at.button(key="what_if_back").click().run()
    assert at.header[0].value == UNTOUCHED
    assert "at" not in at.query_params


def test_boundary_stops_at_its_neighbour_and_says_so(what_if, company):
    at = what_if(company)
    _named(at.number_input, "what_if_box_rank_0").set_value(50.0).run()
    assert_sound(at)
    assert [slider.value for slider in at.select_slider] == [500, 500, 2000]
    assert "The boundary of Top stops at its neighbour" in said(at)
    _named(at.select_slider, "what_if_slider_rank_2").set_value(1000).run()
    assert "stops at its neighbour" not in said(at)


def test_untrue_widget_values_change_nothing(what_if, company):
    at = what_if(company)
    for name, value in {"mode": "nonsense", "try_value": "'; drop table", "at": "1,5,x", "tab": "x"}.items():
        at.session_state[name] = value
    at.run()
    assert_sound(at)
    assert at.header[0].value == UNTOUCHED


def test_percents_become_amounts_of_the_same_customers_and_back(what_if, company):
    at = what_if(company)
    _named(at.selectbox, "what_if_mode").set_value("absolute").run()
    assert_sound(at)
    assert [box.value for box in at.number_input if "box" in box.key] == [16_000.0, 15_600.0, 12_800.0]
    assert at.query_params["mode"] == "absolute"
    assert at.query_params["at"] == "16000,15600,12800"
    assert at.header[0].value == "With these boundaries nobody moves up or down."
    _named(at.number_input, "what_if_box_absolute_revenue_0").set_value(15_600.0).run()
    # An amount stays above its neighbour.
    assert _named(at.number_input, "what_if_box_absolute_revenue_0").value == pytest.approx(15_600.0001)
    _named(at.number_input, "what_if_box_absolute_revenue_1").set_value(15_000.0).run()
    assert _table(at, "Value layer")[1][:2] == ["Big", "1 → 2 (+1)"]
    _named(at.selectbox, "what_if_mode").set_value("rank").run()
    assert_sound(at)
    # 1 and 3 and 8 of 36: the rule's own percents where they give the same, else the roundest that does.
    assert at.query_params["at"] == "1,6,20"
    assert _table(at, "Value layer")[1][:2] == ["Big", "1 → 2 (+1)"]


def test_amounts_by_another_value_base_begin_with_as_many_customers(what_if, company):
    at = what_if(company, mode="absolute", at="16000,15600,12800")
    _named(at.selectbox, "what_if_base").set_value("profit").run()
    assert_sound(at)
    # 40 % of each amount is profit.
    assert at.query_params["at"] == "6400,6240,5120"
    assert at.query_params["try_value"] == "profit"
    _named(at.selectbox, "what_if_base").set_value("orders").run()
    assert_sound(at)
    # All have 4 orders: whatever the amounts, nobody can be told apart by them.
    assert "|Top|1 → 36 (+35)|" in said(at).replace("\u00a0", " ").replace("\\", "")


def test_cumulative_share_is_of_the_value(what_if, company):
    at = what_if(company, mode="share", at="5,10,50")
    assert_sound(at)
    # C39 has 5.4 %, C39 and C38 10.7 %: each of the first two bands holds one.
    assert [row[1] for row in _table(at, "Value layer")][:2] == ["1", "1"]


def test_period_and_value_base_are_tried_too(what_if, company):
    at = what_if(company)
    _named(at.selectbox, "what_if_period").set_value("24").run()
    assert_sound(at)
    # Over two years C05, C15, C25, C35 are active again: 40 customers, C35 (14,400) is Small before 20 % = 8.
    assert "4 customers move up" in at.header[0].value
    assert at.query_params["try_period"] == "24"
    _named(at.selectbox, "what_if_base").set_value("profit").run()
    assert_sound(at)
    assert at.query_params["try_value"] == "profit"


def test_buffer_keeps_the_layer_of_the_last_review(what_if, company):
    at = what_if(company)
    _named(at.number_input, "what_if_buffer").set_value(20.0).run()
    assert_sound(at)
    assert at.query_params["buffer"] == "20"
    assert _named(at.selectbox, "what_if_review_months").value == 12
    _named(at.selectbox, "what_if_review_months").set_value(3).run()
    assert_sound(at)
    assert at.query_params["review"] == "3"


def test_buffer_without_an_earlier_review_is_disabled_and_says_why(what_if, company):
    at = what_if(company, as_of="2023-02", buffer="20")
    assert_sound(at)
    assert _named(at.number_input, "what_if_buffer").disabled
    assert "at least three months" in _named(at.number_input, "what_if_buffer").help
    assert "The buffer is not used" in said(at)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"at": "5,1,20"}, "The boundaries 5 · 1 · 20 are not used."),
        ({"at": "5,10"}, "The boundaries 5 · 10 are not used."),
        ({"at": "5,ten,20"}, "The link says at = 5,ten,20, which is not known here"),
        ({"mode": "absolute", "at": "5,10,20"}, "The boundaries 5 · 10 · 20 are not used."),
        ({"buffer": "90"}, "A buffer of 90.0 % is not used: at most 50 %."),
        ({"tab": "nonsense"}, "The link says tab = nonsense, which is not known here"),
        ({"visits": "many"}, "The link says visits = many, which is not known here"),
    ],
)
def test_what_the_link_cannot_ask_is_a_sentence(what_if, company, parameters, expected):
    at = what_if(company, **parameters)
    assert_sound(at)
    assert expected in said(at)
    assert _table(at, "Value layer")[0][:2] == ["Top", "1"]


def test_copied_link_opens_the_same_picture(what_if, company):
    at = what_if(company, region="East", period="24")
    _named(at.select_slider, "what_if_slider_rank_1").set_value(1000).run()
    _named(at.selectbox, "what_if_base").set_value("profit").run()
    at.segmented_control(key="tab").set_value("load").run()
    at.session_state["what_if_link"] = True
    link = _link(at)
    other = what_if(company, **link)
    assert_sound(other)
    assert other.header[0].value == at.header[0].value != UNTOUCHED
    assert _table(other, "Value layer") == _table(at, "Value layer")
    assert _spec(other) == _spec(at)
    assert _table(other, "Account manager") == _table(at, "Account manager")


def _spec(at) -> dict:
    return json.loads(at.get("plotly_chart")[0].proto.spec)


def _link(at) -> dict[str, list[str]]:
    """What the page's own link says, from the state it is made of."""
    from dashboard.widgets.page_state import WHAT_IF

    held = {
        name: at.session_state[name] for name in (*WHAT_IF, "as_of", "period", "compare", "scheme", "value", "cuts")
    }
    held["region"] = at.session_state["region"]
    return {name: value if isinstance(value, list) else [value] for name, value in held.items()}


def test_load_per_manager_and_visits_due(what_if, company):
    at = what_if(company, tab="load", at="5,10,20")
    assert_sound(at)
    assert _table(at, "Account manager") == [
        ["Name of E1", "0 → 1 (+1)", "1", "3 → 2 (−1)", "16", "28 → 38 (+10)"],
        ["Name of E2", "1", "0 → 1 (+1)", "3 → 2 (−1)", "12", "30 → 34 (+4)"],
    ]
    assert "Visits due per year: **72** instead of 58 (+14)." in said(at)


def test_visits_are_set_on_the_page(what_if, company):
    at = what_if(company, tab="load")
    assert "Visits due per year: **58**, as before." in said(at)
    _named(at.number_input, "what_if_visits_Small").set_value(0.0).run()
    assert_sound(at)
    assert at.query_params["visits"] == "12,6,2,0"
    assert "Visits due per year: **30**, as before." in said(at)
    _named(at.number_input, "what_if_visits_Small").set_value(1.0).run()
    assert "visits" not in at.query_params


def test_who_is_taken_out_moves_no_table_to_another_place(what_if, company):
    some, nobody = (what_if(company, tab="loss", out=out) for out in (["C39", "NOBODY"], []))
    assert place_of(some, "what_if_losses_chart") == place_of(nobody, "what_if_losses_chart")


def test_loss_of_chosen_customers(what_if, company):
    at = what_if(company, tab="loss", out=["C39", "NOBODY"])
    assert_sound(at)
    text = said(at).replace("\\", "")
    # 16,000 of 294,400; gross profit 6,400 of 117,760. The others move up one by one: C38 to Top, C37 to Big; without
    # C39 there are 35 active customers, of which 20 % are 7: C30 stays Small.
    assert "net revenue is **CN¥16.0k** lower (5.4%)" in text
    assert "Gross profit is **CN¥6.40k** lower (5.4%)" in text
    assert "Of the others 2 move up and 0 move down" in text
    assert "Not among the customers shown, so not taken out: `NOBODY`" in text
    _named(at.multiselect, "what_if_out").set_value([]).run()
    assert_sound(at)
    assert "lower (5.4%)" not in said(at)
    assert "out" not in at.query_params


def test_customer_is_found_and_taken_out(what_if, company):
    at = what_if(company, tab="loss")
    at.text_input(key="what_if_find_out").set_value("客户3").run()
    _named(at.multiselect, "what_if_out").set_value(["C38"]).run()
    assert_sound(at)
    assert at.query_params["out"] == "C38"
    assert "客户38" not in str(dict(at.query_params))
    at.session_state["what_if_losses_chart"] = {"selection": {"points": [{"customdata": "C39"}]}}
    at.run()
    assert_sound(at)
    assert "Without these 2 customers" in said(at) or at.session_state["out"] == ["C38"]


def test_what_it_takes_for_a_customer(what_if, company):
    at = what_if(company, tab="reach")
    at.text_input(key="what_if_find_reach").set_value("C36").run()
    assert_sound(at)
    assert "In **Medium** with 14,800.00 CNY of net revenue." in said(at)
    assert _tables(at, "Value layer")[0] == [["Top", "1,200.00 CNY"], ["Big", "800.00 CNY"], ["Medium", "reached"]]


def _tables(at, first: str) -> list[list[list[str]]]:
    texts = [one.value for one in at.markdown if f"|{first}|" in one.value]
    return [
        [line.strip("|").replace("\u00a0", " ").replace("\\", "").split("|") for line in text.splitlines()][2:]
        for text in texts
    ]


def test_cut_for_a_number_of_customers_is_used(what_if, company):
    at = what_if(company, tab="reach")
    _named(at.selectbox, "what_if_reach_layer").set_value("Big").run()
    _named(at.number_input, "what_if_reach_count_Big").set_value(5).run()
    # Behind C39 come C38, C37, C36, C34 and C33 with 13,600.
    assert "Cut value of Big: **13,600.00 CNY**. Big then has 5 customers" in said(at)
    at.button(key="what_if_use_cut").click().run()
    assert_sound(at)
    assert at.query_params["at"] == "16000,13600,12800"
    assert _named(at.selectbox, "what_if_mode").value == "absolute"
    assert _table(at, "Value layer")[1][1] == "1 → 5 (+4)"


def test_cut_for_a_share(what_if, company):
    at = what_if(company, tab="reach")
    _named(at.selectbox, "what_if_reach_wish").set_value("share").run()
    _named(at.number_input, "what_if_reach_share").set_value(10.0).run()
    assert_sound(at)
    # 10 % of 294,400 are reached with C38.
    assert "Cut value of Top: **15,600.00 CNY**. Top then has 2 customers and brings 10.7%" in said(at)


def saved_scenarios(home):
    return saved(open_records(Home(home)), "scenario", "what-if", operator())


def test_scenario_is_saved_compared_opened_and_removed(what_if, own_home):
    at = what_if(own_home, tab="scenarios", at="1,50,75")
    assert "No scenario has been saved yet." in said(at)
    at.text_input(key="what_if_name").set_value("Halves *now*")
    at.text_input(key="what_if_note").set_value("first try")
    next(button for button in at.button if button.label == "Save what is tried").click().run()
    assert_sound(at)
    (kept,) = saved_scenarios(own_home)
    assert (kept.name, kept.note, kept.author) == ("Halves *now*", "first try", "operator")
    assert kept.parameters["at"] == ("1,50,75",)
    assert "tab" not in kept.parameters
    at.button(key="what_if_back").click().run()
    at.multiselect(key="what_if_compared").set_value([kept.thing_id]).run()
    assert_sound(at)
    rows = {row[0]: row[1:] for row in _table(at, "Compared")}
    # Four customers: 1, 5, 20 % are 1 each, so all layers but Top and Small are empty; 1, 50, 75 % are 1, 2, 3.
    assert rows["Boundaries"] == ["1 · 5 · 20 %", "1 · 50 · 75 %"]
    assert rows["Top: customers"] == ["1", "1"]
    assert rows["Big: customers"] == ["0", "1"]
    assert rows["Moved up"] == ["—", "2"]
    at.button(key="what_if_open").click().run()
    assert_sound(at)
    assert at.query_params["at"] == "1,50,75"
    assert [slider.value for slider in at.select_slider] == [100, 5000, 7500]
    at.button(key="what_if_remove").click().run()
    assert_sound(at)
    assert saved_scenarios(own_home) == []
    assert "No scenario has been saved yet." in said(at)


def test_scenario_without_a_name_is_refused_in_a_sentence(what_if, own_home):
    at = what_if(own_home, tab="scenarios")
    next(button for button in at.button if button.label == "Save what is tried").click().run()
    assert_sound(at)
    assert "The name is empty." in said(at)


@pytest.mark.slow
def test_scenario_of_older_data_says_that_the_data_is_newer(what_if, own_home):
    at = what_if(own_home, tab="scenarios")
    at.text_input(key="what_if_name").set_value("Before")
    next(button for button in at.button if button.label == "Save what is tried").click().run()
    orders = [Order(name, date(2024, 2, 5), "100") for name in "ABCD"]
    hand_made_build(own_home, [Customer(name) for name in "ABCD"], orders, data_through=date(2024, 2, 29))
    at = what_if(own_home, tab="scenarios")
    assert_sound(at)
    assert "saved with data through 2024-01-31; the data here is newer: through 2024-02-29" in said(at).replace(
        "\\", ""
    )


def test_viewer_with_a_scope_sees_own_moves_and_no_exact_cut(what_if, company):
    at = what_if(company)
    at.selectbox(key="view_as").set_value("E1").run()
    _named(at.select_slider, "what_if_slider_rank_1").set_value(1000).run()
    assert_sound(at)
    # C36 is E1's, C37 is not; 10 % of 36 are 4 customers of the company.
    assert [row[0] for row in _table(at, "Customer")] == ["客户36"]
    # The cuts of the company are 16,000, 15,600 → 14,800 and 12,800.
    assert [row[-1] for row in _table(at, "Value layer")][:3] == ["16,000.00", "16,000.00 → 15,000.00", "13,000.00"]
    assert "rounded to two significant digits" in said(at)
    _named(at.selectbox, "what_if_mode").set_value("absolute").run()
    assert_sound(at)
    # 16,000, 14,800 and 12,800, each in two digits.
    assert at.query_params["at"] == "16000,15000,13000"
    _named(at.selectbox, "what_if_mode").set_value("rank").run()
    assert [slider.value for slider in at.select_slider] == [100, 500, 2000]


def test_scheme_locked_to_amounts(what_if, company):
    at = what_if(company, scheme="amount")
    assert_sound(at)
    assert at.header[0].value == UNTOUCHED
    assert [box.value for box in at.number_input if "box" in box.key] == [10_000_000.0, 1_000_000.0]
    _named(at.number_input, "what_if_box_absolute_revenue_1").set_value(12_000.0).run()
    assert_sound(at)
    # C29 has exactly 12,000; C39 … C36, C34 … C29 are ten customers.
    assert "10 customers move up" in at.header[0].value
    _named(at.selectbox, "what_if_mode").set_value("rank").run()
    assert_sound(at)
    assert "10 customers move up" in at.header[0].value


@pytest.mark.slow
def test_own_scheme_with_its_own_bands(what_if, own_home):
    (own_home / "schemes.toml").write_text(
        '[halves]\nmode = "rank"\nlabel = { en = "Halves", zh_Hans = "对半" }\n'
        "bands = [\n"
        '  { id = "First", up_to = 50, label = { en = "First | half", zh_Hans = "前一半" } },\n'
        '  { id = "Second", up_to = 100, label = { en = "Second half", zh_Hans = "后一半" } },\n]\n'
        '[all]\nmode = "rank"\nlabel = { en = "All", zh_Hans = "全部" }\n'
        'bands = [ { id = "Everybody", up_to = 100, label = { en = "Everybody", zh_Hans = "全体" } } ]\n',
        encoding="utf-8",
    )
    at = what_if(own_home, scheme="halves")
    assert_sound(at)
    _named(at.select_slider, "what_if_slider_rank_0").set_value(2500).run()
    assert_sound(at)
    # Of four customers the first half are D and C: with a quarter C moves down.
    assert "0 customers move up and 1 moves down. First | half has 1 customer instead of 2" in at.header[0].value
    at = what_if(own_home, scheme="all")
    assert_sound(at)
    assert "This scheme has one layer, so there is no boundary to move." in said(at)


def _home(tmp_path, customers, orders):
    hand_made_build(tmp_path, customers, orders, data_through=date(2024, 1, 31))
    return tmp_path


TABS = ("movers", "load", "loss", "reach", "scenarios")


@pytest.mark.slow
@pytest.mark.parametrize("tab", TABS)
def test_nobody_active(what_if, tmp_path, tab):
    home = _home(tmp_path, [Customer("A")], [])
    at = what_if(home, at="2,10,30", tab=tab)
    assert_sound(at)
    assert at.header[0].value == "No customer has net revenue above zero in this period."


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["rank", "share", "absolute"])
def test_one_customer_and_all_equal_values(what_if, tmp_path, mode):
    home = _home(tmp_path, [Customer("A"), Customer("B")], [Order(name, date(2024, 1, 5), "100") for name in "AB"])
    at = what_if(home)
    _named(at.selectbox, "what_if_mode").set_value(mode).run()
    assert_sound(at)
    assert _table(at, "Value layer")[0][:2] == ["Top", "2"]


def test_profit_with_customers_of_unknown_cost(what_if, tmp_path):
    orders = [Order("A", date(2024, 1, 5), "100", "60"), Order("B", date(2024, 1, 5), "500")]
    at = what_if(_home(tmp_path, [Customer("A"), Customer("B")], orders), try_value="profit")
    assert_sound(at)
    # B was Top by revenue and has no known profit: neither up nor down. A was Small and is the only one by profit.
    assert "1 customer moves up and 0 move down" in at.header[0].value
    assert ["Unknown", "0 → 1 (+1)"] in [row[:2] for row in _table(at, "Value layer")]


@pytest.mark.slow
@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("mode", ["rank", pytest.param("absolute", marks=pytest.mark.slow)])
def test_the_page_in_chinese(what_if, company, tab, mode):
    limits = "5,10,20" if mode == "rank" else "15600,14800,12800"
    at = what_if(company, lang="zh_Hans", mode=mode, at=limits, tab=tab, out="C39")
    assert_sound(at)
    assert at.title[0].value == "分层试算"
    assert "按此分层线，3位客户升层，0位降层。" in at.header[0].value
    english = [text for text in ("customer", "layer", "Boundar", "moves") if text in said(at)]
    assert english == []


def test_actions_are_made_when_opened(what_if, company):
    at = what_if(company, at="5,10,20")
    for key in ("what_if_card", "what_if_export", "what_if_link"):
        at.session_state[key] = True
    at.run()
    assert_sound(at)
    assert "at=5%2C10%2C20" in at.code[-1].value
    assert "build=" in at.code[-1].value
    assert "**M5 · Layer by the proposal**" in said(at)
    names = [button.proto.id for button in at.get("download_button")]
    assert len([name for name in names if "what_if_export" in name]) == 4


@pytest.mark.slow
def test_only_the_author_removes_a_scenario(what_if, own_home):
    kept = save(
        open_records(Home(own_home)),
        kind="scenario",
        page="what-if",
        name="Another's",
        note="two\nlines",
        visibility="everybody",
        viewer=replace(operator(), login="somebody"),
        now=datetime(2024, 2, 1, 8, 30, tzinfo=UTC),
        build_id="20200101T000000000000-abcdef",
        data_through=date(2024, 1, 31),
        parameters={"at": ["5,1,20"], "visits": ["1,0,0,0"], "as_of": ["1999-01"]},
    )
    at = what_if(own_home, tab="scenarios")
    assert_sound(at)
    assert at.button(key="what_if_remove").disabled
    row = ["Another's", "two lines", "somebody", "Everybody", "2024-02-01 08:30"]
    assert _table(at, "Scenario") == [[*row, "saved on another build, data through 2024-01-31"]]
    at.multiselect(key="what_if_compared").set_value([kept.thing_id]).run()
    assert_sound(at)
    # What cannot be worked out is named with the reason, and opened with what is known.
    assert "**Another's**: The limits 5 %, 1 %, 20 % are not right." in said(at)
    at.button(key="what_if_open").click().run()
    assert_sound(at)
    assert "The scenario says as_of = 1999-01, which is not known here" in said(at)
    assert "The boundaries 5 · 1 · 20 are not used." in said(at)
    assert at.header[0].value == UNTOUCHED


def test_cuts_that_are_not_told_begin_with_the_viewers_own_customers(what_if, company):
    at = what_if(company)
    at.selectbox(key="view_as").set_value("E1").run()
    _named(at.selectbox, "what_if_base").set_value("orders").run()
    _named(at.selectbox, "what_if_mode").set_value("absolute").run()
    assert_sound(at)
    # A cut of 4 orders has no digit to round away. E1's customers have 4 orders each.
    assert at.query_params["at"] == "4,3,2"


def test_who_sees_a_scenario(what_if, own_home):
    warning = "The boundaries are amounts: everybody can read the exact boundaries of the company there."
    at = what_if(own_home, tab="scenarios", mode="absolute", at="400,300,200")
    assert at.selectbox(key="what_if_visibility").value == "company"
    assert warning not in said(at)
    at.selectbox(key="what_if_visibility").set_value("everybody").run()
    assert_sound(at)
    assert warning in said(at)
    for name, visibility in (("A", "everybody"), ("B", "own"), ("C", "company")):
        at.selectbox(key="what_if_visibility").set_value(visibility).run()
        at.text_input(key="what_if_name").set_value(name)
        next(button for button in at.button if button.label == "Save what is tried").click().run()
        assert_sound(at)
    assert sorted((row[0], row[3]) for row in _table(at, "Scenario")) == [
        ("A", "Everybody"),
        ("B", "Only me"),
        ("C", "Whoever sees all customers"),
    ]


def test_a_viewer_with_a_scope_shares_with_everybody_and_sees_only_what_is_for_them(app, own_home, monkeypatch):
    viewer = replace(account_manager("E1", "Arno"), login="arno")
    store = open_records(Home(own_home))
    for visibility in VISIBILITIES:
        save(
            store,
            kind="scenario",
            page="what-if",
            name=f"for {visibility}",
            visibility=visibility,
            viewer=operator(),
            now=datetime(2024, 2, 1, tzinfo=UTC),
            build_id="another",
            data_through=date(2024, 1, 31),
            parameters={"mode": ["absolute"], "at": ["16000,15600,12800"]},
        )
    hidden = [one.thing_id for one in saved(store, "scenario", "what-if", operator()) if one.visibility != "everybody"]
    monkeypatch.setattr("dashboard.widgets.viewing.operator", lambda: viewer)
    at = app(own_home, page="what_if")
    at.session_state["what_if_scenario"] = hidden[0]  # as a forged widget would say
    at.session_state["what_if_compared"] = hidden
    at.query_params["tab"] = "scenarios"
    at.run()
    assert_sound(at)
    assert at.selectbox(key="what_if_visibility").value == "everybody"
    assert [row[0] for row in _table(at, "Scenario")] == ["for everybody"]
    assert at.session_state["what_if_compared"] == []
    assert at.session_state["what_if_scenario"] not in hidden


@pytest.mark.slow
def test_a_right_taken_away_since_the_page_was_drawn_saves_no_scenario(what_if, own_home, monkeypatch):
    at = what_if(own_home, tab="scenarios")
    at.text_input(key="what_if_name").set_value("Late")
    analyst = replace(operator(), rights=frozenset(Right) - {Right.RECORD})
    monkeypatch.setattr("dashboard.widgets.viewing.operator", lambda: analyst)
    next(button for button in at.button if button.label == "Save what is tried").click().run()
    assert "This page is not for your role." in said(at)
    assert saved(open_records(Home(own_home)), "scenario", "what-if", operator()) == []
    at = what_if(own_home, tab="scenarios")
    assert_sound(at)
    assert "Save what is tried" not in [button.label for button in at.button]


@pytest.mark.parametrize("kind", ["scenario", "view"])
def test_what_somebody_else_sees_is_neither_opened_nor_linked_nor_named(what_if, tmp_path, monkeypatch, kind):
    """Saved by somebody who sees all customers, for everybody: its customers and managers are for its reader to see."""
    customers = [Customer("A", manager="E1"), Customer("B", manager="E2"), Customer("C", manager="E2")]
    home = _home(tmp_path, customers, [Order(name, date(2024, 1, 5), "100") for name in "ABC"])
    save(
        open_records(Home(home)),
        kind=kind,
        page="what-if",
        name="Of the whole",
        visibility="everybody",
        viewer=replace(operator(), login="boss"),
        now=datetime(2024, 2, 1, 8, 30, tzinfo=UTC),
        build_id="another",
        data_through=date(2024, 1, 31),
        parameters={"out": ["A", "B", "C", "Nobody"], "manager": ["E2"], "region": ["Nowhere"], "at": ["5,10,20"]},
    )
    viewer = replace(account_manager("E1", "Arno"), login="arno")
    monkeypatch.setattr("dashboard.widgets.viewing.operator", lambda: viewer)
    at = what_if(home, tab="scenarios" if kind == "scenario" else "loss")
    at.session_state["what_if_scenario_link"] = at.session_state["saved_views"] = True
    at.run()
    assert_sound(at)
    if kind == "scenario":
        links = [code.value for code in at.code if "at=5%2C10%2C20" in code.value]
        assert links, "the scenario's own"
        assert all("out=A" in link for link in links)
    shown = [said(at), *(code.value for code in at.code)]
    at.button(key="what_if_open" if kind == "scenario" else "saved_view_open").click().run()
    assert_sound(at)
    assert list(at.session_state["out"]) == ["A"]
    assert at.session_state["at"] == "5,10,20"
    assert (at.session_state["manager"], at.session_state["region"]) == ([], [])
    sentence = "5 customers or filter values in it are not among those you see, and are left out."
    assert sentence in said(at)
    at.query_params["tab"] = "loss"
    at.run()
    shown += [said(at), str(dict(at.query_params)), *(code.value for code in at.code)]
    for name in ("out=B", "out=C", "Nobody", "E2", "Nowhere", "'B'", "'C'"):
        assert name not in "\n".join(shown)
