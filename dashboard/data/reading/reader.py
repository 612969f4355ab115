"""The one way in which pages, exports and reports ask for figures: a Reader, made for one viewer and one build.

Scope is enforced here, below every page (metrics.md, Whole and part): layers are decided for the whole company, then
rows out of scope are gone before the first sum. Answers hold int64 money units; ``views`` turns them into exports.
"""

import pandas as pd

from dashboard.data.reading import customer_choices
from dashboard.data.reading.cases.case_reader import CaseReader
from dashboard.data.reading.cases.cause_reader import CauseReader
from dashboard.data.reading.cases.complaint_reader import ComplaintReader
from dashboard.data.reading.cases.spc_reader import SpcReader
from dashboard.data.reading.customer_choices import BehindMonth, Choice, Chosen
from dashboard.data.reading.customer_lists import CustomerList, CustomerPage
from dashboard.data.reading.customer_orders import orders_of_customer
from dashboard.data.reading.iceberg.iceberg_reader import IcebergReader
from dashboard.data.reading.layer_voices import LayerVoiceReader
from dashboard.data.reading.portfolio_reader import PortfolioReader
from dashboard.data.reading.quality_reader import QualityReader
from dashboard.data.reading.recusal.recusal_reader import RecusalReader
from dashboard.data.reading.standards.standard_reader import StandardReader
from dashboard.data.reading.surveys.coverage_reader import CoverageReader
from dashboard.data.reading.surveys.driver_reader import DriverReader
from dashboard.data.reading.surveys.item_reader import ItemReader
from dashboard.data.reading.surveys.loop_reader import LoopReader
from dashboard.data.reading.surveys.wave_reader import WaveReader
from dashboard.data.reading.visible_layers import active_values
from dashboard.data.reading.what_if_reader import WhatIfReader
from dashboard.logic.bridge import Bridge, bridge_codes, revenue_bridge
from dashboard.logic.concentration import Concentration, concentration, pareto_curve
from dashboard.logic.decided_tiers import tier_crosstab
from dashboard.logic.headline import Headline, headline
from dashboard.logic.kpis import Kpi, kpis
from dashboard.logic.migration import Movement, migration_matrix, movement_codes, movement_rates
from dashboard.logic.pyramid import pyramid_table
from dashboard.logic.question import Question


class Reader(
    LayerVoiceReader,
    WhatIfReader,
    PortfolioReader,
    QualityReader,
    ComplaintReader,
    CaseReader,
    SpcReader,
    CauseReader,
    IcebergReader,
    RecusalReader,
    StandardReader,
    WaveReader,
    ItemReader,
    DriverReader,
    CoverageReader,
    LoopReader,
):
    """Answers for one viewer. Every answer holds rows in scope only; exact cuts, ranks and concentration of the company
    reach scope *all* only. Every method raises Problem for a question that cannot be answered as asked.
    """

    def choices(self, column: str) -> list[Choice]:
        """What a filter offers: the values of the customers in scope, with their number; "" = not given."""
        return customer_choices.choices(self.marts, self.viewer, column)

    def pyramid(self, question: Question) -> pd.DataFrame:
        """Columns of ``logic.pyramid.pyramid_table``; ``cut_value`` rounded unless ``layered(...).cuts_are_exact``."""

        def make() -> pd.DataFrame:
            visible = self.layered(question)
            return pyramid_table(visible.facts, visible.layering)

        return self._answer("pyramid", question, make).copy()

    def kpis(self, question: Question) -> tuple[Kpi, ...]:
        def make() -> tuple[Kpi, ...]:
            visible, before = self.layered(question), None
            span = question.comparison_span(self.build.first_month)
            if span is not None:
                earlier = self.layered(question, span=span)
                before = (earlier.facts, earlier.layering)
            return kpis(visible.facts, visible.layering, before=before)

        return self._answer("kpis", question, make)

    def headline(self, question: Question) -> Headline:
        return self._answer("headline", question, lambda: headline(self.layered(question).layering))

    def concentration(self, question: Question) -> Concentration:
        """Over the visible rows only."""
        return self._answer("concentration", question, lambda: concentration(active_values(self.layered(question))))

    def pareto(self, question: Question) -> pd.DataFrame:
        """The curve of the visible rows (``logic.concentration.pareto_curve``)."""
        return self._answer("pareto", question, lambda: pareto_curve(active_values(self.layered(question)))).copy()

    def customers(
        self,
        question: Question,
        *,
        layer: str | None = None,
        moved: tuple[str, str, int] | None = None,
        tier: str | None = None,
        mismatch: int | None = None,
        month: BehindMonth | None = None,
        sort: str = "revenue",
        descending: bool = True,
        offset: int = 0,
        limit: int = 25,
    ) -> CustomerPage:
        """One page of the visible customers that fit everything given (see ``customer_choices.Chosen``)."""
        chosen = self.customer_list(question, Chosen(layer, moved, tier, mismatch, month))
        return chosen.page(sort, descending, offset, limit)

    def customer_list(self, question: Question, chosen: Chosen) -> CustomerList:
        if chosen.month is not None:
            month_no, by, segments, only_new = chosen.month
            return self.month_customer_list(question, month_no, by, segments, only_new=only_new)
        visible, before = self.layered(question), None
        if chosen.moved is not None:
            before = self._earlier(question, chosen.moved[2])
        places = customer_choices.chosen_places(self.marts, visible, before, chosen)
        return CustomerList(self.marts, visible, places, self.viewer)

    def migration(self, question: Question, compare_to: int) -> pd.DataFrame:
        """M9 between the ends of ``compare_to`` and the question's as-of (``logic.migration.migration_matrix``)."""

        def make() -> pd.DataFrame:
            before, after = self._earlier(question, compare_to), self.layered(question)
            return migration_matrix(before.layering, after.layering, before.revenue, after.revenue)

        return self._answer("migration", question, make, compare_to).copy()

    def movement(self, question: Question, compare_to: int) -> Movement:
        """M10 between the same two dates."""

        def make() -> Movement:
            before, after = self._earlier(question, compare_to), self.layered(question)
            return movement_rates(before.layering, after.layering, before.facts, after.facts)

        return self._answer("movement", question, make, compare_to)

    def bridge(self, question: Question, compare_to: int) -> Bridge:
        """M11 between the same two dates: what the change of revenue is made of, of the visible customers."""

        def make() -> Bridge:
            before, after = self._earlier(question, compare_to), self.layered(question)
            moved = movement_codes(before.layering, after.layering, before.facts, after.facts)
            return revenue_bridge(bridge_codes(moved, after.revenue - before.revenue), before.revenue, after.revenue)

        return self._answer("bridge", question, make, compare_to)

    def tier_crosstab(self, question: Question) -> pd.DataFrame:
        """Customers by decided tier and computed layer (``logic.decided_tiers.tier_crosstab``)."""

        def make() -> pd.DataFrame:
            visible = self.layered(question)
            return tier_crosstab(visible.layering, customer_choices.decided_tiers(self.marts, visible))

        return self._answer("tier_crosstab", question, make).copy()

    def customer_orders(self, customer_id: str) -> pd.DataFrame:
        """All orders of one customer, newest first. An unknown id and one out of scope answer alike: no rows."""
        return orders_of_customer(self.marts, self.viewer, customer_id)
