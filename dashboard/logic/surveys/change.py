"""Whether a question is rated better or worse than in the wave before (metrics.md, M48)."""

from typing import Literal

import numpy as np
import pandas as pd
from scipy.special import stdtr

from dashboard.logic.intervals import mean_interval
from dashboard.logic.surveys.item_figures import HIDDEN_BELOW

FALSE_SHARE = 0.05
"""Of the verdicts up and down, at most this share is expected to be false (Benjamini and Hochberg 1995)."""
Verdict = Literal["up", "down", "no_evidence", "too_few", "scale_changed", "new"]
NO_RATINGS = ("had_problem", "told_us", "awareness", "text")
"""Yes, no and words: a mean of them says nothing, so they are not tested."""


def welch(
    mean: np.ndarray, error: np.ndarray, freedom: np.ndarray, mean_before: np.ndarray, error_before: np.ndarray,
    freedom_before: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:  # fmt: skip
    """(standard error of the difference, degrees of freedom, two-sided p). Source: Welch 1947. Where neither wave
    varies, p is 1 for equal means and 0 for different ones."""
    one, other = np.asarray(error, float) ** 2, np.asarray(error_before, float) ** 2
    difference = np.abs(np.asarray(mean, float) - np.asarray(mean_before, float))
    with np.errstate(invalid="ignore", divide="ignore"):
        both = one + other
        free = both**2 / (one**2 / freedom + other**2 / freedom_before)
        p = 2 * stdtr(free, -difference / np.sqrt(both))
    p = np.where(both == 0, np.where(difference == 0, 1.0, 0.0), p)
    return np.sqrt(both), free, p


def adjusted(p: np.ndarray) -> np.ndarray:
    """p values after Benjamini and Hochberg 1995, over those that are not nan."""
    p = np.asarray(p, float)
    found = np.full(len(p), np.nan)
    tested = np.flatnonzero(~np.isnan(p))
    if len(tested):
        order = tested[np.argsort(p[tested], kind="stable")]
        raised = p[order] * len(order) / np.arange(1, len(order) + 1)
        found[order] = np.minimum(np.minimum.accumulate(raised[::-1])[::-1], 1.0)
    return found


def item_changes(
    items: pd.DataFrame, figures: pd.DataFrame, items_before: pd.DataFrame, figures_before: pd.DataFrame
) -> pd.DataFrame:
    """One row per question of the later wave, in its order, whole waves only (one segment each; columns of
    ``item_figures``). Questions are the same where canonical_id is; how important something is, asked beside how
    content people are with it, is compared with itself. Nothing else corrects the verdict on a question: pages,
    exports and findings tell the one made here.

    item, canonical_id    of the later wave
    item_before           place in the earlier wave, -1 = not asked there
    change, low, high     difference of the means with its 95 % interval; nan where not compared
    p, adjusted_p         Welch, and corrected over all questions tested (M48); nan for NO_RATINGS
    verdict               up, down, no_evidence; too_few (below 10 ratings in a wave), scale_changed, new: not tested
    wording_changed       the text is another: the verdict stands, and says so
    """
    rows, rows_before = figures.set_index("item"), figures_before.set_index("item")
    table = pd.DataFrame({"item": np.arange(len(items)), "canonical_id": items["canonical_id"].to_numpy()})
    place = _places_before(items, items_before)
    table["item_before"] = place
    now, then = rows.reindex(table["item"]), rows_before.reindex(np.where(place >= 0, place, -1))
    error, free, p = welch(*(side[name].to_numpy(float) for side in (now, then) for name in _MOMENTS))
    known = place >= 0
    earlier = items_before.iloc[np.where(known, place, 0)] if len(items_before) else items_before
    differs = np.zeros(len(table), bool)
    wording = np.zeros(len(table), bool)
    if len(items_before):
        for name in ("scale_min", "scale_max", "item_type"):
            differs |= items[name].to_numpy() != earlier[name].to_numpy()
        wording = items["question_text"].to_numpy() != earlier["question_text"].to_numpy()
    few = ~((now["n"].to_numpy(float) >= HIDDEN_BELOW) & (then["n"].to_numpy(float) >= HIDDEN_BELOW))
    is_tested = known & ~differs & ~few & ~items["item_type"].isin(NO_RATINGS).to_numpy()
    p = np.where(is_tested, p, np.nan)
    change = np.where(is_tested, now["mean"].to_numpy(float) - then["mean"].to_numpy(float), np.nan)
    table["change"] = change
    table["low"], table["high"] = mean_interval(change, error, free)
    table["p"], table["adjusted_p"] = p, adjusted(p)
    is_sure = table["adjusted_p"].to_numpy() <= FALSE_SHARE
    verdict = np.select(
        [~known, differs, few, is_sure & (change > 0), is_sure & (change < 0)],
        ["new", "scale_changed", "too_few", "up", "down"],
        "no_evidence",
    )
    table["verdict"] = verdict.astype(object)
    table["wording_changed"] = known & wording
    return table


def _places_before(items: pd.DataFrame, items_before: pd.DataFrame) -> np.ndarray:
    """Place of each question in the earlier wave, -1 = not asked. One of another kind only where nothing else goes on
    from it: then the kind has changed."""
    now, then = (list(zip(one["canonical_id"], one["item_type"], strict=True)) for one in (items, items_before))
    same = {key: place for place, key in enumerate(then)}
    left = {canonical: place for (canonical, kind), place in same.items() if (canonical, kind) not in set(now)}
    return np.array([same.get(key, left.get(key[0], -1)) for key in now], int)


_MOMENTS = ("mean", "error", "freedom")
