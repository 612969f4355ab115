"""What to fix first: how important each question is against how well it is rated (metrics.md, M49, M50).

Source: Martilla and James 1977, Importance-performance analysis; importance is derived (Johnson 2000), not asked for.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from dashboard.logic.surveys.driver_ground import Reason, driver_ground
from dashboard.logic.surveys.penalty_reward import penalty_reward
from dashboard.logic.surveys.relative_weights import rank_correlations, weights_on_overall
from dashboard.logic.surveys.resampling import clusters_of, drawn_counts, drawn_interval
from dashboard.logic.surveys.servqual import matched_items

Quadrant = Literal["concentrate", "keep_up", "low_priority", "overkill", "undecided", "too_few"]


@dataclass(frozen=True, eq=False)
class Drivers:
    """What ``drivers`` found.

    table             one row per question of type satisfaction, see ``drivers``
    reason            why nothing is told of importance: no question of type overall; less than two questions of type
                      satisfaction; too few responses, customers or questions that enough people rated; no question
                      goes with overall satisfaction at all; "" = told
    overall           place of the overall question, -1 = none
    responses         that rated overall and at least one question of the table
    customers         how many gave them (a response of nobody known counts as one)
    used              questions with a weight; needed: responses that so many need
    explained         R squared, 0..1: the part of the differences in overall satisfaction that the questions explain
    performance_line, importance_line   the cross-lines of the map: means over the questions with a weight
    is_rescaled       whether performance is on 0 to 100, because scales differ
    """

    table: pd.DataFrame
    reason: Reason
    overall: int
    responses: int
    customers: int
    used: int
    needed: int
    explained: float
    performance_line: float
    importance_line: float
    is_rescaled: bool


def derived_weights(
    items: pd.DataFrame, scores: np.ndarray, *, customer: np.ndarray | None = None
) -> np.ndarray | None:
    """Of each question its share of the derived importance, 0 for those without; None where importance cannot be told.
    For the satisfaction index (M44) with derived weights. Arguments as for ``drivers``."""
    asked, kept, overall, ground = driver_ground(items, scores, customer)
    if ground.reason:
        return None
    weight = weights_on_overall(scores[:, asked[kept]], overall)[0]
    if weight.sum() <= 0:
        return None
    found = np.zeros(len(items))
    found[asked[kept]] = weight / weight.sum()
    return found


def drivers(
    items: pd.DataFrame, scores: np.ndarray, figures: pd.DataFrame, *, customer: np.ndarray | None = None
) -> Drivers:
    """``scores``: responses x questions (nan = no rating), of the questions in ``items``. ``figures``: item, n, mean,
    low, high of the whole wave (``item_figures``), for performance. ``customer``: of each response, -1 = nobody knows.

    Columns of the table, in the order of the questions (nan where not told):

    item                                    place in ``items``
    n                                       ratings together with overall
    weight                                  relative weight; the column adds up to R squared
    importance, importance_low, _high       share of R squared, with a 95 % bootstrap interval
    rank                                    by importance, 1 = most
    rank_correlation                        Spearman's with overall: the check
    rated, performance, performance_low, _high   mean of everybody's ratings, as the map shows it
    quadrant                                M50; undecided: an interval crosses a line; too_few: no weight
    leaning                                 the quadrant of the mark itself, also where undecided
    stated, stated_low, stated_high, stated_n   mean of the question of type importance that asks the same
    and those of ``penalty_reward``
    """
    asked, kept, overall, ground = driver_ground(items, scores, customer)
    table, is_rescaled = _performance(items, asked, asked[kept], figures)
    table.insert(1, "n", (~np.isnan(scores[:, asked]) & ~np.isnan(overall)[:, None]).sum(axis=0))
    _add_importance(table, kept, scores[:, asked], overall, customer, is_told=not ground.reason)
    explained = float(table["weight"].sum())
    reason: Reason = "no_variation" if not ground.reason and explained <= 0 else ground.reason
    lines = (float(table.loc[kept, "performance"].mean()), 1 / ground.used if ground.used else float("nan"))
    table["leaning"], table["quadrant"] = quadrants(table, *lines)
    table = table.join(penalty_reward(items.iloc[asked], scores[:, asked], overall, customer=customer))
    return Drivers(
        table, reason, ground.overall, ground.responses, ground.customers, ground.used, ground.needed, explained,
        *lines, is_rescaled,
    )  # fmt: skip


def _performance(
    items: pd.DataFrame, asked: np.ndarray, used: np.ndarray, figures: pd.DataFrame
) -> tuple[pd.DataFrame, bool]:
    """Means with intervals, on the scale of the questions where it is one, else on 0 to 100."""
    ends = items[["scale_min", "scale_max"]].to_numpy(float)
    is_rescaled = len(np.unique(ends[used], axis=0)) > 1
    by_item = figures.set_index("item")
    own = by_item.reindex(asked)
    found = pd.DataFrame({"item": asked, "rated": own["n"].fillna(0).to_numpy(int)})
    low_end, reach = ends[asked, 0], ends[asked, 1] - ends[asked, 0]
    for name, source in (("performance", "mean"), ("performance_low", "low"), ("performance_high", "high")):
        value = own[source].to_numpy(float)
        found[name] = 100 * (value - low_end) / reach if is_rescaled else value
    partner = matched_items(items, "importance")[asked]
    stated = by_item.reindex(partner)
    for name, source in (("stated", "mean"), ("stated_low", "low"), ("stated_high", "high"), ("stated_n", "n")):
        found[name] = stated[source].to_numpy(float)
    return found, is_rescaled


def _add_importance(
    table: pd.DataFrame,
    kept: np.ndarray,
    scores: np.ndarray,
    overall: np.ndarray,
    customer: np.ndarray | None,
    *,
    is_told: bool,
) -> None:
    """Fill in weight to rank_correlation."""
    for name in ("weight", "importance", "importance_low", "importance_high", "rank", "rank_correlation"):
        table[name] = np.nan
    if not is_told:
        return
    counted = ~np.isnan(overall)
    used, overall = scores[counted][:, kept], overall[counted]
    weight = weights_on_overall(used, overall)[0]
    table.loc[kept, "weight"] = weight
    if weight.sum() <= 0:
        return
    cluster = clusters_of(None if customer is None else customer[counted], len(overall))
    drawn = weights_on_overall(used, overall, drawn_counts(cluster))
    share = weight / weight.sum()
    with np.errstate(invalid="ignore", divide="ignore"):
        low, high = drawn_interval(share, drawn / drawn.sum(axis=1, keepdims=True))
    table.loc[kept, "importance"], table.loc[kept, "importance_low"] = share, low
    table.loc[kept, "importance_high"] = high
    table["rank"] = table["importance"].rank(method="min", ascending=False)
    table.loc[kept, "rank_correlation"] = rank_correlations(used, overall)


def quadrants(table: pd.DataFrame, performance_line: float, importance_line: float) -> tuple[np.ndarray, np.ndarray]:
    """(leaning, quadrant). A mark on a line counts as above it."""
    known = (table["importance"].notna() & table["performance"].notna()).to_numpy()
    matters = (table["importance"] >= importance_line).to_numpy()
    is_good = (table["performance"] >= performance_line).to_numpy()
    names = ["too_few", "concentrate", "keep_up", "low_priority"]
    leaning = np.select([~known, matters & ~is_good, matters, ~is_good], names, "overkill").astype(object)
    clear = known.copy()
    for name, line in (("importance", importance_line), ("performance", performance_line)):
        low, high = (table[f"{name}_{end}"].to_numpy(float) for end in ("low", "high"))
        clear &= (low > line) | (high < line)
    return leaning, np.where(known & ~clear, "undecided", leaning).astype(object)
