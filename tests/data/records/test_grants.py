"""Role grants: in force from day to day, one at a time, whoever changes one second is refused."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from dashboard.data.home import Home
from dashboard.data.records.grants import all_grants, change_grant, end_grant, grant_role, grants_of
from dashboard.data.records.models import RoleGrant
from dashboard.data.records.store import RecordsStore
from dashboard.data.records.trail import open_trail
from dashboard.data.records.versions import history
from dashboard.logic.problems import Problem

NOON = datetime(2026, 3, 1, 12, 0, 5, 123, tzinfo=UTC)
MARCH_1, MARCH_10, MARCH_11, APRIL_1 = date(2026, 3, 1), date(2026, 3, 10), date(2026, 3, 11), date(2026, 4, 1)


def granted(store: RecordsStore, **given: Any) -> RoleGrant:
    fields: dict[str, Any] = {"login": "li", "role": "analyst", "valid_from": MARCH_1, "reason": "", "by": "admin"}
    return grant_role(store, **{**fields, "now": NOON, **given})


def changed(store: RecordsStore, seen: RoleGrant, **given: Any) -> RoleGrant:
    names = ("role", "employee_id", "department", "valid_from", "valid_until", "reason")
    return change_grant(store, seen, **{**{n: getattr(seen, n) for n in names}, "by": "admin", "now": NOON, **given})


def roles(store: RecordsStore, today: date, login: str = "li") -> list[str]:
    return sorted(grant.role for grant in grants_of(store, login, today))


def test_a_grant_is_in_force_on_both_of_its_days(store: RecordsStore) -> None:
    granted(store, valid_until=MARCH_10)
    granted(store, role="auditor", valid_from=MARCH_11)
    assert roles(store, date(2026, 2, 28)) == []
    assert roles(store, MARCH_1) == ["analyst"]
    assert roles(store, MARCH_10) == ["analyst"]
    assert roles(store, MARCH_11) == ["auditor"]
    assert roles(store, MARCH_1, "LI") == []
    assert [grant.role for grant in all_grants(store)] == ["analyst", "auditor"]


def test_what_was_granted_comes_back(store: RecordsStore) -> None:
    granted(
        store, login="张 三@x", role="supervisor", employee_id="E7", department="D 1", valid_until=MARCH_1, reason="代"
    )
    (grant,) = all_grants(store)
    assert (grant.login, grant.role, grant.employee_id, grant.department) == ("张 三@x", "supervisor", "E7", "D 1")
    assert (grant.valid_from, grant.valid_until, grant.reason) == (MARCH_1, MARCH_1, "代")
    assert (grant.created_at, grant.created_by, grant.is_removed) == (NOON, "admin", False)
    assert grant.created_at.tzinfo is UTC


def test_a_change_takes_the_place_of_what_was_seen(store: RecordsStore) -> None:
    seen = granted(store, reason="first")
    now = changed(store, seen, valid_until=MARCH_10, reason="leaves", by="boss")
    assert roles(store, MARCH_11) == []
    assert [grant.id for grant in all_grants(store)] == [now.id]
    with store.reading() as session:
        versions = history(session, RoleGrant, seen.thing_id)
    assert [(one.reason, one.valid_until, one.created_by) for one in versions] == [
        ("first", None, "admin"),
        ("leaves", MARCH_10, "boss"),
    ]


def test_who_changes_second_is_refused(store: RecordsStore) -> None:
    seen = granted(store)
    now = changed(store, seen, role="auditor")
    with pytest.raises(Problem, match="Somebody changed or removed this meanwhile"):
        changed(store, seen, role="executive")
    with pytest.raises(Problem, match="Somebody changed or removed this meanwhile"):
        end_grant(store, seen, by="admin", now=NOON)
    assert roles(store, MARCH_1) == ["auditor"]
    end_grant(store, now, by="admin", now=NOON)
    with pytest.raises(Problem, match="Somebody changed or removed this meanwhile"):
        changed(store, now, role="executive")
    assert (roles(store, MARCH_1), all_grants(store)) == ([], [])


def test_a_form_cannot_smuggle_in_what_was_not_asked(store: RecordsStore) -> None:
    """``seen`` comes from somebody's session: what it became there does not count."""
    seen = granted(store)
    seen.login, seen.is_removed, seen.thing_id = "somebody", True, "x"
    assert changed(store, seen, reason="y").login == "li"


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"role": "god"}, "There is no role god"),
    ({"role": "operator"}, "There is no role operator"),
    ({"role": ""}, "There is no role"),
    ({"login": ""}, "is no id"),
    ({"login": " li"}, "is no id"),
    ({"login": "l" * 201}, "is no id"),
    ({"login": "l\ni"}, r"U\+000A"),
    ({"login": "l\x00i"}, r"U\+0000"),
    ({"employee_id": ""}, "is no id"),
    ({"employee_id": "E\u202e1"}, r"U\+202E"),
    ({"department": "D1"}, "Only the role supervisor takes a department"),
    ({"role": "supervisor", "department": "D\x7f"}, r"U\+007F"),
    ({"valid_until": date(2026, 2, 28)}, "2026-02-28 lies before the first day 2026-03-01"),
    ({"reason": "x" * 2001}, "2001 characters"),
    ({"reason": "a\x1bb"}, r"U\+001B"),
]


