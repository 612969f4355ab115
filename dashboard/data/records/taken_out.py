"""What somebody took out, counted in the trail."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dashboard.data.records.models import LONGEST_ID, TrailEntry
from dashboard.logic.trail import Action, one_line

_COLUMNS = TrailEntry.__table__.c


@dataclass(frozen=True)
class Exported:
    """Files, and rows in all of them."""

    files: int
    rows: int


Counted = Callable[[str, datetime, Collection[Action]], Exported]
"""``exported`` within one transaction."""


def exported(session: Session, who: str, since: datetime, actions: Collection[Action]) -> Exported:
    """What this login took out since then, by the entries of these actions."""
    files, rows = session.execute(
        select(func.count(), func.coalesce(func.sum(_COLUMNS.rows), 0)).where(
            _COLUMNS.who == one_line(who, LONGEST_ID), _COLUMNS.action.in_([*map(str, actions)]), _COLUMNS.at >= since
        )
    ).one()
    return Exported(int(files), int(rows))
