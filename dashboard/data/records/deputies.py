"""Who stands in for whom. Every change writes its entry of the trail in the same transaction."""

from datetime import date, datetime

from sqlalchemy import bindparam
from sqlalchemy.orm import Session

from dashboard.data.records.models import Deputy
from dashboard.data.records.store import RecordsStore
from dashboard.data.records.typed_texts import check_days, check_id, check_reason
from dashboard.data.records.version_trail import note_version
from dashboard.data.records.versions import append, current, remove
from dashboard.logic.problems import Problem
from dashboard.logic.trail import Action

# Who stands in for whom on a day. Parameter: today.
STANDING_IN = current(Deputy).where(Deputy.valid_from <= bindparam("today"), Deputy.valid_until >= bindparam("today"))


def all_deputies(store: RecordsStore) -> list[Deputy]:
    """Those in force, to come and run out; not the ones that were ended. By the absent person."""
    with store.reading() as session:
        return list(session.scalars(current(Deputy).order_by(Deputy.absent_id, Deputy.valid_from, Deputy.deputy_id)))


def name_deputy(
    store: RecordsStore,
    *,
    absent_id: str,
    deputy_id: str,
    valid_from: date,
    valid_until: date,
    reason: str,
    by: str,
    now: datetime,
    session_id: str = "",
) -> Deputy:
    """Raises Problem for what cannot be."""
    check_id(absent_id)
    check_id(deputy_id)
    if absent_id == deputy_id:
        raise Problem("{employee} cannot stand in for themselves. Name somebody else.", employee=absent_id)
    check_days(valid_from, valid_until)
    check_reason(reason)
    with store.writing() as session:
        deputy = append(
            session,
            Deputy,
            by=by,
            now=now,
            absent_id=absent_id,
            deputy_id=deputy_id,
            valid_from=valid_from,
            valid_until=valid_until,
            reason=reason,
        )
        _note(session, Action.DEPUTY_NAMED, deputy, reason=reason, session_id=session_id)
        return deputy


def end_deputy(
    store: RecordsStore, seen: Deputy, *, by: str, now: datetime, reason: str = "", session_id: str = ""
) -> None:
    """From the next click on. Raises Problem where somebody else ended it since ``seen``."""
    check_reason(reason)
    with store.writing() as session:
        ended = remove(session, seen, by=by, now=now)
        _note(session, Action.DEPUTY_ENDED, ended, reason=reason, session_id=session_id)


def _note(session: Session, action: Action, deputy: Deputy, *, reason: str, session_id: str) -> None:
    note_version(
        session,
        action,
        deputy,
        session_id=session_id,
        subject=deputy.absent_id,
        details={
            "deputy": deputy.thing_id,
            "deputy_id": deputy.deputy_id,
            "valid_from": deputy.valid_from.isoformat(),
            "valid_until": deputy.valid_until.isoformat(),
        },
        reason=reason,
    )
