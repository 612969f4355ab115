"""What a home holds of one person: looked for once before anything is changed, so that a dry run tells the same."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from dashboard.data.batches import all_imports
from dashboard.data.erasing.persons import Kind, Traces
from dashboard.data.erasing.rewriting import Changes, all_changes, columns_of, rows_changed, sql_text
from dashboard.data.erasing.telling import is_named, told_by
from dashboard.data.home import Home


@dataclass(frozen=True)
class BatchFile:
    """One file of imported rows that is to be written again: which changes, and how many rows they change."""

    table: str
    path: Path
    changes: Changes
    rows: int


@dataclass(frozen=True)
class Found:
    """What was found. ``is_known``: the key stands in some imported row."""

    is_known: bool
    traces: Traces
    files: tuple[BatchFile, ...]
    """Those of the person's own table last: their values lead to everything else, also when this is interrupted."""

    @property
    def rows(self) -> int:
        return sum(file.rows for file in self.files)


def search(home: Home, connection: duckdb.DuckDBPyConnection, kind: Kind, key: str, pseudonym: str) -> Found:
    """Look through the rows of every batch, also of those that count no more and rejected rows that a file keeps."""
    batches = [batch for record in all_imports(home) for batch in record.batches]
    files = [(batch.table, path) for batch in batches for path in batch.files]
    condition = f"{kind.key} = {sql_text(key)}"
    own = [path for table, path in files if table == kind.table]
    told = told_by(connection, own, kind, condition)
    instead = {value: pseudonym if value in told.shared else key for value in told.keys} if is_named(kind) else {}
    traces = Traces(frozenset({(kind.name, key)}), told.own, instead)
    found = []
    for table, path in sorted(files, key=lambda one: one[0] == kind.table):
        changes = all_changes(table, [(kind, condition)], traces, columns_of(path))
        changed = rows_changed(connection, path, changes)
        if changed:
            found.append(BatchFile(table, path, changes, changed))
    known = any(
        kind.key in columns_of(path)
        and connection.execute(
            f"select 1 from read_parquet({sql_text(str(path))}) where {condition} limit 1"  # noqa: S608
        ).fetchall()
        for _table, path in sorted(files, key=lambda one: one[0] != kind.table)
    )
    return Found(known, traces, tuple(found))
