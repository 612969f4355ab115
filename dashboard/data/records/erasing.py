"""A person's values taken out of what people recorded. The trail stays as it is: a chain that holds codes only."""

import re
import sqlite3
from collections.abc import Callable, Iterable
from itertools import count
from typing import Any

from sqlalchemy import Column, String, Table, select, update

from dashboard.data.erasing.persons import SHOWN_INSTEAD
from dashboard.data.records.models import Base, LoginSession, MappingProfile, TrailEntry
from dashboard.data.records.store import RecordsStore, shown_url
from dashboard.logic.problems import Problem

KEPT_COLUMNS = frozenset(
    {"login", "role", "kind", "page", "visibility", "author", "groups", "signature", "tables", "source_kind"}
    | {"target_kind", "target_measure", "case_kind", "verdict", "basis"}
)
"""Keys and words of ours, as are those that end in _id or _by: keys stay."""
TYPED_NAMES = frozenset({("finding", "source_id")})
"""But for these, which hold the name of an audit as somebody typed it."""

Redact = Callable[[str], str]


def redact_records(store: RecordsStore, redact: Redact, employee_ids: Iterable[str] = (), *, dry_run: bool) -> int:
    """Put every text through ``redact`` and forget the names of these employees' sign-ins. Returns the rows changed.

    This is the one place where a version is changed: that somebody's data goes outweighs that nothing does. Raises
    Problem where others keep the store from forgetting what was overwritten; a second call goes on.
    """
    changed = 0
    forgotten = set(employee_ids)
    with store.reading() if dry_run else store.writing() as session:
        for table in Base.metadata.sorted_tables:
            if table is TrailEntry.__table__:
                continue
            keys, texts = list(table.primary_key.columns), _texts(table)
            for row in session.execute(select(table)).mappings().all() if texts else ():
                fresh = {column.name: _redacted(row[column.name], redact) for column in texts}
                if table is MappingProfile.__table__ and fresh["mapping"] != row["mapping"]:
                    fresh["mapping"] = _told_apart(fresh["mapping"])
                if table is LoginSession.__table__ and row["employee_id"] in forgotten:
                    fresh["name"] = ""
                fresh = {name: value for name, value in fresh.items() if value != row[name]}
                if not fresh:
                    continue
                changed += 1
                if not dry_run:
                    same = [column == row[column.name] for column in keys]
                    session.execute(update(table).where(*same).values(fresh))
    if not dry_run:  # also where an earlier call, which did not come this far, has changed everything
        _forget_old_pages(store)
    return changed


def _told_apart(mapping: str) -> str:
    """Two values that were forgotten may have been keys of one TOML table: each gets its own number of marks."""
    lengths = count(len(SHOWN_INSTEAD))
    return re.sub(re.escape(SHOWN_INSTEAD), lambda _found: SHOWN_INSTEAD[0] * next(lengths), mapping)


def trail_entries_with(store: RecordsStore, redact: Redact) -> int:
    """How many entries of the trail hold one of the values, in a reason that somebody typed."""
    table = TrailEntry.__table__
    with store.reading() as session:
        rows = session.execute(select(table.c.subject, table.c.reason, table.c.details)).all()
    return sum(any(_redacted(cell, redact) != cell for cell in row) for row in rows)


def _texts(table: Table | Any) -> list[Column[Any]]:
    return [
        column
        for column in table.columns
        if not column.primary_key
        and column.name not in KEPT_COLUMNS
        and (not column.name.endswith(("_id", "_by", "_hash")) or (table.name, column.name) in TYPED_NAMES)
        and (isinstance(column.type, String) or column.type.python_type in (dict, list, object))
    ]


def _redacted(value: Any, redact: Redact) -> Any:
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, (list, tuple)):
        return type(value)(_redacted(one, redact) for one in value)
    if isinstance(value, dict):
        return {key: _redacted(one, redact) for key, one in value.items()}
    return value


def _forget_old_pages(store: RecordsStore) -> None:
    """SQLite leaves what was overwritten in its free pages and its log."""
    if not store.is_sqlite:
        return
    connection = store.engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("vacuum")
        is_busy, *_ = cursor.execute("pragma wal_checkpoint(truncate)").fetchone()
        cursor.close()
        if is_busy:  # somebody reads what stands in the log
            raise sqlite3.OperationalError("database is locked")
    except sqlite3.OperationalError as error:
        raise Problem(
            "The records store {store} cannot be used ({reason}). What was saved before is kept.",
            store=shown_url(store.url),
            reason=error,
        ) from error
    finally:
        connection.close()
