"""A proposal beside the rule in force, for the rows a viewer may see.

Cuts and edges are read off the company's values (or the selection's, where cuts are decided within it), counts and sums
are of visible rows only. What is kept between two moves of a slider holds exact values and never leaves this package;
a viewer without scope *all* is told rounded cuts.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from dashboard.data.reading.company_customers import company_customers
from dashboard.data.reading.company_facts import company_layering, load_facts
from dashboard.data.reading.layered_reader import LayeredReader
from dashboard.data.reading.visible_layers import VisibleLayers, facts_of_rows, told_cuts, visible_rows
from dashboard.logic.layers import decide_layers
from dashboard.logic.periods import month_end, month_text
from dashboard.logic.problems import Problem
from dashboard.logic.pyramid import LayerSums, layer_table
from dashboard.logic.question import Question
from dashboard.logic.scheme_policy import WHOLE, Scheme
from dashboard.logic.value_bases import VALUE_BASES, ValueBase, value_base
from dashboard.logic.what_if.index import WhatIfIndex, what_if_index
from dashboard.logic.what_if.outcome import WhatIf, what_if
from dashboard.logic.what_if.proposal import REVIEW_MONTHS, Proposal

BYTES_PER_CUSTOMER = 20
"""Of one index, where it shares nothing."""
MEMORY_FOR_INDEXES = 40_000_000


@dataclass(frozen=True, eq=False)
class WhatIfAnswer:
    """What a viewer may know of before and after.

    scheme            the proposed rule
    base_before, base_after   what the cuts of each are in
    sums_before, sums_after   per layer, of the visible rows
    up, down          visible customers who move
    cuts_before, cuts_after   one per band but the last; rounded to two significant digits unless the flag says exact
    """

    scheme: Scheme
    base_before: ValueBase
    base_after: ValueBase
    sums_before: LayerSums
    sums_after: LayerSums
    up: int
    down: int
    cuts_before: tuple[int | None, ...]
    cuts_after: tuple[int | None, ...]
    cuts_before_are_exact: bool
    cuts_after_are_exact: bool
    counts: np.ndarray
    """int64 (layers before x layers after): customers of the population."""

    @property
    def layers(self) -> tuple[str, ...]:
        """After; before has the same ones, but for Unknown, which is there by profit only."""
        return self.sums_after.layers

    @property
    def bands(self) -> int:
        return self.sums_after.bands

    @property
    def cuts_are_exact(self) -> bool:
        return self.cuts_before_are_exact and self.cuts_after_are_exact

    @cached_property
    def before(self) -> pd.DataFrame:
        """As ``logic.pyramid.pyramid_table``: what the pyramid page shows."""
        return layer_table(self.sums_before, self.cuts_before)

    @cached_property
    def after(self) -> pd.DataFrame:
        return layer_table(self.sums_after, self.cuts_after)

    @cached_property
    def moves(self) -> pd.DataFrame:
        """from_layer, to_layer, customers (int64): every pair, in display order."""
        before, after = self.sums_before.layers, self.sums_after.layers
        return pd.DataFrame(
            {
                "from_layer": np.repeat(np.array(before, dtype=object), len(after)),
                "to_layer": np.tile(np.array(after, dtype=object), len(before)),
                "customers": self.counts.ravel(),
            }
        )


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


@dataclass(frozen=True, eq=False)
class Tried:
    """A proposal worked out: exact, so for this package only."""

    prepared: Prepared
    proposal: Proposal
    scheme: Scheme
    outcome: WhatIf
    cuts_are_exact: bool
    """Of the proposal, for this viewer: the whole company's are for scope *all*; amounts are the viewer's own."""

    @property
    def cuts_after(self) -> tuple[int | None, ...]:
        """The plain cuts as the viewer may know them: amounts are shown as typed."""
        cuts = self.outcome.cuts_after
        return cuts if self.proposal.mode == "absolute" else self.told(cuts)

    def told(self, cuts: Iterable[int | None]) -> tuple[int | None, ...]:
        """Cuts or edges as the viewer may know them."""
        return tuple(cuts) if self.cuts_are_exact else told_cuts(cuts, self.prepared.index.base)


def what_if_answer(reader: LayeredReader, question: Question, proposal: Proposal) -> WhatIfAnswer:
    """See ``Reader.what_if``."""
    one = tried(reader, question, proposal)
    outcome, before = one.outcome, one.prepared.before
    return WhatIfAnswer(
        scheme=one.scheme,
        base_before=before.layering.base,
        base_after=one.prepared.index.base,
        sums_before=outcome.before,
        sums_after=outcome.after,
        up=outcome.up,
        down=outcome.down,
        cuts_before=outcome.cuts_before,
        cuts_after=one.cuts_after,
        cuts_before_are_exact=before.cuts_are_exact,
        cuts_after_are_exact=proposal.mode == "absolute" or one.cuts_are_exact,
        counts=outcome.moves,
    )


def tried(reader: LayeredReader, question: Question, proposal: Proposal) -> Tried:
    """The proposal by the arrays of this viewer, which are put in order once and kept."""
    proposed = proposal.scheme(reader.scheme(question))
    one = prepared(reader, question, proposal)
    is_own = reader.viewer.scope.all or question.cuts == "selection"
    return Tried(
        prepared=one,
        proposal=proposal,
        scheme=proposed,
        outcome=what_if(one.index, proposed, proposal.buffer_bp),
        # With a buffer, ranks of the company decide from which value on an amount counts.
        cuts_are_exact=is_own or (proposal.mode == "absolute" and not proposal.buffer_bp),
    )


def prepared(reader: LayeredReader, question: Question, proposal: Proposal) -> Prepared:
    """From memory after the first call for these rows, base, period and review."""
    review = proposal.review_months if proposal.buffer_bp else None
    key = (reader.viewer.key, question.key, reader.scheme(question), proposal.base, proposal.period.code, review)
    size = max(len(company_customers(reader.marts)), 1)
    return reader.marts.remember(
        ("what_if_index", *key),
        lambda: _prepare(reader, question, proposal),
        keep=max(2, min(12, MEMORY_FOR_INDEXES // (BYTES_PER_CUSTOMER * size))),
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
    rows = visible_rows(reader.marts, reader.viewer.scope, question.filters)
    if question.cuts == "selection":
        return decide_layers(facts_of_rows(load_facts(reader.marts, span), rows), scheme, base).codes
    codes = reader.marts.remember(
        # The facts of that window would push out those that every page asks for; the codes are a byte each.
        ("held_layers", span.first, span.last, scheme, base),
        lambda: decide_layers(load_facts(reader.marts, span), scheme, base).codes,
    )
    return codes[rows]
