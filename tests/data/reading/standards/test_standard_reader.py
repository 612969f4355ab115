"""Service standards and delivery on time, worked out by hand from ``tests.data.service_company``."""

from dataclasses import astuple
from datetime import date

import pandas as pd
import pytest

from dashboard.data.reading.marts import Marts
from dashboard.data.reading.reader import Reader
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.standards.attainment import Attainment
from dashboard.logic.standards.promises import Promises
from dashboard.logic.viewer import Scope, Viewer, operator
from tests.data.service_company import service_company

HOUR = 3600
MARCH = Question(2024 * 12 + 2)


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Marts:
    return service_company(tmp_path_factory.mktemp("homes") / "service")


@pytest.fixture
def reader(company: Marts) -> Reader:
    return Reader(company, operator(), SHIPPED)


def of(reader: Reader, *managers: str) -> Reader:
    return Reader(reader.marts, Viewer("m", scope=Scope(False, frozenset(managers))), SHIPPED)


def by_id(reader: Reader, question: Question = MARCH) -> dict[str, Attainment]:
    return {one.standard.id: one for one in reader.standards(question)}


def counts(one: Attainment) -> tuple[int, ...]:
    """within, over, open past, not yet due, changed, not known."""
    return (one.within, one.over_limit, one.open_past, one.not_yet_due, one.changed, one.not_known)


def test_share_counts_open_tickets_past_their_limit_as_failures(reader):
    found = by_id(reader)["REP.regulator..share_within"]
    # t1 t2 t7 | t3 | t4 t9 | t5, which is finished but due on 2 April
    assert counts(found) == (3, 1, 2, 1, 0, 0)
    assert found.tickets == 7
    assert found.actual == 0.5
    assert found.is_met is False
    assert found.headroom == pytest.approx((0.5 - 0.95) / 0.95)
    assert found.past_now == 3  # t6 of the year before too


def test_two_levels_have_their_own_limits(reader):
    found = by_id(reader)["REP.company..share_within"]
    assert counts(found) == (3, 2, 2, 0, 0, 0)  # t1 t5 t7 | t2 t3 | t4 t9
    assert found.is_met is True  # 3 of 7 reach the 40 % promised


def test_average_is_not_met_when_the_open_tickets_break_it(reader):
    found = by_id(reader)["REP.company..duration_mean"]
    assert found.mean_seconds == 188 * HOUR / 5
    assert found.with_open == 623 * HOUR / 7
    assert found.headroom == pytest.approx((48 - 37.6) / 48)
    assert found.is_met is False


def test_quantiles_have_the_open_tickets_in(reader):
    found = by_id(reader)["REP.regulator..share_within"]
    # 1 2 23 66 96 h and two open: 6/7 5/7 4/7 3/7 are left; a tenth is never reached.
    assert (found.median_seconds, found.p90_seconds, found.target_seconds) == (66 * HOUR, None, None)
    assert found.bar_seconds == 276 * HOUR


def test_standard_of_a_tier_holds_for_its_customers_only(reader):
    found = by_id(reader)["REP.tier.strategic.duration_max"]
    assert counts(found) == (0, 2, 1, 0, 0, 0)
    assert found.longest_seconds == 159 * HOUR
    assert found.is_met is False


def test_reported_after_the_cutoff_is_due_on_the_next_working_day(reader):
    # t2 after 16:00 on Friday, finished on Monday; t5 on a Saturday is due on Monday, 1 April
    assert counts(by_id(reader)["REP.company..same_day_cutoff"]) == (2, 2, 2, 1, 0, 0)


def test_appointments_are_kept_missed_or_changed_with_notice(reader):
    found = by_id(reader)["INS.company..appointment"]
    # i1 i8 | i2 i4 | i5 | i6 | i3 | i9; i7 had no appointment
    assert counts(found) == (2, 2, 1, 1, 1, 1)
    assert found.tickets == 8
    assert astuple(found.share) == (2, 5)


