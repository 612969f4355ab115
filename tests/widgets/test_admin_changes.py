"""What stands behind the forms refuses by itself: a form may be forged, or older than the right."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dashboard.data.home import Home
from dashboard.data.records.deputies import all_deputies, name_deputy
from dashboard.data.records.grants import all_grants, grant_role
from dashboard.data.records.logins import NewSession, active_sessions, seen
from dashboard.data.records.store import open_records
from dashboard.data.records.trail import open_trail
from dashboard.logic.problems import Problem
from dashboard.logic.roles import ROLES
from dashboard.logic.viewer import Viewer
from dashboard.widgets.admin.changes import (
    Acting,
    Terms,
    add_deputy,
    change_role,
    end_role,
    end_sign_in,
    end_sign_ins_of,
    give_role,
    remove_deputy,
)

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
TODAY = NOW.date()
TERMS = Terms(TODAY, None, None, None, "why")
BY_GROUP = {"it": "admin", "sales": "executive"}


@pytest.fixture
def store(tmp_path):
    return open_records(Home(tmp_path))


def _acting(store, role="admin", login="root", session_id="s1"):
    viewer = Viewer(login, frozenset({role}), rights=ROLES[role].rights, login=login)
    return Acting(store, viewer, session_id, NOW, TODAY, BY_GROUP)


def _given(store, login="root", role="admin", **more):
    terms = {"valid_from": date(2026, 1, 1), "reason": "", "by": "first", "now": NOW, **more}
    return grant_role(store, login=login, role=role, **terms)


def _signed_in(store, login, *groups):
    ends_at = NOW + timedelta(hours=1)
    session = NewSession(f"session of {login}", login, login, None, groups, NOW, ends_at)
    seen(store, session, NOW)


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"admin"}))
def test_nobody_but_an_administrator_changes_anything(store, role):
    grant = _given(store, "li.na", "executive")
    deputy = name_deputy(
        store, absent_id="E1", deputy_id="E2", valid_from=TODAY, valid_until=TODAY, reason="", by="root", now=NOW
    )
    _signed_in(store, "li.na")
    acting = _acting(store, role)
    tries = (
        lambda: give_role(acting, login="root", role="admin", terms=TERMS),
        lambda: change_role(acting, grant, terms=TERMS),
        lambda: end_role(acting, grant, reason="why"),
        lambda: add_deputy(acting, absent_id="E1", deputy_id="E3", valid_from=TODAY, valid_until=TODAY, reason="why"),
        lambda: remove_deputy(acting, deputy),
        lambda: end_sign_in(acting, "session of li.na"),
        lambda: end_sign_ins_of(acting, "li.na"),
    )
    for attempt in tries:
        with pytest.raises(Problem, match="Only an administrator changes this"):
            attempt()
    assert [one.id for one in all_grants(store)] == [grant.id]
    assert [one.id for one in all_deputies(store)] == [deputy.id]
    assert len(active_sessions(store, NOW)) == 1


def test_who_did_it_in_which_sign_in_is_in_the_log(store, tmp_path):
    give_role(_acting(store), login="root", role="executive", terms=TERMS)
    (entry,) = open_trail(store, Home(tmp_path)).entries()
    assert (entry.action, entry.who, entry.subject, entry.session_id) == ("role_granted", "root", "root", "s1")


def test_the_last_administration_of_ones_own_stays(store):
    own = _given(store)
    acting = _acting(store)
    for attempt in (
        lambda: end_role(acting, own, reason="why"),
        lambda: change_role(acting, own, terms=Terms(date(2026, 1, 1), TODAY - timedelta(days=1), None, None, "why")),
        lambda: change_role(acting, own, terms=Terms(TODAY + timedelta(days=1), None, None, None, "why")),
    ):
        with pytest.raises(Problem, match="without it you could not come back"):
            attempt()
    with pytest.raises(Problem, match="You cannot block yourself"):
        give_role(acting, login="root", role="blocked", terms=TERMS)
    assert [one.id for one in all_grants(store)] == [own.id]


def test_an_end_that_lies_ahead_is_no_accident(store):
    changed = change_role(_acting(store), _given(store), terms=Terms(date(2026, 1, 1), TODAY, None, None, "why"))
    assert changed.valid_until == TODAY


def test_the_last_but_one_may_go(store):
    own = _given(store, valid_until=date(2026, 12, 31))
    _given(store, valid_from=date(2027, 1, 1))  # not in force yet: it does not count
    with pytest.raises(Problem, match="without it you could not come back"):
        end_role(_acting(store), own, reason="why")
    _signed_in(store, "root", "it")  # the group gives the role too
    end_role(_acting(store), own, reason="why")
    assert [one.valid_from for one in all_grants(store)] == [date(2027, 1, 1)]


def test_anothers_administration_may_go_and_so_may_ones_other_roles(store):
    end_role(_acting(store), _given(store, "second"), reason="why")
    end_role(_acting(store), _given(store, "root", "executive"), reason="why")
    assert all_grants(store) == []


@pytest.mark.parametrize("role", [None, "", "operator", "root"])
def test_there_is_no_other_role(store, role):
    with pytest.raises(Problem, match=r"Choose a role\."):
        give_role(_acting(store), login="li.na", role=role, terms=TERMS)
