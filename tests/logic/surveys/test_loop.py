"""The loop on a day: what stood then (T9), how far it is, days per step, replies in time, low scores and limits."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from dashboard.logic.cases.limits import TimeLimit
from dashboard.logic.roles import ROLES
from dashboard.logic.shares import Share
from dashboard.logic.surveys.effect_target import item_target
from dashboard.logic.surveys.loop import (
    FindingFact,
    FixFact,
    LoopFacts,
    in_time,
    in_time_share,
    is_overdue,
    loop_day,
    loop_steps,
    state_of,
    step_table,
    unit_table,
)
from dashboard.logic.surveys.loop_rights import may_decide, may_see, may_work, may_write
from dashboard.logic.surveys.low_scores import due_days, follow_up_states, low_responses
from dashboard.logic.viewer import Scope, Viewer, operator, viewer_of
from dashboard.logic.working_time import OfficeHours, WorkingTime


def day(number: int) -> date:
    return date(2024, 3, number)


def finding(thing: str = "f", version: str = "f1", replaces: str | None = None, on: int = 1, **given) -> FindingFact:
    usual = FindingFact(thing, version, replaces, day(on), "audit", "2024", "", "t", "", "D1", "li", day(1), None, None)
    return replace(usual, **given)


def fix(version: str = "x1", replaces: str | None = None, on: int = 5, **given) -> FixFact:
    usual = FixFact(
        "x", version, replaces, day(on), "f", "E7", "", "do it", day(5), day(20), day(10), item_target("s", "q"), "",
        "", None, None, "", {},
    )  # fmt: skip
    return replace(usual, **given)


DRAFT = finding()
PUBLISHED = finding(version="f2", replaces="f1", on=3, published_on=day(3))
REPLIED = fix(version="x2", replaces="x1", on=12, replied_on=day(12))
EVALUATED = replace(REPLIED, version_id="x3", replaces="x2", on=day(25), evaluated_on=day(25), verdict="effective")
FACTS = LoopFacts((DRAFT, PUBLISHED), (fix(), REPLIED, EVALUATED))


def test_what_stood_on_a_day_does_not_know_what_came_later() -> None:
    told = {}
    for number in range(1, 31):
        standing = FACTS.standing(day(number))
        some = standing.fixes[0] if standing.fixes else None
        told[number] = state_of(standing.findings[0], some, day(number))
        # T9: the same when everything later never existed.
        earlier = LoopFacts(
            tuple(one for one in FACTS.findings if one.on <= day(number)),
            tuple(one for one in FACTS.fixes if one.on <= day(number)),
        )
        assert earlier.standing(day(number)) == standing
    assert [told[n] for n in (1, 2, 3, 5, 9, 10, 12, 24, 25)] == [
        "draft", "draft", "published", "assigned", "assigned", "rectified", "replied", "replied", "evaluated",
    ]  # fmt: skip
    assert FACTS.standing(date(2024, 2, 1)) == LoopFacts()


def test_the_day_told_is_the_as_of_or_the_last_that_anything_is_known_of() -> None:
    asked = {"as_of_end": date(2024, 2, 29), "data_through": day(4)}
    assert loop_day(FACTS, is_latest=False, **asked) == date(2024, 2, 29)
    assert loop_day(FACTS, is_latest=True, **asked) == day(25)
    assert loop_day(LoopFacts(), is_latest=True, **asked) == day(4)


def test_a_reply_is_in_time_late_overdue_or_not_due_yet() -> None:
    assert [in_time(fix(), day(n)) for n in (19, 20, 21)] == [None, None, False]
    assert in_time(REPLIED, day(30)) is True
    assert in_time(replace(REPLIED, replied_on=day(20)), day(30)) is True  # on its last day
    assert in_time(replace(REPLIED, replied_on=day(21)), day(30)) is False
    assert in_time(None, day(30)) is None
    assert [is_overdue(PUBLISHED, fix(), day(n)) for n in (20, 21)] == [False, True]
    assert not is_overdue(replace(PUBLISHED, closed_on=day(19)), fix(), day(30))


def test_steps_and_units() -> None:
    pairs = [
        (PUBLISHED, EVALUATED),  # 2 days to the fix, 5 to the measure, 7 to the reply, 13 to the evaluation
        (replace(PUBLISHED, department="D2"), fix(assigned_on=day(9), effective_on=day(6))),  # 6, and 0; overdue
        (PUBLISHED, None),
        (DRAFT, None),  # a draft counts nowhere
    ]
    frame = loop_steps(pairs, day(28))
    table = step_table(frame).set_index("step")
    assert table["findings"].tolist() == [3, 2, 2, 1, 1]
    assert table["median_days"].tolist()[1:] == [4.0, 2.5, 7.0, 13.0]
    assert np.isnan(table["median_days"]["published"])
    assert in_time_share(frame) == Share(1, 2)
    units = unit_table(frame).to_dict("records")
    assert units == [
        {"department": "D2", "findings": 1, "replied_in_time": 0, "due": 1, "overdue": 1},
        {"department": "D1", "findings": 2, "replied_in_time": 1, "due": 1, "overdue": 0},
    ]
    empty = loop_steps([], day(28))
    assert (step_table(empty)["findings"].sum(), len(unit_table(empty)), in_time_share(empty).value) == (0, 0, None)


def of(role: str, scope: Scope, *employees: str) -> Viewer:
    return viewer_of(role, role, [(ROLES[role], scope)], employees)


ALL = Scope(all=True)
D1 = of("supervisor", Scope(departments=frozenset({"D1"})), "E5")
E7 = of("account_manager", Scope(account_managers=frozenset({"E7"})), "E7")
E9 = of("account_manager", Scope(account_managers=frozenset({"E9"})), "E9")


@pytest.mark.parametrize(
    ("viewer", "sees", "sees_draft", "writes", "works", "decides"),
    [
        (operator(), True, True, True, True, True),
        (of("service_quality", ALL), True, True, True, True, True),
        (of("executive", ALL), True, True, True, True, True),
        (of("committee", ALL), True, True, True, True, True),
        (of("analyst", ALL), True, False, True, False, False),  # people are codes there
        (of("analyst", ALL, "E7"), True, False, True, False, False),  # the owner, who reads neither names nor texts
        (of("auditor", ALL), True, False, False, False, False),
        (of("data_steward", ALL), True, False, False, False, False),
        (D1, True, False, True, True, False),
        (E7, True, False, True, True, False),  # the owner
        (E9, False, False, True, False, False),
        (of("supervisor", Scope(departments=frozenset({"D2"}))), False, False, True, False, False),
        (Viewer("nobody"), False, False, False, False, False),
    ],
)
def test_who_sees_and_who_moves_a_finding_of_d1_owned_by_e7(
    viewer: Viewer, sees: bool, sees_draft: bool, writes: bool, works: bool, decides: bool
) -> None:
    about = {"department": "D1", "owner": "E7"}
    assert may_see(viewer, is_published=True, author="li", **about) == sees
    assert may_see(viewer, is_published=False, author="li", **about) == sees_draft
    assert (may_write(viewer), may_work(viewer, **about), may_decide(viewer)) == (writes, works, decides)


def test_authors_see_what_they_wrote_and_nobody_an_empty_owner() -> None:
    assert may_see(E9, is_published=False, author=E9.login, department="D1")
    assert not may_see(replace(E9, employees=frozenset({""})), is_published=True, author="li", department="D1")
    assert not may_see(replace(D1, scope=Scope(departments=frozenset({""}))), is_published=True, author="li",
                       department="D3")  # fmt: skip
    assert may_see(D1, is_published=True, author="li", department="D3", owner_department="D1")


NAN = float("nan")
ITEMS = pd.DataFrame({"item_type": ["satisfaction", "nps", "overall"], "scale_min": [1.0, 0.0, 1.0]})


def test_low_is_the_overall_question_in_the_last_two_places_or_a_detractor() -> None:
    scores = np.array([[1, 9, 2], [5, 6, 3], [5, 7, 3], [1, NAN, NAN], [5, 0, 1], [5, NAN, 2.5]])
    found = low_responses(ITEMS, scores)
    # Row 4 is low in both and is told once, by the overall question.
    assert found.to_dict("list") == {"row": [0, 1, 4], "item": [2, 1, 2], "score": [2.0, 6.0, 1.0]}
    assert low_responses(ITEMS, np.zeros((0, 3))).empty


# Monday 4 March to Sunday 17 March 2024, Saturday 16 worked, Monday 11 a holiday.
WORKED = np.isin(np.arange(4, 18), [4, 5, 6, 7, 8, 12, 13, 14, 15, 16])
FIRST = int(np.datetime64("2024-03-04").astype(np.int64))
TIME = WorkingTime.of(OfficeHours.parse("08:30-12:00, 13:30-17:30"), FIRST, WORKED)


@pytest.mark.parametrize(
    ("answered", "limit", "due"),
    [
        ("2024-03-05", "1 working_days", "2024-03-06"),
        ("2024-03-08", "1 working_days", "2024-03-12"),  # over the holiday
        ("2024-03-09", "1 working_days", "2024-03-12"),  # answered on a Saturday
        ("2024-03-08", "5 working_days", "2024-03-16"),  # the Saturday that is worked counts
        ("2024-03-05", "0.5 working_days", "2024-03-06"),
        ("2024-03-05", "30 days", "2024-04-04"),
        ("2024-03-05", "36 hours", "2024-03-07"),
        ("2025-06-06", "5 working_days", "2025-06-13"),  # beyond the calendar: Monday to Friday
        ("NaT", "5 working_days", "NaT"),
    ],
)
def test_limits_run_from_the_day_after_the_answer(answered: str, limit: str, due: str) -> None:
    found = due_days(np.array([answered], "datetime64[D]"), TimeLimit.parse(limit), TIME)
    assert str(found[0]) == due


def test_states_of_low_scores() -> None:
    table = pd.DataFrame(
        {
            "due_on": np.array(["2024-03-10"] * 5 + ["NaT"], "datetime64[D]"),
            "closed_on": np.array(["2024-03-10", "2024-03-11", "NaT", "NaT", "NaT", "NaT"], "datetime64[D]"),
            "taken_by": np.array(["li", "li", "li", None, None, None], object),
        }
    )
    on_time = follow_up_states(table, day(10))
    assert on_time["state"].tolist() == ["closed", "closed", "taken", "open", "open", "open"]
    assert on_time["in_time"].tolist() == ["yes", "no", None, None, None, None]
    assert follow_up_states(table, day(11))["in_time"].tolist() == ["yes", "no", "no", "no", "no", None]
