"""Questions by segment: the cells of the heat table, with what may not be shown marked (metrics.md, M47, M47b)."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from dashboard.logic.surveys.change import NO_RATINGS
from dashboard.logic.surveys.item_figures import HIDDEN_BELOW, THIN_BELOW, item_figures
from dashboard.logic.surveys.score_table import ScoreTable

State = Literal["shown", "thin", "few", "none", "suppressed"]
FIGURES = ("n", "dont_know", "mean", "low", "high", "top2", "top2_low", "top2_high", "bottom2")


@dataclass(frozen=True, eq=False)
class QuestionCells:
    """by         what the segments are: layer, region, industry, account_manager_id or department
    segments   labels; None = everybody whose own cell is not shown (anonymous waves), always last
    cells      one row per question with a rating scale and segment: item (place in the wave's questions), item_id,
               segment (place in segments), n, dont_know, mean, low, high, top2 with interval, bottom2, level (0..100)
               and state: shown; thin (below THIN_BELOW ratings); few (below HIDDEN_BELOW: no figure but n); none
               (nobody rated); suppressed (an anonymous wave does not tell this cell: no n either)
    """

    by: str
    segments: tuple[str | None, ...]
    cells: pd.DataFrame


def question_cells(table: ScoreTable, by: str, *, is_anonymous: bool) -> QuestionCells:
    """Segments that somebody answered in: layers in their order, others with most ratings first."""
    order = _segment_order(table, by)
    places = np.flatnonzero(~table.items["item_type"].isin(NO_RATINGS).to_numpy())
    key = pd.MultiIndex.from_product([places, order], names=["item", "segment"])
    found = item_figures(table).set_index(["item", "segment"])[list(FIGURES)].reindex(key).reset_index()
    n = found["n"].fillna(0).to_numpy(np.int64)
    answered = n + found["dont_know"].fillna(0).to_numpy(np.int64)
    state = np.select(
        [is_anonymous & (answered == 0), n == 0, n < HIDDEN_BELOW, n < THIN_BELOW],
        ["suppressed", "none", "few", "thin"],
        "shown",
    )
    low, high = (table.items[name].to_numpy(float)[found["item"]] for name in ("scale_min", "scale_max"))
    hidden = ~np.isin(state, ("shown", "thin"))
    for name in FIGURES[2:]:
        found[name] = np.where(hidden, np.nan, found[name].to_numpy(float))
    rank = {place: number for number, place in enumerate(order)}
    with np.errstate(invalid="ignore", divide="ignore"):
        level = (found["mean"].to_numpy(float) - low) / (high - low) * 100
    cells = found.assign(
        item_id=table.items["item_id"].to_numpy()[found["item"]],
        segment=found["segment"].map(rank).to_numpy(int) if len(found) else found["segment"],
        n=n,
        dont_know=found["dont_know"].fillna(0).astype(np.int64),
        level=level,
        state=state.astype(object),
    )
    return QuestionCells(by, tuple(table.segments[place] for place in order), cells)


def _segment_order(table: ScoreTable, by: str) -> list[int]:
    rated = table.counts[table.counts["score"].notna()].groupby("segment")["answers"].sum()
    counts = [int(rated.get(place, 0)) for place in range(len(table.segments))]
    used = sorted(set(table.counts["segment"].tolist()))
    return sorted(used, key=lambda at: (table.segments[at] is None, 0 if by == "layer" else -counts[at], at))
