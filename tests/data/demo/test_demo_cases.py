"""How the cases of the demo are made: working time told twice, nobody works on a case who must not."""

from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.data.demo.plan import DemoPlan
from dashboard.data.demo.service.case import Case, Step
from dashboard.data.demo.service.causes import TOPICS
from dashboard.data.demo.service.clock import demo_clock
from dashboard.data.demo.service.desk import Desk, conflicts
from dashboard.data.demo.service.plain_time import PlainTime
from dashboard.data.demo.service.promises import Promises
from dashboard.data.demo.staff import Employee, Staff

PLAN = DemoPlan(customers=100, months=24)
CLOCK = demo_clock(PLAN)
PLAIN = PlainTime.of(CLOCK.workdays)
OPERATOR, SIGNER, COLLEAGUE, MANAGER, HEAD, CLERK = range(6)


@given(st.integers(0, 700 * 24 * 60))
def test_both_ways_to_count_working_time_agree(minutes):
    moment = datetime(2024, 1, 1) + timedelta(minutes=minutes)
    since = datetime(2024, 1, 1)
    ours = CLOCK.position(np.datetime64(moment, "s")) - CLOCK.position(np.datetime64(since, "s"))
    assert PLAIN.seconds(moment) - PLAIN.seconds(since) == ours


@given(st.integers(60, 480 * 27_000))
def test_both_ways_to_find_a_moment_agree(seconds):
    assert np.datetime64(PLAIN.moment(seconds), "s") == CLOCK.moment(seconds)


def test_a_working_day_of_the_demo_has_seven_hours_and_a_half():
    """Friday 5 January 2024, half past eleven: half an hour, then four of the afternoon, then Monday."""
    start = PLAIN.seconds(datetime(2024, 1, 5, 11, 30))
    assert PLAIN.moment(start + 1800 + 4 * 3600) == datetime(2024, 1, 5, 17, 30)
    assert PLAIN.moment(start + 1800 + 4 * 3600 + 60) == datetime(2024, 1, 8, 8, 31)


def test_the_company_changed_two_days_of_the_calendar():
    (off, is_off_worked, _), (on, is_on_worked, _) = CLOCK.changed
    assert (off.weekday(), is_off_worked, on.weekday(), is_on_worked) == (4, False, 5, True)
    assert CLOCK.workdays[on]
    assert not CLOCK.workdays[off]


@pytest.fixture
def desk() -> Desk:
    departments = ("食品检测室", "食品检测室", "食品检测室", "市场一部", "市场部", "客户服务部")
    superiors = (SIGNER, None, SIGNER, HEAD, None, None)
    people = zip(departments, superiors, strict=True)
    employees = tuple(Employee(f"E{n}", f"人{n}", unit, "", "", above) for n, (unit, above) in enumerate(people))
    none = np.array([np.datetime64("NaT", "D")])
    promises = Promises(none, none, none, np.array([1]), np.array([OPERATOR]), np.array([SIGNER]))
    return Desk(Staff(employees, "", np.array([MANAGER])), promises, {})


def _case(*steps: tuple[str, int], department: str = "食品检测室", respondent: int = OPERATOR, order: int = 0) -> Case:
    at = np.datetime64("2024-01-05T09:00", "s")
    case = Case("投诉", at, 0, 0, order, TOPICS[0], department, respondent)
    case.steps = [Step(event, place, by) for place, (event, by) in enumerate(steps)]
    return case


@pytest.mark.parametrize(
    ("step", "by", "found"),
    [
        ("答复", CLERK, set()),
        ("答复", OPERATOR, {"a", "b"}),
        ("答复", MANAGER, {"b"}),
        ("答复", COLLEAGUE, {"b"}),
        ("原因分析", COLLEAGUE, set()),
        ("原因分析", SIGNER, {"a"}),
        ("受理", OPERATOR, set()),
    ],
)
def test_grounds_against_who_worked_on_a_case(desk, step, by, found):
    assert conflicts(desk, _case((step, by))) == found


def test_who_stands_above_the_respondent_decides_nothing(desk):
    assert conflicts(desk, _case(("批准", HEAD), department="", respondent=MANAGER, order=-1)) == {"b"}


def test_who_decided_before_does_not_decide_the_appeal(desk):
    appeal = _case(("答复", CLERK))
    appeal.earlier = _case(("结案", CLERK))
    assert conflicts(desk, appeal) == {"c"}


def test_who_declared_an_interest_must_not_go_on(desk):
    assert conflicts(desk, _case(("回避", CLERK), ("答复", CLERK))) == {"d"}
    assert conflicts(desk, _case(("回避", COLLEAGUE), ("答复", CLERK))) == set()
