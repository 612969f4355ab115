"""What the orders of the default period lack, per customer: a named step after the marts (architecture.md, 2).

One row per customer and combination of empty columns (bits of logic/data_needs.py, ORDER_COLUMNS) among the ordered
orders of the twelve months that end at the default as-of. All columns add up, so those of managers give the company's.
"""

from pathlib import Path

import duckdb

from dashboard.data.engines.duckdb import PARQUET, quoted

MONTHS = 12
"""The period that the page of data quality weighs gaps by."""


def write_order_gaps(order_files: list[Path], target: Path, *, as_of: int, threads: int) -> None:
    """Read ``order_value`` from Parquet and write the mart ``order_gap`` to ``target``; ``as_of`` is a month number."""
    listed = ", ".join(map(quoted, order_files))
    target.parent.mkdir(parents=True)
    connection = duckdb.connect(":memory:", config={"threads": threads, "preserve_insertion_order": "false"})
    try:
        connection.execute(
            f"""copy (
                select customer_no, gaps, count(*) as orders, sum(net_abs)::decimal(18, 4) as net_abs,
                    sum(net_abs - costed_abs)::decimal(18, 4) as uncosted_abs
                from read_parquet([{listed}], hive_partitioning = false)
                where is_ordered and month_no between {as_of - MONTHS + 1:d} and {as_of:d}
                group by customer_no, gaps
            ) to {quoted(target)} ({PARQUET})"""  # noqa: S608 - our own paths and numbers
        )
    finally:
        connection.close()
