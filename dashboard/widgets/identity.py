"""Who has signed in, what roles they hold now, and the viewer that follows from it. Asked anew in every run."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal, NamedTuple

import streamlit as st

from dashboard.data.reading.marts import Marts
from dashboard.data.reading.scopes import resolved_scope
from dashboard.data.records.grants import BLOCKED
from dashboard.data.records.logins import NewSession, seen
from dashboard.data.records.logins import sign_out as end_own_session
from dashboard.data.records.store import RecordsStore
from dashboard.logic.problems import Problem
from dashboard.logic.roles import ROLES, Role
from dashboard.logic.sign_in import SignIn, roles_of_groups, sign_in_of
from dashboard.logic.viewer import Scope, Viewer, viewer_of
from dashboard.login_settings import LoginSettings
from dashboard.widgets.opened import login, open_marts_of_session
from dashboard.widgets.records import SESSION, records

ACTING_AS = "acting_as"
"""Session state: the one of several roles to act in; checked against those held in every run."""
_CHECKED = "identity_checked"
_MADE = "viewer_made"
FRESH_FOR_S = 0.25
"""The guards of one run share one look into the records; a click later than this looks again."""

Reason = Literal["signed_out", "not_valid", "too_old", "ended", "blocked", "no_role"]


class Refusal(NamedTuple):
    """Why nobody is let in. ``login`` is the one to tell the administrator; empty where nobody has signed in."""

    reason: Reason
    login: str = ""


class Held(NamedTuple):
    """One role that somebody has today, and what its scope hangs on."""

    role: Role
    employee_id: str | None
    department: str | None


@dataclass(frozen=True)
class Identity:
    sign_in: SignIn
    held: tuple[Held, ...]
    deputy_of: frozenset[str]

    @property
    def employees(self) -> frozenset[str]:
        """Who it is in the company's data, whichever role they act in: by the token, and by roles given here."""
        told = (self.sign_in.employee_id, *(one.employee_id for one in self.held))
        return frozenset(one for one in told if one)

    @property
    def roles(self) -> tuple[str, ...]:
        """Ids of the roles held, in their usual order."""
        return tuple(role for role in ROLES if any(one.role.id == role for one in self.held))


@dataclass(frozen=True)
class _Checked:
    """What the records said of these claims of a token a moment ago (``time.monotonic``)."""

    claims: Mapping[str, object]
    settings: LoginSettings
    identity: Identity
    at: float

    def is_fresh(self, now: datetime) -> bool:
        return now < self.identity.sign_in.ends_at and 0 <= time.monotonic() - self.at < FRESH_FOR_S


def signed_in_viewer() -> Viewer | Refusal:
    """The viewer who has signed in, or why they are not let in. Raises Problem where the records cannot be asked."""
    identity = who_is_here()
    return identity if isinstance(identity, Refusal) else _viewer(identity)


def who_is_here() -> Identity | Refusal:
    """The token's end, an own maximum age, whether this sign-in was ended, and the roles in force today."""
    settings = login()
    if settings is None or not st.user.get("is_logged_in"):
        return Refusal("signed_out")
    claims, now = st.user.to_dict(), datetime.now(UTC)
    checked: _Checked | None = st.session_state.get(_CHECKED)
    if checked and checked.claims == claims and checked.settings is settings and checked.is_fresh(now):
        return checked.identity
    sign_in = _told_by_token(settings, claims)
    if sign_in is None:
        return Refusal("not_valid")
    if now >= sign_in.ends_at:
        return Refusal("too_old", sign_in.login)
    st.session_state[SESSION] = sign_in.session_id
    found = identity_of(records(), sign_in, settings, now)
    if isinstance(found, Identity):
        st.session_state[_CHECKED] = _Checked(claims, settings, found, time.monotonic())
    return found


def _told_by_token(settings: LoginSettings, claims: Mapping[str, object]) -> SignIn | None:
    return sign_in_of(
        claims,
        login_claim=settings.login_claim,
        groups_claim=settings.groups_claim,
        employee_claim=settings.employee_claim,
        session_hours=settings.session_hours,
    )


def sign_out() -> None:
    """End this sign-in everywhere: a copied cookie opens nothing afterwards. Raises Problem where that cannot be
    written; the browser's own cookie is gone in any case."""
    settings = login()
    sign_in = _told_by_token(settings, st.user.to_dict()) if settings else None
    st.session_state.pop(_CHECKED, None)
    try:
        if sign_in:
            end_own_session(records(), sign_in, datetime.now(UTC))
    finally:
        st.logout()


def identity_of(store: RecordsStore, sign_in: SignIn, settings: LoginSettings, now: datetime) -> Identity | Refusal:
    """What the records say of a sign-in now. Without a session: downloads are made in another thread."""
    state = seen(store, NewSession.of(sign_in), now, date.today())
    if state.is_ended:
        return Refusal("ended", sign_in.login)
    if any(grant.role == BLOCKED for grant in state.given):
        return Refusal("blocked", sign_in.login)
    held = [Held(ROLES[role], sign_in.employee_id, None) for role in _of_groups(sign_in, settings)]
    for grant in state.given:
        if grant.role in ROLES:
            held.append(Held(ROLES[grant.role], sign_in.employee_id or grant.employee_id, grant.department))
    if not held:
        return Refusal("no_role", sign_in.login)
    employees = {one.employee_id for one in held if one.employee_id}
    return Identity(sign_in, tuple(held), frozenset(one.absent for one in state.absent if one.deputy in employees))


def _of_groups(sign_in: SignIn, settings: LoginSettings) -> list[str]:
    given = roles_of_groups(sign_in.groups, settings.roles_by_group)
    return [role for role in ROLES if role in given]


def _viewer(identity: Identity) -> Viewer:
    """Acting in all roles held, or in the chosen one of them. Made once for what was asked of the records once."""
    chosen, marts, today = st.session_state.get(ACTING_AS), _marts(), date.today()
    asked = (chosen, marts.build.build_id if marts else None, today)
    kept = st.session_state.get(_MADE)
    if kept and kept[0] is identity and kept[1] == asked:
        return kept[2]
    held = [one for one in identity.held if one.role.id == chosen] or identity.held
    pairs = [(one.role, _scope(marts, one, identity.deputy_of, today)) for one in held]
    viewer = viewer_of(identity.sign_in.name, identity.sign_in.login, pairs, identity.employees)
    st.session_state[_MADE] = (identity, asked, viewer)
    return viewer


def _marts() -> Marts | None:
    try:
        return open_marts_of_session()
    except Problem:
        return None  # the page opens the build itself and says what is wrong with it


def _scope(marts: Marts | None, held: Held, deputy_of: Iterable[str], today: date) -> Scope:
    """Without a build to resolve it against, only the scope of all customers is known."""
    if held.role.scope == "all":
        return Scope(all=True)
    if marts is None:
        return Scope()
    return resolved_scope(
        marts,
        held.role.scope,
        employee_id=held.employee_id,
        department=held.department,
        stands_in_for=deputy_of,
        today=today,
    )
