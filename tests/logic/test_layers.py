"""Layers: the rule on hand-made rows, invariants T1, T2, T3, T9, and the plain-Python oracle."""

import itertools
import random
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from order_books import (
    Customer,
    Order,
    books,
    counted,
    dates,
    expected_layers,
    facts_of,
    layer_names,
    months,
    simple_facts,
    whole,
)

from dashboard.logic.labels import Labels
from dashboard.logic.layers import competition_ranks, decide_layers, layers_of, to_next_layer
from dashboard.logic.money import UNITS
from dashboard.logic.periods import MonthSpan, month_end, month_no
from dashboard.logic.problems import Problem
from dashboard.logic.schemes import ABC, AMOUNT, CURRY, SHIPPED, Band, Scheme
from dashboard.logic.value_bases import ORDERS, PROFIT, REVENUE, VALUE_BASES

B = Labels("b", "b")
FINE_AMOUNTS = Scheme(
    "fine", "absolute", (Band("Big", 15, B), Band("Medium", 4, B), Band("Small", None, B)), B, "revenue"
)
DEC_2024 = month_no(date(2024, 12, 31))

schemes = st.sampled_from([CURRY, ABC, AMOUNT, FINE_AMOUNTS])


@st.composite
def questions(draw):
    scheme = draw(schemes)
    base = REVENUE if scheme.mode == "absolute" else draw(st.sampled_from(list(VALUE_BASES.values())))
    last = draw(months)
    return scheme, base, MonthSpan(last - draw(st.integers(0, 40)), last)


@settings(max_examples=80, deadline=None)
@given(books, questions())
def test_layers_equal_the_plain_python_oracle(book, question):
    equal_the_oracle(book, question)


@pytest.mark.slow
@settings(max_examples=1000, deadline=None)
@given(books, questions())
def test_layers_equal_the_plain_python_oracle_in_a_wide_sweep(book, question):
    equal_the_oracle(book, question)


def equal_the_oracle(book, question) -> None:
    scheme, base, span = question
    layering = decide_layers(facts_of(book, span), scheme, base)
    assert layer_names(layering) == expected_layers(book, scheme, base.name, span)


@settings(deadline=None)
@given(books, questions())
def test_t1_layer_counts_sum_to_the_population(book, question):
    scheme, base, span = question
    facts = facts_of(book, span)
    layering = decide_layers(facts, scheme, base)
    assert sum(counted(layering).values()) == int(facts.in_population.sum())
    assert set(layering.codes.tolist()) <= set(range(-1, len(layering.layers)))


@pytest.mark.parametrize(
    ("n", "expected"),
    [(100, [1, 4, 15, 80]), (1, [1, 0, 0, 0]), (10, [1, 0, 1, 8]), (250, [3, 10, 37, 200]), (0, [0, 0, 0, 0])],
)
def test_t2_counts_of_the_default_rank_mode(n, expected):
    layering = decide_layers(simple_facts(list(range(1, n + 1))), CURRY, REVENUE)
    assert [int((layering.codes == code).sum()) for code in range(4)] == expected


def test_t2_nobody_active_leaves_every_cut_null():
    layering = decide_layers(simple_facts([0, -5]), CURRY, REVENUE)
    assert layering.cuts == (None, None, None)
    assert layer_names(layering) == ["Inactive", "Inactive"]
    assert to_next_layer(layering).tolist() == [-1, -1]


def test_all_equal_values_share_the_highest_layer():
    for scheme in (CURRY, ABC):
        layering = decide_layers(simple_facts([700] * 9), scheme, REVENUE)
        assert layering.codes.tolist() == [0] * 9


def test_all_negative_values_are_inactive():
    assert counted(decide_layers(simple_facts([-1, -2, -3]), ABC, REVENUE)) == {"Inactive": 3}


def test_one_giant_is_alone_at_the_top():
    values = [10**18, *([1] * 99)]
    rank = decide_layers(simple_facts(values), CURRY, REVENUE)
    assert counted(rank) == {"Top": 1, "Big": 99}  # equal values are never split: the 99 reach the cut of Big
    share = decide_layers(simple_facts(values), ABC, REVENUE)
    assert counted(share) == {"A": 1, "C": 99}  # the giant reaches 80 % and 95 % at once, so band B is empty
    assert share.cuts == (10**18, 10**18)


