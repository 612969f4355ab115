"""Which figures about an anonymous wave may be told (metrics.md, M47b): decided before anybody reads it.

The customers who answered are parted into *blocks*. Every number that is told is a sum over whole blocks, so whatever
anybody adds or takes away (a cell from the total, one cut from another, one question from the next) is again the same
for everybody within a block: nothing less than a block can ever come out. A block is safe when its answers are at least
five, of at least three customers, none with more than 60 % of them; blocks without any answer tell nothing. Safe blocks
taken together are safe again.

The same blocks serve all questions of a wave: with blocks of its own for each question, two questions that everybody
answered would tell by their difference how many sit where the blocks overlap.

Arrays here have a column per customer. A *count* row says how many answers each of them gave: to one question, or by
taking part at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

LEAST_ANSWERS, LEAST_CUSTOMERS, LARGEST_PERCENT = 5, 3, 60


@dataclass(frozen=True, eq=False)
class Level:
    """One cut more than the level before it.

    shown  the values that have a group of their own, ascending
    group  per customer: 1 + the place of its value in ``shown``, 0 = everybody else
    block  per customer: the groups of this cut and of all before it together, counted from 0
    """

    cut: str
    shown: np.ndarray
    group: np.ndarray
    block: np.ndarray


def are_safe(counts: np.ndarray, block: np.ndarray) -> np.ndarray:
    """counts x blocks that have a customer, ascending: whether the block is safe, or nobody in it answered."""
    if not counts.shape[1]:
        return np.ones((len(counts), 0), bool)
    order = np.argsort(block, kind="stable")
    starts = np.flatnonzero(np.diff(block[order], prepend=block[order[0]] - 1))
    ordered = counts[:, order]
    answers = np.add.reduceat(ordered, starts, axis=1)
    customers = np.add.reduceat((ordered > 0).astype(np.int64), starts, axis=1)
    largest = np.maximum.reduceat(ordered, starts, axis=1)
    mixed = (customers >= LEAST_CUSTOMERS) & (100 * largest <= LARGEST_PERCENT * answers)
    return (answers == 0) | ((answers >= LEAST_ANSWERS) & mixed)


def levels(counts: np.ndarray, cuts: Mapping[str, np.ndarray]) -> tuple[Level, ...]:
    """The cuts of a wave that can be told, in the order given; each parts the blocks of those before it.

    ``counts``: rows that must stay safe in every block, and are so as a whole. ``cuts``: the value of each customer as
    a number from 0, -1 = no entry: part of everybody else.
    """
    block = np.zeros(counts.shape[1], np.int64)
    found = []
    for cut, value in cuts.items():
        shown = _shown_values(counts, block, value)
        if len(shown):
            place = np.searchsorted(shown, value)
            is_shown = np.isin(value, shown)
            group = np.where(is_shown, place + 1, 0)
            block = np.unique(block * (len(shown) + 1) + group, return_inverse=True)[1]
            found.append(Level(cut, shown, group, block))
    return tuple(found)


def _shown_values(counts: np.ndarray, block: np.ndarray, value: np.ndarray) -> np.ndarray:
    """The values that leave the rest one by one, those with most answers first, where both what leaves and what stays
    is safe in every block."""
    known = value >= 0
    width = int(value.max(initial=-1)) + 1
    parts, owner = np.unique(block[known] * max(width, 1) + value[known], return_index=True)
    is_fit = np.ones(width, bool)
    if len(parts):
        is_fit[value[known][owner[~are_safe(counts[:, known], block[known] * width + value[known]).all(axis=0)]]] = (
            False
        )
    size = np.bincount(value[known], weights=counts[0][known], minlength=width)
    rest = np.ones(len(value), bool)
    shown = []
    for one in np.lexsort((np.arange(width), -size)):
        if not is_fit[one] or not size[one]:
            continue
        stays = rest & (value != one)
        if are_safe(counts[:, stays], block[stays]).all():
            rest = stays
            shown.append(one)
    return np.sort(np.array(shown, np.int64))


def depths(counts: np.ndarray, decided: tuple[Level, ...]) -> np.ndarray:
    """How far each row may be told: -1 = not at all, 0 = for the whole wave, k = by the first k cuts too.

    Only the first cuts, never a choice among them: so of two rows the blocks of one are always parts of the blocks of
    the other."""
    whole = are_safe(counts, np.zeros(counts.shape[1], np.int64)).all(axis=1) & (counts.sum(axis=1) > 0)
    depth = np.where(whole, 0, -1)
    for number, level in enumerate(decided, start=1):
        depth[(depth == number - 1) & are_safe(counts, level.block).all(axis=1)] = number
    return depth


def is_percent_safe(percent: int, largest_share: float) -> bool:
    """Whether a share of the revenue (whole percent) leaves open for every customer whether it is part of it: none is
    larger than what answered, or than what did not."""
    return largest_share * 100 <= min(percent, 100 - percent)


def without_few(table: pd.DataFrame, counts: tuple[str, ...]) -> pd.DataFrame:
    """The table without how many said one thing to one question and rated another too (columns ``counts``), where they
    are few: nan. Where one of the columns counts few, none of them is told: it would be what is missing from the sum.
    """
    told = table[list(counts)].astype(float)
    is_few = ((told > 0) & (told < LEAST_ANSWERS)).any(axis=1)
    return table.assign(**told.mask(is_few))
