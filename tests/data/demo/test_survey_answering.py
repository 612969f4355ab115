"""How answers are made: without a planted change the product finds none, with it both, and the rest is as told."""

import numpy as np
import pandas as pd
import pytest

from dashboard.data.demo.plan import DemoPlan
from dashboard.data.demo.survey.answering import EMPTY, NOT_ASKED, UNKNOWN, People, score_matrix
from dashboard.data.demo.survey.questionnaire import IMPROVED, WORSE
from dashboard.data.demo.survey.waves import BY_AGENCY, CALLS, YEARLY, WavePlan, planned_waves
from dashboard.logic.surveys.change import item_changes
from dashboard.logic.surveys.item_figures import item_figures
from dashboard.logic.surveys.score_table import score_table

WAVES = planned_waves(DemoPlan())
YEARS = [wave for wave in WAVES if wave.kind == YEARLY]
SEEDS = range(15)


def _figures(wave: WavePlan, seed: int, size: int = 250) -> tuple[pd.DataFrame, pd.DataFrame]:
    random = np.random.default_rng(seed)
    people = People(random.normal(size=size), random.random(size) < 0.2)
    codes = score_matrix(random, wave, people)
    items = pd.DataFrame(
        {
            "canonical_id": [item.canonical for item in wave.items],
            "item_type": [item.item_type for item in wave.items],
            "question_text": [item.text for item in wave.items],
            "scale_min": [float(item.scale[0]) for item in wave.items],
            "scale_max": [float(item.scale[1]) for item in wave.items],
        }
    )
    table = score_table(items, np.where(codes < 0, np.nan, codes), codes == UNKNOWN)
    return items, item_figures(table)


def _verdicts(now: WavePlan, before: WavePlan, seed: int) -> pd.Series:
    table = item_changes(*_figures(now, 2 * seed), *_figures(before, 2 * seed + 1))
    return table.set_index("canonical_id")["verdict"]


def test_where_nothing_was_planted_nothing_is_found_more_often_than_stated():
    told = pd.concat([_verdicts(YEARS[1], YEARS[0], seed) for seed in SEEDS])
    assert (told == "no_evidence").sum() > 400
    assert told.isin(["up", "down"]).mean() <= 0.05


def test_what_was_planted_is_found_for_every_seed_and_nothing_else():
    for seed in SEEDS[:10]:
        told = _verdicts(YEARS[-1], YEARS[-2], 100 + seed)
        found = told[told.isin(["up", "down"])]
        assert {f"M{IMPROVED:02d}": "up", f"M{WORSE:02d}": "down"}.items() <= found.to_dict().items()
        assert len(found) <= 3


def test_the_last_calls_are_the_published_example():
    last = [wave for wave in WAVES if wave.kind == CALLS][-1]
    random = np.random.default_rng(1)
    scores = score_matrix(random, last, People(np.zeros(221), np.zeros(221, bool)))
    values, counts = np.unique(scores[:, 0], return_counts=True)
    assert dict(zip(values.tolist(), counts.tolist(), strict=True)) == {5: 201, 4: 14, 3: 4, 2: 1, 1: 1}


def test_only_who_had_a_problem_is_asked_whether_they_said_so():
    random = np.random.default_rng(2)
    codes = score_matrix(random, YEARS[0], People(random.normal(size=300), random.random(300) < 0.5))
    numbers = [item.number for item in YEARS[0].items]
    had, said = codes[:, numbers.index(31)], codes[:, numbers.index(32)]
    assert ((said == NOT_ASKED) == (had == 2)).all()
    assert (codes == EMPTY).any()
    assert (codes == UNKNOWN).mean() == pytest.approx(0.07, abs=0.04)


@pytest.mark.parametrize(("months", "years", "quarters"), [(24, 2, 6), (30, 3, 8), (48, 4, 8), (240, 4, 8)])
def test_as_many_waves_as_fit_into_the_history(months, years, quarters):
    plan = DemoPlan(months=months)
    waves = planned_waves(plan)
    kinds = [wave.kind for wave in waves]
    assert (kinds.count(YEARLY), kinds.count(CALLS), kinds.count(BY_AGENCY)) == (years, quarters, 1)
    assert waves[-1].kind == YEARLY
    assert waves[-1].is_last
    assert all(plan.first_month <= wave.field_from < wave.field_to <= plan.last_day for wave in waves)
    assert len({wave.survey_id for wave in waves}) == len(waves)
