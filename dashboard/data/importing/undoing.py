"""``undo`` and ``redo``: an import counts no more, or again (architecture.md, 5). Nothing is deleted or changed; an
event is written beside the imports.

What a later import did depended on what it found. So two imports may count together only where the later one was made
while the earlier one counted, and an import on whose rows a later one leans stays as long as that one counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import duckdb

from dashboard.data.batches import Batch, ImportRecord, all_imports, current_relation, replayed
from dashboard.data.home import Home
from dashboard.data.import_events import EventKind, ImportEvent, import_events, write_event
from dashboard.data.importing.commit import next_sequence
from dashboard.data.tables import TABLES
from dashboard.logic.problems import Problem


def undo(home: Home, import_id: str, by: str, *, now: datetime | None = None, origin: str = "") -> ImportEvent:
    """Let an import count no more. Raises Problem where it does not count, or a later one needs it; then nothing has
    changed. The build is the caller's next step. ``now`` is UTC."""
    _check_there(home)
    with home.writing(by):
        history = _History.of(home)
        record = history.named(import_id)
        if record.import_id in history.undone:
            raise Problem("Import {import_id} is undone already.", import_id=record.import_id)
        _check_nobody_leans(history, record)
        _check_keys(home, history, record)
        return _note(home, "undo", record, by, now, origin)


def redo(home: Home, import_id: str, by: str, *, now: datetime | None = None, origin: str = "") -> ImportEvent:
    """Let an undone import count again. Raises Problem where it does count, or what it was made upon has changed."""
    _check_there(home)
    with home.writing(by):
        history = _History.of(home)
        record = history.named(import_id)
        if record.import_id not in history.undone:
            raise Problem("Import {import_id} is not undone.", import_id=record.import_id)
        _check_base(history, record)
        return _note(home, "redo", record, by, now, origin)


def _check_there(home: Home) -> None:
    if not home.has_data():
        raise Problem("Nothing was imported in {folder} yet.", folder=home.root)
    home.ensure()


def _note(home: Home, kind: EventKind, record: ImportRecord, by: str, now: datetime | None, origin: str) -> ImportEvent:
    at = (now or datetime.now(UTC)).isoformat(timespec="seconds")
    event = ImportEvent(next_sequence(home), kind, record.import_id, at, by, origin)
    write_event(home, event)
    return event


@dataclass(frozen=True)
class _History:
    """Everything that happened, oldest first."""

    records: tuple[ImportRecord, ...]
    events: tuple[ImportEvent, ...]

    @classmethod
    def of(cls, home: Home) -> "_History":
        return cls(all_imports(home), import_events(home))

    def named(self, import_id: str) -> ImportRecord:
        """By its id, or by that of one of its batches."""
        for record in self.records:
            if import_id == record.import_id or any(import_id == batch.batch_id for batch in record.batches):
                return record
        raise Problem("There is no import {import_id}. List them with: python -m dashboard imports",
                      import_id=import_id)  # fmt: skip

    @property
    def undone(self) -> frozenset[str]:
        return self.undone_before(None)

    def undone_before(self, seq: int | None) -> frozenset[str]:
        """Ids of the imports that were undone when number ``seq`` was given (None: now)."""
        last = {event.import_id: event.kind for event in self.events if seq is None or event.seq < seq}
        return frozenset(import_id for import_id, kind in last.items() if kind == "undo")

    def counting(self) -> tuple[ImportRecord, ...]:
        """Those that are not undone, also where a later ``replace`` retired them: undoing that one brings them back."""
        undone = self.undone
        return tuple(record for record in self.records if record.import_id not in undone)


def _check_nobody_leans(history: _History, record: ImportRecord) -> None:
    for later in history.counting():
        if later.seq > record.seq and (leans(later, record) or _replaced_beneath(later, record)):
            raise Problem(
                "Import {import_id} cannot be undone: the import {later} of {when} found its records stored already, "
                "or put newer ones in their place. Undo {later} first.",
                import_id=record.import_id, later=later.import_id, when=later.imported_at,
            )  # fmt: skip


def leans(later: ImportRecord, earlier: ImportRecord) -> bool:
    """True if ``later`` counts records as stored, or superseded rows, that ``earlier`` brought."""
    return any(_leans(batch, earlier) for batch in later.batches if batch.mode != "replace")


def _leans(batch: Batch, earlier: ImportRecord) -> bool:
    if batch.leans_on is not None:
        return earlier.import_id in batch.leans_on
    # an import of an earlier version did not say; better to refuse once too often
    return batch.table in earlier.tables and (batch.unchanged > 0 or batch.superseded is not None)


def _replaced_beneath(later: ImportRecord, record: ImportRecord) -> bool:
    """``later`` replaced a period after ``record`` had taken rows away: they would come back into that period."""
    return any(batch.mode == "replace-period" and batch.table in _retired_in(record) for batch in later.batches)


def _retired_in(record: ImportRecord) -> frozenset[str]:
    """The tables in which an import took stored rows away."""
    return frozenset(batch.table for batch in record.batches if batch.mode == "replace" or batch.superseded is not None)


def _check_keys(home: Home, history: _History, record: ImportRecord) -> None:
    """Rows that come back must not meet a key that a later import brought, which never saw them."""
    after = replayed(history.counting(), {record.import_id})
    later = {batch.table for one in history.counting() if one.seq > record.seq for batch in one.batches if batch.files}
    for table in sorted(_retired_in(record) & later):
        import_id = _twice(home, table, after[table])
        if import_id:
            raise Problem(
                "Import {import_id} cannot be undone: rows of {table} that it had replaced would come back beside rows "
                "with the same key from the import {later}. Undo {later} first.",
                import_id=record.import_id, table=table, later=import_id,
            )  # fmt: skip


def _twice(home: Home, table: str, batches: tuple[Batch, ...]) -> str | None:
    """The last import that has a row whose key another row has too."""
    keys = ", ".join(TABLES[table].key)
    spill = str(home.scratch / "undo-spill")
    with duckdb.connect(config={"memory_limit": "1GB", "temp_directory": spill}) as connection:
        found = connection.execute(
            f"select max(last) from (select max(batch_id) as last from ({current_relation(table, batches)}) "  # noqa: S608
            f"group by {keys} having count(*) > 1)"
        ).fetchall()[0][0]
    return found.removesuffix(f"-{table}") if found else None


def _check_base(history: _History, record: ImportRecord) -> None:
    """Whatever counts beside it must have known it, or it them; and what it leans on must count."""
    for other in history.counting():
        older, newer = sorted((other, record), key=lambda one: one.seq)
        is_known = older.import_id not in history.undone_before(newer.seq)
        if not is_known and older.tables & newer.tables:
            raise Problem(
                "Import {import_id} cannot be redone beside the import {other} of {when}: the later of the two was "
                "made without the other. Undo {other} first, or import the files again.",
                import_id=record.import_id, other=other.import_id, when=other.imported_at,
            )  # fmt: skip
    for needed in _missing(history, record):
        raise Problem(
            "Import {import_id} cannot be redone: it took records of the import {other} as stored, and that one is "
            "undone. Redo {other} first.",
            import_id=record.import_id, other=needed.import_id,
        )  # fmt: skip


def _missing(history: _History, record: ImportRecord) -> Iterator[ImportRecord]:
    undone = history.undone - history.undone_before(record.seq)
    for earlier in history.records:
        if earlier.seq < record.seq and earlier.import_id in undone and leans(record, earlier):
            yield earlier
