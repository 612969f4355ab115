"""Control charts of rates and shares with Laney's limits (M40): is a month unlike the months of the baseline?

A plain u-chart believes that counts vary as Poisson does. Months of a company vary more (seasons, large customers), and
its limits cry wolf. Laney widens them by sigma_z, how much the months really differ from one another.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dashboard.logic.spc.rules import Signals, signals

LEAST_POINTS = 12
"""Fewer months give no limits (M40)."""
RANGE_TO_SIGMA = 1.128
"""d2 for ranges of two: the mean of |z1 - z2| of a standard normal z is 2 / sqrt(pi)."""
WIDTH = 3.0


@dataclass(frozen=True, eq=False)
class UChart:
    """One entry per point, in the order given. NaN = unknown.

    rate          count / exposure; NaN is a gap (nothing exposed)
    centre        ubar of the baseline, the same at every point; NaN where there are no limits
    lower, upper  limits; lower at least 0, upper of shares at most 1
    sigma_z       how much the points differ from one another against what chance alone makes: 1 = as Poisson (binomial)
    is_baseline   the points that centre and sigma_z were taken from
    baseline_points  of these, those that are no gap
    signals       which rule fires at which point; none where there are no limits
    """

    rate: NDArray[np.float64]
    centre: NDArray[np.float64]
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]
    sigma_z: float
    is_baseline: NDArray[np.bool_]
    baseline_points: int
    signals: Signals

    @property
    def has_limits(self) -> bool:
        return bool(np.isfinite(self.sigma_z))

    def __len__(self) -> int:
        return len(self.rate)


def u_chart(counts: ArrayLike, exposure: ArrayLike, *, baseline: int) -> UChart:
    """A chart of events per unit of exposure (complaints per order).

    counts whole numbers, exposure >= 0 (0 = a gap), in the order of time; baseline: so many of the first points, whose
    centre and width hold for all (a frozen baseline). Fewer than LEAST_POINTS of them with exposure, no count or no
    variation of chance (ubar 0): no limits.

    ubar = sum c / sum n; z = (u - ubar) / sqrt(ubar / n); sigma_z = mean |z_i - z_(i-1)| / 1.128 over points that
    follow one another, gaps left out; limits ubar +- 3 sqrt(ubar / n) sigma_z, floor 0. Source: Laney 2002, Improved
    control charts for attributes, Quality Engineering 14(4) 531-537; metrics.md M40.
    """
    return _chart(counts, exposure, baseline, is_share=False)


def p_chart(hits: ArrayLike, counts: ArrayLike, *, baseline: int) -> UChart:
    """A chart of shares (in time of all due). As ``u_chart``, with the chance of a binomial: sqrt(p (1 - p) / n);
    limits within 0 and 1."""
    return _chart(hits, counts, baseline, is_share=True)


def sigma_z(count: NDArray[np.float64], size: NDArray[np.float64], *, is_share: bool = False) -> float:
    """How much neighbouring points differ against what chance alone makes; NaN where chance makes nothing. Every
    size is above 0."""
    centre = count.sum() / size.sum() if len(count) > 1 else 0.0
    chance = centre * (1 - centre) if is_share else centre
    if not chance > 0:
        return float("nan")
    z = (count / size - centre) / np.sqrt(chance / size)
    return float(np.abs(np.diff(z)).mean() / RANGE_TO_SIGMA)


def _chart(counts: ArrayLike, exposure: ArrayLike, baseline: int, *, is_share: bool) -> UChart:
    count, size = np.asarray(counts, np.float64), np.asarray(exposure, np.float64)
    is_point = size > 0
    rate = np.full(len(count), np.nan)
    rate[is_point] = count[is_point] / size[is_point]
    is_baseline = np.arange(len(count)) < baseline
    used = is_point & is_baseline
    points = int(used.sum())
    centre = count[used].sum() / size[used].sum() if points else np.nan
    chance = centre * (1 - centre) if is_share else centre
    if points < LEAST_POINTS or not chance > 0:
        nothing = np.full(len(count), np.nan)
        return UChart(rate, nothing, nothing, nothing, np.nan, is_baseline, points, Signals.none(len(count)))
    spread = np.full(len(count), np.nan)
    spread[is_point] = np.sqrt(chance / size[is_point])
    factor = sigma_z(count[used], size[used], is_share=is_share)
    width = WIDTH * factor * spread
    lower, upper = np.maximum(centre - width, 0.0), centre + width
    return UChart(
        rate=rate,
        centre=np.full(len(count), centre),
        lower=lower,
        upper=np.minimum(upper, 1.0) if is_share else upper,
        sigma_z=factor,
        is_baseline=is_baseline,
        baseline_points=points,
        signals=signals(rate, centre, lower, upper),
    )
