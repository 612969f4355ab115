"""Sign-ins: made at first sight, ended for every tab at once, written down once a minute at most."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from dashboard.data.home import Home
from dashboard.data.records.grants import grant_role
from dashboard.data.records.logins import (
    Given,
    NewSession,
    SessionState,
    active_sessions,
    end_session,
    end_sessions_of,
    is_open,
    known_people,
    seen,
)
from dashboard.data.records.store import RecordsStore
from dashboard.data.records.trail import open_trail
from dashboard.logic.problems import Problem

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
LI = NewSession("a" * 64, "li", "李", "E1", ("g1", "组 2"), NOON, NOON + 12 * HOUR)
WANG = NewSession("b" * 64, "wang", "王", None, (), NOON, NOON + HOUR)


def test_first_sight_makes_it_and_says_so_once(store: RecordsStore, home: Home) -> None:
    assert not is_open(store, LI.id, NOON)
    assert seen(store, LI, NOON) == SessionState(is_new=True)
    assert seen(store, LI, NOON + SECOND) == SessionState(is_new=False)
    (kept,) = active_sessions(store, NOON)
    assert (kept.id, kept.login, kept.name, kept.employee_id, kept.groups) == (LI.id, "li", "李", "E1", ["g1", "组 2"])
    assert (kept.started_at, kept.last_seen_at, kept.ends_at) == (NOON, NOON, NOON + 12 * HOUR)
    (entry,) = open_trail(store, home).entries()
    assert (entry.action, entry.who, entry.session_id, entry.at) == ("sign_in", "li", LI.id, NOON)
    assert entry.details == {}


def test_a_click_is_told_the_grants_in_force_whether_seen_before_or_not(store: RecordsStore) -> None:
    given: dict[str, Any] = {"reason": "", "by": "admin", "now": NOON}
    grant_role(store, login="li", role="supervisor", department="D1", valid_from=NOON.date(), **given)
    grant_role(store, login="li", role="analyst", employee_id="E9", valid_from=(NOON + 24 * HOUR).date(), **given)
    grant_role(store, login="wang", role="executive", valid_from=NOON.date(), **given)
    supervisor, analyst = Given("supervisor", None, "D1"), Given("analyst", "E9", None)
    assert seen(store, LI, NOON).given == seen(store, LI, NOON).given == (supervisor,)
    assert {*seen(store, LI, NOON + 24 * HOUR).given} == {supervisor, analyst}
    assert seen(store, LI, NOON, (NOON - HOUR * 24).date()).given == ()


def test_clicks_within_a_minute_write_nothing(store: RecordsStore) -> None:
    seen(store, LI, NOON)
    statements: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda *given: statements.append(given[2].split()[0].lower()))
    seen(store, LI, NOON + 59 * SECOND)
    seen(store, LI, NOON - HOUR)  # another server's clock is behind
    assert {*statements} - {"begin"} == {"select"}
    assert statements.count("select") == 2
    seen(store, LI, NOON + 60 * SECOND)
    assert "update" in statements
    assert active_sessions(store, NOON)[0].last_seen_at == NOON + 60 * SECOND


def test_an_ended_one_opens_nothing_in_any_tab(store: RecordsStore, home: Home) -> None:
    seen(store, LI, NOON)
    assert is_open(store, LI.id, NOON + HOUR)
    end_session(store, LI.id, by="admin", now=NOON + SECOND, session_id="s1")
    assert not is_open(store, LI.id, NOON + SECOND)
    state = seen(store, LI, NOON + HOUR)
    assert (state.is_ended, state.ended_at, state.ended_by) == (True, NOON + SECOND, "admin")
    assert active_sessions(store, NOON) == []
    end_session(store, LI.id, by="li", now=NOON + HOUR)  # its own sign-out comes later
    assert seen(store, LI, NOON + HOUR).ended_by == "admin"
    ended, _ = open_trail(store, home).entries()
    assert (ended.action, ended.who, ended.subject, ended.session_id) == ("session_ended", "admin", "li", "s1")
    assert ended.details == {"session": LI.id}


def test_signing_out_is_an_end_by_oneself(store: RecordsStore, home: Home) -> None:
    seen(store, LI, NOON)
    end_session(store, LI.id, by="li", now=NOON)
    assert open_trail(store, home).entries()[0].action == "sign_out"
    with pytest.raises(Problem, match="There is no such sign-in"):
        end_session(store, "c" * 64, by="li", now=NOON)


def test_all_of_one_person_end_together(store: RecordsStore) -> None:
    second = replace(LI, id="c" * 64)
    over = replace(LI, id="d" * 64, ends_at=NOON + SECOND)
    for one in (LI, second, over, WANG):
        seen(store, one, NOON)
    assert end_sessions_of(store, "li", by="admin", now=NOON + SECOND) == 2
    assert end_sessions_of(store, "li", by="admin", now=NOON + SECOND) == 0
    assert {one.id for one in active_sessions(store, NOON)} == {over.id, WANG.id}  # what was over was not touched
    assert [one.id for one in active_sessions(store, NOON + SECOND)] == [WANG.id]


def test_its_time_is_over(store: RecordsStore) -> None:
    seen(store, WANG, NOON)
    assert is_open(store, WANG.id, NOON + HOUR - SECOND)
    assert not is_open(store, WANG.id, NOON + HOUR)
    assert active_sessions(store, NOON + HOUR) == []


def test_who_was_seen_last_comes_first(store: RecordsStore) -> None:
    seen(store, LI, NOON)
    seen(store, WANG, NOON + SECOND)
    assert [one.login for one in active_sessions(store, NOON)] == ["wang", "li"]
    seen(store, LI, NOON + HOUR)
    assert [one.login for one in active_sessions(store, NOON)] == ["li", "wang"]


def test_people_are_called_as_their_last_sign_in_called_them(store: RecordsStore) -> None:
    assert known_people(store) == {}
    seen(store, replace(LI, id="c" * 64, name="李娜", started_at=NOON + HOUR), NOON)
    seen(store, LI, NOON)
    seen(store, replace(WANG, name="W\n" + "w" * 300), NOON)
    names = known_people(store)
    assert names["li"] == "李娜"
    assert len(names["wang"]) == 200
    assert names["wang"].startswith("W www")


@pytest.mark.parametrize("wrong", [{"login": ""}, {"login": "l\x00"}, {"login": "x" * 201}, {"employee_id": "E\n1"}])
def test_a_token_with_impossible_ids_is_refused(store: RecordsStore, home: Home, wrong: dict) -> None:
    with pytest.raises(Problem):
        seen(store, replace(LI, **wrong), NOON)
    assert active_sessions(store, NOON) == []
    assert open_trail(store, home).entries() == []


def test_many_tabs_at_once_make_one_row_and_one_entry(store: RecordsStore, home: Home) -> None:
    with ThreadPoolExecutor(8) as tabs:
        states = list(tabs.map(lambda _: seen(store, LI, NOON), range(24)))
    assert [state.is_new for state in states].count(True) == 1
    assert len(active_sessions(store, NOON)) == 1
    assert [entry.action for entry in open_trail(store, home).entries()] == ["sign_in"]
