"""Who moves: the places of the customers behind the counts of a what-if, and everybody's layer after it."""

from collections.abc import Iterator
from typing import Literal

import numpy as np

from dashboard.logic.what_if.block_sums import BLOCK, BlockSums
from dashboard.logic.what_if.index import WhatIfIndex
from dashboard.logic.what_if.outcome import WhatIf

Direction = Literal["up", "down"]
_FIRST_LOOK = 8
"""Blocks looked at first, four times as many each time after: the visible 25 are mostly close together."""


def mover_places(
    index: WhatIfIndex, outcome: WhatIf, direction: Direction, limit: int | None = None, offset: int = 0
) -> np.ndarray:
    """int32 places of the visible customers who move up or down: highest value after first, equal values by place.

    At most ``limit`` of them after the first ``offset``. ``outcome.up`` and ``outcome.down`` say how many there are.
    """
    is_moving = (index.is_up if direction == "up" else index.is_down)[index.came, outcome.placed]
    in_stretch = (outcome.counts * is_moving).sum(axis=1)
    wanted = int(in_stretch.sum()) + len(index.fallen) if limit is None else limit
    found = []
    for stretch in np.flatnonzero(in_stretch):
        number = int(in_stretch[stretch])
        if number <= offset:
            offset -= number
        elif wanted > 0:
            rows = _first_of(index, outcome, int(stretch), is_moving[stretch], min(number, offset + wanted))[offset:]
            found.append(index.rows.order[rows])
            wanted, offset = wanted - len(rows), 0
    if direction == "down":
        found.append(index.fallen[offset : offset + wanted])
    return np.concatenate(found) if found else np.empty(0, dtype=np.int32)


def after_codes(index: WhatIfIndex, outcome: WhatIf) -> np.ndarray:
    """int8 per visible customer: the code after, as in ``Layering.codes``."""
    codes = index.codes.copy()
    in_order = np.empty(len(index.rows), dtype=np.int8)
    for start, end, placed in zip(outcome.bounds[:-1], outcome.bounds[1:], outcome.placed, strict=True):
        in_order[start:end] = placed[index.rows.groups[start:end]]
    codes[index.rows.order] = in_order
    return codes


def _first_of(index: WhatIfIndex, outcome: WhatIf, stretch: int, is_moving: np.ndarray, number: int) -> np.ndarray:
    """The first so many rows of a stretch whose group moves; the stretch has that many."""
    start, end = int(outcome.bounds[stretch]), int(outcome.bounds[stretch + 1])
    return np.concatenate(list(_looked_at(index.rows, start, end, is_moving, number)))[:number]


def _looked_at(rows: BlockSums, start: int, end: int, is_moving: np.ndarray, number: int) -> Iterator[np.ndarray]:
    """Rows start .. end-1 of the groups that move, in pieces until there are as many as wanted: looked for in more and
    more blocks at a time, and only in those whose counts say that they have some."""
    moving = np.flatnonzero(is_moving)
    block, blocks, look = start // BLOCK, -(-end // BLOCK), _FIRST_LOOK
    while number > 0 and block < blocks:
        until = min(block + look, blocks)
        in_block = np.diff(rows.counts[block : until + 1, moving].sum(axis=1))
        has_some = np.ones(until - block, dtype=bool)  # nothing is counted of a last block that is not full
        has_some[: len(in_block)] = in_block > 0
        places = ((block + np.flatnonzero(has_some))[:, None] * BLOCK + np.arange(BLOCK)).ravel()
        places = places[np.searchsorted(places, start) : np.searchsorted(places, end)]
        found = places[is_moving[rows.groups[places]]]
        yield found
        number, block, look = number - len(found), until, look * 4
