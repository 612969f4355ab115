"""The view "Who answered" without a browser: figures by hand, widgets moved, anonymous, own customers, languages."""

from dataclasses import replace

import pytest

from dashboard.logic.roles import Right
from dashboard.logic.viewer import account_manager
from dashboard.widgets.surveys import section
from tests.data.heard_company import heard_company
from tests.pages.conftest import assert_sound, said


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return heard_company(tmp_path_factory.mktemp("heard_pages")).root


@pytest.fixture(scope="module")
def bare_home(tmp_path_factory):
    """No cases, no invitations, and no questions that lead a wave."""
    items = [{"survey_id": "W1", "item_id": "q1", "text": "One service", "item_type": "satisfaction"}]
    return heard_company(
        tmp_path_factory.mktemp("heard_bare"), without=("cases", "survey_invites"), survey_items=items
    ).root


@pytest.fixture
def heard(app, home):
    return lambda **parameters: app(home, page="surveys", **({"view": "coverage", "wave": "W1"} | parameters))


def _metrics(at) -> dict[str, str]:
    return {metric.label: metric.value.strip("\u2060") for metric in at.metric}


def _opened(at, key: str, column: str):
    at.session_state[key] = True
    at.run()
    assert_sound(at)
    return next(frame.value for frame in at.dataframe if column in frame.value)


def test_first_render_says_who_answered_and_which_way_it_leans(heard):
    at = heard()
    assert_sound(at)
    assert at.header[0].value == (
        "22 of 40 persons asked answered \\(55%\\); customers with 53.8% of the revenue are heard."
    )
    assert _metrics(at) == {
        "Invited": "41", "Arrived": "97.6%", "Contacts heard": "55.0%", "Accounts heard": "55.3%",
        "Revenue heard": "53.8%",
    }  # fmt: skip
    assert [one.value for one in at.subheader] == [
        "Customers who complained answered less often\\: the figures probably look better than they are.",
        "“Question q1”\\: mean 3.58 with each answer the same, mean 4.07 by revenue.",
        "17 customers were asked and did not answer\\: CN¥35.9k of revenue.",
    ]
    assert "Feb 2024 to Jan 2025, the months of the survey" in said(at)
    assert "2 answers to the first question weigh nothing by revenue." in said(at)
    assert "Less often than the others answered\\: Medium." in said(at)


def test_another_cut_is_in_the_link_and_in_the_table(heard):
    at = heard()
    layers = _opened(at, "coverage_behind", "account_share")
    # of fewer than ten only the numbers
    assert layers["account_share"].tolist()[:4] == ["0 of 1", "0 of 1", "0 of 6", "70.0% (52.1–83.3%) · 21 of 30"]
    at.selectbox(key="answered_by").set_value("region").run()
    assert_sound(at)
    assert at.query_params["answered_by"] == ["region"] or at.query_params["answered_by"] == "region"
    table = next(frame.value for frame in at.dataframe if "account_share" in frame.value)
    assert table["segment"].tolist()[:2] == ["East", "West"]
    assert table["account_share"].tolist()[:2] == ["52.6% (31.7–72.7%) · 10 of 19 *", "57.9% (36.3–76.9%) · 11 of 19 *"]
    assert table["revenue_share"].tolist()[:2] == ["50.0%", "57.9%"]


def test_tables_behind_the_verdicts(heard):
    at = heard()
    table = _opened(at, "bias_behind", "verdict")
    assert table["verdict"].tolist()[2:] == ["▼ less often", "▲ more often", "▼ less often", "≈ no evidence"]
    assert table["respondents"].tolist()[4] == "4.8% · 1 of 21"
    layers = _opened(at, "likeness_behind", "heard_share")
    assert layers["share"].tolist() == ["2.6%", "2.6%", "15.4%", "79.5%"]
    assert layers["heard_share"].tolist()[-1] == "100.0%"


def test_names_open_below_a_click_and_only_for_who_may_see_customers(heard, monkeypatch):
    at = heard()
    assert not [frame for frame in at.dataframe if "customer_name" in frame.value]
    names = _opened(at, "not_heard_behind", "customer_name")
    assert names["customer_name"].tolist()[:2] == ["Name38", "Name37"]
    assert names["account_manager_name"].tolist()[:2] == ["Li Wei", "Wang Fang"]
    require = section.require_viewer
    monkeypatch.setattr(
        section, "require_viewer", lambda right: replace(require(right), rights=frozenset({Right.FIGURES}))
    )
    at = heard()
    at.session_state["not_heard_behind"] = True
    at.run()
    assert_sound(at)
    assert "shown to those who may see customers one by one" in said(at)
    assert not [frame for frame in at.dataframe if "customer_name" in frame.value]


def test_own_customers_only(heard, monkeypatch):
    monkeypatch.setattr(section, "require_viewer", lambda _right: account_manager("E1", "Li Wei"))
    at = heard()
    assert _metrics(at)["Invited"] == "20"
    names = _opened(at, "not_heard_behind", "customer_name")
    assert names["customer_name"].tolist()[:3] == ["Name38", "Name36", "Name34"]
    assert len(names) == 9


