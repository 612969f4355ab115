"""How filled, distinct, linked, valid and fresh every imported column is: a named step after the marts (M69).

Two marts: ``field_batch``, a row per table, column and batch that counts, and ``field_quality``, a row per table and
column. What would cost a scan of a large table for one figure is left null (not known) instead.
"""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.data.batches import Batch, current_relation, superseded_relation
from dashboard.data.building.field_counts import BatchCounts, field_counts
from dashboard.data.building.field_links import Known, linked_cells
from dashboard.data.tables import TABLES, Column, Table
from dashboard.logic.contact_shapes import EMAIL, PHONE
from dashboard.logic.credit_codes import code_values_sql

QUALITY_SCHEMA = pa.schema(
    [
        ("table_name", pa.string()), ("column_name", pa.string()), ("count_rows", pa.int64()), ("filled", pa.int64()),
        ("distinct_values", pa.int64()), ("linked", pa.int64()), ("malformed", pa.int64()), ("accepted", pa.int64()),
        ("rejected", pa.int64()), ("newest_on", pa.date32()), ("newest_import", pa.string()),
    ]
)  # fmt: skip
BATCH_SCHEMA = pa.schema(
    [
        ("table_name", pa.string()), ("column_name", pa.string()), ("batch_id", pa.string()),
        ("imported_at", pa.string()), ("files", pa.string()), ("count_rows", pa.int64()), ("filled", pa.int64()),
        ("rejected", pa.int64()),
    ]
)  # fmt: skip
_SHAPES = {
    ("customers", "credit_code"): f"not {code_values_sql('credit_code')}",
    ("contacts", "phone"): f"not regexp_full_match(trim(phone), '{PHONE}')",
    ("contacts", "mobile"): f"not regexp_full_match(trim(mobile), '{PHONE}')",
    ("contacts", "email"): f"not regexp_full_match(trim(email), '{EMAIL}')",
}
"""What makes a filled cell no valid one, though it was imported."""


def write_field_quality(
    batches: Mapping[str, tuple[Batch, ...]], known: Known, quality: Path, by_batch: Path, *, threads: int
) -> None:
    """Write the marts ``field_quality`` and ``field_batch``. ``known``: what the marts already tell of references."""
    connection = duckdb.connect(":memory:", config={"threads": threads})
    try:
        columns: list[dict[str, Any]] = []
        parts: list[dict[str, Any]] = []
        for name, table in TABLES.items():
            if batches.get(name):
                found, of_batches = _table_quality(connection, table, batches, known)
                columns += found
                parts += of_batches
    finally:
        connection.close()
    for rows, schema, target in ((columns, QUALITY_SCHEMA, quality), (parts, BATCH_SCHEMA, by_batch)):
        target.parent.mkdir(parents=True)
        pq.write_table(pa.Table.from_pylist(rows, schema), target, compression="lz4")


def _table_quality(
    connection: duckdb.DuckDBPyConnection, table: Table, batches: Mapping[str, tuple[Batch, ...]], known: Known
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    own = batches[table.name]
    counts = field_counts(connection, table, own, _with_rows_gone(connection, own))
    rejected = rejected_cells(connection, table, own)
    rows = sum(one.rows for one in counts.values())
    filled = {name: sum(one.filled[name] for one in counts.values()) for name in table.names}
    measured = _measured(connection, table, own, filled, rows)
    columns = [
        {
            "table_name": table.name,
            "column_name": column.name,
            "count_rows": rows,
            "filled": filled[column.name],
            "distinct_values": rows if table.key == (column.name,) else measured.get(("distinct", column.name)),
            "linked": linked_cells(connection, table, column, batches, filled[column.name], known),
            "malformed": measured.get(("malformed", column.name), 0),
            "accepted": sum(batch.accepted for batch in own),
            "rejected": sum(count for (_, name), count in rejected.items() if name == column.name),
            "newest_on": _newest(column, counts),
            "newest_import": max(batch.imported_at for batch in own),
        }
        for column in table.columns
    ]
    return columns, [
        _part(table, column, batch, counts[batch.batch_id], rejected) for batch in own for column in table.columns
    ]


def _part(
    table: Table, column: Column, batch: Batch, counts: BatchCounts, rejected: Mapping[tuple[str, str], int]
) -> dict[str, Any]:
    return {
        "table_name": table.name,
        "column_name": column.name,
        "batch_id": batch.batch_id,
        "imported_at": batch.imported_at,
        "files": ", ".join(source.name for source in batch.source_files),
        "count_rows": counts.rows,
        "filled": counts.filled[column.name],
        "rejected": rejected.get((batch.batch_id, column.name), 0),
    }


def _newest(column: Column, counts: Mapping[str, BatchCounts]) -> Any:
    return max((one.newest[column.name] for one in counts.values() if column.name in one.newest), default=None)


def _with_rows_gone(connection: duckdb.DuckDBPyConnection, batches: tuple[Batch, ...]) -> frozenset[str]:
    gone = connection.execute(f"select distinct batch_id from ({superseded_relation(batches)})").fetchall()  # noqa: S608
    return frozenset(batch_id for (batch_id,) in gone)


def _measured(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    batches: tuple[Batch, ...],
    filled: Mapping[str, int],
    rows: int,
) -> dict[tuple[str, str], int]:
    """What one more scan tells of the few columns that are asked for more: distinct values of those that should be
    unique, and cells of the wrong shape."""
    asked = {("distinct", one.name): f"count(distinct {one.name})" for one in table.columns if one.is_unique}
    asked |= {
        ("malformed", column): f"count(case when {rule} then 1 end)"
        for (name, column), rule in _SHAPES.items()
        if name == table.name and column in table.names
    }
    asked = {key: sql for key, sql in asked.items() if filled[key[1]]}
    if not asked or not rows:
        return {}
    select = f"select {', '.join(asked.values())} from ({current_relation(table.name, batches)})"  # noqa: S608
    found = connection.execute(select).fetchone() or ()
    return dict(zip(asked, map(int, found), strict=True))


def rejected_cells(
    connection: duckdb.DuckDBPyConnection, table: Table, batches: tuple[Batch, ...]
) -> dict[tuple[str, str], int]:
    """Rejected records by (batch_id, column), as far as the quarantine names a column under one of its aliases."""
    folders = {batch.import_id: batch.files[0].parent if batch.files else None for batch in batches if batch.rejected}
    files = [
        folder / "quarantine.parquet"
        for folder in folders.values()
        if folder and (folder / "quarantine.parquet").exists()
    ]
    if not files:
        return {}
    # Late: a trial import builds, so the package of importing needs this one.
    from dashboard.data.importing.mapping.header_spelling import normalised

    aliases = {normalised(text)[0]: one.name for one in table.columns for text in (one.name, *one.aliases)}
    named = connection.execute(
        "select batch_id, name, count(*) from (select batch_id, unnest(columns) as name from read_parquet($files) "
        "where table_name = $table) group by all",
        {"files": [str(path) for path in files], "table": table.name},
    ).fetchall()
    live = {batch.batch_id for batch in batches}
    found: Counter[tuple[str, str]] = Counter()
    for batch_id, header, count in named:
        column = aliases.get(normalised(header)[0])
        if column and batch_id in live:
            found[batch_id, column] += count
    return dict(found)
