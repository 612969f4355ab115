"""The index of a wave: exact values, and what holds for every wave."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.logic.surveys.satisfaction_index import (
    has_stated_weights,
    item_weights,
    satisfaction_index,
)
from tests.logic.surveys.questions import questions

NAN = np.nan


def test_equal_weights_by_hand():
    """Scores 5, 3 -> 100, 50 (mean 75) and 4, 4 -> 75; a question that is no rating of a service counts nothing."""
    items = questions("satisfaction", "satisfaction", "overall")
    scores = np.array([[5, 4, 1], [3, 4, 1]], float)
    index = satisfaction_index(items, scores, item_weights(items, "equal"))
    assert (index.value, index.items, index.responses, index.weighting) == (75.0, 2, 2, "equal")
    # Each response pulls by half of its distance to the mean of the first question over two: +-6.25.
    assert index.error == pytest.approx(np.sqrt(2 * 6.25**2 * 2))


def test_stated_and_derived_weights():
    items = questions("satisfaction", "satisfaction", "nps").assign(weight=[3.0, 1.0, 9.0])
    assert has_stated_weights(items)
    assert item_weights(items, "stated").tolist() == [0.75, 0.25, 0.0]
    assert item_weights(items, "derived", np.array([0.2, 0.6, NAN])).tolist() == pytest.approx([0.25, 0.75, 0.0])
    assert not has_stated_weights(items.assign(weight=[3.0, NAN, 9.0]))
    scores = np.array([[5, 1, 0]], float)
    assert satisfaction_index(items, scores, item_weights(items, "stated")).value == 75.0


def test_nothing_rated_is_no_index():
    items = questions("satisfaction", "overall")
    weights = item_weights(items, "equal")
    assert satisfaction_index(items, np.array([[NAN, 4.0]]), weights) is None
    assert satisfaction_index(items, np.zeros((0, 2)), weights) is None
    assert not item_weights(questions("overall"), "equal").any()


def test_one_customer_twice_is_one_voice():
    items = questions("satisfaction")
    scores = np.array([[5], [5], [1], [1]], float)
    weights = item_weights(items, "equal")
    alone, together = (
        satisfaction_index(items, scores, weights, customer=np.array(customers))
        for customers in ([-1, -1, -1, -1], [0, 0, 1, 1])
    )
    assert alone.value == together.value == 50
    assert (alone.freedom, together.freedom) == (3, 1)
    assert together.error > alone.error
    of_four = satisfaction_index(items, scores, weights, customer=np.array([0, 0, 1, 1]), population=4)
    assert of_four.error == pytest.approx(together.error * np.sqrt(2 / 3))  # two of four customers are not heard


@given(
    st.lists(st.lists(st.sampled_from([1.0, 2.0, 3.0, 4.0, 5.0, NAN]), min_size=3, max_size=3), min_size=2, max_size=25)
)
def test_each_question_counts_with_the_mean_of_who_rated_it(rows):
    items, scores = questions(*["satisfaction"] * 3), np.array(rows)
    index = satisfaction_index(items, scores, item_weights(items, "equal"))
    means = [column[~np.isnan(column)].mean() for column in scores.T if not np.isnan(column).all()]
    if index is None:
        assert not means
        return
    assert index.value == pytest.approx(np.mean([25 * (mean - 1) for mean in means]))
    assert index.items == len(means)
    assert 0 <= index.value <= 100
    assert index.freedom < 1 or index.low <= index.value <= index.high
