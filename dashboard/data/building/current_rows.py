"""The rows of an imported table that count now, for steps that look at what was imported and not at the marts."""

import pyarrow.parquet as pq

from dashboard.data.batches import IS_SOUND, Batch, superseded_relation
from dashboard.data.engines.duckdb import quoted
from dashboard.data.tables import TABLES


def current_rows(table: str, batches: tuple[Batch, ...]) -> str:
    """DuckDB select over the accepted rows that no later batch replaced: contract columns, batch_id, row_no."""
    rows = f"select * from ({_held_rows(table, batches)}) where {IS_SOUND}"  # noqa: S608 - our own
    if not any(batch.superseded for batch in batches):
        return rows
    return (
        f"select r.* from ({rows}) as r anti join ({superseded_relation(batches)}) as gone "  # noqa: S608
        "on gone.batch_id = r.batch_id and gone.row_no = r.row_no"
    )


def _held_rows(table: str, batches: tuple[Batch, ...]) -> str:
    """All files at once; an empty relation types what they lack."""
    columns = ", ".join(f"null::{column.type} as {column.name}" for column in TABLES[table].columns)
    empty = f"select {columns}, null::varchar as batch_id, null::bigint as row_no, null::bigint as _marks where false"
    listed = ", ".join(quoted(path) for batch in batches for path in batch.files)
    if not listed:
        return empty
    return (
        f"{empty} union all by name select * rename (file_row_number as row_no) "  # noqa: S608 - our own
        f"from read_parquet([{listed}], file_row_number = true, hive_partitioning = false, union_by_name = true)"
    )


def held_columns(batches: tuple[Batch, ...]) -> frozenset[str]:
    """Names of the columns that any file of these batches has; of a column outside it every cell is empty."""
    return frozenset(name for batch in batches for path in batch.files for name in pq.read_schema(path).names)
