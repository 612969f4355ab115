"""How many references of a column are found: in the marts where these know it, else in the table referred to."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from dashboard.data.batches import Batch, current_relation
from dashboard.data.engines.duckdb import quoted
from dashboard.data.tables import TABLES, Column, Table

LARGE = 2_000_000
"""Rows from which on looking up references in a table as large would cost the build a second: left unknown."""


@dataclass(frozen=True)
class Known:
    """What the build knows already: the files of ``customer`` and ``order_value``, and lines without their order."""

    customers: list[Path]
    orders: list[Path]
    orphan_lines: int


def linked_cells(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    column: Column,
    batches: Mapping[str, tuple[Batch, ...]],
    filled: int,
    known: Known,
) -> int | None:
    """Filled cells whose reference is found. None where the column refers to nothing, the table it refers to was never
    imported, or asking would cost too much."""
    there = TABLES.get(column.refers_to)
    if there is None or not batches.get(there.name) or len(there.key) != 1:
        return None
    if (table.name, column.name) == ("orders", "customer_id"):
        return filled - _orders_of_strangers(connection, known)
    if (table.name, column.name) == ("order_lines", "order_id"):
        return filled - known.orphan_lines
    size = sum(batch.rows for batch in batches[there.name])
    if not filled or filled > LARGE < size:
        return None if filled else 0
    found = connection.execute(
        f"select count(*) from ({current_relation(table.name, batches[table.name])}) as r "  # noqa: S608 - our own names
        f"where r.{column.name} in (select {there.key[0]} from ({current_relation(there.name, batches[there.name])}))"
    ).fetchone()
    return int(found[0]) if found else None


def _orders_of_strangers(connection: duckdb.DuckDBPyConnection, known: Known) -> int:
    """Orders of customers who are not on file: mostly there are none, and no order is read."""
    customers, orders = (", ".join(map(quoted, files)) for files in (known.customers, known.orders))
    strangers = f"select customer_no from read_parquet([{customers}]) where not is_on_file"  # noqa: S608 - our own
    if connection.execute(f"select 1 from ({strangers}) limit 1").fetchone() is None:  # noqa: S608
        return 0
    found = connection.execute(
        f"select count(*) from read_parquet([{orders}]) where customer_no in ({strangers})"  # noqa: S608
    ).fetchone()
    return int(found[0]) if found else 0
