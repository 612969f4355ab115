"""Unheard customers without a browser: the estimate, the names, the effect; nothing on file, own customers, masks."""

import json
from dataclasses import replace

import pytest

from dashboard.widgets import viewing
from dashboard.widgets.iceberg import section
from tests.data.silent_company import ORDERS, silent_company
from tests.pages.conftest import assert_sound, said


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return silent_company(tmp_path_factory.mktemp("unheard")).root


@pytest.fixture(scope="module")
def bare_home(tmp_path_factory):
    """Orders only, and nobody wrote down when they came."""
    orders = [one | {"completed_date": None} for one in ORDERS]
    tables = ("deliveries", "service_tickets", "visits", "cases")
    return silent_company(tmp_path_factory.mktemp("bare"), without=tables, orders=orders).root


@pytest.fixture
def unheard(app, home):
    return lambda **parameters: app(home, page="iceberg", **parameters)


def _metrics(at) -> dict[str, str]:
    return {metric.label: metric.value.strip("\u2060") for metric in at.metric}


def _table(at, column: str):
    return next(frame.value for frame in at.dataframe if column in frame.value)


def _chart(at) -> dict:
    return json.loads(at.get("plotly_chart")[0].proto.spec)


def test_first_render_is_the_estimate(unheard):
    at = unheard()
    assert_sound(at)
    assert at.title[0].value == "Unheard customers"
    # S2 on 1 July 2023 and S3: two of ten active customers.
    assert at.header[0].value == (
        "2 customers complained. If 8% of the dissatisfied do, 25 are dissatisfied, 23 of them silent."
    )
    assert _metrics(at) == {
        "Complained": "2",
        "Dissatisfied": "25",
        "Silent": "23",
        # 23 x 2,645 x (0.26 - 0.13)
        "Contribution at risk": "CN¥7.91k",
    }
    assert "more than the 10 active customers of this selection: here at least 20.0% of the dissatisfied" in said(at)
    assert "1 complaint names no known customer and is not counted." in said(at)
    assert "A claim, no norm." in said(at)
    assert "Survey answers" in said(at)
    assert [trace["y"] for trace in _chart(at)["data"]] == [[2], [-23]]


def test_another_share_moves_everything_and_is_in_the_link(unheard):
    at = unheard()
    at.select_slider(key="speak").set_value("75").run()
    assert_sound(at)
    # 2 / 0.75 = 2.67; 0.67 of them silent
    assert "If 75% of the dissatisfied do, 3 are dissatisfied, 1 of them silent." in at.header[0].value
    assert at.query_params["speak"] == "75"
    assert "must have complained" not in said(at)
    assert "TARP's own correction for business customers" in said(at)
    at.select_slider(key="loss").set_value("13").run()
    assert _metrics(at)["Contribution at risk"] == "CN¥0.00"


def test_a_published_claim_is_one_click_away(unheard):
    at = unheard()
    at.button(key="speak_50").click().run()
    assert_sound(at)
    assert at.select_slider(key="speak").value == "50"
    assert at.query_params["speak"] == "50"
    assert "TARP's own correction: about half tell the front line" in said(at)


def test_table_behind_has_every_published_claim(unheard):
    at = unheard(speak="20")
    at.session_state["iceberg_behind"] = True
    at.run()
    assert_sound(at)
    table = _table(at, "dissatisfied")
    assert table["share"].tolist() == ["4%", "8%", "20%", "50%", "75%"]
    assert table["dissatisfied"].tolist() == ["50", "25", "10", "4", "3"]
    assert table["source"].tolist()[2] == "your choice, without a source"


def test_silent_sufferers_by_name(unheard):
    at = unheard(part="silent")
    assert_sound(at)
    assert at.header[0].value == (
        "5 customers had bad service in 180 days, no complaint and no visit: together CN¥1.95k gross profit."
    )
    table = _table(at, "late_orders")
    assert table["customer_name"].tolist() == ["Two", "Nine", "Seven", "Six", "One <b>1</b>"]
    assert table["worst_days"].tolist() == ["", "7", "1", "", "10"]
    assert table["last_visit_on"].tolist() == ["", "", "", "2024-04-01", ""]
    assert "7 customers of this selection had bad service in these days; 5 of them are silent." in said(at)


