"""Cases as of a moment against the same story told slowly: one case after the other, one half hour after the other."""

from datetime import datetime, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.logic.cases.case_frame import (
    IN_TIME,
    LATE,
    NOT_YET_DUE,
    OPEN_PAST_DUE,
    cases_as_of,
)
from dashboard.logic.cases.limits import CasePolicy, TimeLimit
from tests.logic.cases.test_case_frame import TIME, at, cases_of, steps_of

START = datetime(2024, 1, 1)
POLICY = CasePolicy(calendar="working", close_within={"complaint": TimeLimit(3, "working_days")})
HALF_HOUR = timedelta(minutes=30)
STEP = st.tuples(
    st.integers(0, 1), st.sampled_from(["paused", "resumed", "closed", "reopened"]), st.integers(1, 24 * 30),
    st.booleans(), st.just(True),
)  # fmt: skip


def worked(first: datetime, last: datetime) -> int:
    """Office seconds between two moments on the half hour."""
    seconds = 0
    while first < last:
        hour = first.hour + first.minute / 60
        if first.weekday() < 5 and (8.5 <= hour < 12 or 13.5 <= hour < 17.5):
            seconds += 1800
        first += HALF_HOUR
    return seconds


def after(first: datetime, seconds: int) -> datetime:
    """The first moment by which so many office seconds went by."""
    while seconds > 0:
        seconds -= worked(first, first + HALF_HOUR)
        first += HALF_HOUR
    return first


def retold(received: datetime, own_due: datetime | None, log: list[tuple[str, datetime, bool]], through: datetime):
    """(is open, closed, due, paused seconds, age in seconds, due state) of one case; ``log`` in the order of time."""
    closed, pauses, running = None, [], None
    for event, moment, has_reason in log:
        if running is not None:
            pauses.append((*running, moment))
            running = None
        if event == "paused":
            running = (moment, has_reason)
        elif event != "resumed":
            closed = moment if event == "closed" else None
    if running is not None:
        pauses.append((*running, through))
    pauses = [(begun, ended) for begun, has_reason, ended in pauses if has_reason]
    due = own_due
    if due is None:
        whole_day = received.time() == datetime.min.time()  # the day of receipt is not counted
        due = after(received + timedelta(days=whole_day), 3 * 27_000)
    first_due, moved = due, 0
    for begun, ended in pauses:
        if worked(START, begun) < worked(START, first_due) + moved:
            moved += worked(begun, ended)
    due = after(START, worked(START, first_due) + moved) if moved else first_due
    end = closed or through
    paused = sum(worked(begun, min(ended, end)) for begun, ended in pauses if begun < end)
    if due > through:
        state = NOT_YET_DUE
    elif closed is None:
        state = OPEN_PAST_DUE
    else:
        state = IN_TIME if closed <= due else LATE
    return closed is None, closed, due, paused, worked(received, end) - paused, state


@given(
    st.lists(st.integers(0, 24 * 15), min_size=2, max_size=2),
    st.lists(st.none() | st.integers(1, 24 * 25), min_size=2, max_size=2),
    st.lists(STEP, max_size=10, unique_by=lambda step: (step[0], step[2])),
    st.integers(24 * 15, 24 * 30),
)
@settings(deadline=None)
def test_reopenings_pauses_and_moved_due_times_are_those_of_the_slow_story(received, due, steps, hour):
    due = [None if end is None else max(end, start + 1) for start, end in zip(received, due, strict=True)]
    cases = cases_of(received, due).assign(kind="complaint")
    frame = cases_as_of(cases, steps_of(received, steps), through=at(hour), working_time=TIME, policy=POLICY)

    for case, start in enumerate(received):
        log = sorted((step[2], step[1], step[3]) for step in steps if step[0] == case and start <= step[2] <= hour)
        own = None if due[case] is None else START + timedelta(hours=due[case])
        told = retold(
            START + timedelta(hours=start),
            own,
            [(event, START + timedelta(hours=when), why) for when, event, why in log],
            START + timedelta(hours=hour),
        )
        row = frame.iloc[case]
        closed = None if np.isnat(row["closed_at"].to_datetime64()) else row["closed_at"].to_pydatetime()
        found = (row["is_open"], closed, row["due_at"].to_pydatetime(), row["paused_seconds"], row["age_seconds"])
        assert (*found, row["due_state"]) == told


def test_the_day_of_receipt_is_not_counted_where_no_time_of_day_is_given():
    """Received on Monday 1 and on Monday 1 at 08:30: to be accepted within one working day, closed within three."""
    cases = cases_of([0, 8.5]).assign(kind="complaint")  # ty: ignore[invalid-argument-type]
    frame = cases_as_of(cases, steps_of([0, 8.5], []), through=at(24 * 20), working_time=TIME, policy=POLICY)  # ty: ignore[invalid-argument-type]

    assert frame["accept_due_at"].tolist() == [datetime(2024, 1, 2, 17, 30), datetime(2024, 1, 1, 17, 30)]
    assert frame["due_at"].tolist() == [datetime(2024, 1, 4, 17, 30), datetime(2024, 1, 3, 17, 30)]
    assert frame["due_state"].tolist() == [OPEN_PAST_DUE, OPEN_PAST_DUE]
