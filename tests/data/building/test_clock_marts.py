"""The working calendar of a build: China's holidays, the company's own days, and positions equal in SQL and logic."""

from datetime import date, datetime, timedelta

import numpy as np
import pytest

from dashboard.data.building.build import build
from dashboard.data.building.service_calendar import FIRST, LAST, official_days, years_known
from dashboard.data.home import Home
from dashboard.data.reading.cases.company_cases import company_cases, working_time
from dashboard.data.reading.marts import open_marts
from dashboard.settings import Settings
from tests.data.building.imported import imported

SETTINGS = Settings(threads=2)
DAY = 27_000


def is_workday(day: str) -> bool:
    return official_days("CN")[1][(date.fromisoformat(day) - FIRST).days]


@pytest.mark.parametrize("day", ["2025-01-26", "2024-02-04", "2024-02-18", "2024-04-07", "2024-10-12", "2025-02-08"])
def test_make_up_workdays_count_though_they_are_on_a_weekend(day):
    assert date.fromisoformat(day).weekday() >= 5
    assert is_workday(day)


@pytest.mark.parametrize("day", ["2025-01-28", "2024-02-12", "2024-10-01", "2024-05-01", "2025-06-02", "2024-03-09"])
def test_holidays_and_weekends_do_not(day):
    assert not is_workday(day)


def test_years_without_official_holidays_are_told():
    known = years_known("CN")
    assert {2023, 2024, 2025} <= known
    assert LAST.year not in known
    assert years_known("DE") >= {1990, LAST.year}


@pytest.fixture(scope="module")
def marts(tmp_path_factory):
    rng = np.random.default_rng(6)
    start = datetime(2024, 1, 20)
    cases = [
        {"case_id": f"{n:04d}", "kind": "complaint", "customer_id": "A",
         "received_at": start + timedelta(seconds=int(rng.integers(0, 60 * 86_400)))}
        for n in range(300)
    ]  # fmt: skip
    far = [
        {"case_id": "old", "kind": "complaint", "customer_id": "A", "received_at": datetime(1989, 12, 31, 10)},
        {"case_id": "new", "kind": "complaint", "customer_id": "A", "received_at": datetime(2051, 1, 3, 10)},
        {"case_id": "later", "kind": "complaint", "customer_id": "A", "received_at": datetime(2031, 5, 6, 10)},
    ]
    days = [
        {"day": "2024-03-02", "is_workday": True, "name": "补班"},  # a Saturday that this company works
        {"day": "2024-03-04", "is_workday": False, "name": "厂庆"},  # a Monday that it does not
    ]
    home = Home(tmp_path_factory.mktemp("clock") / "home")
    orders = [{"order_id": "o", "customer_id": "A", "order_date": "2024-03-29", "net_amount": 1}]
    imported(home, {"orders": orders, "cases": cases + far, "calendar_days": days})
    build(home, SETTINGS)
    return open_marts(home)


def test_positions_in_the_marts_are_those_of_the_logic(marts):
    steps = company_cases(marts).steps
    inside = (steps.at >= np.datetime64(FIRST, "s")) & (steps.at < np.datetime64(LAST + timedelta(days=1), "s"))
    time, _ = working_time(marts)
    assert inside.sum() >= 300
    assert (time.position(steps.at)[inside] == steps.clock[inside]).all()


def test_a_case_outside_the_calendar_has_no_position_and_breaks_nothing(marts):
    company = company_cases(marts)
    assert len(company) == 303
    assert company.steps.clock[[0, -1]].tolist() == [-1, -1]


def test_the_companys_own_days_go_before_the_official_ones_in_both_directions(marts):
    time, _ = working_time(marts)
    spans = {
        "a Saturday worked": ("2024-03-02", "2024-03-03", DAY),
        "a Monday off": ("2024-03-04", "2024-03-05", 0),
        "another Saturday": ("2024-03-09", "2024-03-10", 0),
        "the spring festival": ("2024-02-10", "2024-02-18", 0),
        "the make-up Sunday after it": ("2024-02-18", "2024-02-19", DAY),
    }
    found = {
        name: int(np.diff(time.position(np.array([first, last], "datetime64[s]")))[0])
        for name, (first, last, _) in spans.items()
    }
    assert found == {name: seconds for name, (_, _, seconds) in spans.items()}


def test_a_year_of_a_case_whose_holidays_are_not_known_is_named(marts):
    assert company_cases(marts).years_without_holidays == (2031,)
