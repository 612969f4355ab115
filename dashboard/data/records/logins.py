"""Sign-ins: kept from the first click on, ended by signing out or by an administrator. Each beginning and each end
writes its entry of the trail in the same transaction. And what every click asks of the records, in one statement."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import bindparam, func, literal_column, null, or_, select, union_all, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from dashboard.data.records.deputies import STANDING_IN
from dashboard.data.records.grants import IN_FORCE
from dashboard.data.records.models import Deputy, LoginSession, RoleGrant
from dashboard.data.records.store import RecordsStore
from dashboard.data.records.trail import append_entry
from dashboard.data.records.typed_texts import LONGEST_ID, check_id
from dashboard.logic.problems import Problem
from dashboard.logic.sign_in import SignIn
from dashboard.logic.trail import Action, one_line

SEEN_EVERY = timedelta(minutes=1)
"""A click within the minute is not written down again."""
_COLUMNS = LoginSession.__table__.c


@dataclass(frozen=True)
class NewSession:
    """A sign-in as its token tells it; moments with their time zone. ``id``: see widgets/identity.py."""

    id: str
    login: str
    name: str
    employee_id: str | None
    groups: tuple[str, ...]
    started_at: datetime
    ends_at: datetime

    @classmethod
    def of(cls, sign_in: SignIn) -> "NewSession":
        return cls(
            id=sign_in.session_id,
            login=sign_in.login,
            name=sign_in.name,
            employee_id=sign_in.employee_id,
            groups=sign_in.groups,
            started_at=sign_in.started_at,
            ends_at=sign_in.ends_at,
        )


class Given(NamedTuple):
    """Of a grant in force: the role (or ``grants.BLOCKED``) and what its scope hangs on."""

    role: str
    employee_id: str | None
    department: str | None


class StandsIn(NamedTuple):
    """Employee ids: ``deputy`` stands in for ``absent`` today."""

    deputy: str
    absent: str


@dataclass(frozen=True)
class SessionState:
    """``is_new``: first seen just now. ``ended_at``: signed out, or ended by ``ended_by``; then it opens nothing.

    ``given``: the login's grants. ``absent``: for whom its employee id, or that of one of its grants, stands in.
    """

    is_new: bool = False
    ended_at: datetime | None = None
    ended_by: str | None = None
    given: tuple[Given, ...] = ()
    absent: tuple[StandsIn, ...] = ()

    @property
    def is_ended(self) -> bool:
        return self.ended_at is not None


_STATE = select(_COLUMNS.last_seen_at, _COLUMNS.ended_at, _COLUMNS.ended_by)
_SESSION, _GIVEN, _ABSENT = "session", "given", "absent"
# Three short lists in one, each row with its kind first and null where it has no such column. The sign-in comes first:
# its columns say how moments are read. Put together once: that takes longer than asking.
_AT_A_CLICK = union_all(
    select(
        literal_column(f"'{_SESSION}'"), _COLUMNS.ended_by, null(), null(), _COLUMNS.last_seen_at, _COLUMNS.ended_at
    ).where(_COLUMNS.id == bindparam("id")),
    IN_FORCE.with_only_columns(
        literal_column(f"'{_GIVEN}'"), RoleGrant.role, RoleGrant.employee_id, RoleGrant.department, null(), null()
    ),
    STANDING_IN.where(
        or_(
            Deputy.deputy_id == bindparam("employee_id"),
            Deputy.deputy_id.in_(IN_FORCE.with_only_columns(RoleGrant.employee_id)),
        )
    ).with_only_columns(literal_column(f"'{_ABSENT}'"), Deputy.deputy_id, Deputy.absent_id, null(), null(), null()),
)


def seen(store: RecordsStore, session: NewSession, now: datetime, today: date | None = None) -> SessionState:
    """Asked on every run: one read, and a write at first sight and then once a minute at most. ``today``: on which day
    grants and deputies count; without it that of ``now``.

    Whether its time is over is the caller's to know (``ends_at``). Raises Problem for a login that cannot be kept.
    """
    asked = {"id": session.id, "login": session.login, "employee_id": session.employee_id}
    rows = store.rows(_AT_A_CLICK, {**asked, "today": today or now.date()})
    given = tuple(Given(*row[1:4]) for row in rows if row[0] == _GIVEN)
    absent = tuple(StandsIn(*row[1:3]) for row in rows if row[0] == _ABSENT)
    held = next((row for row in rows if row[0] == _SESSION), None)
    if held is None:
        return replace(_first_seen(store, session, now), given=given, absent=absent)
    _, ended_by, _, _, last_seen_at, ended_at = held
    if ended_at is None and now - last_seen_at >= SEEN_EVERY:
        with store.writing() as writing:
            writing.execute(update(LoginSession).where(_COLUMNS.id == session.id).values(last_seen_at=now))
    return SessionState(False, ended_at, ended_by, given, absent)


def is_open(store: RecordsStore, session_id: str, now: datetime) -> bool:
    """Whether it was seen, was not ended and is not over."""
    with store.reading() as reading:
        row = reading.execute(select(_COLUMNS.ended_at, _COLUMNS.ends_at).where(_COLUMNS.id == session_id)).first()
    return row is not None and row.ended_at is None and row.ends_at > now


def active_sessions(store: RecordsStore, now: datetime) -> list[LoginSession]:
    """Neither ended nor over; whoever was seen last comes first."""
    active = select(LoginSession).where(_COLUMNS.ended_at.is_(None), _COLUMNS.ends_at > now)
    with store.reading() as reading:
        return list(reading.scalars(active.order_by(_COLUMNS.last_seen_at.desc(), _COLUMNS.id)))


def known_people(store: RecordsStore) -> Mapping[str, str]:
    """Name by login of everybody who ever signed in, as their last sign-in called them."""
    last = select(_COLUMNS.login, func.max(_COLUMNS.started_at).label("at")).group_by(_COLUMNS.login).subquery()
    named = select(_COLUMNS.login, _COLUMNS.name).join(
        last, (last.c.login == _COLUMNS.login) & (last.c.at == _COLUMNS.started_at)
    )
    with store.reading() as reading:
        return {row.login: row.name for row in reading.execute(named.order_by(_COLUMNS.login, _COLUMNS.id))}


def end_session(store: RecordsStore, ended_id: str, *, by: str, now: datetime, session_id: str = "") -> None:
    """Signing out, or an administrator's doing: it opens nothing from the next click on. One that has ended stays as it
    is. ``session_id``: the one in which ``by`` does it. Raises Problem for an unknown one."""
    with store.writing() as writing:
        held = writing.scalars(select(LoginSession).where(_COLUMNS.id == ended_id).with_for_update()).first()
        if held is None:
            raise Problem("There is no such sign-in (any more). Load the list again.")
        _end(writing, [held], by, now, session_id)


def sign_out(store: RecordsStore, sign_in: SignIn, now: datetime) -> None:
    """By whom it is; one that no page has seen yet too: its cookie may have been copied. Raises Problem where it cannot
    be written."""
    if not seen(store, NewSession.of(sign_in), now).is_ended:
        end_session(store, sign_in.session_id, by=sign_in.login, now=now, session_id=sign_in.session_id)


def end_sessions_of(store: RecordsStore, login: str, *, by: str, now: datetime, session_id: str = "") -> int:
    """All of one person's that are open; how many there were."""
    theirs = select(LoginSession).where(_COLUMNS.login == login, _COLUMNS.ended_at.is_(None), _COLUMNS.ends_at > now)
    with store.writing() as writing:
        return _end(writing, writing.scalars(theirs.with_for_update()).all(), by, now, session_id)


