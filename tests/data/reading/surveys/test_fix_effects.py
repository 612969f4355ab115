"""What a verdict on a fix is read from: which waves, which of their questions, which months; waves made by hand."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from dashboard.data.reading.marts import Memory
from dashboard.data.reading.surveys.fix_effects import fix_effect, without_figures
from dashboard.logic.periods import month_no
from dashboard.logic.question import Question
from dashboard.logic.spc.measures import SpcAsked
from dashboard.logic.surveys.effect_target import EffectVerdict, item_target, metric_target
from dashboard.logic.surveys.effect_verdict import WavePair, wave_pair
from dashboard.logic.surveys.score_table import ScoreTable, score_table
from dashboard.logic.surveys.wave import Wave, Withheld
from tests.logic.surveys.questions import questions

DECEMBER = month_no(date(2024, 12, 1))
TARGET = item_target("s", "q", 0)
WHILE_S2, AFTER_S2 = date(2024, 6, 15), date(2024, 8, 1)


def wave(number: int, begins: date, closes: date) -> Wave:
    return Wave(number, f"S{number}", "s", "", "topic", begins, closes, *[None] * 4, False, True, 40)


WAVES = (
    wave(1, date(2024, 1, 1), date(2024, 1, 31)),
    wave(2, date(2024, 6, 1), date(2024, 6, 30)),
    wave(3, date(2024, 12, 20), date(2025, 1, 5)),
)
MEANS = {"S1": 2.5, "S2": 3.5, "S3": 4.5}
"""Forty answers each, by turns half a point above and below. How important it is goes the other way."""


class Ground:
    """As much of a reader as is asked."""

    def __init__(self, through: date = date(2025, 1, 10), withheld: str = "") -> None:
        self.marts, self.build = Memory(), SimpleNamespace(data_through=through)
        self._withheld = withheld

    def waves(self, _question: Question) -> tuple[Wave, ...]:
        return WAVES

    def withheld(self, _question: Question, wave: Wave) -> Withheld:
        return "few" if wave.survey_id == self._withheld else ""

    def scores(self, question: Question, wave: Wave) -> ScoreTable:
        """Two more answers are known at the end of February. The first wave asked in the other order."""
        rated = np.tile([MEANS[wave.survey_id] - 0.5, MEANS[wave.survey_id] + 0.5], 19 + question.as_of - DECEMBER)
        columns, kinds = [7 - rated, rated], ["importance", "satisfaction"]
        order = slice(None, None, -1 if wave.survey_id == "S1" else 1)
        items = questions(*kinds[order], canonical_id=["q", "q"])
        scores = np.stack(columns[order], axis=1)
        return score_table(items, scores, np.zeros(scores.shape, bool))


def told(ground: Ground, since: date, as_of: int = DECEMBER + 1) -> EffectVerdict:
    return fix_effect(ground, SimpleNamespace(), Question(as_of), TARGET, since)  # type: ignore[arg-type]


def test_the_question_that_can_be_moved_is_compared_and_each_pair_by_itself() -> None:
    ground = Ground()
    over = told(ground, WHILE_S2)
    assert (over.effect, over.earlier, over.later, over.before, over.after) == ("effective", "S1", "S3", 2.5, 4.5)
    since = told(ground, AFTER_S2)
    assert (since.effect, since.earlier, since.later, since.before, since.after) == ("effective", "S2", "S3", 3.5, 4.5)
    assert (since.count_before, since.count) == (40, 40)


@pytest.mark.parametrize(
    ("as_of", "through", "reason"),
    [
        (DECEMBER, date(2025, 1, 10), "no_wave_yet"),  # over by now, but not at the end of December
        (DECEMBER + 1, date(2025, 1, 4), "no_wave_yet"),  # the data do not reach its last day
        (DECEMBER + 1, date(2025, 1, 5), "improved"),
    ],
)
def test_a_wave_tells_when_as_of_and_data_have_reached_its_last_day(as_of: int, through: date, reason: str) -> None:
    found = told(Ground(through), AFTER_S2, as_of)
    assert (found.reason, found.earlier) == (reason, "S2")
    assert found.known_from == (date(2025, 1, 5) if reason == "no_wave_yet" else None)


def test_what_is_kept_is_of_one_month_and_one_day() -> None:
    ground = Ground()
    assert told(ground, AFTER_S2, DECEMBER).reason == "no_wave_yet"
    assert told(ground, AFTER_S2).reason == "improved"
    assert told(ground, date(2025, 1, 8)).reason == "no_wave_yet"
    assert [told(ground, AFTER_S2, DECEMBER + later).count for later in (1, 2)] == [40, 42]


@pytest.mark.parametrize("hidden", ["S2", "S3"])
def test_a_wave_that_is_withheld_says_nothing(hidden: str) -> None:
    assert told(Ground(withheld=hidden), AFTER_S2) == EffectVerdict("undecided", "withheld", earlier="S2", later="S3")


def test_who_does_not_see_everybody_is_told_the_word_and_when_more_is_known() -> None:
    all_of_it = EffectVerdict("undecided", "no_wave_yet", before=3.0, earlier="S2", known_from=date(2025, 1, 5))
    assert without_figures(all_of_it) == EffectVerdict("undecided", "no_wave_yet", known_from=date(2025, 1, 5))


@pytest.mark.parametrize(
    ("department", "asked"),
    [
        ("", SpcAsked("suggestion", "per_100_orders")),
        ("Lab", SpcAsked("suggestion", "per_100_orders", "respondent_department", "Lab")),
    ],
)
def test_a_monthly_figure_is_that_of_its_kind_and_department_without_a_filter(department: str, asked: SpcAsked) -> None:
    seen = []

    def case_months(question: Question, by: SpcAsked) -> pd.DataFrame:
        seen.append((question, by))
        names = ("month_no", "complete", "received", "orders")
        return pd.DataFrame({name: np.zeros(0, bool if name == "complete" else np.int64) for name in names})

    target = metric_target("per_100_orders", "suggestion", department)
    question = Question(DECEMBER, filters=(("region", ("East",)),))
    cases = SimpleNamespace(case_months=case_months)
    found = fix_effect(Ground(), cases, question, target, AFTER_S2)  # type: ignore[arg-type]
    assert found.reason == "no_months_before"
    assert seen == [(replace(question, filters=()), asked)]


def test_the_nearest_waves_on_both_sides_that_were_not_in_the_field_on_the_day() -> None:
    through = date(2025, 1, 10)
    assert wave_pair(WAVES, "s", date(2024, 1, 31), through) == WavePair(None, None)  # still the last day of S1
    assert wave_pair(WAVES, "s", date(2024, 2, 1), through) == WavePair(WAVES[0], WAVES[1])
