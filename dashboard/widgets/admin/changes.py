"""What an administrator changes. Every function asks for the right again: a form that was forged, or drawn before the
right was taken away, changes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dashboard.data.records.deputies import end_deputy, name_deputy
from dashboard.data.records.grants import BLOCKED, change_grant, end_grant, grant_role, grants_of
from dashboard.data.records.logins import active_sessions, end_session, end_sessions_of
from dashboard.data.records.models import Deputy, RoleGrant
from dashboard.data.records.store import RecordsStore
from dashboard.logic.problems import Problem
from dashboard.logic.roles import ROLES, Right
from dashboard.logic.sign_in import roles_of_groups
from dashboard.logic.validity import validity
from dashboard.logic.viewer import Viewer
from dashboard.widgets.admin.words import ROLE_CHOICES


@dataclass(frozen=True)
class Acting:
    """Who changes something, in which sign-in, when. ``today`` is the day by which roles hold (widgets/identity.py);
    ``by_group``: the settings' roles by group of the provider."""

    store: RecordsStore
    viewer: Viewer
    session_id: str
    now: datetime
    today: date
    by_group: Mapping[str, str]

    @property
    def may_change(self) -> bool:
        return self.viewer.may(Right.ADMINISTER)

    def signed(self) -> dict[str, Any]:
        """Who it was, for the records. Raises Problem for whoever does not look after the roles."""
        if not self.may_change:
            raise Problem("Only an administrator changes this. Ask whoever looks after the roles.")
        return {"by": self.viewer.login, "now": self.now, "session_id": self.session_id}


@dataclass(frozen=True)
class Terms:
    """Under which somebody has a role."""

    valid_from: date
    valid_until: date | None
    employee_id: str | None
    department: str | None
    reason: str


def give_role(acting: Acting, *, login: str | None, role: str | None, terms: Terms) -> RoleGrant:
    """A new grant. Raises Problem for no login, no known role, and for blocking oneself."""
    signed = acting.signed()
    if not login:
        raise Problem("Choose or type the login that gets the role.")
    if role not in ROLE_CHOICES:
        raise Problem("Choose a role.")
    if role == BLOCKED and login == acting.viewer.login:
        raise Problem("You cannot block yourself. Another administrator can.")
    return grant_role(acting.store, login=login, role=role, **vars(terms), **signed)


def change_role(acting: Acting, seen: RoleGrant, *, terms: Terms) -> RoleGrant:
    """New terms in the place of those seen. Raises Problem where somebody changed it meanwhile."""
    signed = acting.signed()
    if validity(terms.valid_from, terms.valid_until, acting.today) != "in_force":
        _check_stays_administrator(acting, seen)
    return change_grant(acting.store, seen, role=seen.role, **vars(terms), **signed)


def end_role(acting: Acting, seen: RoleGrant, *, reason: str) -> None:
    """From now on it gives nothing. Raises Problem likewise."""
    signed = acting.signed()
    _check_stays_administrator(acting, seen)
    end_grant(acting.store, seen, reason=reason, **signed)


def _check_stays_administrator(acting: Acting, losing: RoleGrant) -> None:
    """Nobody shuts the door behind themselves by accident: their own last administration ends by another's hand."""
    login = acting.viewer.login
    if losing.login != login or not _administers(losing.role):
        return
    others = [one for one in grants_of(acting.store, login, acting.today) if one.thing_id != losing.thing_id]
    groups = {group for one in active_sessions(acting.store, acting.now) if one.login == login for group in one.groups}
    roles = {one.role for one in others} | roles_of_groups(groups, acting.by_group)
    if not any(map(_administers, roles)):
        raise Problem(
            "This is the role by which you administer: without it you could not come back to this page. "
            "Let another administrator end it."
        )


def _administers(role: str) -> bool:
    return role in ROLES and Right.ADMINISTER in ROLES[role].rights


def add_deputy(
    acting: Acting,
    *,
    absent_id: str | None,
    deputy_id: str | None,
    valid_from: date,
    valid_until: date | None,
    reason: str,
) -> Deputy:
    """Raises Problem for one who is not named, the same person twice, and no end."""
    signed = acting.signed()
    if not absent_id or not deputy_id:
        raise Problem("Choose both people: who is away, and who stands in.")
    if valid_until is None:
        raise Problem("Choose the last day: standing in always ends.")
    return name_deputy(
        acting.store,
        absent_id=absent_id,
        deputy_id=deputy_id,
        valid_from=valid_from,
        valid_until=valid_until,
        reason=reason,
        **signed,
    )


def remove_deputy(acting: Acting, seen: Deputy) -> None:
    """From now on nobody stands in. Raises Problem where somebody ended it meanwhile."""
    end_deputy(acting.store, seen, **acting.signed())


def end_sign_in(acting: Acting, session_id: str) -> None:
    """It loses access with its next click."""
    end_session(acting.store, session_id, **acting.signed())


def end_sign_ins_of(acting: Acting, login: str) -> int:
    """All of one person's; how many there were."""
    return end_sessions_of(acting.store, login, **acting.signed())