def test_tie_at_the_cut_gets_the_higher_layer():
    # n = 10: Medium ends at position 2, whose value 8 is shared by four customers.
    layering = decide_layers(simple_facts([9, 8, 8, 8, 8, 1, 1, 1, 1, 1]), CURRY, REVENUE)
    assert layering.cuts == (9, 9, 8)
    assert counted(layering) == {"Top": 1, "Medium": 4, "Small": 5}


def test_share_mode_cuts_at_the_first_who_reaches_the_share():
    # 50 + 30 reaches 80 of 100 exactly; 10 + 5 reaches 95 exactly; the tie at 5 stays together in B.
    layering = decide_layers(simple_facts([50, 30, 5, 10, 5]), ABC, REVENUE)
    assert layer_names(layering) == ["A", "A", "B", "B", "B"]
    assert layering.cuts == (30, 5)


def test_share_mode_is_exact_where_the_product_leaves_63_bits():
    reached = decide_layers(simple_facts([8 * 10**17, 2 * 10**17]), ABC, REVENUE)  # a total of 1e14 yuan
    assert reached.cuts == (8 * 10**17, 2 * 10**17)
    one_unit_short = decide_layers(simple_facts([8 * 10**17 - 1, 2 * 10**17 + 1]), ABC, REVENUE)
    assert one_unit_short.cuts == (2 * 10**17 + 1, 2 * 10**17 + 1)
    beyond = decide_layers(simple_facts([10**18] * 40 + [1]), ABC, REVENUE)  # the total itself leaves 63 bits
    assert beyond.cuts == (10**18, 10**18)
    assert counted(beyond) == {"A": 40, "C": 1}


def test_absolute_cut_includes_its_own_amount():
    million = 1_000_000 * UNITS
    layering = decide_layers(simple_facts([10 * million, 10 * million - 1, million, million - 1, 0]), AMOUNT, REVENUE)
    assert layer_names(layering) == ["Big", "Medium", "Medium", "Small", "Inactive"]
    assert layering.cuts == (10 * million, million)


def test_absolute_scheme_refuses_another_base():
    with pytest.raises(Problem, match="revenue"):
        decide_layers(simple_facts([1]), AMOUNT, ORDERS)


@settings(deadline=None)
@given(books, questions(), st.randoms(use_true_random=False))
def test_t2_shuffling_customers_changes_nothing(book, question, generator: random.Random):
    scheme, base, span = question
    order = list(range(len(book)))
    generator.shuffle(order)
    plain = decide_layers(facts_of(book, span), scheme, base)
    shuffled = decide_layers(facts_of([book[i] for i in order], span), scheme, base)
    assert shuffled.cuts == plain.cuts
    assert shuffled.codes.tolist() == plain.codes[order].tolist()


@settings(deadline=None)
@given(books, questions())
def test_t2_equal_values_share_a_layer_and_higher_values_never_a_lower_one(book, question):
    scheme, base, span = question
    layering = decide_layers(facts_of(book, span), scheme, base)
    pairs = sorted(zip(layering.values[layering.is_active], layering.codes[layering.is_active], strict=True))
    for (low, low_code), (high, high_code) in itertools.pairwise(pairs):
        assert high_code <= low_code
        if low == high:
            assert low_code == high_code


@given(
    st.lists(st.integers(-5, 100), max_size=30),
    st.lists(st.integers(1, 90), min_size=2, max_size=4, unique=True),
    st.integers(0, 3),
    st.integers(1, 50),
)
def test_t3_raising_a_cut_value_never_moves_a_customer_up(values, cuts, which, raised_by):
    cuts = sorted(cuts, reverse=True)
    higher = list(cuts)
    higher[which % len(cuts)] += raised_by
    if sorted(higher, reverse=True) != higher or len(set(higher)) < len(higher):
        return  # not a scheme

    def codes(limits):
        bands = (*(Band(f"B{i}", limit, B) for i, limit in enumerate(limits)), Band("Rest", None, B))
        return decide_layers(simple_facts(values), Scheme("own", "absolute", bands, B, "revenue"), REVENUE).codes

    assert (codes(higher) >= codes(cuts)).all()


@settings(deadline=None)
@given(books, questions())
def test_t9_layers_are_unchanged_when_dated_facts_after_as_of_are_deleted(book, question):
    scheme, base, span = question
    end = month_end(span.last)
    past = [Customer(tuple(o for o in c.orders if o.day <= end), c.is_on_file, c.first_contact) for c in book]
    plain, deleted = (decide_layers(facts_of(some, span), scheme, base) for some in (book, past))
    assert deleted.codes.tolist() == plain.codes.tolist()
    assert deleted.cuts == plain.cuts


