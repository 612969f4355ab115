"""Working time is a position: what follows from that for every calendar (T8)."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.logic.working_time import DAY, OfficeHours, WorkingTime

FIRST = date(2024, 1, 1)
DAYS = 60
HOURS = st.sampled_from(["08:30-12:00, 13:30-17:30", "09:00-17:00", "00:00-24:00", "10:00-10:30, 10:30-11:00"])
CALENDARS = st.builds(
    lambda hours, worked: WorkingTime.of(
        OfficeHours.parse(hours), (FIRST - date(1970, 1, 1)).days, np.array([*worked, True])
    ),
    HOURS,
    st.lists(st.booleans(), min_size=DAYS - 1, max_size=DAYS - 1),
)
SECONDS = st.integers(0, DAYS * DAY - 1)
START = np.datetime64(FIRST, "s")


def moments(*seconds: int) -> np.ndarray:
    return START + np.array(seconds, "timedelta64[s]")


@given(CALENDARS, st.tuples(SECONDS, SECONDS, SECONDS))
def test_working_time_is_additive_over_splits_and_never_runs_back(time, seconds):
    one, two, three = time.position(moments(*sorted(seconds)))
    assert (two - one) + (three - two) == three - one
    assert one <= two <= three
    assert three - one <= max(seconds) - min(seconds)


@given(CALENDARS, SECONDS)
def test_the_moment_of_a_position_is_the_first_that_reaches_it(time, second):
    position = time.position(moments(second))
    first = time.moment(position)
    assert time.position(first) == position
    if position[0] > 0:
        assert first <= moments(second)
        assert time.position(first - np.timedelta64(1, "s"))[0] == position[0] - 1


@given(CALENDARS, SECONDS)
def test_within_office_hours_the_moment_of_the_position_is_the_same_moment(time, second):
    day, rest = divmod(second, DAY)
    hours = time.hours
    inside = hours.open_1 < rest <= hours.close_1 or hours.open_2 < rest <= hours.close_2
    if inside and time.is_workday[day]:
        assert time.moment(time.position(moments(second)))[0] == moments(second)[0]


def test_hand_made_positions():
    hours = OfficeHours.parse("08:30-12:00, 13:30-17:30")
    # Monday and Tuesday, a holiday, Thursday
    time = WorkingTime.of(hours, (FIRST - date(1970, 1, 1)).days, np.array([True, True, False, True]))
    at = [("2024-01-01T08:30", 0), ("2024-01-01T12:30", 12_600), ("2024-01-02T13:30", 39_600),
          ("2024-01-03T10:00", 54_000), ("2024-01-04T08:31", 54_060), ("2024-01-09T00:00", 81_000),
          ("2023-12-01T10:00", 0), ("NaT", -1)]  # fmt: skip
    found = time.position(np.array([text for text, _ in at], "datetime64[s]"))
    assert found.tolist() == [position for _, position in at]
    back = time.moment(np.array([0, 12_600, 12_601, 54_000, -1]))
    assert [str(moment) for moment in back] == [
        "2024-01-01T08:30:00", "2024-01-01T12:00:00", "2024-01-01T13:30:01", "2024-01-02T17:30:00", "NaT",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("08:30-12:00, 13:30-17:30", 27_000), ("09:00-18:00", 32_400), ("00:00-24:00", 86_400)],
)
def test_office_hours_of_a_day(text, seconds):
    assert OfficeHours.parse(text).seconds == seconds


@pytest.mark.parametrize(
    "text", ["", "9-17", "17:00-09:00", "08:00-12:00,11:00-13:00", "24:30-25:00", "1:00-2:00, 3:00-4:00, 5:00-6:00"]
)
def test_what_is_no_office_hours_is_refused(text):
    with pytest.raises(ValueError, match="office hours"):
        OfficeHours.parse(text)


@given(st.lists(st.booleans(), min_size=1, max_size=10))
def test_a_day_off_is_worth_nothing_and_a_working_day_its_office_hours(worked):
    time = WorkingTime.of(OfficeHours.parse("09:00-17:00"), (FIRST - date(1970, 1, 1)).days, np.array(worked))
    starts = np.array([np.datetime64(FIRST + timedelta(days=n), "s") for n in range(len(worked) + 1)])
    assert np.diff(time.position(starts)).tolist() == [28_800 if is_workday else 0 for is_workday in worked]
