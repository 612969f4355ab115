"""What the cuts of anonymous waves know of customers: their layer, region and industry, and what they buy."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.data.building.layer_months import MONTHS, read_customers, read_months
from dashboard.data.reading.month_windows import window_facts
from dashboard.logic.layers import decide_layers
from dashboard.logic.periods import MonthSpan, month_end, month_no
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.value_bases import REVENUE

LAYER_SCHEME = "curry"


@dataclass(frozen=True, eq=False)
class CustomerFacts:
    """Per customer_no: the layer at the month of a wave (None where the data do not reach back), and the revenue of
    its twelve months in ten-thousandths."""

    layers: tuple[str, ...]
    layer: np.ndarray
    revenue: np.ndarray


def customer_values(customer_files: list[Path], name: str) -> tuple[tuple[str, ...], np.ndarray]:
    """(the values of a text column of ``customer``, sorted; the place of each customer's, -1 = no entry)."""
    tables = [pq.read_table(path, columns=["customer_no", name]) for path in customer_files]
    table = pa.concat_tables(tables).sort_by("customer_no")
    column = table[name].combine_chunks().dictionary_encode()
    found = column.dictionary.to_pylist()
    order = sorted(range(len(found)), key=found.__getitem__)
    place = np.full(len(found) + 1, -1)
    place[order] = np.arange(len(found))
    return tuple(found[one] for one in order), place[column.indices.fill_null(-1).to_numpy(zero_copy_only=False)]


def facts_at(
    ends: Mapping[int, date],
    customer_files: list[Path],
    month_files: list[Path],
    *,
    first_month: int,
    last_month: int,
    threads: int,
) -> dict[int, CustomerFacts]:
    """Per wave, as of the last month that had ended when its field closed: no later order decides a layer. Waves that
    ended before the data began have none."""
    month_of = {wave: _last_ended(day) for wave, day in ends.items()}
    months = sorted({month for month in month_of.values() if first_month <= month <= last_month})
    if not months:
        return {}
    connection = duckdb.connect(":memory:", config={"threads": threads})
    try:
        dates = read_customers(connection, customer_files).dates
        rows = read_months(connection, month_files, first_month, months[-1])
    finally:
        connection.close()
    found = {}
    spans = [MonthSpan(month - MONTHS + 1, month) for month in months]
    for month, facts in zip(months, window_facts(dates, rows, spans), strict=True):
        layering = decide_layers(facts, SHIPPED[LAYER_SCHEME], REVENUE)
        found[month] = CustomerFacts(tuple(layering.layers), layering.codes.astype(np.int64), facts.revenue)
    return {wave: found[month] for wave, month in month_of.items() if month in found}


def _last_ended(day: date) -> int:
    month = month_no(day)
    return month if day == month_end(month) else month_no(day.replace(day=1) - timedelta(days=1))
