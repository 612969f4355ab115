"""What is lost with a customer: the company decided again without the chosen ones, and the losses that hurt most.

Layers are decided for the whole company, sums are of the visible rows. Nothing here hands out a cut, a rank or a
company total, so an answer cannot tell a viewer more than their own rows.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from dashboard.logic.facts import PeriodFacts
from dashboard.logic.layers import Layering, decide_layers
from dashboard.logic.money import counts_by_code, exact_total, totals_by_code
from dashboard.logic.pyramid import LayerSums, layer_sums, nullable_whole_numbers, whole_numbers
from dashboard.logic.shares import Share


@dataclass(frozen=True, eq=False)
class Loss:
    """The visible rows with and without the chosen customers.

    customers   how many chosen customers were taken out
    before      sums per layer of all visible rows; ``after`` those of the others, in their layers without the chosen
    revenue     money units lost / revenue of all visible rows
    profit      the same for gross profit; None where no line of the chosen has a cost
    moves       int64 (layers x layers): the other visible customers by layer before and layer after
    """

    customers: int
    before: LayerSums
    after: LayerSums
    revenue: Share
    profit: Share | None
    moves: np.ndarray

    @property
    def moved_up(self) -> int:
        """Others who are in a higher layer without the chosen: where a share is counted from the top, places are free.
        Codes below the bands depend on the customer alone, so these are moves between bands."""
        return int(np.tril(self.moves, -1).sum())

    @property
    def moved_down(self) -> int:
        """Others in a lower layer: of fewer customers or a smaller total, a share counted from the top ends earlier."""
        return int(np.triu(self.moves, 1).sum())


def loss_of(facts: PeriodFacts, layering: Layering, chosen: np.ndarray, visible: np.ndarray | None = None) -> Loss:
    """Take the chosen customers out and decide everybody else again.

    ``facts`` and ``layering`` are of all who decide the layers: the company, or the selection where cuts are decided
    within it. ``chosen`` and ``visible`` (bool per customer; None = all) say who is taken out and who is shown. A
    chosen customer who is not visible, or not in the population, stays: exactly as if that customer did not exist.
    """
    gone = chosen & (layering.codes >= 0)
    if visible is not None:
        gone &= visible
    after = decide_layers(facts, layering.scheme, layering.base, members=~gone) if gone.any() else layering
    is_moved = ~gone & (after.codes != layering.codes)
    if visible is not None:
        is_moved &= visible
    lost, moved = np.flatnonzero(gone), np.flatnonzero(is_moved)
    came, went = layering.codes[moved], after.codes[moved]
    sums = layer_sums(facts, layering, visible)
    without = _changed(sums, _sums_of(facts, lost, layering.codes[lost], sums), -1)
    return Loss(
        customers=len(lost),
        before=sums,
        # Few move: only their rows are summed again, not a million.
        after=_changed(
            _changed(without, _sums_of(facts, moved, came, sums), -1), _sums_of(facts, moved, went, sums), 1
        ),
        revenue=Share(exact_total(facts.revenue[lost]), sum(sums.revenue)),
        profit=Share(exact_total(facts.profit[lost]), sum(sums.profit)) if facts.has_cost[lost].any() else None,
        moves=_moves(without, came, went),
    )


_SUMMED = ("revenue", "profit", "costed_abs", "net_abs")


def _sums_of(facts: PeriodFacts, rows: np.ndarray, codes: np.ndarray, like: LayerSums) -> LayerSums:
    """The sums of some rows only, with the layer codes given for them."""
    count = len(like.layers)
    return replace(
        like,
        customers=tuple(counts_by_code(codes, count)),
        costed_customers=tuple(counts_by_code(codes[facts.has_cost[rows]], count)),
        **{name: tuple(totals_by_code(codes, getattr(facts, name)[rows], count)) for name in _SUMMED},
    )


def _changed(sums: LayerSums, part: LayerSums, sign: int) -> LayerSums:
    names = ("customers", "costed_customers", *_SUMMED)
    return replace(
        sums,
        **{
            name: tuple(
                whole + sign * piece for whole, piece in zip(getattr(sums, name), getattr(part, name), strict=True)
            )
            for name in names
        },
    )


def _moves(without: LayerSums, came: np.ndarray, went: np.ndarray) -> np.ndarray:
    """The matrix from those who moved; all others of ``without`` (layers before, the chosen left out) stayed."""
    count = len(without.layers)
    pairs = came.astype(np.int64) * count + went
    moves = np.array(counts_by_code(pairs, count * count), dtype=np.int64).reshape(count, count)
    return moves + np.diag(np.array(without.customers, dtype=np.int64) - moves.sum(axis=1))


def largest_losses(facts: PeriodFacts, limit: int = 10) -> np.ndarray:
    """Places of the customers whose single loss costs most, at most ``limit``; ``facts`` hold the visible rows only.

    By gross profit: those who bring some, most first; then those whose profit is not known, by revenue; then those
    whose revenue brings no profit. Within equal profit by revenue, then in the order of the rows. Where no cost is
    known at all, this is by revenue. Whoever brings neither revenue nor profit is no loss and not listed.
    """
    earns = facts.has_cost & (facts.profit > 0)
    buys = facts.revenue > 0
    groups = (
        (earns, facts.profit),
        (buys & ~facts.has_cost, facts.revenue),
        (buys & facts.has_cost & ~earns, facts.profit),
    )
    found: list[np.ndarray] = []
    for rows, measure in groups:
        room = limit - sum(map(len, found))
        if room > 0:
            found.append(_largest(np.flatnonzero(rows), measure, facts.revenue, room))
    return np.concatenate(found) if found else np.empty(0, dtype=np.intp)


def _largest(places: np.ndarray, measure: np.ndarray, revenue: np.ndarray, limit: int) -> np.ndarray:
    if len(places) > limit:
        # Only those that reach the last place of the list are put in order: one pass instead of a full sort.
        least = np.partition(measure[places], len(places) - limit)[len(places) - limit]
        places = places[measure[places] >= least]
    order = np.lexsort((places, -revenue[places], -measure[places]))
    return places[order][:limit]


def single_losses(facts: PeriodFacts, places: np.ndarray) -> pd.DataFrame:
    """What the loss of each of these customers alone would cost, in the order given; ``facts`` hold visible rows only.

    place, revenue int64 money units, revenue_share of the revenue of all rows, profit Int64 money units (null where no
    line of the customer has a cost), profit_share of their profit; a share is null where its whole is not above 0.
    """
    revenue, profit = facts.revenue[places], facts.profit[places]
    known = facts.has_cost[places]
    whole_revenue, whole_profit = exact_total(facts.revenue), exact_total(facts.profit)
    profits = [int(part) if is_known else None for part, is_known in zip(profit, known, strict=True)]
    return pd.DataFrame(
        {
            "place": places,
            "revenue": whole_numbers([int(part) for part in revenue]),
            "revenue_share": _shares([int(part) for part in revenue], whole_revenue),
            "profit": nullable_whole_numbers(profits),
            "profit_share": _shares(profits, whole_profit),
        }
    )


def _shares(parts: list[int | None], whole: int) -> pd.Series:
    shares = [None if part is None else Share(part, whole).value for part in parts]
    return pd.Series(shares, dtype="float64")