def test_limit_in_working_days_counts_office_hours(reader):
    found = by_id(reader)["LAB.company..duration_max"]
    assert found.standard.limit_seconds == 15 * HOUR
    assert counts(found) == (1, 1, 0, 0, 0, 0)
    assert found.longest_seconds == 16 * HOUR


def test_service_without_a_standard_is_named(reader):
    assert reader.services_without_standard() == ("ODD",)


@pytest.mark.slow
def test_nothing_after_the_data_changes_anything(reader, tmp_path):
    seen_then = Reader(service_company(tmp_path, later=False), operator(), SHIPPED)
    assert seen_then.standards(MARCH) == reader.standards(MARCH)
    assert seen_then.late_tickets(date(2024, 1, 1), date(2024, 3, 31)).equals(
        reader.late_tickets(date(2024, 1, 1), date(2024, 3, 31))
    )


def test_looking_back_sees_what_was_known_then(reader):
    found = by_id(reader, Question(2024 * 12 + 1))["REP.regulator..share_within"]
    assert (found.tickets, found.past_now) == (0, 1)
    assert found.is_met is None


def test_scope_has_its_own_tickets_and_none_of_nobody(reader):
    mine, others = of(reader, "E1"), of(reader, "E2")
    assert counts(by_id(mine)["REP.regulator..share_within"]) == (2, 0, 1, 0, 0, 0)
    assert counts(by_id(others)["REP.regulator..share_within"]) == (0, 1, 1, 1, 0, 0)
    assert counts(by_id(others)["REP.tier.strategic.duration_max"]) == (0, 0, 0, 0, 0, 0)
    assert set(mine.ticket_rows(MARCH)["customer_id"]) == {"A"}


def test_filter_is_a_scope(reader):
    west = Question(MARCH.as_of, filters=(("region", ("West",)),))
    assert by_id(reader, west)["REP.regulator..share_within"].tickets == 3


@pytest.mark.parametrize(
    ("by", "parts"),
    [
        ("department", {"D1": 3, "D2": 2, None: 2}),
        ("tier", {"strategic": 3, "key": 3, None: 1}),
        ("region", {"East": 3, "West": 3, None: 1}),
        ("account_manager_id", {"E1": 3, "E2": 3, None: 1}),
        ("customer_class", {None: 7}),
    ],
)
def test_parts_add_up(reader, by, parts):
    standard = reader.company_standards()[1]
    found = reader.standard_parts(MARCH, by_id(reader)["REP.regulator..share_within"].standard, by)
    told = {None if pd.isna(part) else part: count for part, count in zip(found["part"], found["tickets"], strict=True)}
    assert {part: count for part, count in told.items() if count} == parts
    with pytest.raises(Problem):
        reader.standard_parts(MARCH, standard, "customer_id")


def test_worst_tickets_are_the_longest_open_ones_in(reader):
    found = reader.worst_tickets(MARCH, by_id(reader)["REP.regulator..share_within"].standard)
    assert found["ticket_id"].tolist() == ["t6", "t4", "t9", "t3", "t2", "t1", "t7"]
    assert found["seconds"].tolist()[1:4] == [276 * HOUR, 159 * HOUR, 96 * HOUR]


def test_late_tickets_by_customer(reader):
    found = reader.late_tickets(date(2024, 3, 1), date(2024, 3, 31))
    names = {0: "A", 1: "B"}
    # A: t1 t2 t9, i2 i4 i5, l1; B: t3 t4 late, t5 a fault that came again
    assert {names[n]: c for n, c in zip(found["customer_no"], found["count"], strict=True)} == {"A": 7, "B": 3}
    assert of(reader, "E2").late_tickets(date(2024, 3, 1), date(2024, 3, 31))["count"].tolist() == [3]


