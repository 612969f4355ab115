"""Orders and their lines as the business really happened, before anyone typed anything wrong."""

from dataclasses import dataclass, replace

import numpy as np

from dashboard.data.demo.catalogue import CALIBRATION, INDUSTRIES, ITEMS, LINES, SEASON, TRAINING, YEARLY_GROWTH
from dashboard.data.demo.plan import DemoPlan
from dashboard.data.demo.roster import Roster

STATUSES = ("完成", "确认", "部分发货", "", "取消", "草稿")
"""Blank counts as ordered; cancelled and draft do not."""
ORDERED_STATUSES = 4


@dataclass(frozen=True, eq=False)
class Trade:
    """Orders in the order of their numbers and lines in the order of their orders. Amounts in fen (1/100 yuan).

    Of an order: ``customer`` (row of the roster), ``month`` (index), ``day``, ``line_of_business``, ``status`` (index
    into STATUSES), ``is_rush``, ``is_header_only`` (the old system kept no lines).
    Of a line: ``order`` (row of an order), ``line_no``, ``item``, ``count_samples``, ``unit_price``, ``net``, ``cost``
    (-1 unknown), ``is_return``, ``is_sign_lost`` (a return that the ledger exports with a positive amount).
    """

    customer: np.ndarray
    month: np.ndarray
    day: np.ndarray
    line_of_business: np.ndarray
    status: np.ndarray
    is_rush: np.ndarray
    is_header_only: np.ndarray
    order: np.ndarray
    line_no: np.ndarray
    item: np.ndarray
    count_samples: np.ndarray
    unit_price: np.ndarray
    net: np.ndarray
    cost: np.ndarray
    is_return: np.ndarray
    is_sign_lost: np.ndarray

    @property
    def orders(self) -> int:
        return self.customer.size

    @property
    def order_net(self) -> np.ndarray:
        """Exact net amount per order, in fen; every order has at least one line."""
        return np.add.reduceat(self.net, np.flatnonzero(self.line_no == 1))


def draw_trade(plan: DemoPlan, roster: Roster) -> Trade:
    """Poisson orders by value, season, growth and life time; at least one on the last day of the history."""
    random = plan.stream(3)
    yearly = _yearly_values(random, plan, roster)
    rate = np.clip(9 * np.sqrt(yearly / 45_000), 1.2, 260) * (yearly > 0)
    season = np.array(SEASON)[(plan.first_month.astype(int) + np.arange(plan.months)) % 12]
    counts = random.poisson(rate / 12 * season)
    buyers = np.flatnonzero(roster.start < plan.months)
    counts[buyers, roster.start[buyers]] = np.maximum(counts[buyers, roster.start[buyers]], 1)
    _keep_planted_going(counts, plan, roster)
    customer, month = (part.repeat(counts.ravel()) for part in np.indices(counts.shape).reshape(2, -1))
    day = _days(random, plan, month)
    last = int(np.flatnonzero(month == plan.months - 1)[-1])
    day[last] = plan.last_day
    order = np.lexsort((random.random(day.size), day))
    customer, month, day = customer[order], month[order], day[order]

    size = (yearly / np.maximum(rate, 1e-9))[customer, month] * 100
    size *= random.lognormal(-0.125, 0.5, size.size)
    lob = _lines_of_business(random, roster, customer)
    trade = _draw_lines(random, roster, customer, month, day, lob, size)
    return _with_returns(random, trade, roster)


def _yearly_values(random: np.random.Generator, plan: DemoPlan, roster: Roster) -> np.ndarray:
    """customers x months: yuan a year at the pace of that month; zero outside the life time."""
    months = np.arange(plan.months)
    wander = np.cumsum(random.normal(0, 0.065, (roster.size, plan.months))[:, ::-1], axis=1)[:, ::-1]
    growth = YEARLY_GROWTH ** ((months - plan.months + 1) / 12)
    alive = (months >= roster.start[:, None]) & (months < roster.end[:, None])
    return roster.value[:, None] * np.exp(wander) * growth * alive


def _keep_planted_going(counts: np.ndarray, plan: DemoPlan, roster: Roster) -> None:
    """Planted customers order in every month of their life; upgraders seldom, so that a small year stays possible."""
    planted = roster.planted
    for row in planted.everyone:
        life = counts[row, : int(roster.end[row])]
        least, most = (1, 2) if row in planted.upgraders else (2, 60)
        np.clip(life, least, most, out=life)


