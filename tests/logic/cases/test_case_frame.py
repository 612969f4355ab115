"""Cases as of a moment: what must hold whatever the steps are (T7, T8, T9)."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.logic.cases.case_frame import (
    IN_TIME,
    LATE,
    NO_DUE_TIME,
    NOT_YET_DUE,
    OPEN_PAST_DUE,
    STAGES,
    CaseSteps,
    cases_as_of,
)
from dashboard.logic.cases.limits import CasePolicy, TimeLimit
from dashboard.logic.working_time import OfficeHours, WorkingTime

DAY = 86_400
START = np.datetime64("2024-01-01", "s")
DAYS = 90
IS_WORKDAY = np.array([(n % 7) not in (5, 6) for n in range(DAYS)])  # 1 January 2024 is a Monday
TIME = WorkingTime.of(OfficeHours.parse("08:30-12:00, 13:30-17:30"), 19_723, IS_WORKDAY)
EVENTS = ("received", "acknowledged", "assigned", "paused", "resumed", "replied", "called_back", "closed", "reopened")
CALENDAR = st.sampled_from(["working", "natural"])
COUNT = 4
FEW = settings(max_examples=25, deadline=None)
"""A frame takes some milliseconds."""


def at(hour: float) -> np.datetime64:
    return START + np.timedelta64(round(hour * 3600), "s")


STEPS = st.lists(
    st.tuples(
        st.integers(0, COUNT - 1), st.sampled_from(EVENTS[1:]), st.integers(0, 24 * 80), st.booleans(), st.booleans()
    ),
    max_size=24,
)
RECEIVED = st.lists(st.integers(0, 24 * 40), min_size=COUNT, max_size=COUNT)
OWN_DUE = st.lists(st.none() | st.integers(1, 24 * 60), min_size=COUNT, max_size=COUNT)


def cases_of(received: list[int], due: list[int | None] | None = None) -> pd.DataFrame:
    ends = [np.datetime64("NaT", "s") if hour is None else at(hour) for hour in due or [None] * len(received)]
    return pd.DataFrame(
        {
            "case_no": np.arange(len(received)),
            "kind": pd.Categorical(
                ["complaint", "appeal"] * (len(received) // 2) + ["complaint"] * (len(received) % 2)
            ),
            "received_at": np.array([at(hour) for hour in received], "datetime64[s]"),
            "due_at": np.array(ends, "datetime64[s]"),
        }
    )


def steps_of(received: list[int], steps: list[tuple]) -> CaseSteps:
    """``steps``: case, event, hour, has a reason, its time is known; those before the receipt are left out."""
    told = [(case, "received", hour, False, True) for case, hour in enumerate(received)]
    told += [step for step in steps if step[2] >= received[step[0]]]
    told = sorted(told, key=lambda step: (step[0], step[2]))
    moments = np.array([at(step[2]) for step in told], "datetime64[s]")
    return CaseSteps(
        case_no=np.array([step[0] for step in told], np.int32),
        event=np.array([EVENTS.index(step[1]) for step in told], np.int16),
        at=moments,
        clock=TIME.position(moments),
        is_time_known=np.array([step[4] for step in told], bool),
        has_reason=np.array([step[3] for step in told], bool),
        by=np.full(len(told), -1, np.int32),
        events=EVENTS,
        people=(),
    )


def policy(calendar: str, days: float = 5) -> CasePolicy:
    return CasePolicy(calendar, TimeLimit(1, "working_days"), {"complaint": TimeLimit(days, "working_days")})


def frame_of(received, steps, *, hour: float, calendar="working", days=5.0, due=None) -> pd.DataFrame:
    return cases_as_of(
        cases_of(received, due), steps_of(received, steps), through=at(hour), working_time=TIME,
        policy=policy(calendar, days),
    )  # fmt: skip


@FEW
@given(RECEIVED, OWN_DUE, STEPS, st.integers(0, 24 * 80), CALENDAR)
def test_on_time_partition_has_each_case_once(received, due, steps, hour, calendar):
    frame = frame_of(received, steps, hour=hour, calendar=calendar, due=due)
    state, end = frame["due_state"].to_numpy(), frame["due_at"].to_numpy()
    assert set(state) <= {IN_TIME, LATE, OPEN_PAST_DUE, NOT_YET_DUE, NO_DUE_TIME}
    is_open, closed = frame["is_open"].to_numpy(), frame["closed_at"].to_numpy()
    untold = ~is_open & np.isnat(closed)
    assert (np.isnat(end) <= (state == NO_DUE_TIME)).all()
    assert ((state == NO_DUE_TIME) <= (np.isnat(end) | untold)).all()
    assert ((state == OPEN_PAST_DUE) <= (is_open & (end <= at(hour)))).all()
    assert ((state == IN_TIME) <= (closed <= end)).all()
    assert ((state == LATE) <= ~is_open).all()
    assert ((state == NOT_YET_DUE) <= (end > at(hour))).all()
    rated = (end <= at(hour)) & ~untold
    assert np.isin(state[rated], [IN_TIME, LATE, OPEN_PAST_DUE]).all()


@FEW
@given(RECEIVED, OWN_DUE, STEPS, st.integers(0, 24 * 80), CALENDAR)
def test_no_look_ahead_steps_and_cases_after_the_moment_change_nothing(received, due, steps, hour, calendar):
    whole = frame_of(received, steps, hour=hour, calendar=calendar, due=due)
    known = [step for step in steps if step[2] <= hour]
    pd.testing.assert_frame_equal(whole, frame_of(received, known, hour=hour, calendar=calendar, due=due))
    more = frame_of([*received, hour + 1], steps, hour=hour, calendar=calendar, due=[*due, None])
    pd.testing.assert_frame_equal(whole, more)


@FEW
@given(RECEIVED, STEPS, st.integers(24 * 40, 24 * 80), CALENDAR)
def test_pauses_never_make_anything_longer_and_without_a_reason_change_nothing(received, steps, hour, calendar):
    with_pauses = frame_of(received, steps, hour=hour, calendar=calendar)
    bare = frame_of(received, [s for s in steps if s[1] not in ("paused", "resumed")], hour=hour, calendar=calendar)
    groundless = frame_of(received, [(*s[:3], False, s[4]) for s in steps], hour=hour, calendar=calendar)
    for name in ("age_seconds", *(f"{stage}_seconds" for stage in STAGES)):
        assert (with_pauses[name] <= bare[name]).all()
        assert (groundless[name] == bare[name]).all()
    assert (with_pauses["due_at"].isna() | (with_pauses["due_at"] >= bare["due_at"])).all()
    known = with_pauses["age_seconds"] >= 0
    assert (with_pauses["age_seconds"] + with_pauses["paused_seconds"] == bare["age_seconds"])[known].all()


@FEW
@given(RECEIVED, STEPS, st.integers(24 * 40, 24 * 80), st.sampled_from([1.0, 3.0, 20.0]))
def test_another_limit_moves_due_times_and_leaves_the_pauses(received, steps, hour, days):
    five, other = frame_of(received, steps, hour=hour), frame_of(received, steps, hour=hour, days=days)
    same = [name for name in five if name not in ("due_at", "due_state")]
    pd.testing.assert_frame_equal(five[same], other[same])
    due = five["due_at"].notna()
    earlier = other["due_at"][due] <= five["due_at"][due]
    assert earlier.all() if days < 5 else (other["due_at"][due] >= five["due_at"][due]).all()


def test_a_pause_after_the_due_time_does_not_move_it():
    steps = [(0, "paused", 24 * 10 + 9, True, True), (0, "resumed", 24 * 11 + 9, True, True)]
    frame = frame_of([9], steps, hour=24 * 20, days=2)  # Monday 09:00, two working days: Wednesday 09:00
    assert frame["due_at"].tolist() == [pd.Timestamp("2024-01-03 09:00")]
    assert frame["due_state"].tolist() == [OPEN_PAST_DUE]
    assert frame["paused_seconds"].tolist() == [27_000]


def test_a_moved_due_time_reaches_a_second_pause_that_moves_it_again():
    # due Wednesday 09:00; paused all Tuesday: due Thursday 09:00; paused on Wednesday afternoon (4 hours): 14:30
    steps = [
        (0, "paused", 24 + 8.5, True, True), (0, "resumed", 24 + 17.5, False, True),
        (0, "paused", 48 + 13.5, True, True), (0, "resumed", 48 + 17.5, False, True),
    ]  # fmt: skip
    frame = frame_of([9], steps, hour=24 * 20, days=2)
    assert frame["due_at"].tolist() == [pd.Timestamp("2024-01-04 14:30")]


def test_a_second_pause_within_one_gives_it_its_reason():
    steps = [
        (0, "paused", 24 + 8.5, False, True), (0, "paused", 48 + 8.5, True, True), (0, "resumed", 72 + 8.5, False, True)
    ]  # fmt: skip
    frame = frame_of([9], steps, hour=24 * 4)
    assert frame[["paused_seconds", "pauses", "pauses_without_reason"]].to_numpy().tolist() == [[27_000, 1, 1]]


def test_a_closing_at_an_untold_time_is_late_only_where_the_step_before_was():
    closed_unknown = [(0, "acknowledged", 24, False, True), (0, "closed", 24, False, False)]
    assert frame_of([9], closed_unknown, hour=24 * 30)["due_state"].tolist() == [NO_DUE_TIME]
    too_late = [(0, "acknowledged", 24 * 20, False, True), (0, "closed", 24 * 20, False, False)]
    assert frame_of([9], too_late, hour=24 * 30)["due_state"].tolist() == [LATE]


def test_no_case_at_all_has_the_same_columns():
    empty, one = frame_of([], [], hour=1), frame_of([0], [], hour=1)
    assert list(empty) == list(one)
    assert len(empty) == 0
    assert one["kind"].tolist() == ["complaint"]


def test_a_closing_on_a_day_before_the_receipt_is_no_closing_in_time():
    """It was closed, but not then: neither in time nor late, and it took no known time."""
    cases = cases_of([48, 48], [96, 96])
    steps = CaseSteps(
        case_no=np.array([0, 0, 1, 1], np.int32),
        event=np.array([7, 0, 0, 7], np.int16),  # closed a day early; closed on the day, by its date alone
        at=np.array([at(20), at(48), at(50), at(48)], "datetime64[s]"),
        clock=TIME.position(np.array([at(20), at(48), at(50), at(48)])),
        is_time_known=np.ones(4, bool),
        has_reason=np.zeros(4, bool),
        by=np.full(4, -1, np.int32),
        events=EVENTS,
        people=(),
    )
    frame = cases_as_of(cases, steps, through=at(200), working_time=TIME, policy=CasePolicy())
    assert frame["is_open"].tolist() == [False, False]
    assert frame["due_state"].tolist() == [NO_DUE_TIME, IN_TIME]
    assert frame["closed_seconds"].tolist() == [-1, 0]
