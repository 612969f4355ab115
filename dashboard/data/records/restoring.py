"""Puts a backup into the place of a records store: all of it or nothing.

A backup of an earlier version is brought up to the present schema first, by the same migrations as a store: in a SQLite
file that is thrown away afterwards.
"""

import hashlib
import json
import logging
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import MetaData, Table, delete, insert, select, text
from sqlalchemy.engine import URL
from sqlalchemy.orm import Session

from dashboard.data.records.backup import (
    AT_ONCE,
    FORMAT,
    KIND,
    MANIFEST,
    Backup,
    from_json,
    lines_of,
    row_counts,
    tables,
    write_backup,
)
from dashboard.data.records.migrating import known_revisions, migrate, schema_revision
from dashboard.data.records.models import TrailEntry
from dashboard.data.records.store import RecordsStore
from dashboard.data.records.trail import LOCK, Trail, append_entry, last_entry, settled
from dashboard.data.records.versions import one_at_a_time
from dashboard.logic.problems import Problem
from dashboard.logic.trail import Action
from dashboard.logic.trail_chain import Head, heads_in_force

Rows = Callable[[Table], Iterable[Mapping[str, Any]]]


@dataclass(frozen=True)
class Restored:
    """``before``: the safety backup of what was in the store; None where it was empty. ``entry``: its trail entry."""

    backup: Backup
    before: Backup | None
    entry: int


def restore(trail: Trail, file: Path, *, who: str, safety: Path | None = None) -> Restored:
    """Put the backup into the trail's store, note it in the trail, and mark the file of heads.

    ``safety``: a new file for what the store holds now; without it a store that holds anything is refused. Raises
    Problem for a damaged backup or one of a newer version; then nothing has changed.
    """
    checked = read_backup(file)
    store = trail.store
    with _rows_of(checked) as rows, store.writing() as session:
        _hold(session, store)
        before = _kept(session, safety)
        seq_before, hash_before = last_entry(session)
        kept = heads_in_force(settled(session, trail.heads.read().heads))
        for table in reversed(tables()):
            session.execute(delete(table))
        for table in tables():
            _insert(session, table, rows(table))
        is_same_trail = _agrees(session, kept)
        entry = append_entry(
            session,
            Action.RESTORED,
            who=who,
            details={
                "made_at": checked.made_at,
                "rows": dict(checked.rows),
                "last_entry_before": seq_before,
                "last_hash_before": hash_before,
            },
        )
        head = Head(entry.at.date(), entry.seq, entry.hash, "restoring" if is_same_trail else "replacing")
        trail.heads.write(head)  # where that is not possible, nothing has changed
    try:
        trail.heads.write(replace(head, kind="restored" if is_same_trail else "replaced"))
    except Problem as problem:
        logging.getLogger(__name__).warning("%s", problem)  # it is done, and was announced
    return Restored(checked, before, entry.seq)


def read_backup(file: Path) -> Backup:
    """Read all of it and compare it with what its manifest says. Raises Problem."""
    with _opened(file) as archive:
        manifest = json.loads(archive.read(MANIFEST))
        if manifest["kind"] != KIND:
            raise ValueError("it is a backup of something else")
        said = manifest["tables"]
        if manifest["format"] != FORMAT or manifest["schema_revision"] not in known_revisions():
            raise Problem("The backup {file} was made by a newer version. Use that version to restore it.", file=file)
        for name, table in said.items():
            digest, rows = hashlib.sha256(), 0
            with archive.open(f"{name}.jsonl") as lines:
                for line in lines:
                    digest.update(line)
                    rows += 1
            if (digest.hexdigest(), rows) != (table["sha256"], table["rows"]):
                raise ValueError(f"{name} is not as it was written")
        return Backup(
            file,
            manifest["schema_revision"],
            manifest["made_at"],
            {name: table["rows"] for name, table in said.items()},
            {name: table["sha256"] for name, table in said.items()},
        )


@contextmanager
def _opened(file: Path) -> Generator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, ValueError, KeyError, TypeError, EOFError, RuntimeError) as error:
        raise Problem(
            "The backup {file} is damaged or is none ({reason}). Take another one; nothing was changed.",
            file=file,
            reason=error,
        ) from error
    except OSError as error:
        raise Problem("The backup {file} cannot be read ({reason}).", file=file, reason=error.strerror) from error


@contextmanager
def _rows_of(checked: Backup) -> Generator[Rows]:
    """The backup's rows by table, as the present models have them."""
    with _opened(checked.file) as archive:
        if checked.revision != schema_revision():
            with _brought_up(archive, checked) as rows:
                yield rows
            return
        if set(checked.rows) != {table.name for table in tables()}:
            raise ValueError("its tables are others")
        yield lambda table: _lines(archive, table)


@contextmanager
def _brought_up(archive: zipfile.ZipFile, checked: Backup) -> Generator[Rows]:
    with tempfile.TemporaryDirectory(prefix="pyramidion-restore-") as folder:
        store = RecordsStore(URL.create("sqlite", database=f"{folder}/old/records.sqlite3"))
        try:
            migrate(store, to=checked.revision)
            old = MetaData()
            old.reflect(store.engine, only=lambda name, _: name != "alembic_version")
            if set(checked.rows) != set(old.tables):
                raise ValueError("its tables are others")
            with store.writing() as session:
                for table in old.sorted_tables:
                    _insert(session, table, _lines(archive, table))
            migrate(store)
            with store.reading() as session:
                yield lambda table: (dict(row._mapping) for row in session.execute(select(table)))
        finally:
            store.close()


def _lines(archive: zipfile.ZipFile, table: Table) -> Iterator[dict[str, Any]]:
    with archive.open(lines_of(table)) as lines:
        for line in lines:
            yield from_json(table, json.loads(line))


def _insert(session: Session, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    remaining = iter(rows)
    while some := list(islice(remaining, AT_ONCE)):
        session.execute(insert(table), some)


def _hold(session: Session, store: RecordsStore) -> None:
    """Nobody writes between the safety backup and the end. SQLite has one writer anyway.

    In the order of the writers, who are waited for: first what they change, then their turn at the trail, then it.
    """
    if store.is_sqlite:
        return
    for table in tables():
        if table is not TrailEntry.__table__:
            session.execute(text(f'lock table "{table.name}" in exclusive mode'))
    one_at_a_time(session, LOCK)
    session.execute(text(f'lock table "{TrailEntry.__tablename__}" in exclusive mode'))


def _kept(session: Session, safety: Path | None) -> Backup | None:
    rows = sum(row_counts(session).values())
    if not rows:
        return None
    if safety is None:
        raise Problem(
            "The records store holds {rows} rows already. To put the backup in their place, say so with --replace.",
            rows=rows,
        )
    return write_backup(session, safety)


def _agrees(session: Session, heads: Iterable[Head]) -> bool:
    """Whether the restored trail is an earlier state of the one whose heads were kept."""
    last, _ = last_entry(session)
    known = [head for head in heads if head.seq <= last]
    return all(session.scalar(select(TrailEntry.hash).where(TrailEntry.seq == head.seq)) == head.hash for head in known)
