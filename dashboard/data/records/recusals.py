"""Who stands aside in a case, and whom a supervisor lets handle one in conflict. Only ever added to; every entry writes
its own of the trail in the same transaction."""

from calendar import timegm
from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy.orm import Session

from dashboard.data.records.models import CaseVersion, ConflictOverride, Recusal
from dashboard.data.records.store import RecordsStore
from dashboard.data.records.typed_texts import check_id, check_reason
from dashboard.data.records.version_trail import note_version
from dashboard.data.records.versions import append, current, one_at_a_time
from dashboard.logic.problems import Problem
from dashboard.logic.recusal.entries import CaseEntry, RecusalEntries
from dashboard.logic.roles import Right
from dashboard.logic.trail import Action
from dashboard.logic.viewer import Viewer

V = TypeVar("V", bound=CaseVersion)
LOCK = 7_264_005
"""Two who enter the same at once: the second sees the first."""


def recusals(store: RecordsStore) -> list[Recusal]:
    """All declared interests, by time."""
    return _all(store, Recusal)


def conflict_overrides(store: RecordsStore) -> list[ConflictOverride]:
    """All of them, by time."""
    return _all(store, ConflictOverride)


def recusal_entries(store: RecordsStore) -> RecusalEntries:
    """Both as figures take them: without reasons and authors."""
    return RecusalEntries(_entries(recusals(store)), _entries(conflict_overrides(store)))


def declare_interest(
    store: RecordsStore,
    *,
    case_id: str,
    employee_id: str,
    reason: str,
    viewer: Viewer,
    now: datetime,
    session_id: str = "",
) -> Recusal:
    """The person stands aside in the case from now on. Everybody may say it of themselves who may record, of others
    those who may see figures about single persons. Raises Problem."""
    if employee_id not in viewer.employees:
        _check_right(viewer, Right.PERSONS)
    return _enter(store, Recusal, Action.INTEREST_DECLARED, case_id, employee_id, reason, viewer, now, session_id)


def allow_handling(
    store: RecordsStore,
    *,
    case_id: str,
    employee_id: str,
    reason: str,
    viewer: Viewer,
    now: datetime,
    session_id: str = "",
) -> ConflictOverride:
    """The person may handle the case though they are in conflict (T13). Nobody allows it to themselves. Raises Problem.

    That the case is one of the viewer's is the caller's to know: the store knows no customers."""
    _check_right(viewer, Right.PERSONS)
    if employee_id in viewer.employees:
        raise Problem("Nobody lets themselves handle a case. Ask another supervisor to enter it.")
    return _enter(
        store, ConflictOverride, Action.CONFLICT_ALLOWED, case_id, employee_id, reason, viewer, now, session_id
    )


def _enter(
    store: RecordsStore,
    model: type[V],
    action: Action,
    case_id: str,
    employee_id: str,
    reason: str,
    viewer: Viewer,
    now: datetime,
    session_id: str,
) -> V:
    _check_right(viewer, Right.RECORD)
    check_id(case_id)
    check_id(employee_id)
    check_reason(reason)
    if not reason.strip():
        raise Problem("Give a reason: it stands beside the case as long as the case does.")
    with store.writing() as session:
        one_at_a_time(session, LOCK)
        _check_new(session, model, case_id, employee_id)
        entered = append(
            session, model, by=viewer.login, now=now, case_id=case_id, employee_id=employee_id, reason=reason
        )
        # Who it is about stays out of the trail: an administrator reads it, and figures about persons are not theirs.
        note_version(
            session,
            action,
            entered,
            session_id=session_id,
            subject=case_id,
            details={"entry": entered.thing_id},
            reason=reason,
        )
        return entered


def _check_new(session: Session, model: type[V], case_id: str, employee_id: str) -> None:
    same = current(model).where(model.case_id == case_id, model.employee_id == employee_id)
    if session.scalars(same).first() is not None:
        raise Problem("This was entered before for the same person and case {case}. Nothing was changed.", case=case_id)


def _check_right(viewer: Viewer, right: Right) -> None:
    if not viewer.may(right):
        raise Problem("Your role does not enter this. If you need it, ask whoever looks after the roles.")


def _all(store: RecordsStore, model: type[V]) -> list[V]:
    with store.reading() as session:
        return list(session.scalars(current(model).order_by(model.created_at, model.id)))


def _entries(rows: Sequence[CaseVersion]) -> tuple[CaseEntry, ...]:
    """Cases have the times of the clock on the wall, so a moment of the store is put on this server's."""
    return tuple(
        CaseEntry(one.case_id, one.employee_id, timegm(one.created_at.astimezone().timetuple())) for one in rows
    )
