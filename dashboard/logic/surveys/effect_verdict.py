"""Whether a fix worked (metrics.md, M54): from the next wave's question (M48), or from a monthly figure's shift (M40).

The order of the rules is fixed, and nobody types the outcome:
- a question: *not effective* where it went down, or where the interval of the change lies below the smallest change
  that matters; *effective* where it went up (corrected over all questions of the two waves); else *undecided*;
- a monthly figure: *not effective* where it is worse, or where the interval of the change leaves out an improvement
  that matters; *effective* where a shift to the better begins with the measure and the months after it are better;
  else *undecided*.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from dashboard.logic.cases.rates import TOO_FEW
from dashboard.logic.periods import month_no, month_start, month_text
from dashboard.logic.spc.change_points import LEAST_MONTHS, change_points
from dashboard.logic.spc.laney import sigma_z
from dashboard.logic.spc.measures import MEASURES, Measure
from dashboard.logic.spc.verdict import rate_verdict, share_verdict
from dashboard.logic.surveys.effect_target import EffectVerdict, Reason, Target
from dashboard.logic.surveys.wave import Wave

MOST_MONTHS = 12
"""Months that are looked at on each side of a measure."""
LAG_MONTHS = 3
"""A new level that begins later after the measure is not put down to it."""


@dataclass(frozen=True)
class WavePair:
    """``before``: the last wave that ended before the measure took effect; ``after``: the first of the same series and
    kind that began after it and has ended; ``running``: such a one that is still in the field."""

    before: Wave | None
    after: Wave | None
    running: Wave | None = None


def wave_pair(waves: Sequence[Wave], series: str, effective_on: date, through: date) -> WavePair:
    """``waves``: those that had begun by ``through``, oldest first. A wave that was in the field when the measure took
    effect is on neither side; so is one without days."""
    own = [wave for wave in waves if wave.series == series and wave.field_from is not None]
    ended = [wave for wave in own if (last := wave.field_to or wave.field_from) and last < effective_on]
    if not ended:
        return WavePair(None, None)
    before = ended[-1]
    later = [wave for wave in own if wave.kind == before.kind and wave.field_from and wave.field_from > effective_on]
    if not later:
        return WavePair(before, None)
    first = later[0]
    is_over = (first.field_to or first.field_from or through) <= through
    return WavePair(before, first, None) if is_over else WavePair(before, None, first)


def item_effect(target: Target, pair: WavePair, changes: pd.DataFrame, figures: pd.DataFrame) -> EffectVerdict:
    """``changes``: ``change.item_changes`` of the pair; ``figures``: by canonical id, ``mean`` and ``n`` of both waves
    (``mean_before``, ``n_before``) with ``scale_min`` and ``scale_max``. Both empty where a wave shows nothing."""
    if pair.before is None:
        return EffectVerdict("undecided", "no_wave_before")
    earlier = pair.before.survey_id
    if pair.after is None:
        known_from = pair.running.field_to if pair.running is not None else None
        return EffectVerdict("undecided", "no_wave_yet", earlier=earlier, known_from=known_from)
    later = pair.after.survey_id
    if changes.empty:
        return EffectVerdict("undecided", "withheld", earlier=earlier, later=later)
    rows = changes.loc[changes["canonical_id"] == target.item]
    if rows.empty:
        return EffectVerdict("undecided", "not_asked", earlier=earlier, later=later)
    row, told = rows.iloc[0], figures.loc[[target.item]].iloc[0]  # a wave may have asked it twice: the first counts
    untested: dict[str, Reason] = {
        "new": "not_asked_before",
        "scale_changed": "scale_changed",
        "too_few": "too_few",
    }
    scale = (float(told["scale_min"]), float(told["scale_max"]))
    effect, reason = "undecided", untested.get(row["verdict"], "no_evidence")
    if row["verdict"] not in untested:
        least = target.smallest_change / 100 * (scale[1] - scale[0])
        if row["verdict"] == "down":
            effect, reason = "not_effective", "worse"
        elif row["high"] < least:
            effect, reason = "not_effective", "no_relevant_change"
        elif row["verdict"] == "up":
            effect, reason = "effective", "improved"
    is_shown = row["verdict"] not in untested
    change, low, high, p = (_known(row[name]) if is_shown else None for name in ("change", "low", "high", "adjusted_p"))
    return EffectVerdict(
        effect,
        reason,
        before=_known(told["mean_before"]) if is_shown else None,
        after=_known(told["mean"]) if is_shown else None,
        earlier=earlier,
        later=later,
        count_before=_whole(told["n_before"]),
        count=_whole(told["n"]),
        wording_changed=bool(row["wording_changed"]),
        scale=scale,
        change=change,
        low=low,
        high=high,
        adjusted_p=p,
    )


def metric_effect(target: Target, table: pd.DataFrame, effective_on: date) -> EffectVerdict:
    """``table``: ``case_months`` with orders, of the whole company: month_no (in order, without gaps), complete, and
    the columns of the measure. A month in which the measure took effect half-way is on neither side."""
    measure = MEASURES[target.measure]
    months = table["month_no"].to_numpy(np.int64)
    count, exposure = (table[name].to_numpy(np.int64) for name in (measure.count, measure.exposure))
    is_shown = exposure >= (TOO_FEW if measure.is_share else 1)
    judged = np.where(table["complete"].to_numpy(bool) & is_shown, exposure, 0)
    began = month_no(effective_on)
    first_after = began if effective_on.day == 1 else began + 1
    shifts = [(int(months[one.place]), one) for one in change_points(count, judged, is_share=measure.is_share)]
    # A level of the months before is looked for among these alone: one month after must not split them.
    is_earlier = months < began
    levels = change_points(count[is_earlier], judged[is_earlier], is_share=measure.is_share)
    level_from = max((int(months[one.place]) for one in levels), default=0)
    next_level = min((month for month, _ in shifts if month > began + LAG_MONTHS), default=10**6)
    before = (judged > 0) & is_earlier & (months >= max(level_from, began - MOST_MONTHS))
    after = (judged > 0) & (months >= first_after) & (months < min(first_after + MOST_MONTHS, next_level))
    if before.sum() < LEAST_MONTHS:
        return EffectVerdict("undecided", "no_months_before")
    if after.sum() < LEAST_MONTHS:
        return EffectVerdict(
            "undecided", "no_months_yet", earlier=_span(months[before]), known_from=month_start(first_after + 3)
        )
    directions = {np.sign(one.after - one.before) for month, one in shifts if began <= month <= began + LAG_MONTHS}
    return _judged_metric(
        target, measure, months, count, judged, before, after, is_shift=measure.direction in directions
    )


def _judged_metric(
    target: Target,
    measure: Measure,
    months: np.ndarray,
    count: np.ndarray,
    judged: np.ndarray,
    before: np.ndarray,
    after: np.ndarray,
    *,
    is_shift: bool,
) -> EffectVerdict:
    known = judged > 0
    width = sigma_z(count[known].astype(float), judged[known].astype(float), is_share=measure.is_share)
    make = share_verdict if measure.is_share else rate_verdict
    numbers = [int(values[side].sum()) for side in (after, before) for values in (count, judged)]
    told = make(*numbers, sigma_z=width, direction=measure.direction)
    reason: Reason
    if told.finding == "not_known":
        effect, reason = "undecided", "no_evidence"
    elif told.finding == "worse":
        effect, reason = "not_effective", "worse"
    elif not _reaches(told.low, told.high, target.smallest_change, measure):
        effect, reason = "not_effective", "no_relevant_change"
    elif is_shift and told.finding == "better":
        effect, reason = "effective", "improved"
    else:
        effect, reason = "undecided", "no_shift"
    return EffectVerdict(
        effect,
        reason,
        before=told.before,
        after=told.now,
        change=told.change,
        low=_known(told.low),
        high=_known(told.high),
        earlier=_span(months[before]),
        later=_span(months[after]),
        count_before=numbers[3],
        count=numbers[1],
    )


def _reaches(low: float, high: float, smallest: float, measure: Measure) -> bool:
    """Whether the interval holds any improvement that matters."""
    if measure.is_share:
        return high >= smallest / 100 if measure.direction > 0 else low <= -smallest / 100
    return high >= 1 + smallest / 100 if measure.direction > 0 else low <= 1 - smallest / 100


def _span(months: np.ndarray) -> str:
    return f"{month_text(int(months[0]))}..{month_text(int(months[-1]))}"


def _known(value: object) -> float | None:
    number = float(value)  # ty: ignore[invalid-argument-type]
    return number if np.isfinite(number) else None


def _whole(value: object) -> int:
    number = float(value)  # ty: ignore[invalid-argument-type]
    return int(number) if np.isfinite(number) else 0
