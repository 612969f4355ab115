"""The rows that a viewer may see, with the layers that were decided for the whole company.

This is where scope is enforced: everything that a page, an export or a report sums or lists comes from a
``VisibleLayers``, and that holds rows in scope only. Below it are company-wide arrays that no page touches.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from dashboard.data.reading.company_facts import company_facts, company_layering
from dashboard.data.reading.marts import Marts
from dashboard.data.reading.queries import read_only
from dashboard.data.reading.visible_rows import visible_rows
from dashboard.logic.facts import PeriodFacts
from dashboard.logic.layers import Layering, decide_layers, round_significant, round_significant_array, to_next_layer
from dashboard.logic.periods import MonthSpan
from dashboard.logic.question import Question
from dashboard.logic.ranked_values import RankedValues
from dashboard.logic.schemes import Scheme
from dashboard.logic.value_bases import ValueBase
from dashboard.logic.viewer import Viewer


@dataclass(frozen=True, eq=False)
class VisibleLayers:
    """Rows in scope and in the filters, read-only; all arrays have one length.

    customer_no         int32, ascending
    facts, layering     of these rows. ``layering.cuts`` are exact only if ``cuts_are_exact``, else rounded to two
                        significant digits; ``layering.ranked`` is empty unless ``ranks_are_known``: a viewer without
                        scope *all* learns no exact cut and no rank of the company
    """

    customer_no: np.ndarray
    facts: PeriodFacts
    layering: Layering
    cuts_are_exact: bool
    ranks_are_known: bool

    def __len__(self) -> int:
        return len(self.customer_no)

    @property
    def codes(self) -> np.ndarray:
        """int8 place in ``layering.layers``; -1 = not in the population."""
        return self.layering.codes

    @property
    def revenue(self) -> np.ndarray:
        return self.facts.revenue

    @property
    def profit(self) -> np.ndarray:
        return self.facts.profit

    @property
    def orders(self) -> np.ndarray:
        return self.facts.orders

    @property
    def first_order(self) -> np.ndarray:
        return self.facts.first_order

    @property
    def last_order(self) -> np.ndarray:
        return self.facts.last_order


def visible_layers(
    marts: Marts, viewer: Viewer, question: Question, scheme: Scheme, base: ValueBase, *, span: MonthSpan | None = None
) -> VisibleLayers:
    """The layers at the as-of, or at the end of another ``span``. Raises Problem for unknown filter values."""
    span = span or question.span
    facts, rows = company_facts(marts, span), visible_rows(marts, viewer, question.filters)
    if question.cuts == "selection":
        selected = facts_of_rows(facts, rows)
        return VisibleLayers(_numbers(rows), selected, decide_layers(selected, scheme, base), True, True)
    layering = company_layering(marts, span, scheme, base)
    selected = facts_of_rows(facts, rows)
    if selected is not facts:
        layering = replace(layering, codes=read_only(layering.codes[rows]), values=selected.values(base))
    # The thresholds of an absolute scheme are stated in the scheme itself: there is nothing to hide.
    cuts_are_exact = viewer.scope.all or scheme.mode == "absolute"
    if not cuts_are_exact:
        layering = replace(layering, cuts=told_cuts(layering.cuts, base))
    if not viewer.scope.all:
        layering = replace(layering, ranked=_NO_VALUES)
    return VisibleLayers(_numbers(rows), selected, layering, cuts_are_exact, viewer.scope.all)


_NO_VALUES = RankedValues(np.zeros(0, np.int64))


SIGNIFICANT = 2
"""Digits of a company cut that a viewer without scope *all* is told."""


def told_cuts(cuts: Iterable[int | None], base: ValueBase) -> tuple[int | None, ...]:
    """Company cuts as a viewer without scope *all* may know them."""
    return tuple(_told(cut, base) for cut in cuts)


def _told(cut: int | None, base: ValueBase) -> int | None:
    """A cut of fewer than 100 orders has no digit to round away: two significant digits would be the exact cut, so it
    is not told."""
    if cut is None or (not base.is_money and cut < 10**SIGNIFICANT):
        return None
    return round_significant(cut, SIGNIFICANT)


def missing_to_next(visible: VisibleLayers, places: np.ndarray) -> np.ndarray:
    """int64 value that each of the rows at ``places`` still lacks to the next layer, -1 = there is none or it is not
    told.

    For a viewer who may not know the exact cuts it is measured from the rounded ones and rounded again: an exact
    distance and the customer's value add up to the cut, and rounded exact distances of many customers hem it in to the
    cent. A customer between the rounded cut and the exact one lacks at most half a step of the rounding: that is shown.
    """
    layering = visible.layering
    layering = replace(layering, codes=layering.codes[places], values=layering.values[places])
    missing = to_next_layer(layering)
    if visible.cuts_are_exact:
        return missing
    for code in range(1, layering.bands):
        cut = layering.cuts[code - 1]
        if cut is not None:
            here = layering.codes == code
            missing[here] = told_distances(cut, layering.values[here])
    return missing


def told_distances(told_cut: int, values: np.ndarray) -> np.ndarray:
    """int64 what values below a company cut lack to it, for a viewer who knows the rounded cut only: at least half a
    step of the rounding, and rounded."""
    half_a_step = max(10 ** (len(str(told_cut)) - SIGNIFICANT) // 2, 1)
    return round_significant_array(np.maximum(told_cut - values, half_a_step), SIGNIFICANT)


def facts_of_rows(facts: PeriodFacts, rows: np.ndarray) -> PeriodFacts:
    """The facts of some rows only; the same object where that is all of them."""
    if rows.all():
        return facts
    arrays = {name: getattr(facts, name) for name in _FACT_ARRAYS}
    return replace(facts, **{name: array[rows] for name, array in arrays.items() if array is not None})


_FACT_ARRAYS = (
    "revenue",
    "profit",
    "costed_abs",
    "net_abs",
    "has_cost",
    "orders",
    "first_order",
    "last_order",
    "in_population",
    "in_touch",
)


def _numbers(rows: np.ndarray) -> np.ndarray:
    return read_only(np.flatnonzero(rows).astype(np.int32))


def active_values(visible: VisibleLayers) -> np.ndarray:
    """The positive values of the visible active customers: what concentration and Pareto are about."""
    return visible.layering.values[visible.layering.is_active]
