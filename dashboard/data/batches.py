"""What was imported: the manifests under ``imports/`` and the batches that still count.

Layout of one import (written by ``dashboard.data.importing``; it exists iff its manifest does)::

    imports/<import_id>/manifest.json            import_id = 8 digits of ``seq`` + "-" + 8 hex digits of the content
    imports/<import_id>/<table>.parquet          one file per table: the accepted rows, in (file, line) order, and maybe
                                                 rejected ones, marked
    imports/<import_id>/<table>.superseded.parquet   (batch_id, row_no) of rows of earlier batches that no longer count
    imports/<import_id>/quarantine.parquet       one row per rejected record and table
    imports/<import_id>/rejects-<table>.csv
    imports/<import_id>/origins-<table>.parquet  which record stands in which file and line (lineage.py)
    imports/<seq>-undo.json, <seq>-redo.json     an import was undone, or that was taken back (import_events.py)

``<table>.parquet`` has the columns of the table's contract that its source filled, and ``batch_id``, ``source_system``;
read it by name beside an empty relation with the contract's types. A row is identified by
(``batch_id``, ``row_no``), and **row_no is the row's position in its Parquet file**, from 0 (DuckDB:
``read_parquet(…, file_row_number=true)``, Spark: ``_metadata.row_index``): a physical counter would cost the
import its second core. ``source_row`` is the ordinal of the source record in the batch, from 1; it is physical where
the file was written again without the rows that fell out, else it is row_no + 1.

Writing a file again only to drop one row in a hundred would cost a fifth of the import. So a file may keep its rejected
rows: they have ``_marks`` >= ``UNSOUND``. Sound rows have less (bits of warnings), and a file in which every row counts
may lack the column. **A row counts iff ``IS_SOUND`` holds**, and ``rows`` of the manifest counts only those.
``raw_relation``, ``current_relation`` and ``superseded_relation`` hide all this.
"""

from collections.abc import Container, Iterable
from datetime import date
from pathlib import Path

from dashboard.data.home import Home
from dashboard.data.import_events import undone_imports
from dashboard.data.import_records import Batch, ImportRecord, SourceFile, batch_of, import_record
from dashboard.data.tables import TABLES
from dashboard.settings import Settings

__all__ = ["Batch", "ImportRecord", "SourceFile", "batch_of"]

FALLBACK_CURRENCY = "CNY"
UNSOUND = 1 << 8
"""The lowest bit of ``_marks`` that rejects a row."""
IS_SOUND = f"(_marks is null or _marks < {UNSOUND})"
"""The SQL condition (any engine) on the rows of a file that count; ``_marks`` is null where the file has none."""


def all_imports(home: Home) -> tuple[ImportRecord, ...]:
    """Every committed import, oldest first, retired and undone ones too. Raises Problem for an unreadable manifest."""
    manifests = sorted(home.imports.glob("*/manifest.json")) if home.imports.is_dir() else []
    return tuple(sorted((import_record(path) for path in manifests), key=lambda record: record.seq))


def live_batches(home: Home) -> dict[str, tuple[Batch, ...]]:
    """Per table of the contract the batches that count, oldest first."""
    return replayed(all_imports(home), undone_imports(home))


def replayed(records: Iterable[ImportRecord], undone: Container[str]) -> dict[str, tuple[Batch, ...]]:
    """What the imports (oldest first) come to without those that are undone: a ``replace`` retires what came before it,
    and an undone import takes nothing away either."""
    live: dict[str, list[Batch]] = {name: [] for name in TABLES}
    for record in (record for record in records if record.import_id not in undone):
        for batch in record.batches:
            if batch.mode == "replace":
                live[batch.table].clear()
            live[batch.table].append(batch)
    return {name: tuple(batches) for name, batches in live.items()}


def reporting_currency(home: Home, settings: Settings) -> str:
    """The setting, else the only currency of the first orders, else CNY (metrics.md, Money and unknowns)."""
    if settings.reporting_currency:
        return settings.reporting_currency
    return currency_of(live_batches(home)["orders"])


def currency_of(batches: tuple[Batch, ...]) -> str:
    """The reporting currency that the first orders give."""
    first = batches[0].currencies if batches else ()
    return first[0] if len(first) == 1 else FALLBACK_CURRENCY


def said_data_through(home: Home) -> date | None:
    """The last ``--data-through`` an operator gave with a batch that still counts; None where nobody did."""
    said = [
        (batch.seq, batch.data_through)
        for batches in live_batches(home).values()
        for batch in batches
        if batch.data_through
    ]
    return max(said)[1] if said else None


def raw_relation(table: str, batches: tuple[Batch, ...]) -> str:
    """DuckDB select over all accepted rows: contract columns, batch_id, source_system, source_row, row_no.

    Rows that a later batch superseded are still in it. No batch: an empty relation with the same types.
    """
    parts = [_batch_select(batch) for batch in batches if batch.files]
    return "\nunion all by name\n".join([_empty_select(table), *parts])


def current_relation(table: str, batches: tuple[Batch, ...]) -> str:
    """As ``raw_relation``, without the rows that a later batch superseded: the latest version of each key."""
    rows = raw_relation(table, batches)
    if not any(batch.superseded for batch in batches):
        return rows
    return (
        f"select held.* from ({rows}) as held anti join ({superseded_relation(batches)}) as gone "  # noqa: S608
        "on gone.batch_id = held.batch_id and gone.row_no = held.row_no"
    )


def superseded_relation(batches: tuple[Batch, ...]) -> str:
    """DuckDB select over (batch_id, row_no) of the rows that no longer count."""
    paths = [batch.superseded for batch in batches if batch.superseded]
    if not paths:
        return "select null::varchar as batch_id, null::bigint as row_no where false"
    return f"select batch_id, row_no from read_parquet({_path_list(paths)})"  # noqa: S608 - our own paths, quoted


def _batch_select(batch: Batch) -> str:
    files = f"read_parquet({_path_list(batch.files)}, file_row_number=true, hive_partitioning=false)"
    if batch.has_source_row:
        return f"select * exclude (file_row_number), file_row_number as row_no from {files}"  # noqa: S608
    # a file in which every row counts may lack the marks
    marked = f"select null::bigint as _marks where false union all by name select * from {files}"  # noqa: S608
    return (
        "select * exclude (file_row_number, _marks), file_row_number + 1 as source_row, "  # noqa: S608
        f"file_row_number as row_no from ({marked}) where {IS_SOUND}"
    )


def _empty_select(table: str) -> str:
    columns = ", ".join(f"null::{column.type} as {column.name}" for column in TABLES[table].columns)
    return (
        f"select {columns}, null::varchar as batch_id, null::varchar as source_system, "
        "null::bigint as source_row, null::bigint as row_no where false"
    )


def _path_list(paths: tuple[Path, ...] | list[Path]) -> str:
    return "[" + ", ".join("'" + str(path).replace("'", "''") + "'" for path in paths) + "]"