def _first_seen(store: RecordsStore, session: NewSession, now: datetime) -> SessionState:
    check_id(session.login)
    if session.employee_id is not None:
        check_id(session.employee_id)
    row = {
        "id": session.id,
        "login": session.login,
        "name": one_line(session.name, LONGEST_ID),
        "employee_id": session.employee_id,
        "groups": list(session.groups),
        "started_at": session.started_at,
        "last_seen_at": now,
        "ends_at": session.ends_at,
    }
    insert = sqlite.insert if store.is_sqlite else postgresql.insert
    with store.writing() as writing:
        # Two tabs of one person come at the same moment: one of them makes the row and the entry.
        made = writing.execute(insert(LoginSession).values(row).on_conflict_do_nothing().returning(_COLUMNS.id)).first()
        if made is not None:
            append_entry(writing, Action.SIGN_IN, who=session.login, session_id=session.id, at=now)
        state = writing.execute(_STATE.where(_COLUMNS.id == session.id)).one()
    return SessionState(made is not None, state.ended_at, state.ended_by)


def _end(writing: Session, sessions: Iterable[LoginSession], by: str, now: datetime, session_id: str) -> int:
    count = 0
    for held in sessions:
        if held.ended_at is None:
            held.ended_at, held.ended_by = now, by
            writing.flush()
            action = Action.SIGN_OUT if by == held.login else Action.SESSION_ENDED
            details = {"session": held.id}
            append_entry(writing, action, who=by, session_id=session_id, subject=held.login, details=details, at=now)
            count += 1
    return count