def _days(random: np.random.Generator, plan: DemoPlan, month: np.ndarray) -> np.ndarray:
    """A working day (Monday to Friday) of the month."""
    day = np.empty(month.size, dtype="datetime64[D]")
    draw = random.random(month.size)
    for index in range(plan.months):
        start = (plan.first_month + index).astype("datetime64[D]")
        days = np.arange(start, plan.month_end(index) + 1)
        days = days[np.is_busday(days)]
        rows = month == index
        day[rows] = days[(draw[rows] * days.size).astype(int)]
    return day


def _lines_of_business(random: np.random.Generator, roster: Roster, customer: np.ndarray) -> np.ndarray:
    main = np.array([LINES.index(trade.line) for trade in INDUSTRIES])[roster.industry][customer]
    draw = random.random(customer.size)
    other = random.integers(0, len(LINES), customer.size)
    return np.select([draw < 0.78, draw < 0.91, draw < 0.94], [main, CALIBRATION, TRAINING], other)


def _draw_lines(
    random: np.random.Generator,
    roster: Roster,
    customer: np.ndarray,
    month: np.ndarray,
    day: np.ndarray,
    lob: np.ndarray,
    size: np.ndarray,
) -> Trade:
    lines = np.minimum(1 + random.poisson(1.2, customer.size), 9)
    order = np.arange(customer.size).repeat(lines)
    first = np.cumsum(lines) - lines
    line_no = np.arange(order.size) - first[order] + 1
    item = _items(random, lob[order])
    discount = np.round(1 - 0.05 * np.clip(np.log10(np.maximum(roster.value, 1) / 20_000), 0, 4), 2)
    list_price = np.array([entry.price * 100 for entry in ITEMS])[item]
    unit_price = np.round(list_price * discount[customer[order]]).astype(np.int64)
    weight = random.gamma(2.0, 1.0, order.size) + 0.05
    part = size[order] * weight / np.add.reduceat(weight, first)[order]
    samples = np.maximum(1, np.round(part / unit_price)).astype(np.int64)
    chance = random.random((2, customer.size))
    status = np.searchsorted([0.93, 0.965, 0.972, 0.98, 0.996], chance[0], side="right")
    return Trade(
        customer=customer,
        month=month,
        day=day,
        line_of_business=lob,
        status=np.where(np.isin(customer, roster.planted.everyone) | (day == day[-1]), 0, status),
        is_rush=chance[1] < 0.07,
        is_header_only=(month < 12) & (chance[1] > 0.985) & ~np.isin(customer, roster.planted.everyone),
        order=order,
        line_no=line_no,
        item=item,
        count_samples=samples,
        unit_price=unit_price,
        net=samples * unit_price,
        cost=_costs(random, item, samples * list_price),
        is_return=np.zeros(order.size, dtype=bool),
        is_sign_lost=np.zeros(order.size, dtype=bool),
    )


def _items(random: np.random.Generator, lob: np.ndarray) -> np.ndarray:
    """An item of the order's business line; the first ones of each list sell best."""
    starts = np.array([next(i for i, item in enumerate(ITEMS) if item.line == line) for line in LINES])
    sizes = np.array([sum(item.line == line for item in ITEMS) for line in LINES])
    return starts[lob] + (random.random(lob.size) ** 1.4 * sizes[lob]).astype(np.int64)


def _costs(random: np.random.Generator, item: np.ndarray, list_value: np.ndarray) -> np.ndarray:
    """Direct cost in fen: a share of the list price (discounts eat the margin); -1 where nobody costed the work."""
    share = np.array([entry.cost_share for entry in ITEMS])[item] * random.lognormal(0, 0.12, item.size)
    cost = np.round(list_value * share).astype(np.int64)
    is_training = np.array([entry.line == LINES[TRAINING] for entry in ITEMS])[item]
    return np.where(is_training | (random.random(item.size) < 0.05), -1, cost)


def _with_returns(random: np.random.Generator, trade: Trade, roster: Roster) -> Trade:
    """Refunds: single lines of larger orders, and whole credit notes. Refunds are not costed."""
    ordinary = ~np.isin(trade.customer, roster.planted.everyone)
    credit_note = ordinary & (random.random(trade.orders) < 0.004) & (trade.month > 0)
    single = (trade.line_no > 1) & ordinary[trade.order] & (random.random(trade.order.size) < 0.01)
    is_return = single | credit_note[trade.order]
    sign = np.where(is_return, -1, 1)
    return replace(
        trade,
        count_samples=trade.count_samples * sign,
        net=trade.net * sign,
        cost=np.where(is_return, -1, trade.cost),
        is_return=is_return,
        is_sign_lost=is_return & (random.random(trade.order.size) < 0.15),
    )
