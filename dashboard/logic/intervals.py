"""Intervals of shares and means, for every figure that comes from a sample (metrics.md, M47).

Counts may be effective ones (weights, clusters, finite populations), so they need not be whole.
"""

import numpy as np
from scipy.special import ndtri, stdtrit

CONFIDENCE = 0.95
SLACK = 1e-9
"""One degree of freedom less the last bit is one."""


def wilson(
    share: np.ndarray | float, count: np.ndarray | float, confidence: float = CONFIDENCE
) -> tuple[np.ndarray, np.ndarray]:
    """The score interval of a share (Wilson 1927): it never leaves 0..1 and holds the share; nan where count is 0."""
    share, count = np.asarray(share, float), np.asarray(count, float)
    z = ndtri((1 + confidence) / 2)
    with np.errstate(invalid="ignore", divide="ignore"):
        square = z * z / count
        middle = share + square / 2
        half = z * np.sqrt(share * (1 - share) / count + square / (4 * count))
        low, high = (middle - half) / (1 + square), (middle + half) / (1 + square)
    return np.maximum(np.minimum(low, share), 0.0), np.minimum(np.maximum(high, share), 1.0)


def mean_interval(
    mean: np.ndarray | float, error: np.ndarray | float, freedom: np.ndarray | float, confidence: float = CONFIDENCE
) -> tuple[np.ndarray, np.ndarray]:
    """Student's interval of a mean; ``error`` its standard error, ``freedom`` its degrees of freedom (nan below 1)."""
    freedom = np.asarray(freedom, float)
    reach = stdtrit(np.where(freedom > 1 - SLACK, freedom, np.nan), (1 + confidence) / 2) * np.asarray(error, float)
    return np.asarray(mean, float) - reach, np.asarray(mean, float) + reach


def within_population(
    count: np.ndarray | float, population: int | None, drawn: np.ndarray | float | None = None
) -> np.ndarray:
    """The count that has the same interval without a finite population: n (N-1) / (N-n), from the factor
    sqrt((N-n)/(N-1)); infinite where everybody answered. Without a population the count itself. ``drawn``: how many of
    the population answered, where ``count`` is another number (several answers of one customer, weights)."""
    count = np.asarray(count, float)
    drawn = count if drawn is None else np.asarray(drawn, float)
    if population is None or population < 2:
        return count
    with np.errstate(divide="ignore"):
        return np.where(drawn < population, count * (population - 1) / np.maximum(population - drawn, 0.0), np.inf)
