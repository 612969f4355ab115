"""How findings are mended: assigned, replied to, evaluated, in this order; each step is a new version and an entry of
the trail in one transaction.

``seen`` is the version that somebody had before them: who changes it second is refused (versions.py).
"""

from datetime import date, datetime
from typing import Any

from dashboard.data.records.findings import check_allowed, check_open, check_still_open, note_step
from dashboard.data.records.models import Finding, Rectification
from dashboard.data.records.store import RecordsStore
from dashboard.data.records.typed_texts import check_id, check_text
from dashboard.data.records.versions import append, current, history, one_at_a_time, supersede
from dashboard.logic.problems import Problem
from dashboard.logic.surveys.effect_target import EffectVerdict, Target, check_target
from dashboard.logic.surveys.loop_rights import may_decide, may_work
from dashboard.logic.trail import Action
from dashboard.logic.viewer import Viewer

LOCK = 7_264_006
"""Two who assign the same finding at once: the second sees the first."""


def assign_rectification(
    store: RecordsStore,
    finding: Finding,
    *,
    seen: Rectification | None = None,
    owner_id: str = "",
    owner_department_id: str = "",
    measure: str,
    due_on: date,
    effective_on: date,
    target: Target,
    viewer: Viewer,
    now: datetime,
    session_id: str = "",
) -> Rectification:
    """Who mends it, how, and what that should move. ``seen``: the assignment that is changed; possible until it is
    replied to, so that nobody chooses the target when the outcome is known. Raises Problem."""
    if seen is not None:
        _check_of(finding, seen)
    owner, owner_department = (seen.owner_id, seen.owner_department_id) if seen else ("", "")
    check_allowed(may_work(viewer, department=finding.department_id, owner=owner, owner_department=owner_department))
    check_open(finding)
    _check_assignment(owner_id, owner_department_id, measure, target)
    if finding.published_at is None:
        raise Problem("Publish the finding first: a fix is assigned to what everybody concerned can see.")
    if seen is not None and seen.replied_at is not None:
        raise Problem("This fix was replied to and stays as it is. Enter a new finding for another one.")
    fields: dict[str, Any] = {
        "owner_id": owner_id,
        "owner_department_id": owner_department_id,
        "measure": measure,
        "due_on": due_on,
        "effective_on": effective_on,
        **_target_fields(target),
    }
    with store.writing() as session:
        one_at_a_time(session, LOCK)
        check_still_open(session, finding)
        if seen is not None:
            made = supersede(session, seen, by=viewer.login, now=now, assigned_at=now, **fields)
        elif session.scalars(current(Rectification).filter_by(finding_id=finding.thing_id)).first() is not None:
            raise Problem("Somebody assigned this finding meanwhile. Look at it again.")
        else:
            made = append(
                session,
                Rectification,
                by=viewer.login,
                now=now,
                finding_id=finding.thing_id,
                assigned_at=now,
                basis={},
                **fields,
            )
        note_step(session, Action.FIX_ASSIGNED, made, session_id, {"due_on": due_on, "effective_on": effective_on})
        return made


def record_reply(
    store: RecordsStore,
    finding: Finding,
    seen: Rectification,
    *,
    reply: str,
    proof: str = "",
    viewer: Viewer,
    now: datetime,
    session_id: str = "",
) -> Rectification:
    """What was done. ``proof``: where it can be seen (a document's number, a folder). Once. Raises Problem."""
    _check_of(finding, seen)
    check_allowed(
        may_work(
            viewer, department=finding.department_id, owner=seen.owner_id, owner_department=seen.owner_department_id
        )
    )
    check_open(finding)
    check_text(reply)
    if not reply.strip():
        raise Problem("Say what was done.")
    if proof:
        check_id(proof)
    if seen.replied_at is not None:
        raise Problem("This fix was replied to already.")
    with store.writing() as session:
        check_still_open(session, finding)
        made = supersede(session, seen, by=viewer.login, now=now, reply=reply, proof=proof, replied_at=now)
        note_step(session, Action.FIX_REPLIED, made, session_id)
        return made


def record_evaluation(
    store: RecordsStore,
    finding: Finding,
    seen: Rectification,
    *,
    verdict: EffectVerdict,
    build_id: str,
    viewer: Viewer,
    now: datetime,
    session_id: str = "",
) -> Rectification:
    """Keep what the system computed from a build, with its basis. Nothing in it is typed; while time alone brings more,
    and before the reply, there is nothing to keep. A later one takes its place and the earlier stays in the history.
    Raises Problem."""
    _check_of(finding, seen)
    check_allowed(may_decide(viewer))
    check_open(finding)
    if seen.replied_at is None:
        raise Problem("A fix is evaluated after the reply.")
    if verdict.is_waiting:
        raise Problem("It cannot be known yet whether this fix worked.")
    with store.writing() as session:
        check_still_open(session, finding)
        kept = {"evaluated_at": now, "verdict": verdict.effect, "basis": verdict.basis(build_id)}
        made = supersede(session, seen, by=viewer.login, now=now, **kept)
        details = {"verdict": verdict.effect, "reason": verdict.reason, "build": build_id}
        note_step(session, Action.FIX_EVALUATED, made, session_id, details)
        return made


def rectifications(store: RecordsStore) -> list[Rectification]:
    """The current version of each, by time."""
    with store.reading() as session:
        return list(session.scalars(current(Rectification).order_by(Rectification.created_at, Rectification.id)))


def finding_history(store: RecordsStore, finding_id: str) -> tuple[list[Finding], list[Rectification]]:
    """All versions of a finding and of its fix, the first one first. Whether the viewer may see it is the caller's to
    know."""
    with store.reading() as session:
        fix = session.scalars(current(Rectification).filter_by(finding_id=finding_id)).first()
        fixes = history(session, Rectification, fix.thing_id) if fix is not None else []
        return history(session, Finding, finding_id), fixes


def target_of(fix: Rectification) -> Target:
    """What the fix should move."""
    return Target(
        "item" if fix.target_kind == "item" else "metric",
        fix.smallest_change,
        series=fix.target_series_id,
        item=fix.target_item_id,
        measure=fix.target_measure,
        case_kind=fix.case_kind,
        department=fix.target_department_id,
    )


def _target_fields(target: Target) -> dict[str, Any]:
    return {
        "target_kind": target.kind,
        "target_series_id": target.series,
        "target_item_id": target.item,
        "target_measure": target.measure,
        "case_kind": target.case_kind,
        "target_department_id": target.department,
        "smallest_change": float(target.smallest_change),
    }


def _check_assignment(owner_id: str, owner_department_id: str, measure: str, target: Target) -> None:
    if not owner_id and not owner_department_id:
        raise Problem("Choose who sees to it: a person, a department, or both.")
    for one in (owner_id, owner_department_id, target.series, target.item, target.department):
        if one:
            check_id(one)
    check_text(measure)
    if not measure.strip():
        raise Problem("Say what is to be done.")
    check_target(target)


def _check_of(finding: Finding, fix: Rectification) -> None:
    if fix.finding_id != finding.thing_id:
        raise ValueError("a fix belongs to its own finding")
