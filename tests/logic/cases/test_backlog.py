"""Backlog, ages and what falls due next, on rows worked out by hand."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.logic.cases.backlog import age_table, backlog_days, by_department, forecast, next_working_days
from dashboard.logic.cases.case_frame import CaseSteps, cases_as_of
from dashboard.logic.cases.case_states import seconds_left
from dashboard.logic.cases.limits import CasePolicy
from dashboard.logic.working_time import OfficeHours, WorkingTime

HOURS = OfficeHours.parse("08:30-12:00, 13:30-17:30")
EVENTS = ("received", "closed", "reopened", "paused")
DAY = HOURS.seconds


def _time(first: str, days: int, off: set[str] = frozenset(), worked: set[str] = frozenset()) -> WorkingTime:
    start = np.datetime64(first, "D")
    each = np.arange(start, start + days)
    weekday = (each.astype(np.int64) + 3) % 7 < 5
    flags = [(flag or str(day) in worked) and str(day) not in off for day, flag in zip(each, weekday, strict=True)]
    return WorkingTime.of(HOURS, int(start.astype(np.int64)), np.array(flags))


TIME = _time("2024-04-01", 90, off={"2024-05-01", "2024-05-02", "2024-05-03"}, worked={"2024-04-28", "2024-05-11"})


def _at(text: str) -> np.datetime64:
    return np.datetime64(text, "s")


def _steps(rows: list[tuple[int, str, str]]) -> CaseSteps:
    """(case, event, time), in order."""
    at = np.array([_at(time) for _, _, time in rows], "datetime64[s]")
    flags = np.ones(len(rows), bool)
    values = {
        "case_no": np.array([case for case, _, _ in rows], np.int32),
        "event": np.array([EVENTS.index(event) for _, event, _ in rows], np.int16),
        "at": at,
        "clock": TIME.position(at),
        "is_time_known": flags,
        "has_reason": flags,
        "by": np.full(len(rows), -1),
    }
    extra = {"is_logged": flags} if "is_logged" in CaseSteps.__dataclass_fields__ else {}
    return CaseSteps(**values, **extra, events=EVENTS, people=())


def _frame(**columns: list) -> pd.DataFrame:
    return pd.DataFrame(columns)


def test_next_working_days_skip_the_holiday_and_take_the_make_up_saturday():
    # Tuesday 30 April: 1 to 3 May off, the weekend, then 6 to 10 May; Saturday 11 May is worked.
    assert [str(day) for day in next_working_days(date(2024, 4, 30), TIME)] == [
        "2024-05-06", "2024-05-07", "2024-05-08", "2024-05-09", "2024-05-10",
    ]  # fmt: skip
    assert [str(day) for day in next_working_days(date(2024, 5, 9), TIME, 3)] == [
        "2024-05-10", "2024-05-11", "2024-05-13",
    ]  # fmt: skip
    assert len(next_working_days(date(2024, 6, 28), TIME)) == 0  # the calendar ends on 29 June, a Saturday


def test_forecast_counts_to_the_working_day_by_whose_end_a_case_is_late():
    frame = _frame(
        is_open=[True, True, True, True, True, False],
        is_paused=[False, False, False, True, False, False],
        # end of Thursday; noon of Saturday, worked; a Sunday counts to Monday; paused; five days on is too far; closed
        due_at=pd.to_datetime(["2024-05-10", "2024-05-11 12:00", "2024-05-12 09:00", "2024-05-10 12:00",
                               "2024-05-20 12:00", "2024-05-10 12:00"], format="ISO8601"),
        due_state=[3, 3, 3, 3, 3, 3],
    )  # fmt: skip
    found = forecast(frame, date(2024, 5, 8), TIME)
    assert [str(day) for day in found.days] == ["2024-05-09", "2024-05-10", "2024-05-11", "2024-05-13", "2024-05-14"]
    assert found.table()["due"].tolist() == [1, 0, 1, 1, 0]
    assert found.table()["paused"].tolist() == [0, 1, 0, 0, 0]
    assert found.cases(0, 0).tolist() == [True, False, False, False, False, False]
    assert found.cases(0, 4).tolist() == [True, True, True, False, False, False]


def test_overdue_and_without_due_time_are_no_forecast():
    frame = _frame(
        is_open=[True, True], is_paused=[False, False], due_at=pd.to_datetime(["2024-05-07", None]), due_state=[2, 4]
    )
    assert forecast(frame, date(2024, 5, 8), TIME).table()["due"].sum() == 0


CASES = pd.DataFrame(
    {
        "case_no": [0, 1, 2],
        "kind": ["complaint"] * 3,
        "received_at": pd.to_datetime(["2024-05-06 09:00", "2024-05-07 09:00", "2024-05-08 09:00"]),
        "due_at": pd.to_datetime([None] * 3),
    }
)
STEPS = _steps(
    [
        (0, "closed", "2024-05-07 10:00"),
        (0, "closed", "2024-05-08 10:00"),  # a second closing in a row changes nothing
        (0, "reopened", "2024-05-09 10:00"),
        (0, "closed", "2024-05-10 10:00"),
        (1, "reopened", "2024-05-08 10:00"),  # it was open
    ]
)


def test_backlog_at_the_end_of_each_day():
    found = backlog_days(CASES, STEPS, first=date(2024, 5, 5), last=date(2024, 5, 11))
    #                             5  6  7  8  9  10 11
    assert found["open"].tolist() == [0, 1, 1, 2, 3, 2, 2]
    later = backlog_days(CASES, STEPS, first=date(2024, 5, 9), last=date(2024, 5, 10))
    assert later["open"].tolist() == [3, 2]


moments = st.integers(0, 40 * 24).map(lambda hours: _at("2024-04-08") + np.timedelta64(hours, "h"))
logs = st.lists(
    st.tuples(moments, st.lists(st.tuples(st.sampled_from(("closed", "reopened")), moments), max_size=5)),
    min_size=1, max_size=8,
)  # fmt: skip


@pytest.mark.slow
@settings(deadline=None)
@given(logs)
def test_backlog_of_every_day_is_what_the_frame_says_as_of_its_end(log):
    log = sorted(log, key=lambda one: one[0])
    rows = [
        (case, event, str(max(at, received)))
        for case, (received, steps) in enumerate(log)
        for event, at in sorted(steps, key=lambda step: step[1])
    ]
    steps = _steps(rows)
    cases = pd.DataFrame(
        {
            "case_no": np.arange(len(log)),
            "kind": "complaint",
            "received_at": pd.to_datetime([received for received, _ in log]),
            "due_at": pd.to_datetime([None] * len(log)),
        }
    )
    found = backlog_days(cases, steps, first=date(2024, 4, 7), last=date(2024, 5, 20))
    for day in ("2024-04-10", "2024-04-25", "2024-05-20"):
        through = _at(f"{day}T23:59:59")
        frame = cases_as_of(cases, steps, through=through, working_time=TIME, policy=CasePolicy())
        told = found.loc[found["day"] == np.datetime64(day), "open"].item()
        assert told == frame["is_open"].sum()


def test_ages_and_departments():
    frame = _frame(
        age_seconds=[0, 2 * DAY, 2 * DAY + 1, 5 * DAY, 20 * DAY + 1, 30 * DAY],
        is_open=[True, True, True, True, True, False],
        is_paused=[False, True, False, False, False, False],
        due_state=[3, 3, 2, 3, 2, 1],
        respondent_department=["Lab", "Lab", "Lab", None, "Sales", "Sales"],
    )
    table = age_table(frame, DAY)
    assert table["cases"].tolist() == [2, 2, 0, 0, 1]
    assert table["overdue"].tolist() == [0, 1, 0, 0, 1]
    departments = by_department(frame, DAY)
    assert departments["department"].tolist() == ["Lab", "Sales", None]
    assert departments[["open", "overdue", "paused"]].to_numpy().tolist() == [[3, 1, 1], [1, 1, 0], [1, 0, 0]]
    assert departments["group_0"].tolist() == [2, 0, 0]


@pytest.mark.parametrize("rows", [[], [(0, "closed", "2024-05-07 10:00")]])
def test_no_case_is_no_backlog(rows):
    found = backlog_days(CASES.iloc[:0], _steps(rows), first=date(2024, 5, 6), last=date(2024, 5, 7))
    assert found["open"].tolist() == [0, 0]


def test_late_on_a_day_off_is_over_though_no_working_time_went_by():
    due = "2024-05-01T12:00:00"  # a holiday, as are the two days after it
    closings = ["2024-04-30T16:30:00", "2024-05-02T10:00:00", "2024-05-06T09:30:00", "NaT"]
    frame = pd.DataFrame(
        {
            "is_open": [False, False, False, True],
            "closed_at": np.array(closings, "datetime64[s]"),
            "due_at": np.array([due] * 4, "datetime64[s]"),
        }
    )
    left, known = seconds_left(frame, _at("2024-05-01T00:00:00"), TIME, CasePolicy(calendar="working"))
    assert (left.tolist(), known.tolist()) == ([3600, -1, -3600, 0], [True] * 4)
