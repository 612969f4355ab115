"""Losing customers: worked-out numbers, what the others do then, and that nothing out of sight is counted."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.logic.layers import decide_layers
from dashboard.logic.periods import MonthSpan
from dashboard.logic.pyramid import layer_sums
from dashboard.logic.schemes import ABC, CURRY
from dashboard.logic.shares import Share
from dashboard.logic.value_bases import PROFIT, REVENUE
from dashboard.logic.what_if.loss import largest_losses, loss_of, single_losses
from tests.logic.order_books import books, facts_of, months, simple_facts, whole


def flags(size: int, *places: int) -> np.ndarray:
    rows = np.zeros(size, dtype=bool)
    rows[list(places)] = True
    return rows


def costed(revenue: list[int], profit: list[int | None]):
    known = np.array([part is not None for part in profit], dtype=bool)
    return simple_facts(revenue, profit=whole(part or 0 for part in profit), has_cost=known)


def test_loss_of_the_largest_customer_lets_others_move_up():
    # 50 30 10 5 5: A to 80 % is 50 and 30, B to 95 % is 10 and the tie at 5. Without 50 the total is 50:
    # A reaches 40 with 30 and 10, B reaches 47.5 with the 5s.
    facts = simple_facts([50, 30, 10, 5, 5, -4])
    loss = loss_of(facts, decide_layers(facts, ABC, REVENUE), flags(6, 0))
    assert loss.customers == 1
    assert loss.before.customers == (2, 3, 0, 1, 0, 0, 0)
    assert loss.after.customers == (2, 2, 0, 1, 0, 0, 0)
    assert loss.after.revenue == (40, 10, 0, -4, 0, 0, 0)
    assert loss.revenue == Share(50, 96)
    assert loss.profit is None
    assert (loss.moved_up, loss.moved_down) == (1, 0)
    assert loss.moves[1, 0] == 1  # the customer of 10, from B to A
    assert loss.moves.sum() == 5


def test_loss_of_a_small_customer_can_push_others_down():
    # By rank 1 % of 101 customers is two of them, of 100 one: the second place at the top is gone.
    facts = simple_facts(list(range(1, 102)))
    loss = loss_of(facts, decide_layers(facts, CURRY, REVENUE), flags(101, 0))
    assert loss.before.customers[:4] == (2, 4, 15, 80)
    assert loss.after.customers[:4] == (1, 4, 15, 80)
    assert (loss.moved_up, loss.moved_down) == (0, 3)  # one from each band but the last


def test_only_visible_rows_are_counted_and_taken_out():
    facts = costed([50, 30, 10, 5, 5], [20, None, 4, 1, 1])
    layering = decide_layers(facts, ABC, REVENUE)
    visible = flags(5, 1, 2)
    loss = loss_of(facts, layering, flags(5, 0, 2), visible)
    assert loss.customers == 1
    assert loss.before.customers[:3] == (1, 1, 0)
    assert loss.revenue == Share(10, 40)
    assert loss.profit == Share(4, 4)
    assert loss.moves.sum() == 1
    unknown = loss_of(facts, layering, flags(5, 0), visible)
    nobody = loss_of(facts, layering, flags(5), visible)
    assert unknown.customers == nobody.customers == 0
    assert unknown.after == nobody.after == unknown.before
    assert unknown.revenue == Share(0, 40)


def test_profit_without_any_known_cost_of_the_chosen_is_unknown_and_a_loss_maker_lowers_nothing():
    facts = costed([50, 30, 10], [-8, None, 4])
    layering = decide_layers(facts, CURRY, REVENUE)
    assert loss_of(facts, layering, flags(3, 1)).profit is None
    loss = loss_of(facts, layering, flags(3, 0))
    assert loss.profit == Share(-8, -4)
    assert loss.profit.value is None
    assert sum(loss.after.profit) == 4


def test_taking_everybody_out_leaves_nobody():
    facts = simple_facts([50, 30])
    loss = loss_of(facts, decide_layers(facts, CURRY, REVENUE), flags(2, 0, 1))
    assert sum(loss.after.customers) == 0
    assert loss.revenue == Share(80, 80)
    assert not loss.moves.any()


@settings(max_examples=60, deadline=None)
@given(books, st.sampled_from([CURRY, ABC]), st.sampled_from([REVENUE, PROFIT]), months, st.data())
def test_before_minus_after_is_what_the_chosen_bring(book, scheme, base, last, data):
    facts = facts_of(book, MonthSpan(last - 11, last))
    layering = decide_layers(facts, scheme, base)
    some = st.lists(st.booleans(), min_size=len(book), max_size=len(book)).map(lambda drawn: np.array(drawn, bool))
    chosen, visible = data.draw(some), data.draw(some)
    loss = loss_of(facts, layering, chosen, visible)
    gone = chosen & visible & facts.in_population
    for name in ("revenue", "profit", "net_abs"):
        brought = sum(getattr(facts, name)[gone].tolist())
        assert sum(getattr(loss.before, name)) - sum(getattr(loss.after, name)) == brought
    assert sum(loss.before.customers) - sum(loss.after.customers) == loss.customers == gone.sum()
    assert loss.moves.sum(axis=0).tolist() == list(loss.after.customers)
    again = decide_layers(facts, scheme, base, members=~gone)
    assert loss.after == layer_sums(facts, again, visible & ~gone)
    assert loss.moved_up == (again.codes < layering.codes)[visible & ~gone].sum()
    assert loss_of(facts, layering, np.zeros(len(book), bool), visible).after == loss.before


def test_largest_losses_by_profit_then_unknown_by_revenue_then_without_profit():
    facts = costed([90, 50, 70, 60, 80, 0, -5, 70], [None, 20, 20, -3, 0, None, 9, None])
    assert largest_losses(facts).tolist() == [2, 1, 6, 0, 7, 4, 3]
    assert largest_losses(facts, 2).tolist() == [2, 1]
    assert largest_losses(facts, 4).tolist() == [2, 1, 6, 0]
    assert largest_losses(facts, 0).tolist() == []


def test_equal_losses_keep_the_order_of_the_rows_and_the_limit():
    facts = simple_facts([7] * 30)
    assert largest_losses(facts, 5).tolist() == [0, 1, 2, 3, 4]
    assert largest_losses(simple_facts([])).tolist() == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(-3, 9), st.none() | st.integers(-3, 9)), max_size=30), st.integers(0, 12))
def test_largest_losses_equal_a_plain_sort(customers, limit):
    facts = costed([revenue for revenue, _ in customers], [profit for _, profit in customers])

    def order(place: int) -> tuple[int, int, int, int]:
        revenue, profit = customers[place]
        group = 1 if profit is None else 0 if profit > 0 else 2
        return group, -(revenue if profit is None else profit), -revenue, place

    listed = [place for place, (revenue, profit) in enumerate(customers) if revenue > 0 or (profit or 0) > 0]
    assert largest_losses(facts, limit).tolist() == sorted(listed, key=order)[:limit]


def test_single_losses_with_shares_of_all_rows():
    table = single_losses(costed([60, 30, 10], [12, None, -2]), np.array([0, 1, 2]))
    assert table["revenue"].tolist() == [60, 30, 10]
    assert table["revenue_share"].tolist() == [0.6, 0.3, 0.1]
    assert table["profit"].tolist() == [12, pd.NA, -2]
    assert table["profit_share"].astype(object).where(table["profit_share"].notna(), None).tolist() == [1.2, None, -0.2]
    assert str(table["profit"].dtype) == "Int64"