def test_what_cannot_be_granted_is_a_sentence(store: RecordsStore, home: Home) -> None:
    kept = granted(store, login="wang")
    for given, named in REFUSED:
        with pytest.raises(Problem, match=named):
            granted(store, **given)
        if "login" not in given:
            with pytest.raises(Problem, match=named):
                changed(store, kept, **given)
    assert [grant.id for grant in all_grants(store)] == [kept.id]
    assert len(open_trail(store, home).entries()) == 1


@pytest.mark.parametrize(
    ("given", "is_refused"),
    [
        ({}, True),
        ({"valid_from": APRIL_1, "valid_until": None}, False),
        ({"valid_from": MARCH_10}, True),
        ({"valid_from": MARCH_11, "valid_until": None}, False),
        ({"valid_from": date(2026, 2, 1), "valid_until": date(2026, 2, 28)}, False),
        ({"valid_from": date(2026, 2, 1), "valid_until": MARCH_1}, True),
        ({"role": "auditor"}, False),
        ({"login": "wang"}, False),
        ({"department": None}, False),
    ],
)
def test_nobody_has_one_role_twice_on_a_day(store: RecordsStore, given: dict, is_refused: bool) -> None:
    first = {"role": "supervisor", "department": "D1", "valid_until": MARCH_10}
    granted(store, **first)
    second = {**first, **given}
    if second["role"] != "supervisor":
        second["department"] = None
    if not is_refused:
        granted(store, **second)
        return
    with pytest.raises(Problem, match="li has the role supervisor on some of these days already"):
        granted(store, **second)


def test_a_change_may_not_run_into_another_grant(store: RecordsStore) -> None:
    early = granted(store, valid_until=MARCH_10)
    granted(store, valid_from=MARCH_11)
    assert changed(store, early, valid_until=MARCH_1).valid_until == MARCH_1
    with pytest.raises(Problem, match="already"):
        changed(store, all_grants(store)[0], valid_until=MARCH_11)


def test_who_is_blocked_stands_among_the_grants(store: RecordsStore) -> None:
    granted(store, role="blocked")
    assert roles(store, MARCH_1) == ["blocked"]


def test_each_change_stands_in_the_trail(store: RecordsStore, home: Home) -> None:
    seen = granted(store, role="supervisor", employee_id="E1", department="D1", reason="asked by 王")
    now = changed(store, seen, department=None, valid_until=MARCH_10, reason="", session_id="s1")
    end_grant(store, now, by="boss", now=NOON, reason="left")
    entries = open_trail(store, home).entries()
    assert [(one.action, one.who, one.subject, one.reason) for one in reversed(entries)] == [
        ("role_granted", "admin", "li", "asked by 王"),
        ("role_changed", "admin", "li", ""),
        ("role_ended", "boss", "li", "left"),
    ]
    assert (entries[1].session_id, entries[1].at) == ("s1", NOON)
    assert entries[2].details == {
        "grant": seen.thing_id,
        "role": "supervisor",
        "employee_id": "E1",
        "department": "D1",
        "valid_from": "2026-03-01",
        "valid_until": None,
    }
    assert entries[1].details["valid_until"] == "2026-03-10"
    assert open_trail(store, home).verify().ok
