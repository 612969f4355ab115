"""What is true of the demo by construction, counted here in plain integers without the product's own logic.

Written beside the files as ``truths.json``; tests look for the same numbers through import, build and export. The
rules are those of metrics.md (Conventions, M1, M2, M5), written down a second time on purpose.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dashboard.data.demo.plan import DemoPlan
from dashboard.data.demo.planting import Story
from dashboard.data.demo.roster import Roster
from dashboard.data.demo.slips import Slips
from dashboard.data.demo.trade import ORDERED_STATUSES, Trade

LAYERS = ("Top", "Big", "Medium", "Small", "Inactive", "Lost", "Prospect", "Suspect")
_BASIS_POINTS = (100, 500, 2000)
_PERIOD, _MEMORY = 12, 36


@dataclass(frozen=True)
class Booked:
    """One order that reaches the books: month index, day, net amount in fen and, of its costed lines, profit."""

    customer: int
    month: int
    day: str
    net: int
    profit: int


@dataclass(frozen=True)
class Standing:
    """The company at one month end: value of the twelve months and layer per customer (None: not in the population)."""

    as_of: str
    values: dict[int, int]
    layers: list[str | None]
    cuts: list[int]
    revenue: int
    profit: int


def booked_orders(trade: Trade, slips: Slips) -> list[Booked]:
    """Accepted orders that count as ordered. Lines decide the amount, the header only where there are none."""
    lost, lost_lines = set(slips.lost_orders.tolist()), set(slips.lost_lines.tolist())
    net, profit = [0] * trade.orders, [0] * trade.orders
    lines = zip(trade.order.tolist(), trade.net.tolist(), trade.cost.tolist(), strict=True)
    header_only = trade.is_header_only.tolist()
    for line, (order, amount, cost) in enumerate(lines):
        if line in lost_lines:
            continue
        net[order] += amount
        if cost >= 0 and not header_only[order]:
            profit[order] += amount - cost
    columns = (trade.customer.tolist(), trade.month.tolist(), trade.day.astype(str).tolist(), trade.status.tolist())
    return [
        Booked(customer, month, day, net[order], profit[order])
        for order, (customer, month, day, status) in enumerate(zip(*columns, strict=True))
        if status < ORDERED_STATUSES and order not in lost
    ]


def standing(
    plan: DemoPlan, roster: Roster, slips: Slips, orders: Sequence[Booked], index: int, in_touch: frozenset[str]
) -> Standing:
    """Layers by rank of revenue in the twelve months that end with month ``index``; ``in_touch``: ids of the customers
    with a contact on file."""
    values: dict[int, int] = {}
    last_month: dict[int, int] = {}
    revenue = profit = 0
    for order in orders:
        if order.month > index:
            continue
        last_month[order.customer] = max(order.month, last_month.get(order.customer, 0))
        if order.month > index - _PERIOD:
            values[order.customer] = values.get(order.customer, 0) + order.net
            revenue += order.net
            profit += order.profit
    ranked = sorted((value for value in values.values() if value > 0), reverse=True)
    cuts = [ranked[(len(ranked) * share + 9999) // 10000 - 1] for share in _BASIS_POINTS]
    day = str(plan.month_end(index))
    off_file = set(slips.customer_unlisted.tolist()) | set(slips.customer_bad_date.tolist())
    contact = roster.contact_on.astype(str).tolist()
    layers: list[str | None] = []
    for row in range(roster.size):
        value = values.get(row, 0)
        if value > 0:
            layers.append(next((LAYERS[n] for n, cut in enumerate(cuts) if value >= cut), "Small"))
        elif row in last_month:
            layers.append("Inactive" if last_month[row] > index - _MEMORY else "Lost")
        else:
            known = row not in off_file and (contact[row] == "NaT" or contact[row] <= day)
            never_ordered = "Prospect" if roster.customer_id[row] in in_touch else "Suspect"
            layers.append(never_ordered if known else None)
    return Standing(day, values, layers, cuts, revenue, profit)


def money(fen: int) -> str:
    """Exact text with four decimals, as the command line prints money."""
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}00"


def planted_truths(
    plan: DemoPlan,
    roster: Roster,
    trade: Trade,
    slips: Slips,
    stories: Sequence[Story],
    in_touch: frozenset[str],
) -> dict[str, Any]:
    """Everything that can be found again, ready for JSON. Raises ValueError if a story is not true of the rows."""
    orders = booked_orders(trade, slips)
    before = standing(plan, roster, slips, orders, plan.before_index, in_touch)
    after = standing(plan, roster, slips, orders, plan.months - 1, in_touch)
    last_order = {order.customer: order.day for order in orders}
    upgraders, losses = [], []
    for story in stories:
        who = {"customer_id": roster.customer_id[story.row], "customer_name": roster.name[story.row]}
        now = None if story.after is None else LAYERS[story.after]
        if before.layers[story.row] != LAYERS[story.before] or after.layers[story.row] != (now or "Inactive"):
            raise ValueError(f"The story planted for customer {who['customer_id']} is not true of its orders.")
        if now is None:
            losses.append(who | _loss(story.row, before, after, last_order))
        else:
            upgraders.append(who | _rise(story.row, before, after))
    return {
        "made_with": {"customers": plan.customers, "months": plan.months, "until": plan.until, "seed": plan.seed},
        "rules": {"scheme": "curry", "value": "revenue", "period_months": _PERIOD},
        "standings": {point.as_of: _standing_truth(point) for point in (before, after)},
        "upgraders": upgraders,
        "silent_losses": losses,
        "concentrated_customer": _concentrated(roster, after),
        "notes": _notes(trade, slips),
    }


def _rise(row: int, before: Standing, after: Standing) -> dict[str, str | None]:
    return {
        "from_date": before.as_of,
        "from_layer": before.layers[row],
        "revenue_before": money(before.values[row]),
        "to_date": after.as_of,
        "to_layer": after.layers[row],
        "revenue_after": money(after.values[row]),
    }


def _loss(row: int, before: Standing, after: Standing, last_order: dict[int, str]) -> dict[str, str | None]:
    return {
        "last_order_on": last_order[row],
        "from_date": before.as_of,
        "from_layer": before.layers[row],
        "revenue_before": money(before.values[row]),
        "to_date": after.as_of,
        "to_layer": after.layers[row],
    }


def _standing_truth(point: Standing) -> dict[str, Any]:
    population = [layer for layer in point.layers if layer is not None]
    return {
        "layers": {layer: population.count(layer) for layer in LAYERS},
        "cuts": dict(zip(LAYERS, map(money, point.cuts), strict=False)),
        "revenue": money(point.revenue),
        "profit": money(point.profit),
        "active_customers": sum(value > 0 for value in point.values.values()),
    }


def _concentrated(roster: Roster, point: Standing) -> dict[str, Any]:
    row = roster.planted.concentrated
    total = sum(value for value in point.values.values() if value > 0)
    if point.values[row] != max(point.values.values()):
        raise ValueError("The concentrated customer is not the largest one.")
    return {
        "customer_id": roster.customer_id[row],
        "customer_name": roster.name[row],
        "as_of": point.as_of,
        "revenue": money(point.values[row]),
        "revenue_of_active": money(total),
        "share": round(point.values[row] / total, 9),
    }


def _notes(trade: Trade, slips: Slips) -> dict[str, int]:
    """What the build must notice: headers that differ from their lines, lines whose order was refused."""
    lost = np.zeros(trade.orders, dtype=bool)
    lost[slips.lost_orders] = True
    differing = np.zeros(trade.orders, dtype=bool)
    differing[slips.order_header_off] = True
    differing[trade.order[slips.lost_lines]] = True
    orphans = lost[trade.order] & ~trade.is_header_only[trade.order]
    return {
        "HEADER_SUM_MISMATCH": int((differing & ~lost).sum()),
        "ORPHAN_LINES": int(orphans.sum()),
        "CUSTOMERS_NOT_ON_FILE": slips.customer_unlisted.size + slips.customer_bad_date.size,
    }
