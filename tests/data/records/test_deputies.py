"""Deputies: stand in from the first to the last day; nobody for themselves."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from dashboard.data.home import Home
from dashboard.data.records.deputies import all_deputies, end_deputy, name_deputy
from dashboard.data.records.grants import grant_role
from dashboard.data.records.logins import NewSession, seen
from dashboard.data.records.models import Deputy
from dashboard.data.records.store import RecordsStore
from dashboard.data.records.trail import open_trail
from dashboard.logic.problems import Problem

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
MARCH_1, MARCH_10 = date(2026, 3, 1), date(2026, 3, 10)


def named(store: RecordsStore, **given: Any) -> Deputy:
    fields: dict[str, Any] = {"absent_id": "E1", "deputy_id": "E2", "valid_from": MARCH_1, "valid_until": MARCH_10}
    return name_deputy(store, **{**fields, "reason": "休假", "by": "admin", "now": NOON, **given})


def stands_in_for(store: RecordsStore, deputy: str | None, day: date, login: str = "li") -> set[str]:
    sign_in = NewSession("a" * 64, login, login, deputy, (), NOON, NOON + timedelta(hours=1))
    return {one.absent for one in seen(store, sign_in, NOON, day).absent}


def test_a_deputy_stands_in_on_both_days_and_between(store: RecordsStore) -> None:
    named(store)
    named(store, absent_id="E3", valid_from=MARCH_10)
    named(store, absent_id="E4", deputy_id="E5")
    days = (date(2026, 2, 28), MARCH_1, MARCH_10, date(2026, 3, 11))
    assert [stands_in_for(store, "E2", day) for day in days] == [set(), {"E1"}, {"E1", "E3"}, set()]
    assert stands_in_for(store, "E1", MARCH_1) == set()
    assert [(one.absent_id, one.deputy_id) for one in all_deputies(store)] == [("E1", "E2"), ("E3", "E2"), ("E4", "E5")]


def test_the_employee_of_a_grant_stands_in_too_while_it_is_in_force(store: RecordsStore) -> None:
    named(store)
    grant: dict[str, Any] = {"role": "account_manager", "employee_id": "E2", "reason": "", "by": "admin", "now": NOON}
    grant_role(store, login="wang", valid_from=date(2026, 3, 2), **grant)
    asked = [("li", MARCH_1), ("wang", MARCH_1), ("wang", MARCH_10), ("wang", date(2026, 3, 11))]
    assert [stands_in_for(store, None, day, login) for login, day in asked] == [set(), set(), {"E1"}, set()]


def test_standing_in_is_not_handed_on(store: RecordsStore) -> None:
    """Who stands in for somebody who stands in for a third gets the second's customers only."""
    named(store, absent_id="E1", deputy_id="E2")
    named(store, absent_id="E2", deputy_id="E3")
    assert stands_in_for(store, "E3", MARCH_1) == {"E2"}


def test_an_end_holds_at_once_and_is_said_once(store: RecordsStore, home: Home) -> None:
    seen = named(store)
    end_deputy(store, seen, by="boss", now=NOON, session_id="s1", reason="back")
    assert (stands_in_for(store, "E2", MARCH_1), all_deputies(store)) == (set(), [])
    with pytest.raises(Problem, match="Somebody changed or removed this meanwhile"):
        end_deputy(store, seen, by="boss", now=NOON)
    _, ended, begun = open_trail(store, home).entries()
    assert (begun.action, begun.who, begun.subject, begun.reason) == ("deputy_named", "admin", "E1", "休假")
    assert (ended.action, ended.who, ended.subject, ended.session_id) == ("deputy_ended", "boss", "E1", "s1")
    assert begun.details == {
        "deputy": seen.thing_id,
        "deputy_id": "E2",
        "valid_from": "2026-03-01",
        "valid_until": "2026-03-10",
    }


@pytest.mark.parametrize(
    ("given", "named_so"),
    [
        ({"deputy_id": "E1"}, "E1 cannot stand in for themselves"),
        ({"deputy_id": ""}, "is no id"),
        ({"absent_id": "E\x00"}, r"U\+0000"),
        ({"valid_until": date(2026, 2, 28)}, "lies before the first day"),
        ({"reason": "x" * 2001}, "2001 characters"),
    ],
)
def test_what_cannot_be_is_a_sentence(store: RecordsStore, home: Home, given: dict, named_so: str) -> None:
    with pytest.raises(Problem, match=named_so):
        named(store, **given)
    assert all_deputies(store) == []
    assert open_trail(store, home).entries() == []
