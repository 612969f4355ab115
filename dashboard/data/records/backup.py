"""A backup of the records store: all tables as of one moment in one file, the same from SQLite and from PostgreSQL.

A zip with one file of JSON lines per table, and ``manifest.json``: schema revision, and rows and SHA-256 of each file.
Which tables there are is not listed here: it is what models.py holds.
"""

import hashlib
import json
import os
import zipfile
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Column, Table, TypeDecorator, func, select
from sqlalchemy.orm import Session

from dashboard.data.records.migrating import schema_revision
from dashboard.data.records.models import Base
from dashboard.data.records.store import RecordsStore
from dashboard.logic.problems import Problem

KIND = "pyramidion-records"
FORMAT = 1
MANIFEST = "manifest.json"
AT_ONCE = 1000


@dataclass(frozen=True)
class Backup:
    """What a backup says of itself. ``rows`` by table; ``digests`` by table: SHA-256 of its lines."""

    file: Path
    revision: str
    made_at: str
    rows: Mapping[str, int]
    digests: Mapping[str, str]


def backup(store: RecordsStore, file: Path) -> Backup:
    """Write all records to a new file, for its owner only. Writers go on meanwhile: what they add later is not in it.

    Raises Problem where the file exists or cannot be written.
    """
    with store.reading() as session:
        if not store.is_sqlite:
            # SQLite reads one snapshot per transaction by itself.
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        return write_backup(session, file)


def write_backup(session: Session, file: Path) -> Backup:
    """The same of what this session sees."""
    rows: dict[str, int] = {}
    digests: dict[str, str] = {}
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    with _new_file(file) as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in tables():
            with archive.open(lines_of(table), "w", force_zip64=True) as lines:
                rows[table.name], digests[table.name] = _write_rows(session, table, lines)
        written = Backup(file, schema_revision(), made_at, rows, digests)
        archive.writestr(MANIFEST, json.dumps(_manifest(written), indent=1))
    return written


def tables() -> list[Table]:
    """All tables of the store, one that another refers to before it."""
    return Base.metadata.sorted_tables


def row_counts(session: Session) -> dict[str, int]:
    """Rows by table."""
    return {table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables()}


def lines_of(table: Table) -> str:
    return f"{table.name}.jsonl"


def _manifest(written: Backup) -> dict[str, Any]:
    return {
        "kind": KIND,
        "format": FORMAT,
        "schema_revision": written.revision,
        "made_at": written.made_at,
        "tables": {name: {"rows": rows, "sha256": written.digests[name]} for name, rows in written.rows.items()},
    }


def _write_rows(session: Session, table: Table, lines: Any) -> tuple[int, str]:
    digest, count = hashlib.sha256(), 0
    # In the order of the key: the same records make the same file.
    wanted = select(table).order_by(*table.primary_key.columns)
    for row in session.execute(wanted, execution_options={"yield_per": AT_ONCE}):
        record = {name: _as_json(value) for name, value in row._mapping.items()}
        line = json.dumps(record, separators=(",", ":")).encode("ascii") + b"\n"
        lines.write(line)
        digest.update(line)
        count += 1
    return count, digest.hexdigest()


def _as_json(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def from_json(table: Table, record: Mapping[str, Any]) -> dict[str, Any]:
    """The row of a line. Raises ValueError for one that does not fit the table."""
    if set(record) != set(table.columns.keys()):
        raise ValueError(f"the columns of {table.name} are others")
    return {column.name: _typed(kind_of(column), record[column.name]) for column in table.columns}


def kind_of(column: Column[Any]) -> type:
    """What Python has of the column's values; ``object`` for JSON."""
    own = column.type
    return (own.impl_instance if isinstance(own, TypeDecorator) else own).python_type


def _typed(kind: type, value: Any) -> Any:
    if value is None:
        return None
    if kind is datetime or kind is date:
        return kind.fromisoformat(value)
    return Decimal(value) if kind is Decimal else value


@contextmanager
def _new_file(file: Path) -> Generator[BinaryIO]:
    """Written beside its place and renamed when it is whole and on disk; nothing is left of a failure."""
    half_made = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        if file.exists():
            raise Problem("The file {file} exists already. Choose another name.", file=file)
        with os.fdopen(os.open(half_made, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        half_made.replace(file)
    except OSError as error:
        raise Problem(
            "The backup cannot be written to {file} ({reason}). Choose another place.",
            file=file,
            reason=error.strerror or error,
        ) from error
    finally:
        half_made.unlink(missing_ok=True)
