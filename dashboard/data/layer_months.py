"""Layers of the shipped schemes at every month end: the build step that SQL cannot do (architecture.md, 2).

One row per month, scheme, account manager and layer that has customers. Rolling 12 months, value base net revenue (or
the scheme's own, if it is locked to revenue). The rule is ``decide_layers``, the same that the pages call.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

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
    customers = _customers(customer_files)
    shipped = [scheme for scheme in SHIPPED.values() if scheme.base() == REVENUE]
    parts: list[pa.Table] = []
    # numpy frees the interpreter lock while it sorts and compares; a window is a copy, so months do not meet.
    with ThreadPoolExecutor(max(1, min(threads, 4))) as pool:
        waiting = []
        for facts in _month_facts(customers, month_files, first_month, last_month):
            waiting.append(pool.submit(_layer_rows, facts, customers, shipped))
            if len(waiting) > threads:  # a million customers' arrays per month: hold few of them
                parts += waiting.pop(0).result()
        for future in waiting:
            parts += future.result()
    target.parent.mkdir(parents=True)
    pq.write_table(pa.concat_tables(parts) if parts else SCHEMA.empty_table(), target, compression="lz4")


def _customers(files: list[Path]) -> _Customers:
    columns = ["customer_no", "first_order_on", "is_on_file", "first_contact_date", "account_manager_id"]
    table = _read(files, columns).sort_by("customer_no")
    managers = table["account_manager_id"].combine_chunks().dictionary_encode()
    ids = (*managers.dictionary.to_pylist(), None)
    return _Customers(
        first_order=_days(table["first_order_on"]),
        is_on_file=table["is_on_file"].to_numpy(),
        first_contact=_days(table["first_contact_date"]),
        manager=managers.indices.fill_null(len(ids) - 1).to_numpy(zero_copy_only=False).astype(np.intp),
        manager_ids=ids,
    )


def _month_facts(customers: _Customers, files: list[Path], first_month: int, last_month: int) -> Iterator[PeriodFacts]:
    """Facts at each month end, from running sums: a month enters the window, the one twelve before leaves it."""
    table = _read(files, ["customer_no", "month_no", "revenue", "last_order_on"])
    month = table["month_no"].to_numpy()
    order = np.argsort((month - first_month).astype(np.int16), kind="stable")
    numbers = table["customer_no"].to_numpy()[order]
    revenue = money_units(table["revenue"])[order]
    last = _days(table["last_order_on"])[order]
    edges = np.searchsorted(month[order], np.arange(first_month, last_month + 2))
    window = np.zeros(len(customers.first_order), dtype=np.int64)
    last_order = np.full(len(window), NEVER)
    unused = np.zeros(len(window), dtype=np.int64)
    no_cost = np.zeros(len(window), dtype=bool)
    for index, as_of in enumerate(range(first_month, last_month + 1)):
        come = slice(edges[index], edges[index + 1])
        window[numbers[come]] += revenue[come]
        last_order[numbers[come]] = last[come]
        if index >= MONTHS:
            gone = slice(edges[index - MONTHS], edges[index - MONTHS + 1])
            window[numbers[gone]] -= revenue[gone]
        yield PeriodFacts(
            as_of=as_of,
            span=MonthSpan(as_of - MONTHS + 1, as_of),
            revenue=window.copy(),
            profit=unused,
            costed_abs=unused,
            net_abs=unused,
            has_cost=no_cost,
            orders=unused,
            first_order=np.where(
                customers.first_order <= np.datetime64(month_end(as_of), "D"), customers.first_order, NEVER
            ),
            last_order=last_order.copy(),
            in_population=population(customers.first_order, customers.is_on_file, customers.first_contact, as_of=as_of),
        )


def _layer_rows(facts: PeriodFacts, customers: _Customers, schemes: list[Scheme]) -> list[pa.Table]:
    return [_counted(facts, decide_layers(facts, scheme, REVENUE), customers) for scheme in schemes]


def _counted(facts: PeriodFacts, layering: Layering, customers: _Customers) -> pa.Table:
    """Customers and revenue per manager and layer; cells without customers are left out."""
    width = len(layering.layers) + 1
    cells = len(customers.manager_ids) * width
    cell = customers.manager * width + (layering.codes + 1)
    count = np.bincount(cell, minlength=cells)
    # bincount adds floats: exact only below 2**53, so the high and the low part are added apart.
    low = np.bincount(cell, weights=facts.revenue & ((1 << LOW_BITS) - 1), minlength=cells)
    high = np.bincount(cell, weights=facts.revenue >> LOW_BITS, minlength=cells)
    revenue = (high.astype(np.int64) << LOW_BITS) + low.astype(np.int64)
    code = np.arange(cells) % width - 1
    kept = np.flatnonzero((count > 0) & (code >= 0))
    return pa.table(
        [
            pa.array(np.full(len(kept), facts.as_of, dtype=np.int32)),
            pa.array([layering.scheme.name] * len(kept), pa.string()),
            pa.array([customers.manager_ids[index] for index in kept // width], pa.string()),
            pa.array([layering.layers[index] for index in code[kept]], pa.string()),
            pa.array(count[kept].astype(np.int64)),
            _decimals(revenue[kept]),
        ],
        schema=SCHEMA,
    )


def money_units(column: pa.ChunkedArray) -> np.ndarray:
    """decimal(18,4) without nulls as int64 ten-thousandths: the low word of each 128-bit number."""
    parts = [
        np.frombuffer(chunk.buffers()[1], dtype=np.int64)[2 * chunk.offset :: 2][: len(chunk)]
        for chunk in column.chunks
    ]
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)


def _decimals(units: np.ndarray) -> pa.Array:
    words = np.empty((len(units), 2), dtype=np.int64)
    words[:, 0], words[:, 1] = units, units >> 63  # sign extension
    return pa.Array.from_buffers(pa.decimal128(18, 4), len(units), [None, pa.py_buffer(words.tobytes())])


def _days(column: pa.ChunkedArray) -> np.ndarray:
    """datetime64[D], NaT for null."""
    return column.cast(pa.date32()).to_numpy().astype("datetime64[D]")


def _read(files: list[Path], columns: list[str]) -> pa.Table:
    return pa.concat_tables([pq.read_table(path, columns=columns, partitioning=None) for path in files])
