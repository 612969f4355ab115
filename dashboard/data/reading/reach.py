"""What it would take: from a customer to each layer, and from a wish for a layer to the cut that fulfils it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.data.reading.layered_reader import LayeredReader
from dashboard.data.reading.losses import place_of
from dashboard.data.reading.masking import check_not_masked
from dashboard.data.reading.visible_layers import SIGNIFICANT, told_cuts
from dashboard.data.reading.visible_rows import visible_numbers
from dashboard.data.reading.what_if import Tried, decides_own, tried
from dashboard.data.reading.what_if_distances import NOT_TOLD, codes_at, told_missing
from dashboard.logic.layer_names import UNKNOWN
from dashboard.logic.money import round_significant
from dashboard.logic.problems import Problem
from dashboard.logic.pyramid import nullable_whole_numbers
from dashboard.logic.question import Question
from dashboard.logic.shares import Share
from dashboard.logic.what_if.proposal import Proposal
from dashboard.logic.what_if.reach import cut_for_customers, cut_for_share


@dataclass(frozen=True)
class CutWanted:
    """The cut that fulfils a wish for a layer.

    cut         in units of the base; rounded to two significant digits unless ``is_exact``; None = there is none, or
                it is not told
    customers   who are in the layer then, of all whose values decide the cuts
    ties        how many of them more than wanted, because equal values stay together
    value       what this layer and those above it bring of the active customers' value
    The last three are figures of the company: None for a viewer without scope *all*.
    """

    cut: int | None
    is_exact: bool
    customers: int | None = None
    ties: int | None = None
    value: Share | None = None


def reach_table(reader: LayeredReader, question: Question, proposal: Proposal, customer_id: str) -> pd.DataFrame | None:
    """See ``Reader.to_each_layer``."""
    check_not_masked(proposal.base, reader.viewer)
    one = tried(reader, question, proposal)
    after = one.prepared.after
    place = place_of(after, visible_numbers(reader.marts, reader.viewer, [customer_id]).get(customer_id))
    if place is None:
        return None
    places = np.array([place])
    code, layers = int(codes_at(one, places)[0]), after.layering.layers
    missing = [0 if code <= line else int(told_missing(one, line, places)[0]) for line in range(len(one.outcome.edges))]
    if layers[code] == UNKNOWN:
        missing = [NOT_TOLD] * len(missing)
    return pd.DataFrame(
        {
            "layer": pd.Series(one.scheme.band_ids[:-1], dtype=object),
            "cut_value": nullable_whole_numbers(one.cuts_after),
            "missing": nullable_whole_numbers([None if lack == NOT_TOLD else lack for lack in missing]),
            "layer_after": pd.Series([layers[code]] * len(missing), dtype=object),
            "value": np.full(len(missing), after.layering.values[place]),
        }
    )


def cut_wanted(
    reader: LayeredReader,
    question: Question,
    proposal: Proposal,
    layer: str,
    *,
    customers: int | None = None,
    share_bp: int | None = None,
) -> CutWanted:
    """See ``Reader.cut_for``."""
    check_not_masked(proposal.base, reader.viewer)
    one, is_exact = tried(reader, question, proposal), decides_own(reader, question)
    ranked, above = one.prepared.index.ranked, _cut_above(one, layer, is_exact=is_exact)
    if customers is not None:
        answer = cut_for_customers(ranked, customers, above=above)
    elif share_bp is not None:
        answer = cut_for_share(ranked, share_bp, above=above)
    else:
        raise ValueError("either customers or share_bp")
    if is_exact:
        return CutWanted(answer.cut, True, answer.customers, answer.ties, answer.value)
    (told,) = told_cuts([answer.cut], one.prepared.index.base)
    return CutWanted(told, False)


def _cut_above(one: Tried, layer: str, *, is_exact: bool) -> int | None:
    """The proposed cut of the layer above, to be counted from; None for the highest. Raises Problem for a layer without
    a cut of its own."""
    cuttable = one.scheme.band_ids[:-1]
    if layer not in cuttable:
        raise Problem(
            "The layer {layer} has no cut of its own. Choose one of {layers}.",
            layer=layer,
            layers=", ".join(cuttable) or "—",
        )
    line = cuttable.index(layer)
    cut = one.outcome.cuts_after[line - 1] if line else None
    if cut is None or is_exact or one.proposal.mode != "absolute":
        return cut
    # An amount of the viewer's own, moved until the answer changes, would find others' values to the last digit.
    return round_significant(cut, SIGNIFICANT)
