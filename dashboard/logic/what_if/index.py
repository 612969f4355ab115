"""What a what-if needs, worked out once: visible customers in order of value, with sums by where they came from."""

from dataclasses import dataclass

import numpy as np

from dashboard.logic.facts import PeriodFacts
from dashboard.logic.layer_names import UNKNOWN
from dashboard.logic.layers import Layering
from dashboard.logic.pyramid import LayerSums, layer_sums
from dashboard.logic.ranked_values import RankedValues
from dashboard.logic.value_bases import ValueBase
from dashboard.logic.what_if.block_sums import BlockSums, block_sums

MEASURES = ("revenue", "profit", "costed_abs", "net_abs", "has_cost")


@dataclass(frozen=True, eq=False)
class WhatIfIndex:
    """Read-only. ``before`` is the rule in force; ``after`` any cuts on the same bands, by one base and period.

    base             the value base of after
    before, outer    sums per layer before; per layer after, of which those below the bands hold for any cuts
    cuts_before      of the rule in force, as given
    ranked           values of the company: what cuts and edges are read off
    values           int64 values of the visible active customers, lowest first (the company's where that is all)
    rows             those customers, highest value first, equal values by place; block sums of after's facts
    came, held       code before, and code held at the last review (-1 = no value layer then), per group of rows
    is_held_known    a buffer may be used
    columns          where each of MEASURES is among the (distinct) measures of ``rows``
    codes            int8 per visible customer: code after by the cuts of ``after``; below the bands it holds for any
    outer_moves      int64 (layers before x layers after): customers who are not active after
    fallen           int32 places of those of them who were active before, highest value first
    is_up, is_down   bool (layers before x layers after). From or to Unknown is neither
    """

    base: ValueBase
    before: LayerSums
    outer: LayerSums
    cuts_before: tuple[int | None, ...]
    ranked: RankedValues
    values: np.ndarray
    rows: BlockSums
    came: np.ndarray
    held: np.ndarray
    is_held_known: bool
    columns: tuple[int, ...]
    codes: np.ndarray
    outer_moves: np.ndarray
    fallen: np.ndarray
    is_up: np.ndarray
    is_down: np.ndarray

    def __post_init__(self) -> None:
        for array in (self.values, self.came, self.held, self.outer_moves, self.fallen, self.is_up, self.is_down):
            array.flags.writeable = False

    @property
    def layers(self) -> tuple[str, ...]:
        return self.outer.layers

    @property
    def bands(self) -> int:
        return self.outer.bands


def what_if_index(
    *,
    before_facts: PeriodFacts,
    before: Layering,
    after_facts: PeriodFacts,
    after: Layering,
    held: np.ndarray | None,
    ranked: RankedValues,
) -> WhatIfIndex:
    """The index of the visible customers, all arrays in the same order.

    ``after`` is decided by any cuts on the scheme's bands: it only says who is active, and the layers below the bands.
    ``held`` int8 code of each customer at the last review (outside the bands: none); None = no buffer will be asked
    for. ``ranked`` are the values that decide the cuts: the company's, or the selection's where cuts are decided within
    it. Raises ValueError for layerings that do not fit each other.
    """
    _check(before, after)
    order, values = _highest_first(after)
    came, held_codes, groups = _groups(before.codes[order], None if held is None else held[order], after.bands)
    measures, columns = _distinct([getattr(after_facts, name) for name in MEASURES])
    is_up, is_down = _directions(before.layers, after.layers)
    is_same = before_facts is after_facts and before.codes is after.codes
    sums = layer_sums(before_facts, before)
    parts, count_parts = (np.zeros_like(came), 1) if held is None else (held_codes + 1, after.bands + 1)
    return WhatIfIndex(
        base=after.base,
        before=sums,
        outer=sums if is_same else layer_sums(after_facts, after),
        cuts_before=before.cuts,
        ranked=ranked,
        values=ranked.values if len(ranked) == len(values) else values,
        rows=block_sums(order, groups, parts, count_parts, measures),
        came=came,
        held=held_codes,
        is_held_known=held is not None,
        columns=columns,
        codes=after.codes,
        outer_moves=_outer_moves(before, after),
        fallen=_fallen(before, after, is_down),
        is_up=is_up,
        is_down=is_down,
    )


def _check(before: Layering, after: Layering) -> None:
    if before.as_of != after.as_of or before.scheme.band_ids != after.scheme.band_ids:
        raise ValueError("before and after must have the same as-of and bands")
    if not np.array_equal(before.codes < 0, after.codes < 0):
        raise ValueError("before and after must have the same customers and population")


def _highest_first(layering: Layering) -> tuple[np.ndarray, np.ndarray]:
    """int32 places of the active customers, highest value first and equal ones by place; their values, lowest first."""
    places = np.flatnonzero(layering.is_active).astype(np.int32)
    values = layering.values[places]
    bits = len(places).bit_length()
    if len(places) == 0 or int(values.max()) >> (63 - bits):
        return places[np.argsort(-values, kind="stable")], np.sort(values)
    # Value and place in one number: one plain sort, several times as fast as a stable one that returns an order.
    keys = (values << bits) | np.arange(len(places) - 1, -1, -1)
    keys.sort()
    last = np.int64(len(places) - 1)
    return places[last - (keys[::-1] & ((1 << bits) - 1))], keys >> bits


def _groups(came: np.ndarray, held: np.ndarray | None, bands: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Code before and code held (-1 = none) of each group that occurs, and the uint8 group of each row."""
    width = bands + 1
    place = np.zeros(len(came), dtype=np.int8) if held is None else np.where((held >= 0) & (held < bands), held + 1, 0)
    # At most 17 layers x 13 held: one byte holds the pair.
    pairs = came.astype(np.uint8) * np.uint8(width) + place.astype(np.uint8)
    occurring = np.flatnonzero(np.bincount(pairs, minlength=1))
    number = np.zeros(256, dtype=np.uint8)
    number[occurring] = np.arange(len(occurring))
    return occurring // width, occurring % width - 1, number[pairs]


def _distinct(arrays: list[np.ndarray]) -> tuple[tuple[np.ndarray, ...], tuple[int, ...]]:
    """Each array once, and where each is among them: facts share what is equal."""
    distinct = {id(array): array for array in arrays}
    at = {key: column for column, key in enumerate(distinct)}
    return tuple(distinct.values()), tuple(at[id(array)] for array in arrays)


def _directions(before: tuple[str, ...], after: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray]:
    came, went = np.arange(len(before))[:, None], np.arange(len(after))[None, :]
    is_known = (np.array(before) != UNKNOWN)[:, None] & (np.array(after) != UNKNOWN)[None, :]
    return (went < came) & is_known, (went > came) & is_known


def _outer_moves(before: Layering, after: Layering) -> np.ndarray:
    shape = len(before.layers), len(after.layers)
    rows = after.codes >= after.bands
    pairs = before.codes[rows].astype(np.intp) * shape[1] + after.codes[rows]
    return np.bincount(pairs, minlength=shape[0] * shape[1]).reshape(shape)


def _fallen(before: Layering, after: Layering, is_down: np.ndarray) -> np.ndarray:
    """Not active after, and lower than before by any cuts."""
    places = np.flatnonzero((after.codes >= after.bands) & before.is_active)
    places = places[is_down[before.codes[places], after.codes[places]]]
    return places[np.argsort(-after.values[places], kind="stable")].astype(np.int32)
