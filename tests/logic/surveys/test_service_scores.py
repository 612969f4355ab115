"""Scores of services: the mean of their questions, with the interval of that mean."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.logic.surveys.item_figures import item_figures
from dashboard.logic.surveys.score_table import score_table
from dashboard.logic.surveys.service_scores import service_scores
from tests.logic.surveys.questions import questions

NAN = np.nan


def test_a_service_is_the_mean_of_its_questions_each_counts_the_same():
    items = questions(*["satisfaction"] * 3, service=["Hall", "Hall", "Reports"])
    scores = np.array([[5, NAN, 1], [3, 2, 1], [NAN, 2, NAN], [NAN, NAN, NAN]], float)
    found = service_scores(items, scores)
    assert found["service"].tolist() == ["Hall", "Reports"]
    assert found["score"].tolist() == [3.0, 1.0]  # (4 + 2) / 2, not 12 / 4 ratings of the same sum
    assert found["n"].tolist() == [3, 2]  # who rated at least one
    assert found["questions"].tolist() == [2, 1]
    assert (found["scale_min"].tolist(), found["scale_max"].tolist()) == ([1, 1], [5, 5])


def test_the_interval_counts_that_the_same_people_answered():
    # every respondent gives both questions the same score: the service is known no better than one question
    same = np.array([[1, 1], [2, 2], [4, 4], [5, 5]], float)
    items = questions("satisfaction", "satisfaction", service=["Hall", "Hall"])
    row = service_scores(items, same).iloc[0]
    assert row["score"] == 3
    assert row["error"] == pytest.approx(np.sqrt((4 + 1 + 1 + 4) / 3 / 4))  # s / sqrt(n) of 1 2 4 5
    assert row["high"] - row["score"] == pytest.approx(3.182446 * row["error"], rel=1e-6)  # Student, 3 degrees
    opposite = np.array([[1, 5], [2, 4], [4, 2], [5, 1]], float)
    assert service_scores(items, opposite).iloc[0]["error"] == pytest.approx(0)


def test_answers_of_one_customer_are_taken_together():
    items = questions("satisfaction", service=["Hall"])
    scores = np.array([[1], [1], [5], [5]], float)
    alone = service_scores(items, scores, customer=np.array([-1, -1, -1, -1])).iloc[0]
    pairs = service_scores(items, scores, customer=np.array([7, 7, 9, 9])).iloc[0]
    assert alone["error"] == pytest.approx(np.sqrt(16 / 3 / 4))
    assert pairs["error"] == pytest.approx(np.sqrt(2 * (1 + 1)))  # two customers, each a part of 1: 1² + 1² times 2
    assert service_scores(items, scores[:1], customer=np.array([3])).iloc[0][["low", "high"]].isna().all()


def test_a_census_has_no_interval():
    items = questions("satisfaction", service=["Hall"])
    row = service_scores(items, np.array([[1], [5], [3]], float), population=3).iloc[0]
    assert (row["low"], row["score"], row["high"]) == (3, 3, 3)
    half = service_scores(items, np.array([[1], [5]] * 2, float), customer=np.array([1, 1, 2, 2]), population=4)
    assert half.iloc[0]["error"] == 0.0  # both customers say the same
    other = service_scores(items, np.array([[1], [1], [5], [5]], float), customer=np.array([1, 1, 2, 2]), population=4)
    assert other.iloc[0]["error"] == pytest.approx(2 * np.sqrt(2 / 3))  # two of four customers, not four of four


def test_questions_of_different_scales_count_from_0_to_100():
    items = questions("satisfaction", "satisfaction", service=["Hall", "Hall"], scale_max=[5.0, 7.0])
    row = service_scores(items, np.array([[3, 7], [3, 7]], float)).iloc[0]
    assert (row["score"], row["scale_min"], row["scale_max"]) == (75.0, 0.0, 100.0)


def test_only_rated_questions_about_satisfaction_with_a_service_count():
    items = questions("satisfaction", "overall", "importance", "satisfaction", "satisfaction",
                      service=["Hall", "Hall", "Hall", None, "Night"])  # fmt: skip
    scores = np.array([[2, 5, 5, 5, NAN], [4, 5, 5, 5, NAN]], float)
    assert service_scores(items, scores)[["service", "score"]].to_numpy().tolist() == [["Hall", 3.0]]
    assert service_scores(items, np.empty((0, 5))).empty


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.lists(st.one_of(st.none(), st.integers(1, 5)), min_size=3, max_size=3), min_size=1, max_size=12
    )
)  # fmt: skip
def test_score_is_the_mean_of_the_item_means(rows):
    items = questions(*["satisfaction"] * 3, service=["Hall"] * 3)
    scores = np.array([[NAN if one is None else one for one in row] for row in rows], float)
    means = item_figures(score_table(items, scores, np.zeros(scores.shape, bool)))["mean"]
    found = service_scores(items, scores)
    assert found["score"].tolist() == pytest.approx([means.mean()] if len(means) else [])
