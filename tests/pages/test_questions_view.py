"""The view Questions of the page Satisfaction surveys without a browser, of ``tests.data.question_company``."""

import json

import pytest

from tests.data.question_company import TEXTS, question_home
from tests.pages.conftest import assert_sound, place_of, said


@pytest.fixture(scope="module")
def surveys_home(tmp_path_factory):
    return question_home(tmp_path_factory.mktemp("questions"))


@pytest.fixture
def items(app, surveys_home):
    def start(wave="Q24", **parameters):
        at = app(surveys_home, page="surveys", view="items", wave=wave, **parameters)
        assert_sound(at)
        return at

    return start


def plainly(text: str) -> str:
    return text.replace("\\", "").replace("\u2060", "")


def chart(at, place=0):
    """A chart as it was sent."""
    return json.loads(at.get("plotly_chart")[place].proto.spec)


def told(at) -> str:
    return plainly(said(at))


def test_the_sentence_says_what_changed_and_what_is_lowest(items):
    words = told(items())
    assert "Since Survey Q23, of 3 questions 1 went up, 1 went down, 1 show no evidence of change." in words
    assert f"Lowest: “{TEXTS['Q3']}”, mean 2.71 of 5 (70 ratings)." in words
    assert "1 answer lies outside the scale" in words


def test_bars_stand_under_their_service_with_its_score(items):
    at = items()
    sent = chart(at)
    texts = " | ".join(one["text"] for one in sent["layout"]["annotations"])
    assert "<b>Hall</b>" in texts
    assert "score 3.74 (" in texts
    assert "<b>About the whole</b>" in texts
    assert "&lt;b&gt;with&lt;/b&gt;" in texts  # what people typed is no mark
    shares = [trace["x"] for trace in sent["data"]]
    rows = [sum(one[row] or 0 for one in shares[:-1]) for row in range(7)]
    assert rows == pytest.approx([0, 1, 1, 0, 1, 0, 1])  # headings of Hall, Reports and no service have no bar
    assert shares[-1][4] == pytest.approx(20 / 90)  # does not know


def test_a_question_that_is_opened_moves_no_picture_to_another_place(items):
    assert place_of(items(item="Q1"), "item_bars") == place_of(items(), "item_bars")


@pytest.mark.parametrize(("sort", "first"), [("mean", "Q3"), ("top2", "Q4"), ("change", "Q4"), ("dont_know", "Q3")])
def test_the_order_is_a_choice(items, sort, first):
    at = items()
    at.selectbox(key="item_sort").select(sort).run()
    assert_sound(at)
    names = [one["text"] for one in chart(at)["layout"]["annotations"]]
    assert names[0].startswith(TEXTS[first][:8])
    assert at.query_params["item_sort"] == sort


def test_dots_show_the_wave_before_and_the_verdict_as_symbol_and_word(items):
    at = items()
    at.segmented_control(key="item_show").select("dots").run()
    assert_sound(at)
    sent = chart(at)
    before, now = sent["data"]
    assert (before["name"], now["name"]) == ("Survey Q23", "Survey Q24")
    # rows: Hall, Q1, Q2, Reports, Q3, no service, Q4; from 0 to 100 since Q4 has another scale
    assert now["x"][1] == pytest.approx(87.5)
    assert before["x"][1] == pytest.approx(50)
    assert before["x"][4] is None  # asked on another scale
    texts = [one["text"] for one in sent["layout"]["annotations"]]
    assert any("+1.50 ▲ up" in text for text in texts)
    assert any("−4.00 ▼ down" in text for text in texts)
    assert any("≠ scale changed" in text for text in texts)
    assert any("≈ no evidence" in text for text in texts)
    assert "◇ Survey Q23" in told(at)


def test_heat_table_marks_thin_cells_and_hides_few(items):
    at = items(item_show="segments", item_by="industry")
    texts = [one["text"] for one in chart(at)["layout"]["annotations"]]
    assert "4.50<br>n 60" in texts
    assert "4.50*<br>n 26" in texts
    assert "n 4<br>too few" in texts
    at.segmented_control(key="item_figure").select("top2").run()
    assert_sound(at)
    assert "100%<br>n 60" in [one["text"] for one in chart(at)["layout"]["annotations"]]
    at.selectbox(key="item_by").select("account_manager_id").run()
    assert_sound(at)
    assert at.query_params["item_by"] == "account_manager_id"


