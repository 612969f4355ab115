"""Changes between two waves: published examples for shares, figures by hand, one family for all that is tested."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.logic.surveys.change import FALSE_SHARE, adjusted
from dashboard.logic.surveys.item_figures import item_figures
from dashboard.logic.surveys.nps import nps_figures
from dashboard.logic.surveys.satisfaction_index import item_weights, satisfaction_index
from dashboard.logic.surveys.score_table import score_table
from dashboard.logic.surveys.wave import Wave
from dashboard.logic.surveys.wave_changes import (
    common_questions,
    series_of,
    share_change,
    two_sided,
    wave_before,
    wave_changes,
)
from dashboard.logic.surveys.wave_figures import WaveFigures, agree_share, headline_figures, nps_counts, overall_place
from dashboard.logic.surveys.wave_table import Measure, WaveSeen, trend_table
from tests.logic.surveys.questions import questions


def figures_of(scores, items) -> WaveFigures:
    matrix = np.asarray(scores, float)
    table = score_table(items, matrix, np.zeros(matrix.shape, bool))
    found, nps = item_figures(table), nps_figures(table)
    weights = item_weights(items, "equal")
    index = satisfaction_index(items, matrix, weights)
    return WaveFigures(
        items, found, headline_figures(items, found, nps, index), np.nan, np.nan, nps_counts(nps, 0), index, weights,
        len(matrix), 0, 0, 0, False, False,
    )  # fmt: skip


def changes_of(now, before, items, items_before=None):
    one, other = figures_of(now, items), figures_of(before, items if items_before is None else items_before)
    pair = None if one.index is None or other.index is None else (one.index, other.index)
    return wave_changes(one, other, pair, common=0 if one.index is None else one.index.items)


def wave(number: int, series: str = "s", kind: str = "relationship") -> Wave:
    return Wave(
        number, f"W{number}", series, f"Wave {number}", kind, None, None, None, None, None, None, False, True, 9
    )


def test_interval_of_two_shares_is_newcombes():
    """Newcombe 1998, Statistics in Medicine 17, table II, method 10: 56/70 - 48/80 = 0.2, 0.0524 to 0.3339;
    9/10 - 3/10: 0.1705 to 0.8090; 10/10 - 0/10: 0.6075 to 1."""
    for part, whole, part_before, whole_before, low, high in (
        (56, 70, 48, 80, 0.0524, 0.3339),
        (9, 10, 3, 10, 0.1705, 0.8090),
        (10, 10, 0, 10, 0.6075, 1.0),
    ):
        found = share_change(part / whole, whole, whole, part_before / whole_before, whole_before, whole_before)
        assert found[1:3] == pytest.approx((low, high), abs=5e-5)


def test_two_proportions_give_the_z_worked_by_hand():
    """56/70 against 48/80: pooled 104/150, error sqrt(0.69333 x 0.30667 x (1/70 + 1/80)) = 0.075467, z = 2.6502."""
    assert share_change(0.8, 70, 70, 0.6, 80, 80)[3] == pytest.approx(0.008045, abs=5e-6)


def test_shares_of_everybody_differ_for_certain():
    assert share_change(0.6, np.inf, 10, 0.5, np.inf, 10) == pytest.approx((0.1, 0.1, 0.1, 0.0))
    assert share_change(0.5, np.inf, 10, 0.5, np.inf, 10)[3] == 1.0
    assert (two_sided(0.0, 0.0), two_sided(0.1, 0.0)) == (1.0, 0.0)


def test_wave_before_is_of_the_same_series_and_kind():
    waves = [wave(0), wave(1, kind="transaction"), wave(2, "other"), wave(3), wave(4)]
    assert wave_before(waves, waves[4]) == waves[3]
    assert wave_before(waves, waves[3]) == waves[0]
    assert wave_before(waves, waves[0]) is None
    assert wave_before(waves, waves[1]) is None
    assert series_of(waves, waves[4]) == (waves[0], waves[3], waves[4])


def test_questions_are_corrected_together_and_figures_made_from_them_with_them():
    """Overall and two questions about satisfaction are three p values, with the share satisfied and the index five;
    whether they had a problem is no rating and is not tested."""
    items = questions("overall", "satisfaction", "satisfaction", "had_problem")
    now = [[4, 3, 3, 1], [5, 4, 4, 2]] * 20
    before = [[3, 3, 4, 2], [5, 4, 3, 2]] * 20
    found = changes_of(now, before, items)
    assert found.tested == 3
    assert np.isnan(found.items["p"].to_numpy()[3])
    p = [*found.items["p"][:3], found.headlines["top2"].p, found.headlines["index"].p]
    assert found.items["adjusted_p"].tolist()[:3] == pytest.approx(adjusted(np.array(p[:3])).tolist())
    corrected = [found.headlines[name].adjusted_p for name in ("top2", "index")]
    assert corrected == pytest.approx(adjusted(np.array(p)).tolist()[3:])
    assert found.headlines["overall"].adjusted_p == found.items["adjusted_p"][0]


def test_verdicts_of_figures_by_hand():
    """Twenty answers each. Share satisfied: 20 of 20 (4, 5) against 10 of 20 (3, 5). NPS: all promoters against all
    detractors: 100 against -100. Ease: the same."""
    items = questions("overall", "nps", "ces")
    found = changes_of([[4, 10, 6], [5, 9, 4]] * 10, [[3, 0, 6], [5, 6, 4]] * 10, items)
    verdicts = {name: one.verdict for name, one in found.headlines.items()}
    assert verdicts == {"overall": "no_evidence", "top2": "up", "nps": "up", "ces": "no_evidence"}
    assert found.headlines["top2"].change == pytest.approx(0.5)
    assert found.headlines["nps"].change == pytest.approx(200.0)
    assert found.headlines["ces"].change == 0.0
    back = changes_of([[3, 0, 6], [5, 6, 4]] * 10, [[4, 10, 6], [5, 9, 4]] * 10, items)
    assert {name: one.verdict for name, one in back.headlines.items()}["nps"] == "down"


def test_another_scale_and_few_ratings_are_not_compared():
    items = questions("overall", "nps")
    wide = questions("overall", "nps", scale_max=[10.0, 10.0])
    found = changes_of([[4, 9]] * 20, [[8, 0]] * 20, items, wide)
    assert {name: one.verdict for name, one in found.headlines.items()} == {
        "overall": "scale_changed", "top2": "scale_changed", "nps": "up",
    }  # fmt: skip
    few = changes_of([[4, 9]] * 20, [[4, 9]] * 9, items)
    assert {one.verdict for one in few.headlines.values()} == {"too_few"}
    assert few.tested == 0
    nothing = changes_of([[4, 9]] * 20, np.empty((0, 2)), items)
    assert {one.verdict for one in nothing.headlines.values()} == {"too_few"}


def test_figure_that_the_wave_before_did_not_ask_is_new():
    found = changes_of([[4, 9]] * 20, [[4]] * 20, questions("overall", "nps"), questions("overall"))
    assert found.headlines["nps"].verdict == "new"
    assert found.headlines["overall"].verdict == "no_evidence"


def test_changed_wording_is_compared_and_said():
    items = questions("overall")
    found = changes_of([[4], [5]] * 10, [[4], [5]] * 10, items, items.assign(question_text="other words"))
    assert found.headlines["overall"].wording_changed
    assert found.headlines["top2"].wording_changed
    assert found.headlines["overall"].verdict == "no_evidence"


def test_common_questions_are_those_with_the_same_scale_and_kind():
    now = questions("overall", "satisfaction", "satisfaction", "satisfaction")
    before = questions("satisfaction", "satisfaction", "satisfaction", canonical_id=["Q4", "Q3", "Q9"],
                       scale_max=[5.0, 7.0, 5.0])  # fmt: skip
    assert common_questions(now, before).to_numpy().tolist() == [[3, 0]]


def test_overall_is_about_no_single_service_else_the_only_question():
    assert overall_place(questions("satisfaction", "overall", "overall")) == 1
    assert overall_place(questions("overall", "overall", service=pd.Series(["Hall", None], dtype=object))) == 1
    assert overall_place(questions("nps", "satisfaction")) == 1
    assert overall_place(questions("satisfaction", "satisfaction")) == -1
    assert overall_place(questions("nps")) == -1


def test_agreement_is_counted_on_the_scale_of_seven_only():
    items = questions("ces")
    table = score_table(items, np.array([[5.0], [7.0], [4.0], [np.nan]]), np.zeros((4, 1), bool))
    assert agree_share(items, table.counts, 0, weighted=False) == pytest.approx(2 / 3)
    assert np.isnan(agree_share(items.assign(scale_max=5.0), table.counts, 0, weighted=False))
    assert np.isnan(agree_share(items, table.counts, -1, weighted=False))


def test_trend_joins_comparable_waves_only_and_hides_few():
    """Five waves: 4 of 5, 4 of 5, eight answers, 4 of 5, 8 of 10."""
    items, wide = questions("overall"), questions("overall", scale_max=[10.0])
    seen, before = [], None
    for number, (score, count, asked) in enumerate(
        ((4, 20, items), (4, 20, items), (4, 8, items), (4, 20, items), (8, 20, wide))
    ):
        now = figures_of([[score]] * count, asked)
        changes = None if before is None else wave_changes(now, before.figures, None)
        seen.append(WaveSeen(wave(number), "", now, changes, None if before is None else before.wave))
        before = seen[-1]
    table = trend_table(seen, Measure())
    assert table["is_joined"].tolist() == [False, True, False, False, False]
    assert table["reason"].tolist() == ["", "", "few", "", ""]
    assert table["verdict"].tolist() == ["", "no_evidence", "too_few", "too_few", "scale_changed"]
    assert table["n"].tolist() == [20, 20, 8, 20, 20]
    assert table["value"].fillna(-1).tolist() == [4.0, 4.0, -1.0, 4.0, 8.0]
    withheld = trend_table([WaveSeen(wave(0), "few", None, None, None)], Measure())
    assert withheld["reason"].tolist() == ["few"]
    assert pd.isna(withheld["value"]).all()


def test_index_is_joined_only_over_the_same_questions():
    items, fewer = questions("satisfaction", "satisfaction"), questions("satisfaction")
    one, other = figures_of([[4, 3]] * 20, items), figures_of([[4]] * 20, fewer)
    same = wave_changes(one, one, (one.index, one.index), common=2)
    less = wave_changes(one, other, (other.index, other.index), common=1)
    for before, changes, is_joined in ((one, same, True), (other, less, False)):
        seen = [WaveSeen(wave(0), "", before, None, None), WaveSeen(wave(1), "", one, changes, wave(0))]
        assert trend_table(seen, Measure("index"))["is_joined"].tolist() == [False, is_joined]


counts = st.tuples(st.integers(1, 400), st.integers(1, 400)).map(lambda pair: (min(pair), max(pair)))


@given(one=counts, other=counts)
def test_change_of_shares_lies_in_its_interval_and_turns_round(one, other):
    forth = share_change(one[0] / one[1], one[1], one[1], other[0] / other[1], other[1], other[1])
    back = share_change(other[0] / other[1], other[1], other[1], one[0] / one[1], one[1], one[1])
    assert -1 - 1e-9 <= forth[1] <= forth[0] + 1e-9 <= forth[2] + 2e-9 <= 1 + 3e-9
    assert (forth[0], forth[1], forth[2]) == pytest.approx((-back[0], -back[2], -back[1]))
    assert forth[3] == pytest.approx(back[3])


@pytest.mark.slow
def test_no_change_gives_few_false_verdicts():
    """Two waves of 27 questions, an NPS and 200 answers from the same odds, 60 pairs: the share of pairs with any
    verdict up or down stays near 5 % (without correction it would be three in four)."""
    items = questions("overall", *["satisfaction"] * 26, "nps")
    chance = np.random.default_rng(7)
    false = 0
    for _ in range(60):
        sides = [
            np.column_stack([chance.integers(1, 6, (200, 27)), chance.integers(0, 11, (200, 1))]) for _ in range(2)
        ]
        found = changes_of(*sides, items)
        verdicts = {*found.items["verdict"], *(one.verdict for one in found.headlines.values())}
        false += bool(verdicts & {"up", "down"})
    assert 0 < false <= 60 * FALSE_SHARE * 2
