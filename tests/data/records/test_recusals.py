"""Declared interests and overrides: with a reason, once, by whom may, and in the trail without the person."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import func, select

from dashboard.data.home import Home
from dashboard.data.records.models import ConflictOverride, Recusal
from dashboard.data.records.recusals import (
    allow_handling,
    conflict_overrides,
    declare_interest,
    recusal_entries,
    recusals,
)
from dashboard.data.records.store import RecordsStore
from dashboard.data.records.trail import open_trail
from dashboard.logic.problems import Problem
from dashboard.logic.roles import ROLES
from dashboard.logic.viewer import Scope, Viewer, viewer_of

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
ALL = Scope(all=True)


def of(role: str, *employees: str) -> Viewer:
    return viewer_of(role, role, [(ROLES[role], ALL)], employees)


def entered(enter: Any, store: RecordsStore, **given: Any) -> Any:
    fields: dict[str, Any] = {
        "case_id": "K1",
        "employee_id": "E7",
        "reason": "唯一的检验员",
        "viewer": of("supervisor"),
    }
    return enter(store, **{**fields, "now": NOON, **given})


def test_an_override_is_kept_with_author_reason_and_time_and_the_trail_names_no_person(
    store: RecordsStore, home: Home
) -> None:
    made = entered(allow_handling, store, session_id="s1")
    (kept,) = conflict_overrides(store)
    assert (kept.id, kept.case_id, kept.employee_id, kept.reason) == (made.id, "K1", "E7", "唯一的检验员")
    assert (kept.created_by, kept.created_at) == ("supervisor", NOON)
    (entry,) = open_trail(store, home).entries()
    assert (entry.action, entry.who, entry.subject, entry.session_id) == ("conflict_allowed", "supervisor", "K1", "s1")
    assert (entry.details, entry.reason) == ({"entry": made.thing_id}, "唯一的检验员")


def test_a_declared_interest_is_told_apart_from_an_override(store: RecordsStore, home: Home) -> None:
    entered(declare_interest, store)
    entered(allow_handling, store, case_id="K2")
    found = recusal_entries(store)
    assert [(one.case_id, one.employee_id) for one in found.declared] == [("K1", "E7")]
    assert [(one.case_id, one.employee_id) for one in found.overrides] == [("K2", "E7")]
    wall = datetime.fromtimestamp(NOON.timestamp())
    assert found.declared[0].at == (wall - datetime(1970, 1, 1)).total_seconds()
    assert [one.action for one in open_trail(store, home).entries()] == ["conflict_allowed", "interest_declared"]


def test_everybody_declares_their_own_interest_and_nobody_allows_themselves(store: RecordsStore) -> None:
    entered(declare_interest, store, viewer=of("account_manager", "E7"))
    assert [one.created_by for one in recusals(store)] == ["account_manager"]
    with pytest.raises(Problem, match="Nobody lets themselves handle a case"):
        entered(allow_handling, store, viewer=of("supervisor", "E1", "E7"))
    assert conflict_overrides(store) == []


@pytest.mark.parametrize("enter", [declare_interest, allow_handling])
@pytest.mark.parametrize(
    ("given", "named_so"),
    [
        ({"reason": " \n"}, "Give a reason"),
        ({"reason": "x" * 2001}, "2001 characters"),
        ({"case_id": ""}, "is no id"),
        ({"employee_id": "E\x00"}, r"U\+0000"),
        ({"viewer": of("executive")}, "Your role does not enter this"),  # may record, but sees no persons
        ({"viewer": of("account_manager", "E1")}, "Your role does not enter this"),  # of somebody else
        ({"viewer": of("auditor")}, "Your role does not enter this"),  # sees persons, but records nothing
    ],
)
def test_what_cannot_be_is_a_sentence(store: RecordsStore, home: Home, enter: Any, given: dict, named_so: str) -> None:
    with pytest.raises(Problem, match=named_so):
        entered(enter, store, **given)
    assert (recusals(store), conflict_overrides(store), open_trail(store, home).entries()) == ([], [], [])


def test_the_same_twice_is_refused_and_changes_nothing(store: RecordsStore, home: Home) -> None:
    entered(allow_handling, store)
    with pytest.raises(Problem, match="entered before"):
        entered(allow_handling, store, reason="again")
    entered(allow_handling, store, employee_id="E8")
    assert {one.employee_id: one.reason for one in conflict_overrides(store)} == {
        "E7": "唯一的检验员",
        "E8": "唯一的检验员",
    }
    assert len(open_trail(store, home).entries()) == 2


def test_nothing_in_them_is_ever_changed(store: RecordsStore) -> None:
    """Two rows entered, two rows there: neither function writes over one."""
    entered(allow_handling, store)
    entered(declare_interest, store)
    with store.reading() as session:
        for model in (Recusal, ConflictOverride):
            assert session.scalar(select(func.count()).select_from(model)) == 1
