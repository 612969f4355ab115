"""Since when a rate is another one: at most a few shifts that chance alone does not make.

Control limits say which month is unusual; this says from which month on the level is a new one. Binary segmentation
(Scott and Knott 1974): the split of a stretch with the greatest likelihood ratio, again in each part, best first.

A split counts when its likelihood ratio, divided by the overdispersion (sigma_z squared, at least 1, from differences
of neighbouring months, which a shift hardly touches), is beyond F(1, degrees) at LEVEL / number of places where a split
could be (Bonferroni: conservative, so constant data is split in fewer than one of a hundred series; a test simulates
it). ``degrees`` is what a mean of moving ranges is worth, about 0.62 (n - 1): Wheeler, Advanced Topics in SPC, 1995.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import fdtrc, xlogy

from dashboard.logic.spc.laney import LEAST_POINTS, sigma_z

LEVEL = 0.01
MOST = 3
LEAST_MONTHS = 3
"""A level is at least so many months long: one odd month is no new level."""
WORTH = 0.62


@dataclass(frozen=True)
class Change:
    """place: the first point of the new level; before, after: the rates of the levels on both sides (count / exposure);
    after_points: how many points the new level lasted. ``ratio`` is None where nothing happened before."""

    place: int
    before: float
    after: float
    after_points: int

    @property
    def ratio(self) -> float | None:
        return self.after / self.before if self.before > 0 else None


def change_points(counts: ArrayLike, exposure: ArrayLike, *, is_share: bool = False) -> tuple[Change, ...]:
    """The changes in the order of time; points with no exposure are left out. Fewer than LEAST_POINTS: none."""
    count, size = np.asarray(counts, np.float64), np.asarray(exposure, np.float64)
    places = np.flatnonzero(size > 0)
    count, size = count[places], size[places]
    factor = sigma_z(count, size, is_share=is_share) if len(places) >= LEAST_POINTS else np.nan
    if not np.isfinite(factor):
        return ()
    series = _Series.of(count, size, max(factor * factor, 1.0), is_share=is_share)
    ends = _breaks(series)
    levels = [series.rate(*part) for part in zip((0, *ends), (*ends, len(series)), strict=True)]
    lengths = np.diff([*ends, len(series)]).tolist()
    return tuple(
        Change(int(places[end]), levels[number], levels[number + 1], lengths[number]) for number, end in enumerate(ends)
    )


@dataclass(frozen=True, eq=False)
class _Series:
    """Running sums of counts and exposure, beginning with 0."""

    counts: NDArray[np.float64]
    sizes: NDArray[np.float64]
    factor: float
    is_share: bool

    @classmethod
    def of(cls, count: NDArray[np.float64], size: NDArray[np.float64], factor: float, *, is_share: bool) -> "_Series":
        return cls(np.append(0.0, np.cumsum(count)), np.append(0.0, np.cumsum(size)), factor, is_share)

    def __len__(self) -> int:
        return len(self.counts) - 1

    def rate(self, first: int, end: int) -> float:
        return float((self.counts[end] - self.counts[first]) / (self.sizes[end] - self.sizes[first]))

    def best_split(self, first: int, end: int) -> tuple[float, int]:
        """(statistic, place) of the best split of the points from first up to end; statistic 0 where there is none."""
        at = np.arange(first + LEAST_MONTHS, end - LEAST_MONTHS + 1)
        if not len(at):
            return 0.0, first
        whole = self._fit(np.array([first]), np.array([end]))
        gain = self._fit(np.full(len(at), first), at) + self._fit(at, np.full(len(at), end)) - whole
        best = int(gain.argmax())
        return float(2 * gain[best] / self.factor), int(at[best])

    def is_beyond_chance(self, statistic: float) -> bool:
        tried = max(len(self) - 2 * LEAST_MONTHS + 1, 1)
        return bool(fdtrc(1, WORTH * (len(self) - 1), max(statistic, 0.0)) < LEVEL / tried)

    def _fit(self, first: NDArray[np.int64], end: NDArray[np.int64]) -> NDArray[np.float64]:
        """Log likelihood of one level, without what no split changes."""
        count, size = self.counts[end] - self.counts[first], self.sizes[end] - self.sizes[first]
        fit = xlogy(count, count / size)
        return fit + xlogy(size - count, 1 - count / size) if self.is_share else fit


def _breaks(series: _Series) -> list[int]:
    """The best first, up to MOST; then each is put to its best place between its neighbours, or goes."""
    ends: list[int] = []
    while len(ends) < MOST:
        edges = [0, *sorted(ends), len(series)]
        statistic, place = max(series.best_split(*part) for part in pairwise(edges))
        if not series.is_beyond_chance(statistic):
            break
        ends.append(place)
    ends.sort()
    for number in range(len(ends)):
        edges = [0, *ends, len(series)]
        ends[number] = series.best_split(edges[number], edges[number + 2])[1]
    return sorted(set(ends))
