"""The satisfaction index of a wave (metrics.md, M44): CSI = sum of weight x item score, rescaled to 0..100."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from dashboard.logic.intervals import mean_interval, within_population
from dashboard.logic.surveys.score_table import design_clusters

Weighting = Literal["equal", "stated", "derived"]


@dataclass(frozen=True)
class SatisfactionIndex:
    """``value``, ``low``, ``high``: 0 to 100. ``items``: how many questions; ``responses``: who rated at least one of
    them; ``error``, ``freedom``: what a change is judged by."""

    value: float
    low: float
    high: float
    error: float
    freedom: float
    items: int
    responses: int
    weighting: Weighting


def item_weights(items: pd.DataFrame, weighting: Weighting, derived: np.ndarray | None = None) -> np.ndarray:
    """Of each question: 0 for those of another type than satisfaction, else shares that add up to 1; all 0 where there
    is none. ``stated``: the weights of the file, 0 where a question has none. ``derived``: of each question, from
    M49."""
    is_asked = (items["item_type"] == "satisfaction").to_numpy()
    if weighting == "stated":
        weights = np.nan_to_num(items["weight"].to_numpy(float))
    elif weighting == "derived" and derived is not None:
        weights = np.nan_to_num(np.maximum(derived, 0.0))
    else:
        weights = np.ones(len(items))
    weights = np.where(is_asked, weights, 0.0)
    total = weights.sum()
    return weights / total if total > 0 else weights


def has_stated_weights(items: pd.DataFrame) -> bool:
    """Whether every question of type satisfaction states a weight."""
    stated = items.loc[items["item_type"] == "satisfaction", "weight"]
    return bool(len(stated)) and bool((stated > 0).all())


def satisfaction_index(
    items: pd.DataFrame,
    scores: np.ndarray,
    weights: np.ndarray,
    *,
    weighting: Weighting = "equal",
    customer: np.ndarray | None = None,
    sampled: np.ndarray | None = None,
    population: int | None = None,
) -> SatisfactionIndex | None:
    """From the matrix of responses by questions: each question counts with the mean of who rated it. ``weights``:
    ``item_weights``. ``sampled``: survey weights of the responses. ``population``: how many could have answered. None
    where no question with a weight was rated.

    The interval takes together what one response (or one customer) says to all questions: linearised, Student.
    """
    rated = ~np.isnan(scores)
    survey = np.ones(len(scores)) if sampled is None else np.where(np.isnan(sampled), 1.0, sampled)
    low_end, high_end = items["scale_min"].to_numpy(float), items["scale_max"].to_numpy(float)
    used = (weights > 0) & rated.any(axis=0)
    if not used.any():
        return None
    share = np.where(used, weights, 0.0) / weights[used].sum()
    with np.errstate(invalid="ignore", divide="ignore"):
        scaled = np.where(rated, 100 * (scores - low_end) / (high_end - low_end), 0.0)
        size = rated.T @ survey
        mean = np.where(used, (scaled * survey[:, None]).sum(axis=0) / size, 0.0)
        pull = np.where(rated & used, (scaled - mean) * survey[:, None] / size * share, 0.0).sum(axis=1)
    counted = rated[:, used].any(axis=1)
    clusters = design_clusters(customer, len(scores))[counted]
    _, cluster = np.unique(clusters, return_inverse=True)
    groups = int(cluster.max()) + 1
    together = np.bincount(cluster, weights=pull[counted], minlength=groups)
    variance = (together**2).sum() * groups / (groups - 1) if groups > 1 else float("nan")
    error = float(np.sqrt(variance * groups / within_population(groups, population)))
    value = float((mean * share).sum())
    low, high = mean_interval(value, error, groups - 1)
    return SatisfactionIndex(
        value, max(float(low), 0.0), min(float(high), 100.0), error, groups - 1.0, int(used.sum()),
        int(counted.sum()), weighting,
    )  # fmt: skip
