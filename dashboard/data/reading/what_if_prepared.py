"""What all cuts of a what-if have in common, put in order once and kept between two moves of a slider.

It holds the company's exact values (cuts are read off them) and never leaves this package.
"""

from dataclasses import dataclass, replace

import numpy as np

from dashboard.data.reading.company_customers import company_customers
from dashboard.data.reading.company_facts import company_layering, load_facts
from dashboard.data.reading.freed_memory import return_freed_memory
from dashboard.data.reading.layered_reader import VISIBLE_KEPT, LayeredReader
from dashboard.data.reading.marts import Marts
from dashboard.data.reading.visible_layers import VisibleLayers, facts_of_rows
from dashboard.data.reading.visible_rows import visible_rows
from dashboard.logic.layers import decide_layers
from dashboard.logic.periods import MonthSpan, month_end, month_text
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.scheme_policy import WHOLE, Scheme
from dashboard.logic.value_bases import VALUE_BASES, ValueBase, value_base
from dashboard.logic.what_if.index import WhatIfIndex, what_if_index
from dashboard.logic.what_if.proposal import REVIEW_MONTHS, Proposal

BYTES_PER_CUSTOMER = 20
"""Of one index, where it shares nothing."""
MEMORY_FOR_INDEXES = 40_000_000


@dataclass(frozen=True, eq=False)
class Prepared:
    """What all cuts have in common, of one viewer, question, base, period and earlier review; shared and read-only.

    before, after   the visible rows by the rule in force, and by the base and period of the proposal (any cuts)
    held            int8 code of each visible customer at the earlier review; None without buffer
    """

    index: WhatIfIndex
    before: VisibleLayers
    after: VisibleLayers
    held: np.ndarray | None


def prepared(reader: LayeredReader, question: Question, proposal: Proposal) -> Prepared:
    """From memory after the first call for these rows, base, period and review."""
    review = proposal.review_months if proposal.buffer_bp else None
    rule = (reader.scheme(question), proposal.base, proposal.period.code, review)
    # Those of a selection must not push out those of the company, which most look at and which take longest.
    is_everybody = reader.viewer.scope.all and not question.filters
    kind, least = ("what_if_index", 2) if is_everybody else ("what_if_index_of_selection", VISIBLE_KEPT)
    size = max(len(company_customers(reader.marts)), 1)
    return reader.marts.remember(
        (kind, reader.viewer.key, question.key, *rule),
        lambda: _prepare(reader, question, proposal),
        keep=max(least, min(12, MEMORY_FOR_INDEXES // (BYTES_PER_CUSTOMER * size))),
    )


def _prepare(reader: LayeredReader, question: Question, proposal: Proposal) -> Prepared:
    base, span = value_base(proposal.base), proposal.period.span(question.as_of)
    held = _held(reader, question, proposal) if proposal.buffer_bp else None
    before = reader.layered(question)
    scheme = _unlocked(reader.scheme(question), base)
    after = reader.layered_by(question, scheme, base, span=span)
    ranked = after.layering.ranked
    if question.cuts == "company":
        ranked = company_layering(reader.marts, span, scheme, base).ranked
    index = what_if_index(
        before_facts=before.facts,
        before=before.layering,
        after_facts=after.facts,
        after=after.layering,
        held=held,
        ranked=ranked,
    )
    return Prepared(index, before, after, held)


def _unlocked(scheme: Scheme, base: ValueBase) -> Scheme:
    """The scheme, or the same bands without cuts where it is locked to another base: that says who is active."""
    if scheme.value_base in (None, base.name):
        return scheme
    last = scheme.bands[-1]
    bands = (*(replace(band, limit=0) for band in scheme.bands[:-1]), replace(last, limit=WHOLE))
    return replace(scheme, mode="rank", bands=bands, value_base=None)


def review_months(reader: LayeredReader, question: Question) -> tuple[int, ...]:
    """How long ago the last review may have been for a buffer to be used: the data must reach back to it."""
    return tuple(months for months in REVIEW_MONTHS if question.as_of - months >= reader.build.first_month)


def _held(reader: LayeredReader, question: Question, proposal: Proposal) -> np.ndarray:
    """int8 code of each visible customer by the rule in force at the earlier review (M5b)."""
    as_of = question.as_of - proposal.review_months
    if as_of < reader.build.first_month:
        raise Problem(
            "A buffer keeps the layers of the review at the end of {month}, and the data begins in {first}. "
            "Choose a later review, or no buffer.",
            month=month_end(as_of).isoformat(),
            first=month_text(reader.build.first_month),
        )
    scheme, span = reader.scheme(question), proposal.period.span(as_of)
    base = VALUE_BASES[scheme.value_base or proposal.base]
    rows = visible_rows(reader.marts, reader.viewer, question.filters)
    if question.cuts == "selection":
        return decide_layers(facts_of_rows(load_facts(reader.marts, span), rows), scheme, base).codes
    return _company_codes(reader.marts, span, scheme, base)[rows]


def _company_codes(marts: Marts, span: MonthSpan, scheme: Scheme, base: ValueBase) -> np.ndarray:
    """A byte per customer: the facts of that window would push out those that every page asks for."""

    def decide() -> np.ndarray:
        codes = decide_layers(load_facts(marts, span), scheme, base).codes
        return_freed_memory()
        return codes

    return marts.remember(("held_layers", span.first, span.last, scheme, base), decide)
