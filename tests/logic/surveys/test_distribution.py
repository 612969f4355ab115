"""How ratings are spread over the places of a scale."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.logic.surveys.distribution import (
    distribution,
    place_count,
    place_shares,
    place_titles,
    score_places,
)
from dashboard.logic.surveys.item_figures import item_figures
from dashboard.logic.surveys.score_table import score_table
from tests.logic.surveys.questions import questions


def test_a_scale_has_a_place_for_each_score_a_long_one_ten_bands():
    assert [place_count(*ends) for ends in ((1, 5), (0, 10), (1, 7), (0, 100), (0, 1))] == [5, 11, 7, 10, 2]
    assert place_titles(1, 5) == ["1", "2", "3", "4", "5"]
    assert place_titles(0, 100)[0] == "0-10"
    assert place_titles(0, 100)[-1] == "90-100"


def test_scores_find_their_place():
    five = score_places(np.array([1, 2, 4.5, 4.4, 5]), np.array([1]), np.array([5]))
    assert five.tolist() == [0, 1, 4, 3, 4]  # 4.5 stands between: the higher one
    hundred = score_places(np.array([0, 9.9, 10, 99, 100]), np.array([0]), np.array([100]))
    assert hundred.tolist() == [0, 0, 1, 9, 9]


def test_counts_and_shares_by_hand():
    table = score_table(
        questions("satisfaction", "nps"),
        np.array([[1, 10], [1, 0], [5, np.nan], [np.nan, 10]], float),
        np.array([[False, False], [False, False], [False, True], [False, False]]),
    )
    found = distribution(table)
    assert found[["item", "place", "answers"]].to_numpy().tolist() == [[0, 0, 2], [0, 4, 1], [1, 0, 1], [1, 10, 2]]
    assert place_shares(found, 0, 5).tolist() == pytest.approx([2 / 3, 0, 0, 0, 1 / 3])
    assert np.isnan(place_shares(found, 7, 5)).all()


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(st.one_of(st.none(), st.floats(0, 10)), st.integers(-1, 2)), min_size=0, max_size=30),
    st.sampled_from([(0.0, 10.0), (0.0, 100.0), (-3.0, 12.0)]),
)
def test_places_add_up_to_n(answers, ends):
    items = questions("satisfaction", scale_min=[ends[0]], scale_max=[ends[1]])
    scores = np.array([[np.nan if score is None else score] for score, _segment in answers], float).reshape(-1, 1)
    segment = np.array([segment for _score, segment in answers], int)
    table = score_table(items, scores, np.isnan(scores), segments=("a", "b", "c"), segment=segment)
    found, figures = distribution(table), item_figures(table)
    assert found["place"].between(0, place_count(*ends) - 1).all()
    sums = found.groupby("segment")["answers"].sum()
    for segment, n in zip(figures["segment"], figures["n"], strict=True):
        assert sums.get(segment, 0) == n
        shares = place_shares(found[found["segment"] == segment], 0, place_count(*ends))
        assert n == 0 or shares.sum() == pytest.approx(1)
