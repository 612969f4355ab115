"""Layers of the shipped schemes at every month end: the build step that SQL cannot do (architecture.md, 2).

One row per month, scheme, account manager and layer that has customers. Rolling 12 months, value base net revenue (or
the scheme's own, if it is locked to revenue). The rule is ``decide_layers``, the same that the pages call.
"""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.data.engines.duckdb import quoted
from dashboard.logic.facts import PeriodFacts, population
from dashboard.logic.layers import Layering, decide_layers
from dashboard.logic.periods import MonthSpan, month_end
from dashboard.logic.schemes import SHIPPED, Scheme
from dashboard.logic.value_bases import REVENUE

MONTHS = 12
NEVER = np.datetime64("NaT", "D")
LOW_BITS = 20
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
class _Customers:
    """Arrays in customer_no order. ``manager`` is an index into ``manager_ids``; its last entry, None, is nobody."""

    first_order: np.ndarray
    is_on_file: np.ndarray
    first_contact: np.ndarray
    manager: np.ndarray
    manager_ids: tuple[str | None, ...]


@dataclass(frozen=True, eq=False)
class _Months:
    """Rows of customer_month, months together: those of month number i are ``edges[i]`` to ``edges[i + 1]``."""

    customer: np.ndarray
    revenue: np.ndarray
    edges: np.ndarray

    def rows(self, index: int) -> slice:
        return slice(self.edges[index], self.edges[index + 1])


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
        customers = _customers(connection, customer_files)
        months = _months(connection, month_files, first_month, last_month)
    finally:
        connection.close()
    shipped = [scheme for scheme in SHIPPED.values() if scheme.base() == REVENUE]
    parts: list[pa.Table] = []
    # numpy frees the interpreter lock while it sorts and compares; a window is a copy, so months do not meet.
    with ThreadPoolExecutor(max(1, min(threads, 4))) as pool:
        waiting: deque[Future[list[pa.Table]]] = deque()
        for facts in _month_facts(customers, months, first_month, last_month):
            waiting.append(pool.submit(_layer_rows, facts, customers, shipped))
            if len(waiting) > threads:  # a million customers' arrays per month: hold few of them
                parts += waiting.popleft().result()
        for future in waiting:
            parts += future.result()
    target.parent.mkdir(parents=True)
    pq.write_table(pa.concat_tables(parts) if parts else SCHEMA.empty_table(), target, compression="lz4")


def _customers(connection: duckdb.DuckDBPyConnection, files: list[Path]) -> _Customers:
    table = connection.sql(
        f"select first_order_on, is_on_file, first_contact_date, account_manager_id from {_parquet(files)} "  # noqa: S608
        "order by customer_no"
    ).to_arrow_table()
    managers = table["account_manager_id"].combine_chunks().dictionary_encode()
    ids = (*managers.dictionary.to_pylist(), None)
    return _Customers(
        first_order=_days(table["first_order_on"]),
        is_on_file=table["is_on_file"].to_numpy(),
        first_contact=_days(table["first_contact_date"]),
        manager=managers.indices.fill_null(len(ids) - 1).to_numpy(zero_copy_only=False).astype(np.intp),
        manager_ids=ids,
    )


def _months(connection: duckdb.DuckDBPyConnection, files: list[Path], first_month: int, last_month: int) -> _Months:
    """Months after the last (an operator may say that the data end before the last order) are left out."""
    table = connection.sql(
        f"select customer_no, cast(month_no - $first as usmallint) as month_index, revenue "  # noqa: S608 - our own paths
        f"from {_parquet(files)} where month_no <= $last",
        params={"first": first_month, "last": last_month},
    ).to_arrow_table()
    index = table["month_index"].to_numpy()
    order = np.argsort(index, kind="stable")
    counted = np.bincount(index, minlength=last_month - first_month + 1)
    return _Months(
        customer=table["customer_no"].to_numpy()[order],
        revenue=_money_units(table["revenue"])[order],
        edges=np.concatenate([[0], np.cumsum(counted)]),
    )


