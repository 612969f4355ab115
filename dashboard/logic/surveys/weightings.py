"""The leading questions of a wave counted in several ways: by answer, customer, revenue, and the survey's weights.

A customer that answered several times has one voice (or one revenue) that its answers share.
"""

from collections.abc import Iterable
from typing import Literal

import numpy as np
import pandas as pd

from dashboard.logic.surveys.item_figures import item_figures
from dashboard.logic.surveys.nps import nps_figures
from dashboard.logic.surveys.score_table import ScoreTable, score_table

LEADING = ("overall", "nps")
"""Types of questions that stand for a whole wave."""
Weighting = Literal["answers", "survey", "customers", "revenue"]
FIGURES = ("mean", "low", "high", "top2", "top2_low", "top2_high")
COLUMNS = ("item", "weighting", "n", "effective", *FIGURES, "nps", "nps_low", "nps_high")


def weighting_rows(table: ScoreTable, weighting: Weighting) -> pd.DataFrame:
    """One row per leading question that was rated: COLUMNS (shares 0..1, NPS in points). Whole waves (one segment)."""
    is_weighted = weighting != "answers"
    figures = item_figures(table, weighted=is_weighted)
    leading = table.items["item_type"].isin(LEADING).to_numpy()
    figures = figures[leading[figures["item"].to_numpy(int)] & (figures["n"] > 0)]
    points = nps_figures(table, weighted=is_weighted).rename(columns={"low": "nps_low", "high": "nps_high"})
    found = figures.merge(points[["item", "nps", "nps_low", "nps_high"]], on="item", how="left")
    return found.assign(weighting=weighting)[list(COLUMNS)]


def voice_rows(
    items: pd.DataFrame, scores: np.ndarray, customer: np.ndarray, voice: np.ndarray, weighting: Weighting
) -> pd.DataFrame:
    """The same with a weight per customer. ``customer``: of each response, -1 = nobody knows; ``voice``: of each
    response the weight of its customer, 0 or more. Answers without a customer or a weight do not count."""
    parts = []
    for place in np.flatnonzero(items["item_type"].isin(LEADING).to_numpy()):
        counts = ~np.isnan(scores[:, place]) & (customer >= 0) & (voice > 0)
        if not counts.any():
            continue
        _, who, answers = np.unique(customer[counts], return_inverse=True, return_counts=True)
        table = score_table(
            items.iloc[[place]],
            scores[counts][:, [place]],
            np.zeros((int(counts.sum()), 1), bool),
            weight=voice[counts] / answers[who],
            customer=customer[counts],
        )
        parts.append(weighting_rows(table, weighting).assign(item=int(place)))
    return together(parts)


def together(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """All rows, question by question; COLUMNS even where there are none."""
    filled = [part for part in parts if len(part)]
    if not filled:
        return pd.DataFrame({name: [] for name in COLUMNS})
    order: list[Weighting] = ["answers", "survey", "customers", "revenue"]
    rows = pd.concat(filled, ignore_index=True)
    rank = rows["weighting"].map({name: place for place, name in enumerate(order)}).to_numpy()
    return rows.iloc[np.lexsort((rank, rows["item"].to_numpy(float)))].reset_index(drop=True)
