"""How often each score was given, by question and segment: what every figure about answers is made from.

Counts, sums of scores and of their squares all come from it, for named and for anonymous waves alike.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True, eq=False)
class ScoreTable:
    """items     frame of the questions: item_no, item_id, canonical_id, service, question_text, item_type, weight,
                 dimension, scale_min, scale_max
    segments     labels of the cut; None = everybody else (anonymous waves: those whose own cell is not shown); one
                 segment "" where nothing is told apart
    counts       frame: item (place in items), segment (place in segments), score (nan = does not know), answers
                 (int), weight (float: sum of survey weights; equal to answers where there are none)
    squares      items x segments: sum over responses of weight squared (equal to the answers without weights)
    spread       items x segments: design effect of the mean, at least 1; how much wider intervals are because one
                 customer answered more than once. 1 where customers are not known (anonymous waves)
    is_weighted  whether any response has a weight of its own
    population   how many could have answered; None where nobody said
    drawn        items x segments: how many of them rated. Customers count once, whoever nobody knows counts by answer;
                 None where a customer is not known of any answer
    """

    items: pd.DataFrame
    segments: tuple[str | None, ...]
    counts: pd.DataFrame
    squares: np.ndarray
    spread: np.ndarray
    is_weighted: bool
    population: int | None
    drawn: np.ndarray | None = None

    def __len__(self) -> int:
        return len(self.items)


def score_table(
    items: pd.DataFrame,
    scores: np.ndarray,
    dont_know: np.ndarray,
    *,
    segments: tuple[str | None, ...] = ("",),
    segment: np.ndarray | None = None,
    weight: np.ndarray | None = None,
    customer: np.ndarray | None = None,
    population: int | None = None,
) -> ScoreTable:
    """From a matrix of responses by items: ``scores`` float (nan = no rating), ``dont_know`` bool. ``segment``: the
    place of each response in ``segments``, -1 = in none. ``weight``: of each response, nan = 1. ``customer``: of each
    response, -1 = nobody knows (then a response stands for itself)."""
    count, width = scores.shape
    place = np.zeros(count, np.int64) if segment is None else np.asarray(segment, np.int64)
    weights = np.ones(count) if weight is None else np.where(np.isnan(weight), 1.0, weight)
    is_counted = (~np.isnan(scores) | dont_know) & (place >= 0)[:, None]
    response, item = np.nonzero(is_counted)
    long = pd.DataFrame(
        {
            "item": item,
            "segment": place[response],
            "score": np.where(dont_know[response, item], np.nan, scores[response, item]),
            "weight": weights[response],
        }
    )
    grouped = long.groupby(["item", "segment", "score"], dropna=False, sort=True)["weight"]
    counts = grouped.agg(answers="size", weight="sum").reset_index()
    rated = ~np.isnan(scores) & (place >= 0)[:, None]
    squares = np.zeros((width, len(segments)))
    spread = np.ones((width, len(segments)))
    drawn = None if customer is None else np.zeros((width, len(segments)))
    for number in range(len(segments)):
        inside = rated & (place == number)[:, None]
        squares[:, number] = (inside * (weights**2)[:, None]).sum(axis=0)
        if customer is not None and drawn is not None:
            spread[:, number] = design_effects(scores, inside, weights, customer)
            drawn[:, number] = _customers(inside, customer)
    return ScoreTable(
        items.reset_index(drop=True),
        segments,
        counts,
        squares,
        spread,
        bool(weight is not None and (~np.isnan(weight)).any()),
        population,
        drawn,
    )


def _customers(inside: np.ndarray, customer: np.ndarray) -> np.ndarray:
    """For each item, how many customers rated it; an answer of nobody known counts as one."""
    _, cluster = np.unique(design_clusters(customer, len(inside)), return_inverse=True)
    item, response = np.nonzero(inside.T)
    pairs = np.unique(item * (len(inside) + 1) + cluster[response])
    return np.bincount(pairs // (len(inside) + 1), minlength=inside.shape[1])


def design_effects(scores: np.ndarray, inside: np.ndarray, weights: np.ndarray, customer: np.ndarray) -> np.ndarray:
    """For each item: variance of the mean with answers of one customer taken together / as if each stood for itself,
    at least 1 (Kish; linearised ratio estimator). 1 where every customer answered once."""
    _, cluster = np.unique(design_clusters(customer, len(scores)), return_inverse=True)
    if not len(cluster) or cluster.max() + 1 == len(cluster):
        return np.ones(scores.shape[1])
    share = inside * weights[:, None]
    total = share.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(inside, scores, 0.0).T @ weights / total
        away = np.where(inside, (scores - mean) * weights[:, None], 0.0)
        together = np.zeros((cluster.max() + 1, scores.shape[1]))
        np.add.at(together, cluster, away)
        effect = (together**2).sum(axis=0) / (away**2).sum(axis=0)
    return np.where(np.isfinite(effect), np.maximum(effect, 1.0), 1.0)


def design_clusters(customer: np.ndarray | None, count: int) -> np.ndarray:
    """Whose answers go together: a number per response. One whose customer nobody knows stands for itself."""
    alone = np.arange(count)
    if customer is None:
        return alone
    return np.where(customer < 0, customer.max(initial=-1) + 1 + alone, customer)
