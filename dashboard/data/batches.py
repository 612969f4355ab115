"""What was imported: the manifests under ``imports/`` and the batches that still count.

Layout of one import (written by ``dashboard.data.importing``; it exists iff its manifest does)::

    imports/<import_id>/manifest.json            import_id = 8 digits of ``seq`` + "-" + 8 hex digits of the content
    imports/<import_id>/<table>.parquet          one file per table: the accepted rows, in (file, line) order, and maybe
                                                 rejected ones, marked
    imports/<import_id>/<table>.superseded.parquet   (batch_id, row_no) of rows of earlier batches that no longer count
    imports/<import_id>/quarantine.parquet       one row per rejected record and table
    imports/<import_id>/rejects-<table>.csv

``<table>.parquet`` has the columns of the table's contract that its source filled, and ``batch_id``, ``source_system``;
read it by name beside an empty relation with the contract's types. A row is identified by
(``batch_id``, ``row_no``), and **row_no is the row's position in its Parquet file**, from 0 (DuckDB:
``read_parquet(…, file_row_number=true)``, Spark: ``_metadata.row_index``): a physical counter would cost the
import its second core. ``source_row`` is the ordinal of the source record in the batch, from 1; it is physical where
the file was written again without the rows that fell out, else it is row_no + 1.

Writing a file again only to drop one row in a hundred would cost a fifth of the import. So a file may keep its rejected
rows: they have ``_marks`` >= ``UNSOUND``. Sound rows have less (bits of warnings), and a file in which every row counts
may lack the column. **A row counts iff ``IS_SOUND`` holds**, and ``rows`` of the manifest counts only those.
``raw_relation`` and ``superseded_relation`` hide all this.
"""

import json
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from dashboard.data.home import Home
from dashboard.data.tables import TABLES
from dashboard.logic.problems import Problem
from dashboard.settings import Settings

FORMAT = 1
FALLBACK_CURRENCY = "CNY"
UNSOUND = 1 << 8
"""The lowest bit of ``_marks`` that rejects a row."""
IS_SOUND = f"(_marks is null or _marks < {UNSOUND})"
"""The SQL condition (any engine) on the rows of a file that count; ``_marks`` is null where the file has none."""


@dataclass(frozen=True)
class SourceFile:
    """One imported file, counted for one target table."""

    name: str
    encoding: str
    delimiter: str
    sha256: str
    read: int
    accepted: int
    rejected: int


@dataclass(frozen=True)
class Batch:
    """The rows one import gave to one table. Counts are of source records (contracts.md, Counting)."""

    table: str
    batch_id: str
    import_id: str
    seq: int
    identity: str
    mode: str
    imported_at: str
    files: tuple[Path, ...]
    """Parquet files of the accepted rows; empty where every row was unchanged or rejected."""
    superseded: Path | None
    rows: int
    read: int
    accepted: int
    rejected: int
    filtered: int
    unchanged: int
    amount_read: Decimal
    amount_accepted: Decimal
    amount_rejected: Decimal
    amounts_unreadable: int
    has_source_row: bool
    data_through: date | None
    first_on: date | None
    """Orders: the earliest accepted order date, ``last_on`` the latest."""
    last_on: date | None
    currencies: tuple[str, ...]
    rejects_file: Path | None
    reasons: dict[str, int] = field(default_factory=dict)
    warnings: dict[str, int] = field(default_factory=dict)
    source_files: tuple[SourceFile, ...] = ()


@dataclass(frozen=True)
class ImportRecord:
    """One import command that was committed: all its tables at once."""

    import_id: str
    seq: int
    mode: str
    imported_at: str
    mapping: str | None
    batches: tuple[Batch, ...]


def all_imports(home: Home) -> tuple[ImportRecord, ...]:
    """Every committed import, oldest first, retired ones included. Raises Problem for an unreadable manifest."""
    manifests = sorted(home.imports.glob("*/manifest.json")) if home.imports.is_dir() else []
    return tuple(sorted((_record(path) for path in manifests), key=lambda record: record.seq))


def live_batches(home: Home) -> dict[str, tuple[Batch, ...]]:
    """Per table of the contract the batches that count, oldest first; a ``replace`` retired what came before it."""
    live: dict[str, list[Batch]] = {name: [] for name in TABLES}
    for record in all_imports(home):
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
    return (
        "select * exclude (file_row_number, _marks), file_row_number + 1 as source_row, "  # noqa: S608
        f"file_row_number as row_no from {files} where {IS_SOUND}"
    )


def _empty_select(table: str) -> str:
    columns = ", ".join(f"null::{column.type} as {column.name}" for column in TABLES[table].columns)
    return (
        f"select {columns}, null::varchar as batch_id, null::varchar as source_system, "
        "null::bigint as source_row, null::bigint as row_no where false"
    )


def _path_list(paths: tuple[Path, ...] | list[Path]) -> str:
    return "[" + ", ".join("'" + str(path).replace("'", "''") + "'" for path in paths) + "]"


def _record(path: Path) -> ImportRecord:
    try:
        manifest = json.loads(path.read_bytes())
        if manifest["format"] != FORMAT:
            raise ValueError(f"format {manifest['format']}")
        return ImportRecord(
            import_id=manifest["import_id"],
            seq=manifest["seq"],
            mode=manifest["mode"],
            imported_at=manifest["imported_at"],
            mapping=manifest["mapping"],
            batches=tuple(batch_of(path.parent, manifest, entry) for entry in manifest["tables"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Problem(
            "The manifest {file} cannot be read ({reason}). Restore it from a backup or import its files again.",
            file=path,
            reason=error,
        ) from error


def batch_of(folder: Path, manifest: dict[str, Any], entry: dict[str, Any]) -> Batch:
    """One entry of ``tables`` of a manifest as a batch whose files lie in ``folder``."""
    plain = {
        name: entry[name]
        for name in (
            "table", "batch_id", "identity", "rows", "read", "accepted", "rejected", "filtered", "unchanged",
            "amounts_unreadable", "has_source_row", "reasons", "warnings",
        )
    }  # fmt: skip
    return Batch(
        **plain,
        import_id=manifest["import_id"],
        seq=manifest["seq"],
        mode=manifest["mode"],
        imported_at=manifest["imported_at"],
        files=tuple(folder / name for name in entry["files"]),
        superseded=folder / entry["superseded"] if entry["superseded"] else None,
        amount_read=Decimal(entry["amount_read"]),
        amount_accepted=Decimal(entry["amount_accepted"]),
        amount_rejected=Decimal(entry["amount_rejected"]),
        data_through=_day(manifest["data_through"]),
        first_on=_day(entry["first_on"]),
        last_on=_day(entry["last_on"]),
        currencies=tuple(entry["currencies"]),
        rejects_file=folder / entry["rejects_file"] if entry["rejects_file"] else None,
        source_files=tuple(SourceFile(**source) for source in entry["source_files"]),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
