"""The score of each service: the mean of its questions, with the interval of that mean (metrics.md, M44, M47)."""

import numpy as np
import pandas as pd

from dashboard.logic.intervals import mean_interval, within_population

RESCALED = (0.0, 100.0)
COLUMNS = ("service", "questions", "n", "score", "error", "low", "high", "scale_min", "scale_max")


def service_scores(
    items: pd.DataFrame, scores: np.ndarray, *, customer: np.ndarray | None = None, population: int | None = None
) -> pd.DataFrame:
    """One row per service that has a rated question of type satisfaction, in the order of its first question.

    questions   how many of them were rated; n: responses that rated at least one
    score       mean of the means of these questions, each question counts the same; on their scale where they share
                one (scale_min, scale_max), else each question from 0 to 100
    low, high   95 % interval. The questions were answered by the same people, so the variance is that of each
                response's part in the score (linearised), answers of one customer taken together

    ``items``: frame with service, item_type, scale_min, scale_max; ``scores``: responses x items, nan = no rating;
    ``customer``: of each response, -1 = nobody knows; ``population``: see ``within_population``.
    """
    rated = ~np.isnan(scores).all(axis=0) if len(scores) else np.zeros(len(items), bool)
    counts = (items["item_type"] == "satisfaction").to_numpy() & items["service"].notna().to_numpy() & rated
    rows = []
    for service in dict.fromkeys(items.loc[counts, "service"]):
        columns = np.flatnonzero(counts & (items["service"] == service).to_numpy())
        rows.append((service, *_score(items.iloc[columns], scores[:, columns], customer, population)))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _score(
    items: pd.DataFrame, scores: np.ndarray, customer: np.ndarray | None, population: int | None
) -> tuple[int, int, float, float, float, float, float, float]:
    """The columns of COLUMNS after the service."""
    low_end, high_end = (items[name].to_numpy(float) for name in ("scale_min", "scale_max"))
    ends = float(low_end[0]), float(high_end[0])
    if len(set(low_end)) > 1 or len(set(high_end)) > 1:
        scores = (scores - low_end) / (high_end - low_end) * RESCALED[1]
        ends = RESCALED
    is_rated = ~np.isnan(scores)
    means = np.nanmean(scores, axis=0)
    away = np.where(is_rated, scores - means, 0.0) / is_rated.sum(axis=0)
    answered = is_rated.any(axis=1)
    parts = away[answered].sum(axis=1) / len(items)
    whose = np.full(len(scores), -1) if customer is None else customer
    variance, groups = _variance(parts, whose[answered])
    count = int(answered.sum())
    error = float(np.sqrt(variance * count / within_population(count, population, groups)))
    score = float(means.mean())
    low, high = mean_interval(score, error, groups - 1)
    return len(items), count, score, error, float(low), float(high), *ends


def _variance(parts: np.ndarray, customer: np.ndarray) -> tuple[float, int]:
    """(variance of the sum of ``parts``, customers or lone responses it comes from); nan of a single one."""
    alone = customer.max(initial=-1) + 1 + np.arange(len(customer))
    _, group = np.unique(np.where(customer < 0, alone, customer), return_inverse=True)
    together = np.bincount(group, weights=parts)
    count = len(together)
    return (float((together**2).sum() * count / (count - 1)) if count > 1 else float("nan")), count