def test_days_to_look_back_are_chosen_and_in_the_link(unheard):
    at = unheard(part="silent")
    at.selectbox(key="bad_days").set_value("365").run()
    assert_sound(at)
    assert _table(at, "late_orders")["customer_name"].tolist()[0] == "Five"
    assert at.query_params["bad_days"] == "365"
    at.selectbox(key="visit_days").set_value("180").run()
    assert "Six" not in _table(at, "late_orders")["customer_name"].tolist()


def test_a_row_shows_its_evidence(unheard, monkeypatch):
    at = unheard(part="silent")
    import dashboard.widgets.iceberg.silent as silent

    monkeypatch.setattr(silent, "chosen_row", lambda _key: 1)
    at.run()
    assert_sound(at)
    rows = _table(at, "reference")
    assert rows["reference"].tolist() == ["p9", "o9"]
    assert rows["days_late"].tolist() == ["7", "3"]
    assert rows["kind"].tolist() == ["Order later than first promised"] * 2


def test_evidence_is_not_for_who_may_not_know_whose_it_is(unheard, monkeypatch):
    import dashboard.widgets.iceberg.silent as silent

    masks = frozenset({"customer_id", "customer_name"})
    require = section.require_viewer
    monkeypatch.setattr(section, "require_viewer", lambda right: replace(require(right), masks=masks))
    monkeypatch.setattr(silent, "chosen_row", lambda _key: 1)
    at = unheard(part="silent")
    assert_sound(at)
    assert set(_table(at, "late_orders")["customer_name"]) == {"•••"}
    assert "Customer numbers are hidden for you" in said(at)
    assert not [frame for frame in at.dataframe if "reference" in frame.value]


def test_own_customers_only(unheard, monkeypatch):
    from dashboard.logic.viewer import account_manager

    monkeypatch.setattr(section, "require_viewer", lambda _right: account_manager("E1", "Li Wei"))
    at = unheard(part="silent")
    assert_sound(at)
    assert _table(at, "late_orders")["customer_name"].tolist() == ["Two", "One <b>1</b>"]
    at.segmented_control(key="part").set_value("iceberg").run()
    assert_sound(at)
    assert "2 customers complained" in at.header[0].value
    assert viewing.require_viewer is not None


def test_filters_of_the_side_bar_choose_whose_it_is(unheard):
    at = unheard(part="silent", manager=["E2"])
    assert _table(at, "late_orders")["customer_name"].tolist() == ["Nine", "Seven", "Six"]
    at = unheard(manager=["E2"])
    assert_sound(at)
    assert at.header[0].value == (
        "No customer of this selection complained from 1 Jul 2023 to 30 Jun 2024: there is nothing to estimate from."
    )
    assert not at.get("plotly_chart")


def test_too_few_cases_are_said(unheard):
    at = unheard(part="effect")
    assert_sound(at)
    assert at.header[0].value == (
        "Not enough cases yet: 0 of 30 complaining customers with six whole months before and after."
    )
    assert not at.get("plotly_chart")
    assert "not that the complaint or its handling was the cause" in said(at)


@pytest.mark.slow
@pytest.mark.parametrize("part", ["iceberg", "effect"])
def test_without_cases_the_file_is_named(app, bare_home, part):
    at = app(bare_home, page="iceberg", part=part)
    assert_sound(at)
    assert "No case is on file. Import Complaints and feedback" in said(at)


def test_without_facts_about_the_service_every_file_is_named(app, bare_home):
    at = app(bare_home, page="iceberg", part="silent")
    assert_sound(at)
    assert "is not known: no facts about the service are on file" in at.header[0].value
    for words in (
        "No late order is known",
        "No late ticket",
        "No damage",
        "No visit is known",
        "No complaint is known",
    ):
        assert words in said(at)


@pytest.mark.parametrize("part", ["iceberg", "silent", "effect"])
def test_in_chinese(app, home, part):
    at = app(home, page="iceberg", part=part, lang="zh_Hans")
    assert_sound(at)
    text = at.title[0].value + at.header[0].value
    assert not [letter for letter in text if letter.isascii() and letter.isalpha() and letter not in "CN"]


def test_a_link_with_nonsense_falls_back(unheard):
    at = unheard(part="ice", speak="3", bad_days="0")
    assert_sound(at)
    assert "8%" in at.header[0].value
