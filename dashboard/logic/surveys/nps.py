"""Net promoter score with its interval (metrics.md, M45)."""

import numpy as np
import pandas as pd
from scipy.special import ndtri

from dashboard.logic.intervals import CONFIDENCE
from dashboard.logic.surveys.item_figures import item_figures
from dashboard.logic.surveys.score_table import ScoreTable

POINTS = 100
ADDED = 3.0
"""Answers that the adjusted interval adds: three quarters to promoters and to detractors, one and a half to passives."""


def nps_interval(
    promoters: np.ndarray | float, detractors: np.ndarray | float, count: np.ndarray | float,
    confidence: float = CONFIDENCE,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:  # fmt: skip
    """(centre, low, high) as shares, -1..1, of shares of promoters and detractors among ``count`` (effective) answers.

    Adjusted Wald: 3/4 to promoters, 3/4 to detractors, 3 to n; the variance of the adjusted score with n + 3. Source:
    Rocks 2016, Interval estimation for the net promoter score; test vector T15. nan where nobody answered.
    """
    count = np.asarray(count, float)
    whole = count + ADDED
    with np.errstate(invalid="ignore"):
        p, d = (
            np.where(np.isinf(count), share, (np.asarray(share, float) * count + ADDED / 4) / whole)
            for share in (promoters, detractors)
        )
        centre = p - d
        half = ndtri((1 + confidence) / 2) * np.sqrt(np.maximum(p + d - centre**2, 0) / whole)
    known = count > 0
    low, high = np.maximum(centre - half, -1.0), np.minimum(centre + half, 1.0)
    return tuple(np.where(known, one, np.nan) for one in (centre, low, high))  # ty: ignore[invalid-return-type]


def nps_error(promoters: np.ndarray | float, detractors: np.ndarray | float, count: np.ndarray | float) -> np.ndarray:
    """Standard error of the adjusted score as a share: what a change between waves is judged by."""
    centre, low, high = nps_interval(promoters, detractors, count)
    adjusted_whole = np.asarray(count, float) + ADDED
    with np.errstate(invalid="ignore"):
        p, d = ((np.asarray(share, float) * count + ADDED / 4) / adjusted_whole for share in (promoters, detractors))
        return np.where(np.isnan(centre), np.nan, np.sqrt(np.maximum(p + d - (p - d) ** 2, 0) / adjusted_whole))


def nps_figures(table: ScoreTable, *, weighted: bool = False) -> pd.DataFrame:
    """One row per segment of each question of type nps.

    item, segment; n; promoters, passives, detractors: answers (with survey weights: sums of weights scaled to n); nps,
    low, high in points, -100 to 100; error: standard error in points; effective: see ``item_figures``. nan where nobody
    rated.
    """
    figures = item_figures(table, weighted=weighted)
    is_nps = (table.items["item_type"] == "nps").to_numpy()[figures["item"].to_numpy()]
    rows = figures[is_nps]
    n, effective = rows["n"].to_numpy(float), rows["effective"].to_numpy(float)
    promoters, detractors = rows["promoters"].to_numpy(float), rows["detractors"].to_numpy(float)
    _, low, high = nps_interval(promoters, detractors, effective)
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
            "error": POINTS * nps_error(promoters, detractors, effective),
            "effective": effective,
        }
    )
