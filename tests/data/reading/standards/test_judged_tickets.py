"""Tickets held against a rule, for any tickets: every one is in one state, and the states are those of plain Python."""

from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache

import duckdb
import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.data.building.mart_schemas import MART_SCHEMAS
from dashboard.data.reading.queries import query_text
from dashboard.data.reading.standards.ticket_parameters import rule_lists
from dashboard.logic.standards.promises import PROMISE_COUNTS, Promises
from dashboard.logic.standards.standard import standard
from dashboard.logic.working_time import OfficeHours, WorkingTime
from tests.data.hand_made_build import DUCKDB_TYPES

HOUR, DAY = 3600, 86_400
FIRST = datetime(2024, 3, 1)
START, END = datetime(2024, 3, 5), datetime(2024, 3, 26)
DAYS = np.arange(19_700, 19_900)
CALENDAR = WorkingTime.of(OfficeHours.parse("08:30-12:00, 13:30-17:30"), 19_700, (DAYS + 3) % 7 < 5)
NOBODY = pa.table(
    {name: pa.array([[]], pa.list_(pa.int32())) for name in ("places", "tiers", "due_days", "next_days")}
    | {"first_day": pa.array([0], pa.int64())}
)

seconds = st.integers(0, 40 * DAY)
tickets = st.lists(st.tuples(seconds, st.none() | st.integers(0, 20 * DAY)), min_size=1, max_size=25)
limits = st.integers(1, 12 * 24)


def clock(moment: datetime | None) -> int | None:
    return None if moment is None else int(CALENDAR.position(np.array([moment], "datetime64[s]"))[0])


@cache
def _engine(mart: str) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(config={"threads": 1})
    columns = ", ".join(f"{name} {DUCKDB_TYPES[kind]}" for name, kind in MART_SCHEMAS[mart])
    connection.execute(f"create table {mart} ({columns})")
    connection.register("wanted", NOBODY)
    return connection


def engine(mart: str) -> duckdb.DuckDBPyConnection:
    """An engine with this mart, empty."""
    connection = _engine(mart)
    connection.execute(f"delete from {mart}")  # noqa: S608
    return connection


def asked(rows: list[tuple[datetime, datetime | None]], hours: int, calendar: str) -> dict[str, int]:
    """The counts of one rule over these tickets, in an engine of its own."""
    rule = standard("S", "company", "share_within", Decimal(hours), "hours", office_seconds=27_000, calendar=calendar)
    connection = engine("service_ticket")
    connection.executemany(
        "insert into service_ticket (ticket_id, service_code, reported_at, reported_clock, finished_at, "
        "finished_clock) values (?, 'S', ?, ?, ?, ?)",
        [
            [str(place), reported, clock(reported), finished, clock(finished)]
            for place, (reported, finished) in enumerate(rows)
        ],
    )
    parameters = {
        "everybody": True, "start": START, "end": END, "end_clock": clock(END), "older": True, "by": "",
        **rule_lists((rule,)),
    }  # fmt: skip
    found = connection.sql(query_text("attainment"), params=parameters).to_arrow_table().to_pylist()
    return found[0] if found else {}


def judged(rows: list[tuple[datetime, datetime | None]], hours: int, calendar: str) -> dict[str, int]:
    """The same by the words of the rule."""
    told = {"within": 0, "over_limit": 0, "open_past": 0, "not_yet_due": 0, "past_now": 0, "tickets": 0}
    for reported, ended in rows:
        finished = ended if ended is not None and ended < END else None
        old = reported < START
        if reported >= END or (old and finished is not None):
            continue
        if calendar == "working":
            begun, last = clock(reported), clock(END)
            is_due = begun + hours * HOUR <= last
            in_time = finished is not None and clock(finished) - begun <= hours * HOUR
        else:
            due = reported + timedelta(hours=hours)
            is_due, in_time = due < END, finished is not None and finished <= due
        state = (
            "not_yet_due" if not is_due else "within" if in_time else "open_past" if finished is None else "over_limit"
        )
        told["past_now"] += state == "open_past"
        if not old:
            told[state] += 1
            told["tickets"] += 1
    return told


def at(offset: int) -> datetime:
    """Never a midnight: a finish without a time of day stands for the end of its day."""
    return FIRST + timedelta(seconds=offset + (offset % DAY == 0))


@settings(deadline=None, max_examples=12)
@given(rows=tickets, hours=limits, calendar=st.sampled_from(("natural", "working")))
def test_states_are_a_partition_and_those_of_the_rule(rows, hours, calendar):
    moments = [(at(begun), None if taken is None else at(begun + taken)) for begun, taken in rows]
    found, expected = asked(moments, hours, calendar), judged(moments, hours, calendar)
    assert {name: found.get(name, 0) for name in expected} == expected
    parts = ("within", "over_limit", "open_past", "not_yet_due", "changed", "not_known")
    assert sum(found.get(name, 0) for name in parts) == found.get("tickets", 0)


@settings(deadline=None, max_examples=12)
@given(rows=tickets, hours=limits)
def test_what_happens_later_changes_nothing(rows, hours):
    moments = [(at(begun), None if taken is None else at(begun + taken)) for begun, taken in rows]
    known = [(one, None if end is None or end >= END else end) for one, end in moments if one < END]
    assert asked(moments, hours, "natural") == asked(known, hours, "natural")


lines = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 15), st.none() | st.integers(0, 60), st.none() | st.integers(8, 12)),
    min_size=1,
    max_size=25,
)


@settings(deadline=None, max_examples=12)
@given(rows=lines)
def test_promises_moved_later_never_lower_the_rate_by_the_last(rows):
    connection = engine("promised_line")
    day = lambda n: None if n is None else FIRST.date() + timedelta(days=n)  # noqa: E731
    connection.executemany(
        "insert into promised_line (customer_no, order_id, line_no, order_date, first_promise, last_promise, "
        "delivered_on, qty_ordered, qty_received) values (0, ?, 1, ?, ?, ?, ?, 10, ?)",
        [
            [str(place), day(0), day(first), day(first + later), day(came), quantity]
            for place, (first, later, came, quantity) in enumerate(rows)
        ],
    )
    parameters = {"everybody": True, "start": START.date(), "through": END.date(), "tolerance": 1.0, "by": ""}
    (row,) = connection.sql(query_text("promises"), params=parameters).to_arrow_table().to_pylist() or [{}]
    found = Promises(**{name: row.get(name, 0) for name in PROMISE_COUNTS})
    assert found.due + found.not_yet_due == sum(first >= 4 for first, *_ in rows)
    assert found.on_time_last >= found.on_time_first
    assert found.due_last <= found.due
    assert (found.on_time_by_last.exact or 1) >= (found.on_time.exact or 0)
    assert found.otif <= min(found.on_time_first, found.in_full) <= found.delivered <= found.due