def test_last_order_in_the_36_months_that_end_at_as_of_is_inactive_else_lost():
    book = [
        Customer((Order(date(2022, 1, 1), 5),)),  # first day of the 36 months
        Customer((Order(date(2021, 12, 31), 5),)),
        Customer(()),
        Customer((), is_on_file=False),
        Customer((), first_contact=date(2025, 1, 1)),
        Customer((), first_contact=date(2024, 12, 31)),
        Customer((Order(date(2024, 12, 31), -5),)),  # a return alone: ordered, not active
    ]
    layering = decide_layers(facts_of(book, MonthSpan(DEC_2024 - 11, DEC_2024)), CURRY, REVENUE)
    assert layer_names(layering) == ["Inactive", "Lost", "Suspect", None, None, "Suspect", "Inactive"]


def test_prospect_is_never_ordered_with_something_on_file():
    never = dates([None, None])
    facts = simple_facts([0, 0], first_order=never, last_order=never, in_touch=np.array([True, False]))
    assert layer_names(decide_layers(facts, CURRY, REVENUE)) == ["Prospect", "Suspect"]


def test_by_profit_revenue_without_any_cost_is_unknown():
    facts = simple_facts(
        [100, 100, 0, -4],
        profit=whole([30, 0, 0, 0]),
        has_cost=np.array([True, False, False, False]),
    )
    layering = decide_layers(facts, CURRY, PROFIT)
    assert layering.layers == ("Top", "Big", "Medium", "Small", "Inactive", "Lost", "Prospect", "Suspect", "Unknown")
    assert layer_names(layering) == ["Top", "Unknown", "Inactive", "Inactive"]
    assert "Unknown" not in layers_of(CURRY, REVENUE)


def test_by_orders_the_count_of_orders_ranks():
    facts = simple_facts([5, 500, 50], orders=np.array([9, 1, 0], dtype=np.int32))
    layering = decide_layers(facts, CURRY, ORDERS)
    assert layering.values.tolist() == [9, 1, 0]
    assert layer_names(layering) == ["Top", "Small", "Inactive"]


def test_selection_ranks_its_members_only():
    facts = simple_facts([1000, 900, 10, 5])
    members = np.array([False, False, True, True])
    company = decide_layers(facts, CURRY, REVENUE)
    selection = decide_layers(facts, CURRY, REVENUE, members=members)
    assert layer_names(company) == ["Top", "Small", "Small", "Small"]
    assert layer_names(selection) == [None, None, "Top", "Small"]
    assert selection.cuts == (10, 10, 10)


def test_distance_to_the_next_layer_reaches_it_exactly():
    values = [9, 8, 8, 8, 8, 1, 1, 1, 1, 1, 0]
    layering = decide_layers(simple_facts(values), CURRY, REVENUE)
    missing = to_next_layer(layering)
    assert missing.tolist() == [-1, 1, 1, 1, 1, 7, 7, 7, 7, 7, -1]
    raised = decide_layers(simple_facts([*values[:9], 1 + 7, 0]), CURRY, REVENUE)
    assert raised.codes[9] == layering.codes[9] - 1


def test_competition_rank_is_shared_by_equal_values():
    layering = decide_layers(simple_facts([5, 9, 9, 0, 2, -1]), CURRY, REVENUE)
    assert competition_ranks(layering).tolist() == [3, 1, 1, 0, 4, 0]
    assert competition_ranks(layering, np.array([4, 0])).tolist() == [4, 3]


def test_arrays_of_a_layering_are_read_only_and_the_callers_own_are_not():
    revenue = whole([3, 2, 1])
    facts = simple_facts([0, 0, 0], revenue=revenue)
    layering = decide_layers(facts, CURRY, REVENUE)
    for array in (layering.codes, layering.values, layering.ranked.values, facts.revenue):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1
    revenue[0] = 3  # still the caller's


def test_facts_of_the_wrong_kind_or_length_are_refused():
    with pytest.raises(ValueError, match="revenue"):
        simple_facts([1, 2], revenue=np.array([1.0, 2.0]))
    with pytest.raises(ValueError, match="has_cost"):
        simple_facts([1, 2], has_cost=np.array([True]))


def test_every_shipped_scheme_names_its_layers_in_display_order():
    assert [layers_of(scheme, REVENUE)[-4:] for scheme in SHIPPED.values()] == [
        ("Inactive", "Lost", "Prospect", "Suspect")
    ] * 3
