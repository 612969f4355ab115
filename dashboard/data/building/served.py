"""The derived file that pages read: marts of one build as DuckDB tables, under a name that is never used again.

Marts too large for it are read from the build's Parquet; ``open_marts`` shows both alike.
"""

import duckdb

from dashboard.data.engines.duckdb import quoted
from dashboard.data.home import Home
from dashboard.data.store import MartFile, flush_to_disk, served_file

LARGEST_TABLE = 1_000_000
"""A mart of more rows stays in Parquet. Copying 8 million rows of customer_month takes 2.4 s of CPU, and reading them
there is not slower to speak of (a year summed by customer: 0.59 s, from a table 0.55 s)."""
SELDOM_READ, LARGEST_OF_THESE = frozenset({"order_gap", "customer_file"}), 100_000
"""One page sums them whole, which Parquet is as quick for; copying a million rows takes a quarter of a second."""


def write_served(home: Home, build_id: str, marts: dict[str, tuple[MartFile, ...]], *, threads: int) -> None:
    """Write beside its place, close, flush, rename: whoever sees the name sees the whole file."""
    final = served_file(home, build_id)
    working = final.with_name(f"{final.name}.tmp")
    connection = duckdb.connect(str(working), config={"threads": threads, "preserve_insertion_order": "false"})
    try:
        for name, parts in marts.items():
            if sum(part.rows for part in parts) > (LARGEST_OF_THESE if name in SELDOM_READ else LARGEST_TABLE):
                continue
            listed = ", ".join(quoted(home.builds / part.path) for part in parts)
            connection.execute(f"create table {name} as from read_parquet([{listed}], hive_partitioning = false)")
        connection.execute("checkpoint")
    finally:
        connection.close()
    if working.with_name(f"{working.name}.wal").exists():
        raise RuntimeError(f"{working} was closed with changes outside it")
    working.chmod(0o600)
    flush_to_disk(working)
    working.replace(final)
    flush_to_disk(home.served)
