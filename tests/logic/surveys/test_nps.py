"""Net promoter score: the test vector, and what holds for every wave."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.logic.surveys.nps import adjusted_nps, nps_figures, nps_interval
from dashboard.logic.surveys.score_table import score_table
from tests.logic.surveys.questions import questions


def of(*scores: float, kind: str = "nps"):
    matrix = np.array(scores, float).reshape(-1, 1)
    return nps_figures(score_table(questions(kind), matrix, np.isnan(matrix)))


def test_t15():
    """60 promoters, 25 passives, 15 detractors: 45.0; adjusted Wald 0.2934 to 0.5804 around 0.4369."""
    (row,) = of(*[9] * 60, *[8] * 25, *[3] * 15).to_dict("records")
    assert (row["n"], row["promoters"], row["passives"], row["detractors"]) == pytest.approx((100, 60, 25, 15))
    assert row["nps"] == pytest.approx(45.0)
    assert (round(row["low"], 2), round(row["high"], 2)) == (29.34, 58.04)
    assert round(float(adjusted_nps(0.6, 0.15, 100)[0]), 4) == 0.4369


def test_ends_of_the_groups():
    (row,) = of(6, 7, 8, 9, 10, 0).to_dict("records")
    assert (row["promoters"], row["passives"], row["detractors"]) == pytest.approx((2, 2, 2))
    assert row["nps"] == 0


def test_only_questions_of_the_kind():
    assert of(5, 4, kind="overall").empty


def test_nobody_and_everybody():
    assert np.isnan(nps_interval(0.5, 0.2, 0)).all()
    score, error = adjusted_nps(0.5, 0.2, np.inf)
    assert (score, error) == (pytest.approx(0.3), 0.0)


@given(st.lists(st.integers(0, 10), min_size=1, max_size=60))
def test_interval_is_on_the_scale_and_mirrors(scores):
    (row,) = of(*scores).to_dict("records")
    assert -100 <= row["low"] <= row["high"] <= 100
    assert row["promoters"] + row["passives"] + row["detractors"] == pytest.approx(len(scores))
    low, high = nps_interval(row["detractors"] / row["n"], row["promoters"] / row["n"], row["n"])
    assert (100 * low, 100 * high) == (pytest.approx(-row["high"]), pytest.approx(-row["low"]))
