"""The part of the Reader that tries rules: what would change, who would move, what it would take."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.data.reading import customer_search, losses, reach, what_if, what_if_movers, what_if_prepared
from dashboard.data.reading.losses import LossAnswer
from dashboard.data.reading.reach import CutWanted
from dashboard.data.reading.trend_reader import TrendReader
from dashboard.data.reading.what_if import WhatIfAnswer
from dashboard.logic.question import Question
from dashboard.logic.what_if.movers import Direction
from dashboard.logic.what_if.proposal import Proposal


class WhatIfReader(TrendReader):
    """See ``Reader``. A viewer without scope *all* is told rounded cuts and distances; amounts of their own stay."""

    def what_if(self, question: Question, proposal: Proposal) -> WhatIfAnswer:
        """The rule in force and the proposal, side by side."""
        return what_if.what_if_answer(self, question, proposal)

    def review_months(self, question: Question) -> tuple[int, ...]:
        """Which ``review_months`` of a proposal the data reaches back to; empty = no buffer can be used."""
        return what_if_prepared.review_months(self, question)

    def movers(
        self, question: Question, proposal: Proposal, direction: Direction, limit: int = 25, offset: int = 0
    ) -> pd.DataFrame:
        """Visible customers who move up or down, highest value after first; one row each.

        customer_id, customer_name, account_manager_id, account_manager_name, service_tier, layer_before, layer_after,
        direction, value_before, value_after (int64 units of each value base), to_next (Int64: what is missing to the
        next layer under the proposal, null = none is next, or it is not told).
        """
        return what_if_movers.movers(self, question, proposal, direction, limit, offset)

    def top_movers(
        self, question: Question, proposal: Proposal, limit: int = 25
    ) -> tuple[dict[str, list[Any]], dict[str, list[Any]]]:
        """The first ``movers`` up and down together, as plain lists by column (None = null): for a moving slider."""
        return what_if_movers.top_movers(self, question, proposal, limit)

    def mover_batches(self, question: Question, proposal: Proposal) -> Iterator[pd.DataFrame]:
        """All of them in pieces, for files: up first, then down; columns as ``movers``."""
        return what_if_movers.mover_batches(self, question, proposal)

    def manager_load(
        self, question: Question, proposal: Proposal, visits_per_year: Mapping[str, float]
    ) -> pd.DataFrame:
        """Visible customers and visits due per account manager and layer, before and after.

        account_manager_id (None = not assigned), account_manager_name, layer, customers_before, customers_after
        (int64), visits_before, visits_after (float64 per year).
        """
        return what_if_movers.manager_load(self, question, proposal, visits_per_year)

    def loss(self, question: Question, customer_ids: Sequence[str]) -> LossAnswer:
        """The company decided again without these customers (at most 20). An id that is not among the visible customers
        changes nothing, whether it is another's or nobody's."""
        make = lambda: losses.loss_answer(self, question, customer_ids)  # noqa: E731
        return self._answer("loss", question, make, tuple(customer_ids))

    def largest_losses(self, question: Question, limit: int = 10) -> pd.DataFrame:
        """The visible customers whose loss alone costs most, by gross profit where it is known, else by revenue.

        customer_id, customer_name, account_manager_id, account_manager_name, layer, revenue (int64 money units),
        revenue_share, profit (Int64, null = unknown), profit_share; shares of all visible rows.
        """
        make = lambda: losses.largest_loss_table(self, question, limit)  # noqa: E731
        return self._answer("largest_losses", question, make, limit).copy()

    def to_each_layer(self, question: Question, proposal: Proposal, customer_id: str) -> pd.DataFrame | None:
        """What one customer lacks to each layer under the proposal: one row per layer with a cut, highest first.

        layer, cut_value, missing (Int64 units of the base; 0 = reached, null = no amount leads there, or it is not
        told); layer_after and value are the customer's, the same in each row. None for an unknown id and for one out of
        scope.
        """
        return reach.reach_table(self, question, proposal, customer_id)

    def cut_for(
        self,
        question: Question,
        proposal: Proposal,
        layer: str,
        *,
        customers: int | None = None,
        share_bp: int | None = None,
    ) -> CutWanted:
        """The cut that gives a layer so many customers, or with which it and those above it bring so many basis points
        of the value. Counted over all whose values decide the cuts: the company, or the selection."""
        return reach.cut_wanted(self, question, proposal, layer, customers=customers, share_bp=share_bp)

    def find_customers(self, text: str, limit: int = 20) -> pd.DataFrame:
        """Customers in scope whose id or name holds a text: customer_id, customer_name, account_manager_id,
        account_manager_name."""
        return customer_search.find_customers(self.marts, self.viewer, text, limit)
