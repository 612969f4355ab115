"""The first view of the page Satisfaction surveys without a browser, of ``tests.data.wave_company``."""

import json

import pytest

from tests.data.wave_company import surveys_files, wave_home
from tests.pages.conftest import assert_sound, said


@pytest.fixture(scope="module")
def surveys_home(tmp_path_factory):
    return wave_home(tmp_path_factory.mktemp("waves"))


@pytest.fixture
def waves(app, surveys_home):
    return lambda **parameters: app(surveys_home, page="surveys", **parameters)


def plainly(text: str) -> str:
    return text.replace("\\", "").replace("\u2060", "")


def cards(at) -> dict[str, str]:
    return {plainly(metric.label): plainly(metric.value) for metric in at.metric}


def chart(at, place: int) -> dict:
    return json.loads(at.get("plotly_chart")[place].proto.spec)


def test_wave_with_all_figures(waves):
    at = waves(wave="W24")
    assert_sound(at)
    sentence = "Overall satisfaction 4.50 of 5 (100 ratings, 4.40 to 4.60): up since Survey W23 by 1.00."
    assert plainly(at.header[0].value) == sentence
    assert cards(at) == {
        "Overall satisfaction": "4.50", "Share satisfied": "100.0%", "Satisfaction index": "50.0", "NPS": "45.0",
        "Ease (CES)": "5.20",
    }  # fmt: skip
    text = plainly(said(at))
    assert "▲ up · +1.00 (+0.90 to +1.10)" in text
    assert "▼ down · −12.5 (−16.0 to −9.0)" in text
    assert "29.3 to 58.0 · n\u00a0100" in text
    assert "≈ no evidence of a change · 0.00 (−0.20 to +0.20)" in text
    assert "equal weights · 2 questions" in text
    assert "agree (5 to 7): 60.0%" in text
    assert "sample: random · mode: phone · agency: 第三方公司 · named · 100 responses" in text
    assert "1 score lies outside its scale" in text
    assert "questions were compared with Survey W23 and corrected together" in text
    assert "60 promoters less 15 detractors of 100 is an NPS of 45.0 (29.3 to 58.0)" in plainly(at.subheader[1].value)
    assert "Call-backs, an instrument of their own (Survey T24): satisfied 97.3% (221 ratings, 94.2% to 98.7%)" in text
    assert [trace["x"] for trace in chart(at, 1)["data"]] == [[0.6], [0.25], [0.15]]


def test_figure_followed_goes_with_the_link(waves):
    at = waves(wave="W24")
    assert chart(at, 0)["data"][1]["y"] == [3.5, 4.5]
    at.selectbox(key="wave_figure").set_value("top2").run()
    assert_sound(at)
    assert at.query_params["wave_figure"] == "top2"
    assert chart(at, 0)["data"][1]["y"] == [50.0, 100.0]
    line = chart(at, 0)["data"][0]
    assert line["y"][-2:] == [50.0, 100.0]
    question = next(code for code in at.selectbox(key="wave_figure").options if "Q3" in code)
    at.selectbox(key="wave_figure").select(question).run()
    assert_sound(at)
    assert chart(at, 0)["data"][1]["y"] == [3.0, 2.0]
    assert len(at.query_params["wave_figure"]) == 8
    again = waves(wave="W24", wave_figure=at.query_params["wave_figure"])
    assert chart(again, 0)["data"][1]["y"] == [3.0, 2.0]


def test_index_by_stated_weights(waves):
    at = waves(wave="W24")
    at.selectbox(key="wave_index").set_value("stated").run()
    assert_sound(at)
    assert cards(at)["Satisfaction index"] == "37.5"
    assert "stated weights · 2 questions" in plainly(said(at))
    # T24 has none: the choice falls back and the page stands.
    assert_sound(waves(wave="T24", wave_index="stated"))


def test_call_backs_lead_with_the_share_satisfied(waves):
    at = waves(wave="T24")
    assert_sound(at)
    sentence = "Satisfied 97.3% (221 ratings, 94.2% to 98.7%): too few ratings to compare with Survey T23."
    assert plainly(at.header[0].value) == sentence
    assert at.metric[0].label == "Share satisfied"
    text = plainly(said(at))
    assert "an instrument of their own" not in text
    assert "Overall satisfaction: 5 gave no answer, 0 do not know" in text
    assert "A trend needs two waves of the series with at least 10 ratings." in text
    assert "needs a rated question of the kind nps" in text


def test_changed_scale_breaks_the_line_and_is_told(waves):
    at = waves(wave="P2")
    assert_sound(at)
    assert "not comparable with Survey P1, whose scale is another" in plainly(at.header[0].value)
    line, points = chart(at, 0)["data"]
    assert points["y"] == pytest.approx([75.0, 100 * 7 / 9])
    assert line["y"][0] is None
    assert line["y"][2] is None
    assert "shown from 0 to 100, not joined, and not compared" in plainly(said(at))


