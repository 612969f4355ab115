"""What people entered about findings, fixes and low scores, as figures take it: all versions, days of this server."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import select

from dashboard.data.records.models import Finding, FollowUp, Rectification, Versioned
from dashboard.data.records.rectifications import target_of
from dashboard.data.records.store import RecordsStore
from dashboard.logic.surveys.loop import FindingFact, FixFact, FollowUpFact, LoopFacts

V = TypeVar("V", bound=Versioned)
F = TypeVar("F")


def loop_facts(store: RecordsStore) -> LoopFacts:
    """All of them, by time. Raises Problem where the store cannot be read."""
    with store.reading() as session:

        def every(model: type[V], fact: Callable[[V], F]) -> tuple[F, ...]:
            return tuple(map(fact, session.scalars(select(model).order_by(model.created_at, model.id))))

        return LoopFacts(every(Finding, finding_fact), every(Rectification, fix_fact), every(FollowUp, follow_up_fact))


def finding_fact(one: Finding) -> FindingFact:
    return FindingFact(
        *_entered(one),
        source_kind=one.source_kind,
        source_id=one.source_id,
        source_item=one.source_item_id,
        title=one.title,
        text=one.text,
        department=one.department_id,
        author=one.author,
        entered_on=_day(one.created_at),
        published_on=_day_or_none(one.published_at),
        closed_on=_day_or_none(one.closed_at),
    )


def fix_fact(one: Rectification) -> FixFact:
    return FixFact(
        *_entered(one),
        finding_id=one.finding_id,
        owner=one.owner_id,
        owner_department=one.owner_department_id,
        measure=one.measure,
        assigned_on=_day(one.assigned_at),
        due_on=one.due_on,
        effective_on=one.effective_on,
        target=target_of(one),
        reply=one.reply,
        proof=one.proof,
        replied_on=_day_or_none(one.replied_at),
        evaluated_on=_day_or_none(one.evaluated_at),
        verdict=one.verdict,
        basis=dict(one.basis),
    )


def follow_up_fact(one: FollowUp) -> FollowUpFact:
    return FollowUpFact(
        *_entered(one),
        survey_id=one.survey_id,
        response_id=one.response_id,
        taken_by=one.taken_by,
        taken_on=_day(one.taken_at),
        done=one.done,
        closed_on=_day_or_none(one.closed_at),
    )


def _entered(one: Versioned) -> tuple[str, str, str | None, date]:
    return one.thing_id, one.id, one.supersedes_id, _day(one.created_at)


def _day(moment: datetime) -> date:
    return moment.astimezone().date()


def _day_or_none(moment: datetime | None) -> date | None:
    return None if moment is None else _day(moment)
