"""Migration matrix and movement rates: T4, the stories of single customers, and the oracle."""

from collections import Counter
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from order_books import Customer, Order, books, expected_layers, facts_of, months, simple_facts, whole

from dashboard.logic.layers import decide_layers
from dashboard.logic.migration import MOVEMENTS, migration_matrix, moved_rows, movement_codes, movement_rates
from dashboard.logic.periods import MonthSpan, month_no
from dashboard.logic.problems import Problem
from dashboard.logic.schemes import ABC, CURRY
from dashboard.logic.value_bases import PROFIT, REVENUE

T0, T1 = month_no(date(2023, 12, 31)), month_no(date(2024, 12, 31))


def year_to(last: int) -> MonthSpan:
    return MonthSpan(last - 11, last)


def both(book, first: int, second: int, scheme=CURRY, base=REVENUE):
    facts = [facts_of(book, year_to(last)) for last in (first, second)]
    return facts, [decide_layers(one, scheme, base) for one in facts]


def matrix_of(book, first: int, second: int, scheme=CURRY, base=REVENUE):
    facts, layerings = both(book, first, second, scheme, base)
    return migration_matrix(*layerings, facts[0].revenue, facts[1].revenue), facts, layerings


spans = st.tuples(months, st.integers(0, 30)).map(lambda pair: (pair[0] - pair[1], pair[0]))


@settings(deadline=None)
@given(books, spans, st.sampled_from([REVENUE, PROFIT]))
def test_t4_rows_sum_to_the_earlier_and_columns_to_the_later_population(book, span, base):
    matrix, facts, (before, after) = matrix_of(book, *span, base=base)
    from_rows = matrix.groupby("from_layer")["customers"].sum()
    assert from_rows.drop("New").sum() == facts[0].in_population.sum()
    assert matrix["customers"].sum() == facts[1].in_population.sum()
    to_columns = matrix.groupby("to_layer")["customers"].sum()
    for code, layer in enumerate(before.layers):
        assert from_rows[layer] == (before.codes == code).sum()
        assert to_columns[layer] == (after.codes == code).sum()


@settings(deadline=None)
@given(books, months)
def test_t4_matrix_of_one_date_with_itself_is_diagonal(book, month):
    matrix, facts, _ = matrix_of(book, month, month)
    off = matrix[(matrix["from_layer"] != matrix["to_layer"])]
    assert off["customers"].sum() == 0
    assert matrix["revenue_before"].tolist() == matrix["revenue_after"].tolist()
    assert matrix["revenue_after"].sum() == int(facts[0].revenue[facts[0].in_population].sum())


@settings(deadline=None)
@given(books, spans)
def test_matrix_equals_the_plain_python_oracle(book, span):
    matrix, _, _ = matrix_of(book, *span, scheme=ABC)
    sides = [expected_layers(book, ABC, "revenue", year_to(last)) for last in span]
    cells, revenue = Counter(), Counter()
    for customer, came, went in zip(book, *sides, strict=True):
        if went is not None:
            cells[(came or "New", went)] += 1
            revenue[(came or "New", went)] += sum(order.net for order in customer.within(year_to(span[1])))
    for row in matrix.itertuples():
        assert row.customers == cells[(row.from_layer, row.to_layer)]
        assert row.revenue_after == revenue[(row.from_layer, row.to_layer)]


def test_every_pair_is_there_in_display_order_with_new_last():
    matrix, _, (before, _) = matrix_of([], T0, T1)
    assert list(matrix.columns) == ["from_layer", "to_layer", "customers", "revenue_before", "revenue_after"]
    assert matrix["from_layer"].unique().tolist() == [*before.layers, "New"]
    assert matrix["to_layer"].tolist()[:8] == list(before.layers)
    assert len(matrix) == 72


STORIES = {
    "moved_up": ([(2023, 4), (2024, 80)], ("Small", "Top")),
    "moved_down": ([(2023, 60), (2024, 3)], ("Top", "Small")),
    "stayed": ([(2023, 5), (2024, 4)], ("Small", "Small")),
    "stopped": ([(2023, 6)], ("Small", "Inactive")),
    "new": ([(2024, 7)], ("Suspect", "Medium")),
    "won_back": ([(2021, 9), (2024, 2)], ("Inactive", "Small")),
    "resumed": ([(2023, -2), (2024, 5)], ("Inactive", "Small")),
}


