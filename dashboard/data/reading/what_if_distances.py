"""What single customers need to be above a line of a proposal, and what of that a viewer may know."""

import numpy as np

from dashboard.data.reading.visible_layers import told_distances
from dashboard.data.reading.what_if import Tried

NOT_TOLD = -1
"""Stands for "there is none, or it is not told": all amounts here are above it."""


def codes_at(one: Tried, places: np.ndarray) -> np.ndarray:
    """int8 code after of the visible customers at these places."""
    codes = one.prepared.after.layering.codes[places].copy()
    bands, values = one.prepared.index.bands, one.prepared.after.layering.values[places]
    active = (codes >= 0) & (codes < bands)
    codes[active] = 0
    for line in range(len(one.outcome.edges)):
        needed = needed_values(one, line, places)
        codes[active & ((needed == NOT_TOLD) | (values < needed))] += 1
    return codes


def needed_values(one: Tried, line: int, places: np.ndarray) -> np.ndarray:
    """int64 value from which each of these customers is above a line; NOT_TOLD = none is. Exact.

    Who was above it at the last review needs less than who was below, and who was in no value layer needs the cut.
    """
    edge = one.outcome.edges[line]
    cut, promote_at, keep_from = (
        NOT_TOLD if value is None else value for value in (edge.cut, edge.promote_at, edge.keep_from)
    )
    if one.prepared.held is None:
        return np.full(len(places), cut, np.int64)
    held = one.prepared.held[places]
    is_held = (held >= 0) & (held < one.prepared.index.bands)
    return np.where(is_held, np.where(held <= line, keep_from, promote_at), cut).astype(np.int64)


def missing_to_next_layer(one: Tried, places: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """int64 value that each lacks to the next layer under the proposal, as the viewer may know it; NOT_TOLD = there is
    none, or it is not told."""
    missing = np.full(len(places), NOT_TOLD, np.int64)
    for line in range(len(one.outcome.edges)):
        here = codes == line + 1
        missing[here] = told_missing(one, line, places[here])
    return missing


def told_missing(one: Tried, line: int, places: np.ndarray) -> np.ndarray:
    """int64 value that customers below a line lack to be above it, as the viewer may know it; NOT_TOLD as above."""
    values = one.prepared.after.layering.values[places]
    needed = needed_values(one, line, places)
    missing = np.full(len(places), NOT_TOLD, np.int64)
    for exact in np.unique(needed[needed != NOT_TOLD]).tolist():
        (told,) = one.told((exact,))
        here = needed == exact
        if told is not None:
            missing[here] = exact - values[here] if one.cuts_are_exact else told_distances(told, values[here])
    return missing
