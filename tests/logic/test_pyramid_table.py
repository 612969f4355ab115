"""The pyramid table on hand-made rows, its sums against the oracle, scope and filters as a choice of rows."""

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from order_books import books, expected_layers, facts_of, months, simple_facts, whole

from dashboard.logic.layers import decide_layers
from dashboard.logic.periods import MonthSpan
from dashboard.logic.pyramid import layer_sums, pyramid_table
from dashboard.logic.schemes import ABC, CURRY
from dashboard.logic.value_bases import PROFIT, REVENUE

COLUMNS = [
    "layer",
    "customers",
    "customer_share",
    "revenue",
    "revenue_share",
    "average_revenue",
    "profit",
    "profit_share",
    "profit_known_share",
    "cut_value",
]


def rows_of(table: pd.DataFrame) -> list[list]:
    return [[None if pd.isna(cell) else cell for cell in row] for row in table.astype(object).to_numpy().tolist()]


def test_table_of_hand_made_rows():
    facts = simple_facts(
        [60, 25, 5, 5, 5, -3],
        profit=whole([20, 10, 2, 0, 0, 0]),
        costed_abs=whole([60, 20, 5, 0, 0, 0]),
        has_cost=np.array([True, True, True, False, False, False]),
    )
    table = pyramid_table(facts, decide_layers(facts, ABC, REVENUE))
    assert list(table.columns) == COLUMNS
    assert rows_of(table) == [
        ["A", 2, 0.4, 85, 0.85, 43, 30, 30 / 32, 80 / 85, 25],
        ["B", 3, 0.6, 15, 0.15, 5, 2, 2 / 32, 5 / 15, 5],
        ["C", 0, 0.0, 0, 0.0, None, 0, 0.0, None, None],
        ["Inactive", 1, None, -3, None, -3, None, None, 0.0, None],
        ["Lost", 0, None, 0, None, None, 0, None, None, None],
        ["Prospect", 0, None, 0, None, None, 0, None, None, None],
        ["Suspect", 0, None, 0, None, None, 0, None, None, None],
    ]


def test_average_is_rounded_half_away_from_zero():
    facts = simple_facts([-3, 0])
    table = pyramid_table(facts, decide_layers(facts, CURRY, REVENUE))
    assert table.set_index("layer").loc["Inactive", "average_revenue"] == -2


def test_profit_is_unknown_where_no_cost_is_known_anywhere():
    facts = simple_facts([60, 25])
    table = pyramid_table(facts, decide_layers(facts, CURRY, REVENUE))
    assert table["profit"].isna().all()
    assert table["profit_share"].isna().all()
    assert table.loc[0, "profit_known_share"] == 0.0


def test_nobody_at_all_gives_a_full_table_of_zeros_and_unknowns():
    facts = simple_facts([])
    table = pyramid_table(facts, decide_layers(facts, CURRY, REVENUE))
    assert table["customers"].tolist() == [0] * 8
    assert table["revenue"].tolist() == [0] * 8
    for column in ("customer_share", "revenue_share", "average_revenue", "profit", "cut_value"):
        assert table[column].isna().all()


def test_all_negative_profit_has_no_profit_share():
    facts = simple_facts([5, 4], profit=whole([-1, -1]), costed_abs=whole([5, 4]), has_cost=np.array([True, True]))
    table = pyramid_table(facts, decide_layers(facts, CURRY, REVENUE))
    assert table["profit"].tolist()[:4] == [-1, 0, 0, -1]
    assert table["profit_share"].isna().all()


def test_by_profit_the_last_row_is_unknown():
    facts = simple_facts([60, 25], profit=whole([20, 0]), has_cost=np.array([True, False]), costed_abs=whole([60, 0]))
    table = pyramid_table(facts, decide_layers(facts, CURRY, PROFIT))
    assert rows_of(table)[-1] == ["Unknown", 1, None, 25, None, 25, None, None, 0.0, None]
    assert rows_of(table)[0][:5] == ["Top", 1, 1.0, 60, 1.0]


def test_sums_beyond_63_bits_stay_exact():
    facts = simple_facts([10**18] * 20)
    table = pyramid_table(facts, decide_layers(facts, CURRY, REVENUE))
    assert table.loc[0, "revenue"] == 20 * 10**18
    assert table.loc[0, "average_revenue"] == 10**18
    assert table.loc[0, "revenue_share"] == 1.0


@settings(deadline=None)
@given(books, st.sampled_from([REVENUE, PROFIT]), months, st.integers(1, 30))
def test_table_equals_the_plain_python_oracle(book, base, last, length):
    span = MonthSpan(last - length + 1, last)
    facts = facts_of(book, span)
    layering = decide_layers(facts, CURRY, base)
    table = pyramid_table(facts, layering).set_index("layer")
    layers = expected_layers(book, CURRY, base.name, span)
    revenue = dict.fromkeys(layering.layers, 0)
    for customer, name in zip(book, layers, strict=True):
        if name:
            revenue[name] += sum(order.net for order in customer.within(span))
    assert table["revenue"].tolist() == list(revenue.values())
    assert table["customers"].tolist() == [layers.count(name) for name in layering.layers]
    whole_revenue = sum(revenue[name] for name in CURRY.band_ids)
    for name in CURRY.band_ids:
        if whole_revenue > 0:
            assert table.loc[name, "revenue_share"] == float(Fraction(revenue[name], whole_revenue))
        else:
            assert pd.isna(table.loc[name, "revenue_share"])


@settings(deadline=None)
@given(books, months, st.data())
def test_rows_of_managers_add_up_to_the_company(book, last, data):
    facts = facts_of(book, MonthSpan(last - 11, last))
    layering = decide_layers(facts, CURRY, REVENUE)
    manager = np.array(data.draw(st.lists(st.integers(0, 2), min_size=len(book), max_size=len(book))), dtype=np.int64)
    parts = [layer_sums(facts, layering, manager == one) for one in range(3)]
    company = layer_sums(facts, layering)
    for name in ("customers", "revenue", "profit", "costed_abs", "net_abs", "costed_customers"):
        assert [sum(column) for column in zip(*(getattr(part, name) for part in parts), strict=True)] == list(
            getattr(company, name)
        )


def test_shares_of_a_choice_of_rows_divide_by_what_is_shown():
    facts = simple_facts([60, 25, 10, 5])
    layering = decide_layers(facts, CURRY, REVENUE)
    table = pyramid_table(facts, layering, np.array([False, True, True, False]))
    assert table["customers"].tolist()[:4] == [0, 0, 0, 2]
    assert table["customer_share"].tolist()[:4] == [0.0, 0.0, 0.0, 1.0]
    assert table["cut_value"].tolist()[:3] == [60, 60, 60]  # still the company's


@pytest.mark.parametrize("base", [REVENUE, PROFIT])
def test_dtypes_keep_money_whole(base):
    facts = simple_facts([2**53 + 1, 1])
    table = pyramid_table(facts, decide_layers(facts, CURRY, base))
    assert table["revenue"].dtype == "int64"
    assert [str(table[column].dtype) for column in ("average_revenue", "profit", "cut_value")] == ["Int64"] * 3
    assert sum(table["revenue"]) == 2**53 + 2
