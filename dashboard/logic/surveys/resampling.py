"""Drawing the answers again, to see how far a figure moves by chance (bootstrap; Efron and Tibshirani 1993).

Customers are drawn where they are known, all their responses with them; a response of nobody known stands for itself.
The seed is fixed: the same answers always give the same intervals.
"""

import numpy as np
from scipy.special import ndtr, ndtri

from dashboard.logic.intervals import CONFIDENCE
from dashboard.logic.surveys.score_table import design_clusters

DRAWS = 500
SEED = 20_000  # no meaning; written down so that everybody gets the same draws
_AT_ONCE = 2_000_000
"""Customers drawn at a time, which bounds memory."""


def clusters_of(customer: np.ndarray | None, size: int) -> np.ndarray:
    """Who belongs together: 0, 1, … for each of ``size`` responses. ``customer``: -1 = nobody knows."""
    return np.unique(design_clusters(customer, size), return_inverse=True)[1]


def drawn_counts(cluster: np.ndarray, draws: int = DRAWS, seed: int = SEED) -> np.ndarray:
    """draws x responses, uint8: how often each response is in each draw of as many customers as there are."""
    groups = int(cluster.max(initial=-1)) + 1
    counts = np.zeros((draws, groups), np.uint8)
    chance = np.random.Generator(np.random.PCG64(seed))
    step = max(_AT_ONCE // max(groups, 1), 1)
    for first in range(0, draws if groups else 0, step):
        size = min(step, draws - first)
        chosen = chance.integers(0, groups, (size, groups), dtype=np.int32) + np.arange(size)[:, None] * groups
        counts[first : first + size] = np.bincount(chosen.ravel(), minlength=size * groups).reshape(size, groups)
    return counts if groups == len(cluster) else counts[:, cluster]


def drawn_interval(
    point: np.ndarray, draws: np.ndarray, confidence: float = CONFIDENCE
) -> tuple[np.ndarray, np.ndarray]:
    """(low, high) of each figure: bias-corrected percentiles of ``draws`` (draws x figures), never without the figure
    itself. nan where no draw has a value. Relative weights cannot be negative, so that plain percentiles of a weak
    question lie too high; the correction takes that back. Source: Efron 1981; Efron and Tibshirani 1993, 14.3."""
    point = np.asarray(point, float)
    known = np.isfinite(draws)
    size = known.sum(axis=0)
    ordered = np.sort(np.where(known, draws, np.inf), axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        tied = ((draws == point) & known).sum(axis=0) / 2
        share = (((draws < point) & known).sum(axis=0) + tied) / size
        shift = 2 * ndtri(np.clip(share, 0.5 / size, 1 - 0.5 / size))
        reach = ndtri((1 + confidence) / 2)
        ends = [_at(ordered, size, ndtr(shift + side * reach)) for side in (-1, 1)]
    nothing = (size == 0) | np.isnan(point)
    low, high = (np.where(nothing, np.nan, end) for end in ends)
    return np.minimum(low, point), np.maximum(high, point)


def _at(ordered: np.ndarray, size: np.ndarray, share: np.ndarray) -> np.ndarray:
    """The quantile of each column, between its two neighbours."""
    place = np.nan_to_num(share) * np.maximum(size - 1, 0)
    below = np.floor(place).astype(int)
    above = np.minimum(below + 1, np.maximum(size - 1, 0))
    column = np.arange(ordered.shape[1])
    first, second = ordered[below, column], ordered[above, column]
    part = place - below
    return np.where(part > 0, first + part * (second - first), first)