def test_an_anonymous_wave_names_the_rest_and_has_no_managers(items):
    at = items("A24", item_show="segments", item_by="industry")
    assert "“Friendly hall”: mean 4.50 of 5 (90 ratings)." in told(at)
    assert "All others together" in json.dumps(chart(at)["layout"], ensure_ascii=False)
    assert "Silk" not in json.dumps(chart(at), ensure_ascii=False)
    assert at.selectbox(key="item_by").options == ["Value layer", "Region", "Industry"]
    assert "not shown" in told(at)
    link = items("A24", item_show="segments", item_by="account_manager_id")
    assert link.selectbox(key="item_by").value == "layer"


def test_a_question_opens_with_its_spread_its_waves_and_its_words(items):
    at = items()
    at.selectbox(key="item").select("Q2").run()
    assert_sound(at)
    words = told(at)
    assert "Mean 2.99 on the scale 1 to 5" in words
    assert "89 ratings" in words
    assert "Outside the scale: 1." in words
    assert "⚠ the wording changed" in words
    assert "Against Survey Q23: ≈ no evidence of a change" in words
    spread = chart(at)
    assert [one["y"] for one in spread["data"]] == [[0, 30, 30, 29, 0, 0, 0], [0, 0, 0, 0, 0, 0, 1]]
    assert chart(at, 1)["data"][0]["x"] == pytest.approx([3.0, 266 / 89])
    assert "Short queue (new words)" in words
    at.button(key="item_close").click().run()
    assert_sound(at)
    assert at.selectbox(key="item").value == ""


def test_a_changed_scale_is_said_and_has_no_dot(items):
    at = items(item="Q3")
    assert "⚠ the scale changed: not compared" in told(at)
    assert chart(at, 1)["data"][0]["x"][0] is None


def test_answers_in_words_come_in_pages(items):
    at = items(item="Q5")
    words = told(at)
    assert "25 answers in words" in words
    assert "2024-10-25 · C024: more light, *please* 24" in words
    assert words.count("more light") == 20
    assert "Yes: 9 of 90 answers (10.0%)." in told(items(item="Q6"))


def test_words_of_an_anonymous_wave_are_not_shown(items):
    at = items("A24", item="Q5")
    assert "secret words" not in told(at)
    assert at.selectbox(key="item").options == ["Choose a question …", "Q1 · Friendly hall"]


def test_an_unknown_question_in_the_link_opens_none(items):
    at = items(item="nope")
    assert at.selectbox(key="item").value == ""
    assert items("Q23", item="Q5").selectbox(key="item").value == ""  # the other wave asked it


def test_a_wave_that_nobody_rated_and_the_first_one(items):
    assert "Nobody of this selection has rated any question of this wave." in told(items("X24"))
    first = told(items("Q23"))
    assert "There is no earlier wave of this series to compare with." in first
    assert "All 3 questions have the same mean, 50.00 of 100." in first  # 3 of 1 to 5, and 4 of 1 to 7


def test_filters_cut_a_named_wave_and_withhold_an_anonymous_one(items):
    assert "(35 ratings)" in told(items(region="East"))  # of Q3, by the even ones
    assert "Take the filters off" in told(items("A24", region="East"))


@pytest.mark.parametrize("picture", ["bars", "dots", "segments"])
def test_chinese(items, picture):
    words = told(items(item_show=picture, lang="zh_Hans", item="Q2"))
    assert "显著上升" in words
    assert "期次" in words
    for english in ("Since ", "Lowest", "Mean", "ratings", "Click"):
        assert english not in words


def test_the_tables_behind(items):
    at = items()
    at.session_state["item_behind"] = True
    at.run()
    assert_sound(at)
    words = told(at)
    assert "≠ scale changed" in words
    assert "1-5" in words


def test_an_account_manager_sees_their_own_customers_and_nothing_anonymous(items):
    at = items(item="Q1")
    at.selectbox(key="view_as").set_value("E1").run()
    assert_sound(at)
    assert "Mean 4.00 on the scale 1 to 5" in told(at)  # the even customers
    assert "45 ratings" in told(at)
    at.selectbox(key="wave").select("A24").run()
    assert_sound(at)
    assert "shown for the whole company only" in told(at)
    assert not at.get("plotly_chart")
