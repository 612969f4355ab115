"""Derived importance against published results, and against what must hold by definition."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from dashboard.logic.surveys.relative_weights import (
    pairwise_correlations,
    proper_correlations,
    rank_correlations,
    relative_weights,
    weights_on_overall,
)
from dashboard.logic.surveys.resampling import clusters_of, drawn_counts, drawn_interval

# Motor Trend 1974 (Henderson and Velleman 1981), R's data set mtcars: mpg, cyl, disp, hp, wt.
MTCARS = np.array(
    """21 6 160 110 2.62;21 6 160 110 2.875;22.8 4 108 93 2.32;21.4 6 258 110 3.215;18.7 8 360 175 3.44;
    18.1 6 225 105 3.46;14.3 8 360 245 3.57;24.4 4 146.7 62 3.19;22.8 4 140.8 95 3.15;19.2 6 167.6 123 3.44;
    17.8 6 167.6 123 3.44;16.4 8 275.8 180 4.07;17.3 8 275.8 180 3.73;15.2 8 275.8 180 3.78;10.4 8 472 205 5.25;
    10.4 8 460 215 5.424;14.7 8 440 230 5.345;32.4 4 78.7 66 2.2;30.4 4 75.7 52 1.615;33.9 4 71.1 65 1.835;
    21.5 4 120.1 97 2.465;15.5 8 318 150 3.52;15.2 8 304 150 3.435;13.3 8 350 245 3.84;19.2 8 400 175 3.845;
    27.3 4 79 66 1.935;26 4 120.3 91 2.14;30.4 4 95.1 113 1.513;15.8 8 351 264 3.17;19.7 6 145 175 2.77;
    15 8 301 335 3.57;21.4 4 121 109 2.78""".replace(";", " ").split(),
    float,
).reshape(32, 5)


def some_scores(size: int = 200, width: int = 4, missing: float = 0.0, seed: int = 1) -> np.ndarray:
    chance = np.random.default_rng(seed)
    shared = chance.normal(size=(size, 1))
    scores = np.clip(np.round(3 + shared + chance.normal(size=(size, width))), 1, 5)
    scores[chance.random(scores.shape) < missing] = np.nan
    return scores


def test_published_example():
    """R package rwa (M. Chan), article "Regression Methods": mpg on cyl, disp, hp, wt; R squared 0.8486."""
    found = weights_on_overall(MTCARS[:, 1:], MTCARS[:, 0])[0]
    assert_allclose(found, [0.2096904, 0.1883043, 0.1799590, 0.2706812], atol=5e-8)
    assert_allclose(100 * found / found.sum(), [24.70914, 22.18908, 21.20570, 31.89607], atol=5e-6)


def test_published_example_with_weights():
    """The same package, article "Observation weights and missing data": weights 1, 2, 5, 3, … ; R squared 0.8713113."""
    counts = np.tile([1.0, 2.0, 5.0, 3.0], 8)[None]
    found = weights_on_overall(MTCARS[:, [3, 4, 2]], MTCARS[:, 0], counts)[0]
    assert_allclose(found, [0.2322933, 0.3546032, 0.2844148], atol=5e-8)
    assert found.sum() == pytest.approx(0.8713113, abs=5e-8)


def test_of_two_questions_each_gets_the_mean_of_what_it_adds_first_and_last():
    """With two predictors relative weights are the averages over orderings (LMG, Shapley), computed here by hand."""
    one, other, among = 0.6, 0.5, 0.4
    matrix = np.array([[[1, among, one], [among, 1, other], [one, other, 1]]])
    both = (one**2 + other**2 - 2 * one * other * among) / (1 - among**2)
    expected = [(one**2 + both - other**2) / 2, (other**2 + both - one**2) / 2]
    assert_allclose(relative_weights(matrix)[0], expected, atol=1e-12)


def test_of_uncorrelated_questions_each_gets_its_squared_correlation():
    first, second = np.tile([1, 1, 2, 2], 5), np.tile([1, 2, 1, 2], 5)
    overall = 3.0 * first + 4.0 * second
    found = weights_on_overall(np.column_stack([first, second]).astype(float), overall)[0]
    assert_allclose(found, [9 / 25, 16 / 25], atol=1e-12)  # the squared standardised coefficients of the regression


def test_questions_that_say_the_same_share_what_one_would_get():
    scores = some_scores(width=2)
    twins = weights_on_overall(scores[:, [0, 0]], scores[:, 1])[0]
    assert twins[0] == pytest.approx(twins[1])
    assert twins.sum() == pytest.approx(weights_on_overall(scores[:, [0]], scores[:, 1])[0, 0])


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 8))
def test_weights_are_never_negative_and_add_up_to_r_squared(seed: int, width: int):
    scores = some_scores(120, width, seed=seed)
    overall = scores @ np.arange(width) + np.random.default_rng(seed).normal(size=120)
    found = weights_on_overall(scores, overall)[0]
    design = np.column_stack([np.ones(120), scores])
    rest = overall - design @ np.linalg.lstsq(design, overall, rcond=None)[0]
    assert found.min() >= 0
    assert found.sum() == pytest.approx(1 - rest.var() / overall.var(), abs=1e-9)


def test_correlations_are_those_of_who_answered_both():
    scores = some_scores(missing=0.4)
    assert_allclose(pairwise_correlations(scores)[0], pd.DataFrame(scores).corr().to_numpy(), atol=1e-12)


def test_a_response_counted_twice_is_a_response_written_twice():
    scores = some_scores(60, missing=0.2)
    counts = np.random.default_rng(5).integers(0, 4, (3, 60))
    many = pairwise_correlations(scores, counts.astype(np.float32))
    for number, one in enumerate(counts):
        assert_allclose(many[number], pairwise_correlations(np.repeat(scores, one, axis=0))[0], atol=1e-5)


def test_correlations_that_do_not_fit_together_are_made_to():
    impossible = np.array([[[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]]])
    found = proper_correlations(impossible)
    assert np.linalg.eigvalsh(found[0]).min() > 0
    assert_allclose(np.diagonal(found[0]), 1.0)
    assert relative_weights(found).sum() <= 1 + 1e-12
    fitting = pairwise_correlations(MTCARS)
    assert_allclose(proper_correlations(fitting), fitting)


def test_what_nobody_varies_in_weighs_nothing():
    scores = some_scores()
    scores[:, 0] = 4.0
    found = weights_on_overall(scores[:, :3], scores[:, 3])[0]
    assert found[0] == 0
    assert found[1:].min() > 0
    assert weights_on_overall(scores[:, 1:], np.full(len(scores), 4.0))[0].tolist() == [0.0, 0.0, 0.0]


def test_many_answers_are_taken_in_blocks_with_the_same_result():
    scores = some_scores(9000, missing=0.3)
    assert_allclose(pairwise_correlations(scores)[0], pd.DataFrame(scores).corr().to_numpy(), atol=1e-12)


def test_rank_correlation_is_spearmans_with_ties():
    scores = some_scores(missing=0.3)
    frame = pd.DataFrame(scores)
    for column in range(3):
        both = frame[[column, 3]].dropna().rank()
        assert rank_correlations(scores[:, :3], scores[:, 3])[column] == pytest.approx(both.corr().iloc[0, 1])
    assert np.isnan(rank_correlations(np.full((5, 1), 3.0), np.arange(5.0))[0])


def test_answers_of_one_customer_are_drawn_together():
    cluster = clusters_of(np.array([7, 7, -1, -1, 3]), 5)
    assert len(set(cluster)) == 4
    assert cluster[0] == cluster[1]
    counts = drawn_counts(cluster, 50)
    assert (counts[:, 0] == counts[:, 1]).all()
    assert (counts[:, 1:].sum(axis=1) == 4).all()
    assert (counts == drawn_counts(cluster, 50)).all()
    assert (counts != drawn_counts(cluster, 50, seed=2)).any()
    assert drawn_counts(clusters_of(None, 0), 3).shape == (3, 0)


def test_interval_of_draws_holds_the_figure_and_the_middle_95_percent():
    draws = np.linspace(0, 1, 1001)[:, None]
    low, high = drawn_interval(np.array([0.5]), draws)
    assert_allclose([low[0], high[0]], [0.025, 0.975], atol=1e-3)
    low, high = drawn_interval(np.array([0.0]), draws)  # all draws above it: the interval bends down to it
    assert low[0] == 0.0
    assert high[0] < 0.1
    assert np.isnan(drawn_interval(np.array([np.nan]), draws)).all()
    assert_allclose(drawn_interval(np.array([0.3]), np.full((9, 1), 0.3)), 0.3)
