"""How much one person may take out: rows in a day, files in some minutes, contacts shown in a day. Counted in the
trail, so that a restart and a second server forget nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from dashboard.data.records.taken_out import Counted
from dashboard.data.records.trail import Trail
from dashboard.logic.problems import Problem
from dashboard.logic.trail import Action

DAY = timedelta(hours=24)
MOST_FILES, FILES_WITHIN = 20, timedelta(minutes=10)
_FILES = (Action.EXPORT, Action.REJECTS_READ)


class Note(NamedTuple):
    """Who takes out what, and why: the entry of the trail. ``details`` are codes and ids only."""

    action: Action
    who: str
    session_id: str
    subject: str
    details: Mapping[str, object]
    reason: str = ""


@dataclass(frozen=True)
class Allowance:
    """``rows_per_day`` None: no limit, of rows or files (without a login there is nobody to tell apart)."""

    rows_per_day: int | None


class _TooMuch(Exception):
    """Holds the Problem that says so; whatever else goes wrong is no refusal."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def take_out(trail: Trail, note: Note, rows: int, allowance: Allowance, now: datetime) -> int:
    """Write down that this is taken out, before it is; the number of the entry. Raises Problem where it is too much,
    having written that down instead.

    Of two files asked for at the same moment the second is counted with the first, whichever process makes them.
    """
    return _written(trail, note, rows, now, lambda counted: _check(counted, note, rows, allowance, now))


def reveal_one(trail: Trail, note: Note, most: int | None, now: datetime) -> int:
    """Write down that one contact is shown unmasked, before it is; the number of the entry. ``most``: in 24 hours, None
    without a login. Raises Problem where it is one too many, having written that down instead."""
    return _written(trail, note, 1, now, lambda counted: _check_reveals(counted, note, most, now))


def _written(trail: Trail, note: Note, rows: int, now: datetime, check: Callable[[Counted], None]) -> int:
    try:
        return trail.add(
            note.action,
            who=note.who,
            session_id=note.session_id,
            subject=note.subject,
            details=note.details,
            rows=rows,
            reason=note.reason,
            at=now,
            check=check,
        )
    except _TooMuch as refused:
        refuse(trail, note, "too much", rows=rows, now=now)
        raise refused.problem from None


def refuse(trail: Trail, note: Note, why: str, *, rows: int | None, now: datetime) -> None:
    """Write down that this was asked for and not given."""
    trail.add(
        Action.REVEAL_REFUSED if note.action is Action.REVEAL else Action.EXPORT_REFUSED,
        who=note.who,
        session_id=note.session_id,
        subject=note.subject,
        details={**note.details, "why": why},
        rows=rows,
        reason=note.reason,
        at=now,
    )


def _check_reveals(counted: Counted, note: Note, most: int | None, now: datetime) -> None:
    if most is not None and counted(note.who, now - DAY, (Action.REVEAL,)).files >= most:
        raise _TooMuch(
            Problem(
                "This is one contact too many: in 24 hours you may have {most} shown. "
                "Wait, or ask whoever looks after the roles.",
                most=most,
            )
        )


def _check(counted: Counted, note: Note, rows: int, allowance: Allowance, now: datetime) -> None:
    most = allowance.rows_per_day
    if most is None:
        return
    if counted(note.who, now - FILES_WITHIN, _FILES).files >= MOST_FILES:
        minutes = FILES_WITHIN // timedelta(minutes=1)
        raise _TooMuch(
            Problem(
                "{files} files in {minutes} minutes are enough. Wait a while, then try again.",
                files=MOST_FILES,
                minutes=minutes,
            )
        )
    left = most - counted(note.who, now - DAY, (Action.EXPORT,)).rows
    if note.action is Action.EXPORT and rows > left:
        raise _TooMuch(
            Problem(
                "This file has {rows} rows. You may take out {most} in 24 hours, and {left} of them are left. "
                "Filter it, or ask whoever looks after the roles.",
                rows=rows,
                most=most,
                left=max(left, 0),
            )
        )
