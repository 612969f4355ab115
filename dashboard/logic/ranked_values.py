"""The values of the active customers, sorted once: every cut, rank and position is read off them (M5)."""

from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

import numpy as np

from dashboard.logic.money import running_totals

WHOLE = 10_000
"""All customers, or all of the value, in basis points."""
BLOCK = 64
"""Running totals are kept for every so many values only: 125 KB instead of 8 MB at a million customers."""


@dataclass(frozen=True, eq=False)
class RankedValues:
    """The int64 values above 0 of the active customers, lowest first; becomes read-only.

    Positions count from the top: 1 is the highest value.
    """

    values: np.ndarray

    def __post_init__(self) -> None:
        if self.values.dtype != np.int64:
            raise ValueError(f"values: {self.values.dtype} where int64 is needed")
        if self.values.flags.writeable:
            # A view, so that the caller's own array stays as it was.
            values = self.values.view()
            values.flags.writeable = False
            object.__setattr__(self, "values", values)

    def __len__(self) -> int:
        return len(self.values)

    def at(self, position: int) -> int:
        """The value at a position from 1 to the number of values. A customer's competition rank is at most ``m``
        exactly if the value reaches ``at(m)``."""
        if not 1 <= position <= len(self.values):
            raise IndexError(f"position {position} of {len(self.values)} values")
        return int(self.values[-position])

    def count_reaching(self, cut: int) -> int:
        """How many values are at least ``cut``."""
        return len(self.values) - int(np.searchsorted(self.values, cut, side="left"))

    def share_position(self, bp: int) -> int:
        """The first position with running total * 10000 >= bp * total; 0 without values or for bp = 0."""
        if bp == 0 or len(self.values) == 0:
            return 0
        needed = -(-bp * self.total // WHOLE)
        block = int(np.searchsorted(self._block_totals, needed, side="left"))
        above = int(self._block_totals[block - 1]) if block else 0
        end = len(self.values) - block * BLOCK
        within = accumulate(self.values[max(end - BLOCK, 0) : end][::-1].tolist(), initial=above)
        return block * BLOCK + next(place for place, total in enumerate(within) if total >= needed)

    @cached_property
    def total(self) -> int:
        """The sum of all values, exact beyond 63 bits too."""
        return int(self._block_totals[-1]) if len(self.values) else 0

    @cached_property
    def _block_totals(self) -> np.ndarray:
        """The running total from the top at the end of each block: int64, or Python ints beyond 63 bits."""
        values = self.values
        if len(values) and BLOCK * int(values[-1]) >= 1 << 63:
            values = values.astype(object)
        # Whole blocks are counted from the top, so what is left over lies at the low end.
        rest = len(values) % BLOCK
        blocks = values[rest:].reshape(-1, BLOCK).sum(axis=1)[::-1]
        if rest:
            blocks = np.append(blocks, values[:rest].sum())
        return np.cumsum(blocks) if values.dtype == object else running_totals(blocks)


def rank_position(n: int, bp: int) -> int:
    """How many of n customers make bp basis points of them, rounded up."""
    return (n * bp + 9999) // WHOLE


def share_position(running: np.ndarray, bp: int) -> int:
    """``RankedValues.share_position`` where all running totals from the top are at hand.

    Asked as running total >= ceil(bp * total / 10000) in Python ints, so that no product leaves 63 bits.
    """
    if bp == 0 or len(running) == 0:
        return 0
    needed = -(-bp * int(running[-1]) // WHOLE)
    return int(np.searchsorted(running, needed, side="left")) + 1
