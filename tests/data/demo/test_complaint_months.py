"""How many complaints come in each month: with the planted shift, and null data at which nothing changes."""

import numpy as np
import pytest

from dashboard.data.demo.plan import DemoPlan
from dashboard.data.demo.service.months import draw_months, laney_signals, null_months
from dashboard.logic.spc.laney import u_chart

ORDERS = np.full(48, 1200)


def test_no_signal_before_the_shift_and_one_within_three_months():
    for seed in range(20):
        plan = DemoPlan(seed=seed)
        drawn = draw_months(plan.stream(10), plan, ORDERS)
        signals = laney_signals(drawn.complaints.tolist(), ORDERS.tolist())
        assert drawn.is_detectable
        assert drawn.shift == 40
        assert 40 <= signals[0] <= 42


def test_a_small_company_has_no_chart_but_enough_complaints():
    plan = DemoPlan(customers=100, months=24)
    drawn = draw_months(plan.stream(10), plan, np.full(24, 60))
    assert not drawn.is_detectable
    assert 60 <= drawn.complaints.sum() <= 160


def test_null_months_are_those_of_a_steady_rate():
    counts, orders = map(np.concatenate, zip(*(null_months(seed) for seed in range(200)), strict=True))
    assert counts.sum() / orders.sum() == pytest.approx(0.019, rel=0.01)
    early, late = (counts.reshape(200, 48)[:, part].sum() / orders.reshape(200, 48)[:, part].sum() for part in _HALVES)
    assert early == pytest.approx(late, rel=0.02)


_HALVES = (slice(0, 24), slice(24, 48))


def test_null_months_are_the_same_for_a_seed_and_others_for_another():
    assert [part.tolist() for part in null_months(3)] == [part.tolist() for part in null_months(3)]
    assert null_months(3)[0].tolist() != null_months(4)[0].tolist()


@pytest.mark.parametrize("seed", range(12))
def test_the_signals_by_hand_are_those_of_the_product(seed):
    counts, orders = null_months(seed)
    counts[40:] = counts[40:] * 2
    chart = u_chart(counts, orders, baseline=24)
    assert np.flatnonzero(chart.signals.any).tolist() == laney_signals(counts.tolist(), orders.tolist())
