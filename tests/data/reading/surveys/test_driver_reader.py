"""What matters most, as the reader tells it: in scope, of anonymous waves as a whole, and with its view."""

from pathlib import Path

import numpy as np
import pytest

from dashboard.data.exporting.service_view import ServiceAsked
from dashboard.data.exporting.views import view
from dashboard.data.home import Home
from dashboard.data.reading.marts import open_marts
from dashboard.data.reading.reader import Reader
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.surveys.satisfaction_index import item_weights
from dashboard.logic.viewer import account_manager, operator
from tests.data.driver_company import driver_home, ratings


@pytest.fixture(scope="module")
def marts(tmp_path_factory: pytest.TempPathFactory):
    folder: Path = driver_home(tmp_path_factory.mktemp("drivers"))
    return open_marts(Home(folder))


@pytest.fixture(scope="module")
def whole(marts):
    return Reader(marts, operator(), SHIPPED)


@pytest.fixture(scope="module")
def question(whole):
    return Question(whole.build.last_month)


def found(reader, question, survey_id):
    return reader.drivers(question, reader.wave(question, survey_id))


def test_the_strongest_question_is_found_and_has_to_be_fixed_first(whole, question):
    drivers = found(whole, question, "D24")
    items = whole.driver_items(question, whole.wave(question, "D24"))
    rows = drivers.table.set_index(items["item_id"].iloc[drivers.table["item"]].to_numpy())
    assert (drivers.reason, drivers.responses, drivers.customers, drivers.used) == ("", 160, 160, 6)
    assert rows.index.tolist() == ["Q1", "Q2", "Q3", "Q4", "Q5", "Q6", "Q7"]
    assert rows["rank"].tolist()[:2] == [1, 2]
    assert rows["quadrant"].tolist()[:2] == ["concentrate", "keep_up"]
    assert rows.loc["Q1", "importance"] > rows.loc["Q2", "importance"] > rows["importance"][2:6].max()
    assert rows["weight"].sum() == pytest.approx(drivers.explained)
    assert rows["importance"].sum() == pytest.approx(1)
    assert (rows.loc["Q4", "n"], rows.loc["Q4", "rated"]) == (120, 120)
    assert (rows.loc["Q7", "quadrant"], rows.loc["Q7", "rated"]) == ("too_few", 20)
    assert np.isnan(rows.loc["Q7", "importance"])
    assert (rows.loc["Q1", "stated"], rows.loc["Q1", "stated_n"]) == (5.0, 160)
    assert rows["stated"].notna().sum() == 1
    assert drivers.importance_line == pytest.approx(1 / 6)
    assert drivers.performance_line == pytest.approx(rows["performance"][:6].mean())
    assert rows.loc["Q1", "performance"] == pytest.approx(ratings()["Q1"].mean())


def test_gap_is_what_was_rated_against_what_was_expected(whole, question):
    gaps = whole.servqual_gaps(question, whole.wave(question, "D24"))
    assert gaps["dimension"].tolist() == ["reliability"]
    assert gaps["gap"].iloc[0] == pytest.approx(ratings()["Q1"].mean() - 5)
    assert whole.servqual_gaps(question, whole.wave(question, "F24")).empty


def test_weights_for_the_index_are_the_importance(whole, question):
    wave = whole.wave(question, "D24")
    weights = whole.derived_weights(question, wave)
    table = found(whole, question, "D24").table
    assert weights[table["item"]] == pytest.approx(np.nan_to_num(table["importance"]))
    assert item_weights(whole.driver_items(question, wave), "derived", weights).sum() == pytest.approx(1)
    assert whole.derived_weights(question, whole.wave(question, "N24")) is None


@pytest.mark.parametrize(
    ("survey_id", "reason"), [("S24", "few"), ("N24", "no_overall"), ("F24", "no_variation"), ("D24", "")]
)
def test_why_nothing_can_be_told(whole, question, survey_id, reason):
    drivers = found(whole, question, survey_id)
    assert drivers.reason == reason
    assert drivers.table["importance"].notna().any() == (reason == "")
    assert (drivers.table["quadrant"] == "too_few").all() == (reason != "")


def test_managers_see_their_customers_only_and_together_all_of_them(marts, question):
    parts = [found(Reader(marts, account_manager(one, one), SHIPPED), question, "D24") for one in ("E1", "E2")]
    assert [part.responses for part in parts] == [80, 80]
    assert not np.allclose(parts[0].table["performance"][:6], parts[1].table["performance"][:6])


def test_filters_cut_a_named_wave(whole):
    east = Question(whole.build.last_month, filters=(("region", ("East",)),))
    assert found(whole, east, "D24").responses == 80


def test_an_anonymous_wave_is_told_as_a_whole_and_to_who_sees_all(marts, whole, question):
    drivers = found(whole, question, "A24")
    named = found(whole, question, "D24").table.iloc[:6]
    assert drivers.responses == 160
    assert drivers.table["importance"].to_numpy() == pytest.approx(named["importance"].to_numpy())
    part = Reader(marts, account_manager("E1", "E1"), SHIPPED)
    for ask in (part.drivers, part.servqual_gaps, part.derived_weights, part.driver_items):
        with pytest.raises(Problem, match="anonymous"):
            ask(question, part.wave(question, "A24"))
    assert view("drivers", part, question, service=ServiceAsked(survey="A24")).rows == 0


def test_groups_of_few_of_an_anonymous_wave_are_not_counted(whole, question, monkeypatch):
    monkeypatch.setattr("dashboard.logic.surveys.suppression.LEAST_ANSWERS", 200)
    earlier = Question(question.as_of - 1)  # nobody has asked it yet
    told = {one: found(whole, earlier, one).table[["low_n", "middle_n", "high_n"]] for one in ("A24", "D24")}
    assert (told["A24"].isna().all(axis=None), told["D24"].notna().all(axis=None)) == (True, True)


def test_an_answer_that_was_given_away_is_not_changed_by_who_has_it(whole, question):
    given = found(whole, question, "D24").table
    given["importance"] = 0.0
    assert found(whole, question, "D24").table["importance"].max() > 0


def test_view_has_one_row_per_question_the_most_important_first(whole, question):
    rows = view("drivers", whole, question, service=ServiceAsked(survey="D24")).frame
    assert rows["item_id"].iloc[[0, -1]].tolist() == ["Q1", "Q7"]
    assert rows["quadrant"].iloc[[0, -1]].tolist() == ["concentrate", "too_few"]
    assert set(rows["responses"]) == {160}
    assert rows["rank"].isna().tolist() == [False] * 6 + [True]
    flat = view("drivers", whole, question, service=ServiceAsked(survey="F24")).frame
    assert set(flat["not_told"]) == {"no_variation"}
