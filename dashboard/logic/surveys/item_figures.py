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
    width = max(len(table.segments), 1)
    cells, place = np.unique(
        counts["item"].to_numpy(int) * width + counts["segment"].to_numpy(int), return_inverse=True
    )
    score, answers = counts["score"].to_numpy(float), counts["answers"].to_numpy(float)
    rated = ~np.isnan(score)
    at, score = place[rated], score[rated]
    weight = (counts["weight"].to_numpy(float) if weighted else answers)[rated]

    def total(values: np.ndarray) -> np.ndarray:
        return np.bincount(at, values, len(cells))

    item = cells // width
    lowest, highest = (table.items[name].to_numpy(float)[item][at] for name in ("scale_min", "scale_max"))
    whole = total(weight)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = total(weight * score) / whole
    found = pd.DataFrame(
        {
            "item": item,
            "segment": cells % width,
            "n": total(answers[rated]),
            "dont_know": np.bincount(place[~rated], answers[~rated], len(cells)),
            "weight": whole,
            "mean": mean,
            "square": total(weight * (score - mean[at]) ** 2),
            "top2": total(weight * (score >= highest - 1)),
            "bottom2": total(weight * (score <= lowest + 1)),
            "promoters": total(weight * (score >= PROMOTERS_FROM)),
            "detractors": total(weight * (score <= DETRACTORS_TO)),
        }
    )
    return _with_intervals(found, table, weighted=weighted)


def _with_intervals(found: pd.DataFrame, table: ScoreTable, *, weighted: bool) -> pd.DataFrame:
    item, segment = found["item"].to_numpy(int), found["segment"].to_numpy(int)
    n, weight = found["n"].to_numpy(float), found["weight"].to_numpy(float)
    with np.errstate(invalid="ignore", divide="ignore"):
        kish = weight**2 / table.squares[item, segment] if weighted else n
        sample = np.where(n > 0, kish, 0.0) / table.spread[item, segment]
        variance = found["square"].to_numpy(float) / weight * np.where(sample > 1, sample / (sample - 1), np.nan)
        drawn = None if table.drawn is None else table.drawn[item, segment]
        effective = within_population(sample, table.population, n if drawn is None else drawn)
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
