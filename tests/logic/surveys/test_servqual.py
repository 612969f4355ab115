"""Gaps between what people find and what they expect."""

import numpy as np
import pandas as pd
import pytest

from dashboard.logic.intervals import mean_interval
from dashboard.logic.surveys.servqual import dimension_code, has_expectations, matched_items, servqual_gaps


def items(*rows: tuple[str, str, str | None], scale_max: float = 5.0) -> pd.DataFrame:
    """canonical_id, item_type, dimension."""
    frame = pd.DataFrame(list(rows), columns=["canonical_id", "item_type", "dimension"])
    return frame.assign(scale_min=1.0, scale_max=scale_max)


PAIR = items(("a", "satisfaction", "empathy"), ("a", "expectation", "empathy"))


def test_gap_is_paired():
    """Perceptions 3 and 4, expectations always 5: gaps -2 and -1, five times each; deviation sqrt(10 * 0.25 / 9)."""
    scores = np.column_stack([np.tile([3.0, 4.0], 5), np.full(10, 5.0)])
    row = servqual_gaps(PAIR, scores).iloc[0]
    assert (row["dimension"], row["pairs"], row["n"]) == ("empathy", 1, 10)
    assert (row["perception"], row["expectation"], row["gap"]) == (3.5, 5.0, -1.5)
    low, high = mean_interval(-1.5, np.sqrt(2.5 / 9 / 10), 9)
    assert (row["low"], row["high"]) == (pytest.approx(float(low)), pytest.approx(float(high)))


def test_only_people_with_both_answers_count_and_nine_are_too_few():
    scores = np.column_stack([np.full(12, 3.0), np.r_[np.full(9, 4.0), np.full(3, np.nan)]])
    row = servqual_gaps(PAIR, scores).iloc[0]
    assert row["n"] == 9
    assert np.isnan(row["gap"])


def test_one_customer_asked_ten_times_is_not_ten_customers():
    scores = np.column_stack([np.tile([3.0, 4.0], 10), np.full(20, 5.0)])
    alone = servqual_gaps(PAIR, scores).iloc[0]
    twice = servqual_gaps(PAIR, scores, customer=np.tile([0, 1], 10)).iloc[0]
    assert twice["gap"] == alone["gap"]
    assert twice["high"] - twice["low"] > 2 * (alone["high"] - alone["low"])


def test_without_a_match_the_means_of_a_dimension_are_compared():
    asked = items(("a", "satisfaction", "empathy"), ("b", "satisfaction", "empathy"), ("c", "expectation", "empathy"))
    scores = np.tile([2.0, 4.0, 5.0], (10, 1))
    row = servqual_gaps(asked, scores).iloc[0]
    assert (row["pairs"], row["perception"], row["gap"]) == (0, 3.0, -2.0)
    assert (row["low"], row["high"]) == (-2.0, -2.0)


def test_known_dimensions_come_in_their_order_and_others_last():
    rows = [
        (f"{name}{kind}", kind, name)
        for name in ("Tempo", "移情性", "Reliability")
        for kind in ("satisfaction", "expectation")
    ]
    found = servqual_gaps(items(*rows), np.full((10, 6), 3.0))
    assert found["dimension"].tolist() == ["Reliability", "移情性", "Tempo"]
    assert found["gap"].tolist() == [0.0, 0.0, 0.0]


def test_other_scales_and_missing_sides_are_not_compared():
    asked = items(("a", "satisfaction", "empathy"), ("a", "expectation", "empathy"), ("b", "satisfaction", "assurance"))
    asked.loc[1, "scale_max"] = 7.0
    assert servqual_gaps(asked, np.full((10, 3), 3.0)).empty
    assert servqual_gaps(asked.iloc[:0], np.zeros((0, 0))).empty
    assert has_expectations(asked)
    assert not has_expectations(asked.iloc[[0, 2]])


def test_matches_are_by_the_same_id_for_satisfaction_only():
    asked = items(("a", "satisfaction", None), ("b", "satisfaction", None), ("a", "importance", None))
    assert matched_items(asked, "importance").tolist() == [2, -1, -1]


def test_dimensions_are_known_in_both_languages():
    assert [dimension_code(one) for one in ("可靠性", " Empathy", "速度")] == ["reliability", "empathy", "速度"]