def test_survey_weights_by_a_switch(waves):
    at = waves(wave="G24")
    assert cards(at)["Overall satisfaction"] == "4.00"
    assert "weighted 3.00 (2.32 to 3.68)" in plainly(said(at))
    at.selectbox(key="wave_weights").set_value("survey").run()
    assert_sound(at)
    assert cards(at)["Overall satisfaction"] == "3.00"
    assert "unweighted 4.00 (3.46 to 4.54)" in plainly(said(at))
    assert at.query_params["wave_weights"] == "survey"


def test_anonymous_wave_says_that_nobody_said(waves):
    at = waves(wave="A24")
    assert_sound(at)
    assert plainly(at.header[0].value).startswith("Overall satisfaction 4.00 of 5 (60 ratings, 3.74 to 4.26)")
    assert "Nobody said whether this survey is anonymous" in plainly(said(at))
    assert "in the column Anonymous of the file Surveys" in plainly(said(at))


def test_account_manager_sees_named_waves_of_their_customers(waves):
    at = waves(wave="W24")
    at.selectbox(key="view_as").set_value("E1").run()
    assert_sound(at)
    assert plainly(at.header[0].value).startswith("Overall satisfaction 4.00 of 5 (50 ratings")
    at.selectbox(key="wave").set_value("A24").run()
    assert_sound(at)
    assert not at.metric
    assert "This survey is anonymous" in said(at)


def test_table_of_all_waves_keeps_kinds_apart(waves):
    at = waves(wave="W24")
    at.session_state["wave_all"] = True
    at.session_state["wave_trend_table"] = True
    at.run()
    assert_sound(at)
    text = plainly(said(at))
    assert (
        "|Survey T24|Call-back after a transaction|2024-11-30|3.86|97.3%||||≠ not comparable: too few ratings|" in text
    )
    assert "|Survey T23|Call-back after a transaction|2023-11-30|4.00*|100.0%*||||" in text
    assert "|Survey W24|2024-10-31|100|4.50|4.40 to 4.60|+1.00|▲ up||" in text


@pytest.mark.parametrize("wave", ["W24", "T24", "P2", "A24"])
def test_in_chinese(waves, wave):
    at = waves(wave=wave, lang="zh_Hans")
    assert_sound(at)
    told = {
        "W24": "总体满意度 4.50 分（满分 5 分；100 个评分，4.40 至 4.60）：较Survey W23显著上升 1.00。",
        "T24": "满意率 97.3%（221 个评分，94.2% 至 98.7%）：评分太少，不与Survey T23比较。",
        "P2": "与Survey P1不可比，量表不同",
        "A24": "本系列的第一期",
    }
    assert told[wave] in plainly(at.header[0].value)
    assert "满意率" in cards(at)


def test_one_wave_only(app, tmp_path):
    """Named, one answer: a mean without an interval, thin, and nothing to compare."""
    files = surveys_files()
    kept = {name: [row for row in rows if row["survey_id"] == "G24"] for name, rows in files.items()}
    kept["survey_answers"] = kept["survey_answers"][:1]
    at = app(wave_home(tmp_path, kept), page="surveys")
    assert_sound(at)
    sentence = "Overall satisfaction 5.00 of 5 (1 rating, no interval): the first wave of its series."
    assert plainly(at.header[0].value) == f"{sentence} Thin: fewer than 30 ratings."
    assert "no interval · n\u00a01 · thin" in plainly(said(at))


def test_wave_without_any_figure_names_the_column(app, tmp_path):
    files = surveys_files()
    kept = {name: [row for row in rows if row["survey_id"] == "W24"] for name, rows in files.items()}
    kept["survey_answers"] = [row for row in kept["survey_answers"] if row["item_id"] == "Q6"]
    kept["survey_items"] = [row for row in kept["survey_items"] if row["item_id"] == "Q6"]
    at = app(wave_home(tmp_path, kept), page="surveys")
    assert_sound(at)
    assert "no figure to tell" in plainly(at.header[0].value)


def test_nobody_in_the_selection_answered(waves):
    at = waves(wave="W24", region="East", manager="E2")
    assert_sound(at)
    assert plainly(at.header[0].value) == "Survey W24: no answers among the customers shown here."
    assert not at.metric
    assert not at.get("plotly_chart")


def test_what_people_typed_is_no_markdown(app, tmp_path):
    """Titles and questions are shown letter by letter; a list to choose from knows no Markdown and gets them as they
    are."""
    files, typed = surveys_files(), "*x* [a](http://e.x) <b> $1$ {n}"
    files["surveys"] = [row | {"title": f"{row['survey_id']} {typed}"} for row in files["surveys"]]
    files["survey_items"] = [row | {"text": typed} for row in files["survey_items"]]
    at = app(wave_home(tmp_path, files), page="surveys", wave="W24")
    assert_sound(at)
    assert at.selectbox(key="wave").options[1] == f"W24 {typed} · 31 Oct 2024"
    assert f"Q3 {typed}" in at.selectbox(key="wave_figure").options
    assert typed not in said(at)
    assert typed in plainly(said(at))
    at.selectbox(key="wave_figure").select(f"Q3 {typed}").run()
    assert_sound(at)
    assert "&lt;b&gt;" in chart(at, 0)["layout"]["title"]["text"]
