"""Who sees to a low score of a named survey, and what was done. That it is low stands in the imported answers."""

from datetime import datetime

from dashboard.data.records.models import FollowUp
from dashboard.data.records.store import RecordsStore
from dashboard.data.records.typed_texts import check_id, check_text
from dashboard.data.records.version_trail import note_version
from dashboard.data.records.versions import append, current, one_at_a_time, supersede
from dashboard.logic.problems import Problem
from dashboard.logic.roles import Right
from dashboard.logic.trail import Action
from dashboard.logic.viewer import Viewer

LOCK = 7_264_007


def follow_ups(store: RecordsStore) -> list[FollowUp]:
    """The current version of each, by time."""
    with store.reading() as session:
        return list(session.scalars(current(FollowUp).order_by(FollowUp.created_at, FollowUp.id)))


def take_low_score(
    store: RecordsStore,
    *,
    survey_id: str,
    response_id: str,
    viewer: Viewer,
    now: datetime,
    session_id: str = "",
) -> FollowUp:
    """The viewer sees to it. That the response is low and one of theirs is the caller's to know: the store knows no
    answers. Raises Problem."""
    _check(viewer)
    check_id(survey_id)
    check_id(response_id)
    with store.writing() as session:
        one_at_a_time(session, LOCK)
        same = current(FollowUp).filter_by(survey_id=survey_id, response_id=response_id)
        if session.scalars(same).first() is not None:
            raise Problem("Somebody took this on meanwhile. Look at it again.")
        made = append(
            session,
            FollowUp,
            by=viewer.login,
            now=now,
            survey_id=survey_id,
            response_id=response_id,
            taken_by=viewer.login,
            taken_at=now,
        )
        note_version(
            session, Action.LOW_SCORE_TAKEN, made, session_id=session_id, subject=survey_id,
            details={"entry": made.thing_id},
        )  # fmt: skip
        return made


def close_low_score(
    store: RecordsStore, seen: FollowUp, *, done: str, viewer: Viewer, now: datetime, session_id: str = ""
) -> FollowUp:
    """With what was done. Raises Problem."""
    _check(viewer)
    check_text(done)
    if not done.strip():
        raise Problem("Say what was done.")
    if seen.closed_at is not None:
        raise Problem("This is closed already.")
    with store.writing() as session:
        made = supersede(session, seen, by=viewer.login, now=now, done=done, closed_at=now)
        note_version(
            session, Action.LOW_SCORE_CLOSED, made, session_id=session_id, subject=seen.survey_id,
            details={"entry": made.thing_id},
        )  # fmt: skip
        return made


def _check(viewer: Viewer) -> None:
    if not (viewer.may(Right.RECORD) and viewer.may(Right.CUSTOMERS)):
        raise Problem("Your role does not enter this. If you need it, ask whoever looks after the roles.")
