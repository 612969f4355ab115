"""Gaps in the order of what to fix first (M69)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.data.tables import TABLES
from dashboard.logic.data_needs import CUSTOMER_COLUMNS, NEEDS, ORDER_COLUMNS, needs_of_column, needs_of_table
from dashboard.logic.data_quality import (
    Emptiness,
    emptiness_of_customers,
    emptiness_of_orders,
    missing_tables,
    ranked_gaps,
)
from dashboard.logic.file_policy import FIELD_PLACES

ALL = frozenset(TABLES)


def test_every_table_and_column_of_the_registry_is_one_that_can_be_imported():
    columns = {name for need in NEEDS for name in need.columns}
    assert {name.partition(".")[0] for name in columns} | {one for need in NEEDS for one in need.tables} <= ALL
    for name in columns | {*CUSTOMER_COLUMNS, *ORDER_COLUMNS}:
        table, _, column = name.partition(".")
        assert column in TABLES[table].names, name
    assert columns <= {*CUSTOMER_COLUMNS, *ORDER_COLUMNS}, "a gap that the build does not measure"


def test_revenue_times_figures_decides_and_equal_ones_go_by_figures_then_by_name():
    found = {
        "orders.promised_date": Emptiness(10, 4, 60),  # two figures
        "orders.direct_cost": Emptiness(10, 2, 24),  # five figures
        "customers.region_code": Emptiness(5, 5, 119),  # one
        "customers.customer_type": Emptiness(5, 5, 119),  # one
        "orders.channel": Emptiness(10, 10, 500),  # no figure needs it
        "orders.contract_id": Emptiness(10, 0, 0),  # nothing empty
    }
    assert len(needs_of_column("orders.direct_cost", ALL)) == 5
    ranked = ranked_gaps(found, 200, ALL)
    assert [(gap.column, gap.weight) for gap in ranked] == [
        ("direct_cost", 120),
        ("promised_date", 120),
        ("customer_type", 119),
        ("region_code", 119),
    ]
    assert (ranked[0].empty_share.value, ranked[0].revenue_share.value) == (0.2, 0.12)


def test_a_figure_whose_table_is_missing_is_not_lost_by_a_cell():
    assert {need.name for need in needs_of_column("orders.promised_date", {"orders"})} == {"On-time rate of orders"}
    assert len(needs_of_column("orders.promised_date", {"orders", "deliveries"})) == 2
    assert ranked_gaps({"orders.contract_id": Emptiness(1, 1, 1)}, 1, {"orders"}) == ()


def test_the_table_that_unlocks_most_is_imported_next():
    missing = missing_tables(["cases", "deliveries", "rates", "orders"], ["orders"])
    assert [one.table for one in missing] == ["cases", "deliveries"]
    assert missing[0].needs == needs_of_table("cases")


def test_without_revenue_a_share_is_not_known():
    (gap,) = ranked_gaps({"customers.region_code": Emptiness(1, 1, 0)}, 0, ALL)
    assert gap.revenue_share.value is None


def test_orders_are_told_apart_by_their_bits():
    promised, cost = (1 << ORDER_COLUMNS.index(name) for name in ("orders.promised_date", "orders.direct_cost"))
    found = emptiness_of_orders(
        np.array([0, promised, promised | cost]),
        np.array([5, 2, 1]),
        np.array([500, 20, 7]),
        {"orders.direct_cost": np.array([0, 0, 3])},
    )
    assert found["orders.promised_date"] == Emptiness(8, 3, 27)
    assert found["orders.direct_cost"] == Emptiness(8, 1, 3), "only what has no cost"


customers = st.lists(st.tuples(st.integers(0, 255), st.integers(0, 10**15)), min_size=1, max_size=10)


@given(customers, st.integers(0, 7), st.integers(0, 9))
def test_filling_a_cell_never_raises_a_gap(rows, place, who):
    who %= len(rows)
    filled, weight = (np.array(column, np.int64) for column in zip(*rows, strict=True))
    more = filled.copy()
    more[who] |= 1 << place
    before, after = emptiness_of_customers(filled, weight), emptiness_of_customers(more, weight)
    for name in CUSTOMER_COLUMNS:
        assert after[name].empty <= before[name].empty
        assert after[name].revenue <= before[name].revenue
        assert before[name].rows == len(rows)


@pytest.mark.parametrize("name", ["region", "contact"])
def test_customer_bits_are_those_of_the_file(name):
    place = FIELD_PLACES[name]
    found = emptiness_of_customers(np.array([1 << place, 0]), np.array([10, 3]))
    assert found[CUSTOMER_COLUMNS[place]] == Emptiness(2, 1, 3)
    others = [one for column, one in found.items() if column != CUSTOMER_COLUMNS[place]]
    assert all(one == Emptiness(2, 2, 13) for one in others)
