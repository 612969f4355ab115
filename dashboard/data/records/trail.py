"""The trail: who did what, when, with which filters, how many rows, why. Append-only and hash-chained.

logic/trail.py has the rule of the chain; this is where it is kept, in one order whoever writes.
"""

from collections.abc import Callable, Collection, Generator, Iterable, Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Select, insert, select
from sqlalchemy.orm import Session

from dashboard.data.home import Home
from dashboard.data.records.models import LONGEST_ID, LONGEST_TEXT, TrailEntry
from dashboard.data.records.store import RecordsStore, home_records
from dashboard.data.records.taken_out import Counted, Exported, exported
from dashboard.data.records.trail_heads import FILE, HeadFile, head_file
from dashboard.data.records.versions import one_at_a_time
from dashboard.logic.trail import GENESIS, Action, Entry, entry_hash, one_line, plain_details
from dashboard.logic.trail_chain import Head, Verdict, settled_heads, verified
from dashboard.logic.words import N_
from dashboard.settings import Settings

LOCK = 7_264_002
"""One appends after the other."""
AT_ONCE = 1000
_COLUMNS = TrailEntry.__table__.c
_UNREADABLE_LINE = N_("Line {line} of the file of heads cannot be read.")
_NO_HEADS = N_("No head of the log was kept yet: an end that was cut off would not be found.")


class Trail:
    def __init__(self, store: RecordsStore, heads: HeadFile) -> None:
        self.store = store
        self.heads = heads

    def add(
        self,
        action: Action,
        *,
        who: str,
        session_id: str = "",
        subject: str = "",
        details: Mapping[str, object] | None = None,
        rows: int | None = None,
        reason: str = "",
        at: datetime | None = None,
        check: Callable[[Counted], None] | None = None,
    ) -> int:
        """Write one entry; its number. It is on disk when this returns. Raises Problem where it cannot be written.

        ``check`` may count first, and raise: nobody, in whichever process, adds anything between that and the entry.
        """
        with self.store.writing() as session:
            if check is not None:
                one_at_a_time(session, LOCK)
                check(partial(exported, session))
            entry = append_entry(
                session,
                action,
                who=who,
                session_id=session_id,
                subject=subject,
                details=details,
                rows=rows,
                reason=reason,
                at=at,
            )
        self.heads.keep(entry)
        return entry.seq

    def write_head(self) -> Head | None:
        """Keep the present head now, whatever the day has; None for an empty trail. Raises Problem."""
        with self.store.reading() as session:
            seq, last_hash = last_entry(session)
        if not seq:
            return None
        head = Head(datetime.now(UTC).date(), seq, last_hash)
        self.heads.write(head)
        return head

    def entries(
        self,
        *,
        actions: Collection[Action] | None = None,
        who: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        before: int | None = None,
        limit: int = 100,
    ) -> list[Entry]:
        """Newest first. ``since`` included, ``until`` not; ``before``: the number that the page before ended with."""
        wanted = select(*_COLUMNS).order_by(_COLUMNS.seq.desc()).limit(limit)
        if actions is not None:
            wanted = wanted.where(_COLUMNS.action.in_([str(action) for action in actions]))
        if who is not None:
            wanted = wanted.where(_COLUMNS.who == one_line(who, LONGEST_ID))
        if since is not None:
            wanted = wanted.where(_COLUMNS.at >= since)
        if until is not None:
            wanted = wanted.where(_COLUMNS.at < until)
        if before is not None:
            wanted = wanted.where(_COLUMNS.seq < before)
        with self.store.reading() as session:
            return _entries(session, wanted)

    def exported(self, who: str, since: datetime) -> Exported:
        """What this login took out since then, by the entries of exports."""
        with self.store.reading() as session:
            return exported(session, who, since, (Action.EXPORT,))

    def verify(self) -> Verdict:
        """Follow the whole chain and compare it with the heads that were kept. Raises Problem where it cannot be read.

        The heads are read first: entries that come in meanwhile only make the chain longer.
        """
        kept = self.heads.read()
        with self.store.reading() as session:
            verdict = verified(chain(session), settled(session, kept.heads))
        remarks: list[tuple[str, Mapping[str, object]]] = [*verdict.remarks]
        remarks += [(_UNREADABLE_LINE, {"line": line}) for line in kept.unreadable]
        if not kept.heads and verdict.entries:
            remarks.append((_NO_HEADS, {}))
        return replace(verdict, remarks=tuple(remarks))


