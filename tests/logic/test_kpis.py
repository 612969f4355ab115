"""The KPI row: values, comparisons that are n/a, and the coverage beside the profit."""

from datetime import date

import numpy as np
import pytest
from order_books import dates, simple_facts, whole

from dashboard.logic.kpis import KPI_METRICS, kpis
from dashboard.logic.layers import decide_layers
from dashboard.logic.metrics import METRICS
from dashboard.logic.schemes import CURRY
from dashboard.logic.value_bases import REVENUE


def facts_and_layers(values, **changes):
    facts = simple_facts(values, **changes)
    return facts, decide_layers(facts, CURRY, REVENUE)


NOW = facts_and_layers(
    [60, 25, 15, -10, 0],
    profit=whole([20, 5, 0, 0, 0]),
    costed_abs=whole([60, 25, 0, 0, 0]),
    has_cost=np.array([True, True, False, False, False]),
    first_order=dates([date(2020, 1, 1), date(2024, 1, 1), date(2023, 12, 31), date(2024, 5, 5), None]),
)
BEFORE = facts_and_layers([40, 10, 0, 0, 0])


def by_metric(*args, **kwargs):
    return {kpi.metric: kpi for kpi in kpis(*args, **kwargs)}


def test_values_of_the_period():
    found = by_metric(*NOW)
    assert tuple(found) == KPI_METRICS
    assert {name: kpi.value for name, kpi in found.items()} == {
        "revenue": 90,  # all revenue of the period, returns included
        "gross_profit": 25,
        "active_customers": 3,
        "new_customers": 2,
        "top20_share": 0.6,
    }
    assert (found["gross_profit"].numerator, found["gross_profit"].denominator) == (85, 110)
    assert (found["top20_share"].numerator, found["top20_share"].denominator) == (60, 100)
    assert [found[name].rows for name in ("revenue", "gross_profit", "active_customers")] == [4, 2, 5]


def test_changes_against_the_comparison():
    found = by_metric(*NOW, before=BEFORE)
    assert found["revenue"].previous == 50
    assert found["revenue"].change == pytest.approx(0.8)
    assert found["active_customers"].change == pytest.approx(0.5)
    assert found["gross_profit"].previous is None  # nothing was costed
    assert found["gross_profit"].change is None
    assert found["top20_share"].change_kind == "points"
    assert found["top20_share"].change == pytest.approx(0.6 - 0.8)


def test_without_a_comparison_every_change_is_not_available():
    assert {(kpi.previous, kpi.change) for kpi in kpis(*NOW)} == {(None, None)}


def test_a_rise_from_nothing_or_from_less_is_not_available():
    for values in ([0, 0], [-5, 0]):
        found = by_metric(*facts_and_layers([9, 1]), before=facts_and_layers(values))
        assert found["revenue"].previous == sum(values)
        assert found["revenue"].change is None
        assert found["top20_share"].change is None


def test_shown_rows_only():
    found = by_metric(*NOW, before=BEFORE, rows=np.array([False, True, True, False, False]))
    assert found["revenue"].value == 40
    assert found["revenue"].previous == 10
    assert found["active_customers"].value == 2
    assert found["top20_share"].value == 25 / 40


def test_nobody_at_all():
    found = by_metric(*facts_and_layers([]))
    assert [kpi.value for kpi in found.values()] == [0, None, 0, 0, None]


def test_every_kpi_has_its_number_card():
    assert set(KPI_METRICS) <= set(METRICS)