def test_ticket_list_names_the_rule_that_was_broken(reader):
    found = reader.ticket_rows(MARCH).set_index("ticket_id")
    assert len(found) == 19  # all but t6 and t8
    assert found.loc["l2", "hours"] == pytest.approx(15, abs=0.001)  # to the end of the day, and not nine hours before
    assert found.loc["l1", "working_hours"] == 16
    assert pd.isna(found.loc["t9", "finished_at"])
    ids = [one.id for one in reader.company_standards()]
    assert ids[int(found.loc["t1", "rule_no"])] == "REP.tier.strategic.duration_max"
    assert pd.isna(found.loc["z1", "rule_no"])


def test_first_promise_counts_and_the_last_is_shown(reader):
    assert reader.promises(MARCH) == Promises(
        due=8, delivered=7, on_time_first=5, due_last=8, on_time_last=6, re_promised=1, re_promised_days=5,
        quantity_known=2, in_full=2, objected=1, otif=1, not_yet_due=1,
    )  # fmt: skip


def test_promises_by_part_add_up_to_all(reader):
    for by in ("department", "product_line", "account_manager_id", "region"):
        found = reader.promise_parts(MARCH, 1.0, by)
        assert found["due"].sum() == 8
    managers = reader.promise_parts(MARCH, 1.0, "account_manager_id").set_index("part")["due"].to_dict()
    assert managers == {"E1": 4, "E2": 4}


@pytest.mark.slow
def test_tolerance_of_the_quantity(tmp_path):
    short = [{"delivery_id": "d1", "order_id": "P2", "line_no": 1, "arrived_on": "2024-02-18", "qty_received": "9.5"}]
    reader = Reader(service_company(tmp_path, deliveries=short), operator(), SHIPPED)
    assert reader.promises(MARCH).in_full == 0
    assert reader.promises(MARCH, 0.95).in_full == 1


def test_late_lines_are_told_with_both_promises(reader):
    found = reader.late_lines(MARCH)
    assert found[["order_id", "days_late"]].to_numpy().tolist() == [["P5", 21], ["P1", 4], ["P2", 1]]
    assert of(reader, "E2").late_lines(MARCH)["order_id"].tolist() == ["P2"]


def test_logistics_by_carrier(reader):
    found = dict(reader.logistics(MARCH))
    swift, others = found["Swift"], found[None]
    assert (swift.shipments, swift.cases, swift.known) == (3, 1, 2)
    assert (swift.damaged_value, swift.shipped_value) == (40_000, 1_600_000)
    assert (swift.promised, swift.late, swift.delay_days) == (2, 1, 2)
    # d7 has not arrived: two days after its promise when the data end
    assert (others.shipments, others.damaged_value, others.late, others.delay_days) == (4, None, 1, 2)
    assert others.lost_share.value is None


def test_shipped_standards_where_there_is_no_file(tmp_path):
    renamed = [
        {"ticket_id": "a", "customer_id": "A", "service_code": "装机", "reported_at": pd.Timestamp("2024-03-01 09:00")},
        {"ticket_id": "b", "customer_id": "A", "service_code": "巡检", "reported_at": pd.Timestamp("2024-03-01 09:00")},
    ]
    reader = Reader(service_company(tmp_path, standards=False, service_tickets=renamed), operator(), SHIPPED)
    found = reader.standards(MARCH)
    assert {one.standard.service_code for one in found} == {"装机"}
    assert all(one.standard.is_default for one in found)
    assert [one.open_past for one in found] == [1, 1, 1]  # 31 days: past 15, 20 and 10
    assert reader.services_without_standard() == ("巡检",)


@pytest.mark.slow
def test_company_without_tickets_has_no_figures(tmp_path):
    reader = Reader(service_company(tmp_path, service_tickets=[], standards=False), operator(), SHIPPED)
    assert not reader.has_tickets()
    assert reader.standards(MARCH) == ()
    assert len(reader.late_tickets(date(2024, 1, 1), date(2024, 3, 31))) == 0
