"""Findings: written, published, closed. How they are mended stands in rectifications.py. Each step is a new version and
an entry of the trail in one transaction.

``seen`` is the version that somebody had before them: who changes it second is refused (versions.py). The trail holds
ids only: an administrator reads it, and who is meant is not theirs.
"""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from dashboard.data.records.models import Finding, Rectification
from dashboard.data.records.store import RecordsStore
from dashboard.data.records.typed_texts import check_id, check_text, check_title
from dashboard.data.records.version_trail import note_version
from dashboard.data.records.versions import append, current, supersede
from dashboard.logic.problems import Problem
from dashboard.logic.surveys.loop_rights import may_decide, may_write
from dashboard.logic.trail import Action
from dashboard.logic.viewer import Viewer

SOURCES = ("survey", "case", "audit")


def create_finding(
    store: RecordsStore,
    *,
    source_kind: str,
    source_id: str,
    source_item_id: str = "",
    title: str,
    text: str = "",
    department_id: str,
    viewer: Viewer,
    now: datetime,
    session_id: str = "",
) -> Finding:
    """A draft. ``source_kind`` of SOURCES; ``source_id``: survey_id, case_id or how the audit is called;
    ``source_item_id``: the canonical id of the question. Everybody who may record. Raises Problem."""
    check_allowed(may_write(viewer))
    if source_kind not in SOURCES:
        raise Problem("A finding comes from a survey, a case or an audit.")
    check_id(source_id)
    if source_item_id:
        check_id(source_item_id)
    check_title(title)
    check_text(text)
    if not department_id:
        raise Problem("Choose the department that the finding is about.")
    check_id(department_id)
    with store.writing() as session:
        made = append(
            session,
            Finding,
            by=viewer.login,
            now=now,
            source_kind=source_kind,
            source_id=source_id,
            source_item_id=source_item_id,
            title=title.strip(),
            text=text,
            department_id=department_id,
            author=viewer.login,
        )
        note_step(session, Action.FINDING_ENTERED, made, session_id, {"source": source_kind})
        return made


def publish_finding(
    store: RecordsStore, seen: Finding, *, viewer: Viewer, now: datetime, session_id: str = ""
) -> Finding:
    """From now on those concerned see it. Raises Problem."""
    check_allowed(may_decide(viewer))
    check_open(seen)
    if seen.published_at is not None:
        raise Problem("This finding is published already.")
    with store.writing() as session:
        made = supersede(session, seen, by=viewer.login, now=now, published_at=now)
        note_step(session, Action.FINDING_PUBLISHED, made, session_id)
        return made


def close_finding(
    store: RecordsStore, seen: Finding, *, viewer: Viewer, now: datetime, session_id: str = ""
) -> Finding:
    """Nothing more is entered about it: its fix was evaluated, or it turned out to be none. Raises Problem."""
    check_allowed(may_decide(viewer))
    check_open(seen)
    with store.writing() as session:
        made = supersede(session, seen, by=viewer.login, now=now, closed_at=now)
        note_step(session, Action.FINDING_CLOSED, made, session_id)
        return made


def findings(store: RecordsStore) -> list[Finding]:
    """The current version of each, by time."""
    with store.reading() as session:
        return list(session.scalars(current(Finding).order_by(Finding.created_at, Finding.id)))


def check_allowed(is_allowed: bool) -> None:
    if not is_allowed:
        raise Problem("Your role does not enter this. If you need it, ask whoever looks after the roles.")


def check_open(finding: Finding) -> None:
    if finding.closed_at is not None:
        raise Problem("This finding is closed: nothing more is entered about it.")


def check_still_open(session: Session, finding: Finding) -> None:
    """What lies in the store counts: it may have been closed while somebody typed."""
    held = session.scalars(current(Finding).filter_by(thing_id=finding.thing_id)).first()
    if held is None or held.closed_at is not None:
        raise Problem("This finding is closed: nothing more is entered about it.")


def note_step(
    session: Session,
    action: Action,
    made: Finding | Rectification,
    session_id: str,
    details: dict[str, Any] | None = None,
) -> None:
    note_version(
        session,
        action,
        made,
        session_id=session_id,
        subject=made.thing_id if isinstance(made, Finding) else made.finding_id,
        details={"entry": made.id, **(details or {})},
    )
