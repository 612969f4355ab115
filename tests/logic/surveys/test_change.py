"""Verdicts against the wave before: published tests, hand-made waves, and how often they are false."""

import numpy as np
import pytest

from dashboard.logic.surveys.change import FALSE_SHARE, adjusted, item_changes, welch
from dashboard.logic.surveys.item_figures import item_figures
from dashboard.logic.surveys.score_table import score_table
from tests.logic.surveys.questions import questions

ITEMS = 27


def wave(scores, items=None):
    matrix = np.asarray(scores, float)
    items = questions(*["satisfaction"] * matrix.shape[1]) if items is None else items
    return items, item_figures(score_table(items, matrix, np.isnan(matrix)))


def verdicts(now, before):
    return item_changes(*now, *before)


def test_welch_gives_what_r_prints_for_sleep():
    """R, t.test(extra ~ group, data = sleep) (Student 1908): df = 17.776, p-value = 0.07939."""
    one = np.array([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0])
    other = np.array([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4])
    sides = [np.array([value]) for side in (one, other) for value in (side.mean(), side.std(ddof=1) / 10**0.5, 9.0)]
    error, freedom, p = (float(one[0]) for one in welch(*sides))
    assert (one.mean() - other.mean()) / error == pytest.approx(-1.8608, abs=5e-5)
    assert freedom == pytest.approx(17.776, abs=5e-4)
    assert p == pytest.approx(0.07939, abs=5e-6)


def test_correction_rejects_the_four_that_benjamini_and_hochberg_reject():
    """Their example of 15 hypotheses (1995, section 4.1): four at 5 %, where Bonferroni rejects three."""
    p = np.array([0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
                  0.6528, 0.7590, 1.0000])  # fmt: skip
    found = adjusted(p)
    assert (found <= FALSE_SHARE).sum() == 4
    assert found[3] == pytest.approx(0.0095 * 15 / 4)
    assert (p * 15 <= FALSE_SHARE).sum() == 3


def test_correction_leaves_out_what_was_not_tested():
    assert adjusted(np.array([np.nan, 0.02, np.nan, 0.04])).tolist() == pytest.approx(
        [np.nan, 0.04, np.nan, 0.04], nan_ok=True
    )
    assert len(adjusted(np.array([]))) == 0


def test_verdicts_by_hand():
    """Twelve answers each: the first question rises by 2 without doubt, the second falls, the third stays."""
    before = [[2, 5, 3], [3, 4, 4]] * 6
    now = [[4, 3, 3], [5, 2, 4]] * 6
    table = verdicts(wave(now), wave(before))
    assert table["verdict"].tolist() == ["up", "down", "no_evidence"]
    assert table["change"].tolist() == [2.0, -2.0, 0.0]
    assert (table["low"] <= table["change"]).all()


def test_what_cannot_be_compared_is_not_tested():
    kinds = ["satisfaction"] * 4
    then = questions(*kinds)
    now = then.assign(
        scale_max=[5.0, 10.0, 5.0, 5.0],
        canonical_id=["Q1", "Q2", "Q3", "new"],
        question_text=["Another text", *then["question_text"][1:]],
    )
    scores = [[4, 4, 4, 4], [5, 5, np.nan, 5]] * 5
    table = verdicts(wave(scores, now), wave(scores, then))
    assert table["verdict"].tolist() == ["no_evidence", "scale_changed", "too_few", "new"]
    assert table["wording_changed"].tolist() == [True, False, False, False]
    assert table["p"].notna().tolist() == [True, False, False, False]
    assert table["change"].isna().tolist() == [False, True, True, True]


def test_how_important_something_is_is_compared_with_itself():
    """One question asked both ways in both waves, another whose kind became another, a third newly asked both ways."""
    then = questions("satisfaction", "importance", "overall", "satisfaction").assign(canonical_id=["A", "A", "B", "C"])
    now = questions("importance", "satisfaction", "satisfaction", "importance", "satisfaction").assign(
        canonical_id=["A", "A", "B", "C", "C"]
    )
    table = verdicts(wave([[3, 4, 4, 4, 4], [4, 5, 5, 5, 5]] * 6, now), wave([[4, 3, 4, 4], [5, 4, 5, 5]] * 6, then))
    assert table["item_before"].tolist() == [1, 0, 2, -1, 3]
    assert table["change"].tolist()[:2] == [0.0, 0.0]
    assert table["verdict"].tolist() == ["no_evidence", "no_evidence", "scale_changed", "new", "no_evidence"]


def test_yes_and_no_are_no_rating_and_correct_no_other_question():
    """Whether they had a problem went from nobody to everybody: one question is tested, and stays as it is."""
    now, then = questions("overall", "had_problem"), questions("overall")
    table = verdicts(wave([[4, 1], [5, 1], [3, 1]] * 5, now), wave([[4, 2], [4, 2], [3, 2]] * 5, now))
    alone = verdicts(wave([[4], [5], [3]] * 5, then), wave([[4], [4], [3]] * 5, then))
    assert table["p"].notna().tolist() == [True, False]
    assert table["adjusted_p"][0] == table["p"][0] == alone["adjusted_p"][0]
    assert table["verdict"][1] == "no_evidence"


def test_no_wave_before_has_only_new_questions():
    items, figures = wave([[4, 4]] * 12)
    table = item_changes(items, figures, items.iloc[:0], figures.iloc[:0])
    assert table["verdict"].tolist() == ["new", "new"]


def test_waves_without_any_spread():
    same, other = wave([[4]] * 12), wave([[3]] * 12)
    assert verdicts(same, same)["verdict"].tolist() == ["no_evidence"]
    assert verdicts(same, other)["verdict"].tolist() == ["up"]


def test_27_questions_under_no_change_give_at_most_the_stated_share_of_false_verdicts():
    """400 pairs of waves of 150 people who rate 27 questions, with a common mood and no change at all.

    Uncorrected 75 % of independent pairs would show at least one verdict (M48); corrected at most 5 % may, and with
    400 pairs 8.4 % is the far end of what chance alone gives (binomial, 99.9 %).
    """
    chance = np.random.default_rng(48)
    pairs, people = 400, 150

    def moments():
        mood = chance.normal(size=(pairs, people, 1))
        scores = np.clip(np.round(3.6 + 0.5 * mood + 0.8 * chance.normal(size=(pairs, people, ITEMS))), 1, 5)
        return scores.mean(axis=1), scores.std(axis=1, ddof=1) / people**0.5, np.full((pairs, ITEMS), people - 1.0)

    _, _, p = welch(*moments(), *moments())
    uncorrected = (p <= 0.05).any(axis=1).mean()
    corrected = np.mean([(adjusted(row) <= FALSE_SHARE).any() for row in p])
    assert uncorrected > 0.4
    assert corrected <= 0.084
