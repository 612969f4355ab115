"""What to fix first: what is left out, the four quarters, why nothing is told, and that the truth is found."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.logic.surveys.driver_ground import driver_ground, overall_place, usable_questions
from dashboard.logic.surveys.item_figures import item_figures
from dashboard.logic.surveys.priorities import Drivers, derived_weights, drivers, quadrants
from dashboard.logic.surveys.score_table import score_table

LINES = (3.0, 0.25)


def items(*types: str, scale_max: tuple[float, ...] | None = None) -> pd.DataFrame:
    size = len(types)
    names = [f"q{place}" for place in range(size)]
    return pd.DataFrame(
        {
            "item_no": range(size), "item_id": names, "canonical_id": names, "service": [None] * size,
            "question_text": names, "item_type": types, "weight": np.nan, "dimension": [None] * size,
            "scale_min": 1.0, "scale_max": scale_max or 5.0,
        }
    )  # fmt: skip


def found(questions: pd.DataFrame, scores: np.ndarray, customer: np.ndarray | None = None) -> Drivers:
    table = score_table(questions, scores, np.zeros(scores.shape, bool), customer=customer)
    return drivers(questions, scores, item_figures(table), customer=customer)


def survey(size: int, shares: tuple[float, ...], seed: int, missing: float = 0.0) -> np.ndarray:
    """Ratings 1 to 5 of as many questions as there are shares, and overall last, which they make up; the questions go
    together. The first is rated worst."""
    chance = np.random.default_rng(seed)
    mood = chance.normal(size=(size, 1))
    middle = np.linspace(2.8, 4.0, len(shares))
    single = np.clip(np.round(middle + 0.7 * mood + 0.8 * chance.normal(size=(size, len(shares)))), 1, 5)
    overall = 3.4 + (single - middle) @ np.array(shares) + 0.4 * chance.normal(size=size)
    single[chance.random(single.shape) < missing] = np.nan
    return np.column_stack([single, np.clip(np.round(overall), 1, 5)])


def rows(*marks: tuple[float, float, float, float, float, float]) -> pd.DataFrame:
    names = ["importance", "importance_low", "importance_high", "performance", "performance_low", "performance_high"]
    return pd.DataFrame(list(marks), columns=names)


def test_four_quarters():
    table = rows(
        (0.4, 0.3, 0.5, 2.0, 1.5, 2.5), (0.4, 0.3, 0.5, 4.0, 3.5, 4.5), (0.1, 0.05, 0.2, 2.0, 1.5, 2.5),
        (0.1, 0.05, 0.2, 4.0, 3.5, 4.5),
    )  # fmt: skip
    leaning, quadrant = quadrants(table, *LINES)
    assert quadrant.tolist() == ["concentrate", "keep_up", "low_priority", "overkill"]
    assert leaning.tolist() == quadrant.tolist()


@pytest.mark.parametrize(
    ("mark", "leaning"),
    [
        ((0.4, 0.2, 0.5, 2.0, 1.5, 2.5), "concentrate"),  # importance crosses
        ((0.4, 0.3, 0.5, 2.9, 2.5, 3.3), "concentrate"),  # performance crosses
        ((0.4, 0.25, 0.5, 2.0, 1.5, 2.5), "concentrate"),  # touches
        ((0.1, 0.0, 0.3, 4.0, 3.5, 4.5), "overkill"),
        ((0.25, 0.25, 0.25, 3.0, 3.0, 3.0), "keep_up"),  # on both lines
        ((0.4, 0.3, 0.5, 2.0, np.nan, np.nan), "concentrate"),  # no interval is no certainty
    ],
)
def test_a_question_whose_interval_holds_a_line_is_undecided(mark, leaning):
    held, quadrant = quadrants(rows(mark), *LINES)
    assert (held[0], quadrant[0]) == (leaning, "undecided")


def test_without_importance_or_rating_there_is_no_quarter():
    nothing = np.nan
    table = rows((nothing, nothing, nothing, 2.0, 1.5, 2.5), (0.4, 0.3, 0.5, nothing, nothing, nothing))
    assert quadrants(table, *LINES)[1].tolist() == ["too_few", "too_few"]


def test_questions_that_too_few_rated_together_are_left_out():
    scores = np.full((100, 4), 3.0)
    scores[:71, 1] = np.nan  # 29 with overall
    scores[:45, 2] = np.nan  # 55: the last ones
    scores[60:, 3] = np.nan  # 60: the first ones, of which 15 are with the third
    assert usable_questions(scores, np.ones(100)).tolist() == [True, False, False, True]
    assert usable_questions(scores, np.r_[np.full(75, np.nan), np.ones(25)]).tolist() == [False] * 4
    assert usable_questions(np.zeros((0, 0)), np.zeros(0)).tolist() == []


def test_the_question_about_everything_comes_before_one_about_a_service():
    questions = items("satisfaction", "overall", "overall")
    questions.loc[1, "service"] = "Hall"
    assert overall_place(questions) == 2
    assert overall_place(questions.iloc[:2]) == 1
    assert overall_place(questions.iloc[:1]) == -1


def test_sixty_responses_or_five_per_question_are_needed():
    questions = items(*["satisfaction"] * 13, "overall")
    scores = survey(65, (0.1,) * 13, seed=1)
    assert driver_ground(questions, scores, None)[3].reason == ""
    assert driver_ground(questions, scores[:64], None)[3].reason == "few"
    two = items("satisfaction", "satisfaction", "overall")
    scores = survey(60, (0.5, 0.5), seed=1)
    assert driver_ground(two, scores, None)[3].reason == ""
    assert driver_ground(two, scores[:59], None)[3].reason == "few"
    assert driver_ground(two, scores, np.arange(60) % 9)[3].reason == "few"  # nine customers
    assert driver_ground(two, scores, np.arange(60) % 10)[3].reason == ""


@pytest.mark.parametrize(
    ("types", "reason"),
    [(("satisfaction", "satisfaction"), "no_overall"), (("satisfaction", "overall"), "no_items"), ((), "no_overall")],
)
def test_kinds_that_were_not_asked(types, reason):
    result = found(items(*types), np.full((80, len(types)), 3.0))
    assert result.reason == reason
    assert derived_weights(items(*types), np.full((80, len(types)), 3.0)) is None


def test_everybody_alike_or_no_answer_gives_no_order():
    questions = items("satisfaction", "satisfaction", "overall")
    alike = found(questions, np.full((80, 3), 4.0))
    assert alike.reason == "no_variation"
    assert alike.table["importance"].isna().all()
    assert derived_weights(questions, np.full((80, 3), 4.0)) is None
    nobody = found(questions, np.full((0, 3), np.nan))
    assert (nobody.reason, nobody.responses) == ("few", 0)
    assert nobody.table["quadrant"].tolist() == ["too_few", "too_few"]


def test_scales_that_differ_are_put_on_0_to_100():
    questions = items("satisfaction", "satisfaction", "overall", scale_max=(5.0, 9.0, 5.0))
    scores = survey(80, (0.5, 0.5), seed=2)
    result = found(questions, scores)
    assert result.is_rescaled
    assert result.table["performance"].tolist() == pytest.approx(
        [100 * (scores[:, 0].mean() - 1) / 4, 100 * (scores[:, 1].mean() - 1) / 8]
    )
    same = found(items("satisfaction", "satisfaction", "overall"), scores)
    assert not same.is_rescaled
    assert same.table["performance"].tolist() == pytest.approx(scores[:, :2].mean(axis=0).tolist())


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1000), st.integers(0, 60))
def test_shares_add_up_and_lie_in_their_intervals(seed: int, percent: int):
    scores = survey(200, (0.4, 0.2, 0.1, 0.0), seed, missing=percent / 100)
    result = found(items(*["satisfaction"] * 4, "overall"), scores)
    table = result.table
    if result.reason:
        return
    told = table[table["importance"].notna()]
    assert told["importance"].sum() == pytest.approx(1)
    assert ((told["importance_low"] <= told["importance"]) & (told["importance"] <= told["importance_high"])).all()
    assert told["importance_low"].min() >= 0
    assert result.explained <= 1 + 1e-9
    assert sorted(told["rank"]) == sorted(range(1, len(told) + 1))
    assert (derived_weights(items(*["satisfaction"] * 4, "overall"), scores) > 0).sum() == len(told)


def test_a_truly_strongest_question_is_found_although_all_go_together_and_many_do_not_know():
    right, wrong = 0, 0
    for seed in range(12):
        scores = survey(400, (0.6, 0.1, 0.1, 0.1, 0.1, 0.1), seed, missing=0.4)
        result = found(items(*["satisfaction"] * 6, "overall"), scores)
        table = result.table
        right += table["importance"].idxmax() == 0 and table["quadrant"].iloc[0] == "concentrate"
        wrong += (table["quadrant"].iloc[1:] == "concentrate").sum()
    assert right >= 11
    assert wrong == 0


def test_of_questions_that_matter_equally_few_are_told_apart():
    """Eight questions, none more important than another: of 8 x 12 intervals at most one in ten misses 1/8."""
    missed = 0
    for seed in range(12):
        scores = survey(300, (0.15,) * 8, seed, missing=0.3)
        table = found(items(*["satisfaction"] * 8, "overall"), scores).table
        missed += ((table["importance_low"] > 1 / 8) | (table["importance_high"] < 1 / 8)).sum()
    assert missed <= 10


def test_the_same_answers_give_the_same_intervals():
    scores = survey(100, (0.5, 0.2), seed=3)
    questions = items("satisfaction", "satisfaction", "overall")
    first, second = found(questions, scores), found(questions, scores)
    pd.testing.assert_frame_equal(first.table, second.table)
