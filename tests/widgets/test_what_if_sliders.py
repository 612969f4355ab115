"""The places of a slider, and where a boundary may be put."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.logic.labels import Labels
from dashboard.logic.periods import Period
from dashboard.logic.scheme_policy import Band, Scheme
from dashboard.logic.schemes import ABC, AMOUNT, CURRY
from dashboard.logic.value_bases import ORDERS, REVENUE
from dashboard.logic.what_if.proposal import Proposal
from dashboard.widgets.formats import Formats
from dashboard.widgets.language import Speech
from dashboard.widgets.what_if.boundaries import placed
from dashboard.widgets.what_if.carry import starting_percents, strictly_falling
from dashboard.widgets.what_if.steps import PERCENTS, amount_slider, amount_steps, percent_slider

YUAN = 10_000
ENGLISH, CHINESE = Formats(Speech("en")), Formats(Speech("zh_Hans"))


def test_percents_are_fine_at_the_top_end():
    assert PERCENTS[:3] == (10, 20, 30)
    assert [bp for bp in PERCENTS if 180 <= bp <= 300] == [180, 190, 200, 250, 300]
    assert [bp for bp in PERCENTS if 950 <= bp <= 1200] == [950, 1000, 1100, 1200]
    assert PERCENTS[-3:] == (9000, 9500, 10_000)
    assert len(PERCENTS) == 86


def test_value_in_use_is_among_the_places():
    steps = percent_slider((333,))
    assert steps.places[steps.places.index(300) :][:3] == (300, 333, 350)
    assert steps.labels[333] == "3.33"


def test_amounts_have_twenty_steps_in_a_decade_in_two_digits():
    steps = amount_steps(1_000 * YUAN, 1_000_000 * YUAN)
    assert steps[0] == 1_000 * YUAN
    assert steps[-1] == 1_000_000 * YUAN
    assert len(steps) == 61
    assert [step // YUAN for step in steps[:5]] == [1_000, 1_100, 1_200, 1_400, 1_600]


def test_orders_are_whole():
    assert amount_steps(1, 12) == (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)


@given(st.integers(1, 10**15), st.integers(0, 10**15), st.sampled_from([REVENUE, ORDERS]))
@settings(max_examples=60, deadline=None)
def test_amount_steps_span_the_values_and_no_two_labels_are_alike(lowest, more, base):
    highest = lowest + more
    exact = lowest + more // 3
    for form in (ENGLISH, CHINESE):
        slider = amount_slider(lowest, highest, base, (exact,), form)
        assert slider.places[0] <= lowest
        assert slider.places[-1] >= highest
        assert exact in slider.labels
        assert len(set(slider.labels.values())) == len(slider.places)
        assert list(slider.places) == sorted(slider.places)


def _rank(*limits: int) -> Proposal:
    return Proposal("rank", limits, "revenue", Period())


def _amounts(*limits: int) -> Proposal:
    return Proposal("absolute", limits, "revenue", Period())


@pytest.mark.parametrize(
    ("proposal", "place", "wanted", "expected", "is_stopped"),
    [
        (_rank(100, 500, 2000), 1, 700, (100, 700, 2000), False),
        (_rank(100, 500, 2000), 1, 50, (100, 100, 2000), True),
        (_rank(100, 500, 2000), 1, 2500, (100, 2000, 2000), True),
        (_rank(100, 500, 2000), 1, 2000, (100, 2000, 2000), False),
        (_rank(100, 500, 2000), 2, 12_000, (100, 500, 10_000), False),
        (_rank(100, 500, 2000), 0, -5, (0, 500, 2000), False),
        (_amounts(300, 200, 100), 1, 250, (300, 250, 100), False),
        (_amounts(300, 200, 100), 1, 300, (300, 299, 100), True),
        (_amounts(300, 200, 100), 1, 100, (300, 101, 100), True),
        (_amounts(300, 200, 100), 2, 0, (300, 200, 1), False),
        (_amounts(300, 200, 100), 0, 10**18, (10**18, 200, 100), False),
    ],
)
def test_boundary_stops_at_its_neighbour(proposal, place, wanted, expected, is_stopped):
    assert placed(proposal, place, wanted) == (expected, is_stopped)


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=6), st.integers(0, 5), st.integers(-100, 11_000))
@settings(max_examples=100, deadline=None)
def test_any_move_of_a_percent_gives_a_rule_that_can_be_made(limits, place, wanted):
    limits = tuple(sorted(limits))
    moved, _stopped = placed(_rank(*limits), place % len(limits), wanted)
    assert _rank(*moved).limits == moved


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=6), st.integers(0, 5), st.integers(-5, 10**10))
@settings(max_examples=100, deadline=None)
def test_any_move_of_an_amount_gives_a_rule_that_can_be_made(cuts, place, wanted):
    limits = strictly_falling(sorted(cuts, reverse=True))
    moved, _stopped = placed(_amounts(*limits), place % len(limits), wanted)
    assert _amounts(*moved).limits == moved


@pytest.mark.parametrize(
    ("cuts", "expected"),
    [([300, 200, 100], (300, 200, 100)), ([200, 200, 200], (200, 199, 198)), ([1, 1, 1], (3, 2, 1)), ([5], (5,))],
)
def test_equal_cuts_are_told_apart_by_the_least_amount(cuts, expected):
    assert strictly_falling(cuts) == expected
    assert all(high > low for high, low in pairwise(expected))


def test_percents_begin_with_those_of_the_scheme_else_of_a_shipped_one_else_equal_parts():
    assert starting_percents(CURRY, "rank") == (100, 500, 2000)
    assert starting_percents(ABC, "share") == (8000, 9500)
    assert starting_percents(AMOUNT, "share") == (8000, 9500)
    assert starting_percents(AMOUNT, "rank") == (3333, 6666)
    one = Scheme("one", "rank", (Band("All", 10_000, Labels("All", "全部")),), Labels("One", "一"))
    assert starting_percents(one, "share") == ()
