"""Who has which role from when to when. Every change writes its entry of the trail in the same transaction."""

from datetime import date, datetime

from sqlalchemy import bindparam, or_
from sqlalchemy.orm import Session

from dashboard.data.records.models import RoleGrant
from dashboard.data.records.store import RecordsStore
from dashboard.data.records.typed_texts import check_days, check_id, check_reason
from dashboard.data.records.version_trail import note_version
from dashboard.data.records.versions import append, current, one_at_a_time, remove, supersede
from dashboard.logic.problems import Problem
from dashboard.logic.roles import ROLES
from dashboard.logic.trail import Action

BLOCKED = "blocked"
"""In the place of a role: none at all, whatever the person's groups and other grants say."""
LOCK = 7_264_003
"""Two who give the same role at once: the second sees the first."""
# Put together once: that takes longer than asking. Parameters: login, today (both days included).
IN_FORCE = current(RoleGrant).where(
    RoleGrant.login == bindparam("login"),
    RoleGrant.valid_from <= bindparam("today"),
    or_(RoleGrant.valid_until.is_(None), RoleGrant.valid_until >= bindparam("today")),
)


def grants_of(store: RecordsStore, login: str, today: date) -> list[RoleGrant]:
    """In force today, both days included."""
    with store.reading() as session:
        return list(session.scalars(IN_FORCE, {"login": login, "today": today}))


def all_grants(store: RecordsStore) -> list[RoleGrant]:
    """Those in force, those to come and those run out; not the ones that were ended. By login."""
    with store.reading() as session:
        return list(session.scalars(current(RoleGrant).order_by(RoleGrant.login, RoleGrant.valid_from, RoleGrant.role)))


def grant_role(
    store: RecordsStore,
    *,
    login: str,
    role: str,
    employee_id: str | None = None,
    department: str | None = None,
    valid_from: date,
    valid_until: date | None = None,
    reason: str,
    by: str,
    now: datetime,
    session_id: str = "",
) -> RoleGrant:
    """Raises Problem for what cannot be granted, and where the login has the role on one of these days already."""
    check_id(login)
    _check(role, employee_id, department, valid_from, valid_until, reason)
    with store.writing() as session:
        grant = append(
            session,
            RoleGrant,
            by=by,
            now=now,
            login=login,
            role=role,
            employee_id=employee_id,
            department=department,
            valid_from=valid_from,
            valid_until=valid_until,
            reason=reason,
        )
        _check_alone(session, grant)
        _note(session, Action.ROLE_GRANTED, grant, reason=reason, session_id=session_id)
        return grant


def change_grant(
    store: RecordsStore,
    seen: RoleGrant,
    *,
    role: str,
    employee_id: str | None,
    department: str | None,
    valid_from: date,
    valid_until: date | None,
    reason: str,
    by: str,
    now: datetime,
    session_id: str = "",
) -> RoleGrant:
    """The grant as it shall be from now on; the login stays. Raises Problem as ``grant_role``, and where somebody else
    changed or ended it since ``seen``."""
    _check(role, employee_id, department, valid_from, valid_until, reason)
    with store.writing() as session:
        grant = supersede(
            session,
            seen,
            by=by,
            now=now,
            role=role,
            employee_id=employee_id,
            department=department,
            valid_from=valid_from,
            valid_until=valid_until,
            reason=reason,
        )
        _check_alone(session, grant)
        _note(session, Action.ROLE_CHANGED, grant, reason=reason, session_id=session_id)
        return grant


def end_grant(
    store: RecordsStore, seen: RoleGrant, *, by: str, now: datetime, reason: str = "", session_id: str = ""
) -> None:
    """From the next click on. Raises Problem where somebody else changed or ended it since ``seen``."""
    check_reason(reason)
    with store.writing() as session:
        ended = remove(session, seen, by=by, now=now)
        _note(session, Action.ROLE_ENDED, ended, reason=reason, session_id=session_id)


def _check(
    role: str,
    employee_id: str | None,
    department: str | None,
    valid_from: date,
    valid_until: date | None,
    reason: str,
) -> None:
    if role not in ROLES and role != BLOCKED:
        raise Problem("There is no role {role}. Use one of {roles}.", role=role, roles=", ".join((*ROLES, BLOCKED)))
    if department is not None and role != "supervisor":
        raise Problem("Only the role supervisor takes a department. Leave it out for {role}.", role=role)
    for given in (employee_id, department):
        if given is not None:
            check_id(given)
    check_days(valid_from, valid_until)
    check_reason(reason)


def _check_alone(session: Session, grant: RoleGrant) -> None:
    """Of two grants of one role on the same day, ending one would not take the role away."""
    one_at_a_time(session, LOCK)
    others = current(RoleGrant).where(
        RoleGrant.login == grant.login,
        RoleGrant.role == grant.role,
        RoleGrant.thing_id != grant.thing_id,
        RoleGrant.department.is_(None) if grant.department is None else RoleGrant.department == grant.department,
        or_(RoleGrant.valid_until.is_(None), RoleGrant.valid_until >= grant.valid_from),
    )
    if grant.valid_until is not None:
        others = others.where(RoleGrant.valid_from <= grant.valid_until)
    if session.scalars(others).first() is not None:
        raise Problem(
            "{login} has the role {role} on some of these days already. Change that entry, or choose other days.",
            login=grant.login,
            role=grant.role,
        )


def _note(session: Session, action: Action, grant: RoleGrant, *, reason: str, session_id: str) -> None:
    note_version(
        session,
        action,
        grant,
        session_id=session_id,
        subject=grant.login,
        details={
            "grant": grant.thing_id,
            "role": grant.role,
            "employee_id": grant.employee_id,
            "department": grant.department,
            "valid_from": grant.valid_from.isoformat(),
            "valid_until": grant.valid_until.isoformat() if grant.valid_until else None,
        },
        reason=reason,
    )
