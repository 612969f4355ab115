"""The questions of a wave in one table, their order, and the cells by segment."""

from datetime import date

import numpy as np
import pytest

from dashboard.logic.surveys.change import item_changes
from dashboard.logic.surveys.item_figures import item_figures
from dashboard.logic.surveys.question_cells import question_cells
from dashboard.logic.surveys.question_sheet import group_of, in_order, question_sheet, sheet_facts
from dashboard.logic.surveys.question_waves import wave_figure
from dashboard.logic.surveys.score_table import score_table
from dashboard.logic.surveys.service_scores import service_scores
from dashboard.logic.surveys.wave import Wave
from tests.logic.surveys.questions import questions

WAVE = Wave(1, "S", "s", "Title S", "topic", None, date(2024, 10, 31), None, None, None, None, False, True, 0)
BEFORE = Wave(0, "R", "s", "Title R", "topic", None, date(2023, 10, 31), None, None, None, None, False, True, 0)


def table(columns, kinds, **more):
    """``columns``: scores per question; 6 = does not know."""
    scores = np.array(columns, float).T
    unknown = scores == 6
    items = questions(*kinds, **more)
    return score_table(items, np.where(unknown, np.nan, scores), unknown)


def sheet(now, then=None, **more):
    changes = None
    if then is not None:
        changes = item_changes(now.items, item_figures(now), then.items, item_figures(then))
    services = service_scores(now.items, np.empty((0, len(now))))
    outside = np.arange(len(now))
    return question_sheet(WAVE, now, outside, services, before=BEFORE if then is not None else None, earlier=then,
                          changes=changes, **more)  # fmt: skip


def test_figures_of_one_wave_by_hand():
    now = table([[1, 5, 5, 6], [2, 2, 2, 2], [1, 0, 1, 0]], ["satisfaction", "satisfaction", "had_problem"])
    found = sheet(now)
    row = found.questions.iloc[0]
    assert found.questions["item_id"].tolist() == ["Q1", "Q2"]  # yes and no is no rating
    assert found.others["item_id"].tolist() == ["Q3"]
    assert (row["n"], row["dont_know"], row["outside"]) == (3, 1, 0)
    assert row["mean"] == pytest.approx(11 / 3)
    assert row["level"] == pytest.approx((11 / 3 - 1) / 4 * 100)
    assert (row["top2"], row["bottom2"]) == (pytest.approx(2 / 3), pytest.approx(1 / 3))
    assert found.questions["verdict"].tolist() == ["", ""]
    assert found.questions["change"].isna().all()
    assert found.before is None


def test_changes_and_badges_by_hand():
    kinds = ["satisfaction"] * 4
    then = table([[2] * 20, [3, 4] * 10, [3] * 20, [3] * 5 + [6] * 15], kinds, scale_max=[5.0, 5.0, 7.0, 5.0])
    now = table([[4] * 20, [3, 4] * 10, [3] * 20, [3] * 20, [1] * 20], [*kinds, "satisfaction"],
                question_text=["Text of Q1", "New words", "Text of Q3", "Text of Q4", "Text of Q5"])  # fmt: skip
    found = sheet(now, then).questions
    assert found["verdict"].tolist() == ["up", "no_evidence", "scale_changed", "too_few", "new"]
    assert found["change"].tolist()[:2] == [2.0, 0.0]
    assert found["change"].isna().tolist() == [False, False, True, True, True]
    assert found["wording_changed"].tolist() == [False, True, False, False, False]
    assert found["mean_before"].tolist()[:4] == [2.0, 3.5, 3.0, 3.0]
    assert np.isnan(found["mean_before"].iloc[4])
    assert found["scale_before"].tolist() == [(1.0, 5.0), (1.0, 5.0), (1.0, 7.0), (1.0, 5.0), None]


def test_facts_count_verdicts_and_find_the_lowest():
    then = table([[2] * 20, [3, 4] * 10], ["satisfaction"] * 2)
    now = table([[4] * 20, [3, 4] * 10, [0] * 20], ["satisfaction", "satisfaction", "nps"])
    facts = sheet_facts(sheet(now, then))
    assert (facts.up, facts.down, facts.same, facts.tested) == (1, 0, 1, 2)
    assert (facts.lowest, facts.compared) == (("Q2",), 2)  # a recommendation is lower, but no satisfaction
    ties = sheet_facts(sheet(table([[4] * 20, [4] * 20], ["satisfaction"] * 2)))
    assert ties.lowest == ("Q1", "Q2")
    few = sheet_facts(sheet(table([[4] * 9], ["satisfaction"])))
    assert (few.lowest, few.compared) == ((), 0)
    alone = sheet_facts(sheet(table([[5] * 10], ["nps"])))
    assert alone.lowest == ("Q1",)


def test_nothing_asked_and_nothing_answered():
    nothing = sheet(score_table(questions(), np.empty((0, 0)), np.empty((0, 0), bool)))
    assert nothing.questions.empty
    assert sheet_facts(nothing).lowest == ()
    silent = sheet(score_table(questions("overall"), np.empty((0, 1)), np.empty((0, 1), bool)))
    assert silent.questions["n"].tolist() == [0]
    assert silent.questions["mean"].isna().all()


