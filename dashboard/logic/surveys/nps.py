"""Net promoter score with its interval (metrics.md, M45)."""

from dataclasses import replace

import numpy as np
import pandas as pd
from scipy.special import ndtri

from dashboard.logic.intervals import CONFIDENCE
from dashboard.logic.surveys.item_figures import item_figures
from dashboard.logic.surveys.score_table import ScoreTable

POINTS = 100
ADDED = 3.0
"""Answers that the adjusted interval adds: three quarters each to promoters and detractors, the rest to
passives."""


def adjusted_nps(
    promoters: np.ndarray | float, detractors: np.ndarray | float, count: np.ndarray | float
) -> tuple[np.ndarray, np.ndarray]:
    """(score, its standard error) as shares, -1..1, after adding 3/4 promoters, 3/4 detractors, 3 answers to ``count``
    (effective) ones. Source: Rocks 2016, Interval estimation for the net promoter score. nan where nobody answered."""
    count = np.asarray(count, float)
    whole = count + ADDED
    with np.errstate(invalid="ignore", divide="ignore"):
        more, less = (
            np.where(np.isinf(count), share, (np.asarray(share, float) * count + ADDED / 4) / whole)
            for share in (promoters, detractors)
        )
        score = more - less
        error = np.sqrt(np.maximum(more + less - score**2, 0.0) / whole)
    return np.where(count > 0, score, np.nan), np.where(count > 0, error, np.nan)


def nps_interval(
    promoters: np.ndarray | float,
    detractors: np.ndarray | float,
    count: np.ndarray | float,
    confidence: float = CONFIDENCE,
) -> tuple[np.ndarray, np.ndarray]:
    """(low, high) as shares, -1..1: adjusted Wald, test vector T15. Arguments as for ``adjusted_nps``."""
    score, error = adjusted_nps(promoters, detractors, count)
    half = ndtri((1 + confidence) / 2) * error
    return np.maximum(score - half, -1.0), np.minimum(score + half, 1.0)


def nps_figures(table: ScoreTable, *, weighted: bool = False) -> pd.DataFrame:
    """One row per segment of each question of type nps.

    item, segment; n; promoters, passives, detractors: answers (with survey weights: sums of weights scaled to n); nps,
    low, high in points, -100 to 100; error: standard error in points; effective: see ``item_figures``. nan where nobody
    rated.
    """
    is_nps = (table.items["item_type"] == "nps").to_numpy()
    counts = table.counts[is_nps[table.counts["item"].to_numpy(int)]]
    rows = item_figures(replace(table, counts=counts), weighted=weighted)
    n, effective = rows["n"].to_numpy(float), rows["effective"].to_numpy(float)
    promoters, detractors = rows["promoters"].to_numpy(float), rows["detractors"].to_numpy(float)
    low, high = nps_interval(promoters, detractors, effective)
    return pd.DataFrame(
        {
            "item": rows["item"].to_numpy(),
            "segment": rows["segment"].to_numpy(),
            "n": rows["n"].to_numpy(),
            "promoters": promoters * n,
            "passives": rows["passives"].to_numpy(float) * n,
            "detractors": detractors * n,
            "nps": POINTS * (promoters - detractors),
            "low": POINTS * low,
            "high": POINTS * high,
            "error": POINTS * adjusted_nps(promoters, detractors, effective)[1],
            "effective": effective,
        }
    )