def test_how_many_answers_are_enough(heard):
    at = heard(wave="W1")
    at.session_state["sample_behind"] = True
    at.run()
    assert "**132 answers** are needed." in said(at)  # of the 200 of the survey: 384.15 / (1 + 383.15 / 200) = 131.75
    assert "not even asking everybody" in said(at)
    at.text_input(key="sample_population").set_value("1000").run()
    assert "**278 answers** are needed. At this response that takes **927 invitations**." in said(at)
    at.selectbox(key="sample_response").set_value("25").run()
    assert "not even asking everybody" in said(at)
    at.text_input(key="sample_answers").set_value("400").run()
    assert "With 400 answers a share is known to **±3.8 points**." in said(at)
    at.text_input(key="sample_answers").set_value("many").run()
    assert_sound(at)
    assert at.text_input(key="sample_answers").value == ""
    assert "a share is known" not in "".join(one.value for one in at.markdown)


def test_without_a_population_it_is_taken_for_very_large(heard):
    at = heard(wave="W0")
    at.session_state["sample_behind"] = True
    at.run()
    assert_sound(at)
    assert "**385 answers** are needed. At this response that takes **1,284 invitations**." in said(at)


def test_the_number_card_has_both_numbers(heard):
    at = heard()
    at.session_state["coverage_card"] = True
    at.run()
    assert_sound(at)
    assert "Numerator: 42,000.00" in said(at)
    assert "Denominator: 78,000.00" in said(at)
    assert "95% interval 39.7–69.9%" in said(at)


def test_a_wave_without_invitations_names_the_file(heard):
    at = heard(wave="W0")
    assert_sound(at)
    assert at.header[0].value == ("2 active customers are heard, with 0.4% of the revenue; who was asked is not known.")
    assert "Survey invitations" in said(at)
    assert at.subheader[0].value == "Too few answered, or did not answer, to tell whether they differ."
    assert "37 active customers have no answer" in at.subheader[2].value


def test_an_anonymous_wave_has_no_names_no_bias_and_no_weights(heard):
    at = heard(wave="A1")
    assert_sound(at)
    assert "of the revenue are heard" in at.header[0].value
    assert "no list of who did not answer, no weights by revenue and no comparison by complaints" in said(at)
    assert [one.value for one in at.subheader] == ["“Question q1”\\: mean 4.00, each answer counted the same."]
    assert not [frame for frame in at.dataframe if "customer_name" in frame.value]


def test_an_anonymous_wave_is_withheld_under_a_filter(heard):
    at = heard(wave="A1", region=["West"])
    assert_sound(at)
    assert not at.header
    assert "Take the filters off to see it." in said(at)


def test_a_selection_in_which_nobody_answered(heard):
    at = heard(wave="W0", region=["East"], as_of="2024-07-31")
    assert_sound(at)
    at = heard(wave="W0", manager=["E2"], region=["East"])
    assert_sound(at)
    assert at.header[0].value == "Nobody of this selection has answered."


def test_what_is_not_on_file_is_named(app, bare_home):
    at = app(bare_home, page="surveys", view="coverage", wave="W1")
    assert_sound(at)
    for words in ("Complaints are not compared", "Survey invitations"):
        assert words in said(at)
    assert "so nothing is weighted" in at.subheader[1].value


@pytest.mark.parametrize("wave", ["W1", "W0", "A1"])
def test_in_chinese(heard, wave):
    at = heard(wave=wave, lang="zh_Hans")
    assert_sound(at)
    texts = [one.value for one in (*at.header, *at.subheader)]
    plain = "".join(texts).replace("Question q1", "").replace("CN¥", "")
    assert not [letter for letter in plain if letter.isascii() and letter.isalpha()]


def test_unheard_customers_take_the_measured_share(app, home):
    at = app(home, page="iceberg")
    assert_sound(at)
    # fourteen complained in the twelve months to March 2025, and C11: 15 / 0.25
    assert at.header[0].value == (
        "15 customers complained. By a survey 25% of those with a problem tell us: 60 are dissatisfied, "
        "45 of them silent."
    )
    assert (
        "Winter 2025 · 31 Jan 2025\\: 3 of 12 who had a problem told us\\: 25.0%, 95% interval 8.9% to 53.2%."
        in said(at)
    )
    assert "Few had a problem" in said(at)
    at.segmented_control(key="speak_from").set_value("assumption").run()
    assert_sound(at)
    assert "If 8% of the dissatisfied do" in at.header[0].value
    at.session_state["iceberg_behind"] = True
    at.run()
    table = next(frame.value for frame in at.dataframe if "dissatisfied" in frame.value)
    assert table["share"].tolist() == ["25%", "4%", "8%", "50%", "75%"]
    assert table["source"].tolist()[0] == "measured: Winter 2025 · 31 Jan 2025"


def test_too_few_with_a_problem_leave_the_assumption(app, home, monkeypatch):
    from dashboard.widgets.iceberg import section as iceberg

    monkeypatch.setattr(iceberg, "require_viewer", lambda _right: account_manager("E1", "Li Wei"))
    at = app(home, page="iceberg")
    assert_sound(at)
    assert "If 8% of the dissatisfied do" in at.header[0].value
    assert "2 of 6 who had a problem told us. That is too few to take the place of the assumption." in said(at)
