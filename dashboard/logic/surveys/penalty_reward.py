"""What a very bad and what a very good rating of one question does to overall satisfaction (metrics.md, M52).

Source: Brandt 1988 (penalty-reward contrasts); Kano 1984 for the kinds of factors; Matzler and Sauerwein 2002. They put
all questions into one regression; as people leave questions out, hardly anybody would remain in it. So each question
stands for itself here, and others are not held equal: what goes with a question counts as its effect.
"""

from typing import Literal

import numpy as np
import pandas as pd

from dashboard.logic.intervals import mean_interval
from dashboard.logic.surveys.item_figures import HIDDEN_BELOW
from dashboard.logic.surveys.resampling import clusters_of

Factor = Literal["basic", "performance", "excitement", "undecided", "too_few", "no_middle"]
FACTORS: tuple[Factor, ...] = ("basic", "performance", "excitement", "undecided", "too_few", "no_middle")
LEAST_PLACES = 5
"""With fewer places on the scale the two lowest and the two highest leave no middle."""
_CONTRASTS = {"penalty": (1.0, -1.0, 0.0), "reward": (0.0, -1.0, 1.0), "asymmetry": (1.0, -2.0, 1.0)}


def penalty_reward(
    items: pd.DataFrame, scores: np.ndarray, overall: np.ndarray, *, customer: np.ndarray | None = None
) -> pd.DataFrame:
    """One row per question (column of ``scores``; row of ``items`` with scale_min and scale_max), in its order.

    low_n, middle_n, high_n     who rated overall and gave the question one of the two lowest, another, one of the two
                                highest places
    penalty, reward             mean of overall among the low (the high) ones minus that among the middle ones, each
                                with _low and _high: 95 % interval (Welch; answers of one customer taken together); nan
                                with fewer than 10 in a group
    factor                      basic: a bad rating costs, and costs more than a good one brings. excitement: a good one
                                brings, and brings more than a bad one costs. performance: both, neither surely more.
                                undecided: an interval that decides holds 0. too_few; no_middle: scale below 5 places
    """
    low_end, high_end = (items[name].to_numpy(float) for name in ("scale_min", "scale_max"))
    counted = ~np.isnan(scores) & ~np.isnan(overall)[:, None]
    is_low, is_high = scores <= low_end + 1, scores >= high_end - 1
    groups = np.stack([counted & is_low, counted & ~is_low & ~is_high, counted & is_high])
    size, mean, away = _moments(groups, overall)
    has_middle = high_end - low_end + 1 >= LEAST_PLACES
    table = pd.DataFrame({f"{name}_n": n for name, n in zip(("low", "middle", "high"), size.astype(int), strict=True)})
    cluster = None if customer is None else clusters_of(customer, len(overall))
    for name, parts in _CONTRASTS.items():
        shares = np.array(parts)
        needed = (size[shares != 0] >= HIDDEN_BELOW).all(axis=0) & has_middle
        value = np.where(needed, (shares[:, None] * np.nan_to_num(mean)).sum(axis=0), np.nan)
        low, high = mean_interval(value, *_error(groups, size, away, shares, cluster))
        table[name], table[f"{name}_low"], table[f"{name}_high"] = value, low, high
    table["factor"] = _factor(table, has_middle)
    return table


def _moments(groups: np.ndarray, overall: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(count, mean of overall: groups x questions; distance from the mean of one's group: responses x questions)."""
    known = np.nan_to_num(overall)
    size = groups.sum(axis=1).astype(float)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.einsum("grq,r->gq", groups.astype(float), known) / size
    away = sum(np.where(group, known[:, None] - one, 0.0) for group, one in zip(groups, mean, strict=True))
    return size, mean, np.asarray(away)


def _error(
    groups: np.ndarray, size: np.ndarray, away: np.ndarray, shares: np.ndarray, cluster: np.ndarray | None
) -> tuple[np.ndarray, np.ndarray]:
    """(standard error, degrees of freedom) of a sum of group means; at least as wide as for strangers."""
    with np.errstate(invalid="ignore", divide="ignore"):
        pull = shares[:, None] / np.sqrt(size * (size - 1))
        part = np.einsum("grq,rq->gq", groups.astype(float), away**2) * pull**2
        variance = np.where(shares[:, None] != 0, part, 0.0)
        freedom = variance.sum(axis=0) ** 2 / (variance**2 / np.maximum(size - 1, 1)).sum(axis=0)
    error = variance.sum(axis=0)
    if cluster is not None and cluster.max(initial=-1) + 1 < len(cluster):
        weight = np.where(np.isfinite(pull), pull, 0.0)
        each = away * np.einsum("grq,gq->rq", groups.astype(float), weight)
        order = np.argsort(cluster, kind="stable")
        begins = np.flatnonzero(np.diff(cluster[order], prepend=-1))
        together = np.add.reduceat(each[order], begins, axis=0)
        error = np.maximum(error, (together**2).sum(axis=0))
    # Nobody differs from the others of the group: the difference is exact.
    return np.sqrt(error), np.where(error == 0, 1.0, freedom)


def _factor(table: pd.DataFrame, has_middle: np.ndarray) -> np.ndarray:
    costs, brings = table["penalty_high"] < 0, table["reward_low"] > 0
    return np.select(
        [
            ~has_middle,
            table["asymmetry"].isna(),
            costs & (table["asymmetry_high"] < 0),
            brings & (table["asymmetry_low"] > 0),
            costs & brings,
        ],
        ["no_middle", "too_few", "basic", "excitement", "performance"],
        "undecided",
    ).astype(object)
