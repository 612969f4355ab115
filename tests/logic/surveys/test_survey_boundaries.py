"""Figures at the edges of their rules, each by hand: what a fault in one line of the rules would change."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from dashboard.logic.periods import month_no
from dashboard.logic.surveys.change import adjusted
from dashboard.logic.surveys.effect_target import metric_target
from dashboard.logic.surveys.effect_verdict import metric_effect, wave_pair
from dashboard.logic.surveys.item_figures import item_figures
from dashboard.logic.surveys.nps import nps_figures, nps_interval
from dashboard.logic.surveys.priorities import drivers
from dashboard.logic.surveys.respondents import Trait, respondent_comparison
from dashboard.logic.surveys.satisfaction_index import item_weights, satisfaction_index
from dashboard.logic.surveys.score_table import score_table
from dashboard.logic.surveys.wave import Wave
from dashboard.logic.surveys.wave_changes import share_change, wave_changes
from tests.logic.surveys.questions import questions
from tests.logic.surveys.test_wave_changes import changes_of, figures_of

NAN = np.nan


def test_a_larger_p_is_never_corrected_to_a_smaller_one():
    """0.03 x 3/2 = 0.045 and 0.04 x 3/3 = 0.04: the second one counts for both."""
    assert adjusted(np.array([0.01, 0.04, 0.03])).tolist() == pytest.approx([0.03, 0.04, 0.04])


def test_score_of_half_a_population_has_the_interval_of_more_answers():
    """100 of 199: as 100 x 198 / 99 = 200 strangers."""
    scores = np.array([9] * 60 + [8] * 25 + [3] * 15, float).reshape(-1, 1)
    table = score_table(questions("nps"), scores, np.isnan(scores), population=199)
    (row,) = nps_figures(table).to_dict("records")
    assert row["effective"] == pytest.approx(200)
    low, high = nps_interval(0.6, 0.15, 200)
    assert (row["low"], row["high"]) == (pytest.approx(100 * low), pytest.approx(100 * high))


def test_index_counts_the_weights_of_the_responses():
    """5 with weight 3 and 1 without a weight: (3 x 100 + 1 x 0) / 4 = 75."""
    items = questions("satisfaction")
    index = satisfaction_index(
        items, np.array([[5.0], [1.0]]), item_weights(items, "equal"), sampled=np.array([3.0, NAN])
    )
    assert index is not None
    assert index.value == 75.0


def test_interval_of_an_index_stays_on_the_scale():
    """2 and 1: 12.5 on 0 to 100, with half a width far beyond the end."""
    items, scores = questions("satisfaction"), np.array([[2.0], [1.0]])
    index = satisfaction_index(items, scores, item_weights(items, "equal"))
    assert index is not None
    assert (index.value, index.low, index.high) == (12.5, 0.0, 100.0)


def test_shares_are_compared_by_their_effective_answers():
    """20 answers that are worth 40: the change is as sure as of these."""
    items, scores = questions("overall"), {"now": [[4.0], [5.0]] * 10, "before": [[3.0], [5.0]] * 10}
    whole = {name: figures_of(rows, items) for name, rows in scores.items()}
    plain = changes_of(scores["now"], scores["before"], items).headlines["top2"]
    assert plain.p == pytest.approx(share_change(1.0, 20, 20, 0.5, 20, 20)[3])
    larger = {
        name: replace(one, headlines={**one.headlines, "top2": replace(one.headlines["top2"], effective=40.0)})
        for name, one in whole.items()
    }
    told = wave_changes(larger["now"], larger["before"], None).headlines["top2"]
    change, low, high, p = share_change(1.0, 40, 20, 0.5, 40, 20)
    assert (told.change, told.low, told.high, told.p) == pytest.approx((change, low, high, p))
    assert told.p < plain.p


def test_index_of_few_responses_is_not_compared():
    items = questions("satisfaction", "satisfaction")
    assert changes_of([[4, 4]] * 20, [[3, 3]] * 9, items).headlines["index"].verdict == "too_few"
    assert changes_of([[4, 4]] * 20, [[3, 3]] * 10, items).headlines["index"].verdict == "up"


def test_another_wording_of_one_question_is_none_of_the_index():
    items = questions("overall", "satisfaction")
    before = items.assign(question_text=["Text of Q1", "other words"])
    found = changes_of([[4, 4], [5, 4]] * 10, [[4, 4], [5, 4]] * 10, items, before)
    assert [found.headlines[name].wording_changed for name in ("overall", "top2", "index")] == [False] * 3


def test_a_score_is_not_compared_with_that_of_another_question():
    """Two recommendations were asked, the first stood for the wave; only the second was asked again."""
    now = questions("nps", canonical_id=["other"])
    before = questions("nps", "nps", canonical_id=["first", "other"])
    found = changes_of([[10]] * 20, [[0, 9]] * 20, now, before)
    assert found.items["verdict"].tolist() == ["up"]
    assert found.headlines["nps"].verdict == "new"


def test_who_is_not_known_has_nothing():
    has, known = np.ones(40, bool), np.arange(40) % 2 == 0
    table = respondent_comparison(np.arange(40) < 20, [Trait("grew", "", has, known)])
    assert table[["respondents_with", "others_with"]].to_numpy().tolist() == [[10, 10]]
    assert table["respondents_share"].tolist() == [1.0]


def test_line_of_importance_is_that_of_the_questions_with_a_weight():
    """Three questions, one rated by 29: one half each is average, not one third."""
    chance = np.random.default_rng(3)
    scores = chance.integers(1, 6, (120, 4)).astype(float)
    scores[29:, 2] = NAN
    items = questions("satisfaction", "satisfaction", "satisfaction", "overall")
    figures = item_figures(score_table(items, scores, np.zeros(scores.shape, bool)))
    told = drivers(items, scores, figures)
    assert (told.used, told.importance_line) == (2, 0.5)
    # Ten responses of each customer, all alike: twelve voices, not 120, and wider intervals.
    alike = np.repeat(scores[:12], 10, axis=0)
    alike[:, 2] = NAN
    strangers, together = (
        drivers(items, alike, figures, customer=customer).table.loc[0]
        for customer in (None, np.repeat(np.arange(12), 10))
    )
    assert strangers["importance"] == together["importance"]
    widths = [row["importance_high"] - row["importance_low"] for row in (strangers, together)]
    assert widths[1] > 1.5 * widths[0]


def _wave(number: int, first: str, last: str) -> Wave:
    days = (date.fromisoformat(first), date.fromisoformat(last))
    return Wave(number, f"S{number}", "s", "", "relationship", *days, None, None, None, None, False, True, 50)


def test_days_at_the_edge_of_a_pair_of_waves():
    one, two, three = (_wave(number, f"20{21 + number}-10-01", f"20{21 + number}-10-31") for number in (1, 2, 3))
    late = date(2025, 1, 1)
    assert wave_pair((one, two), "s", date(2022, 10, 31), late).before is None  # still in the field on that day
    assert wave_pair((one, two), "s", date(2022, 11, 1), late).before == one
    assert wave_pair((one, two, three), "s", date(2023, 1, 1), late).after == two  # the first one after it
    on_last_day, day_before = (wave_pair((one, two), "s", date(2023, 1, 1), date(2023, 10, day)) for day in (31, 30))
    assert (on_last_day.after, on_last_day.running) == (two, None)
    assert (day_before.after, day_before.running) == (None, two)


def _months(counts: list[int]) -> pd.DataFrame:
    first = month_no(date(2023, 1, 1))
    return pd.DataFrame(
        {"month_no": np.arange(first, first + len(counts)), "complete": True, "received": counts, "orders": 1000}
    )


@pytest.mark.parametrize(
    "counts",
    [
        [200] * 11 + [100] * 13,  # fell a month before the measure
        [200] * 12 + [180] * 4 + [50] * 8,  # a little less, and the fall came after its three months
    ],
)
def test_a_fall_at_another_time_is_not_put_down_to_the_measure(counts):
    told = metric_effect(metric_target("per_100_orders"), _months(counts), date(2024, 1, 1))
    assert (told.effect, told.reason) == ("undecided", "no_shift")
    assert told.high is not None
    assert told.high < 1  # the months after it are better all the same
