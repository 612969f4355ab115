"""Layers of the shipped schemes at every month end: the build step that SQL cannot do (architecture.md, 2).

One row per month, scheme, account manager and layer that has customers. Rolling 12 months, value base net revenue (or
the scheme's own, if it is locked to revenue). The rule is ``decide_layers``, the same that the pages call.
"""

import math
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.data.engines.duckdb import quoted
from dashboard.data.reading.month_windows import CustomerDates, MonthRows, window_facts, worked_ahead
from dashboard.data.reading.queries import days
from dashboard.logic.facts import PeriodFacts
from dashboard.logic.layers import Layering, decide_layers_of_schemes
from dashboard.logic.periods import MonthSpan
from dashboard.logic.schemes import SHIPPED, Scheme
from dashboard.logic.value_bases import REVENUE

MONTHS = 12
LOW_BITS = 20
ROWS_AT_ONCE = 250_000
SCHEMA = pa.schema(
    [
        ("month_no", pa.int32()),
        ("scheme", pa.string()),
        ("account_manager_id", pa.string()),
        ("layer", pa.string()),
        ("customers", pa.int64()),
        ("revenue", pa.decimal128(18, 4)),
    ]
)


@dataclass(frozen=True, eq=False)
class LayerCustomers:
    """Arrays in customer_no order. ``manager`` is an index into ``manager_ids``; its last entry, None, is nobody."""

    dates: CustomerDates
    manager: np.ndarray
    manager_ids: tuple[str | None, ...]


def write_layer_months(
    customer_files: list[Path],
    month_files: list[Path],
    target: Path,
    *,
    first_month: int,
    last_month: int,
    threads: int,
) -> None:
    """Read ``customer`` and ``customer_month`` from Parquet and write the mart ``layer_month`` to ``target``."""
    connection = duckdb.connect(":memory:", config={"threads": threads})
    try:
        customers = read_customers(connection, customer_files)
        months = read_months(connection, month_files, first_month, last_month)
    finally:
        connection.close()
    shipped = [scheme for scheme in SHIPPED.values() if scheme.base() == REVENUE]
    spans = [MonthSpan(as_of - MONTHS + 1, as_of) for as_of in range(first_month, last_month + 1)]
    every = window_facts(customers.dates, months, spans)
    counted = worked_ahead(lambda facts: _layer_rows(facts, customers, shipped), every, threads=min(threads, 4))
    parts = [part for tables in counted for part in tables]
    target.parent.mkdir(parents=True)
    pq.write_table(pa.concat_tables(parts) if parts else SCHEMA.empty_table(), target, compression="lz4")


def read_customers(connection: duckdb.DuckDBPyConnection, files: list[Path]) -> LayerCustomers:
    columns = "first_order_on, is_on_file, is_in_touch, first_contact_date, account_manager_id"
    table = connection.sql(f"select {columns} from {_parquet(files)} order by customer_no").to_arrow_table()  # noqa: S608
    in_touch = table["is_in_touch"].to_numpy()
    managers = table["account_manager_id"].combine_chunks().dictionary_encode()
    ids = (*managers.dictionary.to_pylist(), None)
    manager = managers.indices.fill_null(len(ids) - 1).to_numpy(zero_copy_only=False)
    return LayerCustomers(
        dates=CustomerDates(
            first_order_on=days(table["first_order_on"]),
            first_contact_on=days(table["first_contact_date"]),
            is_on_file=table["is_on_file"].to_numpy(),
            in_touch=in_touch if in_touch.any() else None,
        ),
        manager=manager.astype(np.intp),
        manager_ids=ids,
    )


def read_months(
    connection: duckdb.DuckDBPyConnection, files: list[Path], first_month: int, last_month: int
) -> MonthRows:
    """Months after the last (an operator may say that the data end before the last order) are left out."""
    reader = connection.sql(
        f"select customer_no, month_no, revenue from {_parquet(files)} where month_no <= $last",  # noqa: S608 - our own paths
        params={"last": last_month},
    ).to_arrow_reader(ROWS_AT_ONCE)
    batches = (dict(zip(batch.schema.names, batch.columns, strict=True)) for batch in reader)
    return MonthRows.gathered(batches, first_month, last_month)


def _layer_rows(facts: PeriodFacts, customers: LayerCustomers, schemes: list[Scheme]) -> list[pa.Table]:
    """One table per scheme. Customers and revenue are added up once, per manager and combination of layers."""
    layerings = decide_layers_of_schemes(facts, schemes, REVENUE)
    shape = [len(customers.manager_ids), *(len(layering.layers) + 1 for layering in layerings)]
    place = np.zeros(len(facts), dtype=np.int32)
    for layering, width in zip(layerings, shape[1:], strict=True):
        place *= width
        place += layering.codes
        place += 1
    cell = customers.manager * math.prod(shape[1:])
    cell += place
    count = np.bincount(cell, minlength=math.prod(shape)).reshape(shape)
    revenue = np.zeros(shape, dtype=np.int64)
    for shift, part in _exact_weights(facts.revenue):
        revenue += np.bincount(cell, weights=part, minlength=revenue.size).astype(np.int64).reshape(shape) << shift
    parts = []
    for axis, layering in enumerate(layerings, start=1):
        others = tuple(other for other in range(1, len(shape)) if other != axis)
        parts.append(_table(layering, count.sum(axis=others), revenue.sum(axis=others), customers.manager_ids))
    return parts


def _table(layering: Layering, count: np.ndarray, revenue: np.ndarray, manager_ids: tuple[str | None, ...]) -> pa.Table:
    """From arrays of managers by layers, of which the first is "in no layer". Cells without customers are left out."""
    manager, place = np.nonzero(count[:, 1:])
    return pa.table(
        [
            pa.array(np.full(len(place), layering.as_of, dtype=np.int32)),
            pa.array([layering.scheme.name] * len(place), pa.string()),
            pa.array([manager_ids[index] for index in manager], pa.string()),
            pa.array([layering.layers[index] for index in place], pa.string()),
            pa.array(count[manager, place + 1].astype(np.int64)),
            _decimals(revenue[manager, place + 1]),
        ],
        schema=SCHEMA,
    )


def _exact_weights(units: np.ndarray) -> list[tuple[int, np.ndarray]]:
    """(shift, float64 array) pairs whose sums are exact: bincount adds floats, which hold whole numbers below 2**53.

    Beyond that the high and the low bits are added apart.
    """
    if np.abs(units).sum(dtype=np.float64) < 1 << 52:
        return [(0, units.astype(np.float64))]
    low = units & ((1 << LOW_BITS) - 1)
    return [(0, low.astype(np.float64)), (LOW_BITS, (units >> LOW_BITS).astype(np.float64))]


def _decimals(units: np.ndarray) -> pa.Array:
    words = np.empty((len(units), 2), dtype=np.int64)
    words[:, 0], words[:, 1] = units, units >> 63  # sign extension
    return pa.Array.from_buffers(pa.decimal128(18, 4), len(units), [None, pa.py_buffer(words.tobytes())])


def _parquet(files: list[Path]) -> str:
    return f"read_parquet([{', '.join(quoted(path) for path in files)}], hive_partitioning = false)"
