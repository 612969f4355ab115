"""Figures of questions: exact values worked out by hand, and what holds for every wave."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.logic.surveys.item_figures import item_figures
from dashboard.logic.surveys.score_table import score_table
from tests.logic.surveys.questions import questions

NAN = np.nan


def figures(scores, *, weighted=False, kinds=("satisfaction",), **more):
    scores = np.array(scores, float)
    dont_know = more.pop("dont_know", np.zeros(scores.shape, bool))
    return item_figures(score_table(questions(*kinds), scores, np.array(dont_know), **more), weighted=weighted)


def test_five_answers_by_hand():
    """5, 4, 4, 2, does not know: mean 3.75, squares 1.5625 + 0.0625 * 2 + 3.0625 = 4.75, deviation sqrt(4.75 / 3)."""
    (row,) = figures([[5], [4], [4], [2], [NAN]], dont_know=[[0], [0], [0], [0], [1]]).to_dict("records")
    assert (row["n"], row["dont_know"], row["mean"]) == (4, 1, 3.75)
    assert row["deviation"] == pytest.approx(np.sqrt(4.75 / 3))
    assert row["error"] == pytest.approx(np.sqrt(4.75 / 12))
    assert (row["top2"], row["bottom2"]) == (0.75, 0.25)
    assert row["high"] - row["mean"] == pytest.approx(3.182446305284263 * np.sqrt(4.75 / 12))  # t of 3 at 97.5 %


def test_boxes_are_the_two_ends_of_the_scale():
    row = figures([[10], [9], [8], [1], [0]], kinds=("nps",)).iloc[0]
    assert (row["top2"], row["bottom2"]) == (0.4, 0.4)
    assert (row["promoters"], row["passives"], row["detractors"]) == pytest.approx((0.4, 0.2, 0.4))


def test_two_answers_of_each_customer_are_worth_half():
    """Customers who say the same thing twice: 5, 5, 1, 1 is worth two answers, not four."""
    row = figures([[5], [5], [1], [1]], customer=np.array([7, 7, 3, 3])).iloc[0]
    assert (row["n"], row["effective"], row["freedom"]) == (4, 2.0, 1.0)
    alone = figures([[5], [5], [1], [1]], customer=np.array([7, -1, -1, 3])).iloc[0]
    assert alone["effective"] == 4


def test_weights_count_and_their_spread_costs_answers():
    """Weights 1, 1, 2 of scores 5, 3, 1: mean 10 / 4 = 2.5; effective (1+1+2)^2 / (1+1+4) = 8 / 3."""
    row = figures([[5], [3], [1]], weight=np.array([1.0, NAN, 2.0]), weighted=True).iloc[0]
    assert row["mean"] == 2.5
    assert row["effective"] == pytest.approx(8 / 3)
    assert row["top2"] == 0.25
    unweighted = figures([[5], [3], [1]], weight=np.array([1.0, NAN, 2.0])).iloc[0]
    assert (unweighted["mean"], unweighted["effective"]) == (3.0, 3.0)


def test_nobody_rated():
    row = figures([[NAN], [NAN]], dont_know=[[1], [1]]).iloc[0]
    assert (row["n"], row["dont_know"]) == (0, 2)
    assert row[["mean", "low", "high", "top2", "top2_low"]].isna().all()
    assert figures([[NAN], [NAN]]).empty


def test_everybody_of_a_small_population_leaves_no_doubt():
    row = figures([[5], [1], [3]], population=3).iloc[0]
    assert (row["low"], row["high"]) == (3.0, 3.0)


def test_a_population_of_customers_is_heard_by_customer_not_by_answer():
    """Three of six customers say 2 and 4 each: six answers, yet half of the customers is not heard. 6 x 5 / (6 - 3)."""
    row = figures([[2], [4]] * 3, customer=np.array([1, 1, 2, 2, 3, 3]), population=6).iloc[0]
    assert (row["n"], row["freedom"], row["effective"]) == (6, 5.0, 10.0)
    assert row["error"] == pytest.approx(np.sqrt(6 / 5 / 10))
    unknown = figures([[2], [4]] * 3, customer=np.array([1, 1, 2, 2, -1, -1]), population=6).iloc[0]
    assert unknown["effective"] == 15.0  # two customers and two of nobody known: 6 x 5 / (6 - 4)
    wave = {"segments": ("a", "b"), "segment": np.array([0, 0, 1]), "customer": np.array([1, 1, 1])}
    assert figures([[2], [4], [3]], population=5, **wave)["effective"].tolist() == [2.0, 1.0]  # 2 x 4 / (5 - 1); 1


SCORES = st.lists(
    st.tuples(st.sampled_from([1.0, 2.0, 3.0, 4.0, 5.0, NAN]), st.integers(0, 2), st.integers(-1, 3)), max_size=40
)


@given(SCORES)
def test_figures_of_segments_are_those_of_their_rows(rows):
    scores = np.array([[score] for score, _, _ in rows]).reshape(-1, 1)
    segment, customer = (np.array([row[place] for row in rows], int) for place in (1, 2))
    table = score_table(
        questions("satisfaction"), scores, np.isnan(scores), segments=("a", "b", "c"), segment=segment,
        customer=customer,
    )  # fmt: skip
    found = item_figures(table)
    assert found["n"].sum() == np.count_nonzero(~np.isnan(scores))
    assert found["dont_know"].sum() == np.count_nonzero(np.isnan(scores))
    for row in found.to_dict("records"):
        own = scores[segment == row["segment"], 0]
        own = own[~np.isnan(own)]
        assert row["n"] == len(own)
        if len(own):
            assert row["mean"] == pytest.approx(own.mean())
            assert row["effective"] <= len(own) * (1 + 1e-12)
            assert 0 <= row["top2_low"] <= row["top2"] <= row["top2_high"] <= 1
        if len(own) > 1:
            assert row["deviation"] == pytest.approx(own.std(ddof=1)) or row["effective"] < len(own)


@settings(max_examples=25)
@given(SCORES, st.randoms())
def test_order_of_rows_and_equal_weights_change_nothing(rows, chance):
    shuffled = chance.sample(rows, len(rows))

    def of(rows, weight=None):
        scores = np.array([[score] for score, _, _ in rows]).reshape(-1, 1)
        customer = np.array([row[2] for row in rows], int)
        weights = None if weight is None else np.full(len(rows), weight)
        table = score_table(questions("satisfaction"), scores, np.isnan(scores), weight=weights, customer=customer)
        return item_figures(table, weighted=weight is not None)

    pd.testing.assert_frame_equal(of(rows), of(shuffled))
    pd.testing.assert_frame_equal(of(rows), of(rows, 2.5))
