"""Whether those who answered are like those who did not, and like all customers (metrics.md, M43)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from scipy.special import chdtrc

from dashboard.logic.intervals import wilson
from dashboard.logic.surveys.change import FALSE_SHARE, adjusted
from dashboard.logic.surveys.item_figures import HIDDEN_BELOW

LEAST_EXPECTED = 1.0
"""Customers that each of the four cells must be expected to hold (Campbell 2007)."""
LEAST_EXPECTED_OF_MANY = 5.0
Kind = Literal["layer", "complained", "grew"]
Answer = Literal["more", "less", "no_evidence", "too_few"]


@dataclass(frozen=True, eq=False)
class Trait:
    """Something that a customer has or has not, before anybody was asked. ``value``: the layer, else empty. ``has``,
    ``is_known``: one bool per customer compared; not known counts on neither side."""

    kind: Kind
    value: str
    has: np.ndarray
    is_known: np.ndarray


def share_test(
    hits: np.ndarray, count: np.ndarray, other_hits: np.ndarray, other_count: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """(two-sided p, smallest expected count) of two shares being one: the chi-squared of the four cells with N - 1 in
    place of N. Source: Campbell 2007, Statistics in Medicine 26, 3661; valid while every expected count is 1 or more.
    p is nan where a group is empty or everybody (nobody) has it."""
    a, n, b, m = (np.asarray(one, float) for one in (hits, count, other_hits, other_count))
    whole, having = n + m, a + b
    with np.errstate(invalid="ignore", divide="ignore"):
        square = (whole - 1) * (a * (m - b) - b * (n - a)) ** 2 / (n * m * having * (whole - having))
        expected = np.minimum(n, m) * np.minimum(having, whole - having) / whole
    return chdtrc(1, square), np.where(whole > 0, expected, 0.0)


def difference_interval(
    hits: np.ndarray, count: np.ndarray, other_hits: np.ndarray, other_count: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """95 % interval of the difference of two shares. Source: Newcombe 1998, Statistics in Medicine 17, 873, method 10:
    from the two Wilson intervals."""
    a, n, b, m = (np.asarray(one, float) for one in (hits, count, other_hits, other_count))
    with np.errstate(invalid="ignore", divide="ignore"):
        one, other = a / n, b / m
    low, high = wilson(one, n)
    other_low, other_high = wilson(other, m)
    away = one - other
    return (
        away - np.sqrt((one - low) ** 2 + (other_high - other) ** 2),
        away + np.sqrt((high - one) ** 2 + (other - other_low) ** 2),
    )


def respondent_comparison(answered: np.ndarray, traits: Sequence[Trait]) -> pd.DataFrame:
    """One row per trait, in their order. ``answered``: bool per customer compared (those asked, or all active ones).

    kind, value
    respondents_with, respondents, others_with, others   customers; of the known ones
    respondents_share, others_share   nan where nobody is there
    difference, low, high             of the shares; nan where not tested
    p, adjusted_p                     ``share_test``; corrected over all traits tested (Benjamini and Hochberg)
    verdict                           more, less (than the others), no_evidence; too_few: not tested
    """
    flags = np.asarray(answered, bool)
    table = pd.DataFrame({"kind": [one.kind for one in traits], "value": [one.value for one in traits]}, dtype=object)
    for name, group in (("respondents", flags), ("others", ~flags)):
        table[f"{name}_with"] = [int(np.count_nonzero(one.has & one.is_known & group)) for one in traits]
        table[name] = [int(np.count_nonzero(one.is_known & group)) for one in traits]
    counts = [table[name].to_numpy(float) for name in ("respondents_with", "respondents", "others_with", "others")]
    with np.errstate(invalid="ignore", divide="ignore"):
        table["respondents_share"], table["others_share"] = counts[0] / counts[1], counts[2] / counts[3]
    p, expected = share_test(*counts)
    few = (np.minimum(counts[1], counts[3]) < HIDDEN_BELOW) | (expected < LEAST_EXPECTED)
    table["difference"] = np.where(few, np.nan, table["respondents_share"] - table["others_share"])
    low, high = difference_interval(*counts)
    table["low"], table["high"] = np.where(few, np.nan, low), np.where(few, np.nan, high)
    table["p"] = np.where(few, np.nan, p)
    table["adjusted_p"] = adjusted(table["p"].to_numpy(float))
    is_sure = table["adjusted_p"].to_numpy(float) <= FALSE_SHARE
    away = table["difference"].to_numpy(float)
    verdict = np.select([few, is_sure & (away > 0), is_sure & (away < 0)], ["too_few", "more", "less"], "no_evidence")
    return table.assign(verdict=verdict.astype(object))


@dataclass(frozen=True)
class Likeness:
    """Whether the active customers who answered spread over the layers as all active ones do. ``p`` None: too few."""

    p: float | None

    @property
    def differs(self) -> bool | None:
        return None if self.p is None else self.p <= FALSE_SHARE


def likeness(customers: np.ndarray, heard: np.ndarray) -> Likeness:
    """``customers``, ``heard``: active customers of each layer, and those of them who answered. Pearson's chi-squared
    of answered and not answered by layer; layers with fewer than 5 expected on a side are taken together (Cochran
    1954), and with fewer than two left nothing is said."""
    customers, heard = np.asarray(customers, float), np.asarray(heard, float)
    whole, told = customers.sum(), heard.sum()
    if not 0 < told < whole:
        return Likeness(None)
    rarer = min(told, whole - told) / whole
    is_small = customers * rarer < LEAST_EXPECTED_OF_MANY
    groups = [customers[~is_small], heard[~is_small]]
    if customers[is_small].sum() * rarer >= LEAST_EXPECTED_OF_MANY:
        groups = [np.append(big, all_[is_small].sum()) for big, all_ in zip(groups, (customers, heard), strict=True)]
    if len(groups[0]) < 2 or groups[1].sum() in (0.0, groups[0].sum()):
        return Likeness(None)
    share = groups[1].sum() / groups[0].sum()
    square = ((groups[1] - groups[0] * share) ** 2 / (groups[0] * share * (1 - share))).sum()
    return Likeness(float(chdtrc(len(groups[0]) - 1, square)))
