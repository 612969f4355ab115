"""A what-if equals deciding and adding up everybody anew, to the last digit; worked-out numbers; T1, T2, T3."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dashboard.logic.layers import decide_layers
from dashboard.logic.migration import migration_matrix
from dashboard.logic.problems import Problem
from dashboard.logic.pyramid import layer_sums
from dashboard.logic.question import Question
from dashboard.logic.schemes import ABC, CURRY
from dashboard.logic.value_bases import ORDERS, PROFIT, REVENUE
from dashboard.logic.what_if.index import what_if_index
from dashboard.logic.what_if.movers import after_codes
from dashboard.logic.what_if.outcome import what_if
from dashboard.logic.what_if.proposal import Proposal, proposal_of
from tests.logic.order_books import simple_facts, whole
from tests.logic.what_if.what_if_cases import (
    Case,
    buffered_codes,
    cases,
    facts_of_some,
    layering_of_some,
    proposed,
    scheme_of,
)

CURRY_FORM = scheme_of("rank", [100, 500, 2000])
HALVES = scheme_of("rank", [5000])


def everybody(values, *, scheme=CURRY, held=None, **changes) -> Case:
    facts = simple_facts(values, **changes)
    codes = np.full(len(values), -1, np.int8) if held is None else np.array(held, np.int8)
    return Case(facts, decide_layers(facts, scheme, REVENUE), facts, REVENUE, codes, np.ones(len(values), bool))


def pairs_counted(came, went, shape) -> list[list[int]]:
    table = [[0] * shape[1] for _ in range(shape[0])]
    for before, after in zip(came, went, strict=True):
        if before >= 0:
            table[before][after] += 1
    return table


@settings(max_examples=80, deadline=None)
@given(cases(), st.data())
def test_equals_the_rule_written_out_customer_by_customer(case, data):
    equals_the_rule_written_out(case, data)


@pytest.mark.slow
@settings(max_examples=1500, deadline=None)
@given(cases(), st.data())
def test_equals_the_rule_written_out_in_a_wide_sweep(case, data):
    equals_the_rule_written_out(case, data)


def equals_the_rule_written_out(case: Case, data: st.DataObject) -> None:
    scheme, buffer_bp = data.draw(proposed(case.base))
    index = case.index()
    outcome = what_if(index, scheme, buffer_bp)
    company = decide_layers(case.after_facts, scheme, case.base)
    expected = np.array(
        buffered_codes(case.after_facts, scheme, case.base, buffer_bp, case.held), dtype=np.int8
    )[case.visible]  # fmt: skip
    assert after_codes(index, outcome).tolist() == expected.tolist()
    after = layering_of_some(company, case.visible)
    facts = facts_of_some(case.after_facts, case.visible)
    object.__setattr__(after, "codes", expected)
    assert outcome.after == layer_sums(facts, after)
    before = layering_of_some(case.before, case.visible)
    assert outcome.before == layer_sums(facts_of_some(case.before_facts, case.visible), before)
    assert outcome.cuts_after == company.cuts
    assert outcome.cuts_before == case.before.cuts
    shape = (len(before.layers), len(after.layers))
    assert outcome.moves.tolist() == pairs_counted(before.codes.tolist(), expected.tolist(), shape)
    known = [(a, b) for a, b in zip(before.codes.tolist(), expected.tolist(), strict=True) if a >= 0]
    known = [(a, b) for a, b in known if "Unknown" not in (before.layers[a], after.layers[b])]
    assert outcome.up == sum(b < a for a, b in known)
    assert outcome.down == sum(b > a for a, b in known)


@settings(max_examples=50, deadline=None)
@given(cases(), st.data())
def test_without_held_layers_the_plain_rule_gives_the_same(case, data):
    scheme, _ = data.draw(proposed(case.base))
    with_held, without = (what_if(case.index(is_held_known=known), scheme) for known in (True, False))
    assert without.after == with_held.after
    assert without.moves.tolist() == with_held.moves.tolist()
    assert (without.up, without.down, without.edges) == (with_held.up, with_held.down, with_held.edges)
    assert (
        without.after.customers
        == layer_sums(
            facts_of_some(case.after_facts, case.visible),
            layering_of_some(decide_layers(case.after_facts, scheme, case.base), case.visible),
        ).customers
    )


@settings(max_examples=60, deadline=None)
@given(cases())
def test_t1_layers_hold_everybody_visible_once(case):
    outcome = what_if(case.index(), scheme_of("rank", [100, 500, 2000]), 1000)
    people = int(case.after_facts.in_population[case.visible].sum())
    assert sum(outcome.after.customers) == people == sum(outcome.before.customers) == outcome.moves.sum()
    assert outcome.moves.sum(axis=1).tolist() == list(outcome.before.customers)
    assert outcome.moves.sum(axis=0).tolist() == list(outcome.after.customers)


@settings(max_examples=30, deadline=None)
@given(cases())
def test_the_rule_in_force_moves_nobody(case):
    case = Case(case.before_facts, case.before, case.before_facts, case.before.base, case.held, case.visible)
    question = Question(case.before.as_of, base=case.before.base.name)
    proposal = proposal_of(case.before.scheme, question)
    outcome = what_if(case.index(), proposal.scheme(case.before.scheme))
    assert (outcome.up, outcome.down) == (0, 0)
    assert outcome.after == outcome.before
    assert outcome.cuts_after == outcome.cuts_before


@pytest.mark.parametrize(
    ("n", "expected"),
    [(100, [1, 4, 15, 80]), (1, [1, 0, 0, 0]), (10, [1, 0, 1, 8]), (250, [3, 10, 37, 200]), (0, [0, 0, 0, 0])],
)
def test_t2_counts_of_the_default_rank_mode(n, expected):
    values = np.random.default_rng(n).permutation(np.arange(1, n + 1)).tolist()
    outcome = what_if(everybody(values, scheme=scheme_of("rank", [50, 60, 70])).index(), CURRY_FORM)
    assert list(outcome.after.customers[:4]) == expected


def test_t2_equal_values_are_never_split():
    outcome = what_if(everybody([9, 8, 8, 8, 8, 1, 1, 1, 1, 1]).index(), CURRY, 0)
    assert outcome.after.customers[:4] == (1, 0, 4, 5)
    assert outcome.cuts_after == (9, 9, 8)


def test_hand_worked_what_if_of_ten_customers():
    # 20 % instead of 10 % in the first of two layers: the customer of 80 goes up, and takes revenue and profit along.
    values = [10, 20, 30, 40, 50, 60, 70, 80, 90, 0]
    case = everybody(
        values,
        scheme=scheme_of("rank", [1000]),
        profit=whole([0, 0, 0, 0, 0, 0, 0, 30, 40, 0]),
        has_cost=np.array([value >= 80 for value in values]),
    )
    outcome = what_if(case.index(), scheme_of("rank", [2000]))
    assert outcome.layers == ("B0", "B1", "Inactive", "Lost", "Prospect", "Suspect")
    assert (outcome.cuts_before, outcome.cuts_after) == ((90,), (80,))
    assert (outcome.before.customers, outcome.after.customers) == ((1, 8, 1, 0, 0, 0), (2, 7, 1, 0, 0, 0))
    assert (outcome.before.revenue[:2], outcome.after.revenue[:2]) == ((90, 360), (170, 280))
    assert (outcome.before.profit[:2], outcome.after.profit[:2]) == ((40, 30), (70, 0))
    assert (outcome.before.costed_customers[:2], outcome.after.costed_customers[:2]) == ((1, 1), (2, 0))
    assert (outcome.moves[1, 0], outcome.up, outcome.down) == (1, 1, 0)


def test_buffer_keeps_the_layer_held_near_the_cut():
    # 20 customers, cut rank 10, buffer 10 % = 1 rank: ranks 10 and 11 keep their side, whichever it was.
    values = list(range(20, 0, -1))
    for held, expected in [
        ([-1] * 20, 10),  # nothing held: the plain rule
        ([0] * 20, 11),  # rank 11 was above and stays there
        ([1] * 20, 9),  # rank 10 was below and stays there
        ([1] * 10 + [0] * 10, 10),  # they change places
    ]:
        outcome = what_if(everybody(values, scheme=scheme_of("rank", [5000]), held=held).index(), HALVES, 1000)
        assert outcome.after.customers[0] == expected
    assert outcome.after.revenue[0] == sum(range(12, 21)) + 10  # rank 10 (value 11) below, rank 11 (value 10) above


@settings(max_examples=60, deadline=None)
@given(cases(), st.data())
def test_t3_raising_a_cut_never_moves_anybody_up(case, data):
    limits = sorted(data.draw(st.sets(st.integers(1, 60), min_size=3, max_size=3)), reverse=True)
    which, raised_by = data.draw(st.integers(0, 2)), data.draw(st.integers(1, 20))
    higher = list(limits)
    higher[which] += raised_by
    assume(not which or higher[which] < higher[which - 1])  # else it is no scheme
    index = case.index()
    plain, raised = (
        after_codes(index, what_if(index, scheme_of("absolute", some, case.base.name))) for some in (limits, higher)
    )
    assert (raised >= plain).all()


@settings(max_examples=60, deadline=None)
@given(cases(), st.data())
def test_t3_a_buffer_changes_nobody_beyond_it(case, data):
    changes_nobody_beyond_the_buffer(case, data)


@pytest.mark.slow
@settings(max_examples=1000, deadline=None)
@given(cases(), st.data())
def test_t3_a_buffer_changes_nobody_beyond_it_in_a_wide_sweep(case, data):
    changes_nobody_beyond_the_buffer(case, data)


def changes_nobody_beyond_the_buffer(case: Case, data: st.DataObject) -> None:
    scheme, buffer_bp = data.draw(proposed(case.base))
    plain = decide_layers(case.after_facts, scheme, case.base)
    whole_case = Case(case.before_facts, case.before, case.after_facts, case.base, case.held, case.visible | True)
    index = whole_case.index()
    buffered = after_codes(index, what_if(index, scheme, buffer_bp))
    active = plain.ranked.values
    for place in np.flatnonzero(buffered != plain.codes):
        rank = 1 + int((active > plain.values[place]).sum())
        reached = [int((active >= cut).sum()) for cut in plain.cuts if cut is not None]
        assert any(abs(rank - k) <= -(-k * buffer_bp // 10_000) for k in reached if buffer_bp)


def test_money_beyond_63_bits_and_beyond_exact_floats():
    values = [10**18 - place for place in range(300)]
    case = everybody(values, scheme=CURRY_FORM, profit=-whole(values), has_cost=np.ones(300, bool))
    outcome = what_if(case.index(), scheme_of("rank", [5000, 6000, 9000]), 500)
    assert outcome.after.revenue[0] == sum(values[:150])
    assert outcome.after.profit[0] == -sum(values[:150])
    half = everybody([(1 << 52) + place for place in range(300)], scheme=CURRY_FORM)
    sums = what_if(half.index(), scheme_of("rank", [5000, 6000, 9000])).after.revenue
    assert sums[0] == sum((1 << 52) + place for place in range(150, 300))


def test_other_base_and_period_keep_the_money_of_their_own_period():
    before_facts = simple_facts([100, 50, 10, 5])
    after_facts = simple_facts([7, 60, 0, 0], orders=whole([3, 9, 0, 0]))
    before = decide_layers(before_facts, HALVES, REVENUE)
    nobody_held = np.full(4, -1, np.int8)
    case = Case(before_facts, before, after_facts, ORDERS, nobody_held, np.ones(4, bool))
    outcome = what_if(case.index(), HALVES)
    assert (outcome.before.revenue[:3], outcome.after.revenue[:3]) == ((150, 15, 0), (60, 7, 0))
    assert outcome.cuts_after == (9,)
    assert (outcome.moves[1, 2], outcome.moves[0, 1], outcome.up, outcome.down) == (2, 1, 0, 3)


def test_unknown_profit_is_neither_up_nor_down():
    facts = simple_facts([100, 50, 0], profit=whole([0, 20, 0]), has_cost=np.array([False, True, False]))
    before = decide_layers(facts, HALVES, REVENUE)
    outcome = what_if(Case(facts, before, facts, PROFIT, np.zeros(3, np.int8), np.ones(3, bool)).index(), HALVES)
    assert outcome.layers[-1] == "Unknown"
    assert outcome.moves[0, -1] == 1
    assert (outcome.up, outcome.down) == (1, 0)


def test_what_cannot_be_asked_is_refused():
    case = everybody([3, 2, 1])
    with pytest.raises(ValueError, match="last review"):
        what_if(case.index(is_held_known=False), CURRY, 1000)
    with pytest.raises(ValueError, match="bands of the index"):
        what_if(case.index(), ABC)
    with pytest.raises(Problem, match="orders"):
        what_if(case.index(), Proposal("absolute", (3, 2, 1), "orders", Question(24_000).period).scheme(CURRY))
    other = decide_layers(case.after_facts, ABC, REVENUE)
    with pytest.raises(ValueError, match="bands"):
        what_if_index(before_facts=case.before_facts, before=case.before, after_facts=case.after_facts, after=other,
                      held=None, ranked=other.ranked)  # fmt: skip


def test_moves_equal_the_migration_matrix_of_the_same_layers():
    draw = np.random.default_rng(5)
    facts = simple_facts(draw.integers(-50, 500, 700).tolist())
    case = Case(facts, decide_layers(facts, CURRY, REVENUE), facts, REVENUE, np.zeros(700, np.int8), np.ones(700, bool))
    proposed_scheme = Proposal("rank", (300, 900, 4000), "revenue", Question(1).period).scheme(CURRY)
    outcome = what_if(case.index(), proposed_scheme)
    matrix = migration_matrix(case.before, decide_layers(facts, proposed_scheme, REVENUE), facts.revenue, facts.revenue)
    count = len(outcome.layers)
    assert outcome.moves.ravel().tolist() == matrix["customers"].tolist()[: count * count]


def test_absolute_rule_in_force_is_compared_with_other_modes():
    case = everybody([30, 20, 10], scheme=scheme_of("absolute", [25]))
    assert what_if(case.index(), scheme_of("share", [8000])).moves[:2, :2].tolist() == [[1, 0], [1, 1]]


def test_index_and_outcome_are_read_only():
    index = everybody([3, 2, 1]).index()
    outcome = what_if(index, CURRY, 1000)
    arrays = (index.values, index.fallen, index.came, index.outer_moves, outcome.moves, outcome.placed, outcome.counts)
    assert not any(array.flags.writeable for array in arrays)
