"""Edges of a buffered cut: worked-out values, and that two values say exactly what the ranks say."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.logic.ranked_values import RankedValues
from dashboard.logic.what_if.buffer import Edge, buffer_width, edges


def ranked(values) -> RankedValues:
    return RankedValues(np.sort(np.array(list(values), dtype=np.int64)))


def test_width_is_rounded_up():
    assert [buffer_width(rank, 1000) for rank in (0, 1, 9, 10, 11, 100, 101)] == [0, 1, 1, 1, 2, 10, 11]
    assert buffer_width(100, 0) == 0


def test_ftse_100_promotes_at_90_and_demotes_below_110():
    values = ranked(range(1, 301))  # rank r has the value 301 - r
    assert edges(values, [201], 1000) == (Edge(201, 211, 191),)


def test_no_buffer_has_one_edge():
    assert edges(ranked([5, 3, 1]), [4, None, 9], 0) == (Edge(4, 4, 4), Edge(None, None, None), Edge(9, 9, 9))


def test_buffer_wider_than_the_rank_promotes_nobody_and_may_keep_everybody():
    values = ranked([5, 3, 1])
    assert edges(values, [5], 1000) == (Edge(5, None, 3),)  # K = 1, b = 1: rank 2 may keep its place, rank 0 is nobody
    assert edges(values, [1], 1000) == (Edge(1, 3, 1),)  # K = 3, b = 1: nobody has a rank below 4
    assert edges(values, [7], 1000) == (Edge(7, None, None),)
    assert edges(ranked([]), [7, None], 1000) == (Edge(7, None, None), Edge(None, None, None))


def test_equal_values_stay_together():
    values = ranked([9, 8, 8, 8, 8, 1, 1, 1])
    assert edges(values, [8], 1000) == (Edge(8, 8, 1),)  # K = 5, b = 1: rank 4 is the value 8, rank 6 the value 1


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.integers(1, 30), max_size=60),
    st.lists(st.one_of(st.none(), st.integers(1, 35)), min_size=1, max_size=4),
    st.sampled_from([1, 500, 1000, 2500, 5000]),
)
def test_edges_say_what_the_ranks_say(numbers, cuts, buffer_bp):
    for edge in edges(ranked(numbers), cuts, buffer_bp):
        for value in set(numbers):
            rank = 1 + sum(other > value for other in numbers)
            cut_rank = 0 if edge.cut is None else sum(other >= edge.cut for other in numbers)
            width = -(-cut_rank * buffer_bp // 10_000)
            assert (edge.promote_at is not None and value >= edge.promote_at) == (rank <= cut_rank - width)
            assert (edge.keep_from is None or value < edge.keep_from) == (rank > cut_rank + width)


@pytest.mark.parametrize("buffer_bp", [0, 1, 1000, 5000])
@given(numbers=st.lists(st.integers(1, 30), max_size=60), cuts=st.lists(st.integers(1, 35), min_size=2, max_size=5))
@settings(max_examples=60, deadline=None)
def test_edges_fall_from_line_to_line(buffer_bp, numbers, cuts):
    def height(value: int | None) -> float:
        return float("inf") if value is None else value

    found = edges(ranked(numbers), sorted(cuts, reverse=True), buffer_bp)
    for edge in found:
        assert height(edge.promote_at) >= edge.cut
        assert edge.keep_from is None or edge.keep_from <= edge.cut
    for above, below in pairwise(found):
        assert height(above.promote_at) >= height(below.promote_at)
        assert height(above.keep_from) >= height(below.keep_from)
