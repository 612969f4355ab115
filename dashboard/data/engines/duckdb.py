"""The default engine: DuckDB in this process, spilling to the scratch folder when a build outgrows its memory."""

from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from dashboard.logic.problems import Problem

# DuckDB learns Spark's names, so that the SQL files need no second spelling (engine.md, 0).
SPARK_NAMES = """
create macro unix_timestamp(t) as cast(epoch(t) as bigint);
create macro unix_date(d) as cast(d - date '1970-01-01' as int);
"""
# Delta encoding and a small dictionary: a third less time and half the bytes of the defaults for these tables. Nothing
# is looked up by a value that the ranges of the row groups do not find, so Bloom filters would only cost.
PARQUET = (
    "format parquet, parquet_version v2, compression lz4_raw, dictionary_size_limit 1000, write_bloom_filter false"
)


class DuckdbEngine:
    """See ``Engine``. No extension is ever fetched; sessions run in UTC."""

    name = "duckdb"

    def __init__(self, scratch: Path, *, threads: int, memory: str) -> None:
        self._connection = duckdb.connect(
            ":memory:",
            config={
                "threads": threads,
                "memory_limit": memory,
                "temp_directory": str(scratch),
                "preserve_insertion_order": "false",
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
            },
        )
        self._connection.execute("set TimeZone = 'UTC'")
        self._connection.execute(SPARK_NAMES)

    def view(self, name: str, files: list[Path], condition: str = "true") -> None:
        listed = ", ".join(quoted(path) for path in files)
        # Known to be empty while planning, a relation costs its joins nothing (nothing superseded, no lines).
        # The same for a filter that lets everything through, which would hide that from the planner.
        condition = condition if any(pq.read_metadata(path).num_rows for path in files) else "false"
        only = "" if condition == "true" else f" where {condition}"
        self._connection.execute(
            f"create or replace view {name} as select *, file_row_number as row_position "  # noqa: S608 - our own names
            f"from read_parquet([{listed}], file_row_number = true, hive_partitioning = false, union_by_name = true)"
            f"{only}"
        )

    def write(self, sql: str, directory: Path, partition: str | None = None) -> None:
        directory.mkdir(parents=True)
        target, options = directory / "part-0.parquet", ""
        if partition is not None:
            sql = f"select *, cast({partition} as varchar) as p from (\n{sql}\n) as whole"  # noqa: S608
            target, options = directory, ", partition_by (p), overwrite_or_ignore true"
        try:
            self._connection.execute(f"copy (\n{sql}\n) to {quoted(target)} ({PARQUET}{options})")
        except duckdb.Error as error:
            raise Problem(
                "The build stopped at {mart}: {reason} The build before it stays in use.",
                mart=directory.name,
                reason=str(error).partition("\n")[0],
            ) from error

    def close(self) -> None:
        self._connection.close()


def quoted(path: Path) -> str:
    """A path as an SQL text."""
    return "'" + str(path).replace("'", "''") + "'"
