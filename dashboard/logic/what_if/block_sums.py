"""Counts and exact sums of the first so many rows of one order.

They are kept for every block of rows, so that any number of rows costs one look, and the few rows after the last block.
"""

from dataclasses import dataclass

import numpy as np

BLOCK = 128
"""Rows per block. Half of it takes twice the memory, twice of it twice the rows that a question must still add up."""
_EXACT_FLOATS = 1 << 53
_SAFE = float(1 << 62)


@dataclass(frozen=True, eq=False)
class BlockSums:
    """Read-only; n rows in order, each in a group, each group in a part (counts are per group, sums per part).

    order      int32 (n): the rows' places in the measures
    groups     uint8 (n): the group of each row, in order
    parts      intp per group
    measures   arrays of whole numbers (or bool), in order of place
    counts     int32 (blocks + 1, groups): rows in all blocks before
    sums       int64 (blocks + 1, parts, measures), or Python ints where 63 bits might not hold them
    is_small   a block's sum is a whole number that a float holds exactly
    """

    order: np.ndarray
    groups: np.ndarray
    parts: np.ndarray
    measures: tuple[np.ndarray, ...]
    counts: np.ndarray
    sums: np.ndarray
    is_small: bool

    def __len__(self) -> int:
        return len(self.order)

    def first(self, numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Of the first so many rows, for each of ``numbers`` (0 .. n): counts int64 (numbers, groups), sums (numbers,
        parts, measures)."""
        blocks = numbers // BLOCK
        counts, sums = self.counts[blocks].astype(np.int64), self.sums[blocks]
        _, count_parts, _ = sums.shape
        # The rows after the last whole block, of all numbers in one go; ``which`` says whose they are.
        starts = blocks * BLOCK
        lengths = numbers - starts
        which = np.repeat(np.arange(len(numbers)), lengths)
        rows = np.arange(len(which)) + np.repeat(starts - np.cumsum(lengths) + lengths, lengths)
        groups, places = self.groups[rows], self.order[rows]
        counts += np.bincount(which * counts.shape[1] + groups, minlength=counts.size).reshape(counts.shape)
        keys, size = which * count_parts + self.parts[groups], len(numbers) * count_parts
        for column, measure in enumerate(self.measures):
            sums[:, :, column] += _sums_by_key(keys, measure[places], size, self.is_small).reshape(-1, count_parts)
        return counts, sums


def block_sums(
    order: np.ndarray, groups: np.ndarray, parts: np.ndarray, count_parts: int, measures: tuple[np.ndarray, ...]
) -> BlockSums:
    """Add up once. ``order``, ``groups``, ``parts`` (each below ``count_parts``), ``measures`` as in BlockSums."""
    blocks = len(order) // BLOCK
    whole = blocks * BLOCK
    is_small = all(_size(measure) * BLOCK < _EXACT_FLOATS for measure in measures)

    def keys(number: int, within: np.ndarray) -> np.ndarray:
        return np.repeat(np.arange(blocks) * number, BLOCK) + within

    counts = np.zeros((blocks + 1, len(parts)), dtype=np.int32)
    in_block = np.bincount(keys(len(parts), groups[:whole]), minlength=blocks * len(parts)).reshape(blocks, len(parts))
    np.cumsum(in_block, axis=0, out=counts[1:])
    part_keys = keys(count_parts, parts[groups[:whole]])
    places = order[:whole].astype(np.intp)  # once: every look-up by a narrower index widens it anew
    columns = [
        _sums_by_key(part_keys, measure[places], blocks * count_parts, is_small).reshape(blocks, count_parts)
        for measure in measures
    ]
    sums = _running(np.stack(columns, axis=2))
    for array in (order, groups, parts, counts, sums):
        array.flags.writeable = False
    return BlockSums(order, groups, parts, measures, counts, sums, is_small)


def _running(in_block: np.ndarray) -> np.ndarray:
    """Sums of all blocks before each, beginning with none."""
    if in_block.dtype != object and np.abs(in_block).sum(dtype=np.float64) >= _SAFE:
        in_block = in_block.astype(object)
    nothing = np.zeros((1, *in_block.shape[1:]), dtype=in_block.dtype)
    return np.concatenate([nothing, np.cumsum(in_block, axis=0)])


def _size(measure: np.ndarray) -> int:
    return max(int(measure.max()), -int(measure.min())) if len(measure) else 0


def _sums_by_key(keys: np.ndarray, values: np.ndarray, size: int, is_small: bool) -> np.ndarray:
    """Exact sums per key 0 .. size-1: int64, or Python ints unless ``is_small``.

    ``bincount`` adds floats, which hold whole numbers exactly below 2 ** 53. Larger ones are added in two halves of 32
    bits, and a block of those stays far below.
    """
    if is_small:
        return np.bincount(keys, weights=values, minlength=size).astype(np.int64)
    wide = values.astype(np.int64)
    high, low = (
        np.bincount(keys, weights=half, minlength=size).astype(np.int64).astype(object)
        for half in (wide >> 32, wide & 0xFFFF_FFFF)
    )
    return high * (1 << 32) + low
