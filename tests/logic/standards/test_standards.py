"""Standards as files write them, the shipped ones, and what of a count becomes a verdict; worked out by hand."""

from decimal import Decimal

import pytest

from dashboard.logic.charts.bullets import Bullet, bullet_chart, is_cut
from dashboard.logic.charts.chart_words import ChartWords, MoneyFormat
from dashboard.logic.standards.attainment import Attainment
from dashboard.logic.standards.default_standards import default_standards, service_kind
from dashboard.logic.standards.promises import Logistics, Promises
from dashboard.logic.standards.standard import Standard, standard

OFFICE = 27_000


def rule(kind: str, limit: int | None = None, unit: str | None = None, **more) -> Standard:
    value = None if limit is None else Decimal(limit)
    return standard("S", "company", kind, value, unit, office_seconds=OFFICE, **more)


@pytest.mark.parametrize(
    ("limit", "unit", "calendar", "seconds", "is_working"),
    [
        (72, "hours", None, 72 * 3600, False),
        (2, "working_days", None, 2 * OFFICE, True),
        (2, "working_days", "natural", 2 * OFFICE, True),
        (2, "days", "working", 2 * OFFICE, True),
        (2, "days", "natural", 2 * 86_400, False),
        (90, "minutes", "working", 5400, True),
        (2, None, None, None, False),
    ],
)
def test_limit_in_seconds_of_its_calendar(limit, unit, calendar, seconds, is_working):
    found = rule("duration_max", limit, unit, calendar=calendar)
    assert (found.limit_seconds, found.is_working) == (seconds, is_working)
    assert found.is_usable == (seconds is not None)


def test_end_of_a_day_is_a_moment_of_the_wall_clock_on_working_days_too():
    found = rule("same_day_cutoff", cutoff_time="15:30", calendar="working")
    assert (found.cutoff, found.is_working, found.has_working_limit) == (15 * 3600 + 1800, True, False)
    assert rule("same_day_cutoff").cutoff == 16 * 3600


@pytest.mark.parametrize(
    ("code", "kind"),
    [("装机", "install"), ("INSTALL-01", "install"), ("障碍查修", "repair"), ("修障", "repair"), ("Repair", "repair"),
     ("non-line", "non_line"), ("非线障碍", "non_line"), ("Non Line", "non_line"), ("QY", None), ("", None)],
)  # fmt: skip
def test_services_are_recognised_by_their_code(code, kind):
    assert service_kind(code) == kind


def test_shipped_standards():
    found = default_standards(["装机", "QY", "修障"], office_seconds=OFFICE)
    told = [(one.service_code, one.level, one.rule, one.limit_seconds) for one in found]
    assert told == [
        ("装机", "regulator", "duration_mean", 15 * 86_400),
        ("装机", "regulator", "duration_max", 20 * 86_400),
        ("装机", "company", "duration_max", 10 * 86_400),
        ("修障", "regulator", "duration_max", 72 * 3600),
        ("修障", "company", "same_day_cutoff", None),
    ]
    assert all(one.is_default for one in found)
    assert found[-1].customer_class == "business"


def test_nothing_due_has_no_verdict():
    assert Attainment(rule("share_within", 1, "hours"), tickets=2, not_yet_due=2).is_met is None
    assert Attainment(rule("duration_mean", 1, "hours"), tickets=2).is_met is None
    assert Attainment(rule("duration_max", 1), longest_seconds=5).is_met is None


def test_share_on_its_target_is_met():
    nine = Attainment(rule("share_within", 1, "hours", target_share=0.9), within=9, over_limit=1)
    assert (nine.is_met, nine.headroom) == (True, pytest.approx(0.0))
    assert Attainment(nine.standard, within=9, over_limit=1, open_past=1).is_met is False


def test_average_on_its_limit_is_met_and_a_longer_one_with_the_open_ones_is_not():
    at_limit = Attainment(rule("duration_mean", 1, "hours"), finished=1, mean_seconds=3600.0, with_open=3600.0)
    assert at_limit.is_met is True
    assert Attainment(at_limit.standard, finished=1, mean_seconds=1800.0, with_open=3601.0).is_met is False


def test_unknown_quantities_give_no_rate_and_are_counted():
    assert Promises(due=4, delivered=3).on_time_in_full.value is None
    found = Promises(due=4, delivered=3, quantity_known=2, otif=1)
    assert (found.on_time_in_full.value, found.quantity_unknown) == (0.25, 1)


def test_values_of_logistics_are_unknown_rather_than_zero():
    assert Logistics(shipments=3, shipped_value=100).lost_share.value is None
    assert Logistics(shipments=3, damaged_value=0, shipped_value=100).lost_share.value == 0.0
    assert Logistics(shipments=3, damaged_value=2, short_value=3, shipped_value=100).lost_share.value == 0.05


WORDS = ChartWords(
    text=lambda text: text, layer=str, money=lambda _: MoneyFormat("", str), exact_money=str, count=str,
    short_count=str, share=str, percent=str, month=str, short_month=str, value="", unknown="n/a",
)  # fmt: skip


def test_bars_end_at_two_and_a_half_times_the_largest_limit():
    rows = [Bullet("a", "A", 900.0, 72.0, 48.0, "900 h ✗"), Bullet("b", "B", 20.0, None, 24.0, "20 h ✓")]
    for narrow in (False, True):
        chart = bullet_chart(rows, WORDS, heading="h", regulator="R", company="C", narrow=narrow)
        assert max(chart.data[0].x) == pytest.approx(72 * 2.5 * 1.02)
        assert tuple(chart.data[1].x) == (72.0, None)
        assert tuple(chart.data[2].x) == (48.0, 24.0)
    assert [is_cut(one, rows) for one in rows] == [True, False]


def test_no_bar_without_a_limit_says_so():
    chart = bullet_chart([Bullet("a", "A", None, 72.0, None, "")], WORDS, heading="h", regulator="R", company="C")
    assert chart.layout.annotations[0].text == "No standard with a limit in time has tickets here"
