"""The part of the Reader that answers for My customers."""

from dashboard.data.reading.customer_lists import CustomerPage
from dashboard.data.reading.customer_search import matching_customers
from dashboard.data.reading.layered_reader import LayeredReader
from dashboard.data.reading.masking import check_not_masked
from dashboard.data.reading.portfolio import Portfolio, PortfolioList, make_portfolio
from dashboard.logic.portfolio import PortfolioSummary
from dashboard.logic.portfolio_filter import EVERY_ROW, PortfolioFilter
from dashboard.logic.question import Question

KEPT = 12
KEPT_WHOLE = 2
"""Of selections that are the whole company: 30 MB each at a million customers."""


class PortfolioReader(LayeredReader):
    """See ``Reader``."""

    def portfolio(self, question: Question) -> Portfolio:
        """Everything but the texts of the visible customers; kept, so that a filter that is moved works on it."""

        def make() -> Portfolio:
            span = question.comparison_span(self.build.first_month)
            before = None if span is None else self.layered(question, span=span)
            until = min(question.span.ends_on, self.build.data_through)
            return make_portfolio(self.marts, self.layered(question), before, self.viewer, until=until)

        is_whole = self.viewer.scope.all and not question.filters
        key = (self.viewer.key, question.key, self.scheme(question), self.base(question))
        if is_whole:
            return self.marts.remember(("portfolio_of_all", *key), make, keep=KEPT_WHOLE)
        return self.marts.remember(("portfolio", *key), make, keep=KEPT)

    def portfolio_layers(self, question: Question) -> tuple[str, ...]:
        """The ids of all layers that the scheme has, in display order."""
        return self.portfolio(question).visible.layering.layers

    def portfolio_summary(self, question: Question) -> PortfolioSummary:
        return self.portfolio(question).summary

    def portfolio_list(self, question: Question, wanted: PortfolioFilter = EVERY_ROW) -> PortfolioList:
        """Raises Problem for a filter by what is masked."""
        if wanted.layers or wanted.directions or wanted.near or wanted.missing:
            check_not_masked("layer", self.viewer)
        if wanted.change or wanted.least or wanted.most:
            check_not_masked("revenue", self.viewer)
        for column, value in (("service_tier", wanted.tiers), ("last_order_on", wanted.quiet)):
            if value:
                check_not_masked(column, self.viewer)
        text = wanted.text.strip()
        matching = matching_customers(self.marts, self.viewer, text) if text else None
        return self.portfolio(question).rows(wanted, matching)

    def portfolio_page(
        self,
        question: Question,
        wanted: PortfolioFilter = EVERY_ROW,
        *,
        sort: str = "revenue",
        descending: bool = True,
        offset: int = 0,
        limit: int = 25,
    ) -> CustomerPage:
        """One page; columns of PortfolioList, ``sums`` are PortfolioSums of the whole list."""
        return self.portfolio_list(question, wanted).page(sort, descending, offset, limit)