def _month_facts(customers: _Customers, months: _Months, first_month: int, last_month: int) -> Iterator[PeriodFacts]:
    """Facts at each month end, from running sums: a month enters the window, the one twelve before leaves it.

    Only what net revenue needs: profit and orders are 0, and a last order is dated at its month's end, because the
    layers ask no more than its month.
    """
    window = np.zeros(len(customers.first_order), dtype=np.int64)
    last_order = np.full(len(window), NEVER)
    unused = np.zeros(len(window), dtype=np.int64)
    no_cost = np.zeros(len(window), dtype=bool)
    for index, as_of in enumerate(range(first_month, last_month + 1)):
        end = np.datetime64(month_end(as_of), "D")
        come = months.rows(index)
        window[months.customer[come]] += months.revenue[come]
        last_order[months.customer[come]] = end
        if index >= MONTHS:
            gone = months.rows(index - MONTHS)
            window[months.customer[gone]] -= months.revenue[gone]
        yield PeriodFacts(
            as_of=as_of,
            span=MonthSpan(as_of - MONTHS + 1, as_of),
            revenue=window.copy(),
            profit=unused,
            costed_abs=unused,
            net_abs=unused,
            has_cost=no_cost,
            orders=unused,
            first_order=np.where(customers.first_order <= end, customers.first_order, NEVER),
            last_order=last_order.copy(),
            in_population=population(customers.first_order, customers.is_on_file, customers.first_contact, as_of=as_of),
        )


def _layer_rows(facts: PeriodFacts, customers: _Customers, schemes: list[Scheme]) -> list[pa.Table]:
    weights = _exact_weights(facts.revenue)
    return [_counted(decide_layers(facts, scheme, REVENUE), customers, weights) for scheme in schemes]


def _counted(layering: Layering, customers: _Customers, weights: list[tuple[int, np.ndarray]]) -> pa.Table:
    """Customers and revenue per manager and layer; cells without customers are left out."""
    width = len(layering.layers) + 1
    cells = len(customers.manager_ids) * width
    cell = customers.manager * width + (layering.codes + 1)
    count = np.bincount(cell, minlength=cells)
    revenue = np.zeros(cells, dtype=np.int64)
    for shift, part in weights:
        revenue += np.bincount(cell, weights=part, minlength=cells).astype(np.int64) << shift
    code = np.arange(cells) % width - 1
    kept = np.flatnonzero((count > 0) & (code >= 0))
    return pa.table(
        [
            pa.array(np.full(len(kept), layering.as_of, dtype=np.int32)),
            pa.array([layering.scheme.name] * len(kept), pa.string()),
            pa.array([customers.manager_ids[index] for index in kept // width], pa.string()),
            pa.array([layering.layers[index] for index in code[kept]], pa.string()),
            pa.array(count[kept].astype(np.int64)),
            _decimals(revenue[kept]),
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


def _money_units(column: pa.ChunkedArray) -> np.ndarray:
    """decimal(18,4) without nulls as int64 ten-thousandths: the low word of each 128-bit number.

    (In SQL, ``revenue * 10000`` would overflow from ten billion on.)
    """
    words = [np.frombuffer(chunk.buffers()[1], dtype=np.int64).reshape(-1, 2) for chunk in column.chunks]
    parts = [
        found[chunk.offset : chunk.offset + len(chunk), 0] for found, chunk in zip(words, column.chunks, strict=True)
    ]
    return np.concatenate([np.zeros(0, dtype=np.int64), *parts])


def _decimals(units: np.ndarray) -> pa.Array:
    words = np.empty((len(units), 2), dtype=np.int64)
    words[:, 0], words[:, 1] = units, units >> 63  # sign extension
    return pa.Array.from_buffers(pa.decimal128(18, 4), len(units), [None, pa.py_buffer(words.tobytes())])


def _days(column: pa.ChunkedArray) -> np.ndarray:
    """datetime64[D], NaT for null."""
    return column.cast(pa.date32()).to_numpy().astype("datetime64[D]")


def _parquet(files: list[Path]) -> str:
    return f"read_parquet([{', '.join(quoted(path) for path in files)}], hive_partitioning = false)"
