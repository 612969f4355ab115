"""Leading questions by answer, customer, revenue and survey weight, on answers worked out by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.logic.surveys.score_table import score_table
from dashboard.logic.surveys.weightings import COLUMNS, together, voice_rows, weighting_rows


def _items(*kinds):
    size = len(kinds)
    return pd.DataFrame(
        {
            "item_no": range(size), "item_id": [f"q{one}" for one in range(size)],
            "canonical_id": [f"q{one}" for one in range(size)], "service": None, "question_text": "?",
            "item_type": kinds, "weight": np.nan, "dimension": None,
            "scale_min": [0.0 if kind == "nps" else 1.0 for kind in kinds],
            "scale_max": [10.0 if kind == "nps" else 5.0 for kind in kinds],
        }
    )  # fmt: skip


SCORES = np.array([[5.0, 10.0], [1.0, 0.0], [3.0, 9.0], [2.0, 5.0], [4.0, np.nan]])
CUSTOMER = np.array([0, 0, 1, 2, -1])
REVENUE = np.array([60.0, 60.0, 40.0, 0.0, 0.0])
"""Customer 0 answered twice; customer 2 has no revenue; the last answer is nobody's."""


def test_by_revenue_two_answers_of_one_customer_share_its_revenue():
    rows = voice_rows(_items("overall", "nps"), SCORES, CUSTOMER, REVENUE, "revenue")
    overall, nps = rows.to_dict("records")
    # (30 x 5 + 30 x 1 + 40 x 3) / 100; top-2: 30 of 100; Kish: 100^2 / (900 + 900 + 1600)
    assert (overall["mean"], overall["top2"], overall["n"]) == (3.0, 0.3, 3)
    assert overall["effective"] <= 100**2 / 3400 + 1e-9
    # promoters 30 + 40, detractors 30
    assert nps["nps"] == pytest.approx(40.0)
    assert list(rows.columns) == list(COLUMNS)


def test_by_customer_each_has_one_voice():
    overall = voice_rows(_items("overall", "nps"), SCORES, CUSTOMER, np.ones(5), "customers").iloc[0]
    assert overall["mean"] == pytest.approx((3 + 3 + 2) / 3)
    assert overall["n"] == 4  # nobody's answer is nobody's voice


def test_a_question_left_out_gives_the_whole_weight_to_the_other_answer():
    scores = np.array([[5.0], [np.nan], [1.0]])
    found = voice_rows(_items("overall"), scores, np.array([0, 0, 1]), np.array([10.0, 10.0, 10.0]), "revenue")
    assert found["mean"].tolist() == [3.0]


def test_unweighted_and_survey_weights_side_by_side():
    weight = np.array([1.0, 3.0, 1.0, 1.0, 2.0])
    table = score_table(_items("overall", "satisfaction"), SCORES[:, [0, 0]], np.zeros((5, 2), bool), weight=weight)
    rows = together([weighting_rows(table, "survey"), weighting_rows(table, "answers")])
    assert rows["weighting"].tolist() == ["answers", "survey"]
    assert rows["item"].tolist() == [0, 0]  # a question about one service leads no wave
    assert rows["mean"].tolist() == [3.0, (5 + 3 + 3 + 2 + 8) / 8]
    assert rows["effective"].tolist() == [5.0, 64 / 16]


def test_nobody_with_revenue_or_no_leading_question():
    assert voice_rows(_items("overall", "nps"), SCORES, CUSTOMER, np.zeros(5), "revenue").empty
    assert list(together([]).columns) == list(COLUMNS)
    assert voice_rows(_items("satisfaction", "ces"), SCORES, CUSTOMER, REVENUE, "revenue").empty


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 3)), min_size=2, max_size=20))
def test_equal_revenue_is_one_voice_each_and_a_common_factor_changes_nothing(rows):
    score, customer = (np.array(column) for column in zip(*rows, strict=True))
    items, scores = _items("overall"), score.astype(float)[:, None]
    one = voice_rows(items, scores, customer, np.full(len(rows), 7.0), "revenue")
    other = voice_rows(items, scores, customer, np.ones(len(rows)), "customers")
    names = ["n", "mean", "effective", "top2"]
    if one["effective"].iloc[0] > 2.1:  # of two answers an interval has one degree of freedom, or one less the last bit
        names += ["low", "high"]
    np.testing.assert_allclose(one[names].to_numpy(float), other[names].to_numpy(float))
    assert score.min() - 1e-9 <= one["mean"].iloc[0] <= score.max() + 1e-9
