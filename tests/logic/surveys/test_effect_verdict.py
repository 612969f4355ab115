"""Did the fix work (M54): pairs of waves, a question's change, and a monthly figure's shift, worked out by hand."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from dashboard.logic.periods import month_no
from dashboard.logic.problems import Problem
from dashboard.logic.surveys.effect_target import Target, check_target, item_target, metric_target
from dashboard.logic.surveys.effect_verdict import WavePair, item_effect, metric_effect, wave_pair
from dashboard.logic.surveys.wave import Wave


def wave(number: int, first: str, last: str | None, series: str = "年度", kind: str = "relationship") -> Wave:
    end = date.fromisoformat(last) if last else None
    return Wave(number, f"S{number}", series, "", kind, date.fromisoformat(first), end, None, None, None, None, False,
                True, 50)  # fmt: skip


S1, S2 = wave(1, "2023-10-01", "2023-10-31"), wave(2, "2024-10-01", "2024-10-31")
CALLS = wave(3, "2024-02-01", "2024-02-28", kind="transaction")
MAY = date(2024, 5, 1)


@pytest.mark.parametrize(
    ("waves", "effective", "through", "expected"),
    [
        ((S1, S2), MAY, date(2024, 12, 31), (S1, S2, None)),
        ((S1, S2), MAY, date(2024, 10, 15), (S1, None, S2)),  # still in the field
        ((S1,), MAY, date(2024, 9, 30), (S1, None, None)),
        ((S2,), MAY, date(2024, 12, 31), (None, None, None)),  # nobody was asked before
        ((S1, S2), date(2024, 10, 15), date(2024, 12, 31), (S1, None, None)),  # in the field on that day: no side
        ((S1, S2), date(2024, 10, 1), date(2024, 12, 31), (S1, None, None)),  # began with the measure, not after it
        ((S1, CALLS), MAY, date(2024, 12, 31), (CALLS, None, None)),  # the last that ended, and its own kind only
        ((S1, CALLS, S2), date(2024, 1, 5), date(2024, 12, 31), (S1, S2, None)),
        ((S1, wave(4, "2024-08-01", "2024-08-31", "其他")), MAY, date(2024, 12, 31), (S1, None, None)),
    ],
)
def test_the_last_wave_before_against_the_first_after_of_the_same_series_and_kind(
    waves: tuple[Wave, ...], effective: date, through: date, expected: tuple
) -> None:
    assert wave_pair(waves, "年度", effective, through) == WavePair(*expected)


def changed(verdict: str, change: float, low: float, high: float, wording: bool = False) -> pd.DataFrame:
    return pd.DataFrame(
        [{"canonical_id": "q", "verdict": verdict, "change": change, "low": low, "high": high, "adjusted_p": 0.01,
          "wording_changed": wording}]
    )  # fmt: skip


FIGURES = pd.DataFrame(
    [{"mean": 3.6, "mean_before": 3.2, "n": 40.0, "n_before": 50.0, "scale_min": 1.0, "scale_max": 5.0}], index=["q"]
)
NONE = float("nan")


@pytest.mark.parametrize(
    ("row", "effect", "reason"),
    [
        (changed("up", 0.4, 0.2, 0.6), "effective", "improved"),
        (changed("down", -0.4, -0.6, -0.2), "not_effective", "worse"),
        (changed("no_evidence", 0.05, -0.1, 0.2), "undecided", "no_evidence"),
        # 2.5 of 100 points are 0.1 of a scale from 1 to 5.
        (changed("no_evidence", 0.0, -0.09, 0.09), "not_effective", "no_relevant_change"),
        (changed("no_evidence", 0.01, -0.08, 0.1), "undecided", "no_evidence"),
        (changed("up", 0.03, 0.01, 0.05), "not_effective", "no_relevant_change"),  # sure, and too small to matter
        (changed("too_few", NONE, NONE, NONE), "undecided", "too_few"),
        (changed("new", NONE, NONE, NONE), "undecided", "not_asked_before"),
        (changed("scale_changed", NONE, NONE, NONE), "undecided", "scale_changed"),
    ],
)
def test_the_rule_for_a_question(row: pd.DataFrame, effect: str, reason: str) -> None:
    told = item_effect(item_target("年度", "q"), WavePair(S1, S2), row, FIGURES)
    assert (told.effect, told.reason, told.earlier, told.later) == (effect, reason, "S1", "S2")
    is_known = not np.isnan(row["change"][0])
    assert (told.before, told.after) == ((3.2, 3.6) if is_known else (None, None))
    assert (told.count_before, told.count, told.scale) == (50, 40, (1.0, 5.0))


def test_a_question_that_a_wave_asked_twice_is_judged_by_the_first() -> None:
    rows = pd.concat([changed("up", 0.4, 0.2, 0.6), changed("down", -1.0, -1.2, -0.8)], ignore_index=True)
    told = item_effect(item_target("年度", "q"), WavePair(S1, S2), rows, pd.concat([FIGURES, FIGURES + 1]))
    assert (told.effect, told.before, told.after) == ("effective", 3.2, 3.6)


def test_what_matters_is_said_with_the_fix() -> None:
    row = changed("up", 0.4, 0.2, 0.6)
    told = item_effect(item_target("年度", "q", 20), WavePair(S1, S2), row, FIGURES)  # 0.8 of 4
    assert (told.effect, told.reason) == ("not_effective", "no_relevant_change")


@pytest.mark.parametrize(
    ("pair", "reason", "known_from"),
    [
        (WavePair(None, None), "no_wave_before", None),
        (WavePair(S1, None), "no_wave_yet", None),
        (WavePair(S1, None, S2), "no_wave_yet", date(2024, 10, 31)),
        (WavePair(S1, S2), "withheld", None),
    ],
)
def test_without_two_waves_nothing_is_decided(pair: WavePair, reason: str, known_from: date | None) -> None:
    told = item_effect(item_target("年度", "q"), pair, pd.DataFrame(), pd.DataFrame())
    assert (told.effect, told.reason, told.known_from, told.change) == ("undecided", reason, known_from, None)
    assert told.is_waiting == (reason == "no_wave_yet")


def test_a_question_that_was_dropped_and_one_with_another_wording() -> None:
    told = item_effect(item_target("年度", "gone"), WavePair(S1, S2), changed("up", 1, 0.5, 1.5), FIGURES)
    assert (told.effect, told.reason) == ("undecided", "not_asked")
    told = item_effect(item_target("年度", "q"), WavePair(S1, S2), changed("up", 1, 0.5, 1.5, wording=True), FIGURES)
    assert (told.effect, told.wording_changed) == ("effective", True)


FIRST = month_no(date(2023, 1, 1))


def months(counts: list[int], exposure: int = 1000, *, share: bool = False, last_complete: bool = True) -> pd.DataFrame:
    size = len(counts)
    names = ("in_time", "due") if share else ("received", "orders")
    complete = [True] * (size - 1) + [last_complete]
    return pd.DataFrame(
        {"month_no": np.arange(FIRST, FIRST + size), "complete": complete, names[0]: counts, names[1]: exposure}
    )


def test_a_rate_that_falls_with_the_measure_worked() -> None:
    told = metric_effect(metric_target("per_100_orders"), months([200] * 12 + [50] * 12), date(2024, 1, 1))
    assert (told.effect, told.reason) == ("effective", "improved")
    assert (told.before, told.after, told.change) == (0.2, 0.05, 0.25)
    assert (told.count_before, told.count) == (12_000, 12_000)
    assert (told.earlier, told.later) == ("2023-01..2023-12", "2024-01..2024-12")


def test_a_month_in_which_it_took_effect_half_way_is_on_neither_side() -> None:
    told = metric_effect(metric_target("per_100_orders"), months([200] * 12 + [120] + [50] * 11), date(2024, 1, 16))
    assert (told.effect, told.earlier, told.later) == ("effective", "2023-01..2023-12", "2024-02..2024-12")
    assert told.after == 0.05


def test_a_rate_that_stays_a_rate_that_rises_and_one_nobody_can_tell() -> None:
    target, day = metric_target("per_100_orders"), date(2024, 1, 1)
    same = metric_effect(target, months([200] * 24), day)
    # 2,400 against 2,400: the ratio's interval is about 0.945 to 1.058, which leaves out a fall by a tenth.
    assert (same.effect, same.reason, same.change) == ("not_effective", "no_relevant_change", 1.0)
    assert (same.low, same.high) == (pytest.approx(0.945, abs=0.001), pytest.approx(1.058, abs=0.001))
    worse = metric_effect(target, months([200] * 12 + [400] * 12), day)
    assert (worse.effect, worse.reason, worse.change) == ("not_effective", "worse", 2.0)
    few = metric_effect(target, months([2] * 24, exposure=10), day)
    assert (few.effect, few.reason) == ("undecided", "no_shift")


def test_better_months_without_a_shift_at_the_measure_are_not_put_down_to_it() -> None:
    """The level fell in July 2023, half a year before the measure: only the months of that level are compared."""
    told = metric_effect(metric_target("per_100_orders"), months([200] * 6 + [50] * 18), date(2024, 1, 1))
    assert (told.effect, told.earlier, told.change) == ("undecided", "2023-07..2023-12", 1.0)


def test_it_is_said_from_when_on_months_can_tell() -> None:
    told = metric_effect(metric_target("per_100_orders"), months([200] * 12 + [50] * 2), date(2024, 1, 1))
    assert (told.effect, told.reason, told.known_from) == ("undecided", "no_months_yet", date(2024, 4, 1))
    part = metric_effect(
        metric_target("per_100_orders"), months([200] * 12 + [50] * 3, last_complete=False), date(2024, 1, 1)
    )
    assert part.is_waiting
    before = metric_effect(metric_target("per_100_orders"), months([200] * 12), date(2023, 2, 1))
    assert (before.reason, before.is_waiting) == ("no_months_before", False)


def test_more_in_time_is_better() -> None:
    told = metric_effect(metric_target("on_time"), months([600] * 12 + [900] * 12, share=True), date(2024, 1, 1))
    assert (told.effect, told.before, told.after) == ("effective", 0.6, 0.9)
    assert told.change == pytest.approx(0.3)
    fewer = metric_effect(metric_target("on_time"), months([900] * 12 + [600] * 12, share=True), date(2024, 1, 1))
    assert (fewer.effect, fewer.reason) == ("not_effective", "worse")


@pytest.mark.parametrize("cut", range(13, 24))
def test_months_after_as_of_change_nothing_that_was_known_before(cut: int) -> None:
    """T9: what is told from the months up to a day is the same whether later ones exist and are cut off, or not."""
    rows = months([200] * 12 + [50] * 12)
    told = metric_effect(metric_target("per_100_orders"), rows.head(cut), date(2024, 1, 1))
    changed_later = rows.assign(received=rows["received"].where(rows.index < cut, 999))
    assert metric_effect(metric_target("per_100_orders"), changed_later.head(cut), date(2024, 1, 1)) == told
    assert told.is_waiting == (cut < 15)


def test_targets_that_nothing_measures_are_refused() -> None:
    check_target(item_target("年度", "q"))
    check_target(metric_target("on_time", department="Lab"))
    for wrong in (Target("item", 2.5), Target("metric", 10, measure="justified", case_kind="complaint")):
        with pytest.raises(Problem, match="what the fix should move"):
            check_target(wrong)
    with pytest.raises(Problem, match="between 0 and 100"):
        check_target(item_target("年度", "q", float("nan")))


def test_the_basis_holds_plain_values() -> None:
    told = item_effect(item_target("年度", "q"), WavePair(S1, S2), changed("up", 0.4, 0.2, 0.6), FIGURES)
    basis = told.basis("b7")
    assert (basis["build"], basis["scale"], basis["reason"]) == ("b7", [1.0, 5.0], "improved")
    assert {type(value) for value in basis.values()} <= {str, float, int, bool, list, type(None)}
