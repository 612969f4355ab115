"""What reaches every figure of a survey: customers, population, weights, filters, and what is no answer."""

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest

from dashboard.data.home import Home
from dashboard.data.reading.marts import open_marts
from dashboard.data.reading.reader import Reader
from dashboard.logic.question import Question
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.viewer import operator
from tests.data.wave_company import wave_home

KINDS = {"Q1": "overall", "Q2": "satisfaction", "Q3": "had_problem", "Q4": "told_us", "Q5": "nps"}
SCALES = {"Q3": (0, 2), "Q4": (0, 2), "Q5": (0, 10)}


def _answer(wave: str, number: int, item: str, score: int, **more: object) -> dict:
    year = 2024 if wave == "N24" else 2023
    return {"response_id": f"{wave}-{number:02}", "survey_id": wave, "item_id": item, "score": score,
            "customer_id": f"C{number % 10:03}", "answered_at": datetime(year, 10, 5, 9), **more}  # fmt: skip


def _files() -> dict[str, list[dict]]:
    """Ten customers answer twice and alike: Q1 and Q2 5 (C000 to C004) or 3; their first answers have weight 3. One
    response of nobody known (4), one beyond the scale (9). Twelve had a problem, five of them told us; three who had
    none say that they told us. Eight recommend. In 2023 the same without weights."""
    surveys, items, answers = [], [], []
    for wave, day, population in (("N23", "2023-10-31", None), ("N24", "2024-10-31", 60)):
        surveys.append(
            {"survey_id": wave, "title": wave, "kind": "topic", "series": "s", "field_from": f"{day[:7]}-01",
             "field_to": day, "scale_min": 1, "scale_max": 5, "anonymous": False, "population": population}
        )  # fmt: skip
        for item, kind in KINDS.items():
            low, high = SCALES.get(item, (1, 5))
            items.append({"survey_id": wave, "item_id": item, "text": item, "item_type": kind, "scale_min": low,
                          "scale_max": high})  # fmt: skip
        for number in range(20):
            score = 5 if number % 10 < 5 else 3
            weight = {"weight": 3} if wave == "N24" and number % 10 < 5 else {}
            answers += [_answer(wave, number, item, score, **weight) for item in ("Q1", "Q2")]
    answers += [_answer("N24", 20, "Q1", 4, customer_id=None), _answer("N24", 21, "Q1", 9)]
    answers += [_answer("N24", number, "Q3", 1 if number < 12 else 2) for number in range(15)]
    answers += [_answer("N24", number, "Q4", 1 if number < 5 or number >= 12 else 2) for number in range(15)]
    answers += [_answer("N24", number, "Q5", 10) for number in range(8)]
    return {"surveys": surveys, "survey_items": items, "survey_answers": answers}


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    home = wave_home(tmp_path_factory.mktemp("survey_ground"), _files())
    return Reader(open_marts(Home(home)), operator(), SHIPPED)


@pytest.fixture(scope="module")
def question(reader):
    return Question(reader.build.default_as_of)


@pytest.fixture(scope="module")
def wave(reader, question):
    return reader.wave(question, "N24")


def test_answers_of_one_customer_go_together_and_the_population_is_known(reader, question, wave):
    table = reader.scores(question, wave)
    assert table.population == 60
    # Ten customers say everything twice, so that it counts once; one answer of nobody known counts as it is.
    assert 1.99 < table.spread[0, 0] < 2.0
    assert table.is_weighted


def test_answers_of_nobody_known_are_shown_without_a_filter_only(reader, question, wave):
    assert len(reader.visible_answers(question, wave)) == 22
    east = replace(question, filters=(("region", ("East",)),))
    assert len(reader.visible_answers(east, wave)) == 10
    assert set(reader.visible_answers(east, wave).customer_no % 2) == {0}


def test_a_number_beyond_the_scale_is_not_silence(reader, question, wave):
    found = reader.wave_figures(question, wave)
    assert (found.outside, found.unanswered, found.responses) == (1, 0, 22)


def test_weights_count_in_the_index_and_in_a_change_where_both_waves_have_them(reader, question, wave):
    """Ten fives of weight 3 and ten threes: 100 and 50, 75 as given and (3 x 100 + 50) / 4 = 87.5 by weight."""
    plain, weighted = (reader.wave_figures(question, wave, weighted=one).index.value for one in (False, True))
    assert (plain, weighted) == (pytest.approx(75), pytest.approx(87.5))
    given, by_weight = (reader.wave_changes(question, wave, weighted=one).headlines for one in (False, True))
    assert given["index"].change == by_weight["index"].change == 0.0


def test_who_had_no_problem_told_nobody_of_one(reader, question):
    found = reader.speaking_up(question)
    assert (found.told, found.had) == (5, 12)


def test_a_score_of_few_is_not_told_beside_others(reader, question, wave):
    table = reader.nps_table(question, wave, "region")
    assert table["n"].tolist() == [4, 4]
    assert table["promoters"].tolist() == [4, 4]
    assert np.isnan(table[["nps", "low", "high"]].to_numpy(float)).all()
    assert reader.nps_table(question, wave)["nps"].tolist() == [100.0]


def test_what_a_role_does_not_see_cuts_nothing(reader, wave):
    assert "account_manager_id" in reader.cuts(wave)
    veiled = Reader(reader.marts, replace(operator(), masks=frozenset({"account_manager_id"})), SHIPPED)
    assert "account_manager_id" not in veiled.cuts(wave)
