"""A proposal beside the rule in force, for the rows a viewer may see.

Cuts and edges are read off the company's values (or the selection's, where cuts are decided within it), counts and sums
are of visible rows only. What is kept between two moves of a slider holds exact values and never leaves this package;
a viewer without scope *all* is told rounded cuts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from dashboard.data.reading.layered_reader import LayeredReader
from dashboard.data.reading.masking import check_not_masked
from dashboard.data.reading.visible_layers import SIGNIFICANT, told_cuts
from dashboard.data.reading.what_if_prepared import Prepared, prepared
from dashboard.logic.pyramid import LayerSums, layer_table
from dashboard.logic.question import Question
from dashboard.logic.scheme_policy import Scheme
from dashboard.logic.value_bases import ValueBase
from dashboard.logic.what_if.outcome import WhatIf, what_if
from dashboard.logic.what_if.proposal import Proposal

OUTCOMES_KEPT = 64
"""A few kilobytes each: as many visitors can move sliders at once."""


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
class Tried:
    """A proposal worked out: exact, so for this package only. ``proposal`` as it was worked out (``_not_probing``)."""

    prepared: Prepared
    proposal: Proposal
    scheme: Scheme
    outcome: WhatIf
    cuts_are_exact: bool
    """Of the proposal, for this viewer: the whole company's are for scope *all*; amounts are the viewer's own."""

    @property
    def cuts_after(self) -> tuple[int | None, ...]:
        """The plain cuts as the viewer may know them: amounts are the viewer's own."""
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
        cuts_after_are_exact=one.cuts_are_exact,
        counts=outcome.moves,
    )


def tried(reader: LayeredReader, question: Question, proposal: Proposal) -> Tried:
    """The proposal by the arrays of this viewer, which are put in order once and kept.

    Raises Problem where amounts of a masked value base are tried.
    """
    current = reader.scheme(question)
    proposal = _not_probing(reader, question, proposal)
    proposed = proposal.scheme(current)
    if proposal.mode == "absolute" and proposed != current:
        # Amounts moved to and fro until somebody changes the layer would tell what each customer is worth.
        check_not_masked(proposal.base, reader.viewer)
    one = prepared(reader, question, proposal)
    return Tried(
        prepared=one,
        proposal=proposal,
        scheme=proposed,
        # Counts and movers of one run ask alike. Kept without the index, which is large.
        outcome=reader.marts.remember(
            ("what_if_outcome", reader.viewer.key, question.key, current, proposal),
            lambda: what_if(one.index, proposed, proposal.buffer_bp),
            keep=OUTCOMES_KEPT,
        ),
        # With a buffer, ranks of the company decide from which value on an amount counts.
        cuts_are_exact=decides_own(reader, question) or (proposal.mode == "absolute" and not proposal.buffer_bp),
    )


def decides_own(reader: LayeredReader, question: Question) -> bool:
    """Whether all whose values decide the cuts are rows that the viewer may see."""
    return reader.viewer.scope.all or question.cuts == "selection"


def _not_probing(reader: LayeredReader, question: Question, proposal: Proposal) -> Proposal:
    """Amounts with a buffer are rounded for a viewer who may not know exact cuts: how many of the company reach an
    amount then decides who moves, so one that is moved to and fro would find others' values to the last digit."""
    if proposal.mode != "absolute" or not proposal.buffer_bp or decides_own(reader, question):
        return proposal
    return proposal.rounded(SIGNIFICANT)