@pytest.fixture
def story_book():
    return [Customer(tuple(Order(date(year, 6, 1), net) for year, net in orders)) for orders, _ in STORIES.values()] + [
        Customer((Order(date(2024, 3, 1), 1),), is_on_file=False),
        Customer(()),
    ]


def test_each_story_is_called_by_its_name(story_book):
    facts, layerings = both(story_book, T0, T1)
    codes = movement_codes(*layerings, *facts)
    names = [MOVEMENTS[code] if code >= 0 else None for code in codes]
    assert names == [*STORIES, "new", None]
    for row, (_, (came, went)) in enumerate(STORIES.values()):
        assert layerings[0].layers[layerings[0].codes[row]] == came
        assert layerings[1].layers[layerings[1].codes[row]] == went


def test_rates_divide_by_those_active_before(story_book):
    facts, layerings = both(story_book, T0, T1)
    movement = movement_rates(*layerings, *facts)
    assert movement.active_before == 4
    assert movement.counts == {
        "moved_up": 1,
        "moved_down": 1,
        "stayed": 1,
        "stopped": 1,
        "new": 2,
        "won_back": 1,
        "resumed": 1,
        "unclear": 0,
    }
    assert movement.rate("moved_up").value == 0.25
    some = movement_rates(*layerings, *facts, rows=np.array([True, *[False] * 8]))
    assert (some.active_before, some.counts["moved_up"], some.counts["new"]) == (1, 1, 0)


def test_rows_of_a_cell_are_the_customers_counted_in_it(story_book):
    _, layerings = both(story_book, T0, T1)
    assert np.flatnonzero(moved_rows(*layerings, "Small", "Top")).tolist() == [0]
    assert np.flatnonzero(moved_rows(*layerings, "New", "Small")).tolist() == [7]
    with pytest.raises(ValueError, match="not in tuple"):
        moved_rows(*layerings, "Gold", "Top")


def test_a_first_order_of_a_suspect_moves_from_suspect_and_not_from_new(story_book):
    matrix, _, _ = matrix_of(story_book, T0, T1)
    cells = matrix.set_index(["from_layer", "to_layer"])["customers"]
    assert cells["Suspect", "Medium"] == 1
    assert cells["New", "Small"] == 1


def test_a_first_order_on_the_earlier_date_itself_is_not_new():
    book = [Customer((Order(date(2023, 12, 31), -2), Order(date(2024, 6, 1), 5)))]
    facts, layerings = both(book, T0, T1)
    assert [MOVEMENTS[code] for code in movement_codes(*layerings, *facts)] == ["resumed"]


def test_by_profit_nobody_has_stopped_whose_later_costs_are_unknown():
    book = [Customer((Order(date(2023, 5, 1), 10, cost=4), Order(date(2024, 5, 1), 10)))]
    facts, layerings = both(book, T0, T1, base=PROFIT)
    movement = movement_rates(*layerings, *facts)
    assert (movement.active_before, movement.counts["unclear"], movement.counts["stopped"]) == (1, 1, 0)


@settings(deadline=None)
@given(books, spans, st.sampled_from([REVENUE, PROFIT]))
def test_movements_of_those_active_before_and_after_are_complete(book, span, base):
    facts, (before, after) = both(book, *span, base=base)
    counts = movement_rates(before, after, *facts).counts
    active_before, active_after = int(before.is_active.sum()), int(after.is_active.sum())
    both_dates = counts["moved_up"] + counts["moved_down"] + counts["stayed"]
    assert both_dates + counts["stopped"] + counts["unclear"] == active_before
    assert both_dates + counts["new"] + counts["won_back"] + counts["resumed"] == active_after


def test_dates_the_wrong_way_round_are_refused():
    facts, (before, after) = both([], T0, T1)
    with pytest.raises(Problem, match="2024-12-31, lies after 2023-12-31"):
        migration_matrix(after, before, facts[1].revenue, facts[0].revenue)


def test_layerings_of_different_schemes_are_refused():
    facts = simple_facts([1, 2])
    with pytest.raises(ValueError, match="same scheme"):
        migration_matrix(
            decide_layers(facts, CURRY, REVENUE), decide_layers(facts, ABC, REVENUE), whole([1, 2]), whole([1, 2])
        )
