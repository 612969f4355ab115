"""What if customers were lost: everybody else decided again, and the single losses that hurt most."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.data.reading.company_facts import company_facts, company_layering
from dashboard.data.reading.customer_search import FOUND_COLUMNS, named_customers
from dashboard.data.reading.masking import check_not_masked, masked
from dashboard.data.reading.trend_reader import TrendReader
from dashboard.data.reading.visible_layers import VisibleLayers
from dashboard.data.reading.visible_rows import visible_numbers
from dashboard.logic.problems import Problem
from dashboard.logic.pyramid import layer_table
from dashboard.logic.question import Question
from dashboard.logic.shares import Share
from dashboard.logic.targets import attained, target_total
from dashboard.logic.what_if.loss import Loss, largest_losses, loss_of, single_losses

MOST_CUSTOMERS = 20
"""Taken out at once."""


@dataclass(frozen=True)
class TargetWithout:
    """The target of a whole window (money units), and how far it is attained with and without the chosen customers."""

    metric: str
    target: int
    before: Share | None
    after: Share | None


@dataclass(frozen=True, eq=False)
class LossAnswer:
    """Of the visible rows, with and without the chosen customers.

    customers   those taken out, in the order given: FOUND_COLUMNS, layer, revenue (int64 money units), profit (Int64,
                null where no line has a cost)
    not_found   ids that none of the visible customers has, whether anybody else has them or not
    loss        revenue and profit lost, with the shares; how many others change their layer
    before, after   as ``logic.pyramid.pyramid_table``, without cuts
    targets     for revenue and profit, where every month of the window has a target for exactly this selection
    """

    customers: pd.DataFrame
    not_found: tuple[str, ...]
    loss: Loss
    before: pd.DataFrame
    after: pd.DataFrame
    targets: tuple[TargetWithout, ...]


def loss_answer(reader: TrendReader, question: Question, customer_ids: Sequence[str]) -> LossAnswer:
    """See ``Reader.loss``."""
    wanted = tuple(dict.fromkeys(customer_ids))
    if len(wanted) > MOST_CUSTOMERS:
        raise Problem(
            "{value} customers cannot be taken out at once. Choose up to {most}.",
            value=len(wanted),
            most=MOST_CUSTOMERS,
        )
    _check_shown(reader)
    visible = reader.layered(question)
    places = _places(reader, visible, wanted)
    loss = _loss(reader, question, visible, np.array(list(places.values()), np.intp))
    return LossAnswer(
        customers=_customers(reader, visible, np.array(list(places.values()), np.intp)),
        not_found=tuple(one for one in wanted if one not in places),
        loss=loss,
        before=layer_table(loss.before, ()).drop(columns="cut_value"),
        after=layer_table(loss.after, ()).drop(columns="cut_value"),
        targets=tuple(_targets(reader, question, loss)),
    )


def largest_loss_table(reader: TrendReader, question: Question, limit: int) -> pd.DataFrame:
    """See ``Reader.largest_losses``."""
    _check_shown(reader)
    visible = reader.layered(question)
    places = largest_losses(visible.facts, limit)
    figures = single_losses(visible.facts, places)[["revenue_share", "profit_share"]]
    frame = pd.concat([_customers(reader, visible, places), figures], axis=1)
    return frame[[*FOUND_COLUMNS, "layer", "revenue", "revenue_share", "profit", "profit_share"]]


def _check_shown(reader: TrendReader) -> None:
    """The loss of one customer is that customer's revenue and profit: not for those from whom these are hidden."""
    for column in ("revenue", "profit"):
        check_not_masked(column, reader.viewer)


def _places(reader: TrendReader, visible: VisibleLayers, wanted: Sequence[str]) -> dict[str, int]:
    """Place among the visible rows by id, of those that are there and in the population."""
    numbers = visible_numbers(reader.marts, reader.viewer, list(wanted))
    found = {}
    for customer_id in wanted:
        place = place_of(visible, numbers.get(customer_id))
        if place is not None:
            found[customer_id] = place
    return found


def place_of(visible: VisibleLayers, customer_no: int | None) -> int | None:
    """Where a customer stands among the visible rows of the population; None for everybody else."""
    if customer_no is None:
        return None
    place = int(np.searchsorted(visible.customer_no, customer_no))
    is_there = place < len(visible) and visible.customer_no[place] == customer_no and visible.codes[place] >= 0
    return place if is_there else None


def _loss(reader: TrendReader, question: Question, visible: VisibleLayers, places: np.ndarray) -> Loss:
    if question.cuts == "selection":
        return loss_of(visible.facts, visible.layering, _flags(len(visible), places))
    # Decided for the whole company: these arrays hold everybody, and only sums of visible rows come back.
    facts = company_facts(reader.marts, question.span)
    layering = company_layering(reader.marts, question.span, reader.scheme(question), reader.base(question))
    rows = _flags(len(facts), visible.customer_no)
    return loss_of(facts, layering, _flags(len(facts), visible.customer_no[places]), rows)


def _flags(size: int, places: np.ndarray) -> np.ndarray:
    flags = np.zeros(size, bool)
    flags[places] = True
    return flags


def _customers(reader: TrendReader, visible: VisibleLayers, places: np.ndarray) -> pd.DataFrame:
    facts, layers = visible.facts, np.array([*visible.layering.layers, None], dtype=object)
    frame = named_customers(reader.marts, reader.viewer, visible.customer_no[places]).assign(
        layer=pd.Series(layers[visible.codes[places]], dtype=object),
        revenue=facts.revenue[places],
        profit=pd.arrays.IntegerArray(facts.profit[places].copy(), ~facts.has_cost[places]),
    )
    return masked(frame, reader.viewer)


def _targets(reader: TrendReader, question: Question, loss: Loss) -> list[TargetWithout]:
    found = []
    for metric, lost in (("revenue", loss.revenue), ("profit", loss.profit)):
        months = reader.targets(question, metric, question.span)
        target = None if months is None else target_total(months, question.span)
        if target is not None and lost is not None:
            actual, without = lost.denominator, lost.denominator - lost.numerator
            found.append(TargetWithout(metric, target, attained(actual, target), attained(without, target)))
    return found
