"""Better, worse, or no evidence: a period against the same days a year earlier."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import betaincinv

from dashboard.logic.intervals import CONFIDENCE, wilson

Finding = Literal["better", "worse", "higher", "lower", "no_evidence", "not_known"]
_TAIL = (1 - CONFIDENCE) / 2


@dataclass(frozen=True)
class Verdict:
    """now, before: rates or shares, None where nothing was exposed. change: ratio now / before of rates, difference
    of shares; None where it is not known (inf: nothing before). low, high: its interval at CONFIDENCE.

    better and worse go by what is good for this figure; higher and lower where neither is. ``not_known``: one of the
    two periods has nothing exposed, or nothing happened in either.
    """

    finding: Finding
    now: float | None
    before: float | None
    change: float | None
    low: float
    high: float
    is_share: bool = False


def rate_verdict(
    count: int, exposure: float, count_before: int, exposure_before: float, *, sigma_z: float, direction: int
) -> Verdict:
    """Of events per exposure. Given both counts together, that of the later period is binomial with the share that it
    has of the exposure if the rate is the same (Przyborowski and Wilenski 1940); the interval of the ratio is that of
    Clopper and Pearson for this share, and there is evidence where it leaves out 1.

    Overdispersion: counts are divided by sigma_z squared (at least 1) first, so that a series which wavers more than
    chance needs more to convince. direction: +1 more is better, -1 less is better, 0 neither.
    """
    now = count / exposure if exposure > 0 else None
    before = count_before / exposure_before if exposure_before > 0 else None
    if now is None or before is None or count + count_before == 0:
        return Verdict("not_known", now, before, None, np.nan, np.nan)
    factor = _factor(sigma_z)
    later, earlier = count / factor, count_before / factor
    low = betaincinv(later, earlier + 1, _TAIL) if count else 0.0
    high = betaincinv(later + 1, earlier, 1 - _TAIL) if count_before else 1.0
    scale = exposure_before / exposure
    least, most = (float(scale * part / (1 - part)) if part < 1 else float("inf") for part in (low, high))
    ratio = now / before if before > 0 else float("inf")
    return Verdict(_finding(least, most, 1.0, direction), now, before, ratio, least, most)


def share_verdict(
    hits: int, count: int, hits_before: int, count_before: int, *, sigma_z: float, direction: int
) -> Verdict:
    """Of shares. Interval of the difference: Newcombe 1998, method 10 (from both Wilson intervals); counts are divided
    by sigma_z squared (at least 1) first. There is evidence where it leaves out 0."""
    if not count or not count_before:
        one, other = (part / whole if whole else None for part, whole in ((hits, count), (hits_before, count_before)))
        return Verdict("not_known", one, other, None, np.nan, np.nan, is_share=True)
    factor = _factor(sigma_z)
    now, before = hits / count, hits_before / count_before
    low_now, high_now = _wilson(now, count / factor)
    low_before, high_before = _wilson(before, count_before / factor)
    change = now - before
    low = change - float(np.hypot(now - low_now, high_before - before))
    high = change + float(np.hypot(high_now - now, before - low_before))
    return Verdict(_finding(low, high, 0.0, direction), now, before, change, low, high, is_share=True)


def _wilson(share: float, count: float) -> tuple[float, float]:
    low, high = wilson(share, count, CONFIDENCE)
    return float(low), float(high)


def _factor(sigma_z: float) -> float:
    return max(sigma_z * sigma_z, 1.0) if np.isfinite(sigma_z) else 1.0


def _finding(low: float, high: float, same: float, direction: int) -> Finding:
    if low <= same <= high:
        return "no_evidence"
    is_higher = low > same
    if direction == 0:
        return "higher" if is_higher else "lower"
    return "better" if is_higher == (direction > 0) else "worse"
