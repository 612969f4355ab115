"""The view What to fix first without a browser, of ``tests.data.driver_company``."""

import json

import pytest

from tests.data.driver_company import driver_home
from tests.pages.conftest import assert_sound, said


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory):
    return driver_home(tmp_path_factory.mktemp("priorities"))


@pytest.fixture
def fix(app, home):
    return lambda wave, **parameters: app(home, page="surveys", view="priorities", wave=wave, **parameters)


def plainly(text: str) -> str:
    return text.replace("\\", "").replace("\u2060", "").replace("\u00a0", " ")


def header(at) -> str:
    return plainly(at.header[0].value)


def test_headline_names_what_to_fix_first_with_its_numbers(fix):
    at = fix("D24")
    assert_sound(at)
    assert header(at).startswith("Fix first: Test report in time, ")
    assert "rated 2.46 against 3.37 on average" in header(at)
    text = plainly(said(at))
    assert "From 160 responses; the 6 questions together explain" in text
    assert "Left out, as fewer than 30 people rated it together with the others: Night service." in text
    assert "|1|Test report in time|◆ Concentrate here|" in text
    assert "|–|Night service|– Too few answers|" in text


def test_expectations_have_their_gap_and_where_not_asked_it_says_so(fix):
    at = fix("D24")
    assert plainly(at.subheader[0].value).startswith(
        "1 of 1 dimensions are surely below what was expected; first Reliability, −2."
    )
    at = fix("F24")
    assert not at.subheader
    assert "Expectations were not asked in this survey" in plainly(said(at))


def test_a_question_is_opened_by_the_box_and_by_the_link(fix):
    at = fix("D24")
    at.selectbox(key="fix_select").set_value("Q2").run()
    assert_sound(at)
    assert at.query_params["fix_item"] == "Q2"
    assert "Importance" in plainly(said(at))
    assert "place 2 of 6" in plainly(said(at))
    at = fix("D24", fix_item="Q1")
    text = plainly(said(at))
    assert "place 1 of 6" in text
    assert "Asked directly how important it is, 160 people said 5.00" in text
    at.selectbox(key="fix_select").set_value("").run()
    assert "place 1 of 6" not in plainly(said(at))


def test_a_question_that_the_link_names_and_nobody_asked(fix):
    at = fix("D24", fix_item="no such")
    assert_sound(at)
    assert "What the link has chosen is not shown here." in said(at)


@pytest.mark.parametrize(
    ("wave", "headline", "why"),
    [
        ("S24", "Too few answers to tell what matters most", "20 responses of 20 customers rated"),
        ("N24", "What matters most cannot be told: no question asks about overall satisfaction", "kind overall"),
        ("F24", "Nothing to put in order: no question goes with overall satisfaction", "Everybody gave the same"),
    ],
)
def test_where_nothing_can_be_told_it_says_why_instead_of_drawing(fix, wave, headline, why):
    at = fix(wave)
    assert_sound(at)
    assert header(at) == headline
    assert any(why in plainly(one.value) for one in at.info)
    assert not at.get("plotly_chart")


def test_a_click_on_a_mark_gives_its_question(fix):
    figure = json.loads(fix("D24").get("plotly_chart")[0].proto.spec)
    keys = [key for trace in figure["data"] for key in trace["customdata"]]
    assert sorted(keys) == ["Q1", "Q2", "Q3", "Q4", "Q5", "Q6"]


def test_in_chinese(fix):
    at = fix("D24", lang="zh_Hans", fix_item="Q1")
    assert_sound(at)
    assert header(at).startswith("首先改进：Test report in time")
    assert "◆ 优先改进" in plainly(said(at))


def test_account_manager_sees_own_customers_and_no_anonymous_wave(fix):
    at = fix("D24")
    at.selectbox(key="view_as").set_value("E1").run()
    assert_sound(at)
    assert "From 80 responses" in plainly(said(at))
    at = fix("A24")
    assert header(at).startswith("Fix first: Test report in time, ")
    at.selectbox(key="view_as").set_value("E1").run()
    assert_sound(at)
    assert "This survey is anonymous" in plainly(said(at))
    assert not at.header


def test_penalty_and_reward_are_folded_up_and_the_cards_tell_how(fix):
    at = fix("D24")
    assert "|Kind of factor|" not in plainly(said(at))
    at.session_state["fix_factors"] = at.session_state["fix_card"] = True
    at.run()
    assert_sound(at)
    text = plainly(said(at))
    assert "|Question|Kind of factor|Penalty of a low mark|" in text
    assert "|Test report in time|" in text
    for words in ("M49 · Derived importance", "M52", "Denominator: 160 responses", "Survey D24"):
        assert words in text
