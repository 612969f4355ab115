"""The five rates and the four parts of the on-time rate, worked out by hand for eleven cases."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.logic.cases.case_frame import CaseSteps, cases_as_of
from dashboard.logic.cases.limits import CasePolicy, TimeLimit
from dashboard.logic.cases.rates import (
    FIVE,
    ON_TIME_PARTS,
    PARTS,
    FiveRates,
    change_in_share,
    rate_flags,
    rates_of,
    recorded_stages,
)
from dashboard.logic.cases.window import ServiceWindow
from dashboard.logic.periods import MonthSpan, month_no
from dashboard.logic.shares import Share
from dashboard.logic.working_time import OfficeHours, WorkingTime

# Natural hours: a day to accept, ten days to close.
POLICY = CasePolicy(
    "natural", TimeLimit(24, "hours"), {"complaint": TimeLimit(10, "days"), "appeal": TimeLimit(10, "days")}
)
THROUGH = date(2024, 6, 20)
JUNE = ServiceWindow(MonthSpan(month_no(date(2024, 6, 1)), month_no(date(2024, 6, 1))), THROUGH)
EVENTS = ("received", "acknowledged", "called_back", "closed", "reopened", "assigned")


def moment(text: str | None) -> np.datetime64:
    return np.datetime64("NaT" if text is None else f"2024-{text}", "s")


def frame_of(rows: list[dict], steps: list[tuple[int, str, str | None]], through: date = THROUGH) -> pd.DataFrame:
    cases = pd.DataFrame(
        {
            "case_no": np.arange(len(rows)),
            "kind": pd.Categorical([row.get("kind", "complaint") for row in rows]),
            "received_at": np.array([moment(row["received"]) for row in rows], "datetime64[s]"),
            "due_at": np.array([moment(row.get("due")) for row in rows], "datetime64[s]"),
            "callback_result": pd.Categorical([row.get("result") for row in rows]),
        }
    )
    return cases_as_of(
        cases,
        steps_of(steps),
        through=JUNE.through if through == THROUGH else np.datetime64(f"{through}T23:59:59", "s"),
        working_time=WorkingTime(OfficeHours(0, 43200, 43200, 86400), 0, np.array([0]), np.array([True])),
        policy=POLICY,
    )


def steps_of(steps: list[tuple[int, str, str | None]]) -> CaseSteps:
    ordered = sorted(steps, key=lambda step: (step[0], step[2] or ""))
    at = np.array([moment(step[2]) for step in ordered], "datetime64[s]")
    return CaseSteps(
        case_no=np.array([step[0] for step in ordered], np.int32),
        event=np.array([EVENTS.index(step[1]) for step in ordered], np.int16),
        at=at,
        clock=at.astype(np.int64),
        is_time_known=~np.isnat(at),
        has_reason=np.zeros(len(ordered), bool),
        by=np.full(len(ordered), -1, np.int32),
        events=EVENTS,
        people=(),
    )


ROWS = [
    {"received": "05-20 09:00"},  # 0 due 30 May, closed 2 June: late, but of May
    {"received": "05-25 09:00", "result": "satisfied"},  # 1 due 4 June, closed 3 June: in time
    {"received": "05-26 09:00", "result": "not_reached"},  # 2 due 5 June, closed 9 June: late
    {"received": "05-27 09:00"},  # 3 due 6 June, open: past due
    {"received": "05-01 09:00"},  # 4 due 11 May, open: past due, not of June
    {
        "received": "06-02 09:00",
        "result": "dissatisfied",
    },  # 5 due 12 June, closed 12 June 09:00, the last second: in time
    {"received": "06-05 09:00"},  # 6 due 15 June, open: past due
    {"received": "06-12 09:00", "result": "fairly_satisfied"},  # 7 due 22 June, closed 13 June: not yet due
    {"received": "06-20 09:00"},  # 8 due 30 June, open: not yet due; nor is its acceptance
    {"received": "06-03 09:00", "kind": "appeal"},  # 9 another kind
    {"received": "06-25 09:00"},  # 10 after the window
]
STEPS = [
    (0, "closed", "06-02 10:00"),
    (1, "closed", "06-03 10:00"),
    (1, "called_back", "06-04 10:00"),
    (2, "closed", "06-09 10:00"),
    (2, "called_back", "06-10 10:00"),
    (5, "acknowledged", "06-03 09:00"),  # a day to the second: in time
    (5, "closed", "06-12 09:00"),
    (6, "acknowledged", "06-06 09:01"),  # a minute late
    (7, "closed", "06-13 10:00"),
    (9, "closed", "06-04 10:00"),
]


@pytest.fixture
def frame() -> pd.DataFrame:
    return frame_of(ROWS, STEPS)


def rates_in_june(frame: pd.DataFrame, kind: str, recorded: frozenset[str]) -> FiveRates:
    return rates_of(rate_flags(frame, JUNE, kind), recorded)


def test_five_rates_of_complaints(frame):
    rates = rates_in_june(frame, "complaint", recorded_stages(frame, steps_of(STEPS)))
    # Received in June by the 20th: 5, 6, 7, 8. To be accepted by then: 5, 6, 7; in time only 5.
    assert rates.accepted_in_time == Share(1, 3)
    assert rates.closed == Share(2, 4)  # 5 and 7
    # Due in June by the 20th: 1, 2, 3, 5, 6; in time 1 and 5.
    assert rates.closed_in_time == Share(2, 5)
    # Closed in June: 0, 1, 2, 5, 7; called back 1 and 2.
    assert rates.called_back == Share(2, 5)
    # Results: 1 satisfied, 5 dissatisfied and 7 fairly satisfied (both by their closing); 2 was not reached.
    assert rates.satisfied == Share(2, 3)
    assert rates.not_reached == 1
    assert rates.overdue_open == 3  # 3, 6, and 4 from May


def test_four_parts_are_all_that_have_a_due_time(frame):
    flags = rate_flags(frame, JUNE, "complaint")
    found = {name: np.flatnonzero(flags[name]).tolist() for name in ON_TIME_PARTS}
    assert found == {"in_time": [1, 5], "late": [2], "open_past_due": [3, 6], "not_yet_due": [7, 8]}


def test_appeal_is_in_no_denominator_of_complaints(frame):
    recorded = recorded_stages(frame, steps_of(STEPS))
    rates = rates_in_june(frame, "appeal", recorded)
    assert rates.closed == Share(1, 1)
    assert rates.closed_in_time == Share(1, 1)
    assert rates_in_june(frame, "objection", recorded).closed.value is None


def test_stage_that_nobody_records_is_no_rate():
    frame = frame_of([{"received": "06-02 09:00"}], [])
    recorded = recorded_stages(frame, steps_of([]))
    assert recorded == frozenset()
    rates = rates_in_june(frame, "complaint", recorded)
    assert [rates.rate(name) for name in FIVE] == [None] * 5


def test_company_decides_what_is_recorded_not_the_selection():
    steps = steps_of([(0, "closed", "06-03 10:00"), (1, "called_back", None)])
    frame = frame_of([{"received": "06-02 09:00"}], [])
    recorded = recorded_stages(frame, steps)
    assert recorded == {"closed", "closed_in_time"}
    assert rates_in_june(frame, "complaint", recorded).closed == Share(0, 1)


def test_change_is_told_of_ten_cases_at_least():
    assert change_in_share(Share(9, 10), Share(8, 10)) == pytest.approx(0.1)
    assert change_in_share(Share(9, 9), Share(8, 10)) is None
    assert change_in_share(Share(9, 10), None) is None


days = st.integers(1, 75)


@st.composite
def logs(draw):
    rows, steps = [], []
    for case in range(draw(st.integers(0, 12))):
        at = np.datetime64("2024-04-01", "s") + np.timedelta64(draw(days), "D")
        text = str(at)[5:].replace("T", " ")
        result = draw(st.sampled_from((None, "satisfied", "dissatisfied", "not_reached")))
        rows.append({"received": text, "kind": draw(st.sampled_from(("complaint", "appeal"))), "result": result})
        for event in draw(st.lists(st.sampled_from(("acknowledged", "closed", "called_back", "reopened")), max_size=4)):
            steps.append((case, event, str(at + np.timedelta64(draw(st.integers(0, 40)), "D"))[5:].replace("T", " ")))
    return rows, steps


@given(logs())
def test_parts_never_overlap_and_numerators_lie_in_their_denominators(log):
    frame = frame_of(*log)
    flags = rate_flags(frame, JUNE, "complaint")
    assert (sum(flags[name].astype(int) for name in ON_TIME_PARTS[:3]) == flags["due"].astype(int)).all()
    every = flags["due"] | flags["not_yet_due"]
    assert (sum(flags[name].astype(int) for name in ON_TIME_PARTS) == every.astype(int)).all()
    is_kind = (frame["kind"] == "complaint").to_numpy()
    with_due = is_kind & (frame["due_at"] >= np.datetime64("2024-06-01")).to_numpy()
    assert (every == with_due).all()
    for top, bottom in PARTS.values():
        assert not (flags[top] & ~flags[bottom]).any()
    assert not any(flags[name][~is_kind].any() for name in flags)


@given(logs(), st.integers(2, 4))
def test_parts_of_the_cases_add_up_to_the_whole(log, count):
    frame = frame_of(*log)
    flags, recorded = rate_flags(frame, JUNE, "complaint"), frozenset(FIVE)
    whole = rates_of(flags, recorded)
    parts = [rates_of(flags, recorded, np.arange(len(frame)) % count == place) for place in range(count)]
    for name in FIVE:
        assert sum(part.rate(name).denominator for part in parts) == whole.rate(name).denominator
        assert sum(part.rate(name).numerator for part in parts) == whole.rate(name).numerator
        assert (whole.rate(name).value is None) == (whole.rate(name).denominator == 0)


@given(logs(), st.integers(-20, 5))
def test_what_happens_later_changes_nothing(log, back):
    """T9."""
    rows, steps = log
    through = THROUGH if back >= 0 else date(2024, 5, 31)
    window = JUNE if back >= 0 else ServiceWindow(MonthSpan(JUNE.span.first - 1, JUNE.span.first - 1), through)
    kept = [place for place, row in enumerate(rows) if moment(row["received"]) <= window.through]
    until = [
        (kept.index(case), event, at) for case, event, at in steps if moment(at) <= window.through and case in kept
    ]
    frames = frame_of(rows, steps, through), frame_of([rows[place] for place in kept], until, through)
    now, then = (rates_of(rate_flags(frame, window, "complaint"), frozenset(FIVE)) for frame in frames)
    assert now == then
