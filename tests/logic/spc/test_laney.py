"""Laney's charts: the published examples, hand-worked points, and what must hold for every data set."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.logic.spc.laney import LEAST_POINTS, p_chart, u_chart

# Attendances at emergency departments of the NHS in twenty weeks, and those seen within 4 hours: Mohammed et al. 2013,
# BMJ Quality & Safety 22:362-368; data set nhs_accidents of the R package qicharts2 (Anhoej), its P' chart.
NHS_SEEN = [266501, 264225, 276532, 281461, 269071, 261215, 270409, 279778, 270483, 270320,
            267923, 271478, 255353, 256820, 261835, 259144, 255910, 260863, 264465, 260989]  # fmt: skip
NHS_ALL = [280443, 276823, 291681, 296155, 282343, 275888, 283867, 295251, 284468, 282529,
           279618, 283932, 266629, 268091, 276803, 271578, 266005, 273520, 278574, 273772]  # fmt: skip
# Limits as qicharts2 computes them (chart = "pp"), as stored in test/fixtures/qicharts2.ts of the public repository
# AUS-DOH-Safety-and-Quality/PowerBI-SPC (case "nhs pp"), whose R script stands beside it.
NHS_CENTRE = 0.95289971134419116
NHS_LOWER = [
    0.9401296441775141, 0.94004641862513627, 0.9403780655785402, 0.94047300747792362, 0.94017268417608979,
    0.94002465678041103, 0.94020689402152513, 0.94045399796641838, 0.94022030926792188, 0.94017687421815865,
    0.94011081930595297, 0.94020834697566502, 0.93980301398912502, 0.9398387733905802, 0.94004595428549564,
    0.93992289402775664, 0.93978766173624928, 0.93996904398143111, 0.9400868775214295, 0.93997499652290417,
]  # fmt: skip
NHS_UPPER_LAST = 0.96582442616547814

# Hospital acquired infections of six Danish hospitals and days at risk, months of 2015 and 2016: data set
# hospital_infections of qicharts2, its U' chart frozen after twelve months (case "hai up freeze 12" of the same file).
INFECTIONS = [575, 521, 585, 528, 507, 519, 457, 505, 494, 512, 543, 506,
              509, 521, 549, 531, 509, 528, 419, 512, 495, 513, 454, 490]  # fmt: skip
DAYS = [
    310466.83333329321, 282346.79166671709, 309089.70833330322, 287977.33333316818, 297743.37500002852,
    286988.25000001001, 261120.33333336981, 268720.75000004529, 284437.87500012899, 290449.49999993952,
    288104.45833330858, 279961.37499995198, 289803.95833335089, 275950.58333331929, 290824.45833333238,
    285495.75000004098, 282515.20833329752, 273927.8750000195, 253085.624999983, 262410.7083333832,
    275529.25000001222, 282405.08333336539, 259530.7916666563, 256235.45833330762,
]  # fmt: skip
DAYS_CENTRE = 0.0018135371760980396
DAYS_LOWER = [
    0.0016028174413353386, 0.0015925732446493456, 0.0016023485404011643, 0.0015947440547527236, 0.0015983621999386642,
    0.0015943673520570725, 0.0015837676273946369, 0.001587040300519356, 0.0015933869659994705, 0.0015956771755558431,
    0.0015947923308964418, 0.0015916338775129235, 0.0015954346676934294, 0.0015900270730711396, 0.0015958176636878894,
    0.0015937952164600693, 0.0015926391164244758, 0.0015892033813674398, 0.001580148877623404, 0.0015843332564992282,
    0.0015898562449599776, 0.0015925960505783561, 0.0015830650696191421, 0.0015815878030596751,
]  # fmt: skip
DAYS_UPPER = [
    0.0020242569108607405, 0.0020345011075467339, 0.0020247258117949149, 0.0020323302974433557, 0.0020287121522574152,
    0.0020327070001390068, 0.0020433067248014423, 0.0020400340516767233, 0.0020336873861966087, 0.0020313971766402362,
    0.0020322820212996372, 0.002035440474683156, 0.0020316396845026499, 0.0020370472791249395, 0.0020312566885081896,
    0.0020332791357360099, 0.0020344352357716034, 0.0020378709708286395, 0.0020469254745726752, 0.0020427410956968513,
    0.0020372181072361019, 0.0020344783016177231, 0.002044009282576937, 0.0020454865491364039,
]  # fmt: skip


def test_p_chart_reproduces_the_published_limits_of_the_nhs_weeks() -> None:
    chart = p_chart(NHS_SEEN, NHS_ALL, baseline=20)
    assert chart.centre[0] == pytest.approx(NHS_CENTRE, rel=1e-12)
    assert chart.lower == pytest.approx(NHS_LOWER, rel=1e-12)
    assert chart.upper[-1] == pytest.approx(NHS_UPPER_LAST, rel=1e-12)
    assert not chart.signals.beyond.any()  # a plain p-chart has 16 of these 20 weeks beyond its limits
    plain = 3 * np.sqrt(NHS_CENTRE * (1 - NHS_CENTRE) / np.array(NHS_ALL))
    assert (np.abs(chart.rate - NHS_CENTRE) > plain).sum() == 16


def test_u_chart_reproduces_the_published_limits_of_a_frozen_year() -> None:
    chart = u_chart(INFECTIONS, DAYS, baseline=12)
    assert chart.centre == pytest.approx([DAYS_CENTRE] * 24, rel=1e-12)
    assert chart.lower == pytest.approx(DAYS_LOWER, rel=1e-12)
    assert chart.upper == pytest.approx(DAYS_UPPER, rel=1e-12)
    assert chart.is_baseline.tolist() == [True] * 12 + [False] * 12


def test_limits_by_hand() -> None:
    """ubar = 48 / 1200 = 0.04; z = (u - 0.04) / 0.02 = -1, 1, -1, 1 …: ranges of 2, sigma_z = 2 / 1.128."""
    chart = u_chart([2, 6] * 6, [100] * 12, baseline=12)
    assert chart.sigma_z == pytest.approx(2 / 1.128)
    assert chart.centre[0] == pytest.approx(0.04)
    assert chart.upper[0] == pytest.approx(0.04 + 3 * 0.02 * 2 / 1.128)
    assert chart.lower[0] == 0.0  # the floor: 0.04 - 0.106 is below it


def test_fewer_than_twelve_points_give_no_limits_and_no_signal() -> None:
    chart = u_chart([5] * 11 + [500], [100] * 12, baseline=11)
    assert not chart.has_limits
    assert chart.baseline_points == 11 < LEAST_POINTS
    assert np.isnan(chart.upper).all()
    assert not chart.signals.any.any()
    assert chart.rate[-1] == 5.0


def test_no_event_at_all_gives_no_limits() -> None:
    assert not u_chart([0] * 24, [100] * 24, baseline=24).has_limits
    assert not p_chart([9] * 24, [9] * 24, baseline=24).has_limits


def test_a_month_with_nothing_exposed_is_a_gap_and_no_zero() -> None:
    """Without the gap the same chart: the points around it follow one another."""
    counts, sizes = [2, 6] * 6, [100] * 12
    gap = u_chart([*counts[:5], 3, *counts[5:]], [*sizes[:5], 0, *sizes[5:]], baseline=13)
    assert np.isnan(gap.rate[5])
    assert np.isnan(gap.upper[5])
    assert gap.sigma_z == u_chart(counts, sizes, baseline=12).sigma_z
    assert gap.baseline_points == 12


def test_months_after_the_baseline_do_not_move_the_limits() -> None:
    counts, sizes = [2, 6] * 6, [100] * 12
    short = u_chart(counts, sizes, baseline=12)
    long = u_chart([*counts, 40, 50], [*sizes, 100, 100], baseline=12)
    assert (long.sigma_z, long.centre[0]) == (short.sigma_z, short.centre[0])
    assert long.signals.beyond.tolist() == [0] * 12 + [1, 1]


def test_an_empty_series_has_no_points() -> None:
    chart = u_chart([], [], baseline=0)
    assert len(chart) == 0
    assert not chart.has_limits


MONTHS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 500)), min_size=12, max_size=40)


@given(MONTHS, st.integers(2, 9))
@settings(max_examples=60, deadline=None)
def test_scaling_the_exposure_scales_the_rate_and_the_limits_and_no_verdict(
    months: list[tuple[int, int]], times: int
) -> None:
    counts, sizes = np.array(months).T
    one, many = u_chart(counts, sizes, baseline=12), u_chart(counts, sizes * times, baseline=12)
    assert many.rate * times == pytest.approx(one.rate)
    if one.has_limits:
        assert many.sigma_z == pytest.approx(one.sigma_z)
        assert many.upper * times == pytest.approx(one.upper)
        assert many.signals.trend.tolist() == one.signals.trend.tolist()


@given(st.integers(1, 50), st.integers(1, 500), st.integers(12, 40))
@settings(max_examples=60, deadline=None)
def test_constant_months_lie_within_their_limits(count: int, size: int, months: int) -> None:
    chart = u_chart([count] * months, [size] * months, baseline=12)
    assert (chart.lower <= chart.rate * (1 + 1e-12)).all()
    assert (chart.rate <= chart.upper * (1 + 1e-12)).all()
    assert not chart.signals.any.any()


@given(MONTHS)
@settings(max_examples=60, deadline=None)
def test_shares_stay_between_0_and_1(months: list[tuple[int, int]]) -> None:
    hits, counts = np.array([(min(hit, size), size) for hit, size in months]).T
    chart = p_chart(hits, counts, baseline=12)
    if chart.has_limits:
        assert (chart.lower >= 0).all()
        assert (chart.upper <= 1).all()
