"""Load per account manager: worked-out counts and visits."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.logic.problems import Problem
from dashboard.logic.what_if.visits import busiest_managers, checked_visits, load_by_manager, visits_due

LAYERS = ("Top", "Small", "Inactive")
MANAGERS = (None, "E1", "E2", "E3")
VISITS = {"Top": 12, "Small": 1.5, "Gold": 4}


def load():
    managers = np.array([1, 1, 2, 0, 1, -1])
    before = np.array([0, 1, 1, 2, -1, 0], dtype=np.int8)
    after = np.array([1, 1, 0, 2, -1, 0], dtype=np.int8)
    return load_by_manager(managers, before, after, LAYERS, MANAGERS)


def test_customers_by_manager_and_layer_before_and_after():
    assert load().to_numpy().tolist() == [
        [None, "Top", 0, 0],
        [None, "Small", 0, 0],
        [None, "Inactive", 1, 1],
        ["E1", "Top", 1, 0],
        ["E1", "Small", 1, 2],
        ["E1", "Inactive", 0, 0],
        ["E2", "Top", 0, 1],
        ["E2", "Small", 1, 0],
        ["E2", "Inactive", 0, 0],
    ]


def test_visits_of_a_year():
    due = visits_due(load(), VISITS)
    assert due["visits_before"].tolist() == [0, 0, 0, 12, 1.5, 0, 0, 1.5, 0]
    assert due["visits_after"].tolist() == [0, 0, 0, 0, 3, 0, 12, 0, 0]


def test_busiest_managers_come_first_with_all_their_layers():
    due = visits_due(load(), VISITS).rename(
        columns={"manager": "account_manager_id", "before": "customers_before", "after": "customers_after"}
    )
    due["account_manager_name"] = due["account_manager_id"].map({"E1": "Ann"})
    busiest = busiest_managers(due, 2)
    assert (busiest.ids, busiest.names, busiest.count) == (["E2", "E1"], [None, "Ann"], 3)
    assert busiest.customers == {"Top": [(0, 1), (1, 0)], "Small": [(1, 0), (1, 2)], "Inactive": [(0, 0), (0, 0)]}
    assert busiest.visits == [(1.5, 12.0), (13.5, 3.0)]
    assert busiest_managers(due, 9).ids == ["E2", "E1", None]
    nobody = busiest_managers(due.iloc[:0], 2)
    assert (nobody.ids, nobody.visits, nobody.count) == ([], [], 0)


def test_a_layer_below_the_bands_is_visited_if_the_setting_says_so():
    due = visits_due(load(), {"Inactive": 0.1})
    assert due["visits_before"].sum() == 0.1


def test_hundredths_leave_no_rest_of_a_float():
    layers, size = ("A", "B"), 3
    table = load_by_manager(np.zeros(size, int), np.zeros(size, int), np.array([0, 1, 1]), layers, ("E1",))
    due = visits_due(table, {"A": 0.1, "B": 0.2})
    assert due["visits_before"].tolist() == [0.3, 0.0]
    assert due["visits_after"].tolist() == [0.1, 0.4]


def test_nobody_gives_no_row():
    nobody = np.empty(0, dtype=np.int8)
    table = load_by_manager(nobody, nobody, nobody, LAYERS, MANAGERS)
    assert len(table) == 0
    assert len(visits_due(table, VISITS)) == 0


@pytest.mark.parametrize("wrong", [-1, 367, 0.125, float("nan"), "often"])
def test_impossible_numbers_of_visits_are_a_problem(wrong):
    with pytest.raises(Problem, match="visits per year for layer Top"):
        checked_visits({"Top": wrong})


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-1, 2), st.integers(-1, 2)), max_size=40))
def test_column_sums_are_the_counts_of_the_layers(rows):
    managers, before, after = (
        np.array(column, dtype=np.int64) for column in (zip(*rows, strict=True) if rows else [[]] * 3)
    )
    table = load_by_manager(managers, before, after, LAYERS, MANAGERS)
    for code, layer in enumerate(LAYERS):
        of_layer = table[table["layer"] == layer]
        assert of_layer["before"].sum() == (before == code).sum()
        assert of_layer["after"].sum() == (after == code).sum()
