"""Penalty and reward worked out by hand, and the kinds of factors."""

import numpy as np
import pandas as pd
import pytest

from dashboard.logic.intervals import mean_interval
from dashboard.logic.surveys.penalty_reward import penalty_reward


def items(count: int = 1, scale_max: float = 5.0) -> pd.DataFrame:
    return pd.DataFrame({"scale_min": [1.0] * count, "scale_max": [scale_max] * count})


def groups(low: float, middle: float, high: float, size: int = 10, half: float = 0.5) -> tuple[np.ndarray, np.ndarray]:
    """Ratings 2, 3, 4 of one question and overall ratings around the given means: half below, half above."""
    scores = np.repeat([2.0, 3.0, 4.0], size)
    overall = np.repeat([low, middle, high], size) + np.tile([-half, half], 3 * size // 2)
    return scores[:, None], overall


def test_difference_from_the_middle_with_welchs_interval():
    row = penalty_reward(items(), *groups(2.0, 4.0, 4.2)).iloc[0]
    assert (row["low_n"], row["middle_n"], row["high_n"]) == (10, 10, 10)
    assert row["penalty"] == pytest.approx(-2.0)
    assert row["reward"] == pytest.approx(0.2)
    variance = 10 * 0.25 / 9  # in each group
    low, high = mean_interval(-2.0, np.sqrt(2 * variance / 10), 18)
    assert (row["penalty_low"], row["penalty_high"]) == (pytest.approx(float(low)), pytest.approx(float(high)))
    # asymmetry = low + high - 2 middle: variances 1 + 4 + 1; freedom 36 / (1/9 + 16/9 + 1/9) = 18
    low, high = mean_interval(-1.8, np.sqrt(6 * variance / 10), 18)
    assert (row["asymmetry_low"], row["asymmetry_high"]) == (pytest.approx(float(low)), pytest.approx(float(high)))


@pytest.mark.parametrize(
    ("means", "factor"),
    [
        ((2.0, 4.0, 4.2), "basic"),
        ((3.8, 4.0, 6.0), "excitement"),
        ((2.0, 4.0, 6.0), "performance"),
        ((3.9, 4.0, 4.1), "undecided"),
        ((4.0, 4.0, 4.0), "undecided"),
        ((5.0, 4.0, 4.0), "undecided"),  # a bad rating that goes with more satisfaction is no penalty
    ],
)
def test_kinds_of_factors(means, factor):
    assert penalty_reward(items(), *groups(*means)).iloc[0]["factor"] == factor


def test_nine_in_a_group_are_too_few():
    scores, overall = groups(2.0, 4.0, 6.0)
    row = penalty_reward(items(), scores[1:], overall[1:]).iloc[0]
    assert row["factor"] == "too_few"
    assert row["low_n"] == 9
    assert np.isnan(row["penalty"])
    assert row["reward"] == pytest.approx(2.0)


def test_a_scale_of_four_places_has_no_middle():
    scores, overall = groups(2.0, 4.0, 6.0)
    row = penalty_reward(items(scale_max=4.0), scores, overall).iloc[0]
    assert row["factor"] == "no_middle"
    assert np.isnan(row["reward"])


def test_who_rated_only_one_of_the_two_is_not_counted_and_nobody_is_no_error():
    scores, overall = groups(2.0, 4.0, 6.0)
    joined = np.column_stack([scores, np.full(30, np.nan)])
    overall[0] = np.nan
    table = penalty_reward(items(2), joined, overall)
    assert table["low_n"].tolist() == [9, 0]
    assert table["factor"].tolist() == ["too_few", "too_few"]


def test_no_difference_within_the_groups_leaves_no_doubt():
    row = penalty_reward(items(), *groups(2.0, 4.0, 4.2, half=0.0)).iloc[0]
    assert (row["penalty_low"], row["penalty_high"]) == (pytest.approx(-2.0), pytest.approx(-2.0))
    assert row["factor"] == "basic"


def test_answers_of_one_customer_make_the_interval_wider_never_narrower():
    scores, overall = groups(2.0, 4.0, 4.2)
    alone = penalty_reward(items(), scores, overall, customer=np.full(30, -1)).iloc[0]
    said_by = np.empty(30, int)  # each customer said five times the same
    said_by[np.lexsort((overall, scores[:, 0]))] = np.arange(30) // 5
    together = penalty_reward(items(), scores, overall, customer=said_by).iloc[0]
    assert together["penalty"] == alone["penalty"]
    assert together["penalty_high"] - together["penalty_low"] == pytest.approx(
        np.sqrt(5) * (alone["penalty_high"] - alone["penalty_low"])
    )