def order(sort, **columns):
    now = table([[4] * 10, [1] * 10, [6] * 5 + [5] * 5, [9] * 10, [6] * 10],
                ["satisfaction", "satisfaction", "satisfaction", "nps", "satisfaction"], **columns)  # fmt: skip
    return in_order(sheet(now).questions, sort)["item_id"].tolist()


def test_what_asks_for_attention_stands_first():
    assert order("mean") == ["Q2", "Q1", "Q4", "Q3", "Q5"]  # levels 75, 0, 100, 90, nobody rated
    assert order("top2") == ["Q2", "Q1", "Q3", "Q4", "Q5"]
    assert order("dont_know") == ["Q5", "Q3", "Q1", "Q2", "Q4"]
    assert order("change") == ["Q1", "Q2", "Q3", "Q4", "Q5"]  # nothing compared: as in the questionnaire
    assert order("service", service=["B", None, "A", "B", "A"]) == ["Q1", "Q4", "Q3", "Q5", "Q2"]


def test_questions_without_a_service_stand_by_their_kind():
    kinds = ["importance", "satisfaction", "nps", "expectation", "loyalty", "overall", "satisfaction"]
    now = table([[4] * 10] * 7, kinds, service=[None] * 6 + ["A"])
    assert in_order(sheet(now).questions, "service")["item_id"].tolist() == ["Q7", "Q3", "Q6", "Q2", "Q5", "Q4", "Q1"]
    assert [group_of(kind) for kind in (*kinds, "ces", None)] == [
        "importance", "other", "overall", "expectation", "other", "overall", "other", "overall", "other",
    ]  # fmt: skip


def test_a_change_counts_as_part_of_its_scale():
    then = table([[5] * 20, [9] * 20], ["satisfaction", "nps"])
    now = table([[4] * 20, [7] * 20], ["satisfaction", "nps"])
    found = in_order(sheet(now, then).questions, "change")
    assert found["item_id"].tolist() == ["Q1", "Q2"]  # -1 of 4 is more than -2 of 10
    assert found["change"].tolist() == [-1.0, -2.0]


def by_segment(counts, *, is_anonymous=False, by="region", segments=("a", "b", "c")):
    """``counts``: ratings of 4 per segment, one question."""
    segment = np.repeat(np.arange(len(counts)), counts)
    scores = np.full((len(segment), 1), 4.0)
    made = score_table(questions("satisfaction"), scores, np.zeros(scores.shape, bool), segments=segments,
                       segment=segment)  # fmt: skip
    return question_cells(made, by, is_anonymous=is_anonymous)


def test_few_ratings_show_no_figure_and_thin_ones_are_marked():
    found = by_segment([9, 10, 30])
    assert found.segments == ("c", "b", "a")  # most ratings first
    assert found.cells["state"].tolist() == ["shown", "thin", "few"]
    assert found.cells["n"].tolist() == [30, 10, 9]
    assert found.cells["mean"].fillna(-1).tolist() == [4.0, 4.0, -1.0]
    assert found.cells[["low", "top2", "bottom2", "level"]].iloc[2].isna().all()
    assert found.cells["level"].iloc[0] == 75.0


def test_layers_stand_in_their_order():
    assert by_segment([9, 10, 30], by="layer").segments == ("a", "b", "c")
    assert by_segment([9, 0, 30], by="layer").segments == ("a", "c")


def test_the_rest_stands_last_and_a_missing_cell_of_an_anonymous_wave_is_suppressed():
    segment = np.array([0] * 12 + [1] * 40 + [2] * 12)
    scores = np.column_stack([np.full(64, 4.0), np.where(segment == 0, np.nan, 3.0)])
    made = score_table(questions("satisfaction", "satisfaction"), scores, np.zeros(scores.shape, bool),
                       segments=("North", None, "South"), segment=segment)  # fmt: skip
    told = question_cells(made, "region", is_anonymous=True)
    assert told.segments == ("South", "North", None)  # most ratings first, the rest last
    second = told.cells[told.cells["item"] == 1]
    assert second["state"].tolist() == ["thin", "suppressed", "shown"]
    assert question_cells(made, "region", is_anonymous=False).cells["state"].tolist()[4] == "none"


def test_a_wave_that_did_not_ask_has_no_figure():
    now = table([[4] * 10], ["satisfaction"])
    assert wave_figure(WAVE, now, "Q9") is None
    one = wave_figure(WAVE, now, "Q1")
    assert one is not None
    assert (one.n, one.mean, one.scale, one.question_text) == (10, 4.0, (1.0, 5.0), "Text of Q1")
    unrated = wave_figure(WAVE, score_table(questions("nps"), np.empty((0, 1)), np.empty((0, 1), bool)), "Q1")
    assert unrated is not None
    assert unrated.n == 0
    assert np.isnan(unrated.mean)
