"""Before and after of a proposal: layers, money and moves, read off the index without looking at every customer."""

from dataclasses import dataclass

import numpy as np

from dashboard.logic.pyramid import LayerSums
from dashboard.logic.scheme_policy import Scheme
from dashboard.logic.what_if.buffer import Edge, edges
from dashboard.logic.what_if.index import WhatIfIndex

_NOBODY = np.iinfo(np.int64).max
"""A value that nobody reaches: amounts have 18 digits."""


@dataclass(frozen=True, eq=False)
class WhatIf:
    """Exactly what ``decide_layers``, ``layer_sums`` and a count of pairs of layers give, for the visible customers.
    Arrays are read-only.

    layers, bands    ids in display order after (as in Layering); codes 0 .. bands-1 are the bands
    before, after    sums per layer, each with the revenue and profit of its own period
    moves            int64 (layers before x layers after): customers of the population
    cuts_before, cuts_after   one per band but the last, in units of their value base; None = that band is empty
    edges            the cuts after with their buffer
    up, down         customers in a higher, a lower layer after than before; from or to Unknown is neither
    bounds           int64: the active customers, highest value first, fall into stretches bounds[i] .. bounds[i + 1]
    placed           int8 (stretches x groups of the index): the code after of each group's customers in each stretch
    counts           int64 (stretches x groups): how many those are
    """

    layers: tuple[str, ...]
    bands: int
    before: LayerSums
    after: LayerSums
    moves: np.ndarray
    cuts_before: tuple[int | None, ...]
    cuts_after: tuple[int | None, ...]
    edges: tuple[Edge, ...]
    up: int
    down: int
    bounds: np.ndarray
    placed: np.ndarray
    counts: np.ndarray

    def __post_init__(self) -> None:
        for array in (self.moves, self.bounds, self.placed, self.counts):
            array.flags.writeable = False


def what_if(index: WhatIfIndex, scheme: Scheme, buffer_bp: int = 0) -> WhatIf:
    """Decide the visible customers by the cuts of ``scheme``, with a buffer of so many basis points of the cut rank.

    Raises Problem where the scheme is locked to another base than the index's, ValueError where it has not the bands of
    the index, or for a buffer where the index does not know the layers of the last review. Source: M5, M5b.
    """
    scheme.base(index.base)
    if scheme.band_ids != index.layers[: index.bands]:
        raise ValueError("the scheme must have the bands of the index")
    if buffer_bp and not index.is_held_known:
        raise ValueError("a buffer needs the layers of the last review")
    cuts = scheme.cut_values(index.ranked)
    lines = edges(index.ranked, cuts, buffer_bp)
    bounds, by_held = _plain(index, lines) if buffer_bp == 0 else _buffered(index, lines)
    running, running_sums = index.rows.first(bounds)
    counts, sums = running[1:] - running[:-1], running_sums[1:] - running_sums[:-1]
    placed = by_held[:, index.rows.parts]
    moves = _moves(index, placed, counts)
    return WhatIf(
        layers=index.layers,
        bands=index.bands,
        before=index.before,
        after=_after(index, moves, by_held, sums),
        moves=moves,
        cuts_before=index.cuts_before,
        cuts_after=cuts,
        edges=lines,
        up=int(moves[index.is_up].sum()),
        down=int(moves[index.is_down].sum()),
        bounds=bounds,
        placed=placed,
        counts=counts,
    )


def _reaching(index: WhatIfIndex, values: list[int | None]) -> np.ndarray:
    """int64: how many of the visible active customers reach each value; 0 for None."""
    wanted = np.array([_NOBODY if value is None else value for value in values], dtype=np.int64)
    return len(index.values) - np.searchsorted(index.values, wanted, side="left")


def _plain(index: WhatIfIndex, lines: tuple[Edge, ...]) -> tuple[np.ndarray, np.ndarray]:
    """One stretch per band, whatever was held."""
    reaching = _reaching(index, [line.cut for line in lines])
    bounds = np.concatenate([[0], reaching, [len(index.values)]])
    parts = index.rows.sums.shape[1]
    return bounds, np.repeat(np.arange(index.bands, dtype=np.int8), parts).reshape(-1, parts)


def _buffered(index: WhatIfIndex, lines: tuple[Edge, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Stretches between all edges, and for each the code by what was held: none (first), then each band."""
    promoted = _reaching(index, [line.promote_at for line in lines])
    plain = _reaching(index, [line.cut for line in lines])
    kept = _reaching(index, [line.keep_from for line in lines])
    bounds = np.concatenate([[0], promoted, plain, kept, [len(index.values)]])
    bounds.sort()
    starts = bounds[:-1, None]
    # A stretch lies between edges: all of it reaches a value where its first customer does. Axes: stretch, line, held.
    is_promoted, is_plain, is_kept = (starts < reaching for reaching in (promoted, plain, kept))
    was_above = np.arange(index.bands)[None, :] <= np.arange(len(lines))[:, None]
    keeps_side = is_kept[:, :, None] & was_above
    is_above = np.concatenate([is_plain[:, :, None], is_promoted[:, :, None] | keeps_side], axis=2)
    return bounds, (len(lines) - is_above.sum(axis=1)).astype(np.int8)


def _moves(index: WhatIfIndex, placed: np.ndarray, counts: np.ndarray) -> np.ndarray:
    cells = index.came * len(index.layers) + placed
    shape = index.outer_moves.shape
    moved = np.bincount(cells.ravel(), weights=counts.ravel(), minlength=shape[0] * shape[1])
    return moved.astype(np.int64).reshape(shape) + index.outer_moves


def _after(index: WhatIfIndex, moves: np.ndarray, by_held: np.ndarray, sums: np.ndarray) -> LayerSums:
    is_in = by_held.ravel() == np.arange(index.bands)[:, None]
    banded = (is_in.astype(np.int64) @ sums.reshape(-1, sums.shape[2])).T.tolist()
    outer, below = index.outer, slice(index.bands, None)
    revenue, profit, costed_abs, net_abs, costed = (tuple(banded[column]) for column in index.columns)
    return LayerSums(
        layers=outer.layers,
        bands=outer.bands,
        customers=tuple(moves.sum(axis=0).tolist()),
        revenue=revenue + outer.revenue[below],
        profit=profit + outer.profit[below],
        costed_abs=costed_abs + outer.costed_abs[below],
        net_abs=net_abs + outer.net_abs[below],
        costed_customers=costed + outer.costed_customers[below],
    )
