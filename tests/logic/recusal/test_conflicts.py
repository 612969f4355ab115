"""Recusal: each ground on cases worked out by hand, and what holds for all of them (M35, T13)."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.logic.cases.case_frame import CaseSteps
from dashboard.logic.recusal.conflicted_people import conflicted_people, party_flags
from dashboard.logic.recusal.conflicts import GROUNDS, HANDLING, ROLES, CaseParties, conflicts
from dashboard.logic.recusal.entries import CaseEntry, placed
from dashboard.logic.recusal.parties import Employees, case_parties

BOSS, HEAD, CLERK, OTHER, TESTER, SIGNER, OWNER = "boss", "head", "clerk", "other", "tester", "signer", "owner"
# boss over head and signer; head over clerk; clerk and tester in Lab
EMPLOYEES = Employees(
    (BOSS, HEAD, CLERK, OTHER, TESTER, SIGNER, OWNER),
    (None, BOSS, HEAD, None, None, BOSS, None),
    ("Board", "Office", "Lab", "Desk", "Lab", "Office", "Sales"),
)
START = np.datetime64("2024-03-01T08:00:00", "s")


def steps_of(*rows: tuple[int, str, str | None]) -> CaseSteps:
    """(case_no, event, by), one hour after the other; ordered by case."""
    rows = tuple(sorted(rows, key=lambda row: row[0]))
    events = tuple(dict.fromkeys(event for _, event, _ in rows))
    people = tuple(dict.fromkeys(by for _, _, by in rows if by))
    hours = np.arange(len(rows)) * np.timedelta64(3600, "s")
    return CaseSteps(
        case_no=np.array([case for case, _, _ in rows], np.int32),
        event=np.array([events.index(event) for _, event, _ in rows], np.int16),
        at=START + hours,
        clock=np.arange(len(rows), dtype=np.int64),
        is_time_known=np.ones(len(rows), bool),
        has_reason=np.zeros(len(rows), bool),
        by=np.array([people.index(by) if by else -1 for _, _, by in rows], np.int32),
        events=events,
        people=people,
    )


def cases_of(*rows: dict[str, Any]) -> pd.DataFrame:
    columns = ("operator_id", "approver_id", "respondent_id", "respondent_department", "reopened_from", "order_id")
    frame = pd.DataFrame(
        [
            {"case_id": f"K{place}", "kind": "complaint", **dict.fromkeys(columns), **row}
            for place, row in enumerate(rows)
        ]
    )
    return frame.astype({"respondent_department": "category", "kind": "category"})


def parties_of(cases: pd.DataFrame, steps: CaseSteps, owners: tuple[str | None, ...] | None = None) -> CaseParties:
    return case_parties(cases, steps.people, EMPLOYEES, owners or (None,) * len(cases))


def found(
    cases: pd.DataFrame,
    steps: CaseSteps,
    owners: tuple[str | None, ...] | None = None,
    declared: tuple[CaseEntry, ...] = (),
) -> list[tuple[int, str, str, str, str]]:
    """(case_no, person, ground, role, event) of each row."""
    parties = parties_of(cases, steps, owners)
    rows = conflicts(parties, steps, placed(declared, pd.Index(cases["case_id"].to_numpy(object)), parties))
    return [
        (case, parties.people[person], GROUNDS[ground], ROLES[role], steps.events[steps.event[step]])
        for case, person, ground, role, step in rows.itertuples(index=False)
    ]


def test_who_did_or_approved_the_disputed_order_handles_nothing_of_it() -> None:
    cases = cases_of({"operator_id": TESTER, "approver_id": SIGNER}, {"operator_id": TESTER, "approver_id": TESTER}, {})
    steps = steps_of(
        (0, "assessed", TESTER),
        (0, "approved", SIGNER),
        (0, "closed", OTHER),
        (1, "replied", TESTER),
        (2, "closed", TESTER),
    )
    assert found(cases, steps) == [
        (0, TESTER, "a", "operator", "assessed"),
        (0, SIGNER, "a", "approver", "approved"),
        (1, TESTER, "a", "operator", "replied"),
    ]


def test_the_owner_of_the_account_and_whoever_stands_near_the_respondent() -> None:
    cases = cases_of({"respondent_id": HEAD})
    people = (OWNER, HEAD, BOSS, CLERK, SIGNER, OTHER)
    steps = steps_of(*((0, "approved", person) for person in people))
    assert found(cases, steps, (OWNER,)) == [
        (0, OWNER, "b", "owner", "approved"),
        (0, HEAD, "b", "respondent", "approved"),
        (0, BOSS, "b", "above", "approved"),
        (0, CLERK, "b", "below", "approved"),
        (0, SIGNER, "b", "department", "approved"),  # of the head's own department, as the case names none
    ]


def test_two_levels_up_and_down_count_and_a_colleague_elsewhere_does_not() -> None:
    above = found(cases_of({"respondent_id": CLERK}), steps_of((0, "closed", BOSS), (0, "closed", SIGNER)))
    below = found(cases_of({"respondent_id": BOSS}), steps_of((0, "closed", CLERK), (0, "closed", TESTER)))
    assert above == [(0, BOSS, "b", "above", "closed")]
    assert below == [(0, CLERK, "b", "below", "closed")]


def test_the_department_that_the_case_names_goes_before_the_respondents_own() -> None:
    cases = cases_of({"respondent_id": OTHER, "respondent_department": "Lab"}, {"respondent_department": "Lab"}, {})
    steps = steps_of((0, "agreed", CLERK), (1, "agreed", TESTER), (1, "agreed", OTHER), (2, "agreed", TESTER))
    assert found(cases, steps) == [(0, CLERK, "b", "department", "agreed"), (1, TESTER, "b", "department", "agreed")]


def test_the_unit_writes_the_analysis_itself_but_not_who_did_the_work() -> None:
    cases = cases_of({"respondent_id": CLERK, "respondent_department": "Lab", "operator_id": TESTER})
    steps = steps_of((0, "analysed", CLERK), (0, "analysed", HEAD), (0, "analysed", TESTER))
    assert found(cases, steps) == [(0, TESTER, "a", "operator", "analysed")]


def test_an_appeal_is_for_others_than_who_handled_what_it_is_against() -> None:
    cases = cases_of(
        {"order_id": "o1"},
        {"order_id": "o1"},
        {"kind": "appeal", "order_id": "o1"},  # of no case by name: the last of the order, K1
        {"kind": "appeal", "reopened_from": "K0"},
        {"kind": "appeal", "reopened_from": "unknown"},
        {"kind": "complaint", "reopened_from": "K0"},  # comes back, but appeals against nothing
    )
    steps = steps_of(
        (0, "replied", CLERK), (0, "acknowledged", SIGNER), (1, "closed", OTHER),
        (2, "closed", OTHER), (2, "closed", CLERK), (3, "closed", CLERK), (3, "closed", SIGNER), (4, "closed", CLERK),
        (5, "closed", CLERK),
    )  # fmt: skip
    assert found(cases, steps) == [(2, OTHER, "c", "earlier", "closed"), (3, CLERK, "c", "earlier", "closed")]


def test_praise_of_the_same_order_is_nothing_to_appeal_against() -> None:
    cases = cases_of({"kind": "praise", "order_id": "o1"}, {"kind": "appeal", "order_id": "o1"})
    assert found(cases, steps_of((0, "closed", CLERK), (1, "closed", CLERK))) == []


def test_who_declared_an_interest_handles_nothing_after_it() -> None:
    steps = steps_of((0, "assessed", CLERK), (0, "recused", CLERK), (0, "replied", OTHER), (0, "closed", CLERK))
    assert found(cases_of({}), steps) == [(0, CLERK, "d", "declared", "closed")]


def test_what_was_declared_here_counts_from_its_moment_on() -> None:
    steps = steps_of((0, "assessed", CLERK), (0, "replied", CLERK), (0, "closed", OTHER), (1, "closed", CLERK))
    at = int((START + np.timedelta64(3600, "s")).astype(np.int64))
    entries = (CaseEntry("K0", CLERK, at), CaseEntry("K9", CLERK, 0), CaseEntry("K1", "stranger", 0))
    assert found(cases_of({}, {}), steps, declared=entries) == [(0, CLERK, "d", "declared", "replied")]
    assert found(cases_of({}, {}), steps, declared=(CaseEntry("K0", CLERK, at + 1),)) == []


def test_a_step_counts_on_each_ground_and_without_a_person_on_none() -> None:
    cases = cases_of({"operator_id": TESTER, "respondent_id": TESTER, "approver_id": None})
    steps = steps_of((0, "closed", TESTER), (0, "closed", None), (0, "called_back", TESTER), (0, "assigned", TESTER))
    assert found(cases, steps) == [(0, TESTER, "a", "operator", "closed"), (0, TESTER, "b", "respondent", "closed")]


def test_nothing_gives_nothing() -> None:
    assert found(cases_of({}), steps_of()) == []
    assert found(cases_of({}).head(0), steps_of()) == []


def test_a_superior_by_a_roundabout_way_ends() -> None:
    staff = Employees(("x", "y", "z"), ("y", "x", None), (None, None, None))
    cases, steps = cases_of({"respondent_id": "x"}), steps_of((0, "closed", "y"), (0, "closed", "z"))
    parties = case_parties(cases, steps.people, staff, (None,))
    assert [parties.people[one] for one in conflicts(parties, steps)["person"]] == ["y"]


def test_before_assigning_everybody_who_must_stand_aside_is_named() -> None:
    cases = cases_of(
        {"case_id": "K0", "order_id": "o1"},
        {"kind": "appeal", "order_id": "o1", "operator_id": TESTER, "approver_id": SIGNER, "respondent_id": HEAD,
         "respondent_department": "Lab"},
    )  # fmt: skip
    steps = steps_of((0, "replied", "before"), (1, "recused", "aside"))
    parties = parties_of(cases, steps, (None, OWNER))
    rows = conflicted_people(parties, steps, np.array([1]))
    assert [(parties.people[p], ROLES[r], GROUNDS[g]) for _, p, r, g in rows.itertuples(index=False)] == [
        (TESTER, "operator", "a"),
        (SIGNER, "approver", "a"),
        (OWNER, "owner", "b"),
        (HEAD, "respondent", "b"),
        (BOSS, "above", "b"),
        (CLERK, "below", "b"),
        (CLERK, "department", "b"),
        (TESTER, "department", "b"),
        ("before", "earlier", "c"),
        ("aside", "declared", "d"),
    ]
    assert list(rows["case_no"].unique()) == [1]


@pytest.mark.parametrize(
    ("person", "reads"),
    [(TESTER, False), (SIGNER, False), (HEAD, False), ("before", False), ("aside", False),
     (OWNER, True), (BOSS, True), (CLERK, True), (OTHER, True)],
)  # fmt: skip
def test_parties_are_those_of_the_work_and_the_respondent_not_the_owner_and_the_line(person: str, reads: bool) -> None:
    cases = cases_of(
        {"order_id": "o1"},
        {"kind": "appeal", "order_id": "o1", "operator_id": TESTER, "approver_id": SIGNER, "respondent_id": HEAD},
    )
    steps = steps_of((0, "replied", "before"), (1, "recused", "aside"))
    parties = parties_of(cases, steps, (None, OWNER))
    flags = party_flags(parties, steps, np.array([parties.people.index(person)]))
    assert (not flags[1]) is reads
    assert not flags[0]


def test_nobody_is_party_where_nobody_is_known() -> None:
    cases, steps = cases_of({}, {"respondent_id": HEAD}), steps_of((0, "closed", None))
    flags = party_flags(parties_of(cases, steps), steps, np.array([-1]))
    assert flags.tolist() == [False, False]


PEOPLE = EMPLOYEES.employee_id
SOMEBODY = st.one_of(st.none(), st.sampled_from(PEOPLE))
FILED = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(("complaint", "appeal")),
        "operator_id": SOMEBODY,
        "approver_id": SOMEBODY,
        "respondent_id": SOMEBODY,
        "respondent_department": st.sampled_from((None, "Lab", "Office", "Board")),
        "order_id": st.sampled_from((None, "o1", "o2")),
    }
)
LOGS = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from((*HANDLING, "recused", "assigned")), SOMEBODY), max_size=12
)
FOUR = st.lists(FILED, min_size=4, max_size=4)
OWNERS = st.tuples(SOMEBODY, SOMEBODY, SOMEBODY, SOMEBODY)


def plainly(filed: list[dict], log: list[tuple[int, str, str | None]], owners: tuple) -> set[tuple[int, str, str, int]]:
    """The same rule again, one step after the other: (case_no, person, ground, place in the log)."""
    superior = dict(zip(PEOPLE, EMPLOYEES.manager_id, strict=True))
    home = dict(zip(PEOPLE, EMPLOYEES.department, strict=True))

    def chain(person: str | None) -> list[str]:
        above = superior.get(person) if person else None
        return [above, *chain(above)] if above else []

    rows = set()
    ordered = sorted(log, key=lambda row: row[0])
    for place, (case, event, by) in enumerate(ordered):
        one, respondent = filed[case], filed[case]["respondent_id"]
        if event not in HANDLING or by is None:
            continue
        department = one["respondent_department"] or (home[respondent] if respondent else None)
        near = by in (owners[case], respondent, *chain(respondent)) or (respondent and respondent in chain(by))
        before = [n for n in range(case) if one["order_id"] and filed[n]["order_id"] == one["order_id"]][-1:]
        appealed = before if one["kind"] == "appeal" else []
        grounds = {
            "a": by in (one["operator_id"], one["approver_id"]),
            "b": event != "analysed" and bool(near or (department and home[by] == department)),
            "c": any(c in appealed and e in HANDLING and who == by for c, e, who in ordered),
            "d": any((c, e, who) == (case, "recused", by) for c, e, who in ordered[:place]),
        }
        rows |= {(case, by, ground, place) for ground, is_so in grounds.items() if is_so}
    return rows


def in_arrays(
    filed: list[dict], log: list[tuple[int, str, str | None]], owners: tuple
) -> set[tuple[int, str, str, int]]:
    steps = steps_of(*log)
    parties = parties_of(cases_of(*filed), steps, owners)
    rows = conflicts(parties, steps)
    assert not rows.duplicated(["case_no", "person", "ground", "step"]).any()
    return {(c, parties.people[p], GROUNDS[g], s) for c, p, g, _, s in rows.itertuples(index=False)}


@settings(deadline=None)
@given(FOUR, LOGS, OWNERS)
def test_the_arrays_say_what_the_rule_says_step_by_step(filed: list[dict], log: list, owners: tuple) -> None:
    assert in_arrays(filed, log, owners) == plainly(filed, log, owners)


@settings(deadline=None)
@given(FOUR, LOGS, OWNERS, st.sampled_from(("operator_id", "approver_id", "owner", "order_id", "recused", "analysed")))
def test_taking_a_ground_away_never_adds_a_conflict(filed: list[dict], log: list, owners: tuple, gone: str) -> None:
    less = [{**one, gone: None} if gone in one else one for one in filed]
    # a step that stays keeps its place: recused becomes a step that is no declaration
    kept = [(case, "assigned" if event == gone else event, by) for case, event, by in log]
    without = in_arrays(less, kept, (None,) * 4 if gone == "owner" else owners)
    assert without <= in_arrays(filed, log, owners)


@settings(deadline=None)
@given(FOUR, LOGS, OWNERS, st.permutations(range(len(PEOPLE))))
def test_the_order_of_people_does_not_matter(filed: list[dict], log: list, owners: tuple, order: list[int]) -> None:
    steps, cases = steps_of(*log), cases_of(*filed)
    columns = (EMPLOYEES.employee_id, EMPLOYEES.manager_id, EMPLOYEES.department)
    turned = Employees(*(tuple(column[place] for place in order) for column in columns))
    parties = case_parties(cases, steps.people, turned, owners)
    rows = conflicts(parties, steps)
    named = {(c, parties.people[p], GROUNDS[g], s) for c, p, g, _, s in rows.itertuples(index=False)}
    assert named == in_arrays(filed, log, owners)


@settings(deadline=None)
@given(FOUR, LOGS, OWNERS)
def test_nobody_outside_the_list_of_before_assigning_is_in_conflict(
    filed: list[dict], log: list, owners: tuple
) -> None:
    steps = steps_of(*log)
    parties = parties_of(cases_of(*filed), steps, owners)
    named = conflicted_people(parties, steps, np.arange(4))
    told = set(zip(named["case_no"], named["person"], named["ground"], strict=True))
    rows = conflicts(parties, steps)
    assert set(zip(rows["case_no"], rows["person"], rows["ground"], strict=True)) <= told
