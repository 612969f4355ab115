"""Counts and sums of the first so many rows, at every number of rows around the ends of blocks."""

import numpy as np
import pytest

from dashboard.logic.what_if.block_sums import BLOCK, block_sums

SIZES = [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK - 1, 2 * BLOCK, 3 * BLOCK + 5]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("height", [100, 1 << 50, 10**18])
def test_equal_adding_up_one_by_one_at_every_number_of_rows(size, height):
    draw = np.random.default_rng(size)
    order = draw.permutation(size).astype(np.int32)
    groups, parts = draw.integers(0, 5, size).astype(np.uint8), np.array([0, 2, 0, 1, 1])
    measures = (draw.integers(-height, height, size), draw.integers(0, height, size), draw.random(size) < 0.5)
    rows = block_sums(order, groups, parts, 3, measures)
    counts, sums = rows.first(np.arange(size + 1))
    expected_counts, expected = np.zeros(5, int), np.zeros((3, 3), object)
    assert counts[0].tolist() == expected_counts.tolist()
    for number in range(size):
        group, place = groups[number], order[number]
        expected_counts[group] += 1
        expected[parts[group]] += [int(measure[place]) for measure in measures]
        assert counts[number + 1].tolist() == expected_counts.tolist()
        assert sums[number + 1].tolist() == expected.tolist()
    assert len(rows) == size


def test_sums_leave_63_bits_exactly_though_each_block_is_small():
    # 2 ** 46 * 128 is just what a float still holds; 2 ** 18 rows of it are 2 ** 63 or more.
    size = 1 << 18
    value = (1 << 46) - 1
    measure = np.full(size, value, dtype=np.int64)
    rows = block_sums(np.arange(size, dtype=np.int32), np.zeros(size, np.uint8), np.zeros(1, np.intp), 1, (measure,))
    assert rows.is_small
    _, sums = rows.first(np.array([0, 7, size - 1, size]))
    assert sums.ravel().tolist() == [0, 7 * value, (size - 1) * value, size * value]


def test_arrays_are_read_only():
    rows = block_sums(np.zeros(3, np.int32), np.zeros(3, np.uint8), np.zeros(1, np.intp), 1, (np.ones(3, np.int64),))
    for array in (rows.order, rows.groups, rows.parts, rows.counts, rows.sums):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0
