"""Repeats, reopenings, first contact, justified and compensation; parts by segment; intake. Worked out by hand."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.logic.cases.breakdown import (
    Segments,
    breakdown_table,
    column_segments,
    month_segments,
    orders_by_segment,
    recorded_only,
    rows_of,
    shares,
)
from dashboard.logic.cases.case_steps import CaseSteps
from dashboard.logic.cases.handling import handling_flags, handling_of
from dashboard.logic.cases.intake import channel_table, intake_table
from dashboard.logic.cases.window import ServiceWindow
from dashboard.logic.periods import MonthSpan, month_no
from dashboard.logic.shares import Share

JUNE = ServiceWindow(MonthSpan(month_no(date(2024, 6, 1)), month_no(date(2024, 6, 1))), date(2024, 6, 20))
NAMES = ("case_no", "kind", "received_at", "closed_at", "is_open", "customer_no", "cause_l1", "cause_l2", "has_log",
         "receiving_department", "respondent_department", "first_receiver_id", "justified", "compensation", "case_id",
         "reopened_from")  # fmt: skip
ROWS = [
    # 0: before the window, cause known: makes 1 a repeat; closed in June
    ("03-05", "06-02", 1, "物流", "破损", False, "A", "B", None, "yes", 500),
    ("06-03", "06-04", 1, "物流", "破损", False, "A", "A", None, "yes", None),  # 1: 90 days later to the second
    ("06-04", None, 1, "物流", "延误", False, "A", "B", None, "partly", None),  # 2: another fine cause; handed on; open
    ("06-05", "06-06", 2, "物流", None, True, None, None, "P1", "no", 300),  # 3: main cause alone; log, never handed on
    ("06-06", "06-07", 2, "物流", None, True, "A", "A", "P1", None, 0),  # 4: repeat of 3; assigned to somebody else
    ("06-07", "06-08", 2, None, None, True, None, None, "P1", None, None),  # 5: no cause; assigned to the receiver
    ("06-08", "06-09", -1, "物流", None, False, None, None, None, None, None),  # 6: customer unknown; cannot tell
]
REOPENED_FROM = {2: "K0"}
EVENTS = ("assigned", "reassigned", "reopened", "received")
PEOPLE = ("P1", "P2")


def frame() -> pd.DataFrame:
    def moment(text: str | None) -> str | None:
        return f"2024-{text}T09:00:00" if text else None

    return pd.DataFrame(
        {
            "case_no": np.arange(len(ROWS)),
            "case_id": [f"K{place}" for place in range(len(ROWS))],
            "kind": pd.Categorical(["complaint"] * len(ROWS)),
            "received_at": np.array([moment(row[0]) for row in ROWS], "datetime64[s]"),
            "closed_at": np.array([moment(row[1]) or "NaT" for row in ROWS], "datetime64[s]"),
            "is_open": [row[1] is None for row in ROWS],
            "customer_no": [row[2] for row in ROWS],
            "cause_l1": pd.Categorical([row[3] for row in ROWS]),
            "cause_l2": pd.Categorical([row[4] for row in ROWS]),
            "has_log": [row[5] for row in ROWS],
            "receiving_department": pd.Categorical([row[6] for row in ROWS]),
            "respondent_department": pd.Categorical([row[7] for row in ROWS]),
            "first_receiver_id": pd.Series([row[8] for row in ROWS], dtype=object),
            "justified": pd.Categorical([row[9] for row in ROWS]),
            "compensation": np.array([(row[10] or 0) * 10_000 for row in ROWS], np.int64),
            "compensation_known": [row[10] is not None for row in ROWS],
            "reopened_from": pd.Series([REOPENED_FROM.get(place) for place in range(len(ROWS))], dtype=object),
        }
    )


def steps(rows: list[tuple[int, str, str, int]]) -> CaseSteps:
    at = np.array([f"2024-{row[2]}T10:00:00" for row in rows], "datetime64[s]")
    return CaseSteps(
        case_no=np.array([row[0] for row in rows], np.int32),
        event=np.array([EVENTS.index(row[1]) for row in rows], np.int16),
        at=at,
        clock=at.astype(np.int64),
        is_time_known=np.ones(len(rows), bool),
        has_reason=np.zeros(len(rows), bool),
        by=np.array([row[3] for row in rows], np.int32),
        events=EVENTS,
        people=PEOPLE,
        **_logged(len(rows)),
    )


def _logged(size: int) -> dict[str, np.ndarray]:
    return {"is_logged": np.ones(size, bool)} if "is_logged" in CaseSteps.__dataclass_fields__ else {}


STEPS = steps([(0, "reopened", "05-02", 0), (1, "reopened", "06-05", 0), (4, "assigned", "06-06", 1),
               (5, "assigned", "06-07", 0)])  # fmt: skip


@pytest.fixture
def flags():
    held = frame()
    return handling_flags(held, STEPS, JUNE, "complaint") | {
        "closed_in_window": JUNE.holds(held["closed_at"].to_numpy()),
        "received": JUNE.holds(held["received_at"].to_numpy()),
    }


def numbers(flag: np.ndarray) -> list[int]:
    return np.flatnonzero(flag).tolist()


def test_repeat_is_of_one_customer_and_cause_within_ninety_days(flags):
    # 1 follows 0 after 90 days to the second; 4 follows 3; 5 has no cause and 6 no customer: they cannot be told.
    assert numbers(flags["repeat_known"]) == [1, 2, 3, 4]
    assert numbers(flags["repeat"]) == [1, 4]


def test_reopened_is_a_step_of_the_window_or_a_case_that_names_another(flags):
    # 0 was reopened in May; 1 in June; 2 names 0.
    assert numbers(flags["reopened"]) == [1, 2]
    assert handling_of(frame(), flags).reopened == Share(2, 6)


def test_first_contact_counts_only_cases_that_can_tell(flags):
    assert numbers(flags["first_contact_known"]) == [1, 2, 3, 4, 5]
    # 1 stayed in A; 3 has a log without a hand-off; 5 was assigned to its receiver. 2 went to B and is open; 4 to P2.
    assert numbers(flags["first_contact"]) == [1, 3, 5]


def test_justified_and_compensation_of_cases_received_in_the_window(flags):
    held = handling_of(frame(), flags)
    assert held.justified == Share(2, 3)
    # 300 of case 3 and 0 of case 4; the 500 are of March.
    assert (held.compensation, held.compensated) == (3_000_000, 2)
    assert handling_of(frame(), flags, np.zeros(7, bool)).compensation is None


def test_repeat_just_over_ninety_days_is_none():
    held = frame()
    held.loc[0, "received_at"] = pd.Timestamp("2024-03-05T08:59:59")
    assert not handling_flags(held, STEPS, JUNE, "complaint")["repeat"][1]


def test_another_kind_is_no_repeat():
    held = frame()
    held["kind"] = pd.Categorical(["appeal", *["complaint"] * 6])
    assert numbers(handling_flags(held, STEPS, JUNE, "complaint")["repeat"]) == [4]


def test_breakdown_counts_every_case_and_has_not_given_last(flags):
    held = frame()
    table = breakdown_table(
        flags,
        column_segments(held["respondent_department"]),
        held["compensation"].to_numpy(),
        league=True,
    )
    assert table["segment"].tolist() == ["A", "B", None]
    assert table["received"].tolist() == [2, 1, 3]
    assert table["justified"].tolist() == [1, 1, 0]
    assert table["first_contact"].tolist() == [1, 0, 2]  # 1 of A; 3 and 5 of nobody: judged or not, they count
    assert table["compensation"].tolist()[0] == 0
    assert pd.isna(table["compensation"].tolist()[1])
    assert table["compensation"].tolist()[2] == 3_000_000
    assert table["orders"].isna().all()


def test_most_justified_goes_before_most_received_in_a_league_only():
    flags = {
        "received": np.array([True, True, True, True]),
        "justified": np.array([False, False, False, True]),
        "compensated": np.zeros(4, bool),
    }
    segments = Segments(("A", "B", "C"), np.array([0, 0, 1, 2]))
    league = breakdown_table(flags, segments, np.zeros(4, np.int64), league=True)
    assert league["segment"].tolist() == ["C", "A", "B"]  # one justified; none, of two and of one received
    usual = breakdown_table(flags, segments, np.zeros(4, np.int64))
    assert usual["segment"].tolist() == ["A", "B", "C"]


def test_rate_per_hundred_needs_orders():
    flags = {"received": np.array([True, True, False]), "compensated": np.zeros(3, bool)}
    segments = Segments(("E", "W"), np.array([0, 0, 1]))
    table = breakdown_table(flags, segments, np.zeros(3, np.int64), orders={"E": 80}, every=True)
    assert table["per_hundred_orders"].tolist()[0] == 2.5
    assert np.isnan(table["per_hundred_orders"].tolist()[1])
    months = pd.DataFrame({"segment": ["E", None, "E"], "orders": [1, 2, 4]})
    assert orders_by_segment(months) == {"E": 5, None: 2}


def test_months_are_those_of_the_window_and_before():
    moments = np.array(["2024-05-31T23:59:59", "2024-06-01T00:00:00"], "datetime64[s]")
    segments = month_segments(moments, JUNE)
    assert (segments.values, segments.codes.tolist()) == (("2024-06",), [-1, 0])
    assert rows_of(segments, None).tolist() == [True, False]
    assert not rows_of(segments, "2024-05").any()


def test_share_without_denominator_is_null_and_unrecorded_is_null():
    table = pd.DataFrame({"in_time": [1, 0], "due": [4, 0], "late": 1, "open_past_due": 1, "overdue_open": 1})
    assert shares(table, [("rate", "in_time", "due")])["rate"].tolist()[0] == 0.25
    assert np.isnan(shares(table, [("rate", "in_time", "due")])["rate"].tolist()[1])
    unknown = recorded_only(table, frozenset({"accepted_in_time", "closed", "called_back", "satisfied"}))
    assert unknown[["in_time", "due", "late"]].isna().all().all()
    assert shares(unknown, [("rate", "in_time", "due")])["rate"].isna().all()


def test_intake_counts_every_kind_by_itself():
    held = pd.DataFrame(
        {
            "kind": pd.Categorical(["praise", "complaint", "complaint", "inquiry"]),
            "received_at": np.array(["2024-06-02", "2024-06-03", "2024-06-04", "2024-05-04"], "datetime64[s]"),
            "form": pd.Categorical(["phone", "mail", None, "oral"]),
            "is_solicited": [True, False, False, True],
            "channel": pd.Categorical(["热线", None, "热线", "热线"]),
        }
    )
    table = intake_table(held, JUNE).set_index("kind")
    assert table.loc["complaint"].tolist() == [2, 0, 1, 1, 0]
    assert table.loc["praise"].tolist() == [1, 1, 0, 0, 1]
    assert table.loc["inquiry"].sum() == 0
    channels = channel_table(held, JUNE)
    assert channels["channel"].tolist() == ["热线", None]
    assert channels[["complaint", "praise", "inquiry"]].to_numpy().tolist() == [[1, 1, 0], [1, 0, 0]]
    assert channel_table(held.head(0), JUNE).empty


@given(st.lists(st.tuples(st.integers(-1, 3), st.booleans(), st.booleans()), max_size=40), st.booleans())
def test_segments_add_up_to_the_whole(cases, league):
    codes = np.array([case[0] for case in cases], np.int64)
    flags = {
        "received": np.array([case[1] for case in cases], bool),
        "compensated": np.array([case[1] for case in cases], bool),
        "justified": np.array([case[1] and case[2] for case in cases], bool),
        "due": np.array([case[2] for case in cases], bool),
    }
    paid = np.arange(len(cases), dtype=np.int64) * 10_001
    segments = Segments(("a", "b", "c", "d"), codes)
    table = breakdown_table(flags, segments, paid, league=league)
    for name, flag in flags.items():
        assert table[name].sum() == flag.sum()
    assert table["compensation"].dropna().sum() == paid[flags["received"]].sum()
    for _, row in table.iterrows():
        value = None if pd.isna(row["segment"]) else row["segment"]
        assert row["due"] == np.count_nonzero(rows_of(segments, value) & flags["due"])
