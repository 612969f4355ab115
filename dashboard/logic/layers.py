"""Every customer's layer, decided once for the whole company (M5 and metrics.md, Whole and part)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.logic.facts import PeriodFacts
from dashboard.logic.layer_names import INACTIVE, LOST, OUTER_LAYERS, PROSPECT, SUSPECT, UNKNOWN
from dashboard.logic.money import round_significant, round_significant_array
from dashboard.logic.periods import month_start
from dashboard.logic.ranked_values import RankedValues
from dashboard.logic.scheme_policy import Scheme
from dashboard.logic.value_bases import PROFIT, ValueBase

__all__ = [
    "Layering",
    "competition_ranks",
    "decide_layers",
    "decide_layers_of_schemes",
    "layers_of",
    "round_significant",
    "round_significant_array",
    "to_next_layer",
]

INACTIVE_MONTHS = 36
"""A customer whose last order lies further back than so many calendar months, as-of's included, is Lost."""
NO_NEXT_LAYER = -1


@dataclass(frozen=True, eq=False)
class Layering:
    """The layers of all customers at one as-of; arrays are read-only and in the order of the facts.

    layers   ids in display order: the bands, Inactive, Lost, Prospect, Suspect, and Unknown for profit
    codes    int8 index into ``layers``; -1 = not in the population (or, with ``members``, not in the selection)
    cuts     one per band but the last, whole units of the base; None = that band is empty
    values   int64 values by the base
    ranked   the values of the active customers that decided the cuts
    """

    scheme: Scheme
    base: ValueBase
    as_of: int
    layers: tuple[str, ...]
    codes: np.ndarray
    cuts: tuple[int | None, ...]
    values: np.ndarray
    ranked: RankedValues

    @property
    def bands(self) -> int:
        """How many of the layers are value layers; codes 0 .. bands-1 are active."""
        return len(self.scheme.bands)

    @property
    def is_active(self) -> np.ndarray:
        return (self.codes >= 0) & (self.codes < self.bands)

    def code(self, layer: str) -> int:
        """Raises ValueError for a layer this scheme does not have."""
        return self.layers.index(layer)


def layers_of(scheme: Scheme, base: ValueBase) -> tuple[str, ...]:
    """The layer ids in display order."""
    return (*scheme.band_ids, *OUTER_LAYERS, *((UNKNOWN,) if base == PROFIT else ()))


def decide_layers(
    facts: PeriodFacts, scheme: Scheme, base: ValueBase, *, members: np.ndarray | None = None
) -> Layering:
    """Every customer's layer.

    ``members`` (bool) ranks within a selection only, for the explicit switch ``cuts = selection``: everybody else gets
    code -1. Active = value > 0 in the window. By profit, customers with revenue but no costed line are Unknown. Raises
    Problem where the scheme is locked to another base.
    """
    return decide_layers_of_schemes(facts, (scheme,), base, members=members)[0]


def decide_layers_of_schemes(
    facts: PeriodFacts, schemes: Sequence[Scheme], base: ValueBase, *, members: np.ndarray | None = None
) -> tuple[Layering, ...]:
    """``decide_layers`` for several schemes: who is active, in which order, and the layers below the line are the same
    for all of them, and worked out once."""
    for scheme in schemes:
        scheme.base(base)
    values = facts.values(base).view()
    population = facts.in_population if members is None else facts.in_population & members
    is_active = population & (values > 0)
    is_unknown = facts.is_value_unknown(base)
    if is_unknown is not None:
        is_active &= ~is_unknown
    ranked = RankedValues(np.sort(values[is_active]))
    outer = np.where(population, _outer_places(facts, is_unknown), _NOBODY)
    values.flags.writeable = False
    return tuple(_layering(facts, scheme, base, values, ranked, is_active, outer) for scheme in schemes)


def _layering(
    facts: PeriodFacts,
    scheme: Scheme,
    base: ValueBase,
    values: np.ndarray,
    ranked: RankedValues,
    is_active: np.ndarray,
    outer: np.ndarray,
) -> Layering:
    cuts = scheme.cut_values(ranked)
    codes = np.where(is_active, _band_codes(values, cuts), outer + np.int8(len(scheme.bands)))
    np.maximum(codes, np.int8(-1), out=codes)
    codes.flags.writeable = False
    return Layering(scheme, base, facts.as_of, layers_of(scheme, base), codes, cuts, values, ranked)


_PLACES = (*OUTER_LAYERS, UNKNOWN)
"""The layers that follow the bands, in display order (see ``layers_of``)."""
_NOBODY = np.int8(-100)
"""Outside the population: stays below 0 whatever number of bands is added."""


def _outer_places(facts: PeriodFacts, is_unknown: np.ndarray | None) -> np.ndarray:
    """int8 place in _PLACES: the layer below the line that each customer has unless a value puts them higher."""
    recent = np.datetime64(month_start(facts.as_of - INACTIVE_MONTHS + 1), "D").astype(np.int64)
    last_order = facts.last_order.view(np.int64)  # as whole days, NaT is the smallest number there is
    never = np.int8(_PLACES.index(SUSPECT))
    if facts.in_touch is not None:
        never = np.where(facts.in_touch, np.int8(_PLACES.index(PROSPECT)), never)
    places = np.where(last_order > np.iinfo(np.int64).min, np.int8(_PLACES.index(LOST)), never)
    places = np.where(last_order >= recent, np.int8(_PLACES.index(INACTIVE)), places)
    if is_unknown is not None:
        places = np.where(is_unknown, np.int8(_PLACES.index(UNKNOWN)), places)
    return places


def _band_codes(values: np.ndarray, cuts: tuple[int | None, ...]) -> np.ndarray:
    """The first band whose cut each value reaches: as many bands down as there are cuts above the value."""
    codes = np.zeros(len(values), dtype=np.int8)
    for cut in cuts:
        codes += True if cut is None else values < cut
    return codes


def to_next_layer(layering: Layering) -> np.ndarray:
    """int64: how much more value reaches the next higher band; NO_NEXT_LAYER (-1) for the top band, for customers who
    are not active, and where the band above has no cut."""
    missing = np.full(len(layering.codes), NO_NEXT_LAYER, dtype=np.int64)
    for code in range(1, layering.bands):
        cut = layering.cuts[code - 1]
        if cut is not None:
            here = layering.codes == code
            missing[here] = cut - layering.values[here]
    return missing


def competition_ranks(layering: Layering, rows: np.ndarray | None = None) -> np.ndarray:
    """int64 competition rank by value among the active customers (1 = highest, equal values share it); 0 = not active.

    ``rows`` (indices or bool) asks for some customers only, for example one page of a list.
    """
    chosen = slice(None) if rows is None else rows
    values, is_active = layering.values[chosen], layering.is_active[chosen]
    higher = len(layering.ranked) - np.searchsorted(layering.ranked.values, values, side="right")
    return np.where(is_active, higher + 1, 0)
