"""Gives the nine planted customers their size: quantities are scaled until everyone stands where the story says."""

from dataclasses import dataclass, replace

import numpy as np

from dashboard.data.demo.plan import DemoPlan
from dashboard.data.demo.roster import Planted, Roster
from dashboard.data.demo.slips import Slips
from dashboard.data.demo.trade import ORDERED_STATUSES, Trade

LARGEST_SHARE = 0.09
"""Of revenue in the last twelve months; more only where a small company's second customer comes too near."""
_CLEAR_OF_SECOND = 1.3
_ROUNDS = 6

TOP, BIG, MEDIUM, SMALL = range(4)
_ENOUGH_TOP_SEATS = 5


@dataclass(frozen=True)
class Story:
    """Where a planted customer stands in the twelve months before last and in the last ones (None: silent)."""

    row: int
    before: int
    after: int | None


def plant(trade: Trade, slips: Slips, plan: DemoPlan, roster: Roster) -> tuple[Trade, tuple[Story, ...]]:
    """The same trade with the planted customers' quantities scaled, and the stories it now tells.

    Targets come from the other customers alone, so one pass decides them; the further ones mend what rounding to
    whole samples left over.
    """
    planted = roster.planted
    stories = _stories(_seats(_window_values(trade, slips, plan.months - 1, roster.size)), planted)
    before = {story.row: story.before for story in stories}
    after = {story.row: story.after for story in stories if story.after is not None}
    for _ in range(_ROUNDS):
        factor = np.ones((roster.size, 2))
        for column, (last, places) in enumerate(((plan.before_index, before), (plan.months - 1, after))):
            values = _window_values(trade, slips, last, roster.size)
            for row, target in _targets(values, places, planted).items():
                factor[row, column] = target / values[row]
        trade = _scaled(trade, factor, plan)
    return trade, stories


def _stories(seats: tuple[int, ...], planted: Planted) -> tuple[Story, ...]:
    """Three who fall silent, five who move up; the moves to Top only where the company is large enough for them."""
    roomy = seats[TOP] >= _ENOUGH_TOP_SEATS
    moves = [(SMALL, MEDIUM), (SMALL, MEDIUM), (MEDIUM, BIG), (SMALL, BIG), (BIG, TOP) if roomy else (SMALL, MEDIUM)]
    silent = [TOP, BIG, BIG] if roomy else [BIG, BIG, MEDIUM]
    losses = [Story(row, layer, None) for row, layer in zip(planted.silent, silent, strict=True)]
    rises = [Story(row, *move) for row, move in zip(planted.upgraders, moves, strict=True)]
    return (*losses, *rises)


def _seats(values: np.ndarray) -> tuple[int, int, int]:
    """Last rank of Top, Big and Medium (1 %, 5 %, 20 % of the active, rounded up)."""
    active = int((values > 0).sum())
    return (active * 100 + 9999) // 10000, (active * 500 + 9999) // 10000, (active * 2000 + 9999) // 10000


def _targets(values: np.ndarray, places: dict[int, int], planted: Planted) -> dict[int, float]:
    """Values that put each planted customer into the middle of its layer.

    Of the seats of a layer the planted customers take theirs; the others fill the rest from above. A target lies
    between two neighbours in the middle of those others.
    """
    others: np.ndarray = np.sort(np.delete(values, list(planted.everyone)))[::-1]
    others = others[others > 0]
    edges = (0, *_seats(values), int((values > 0).sum()))
    placed = [list(places.values()).count(layer) for layer in range(4)]
    placed[TOP] += 1  # the concentrated customer
    targets: dict[int, float] = {}
    above = 0
    for layer in range(4):
        room = max(edges[layer + 1] - edges[layer] - placed[layer], 0)
        middle = above + room // 2
        upper = others[middle - 1] if middle else others[0] * 1.2
        target = float(np.sqrt(upper * others[middle]))
        targets |= {row: target for row, place in places.items() if place == layer}
        above += room
    wanted = others.sum() + sum(targets.values())
    largest = max(others[0], *targets.values())
    targets[planted.concentrated] = max(wanted * LARGEST_SHARE / (1 - LARGEST_SHARE), largest * _CLEAR_OF_SECOND)
    return targets


def _window_values(trade: Trade, slips: Slips, last: int, customers: int) -> np.ndarray:
    """Net that reaches the books in the twelve months that end with month index ``last``, per customer, in fen."""
    rows = (trade.month > last - 12) & (trade.month <= last) & (trade.status < ORDERED_STATUSES)
    rows[slips.lost_orders] = False
    net = trade.net.copy()
    net[slips.lost_lines] = 0
    order_net = np.add.reduceat(net, np.flatnonzero(trade.line_no == 1))
    return np.bincount(trade.customer[rows], weights=order_net[rows], minlength=customers)


def _scaled(trade: Trade, factor: np.ndarray, plan: DemoPlan) -> Trade:
    """Quantities times the factor of (customer, up to or after the turn); price per sample and cost rate stay."""
    late = (trade.month > plan.before_index).astype(int)
    times = factor[trade.customer, late][trade.order]
    rows = np.flatnonzero(times != 1.0)
    samples, cost = trade.count_samples.copy(), trade.cost.copy()
    samples[rows] = np.maximum(1, np.round(samples[rows] * times[rows])).astype(np.int64)
    grown = samples[rows] / trade.count_samples[rows]
    cost[rows] = np.where(cost[rows] < 0, -1, np.round(cost[rows] * grown).astype(np.int64))
    return replace(trade, count_samples=samples, net=samples * trade.unit_price, cost=cost)
