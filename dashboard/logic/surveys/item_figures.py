"""What is known of each question, and how well (metrics.md, M44 to M47)."""

import numpy as np
import pandas as pd

from dashboard.logic.intervals import mean_interval, wilson, within_population
from dashboard.logic.surveys.score_table import ScoreTable

HIDDEN_BELOW, THIN_BELOW = 10, 30
"""Fewer ratings: not shown in trends and comparisons; marked (metrics.md, Words; M47)."""
PROMOTERS_FROM, DETRACTORS_TO = 9, 6


def item_figures(table: ScoreTable, *, weighted: bool = False) -> pd.DataFrame:
    """One row per question and segment that was answered, in their order. ``weighted``: by the survey's own weights.

    item, segment    places in the table
    n, dont_know     ratings; answers "does not know"
    effective        ratings that an unweighted sample of strangers would need for the same interval (Kish; clusters
                     of one customer; finite population)
    mean, deviation  of the scores as they are; error: standard error of the mean; low, high: 95 % interval (Student)
    top2, bottom2    shares of ratings in the two highest and lowest places of the scale, with top2_low, top2_high
                     (Wilson); nan where nobody rated
    promoters, passives, detractors   shares, only for questions of type nps, else nan
    """
    counts = table.counts
    rated = counts[counts["score"].notna()]
    weight = rated["weight"].to_numpy(float) if weighted else rated["answers"].to_numpy(float)
    low_end, high_end = (table.items[name].to_numpy(float)[rated["item"]] for name in ("scale_min", "scale_max"))
    score = rated["score"].to_numpy(float)
    sums = pd.DataFrame(
        {
            "item": rated["item"],
            "segment": rated["segment"],
            "n": rated["answers"],
            "weight": weight,
            "total": weight * score,
            "top2": weight * (score >= high_end - 1),
            "bottom2": weight * (score <= low_end + 1),
            "promoters": weight * (score >= PROMOTERS_FROM),
            "detractors": weight * (score <= DETRACTORS_TO),
        }
    )
    key = ["item", "segment"]
    found = sums.groupby(key, sort=True).sum().reset_index()
    found["mean"] = found["total"] / found["weight"]
    away = rated.assign(weight=weight).merge(found[[*key, "mean"]], on=key)
    squares = away.assign(square=away["weight"] * (away["score"] - away["mean"]) ** 2).groupby(key)["square"].sum()
    found = found.merge(squares.rename("square").reset_index(), on=key, how="left")
    unknown = counts[counts["score"].isna()].groupby(key)["answers"].sum().rename("dont_know").reset_index()
    found = found.merge(unknown, on=key, how="outer", sort=True).fillna({"n": 0, "dont_know": 0, "weight": 0.0})
    return _with_intervals(found, table, weighted=weighted)


def _with_intervals(found: pd.DataFrame, table: ScoreTable, *, weighted: bool) -> pd.DataFrame:
    item, segment = found["item"].to_numpy(int), found["segment"].to_numpy(int)
    n, weight = found["n"].to_numpy(float), found["weight"].to_numpy(float)
    with np.errstate(invalid="ignore", divide="ignore"):
        kish = weight**2 / table.squares[item, segment] if weighted else n
        sample = np.where(n > 0, kish, 0.0) / table.spread[item, segment]
        variance = found["square"].to_numpy(float) / weight * np.where(sample > 1, sample / (sample - 1), np.nan)
        effective = within_population(sample, table.population)
        error = np.sqrt(variance / effective)
        share = {name: found[name].to_numpy(float) / weight for name in ("top2", "bottom2", "promoters", "detractors")}
    low, high = mean_interval(found["mean"].to_numpy(float), error, sample - 1)
    top_low, top_high = wilson(share["top2"], effective)
    is_nps = (table.items["item_type"] == "nps").to_numpy()[item]
    promoters, detractors = (np.where(is_nps, share[name], np.nan) for name in ("promoters", "detractors"))
    return pd.DataFrame(
        {
            "item": item,
            "segment": segment,
            "n": n.astype(np.int64),
            "dont_know": found["dont_know"].to_numpy(np.int64),
            "effective": effective,
            "mean": found["mean"].to_numpy(float),
            "deviation": np.sqrt(variance),
            "error": error,
            "freedom": sample - 1,
            "low": low,
            "high": high,
            "top2": share["top2"],
            "top2_low": top_low,
            "top2_high": top_high,
            "bottom2": share["bottom2"],
            "promoters": promoters,
            "passives": 1 - promoters - detractors,
            "detractors": detractors,
        }
    )