def append_entry(
    session: Session,
    action: Action,
    *,
    who: str,
    session_id: str = "",
    subject: str = "",
    details: Mapping[str, object] | None = None,
    rows: int | None = None,
    reason: str = "",
    at: datetime | None = None,
) -> Entry:
    """Write one entry within the caller's transaction, as its last statement: other writers wait until it ends.

    The day's head is kept by the next ``Trail.add``.
    """
    one_at_a_time(session, LOCK)
    seq, previous = last_entry(session)
    entry = Entry(
        seq=seq + 1,
        at=(at or datetime.now(UTC)).astimezone(UTC),
        who=one_line(who, LONGEST_ID),
        session_id=one_line(session_id, 64),
        action=str(action),
        subject=one_line(subject, LONGEST_ID),
        details=plain_details(details or {}),
        rows=rows,
        reason=one_line(reason, LONGEST_TEXT),
        previous_hash=previous,
    )
    entry = replace(entry, hash=entry_hash(previous, entry))
    session.execute(insert(TrailEntry).values(asdict(entry)))
    return entry


def chain(session: Session) -> Generator[Entry]:
    """All entries in the order of their numbers, some at a time."""
    last: int | None = None
    while True:
        wanted = select(*_COLUMNS).order_by(_COLUMNS.seq).limit(AT_ONCE)
        some = _entries(session, wanted if last is None else wanted.where(_COLUMNS.seq > last))
        yield from some
        if len(some) < AT_ONCE:
            return
        last = some[-1].seq


def settled(session: Session, heads: Iterable[Head]) -> list[Head]:
    """The heads that were kept, by what this store says of the restores among them."""
    heads = list(heads)
    announced = [head.seq for head in heads if head.is_announced]
    found = session.execute(select(_COLUMNS.seq, _COLUMNS.hash).where(_COLUMNS.seq.in_(announced))) if announced else ()
    return settled_heads(heads, {row.seq: row.hash for row in found})


def last_entry(session: Session) -> tuple[int, str]:
    """Number and hash of the last entry; 0 and GENESIS for an empty trail."""
    last = session.execute(select(_COLUMNS.seq, _COLUMNS.hash).order_by(_COLUMNS.seq.desc()).limit(1)).first()
    return (last.seq, last.hash) if last else (0, GENESIS)


def _entries(session: Session, wanted: Select[*tuple[Any, ...]]) -> list[Entry]:
    try:
        return [Entry(**row._mapping) for row in session.execute(wanted)]
    except (ValueError, TypeError, RecursionError):
        # Somebody wrote into the file what is no time or no JSON: that entry alone must not hide the others.
        numbers = session.execute(wanted.with_only_columns(_COLUMNS.seq)).scalars().all()
        return [_one(session, seq) for seq in numbers]


def _one(session: Session, seq: int) -> Entry:
    try:
        row = session.execute(select(*_COLUMNS).where(_COLUMNS.seq == seq)).one()
        return Entry(**row._mapping)
    except (ValueError, TypeError, RecursionError):
        return Entry(seq, datetime.fromtimestamp(0, UTC), "", "", "", "", {}, None, "")


def open_trail(store: RecordsStore, home: Home, heads: Path | None = None) -> Trail:
    """``heads``: the setting ``trail_heads``, seen from the home; none = ``trail-heads.txt`` there."""
    return Trail(store, head_file(home.root / (heads or FILE)))


def home_trail(home: Home, settings: Settings) -> Trail:
    """The trail in the store that the settings of this home name, with its heads where they say."""
    return open_trail(home_records(home, settings), home, settings.trail_heads)
