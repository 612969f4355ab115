"""Tables of the loop: what was found, how it is mended, and who sees to a low score (logic/surveys/loop.py)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Float, String
from sqlalchemy.orm import Mapped, mapped_column

from dashboard.data.records.typed_texts import LONGEST_ID, LONGEST_TITLE
from dashboard.data.records.versioned import LONGEST_TEXT, Moment, Versioned


class Finding(Versioned):
    """Something to be mended. ``source_id``: a wave's survey_id, a case_id, or how the audit is called;
    ``source_item_id``: the question's canonical id, empty for other sources. ``author`` is the login that wrote it.

    Until ``published_at`` it is a draft. ``closed_at``: nothing more is entered about it.
    """

    __tablename__ = "finding"
    source_kind: Mapped[str] = mapped_column(String(20))
    source_id: Mapped[str] = mapped_column(String(LONGEST_ID))
    source_item_id: Mapped[str] = mapped_column(String(LONGEST_ID), default="")
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    text: Mapped[str] = mapped_column(String(LONGEST_TEXT), default="")
    department_id: Mapped[str] = mapped_column(String(LONGEST_ID), index=True)
    author: Mapped[str] = mapped_column(String(LONGEST_ID))
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    __table_args__ = (CheckConstraint("source_kind in ('survey', 'case', 'audit')", name="source_kind"),)


class Rectification(Versioned):
    """How one finding is mended (one per finding), replied to and judged. Owner: an employee, a department, or both.

    ``effective_on``: the day the measure takes effect; ``due_on``: the last day of the reply. What the fix should move
    is fixed when it is assigned, before anybody can know: ``logic.surveys.effect_target.Target``.
    ``verdict`` and ``basis`` are what the system computed at ``evaluated_at``; empty until then.
    """

    __tablename__ = "rectification"
    finding_id: Mapped[str] = mapped_column(String(32), index=True)
    owner_id: Mapped[str] = mapped_column(String(LONGEST_ID), default="")
    owner_department_id: Mapped[str] = mapped_column(String(LONGEST_ID), default="")
    measure: Mapped[str] = mapped_column(String(LONGEST_TEXT))
    assigned_at: Mapped[datetime] = mapped_column(Moment)
    due_on: Mapped[date]
    effective_on: Mapped[date]
    target_kind: Mapped[str] = mapped_column(String(20))
    target_series_id: Mapped[str] = mapped_column(String(LONGEST_ID), default="")
    target_item_id: Mapped[str] = mapped_column(String(LONGEST_ID), default="")
    target_measure: Mapped[str] = mapped_column(String(40), default="")
    case_kind: Mapped[str] = mapped_column(String(20), default="")
    target_department_id: Mapped[str] = mapped_column(String(LONGEST_ID), default="")
    smallest_change: Mapped[float] = mapped_column(Float)
    reply: Mapped[str] = mapped_column(String(LONGEST_TEXT), default="")
    proof: Mapped[str] = mapped_column(String(LONGEST_ID), default="")
    replied_at: Mapped[datetime | None] = mapped_column(Moment)
    evaluated_at: Mapped[datetime | None] = mapped_column(Moment)
    verdict: Mapped[str] = mapped_column(String(20), default="")
    basis: Mapped[Mapping[str, Any]] = mapped_column(JSON, default=dict)
    __table_args__ = (
        CheckConstraint("owner_id <> '' or owner_department_id <> ''", name="owner"),
        CheckConstraint("target_kind in ('item', 'metric')", name="target_kind"),
        CheckConstraint("verdict in ('', 'effective', 'not_effective', 'undecided')", name="verdict"),
    )


class FollowUp(Versioned):
    """Who saw to a low score, and what was done. The score itself stands in the imported answers."""

    __tablename__ = "follow_up"
    survey_id: Mapped[str] = mapped_column(String(LONGEST_ID), index=True)
    response_id: Mapped[str] = mapped_column(String(LONGEST_ID), index=True)
    taken_by: Mapped[str] = mapped_column(String(LONGEST_ID))
    taken_at: Mapped[datetime] = mapped_column(Moment)
    done: Mapped[str] = mapped_column(String(LONGEST_TEXT), default="")
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
