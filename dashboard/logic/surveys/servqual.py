"""What customers find against what they expect, by dimension of service (metrics.md, M51).

Source: Parasuraman, Zeithaml and Berry 1988, SERVQUAL: gap = perception - expectation, for each person first.
"""

import numpy as np
import pandas as pd

from dashboard.logic.intervals import mean_interval
from dashboard.logic.surveys.item_figures import HIDDEN_BELOW
from dashboard.logic.surveys.score_table import design_effects

DIMENSIONS = {"reliability": "可靠性", "assurance": "保证性", "tangibles": "有形性", "empathy": "移情性",
              "responsiveness": "响应性"}  # fmt: skip
"""The five of SERVQUAL, as files write them."""
GAP_COLUMNS = ("dimension", "pairs", "n", "perception", "expectation", "gap", "low", "high")


_SIDES = ("satisfaction", "expectation")


def has_expectations(items: pd.DataFrame) -> bool:
    return bool((items["item_type"] == "expectation").any())


def matched_items(items: pd.DataFrame, item_type: str) -> np.ndarray:
    """For each question of type satisfaction: the place of the question of ``item_type`` that asks the same (the same
    canonical_id), -1 = none or another scale; -1 for all other questions."""
    keys = list(zip(items["canonical_id"], items["scale_min"], items["scale_max"], strict=True))
    kinds = items["item_type"].tolist()
    at = {key: place for place, (key, kind) in enumerate(zip(keys, kinds, strict=True)) if kind == item_type}
    found = [at.get(key, -1) if kind == "satisfaction" else -1 for key, kind in zip(keys, kinds, strict=True)]
    return np.array(found, int)


def servqual_gaps(items: pd.DataFrame, scores: np.ndarray, *, customer: np.ndarray | None = None) -> pd.DataFrame:
    """One row per dimension that was asked both ways on the same scale: the five of SERVQUAL first, then others.

    dimension               as in the file
    pairs                   questions matched by canonical_id; 0 = none: then the mean of a person's perceptions in the
                            dimension stands against the mean of their expectations
    n                       people with both; below 10 figures are nan
    perception, expectation means over these people; gap: their difference, with its 95 % interval (paired, Student;
                            answers of one customer taken together)
    """
    partner = matched_items(items, "expectation")
    rows = []
    for dimension in _dimensions(items):
        here = (items["dimension"] == dimension).to_numpy()
        found = np.flatnonzero(here & (partner >= 0))
        asked = [
            np.flatnonzero(here & (items["item_type"] == kind).to_numpy()) for kind in ("satisfaction", "expectation")
        ]
        if len(found):
            perceived, expected = scores[:, found], scores[:, partner[found]]
            both = ~np.isnan(perceived) & ~np.isnan(expected)
            sides = [_means(np.where(both, side, np.nan)) for side in (perceived, expected)]
        elif all(len(side) for side in asked) and _one_scale(items.iloc[np.concatenate(asked)]):
            sides = [_means(scores[:, side]) for side in asked]
        else:
            continue
        rows.append((dimension, len(found), *_paired(*sides, customer)))
    return pd.DataFrame(rows, columns=list(GAP_COLUMNS))


def _dimensions(items: pd.DataFrame) -> list[str]:
    """Those that occur, the known ones in their order."""
    held = [one for one in dict.fromkeys(items["dimension"]) if isinstance(one, str) and one]
    known = [one for name in DIMENSIONS for one in held if dimension_code(one) == name]
    return known + [one for one in held if one not in known]


def dimension_code(written: str) -> str:
    """One of DIMENSIONS, in whichever language it was written; another as it is."""
    text = written.strip().lower()
    return next((code for code, chinese in DIMENSIONS.items() if text in (code, chinese)), written)


def _one_scale(items: pd.DataFrame) -> bool:
    return len(items[["scale_min", "scale_max"]].drop_duplicates()) == 1


def _means(scores: np.ndarray) -> np.ndarray:
    """Each person's mean over what they rated; nan where nothing."""
    rated = ~np.isnan(scores)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(rated, scores, 0.0).sum(axis=1) / rated.sum(axis=1)


def _paired(perceived: np.ndarray, expected: np.ndarray, customer: np.ndarray | None) -> tuple[float, ...]:
    """(n, perception, expectation, gap, low, high)."""
    both = ~np.isnan(perceived) & ~np.isnan(expected)
    n = int(both.sum())
    if n < HIDDEN_BELOW:
        return (n, *[np.nan] * 5)
    gap = np.where(both, perceived - expected, np.nan)
    spread = 1.0
    if customer is not None:
        spread = float(design_effects(gap[:, None], both[:, None], np.ones(len(gap)), customer)[0])
    error = gap[both].std(ddof=1) * np.sqrt(spread / n)
    low, high = mean_interval(gap[both].mean(), error, n - 1)
    return n, perceived[both].mean(), expected[both].mean(), gap[both].mean(), float(low), float(high)
