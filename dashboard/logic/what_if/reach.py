"""What it would take: from a wish for a layer to the cut that fulfils it."""

from dataclasses import dataclass

import numpy as np

from dashboard.logic.money import exact_total
from dashboard.logic.problems import Problem
from dashboard.logic.ranked_values import WHOLE, RankedValues
from dashboard.logic.shares import Share


@dataclass(frozen=True)
class CutAnswer:
    """A cut and what it gives. All of it is of the whole company: for scope *all* only, unless the cuts are decided
    within a selection of the viewer's own rows; anybody else is told the rounded cut at most.

    cut        value in units of the base; None = no customer is wanted, or nobody is active
    position   the place from the top, in the whole order, whose value is the cut
    customers  those who reach the cut and not the cut above; more than asked for where others have the same value
    value      what all who reach the cut bring / what all active customers bring
    """

    cut: int | None
    position: int
    customers: int
    value: Share
    ties: int
    """How many more reach the cut than the place asked for, because equal values stay together."""


def cut_for_customers(ranked: RankedValues, customers: int, *, above: int | None = None) -> CutAnswer:
    """The cut that gives a layer so many customers, or the least number above it that equal values allow.

    ``above`` is the cut of the layer above, if there is one with a cut: who reaches that one is not counted. More
    customers than there are give the lowest value, so all of them; 0 gives no cut, or that of the layer above, which
    leaves this one empty. Raises Problem for a number below 0.
    """
    if customers < 0:
        raise Problem("{value} customers are not possible. Give a number from 0.", value=customers)
    higher = 0 if above is None else ranked.count_reaching(above)
    return _answer(ranked, min(higher + customers, len(ranked)) if customers else 0, above, higher)


def cut_for_share(ranked: RankedValues, bp: int, *, above: int | None = None) -> CutAnswer:
    """The cut with which a layer and those above it bring at least ``bp`` basis points of the active customers' value.

    The place is the first whose running total reaches the share, as in a scheme by cumulative share (M5). 0 gives no
    cut, 10000 all customers. ``above`` as in ``cut_for_customers``: where those who reach it bring the share alone, its
    own cut, which leaves this layer empty. Raises Problem for basis points outside 0 to 10000.
    """
    if not 0 <= bp <= WHOLE:
        raise Problem("A share of {value} % is not possible. Give 0 to 100 %.", value=f"{bp / 100:g}")
    higher = 0 if above is None else ranked.count_reaching(above)
    return _answer(ranked, ranked.share_position(bp), above, higher)


def _answer(ranked: RankedValues, position: int, above: int | None, higher: int) -> CutAnswer:
    if position <= higher and higher:
        return CutAnswer(above, higher, 0, _value_of(ranked, higher), 0)
    if position == 0:
        return CutAnswer(None, 0, 0, _value_of(ranked, 0), 0)
    cut = ranked.at(position)
    reaching = ranked.count_reaching(cut)
    return CutAnswer(cut, position, reaching - higher, _value_of(ranked, reaching), reaching - position)


def _value_of(ranked: RankedValues, count: int) -> Share:
    """What the highest ``count`` values bring of all."""
    values: np.ndarray = ranked.values
    return Share(exact_total(values[len(values) - count :]), ranked.total)
