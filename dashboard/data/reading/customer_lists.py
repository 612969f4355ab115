"""Lists of customers: chosen and sorted in arrays, with texts fetched for the rows about to be shown and no others."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from dashboard.data.reading.company_customers import company_customers
from dashboard.data.reading.freed_memory import return_freed_memory
from dashboard.data.reading.marts import Marts
from dashboard.data.reading.masking import check_not_masked, masked
from dashboard.data.reading.queries import query_columns, read_only
from dashboard.data.reading.visible_layers import VisibleLayers, missing_to_next
from dashboard.logic.layers import competition_ranks
from dashboard.logic.money import exact_total
from dashboard.logic.problems import Problem
from dashboard.logic.viewer import Viewer

SORT_COLUMNS = (
    "customer_id",
    "customer_name",
    "layer",
    "revenue",
    "profit",
    "orders",
    "first_order_on",
    "last_order_on",
    "service_tier",
    "account_manager_id",
    "region",
    "industry",
    "rank",
)
TEXT_COLUMNS = ("customer_id", "customer_name", "service_tier", "account_manager_id", "account_manager_name")
PLACE_COLUMNS = ("region", "industry")
ROWS_PER_BATCH = 50_000
_LAST = np.iinfo(np.int64).max


@dataclass(frozen=True)
class CustomerSums:
    """Of a whole list, not of the page shown. Money units; profit None where no order of these customers is costed."""

    revenue: int
    profit: int | None
    orders: int


@dataclass(frozen=True, eq=False)
class CustomerPage:
    """``frame``: one row per customer of the page; ``total`` and ``sums`` are of the whole list.

    Columns: customer_id, customer_name, layer, revenue, profit (int64 money units, profit null = unknown), orders,
    first_order_on, last_order_on (datetime64), service_tier, account_manager_id, account_manager_name, region,
    industry, rank (null = not active, or not for this viewer), to_next (units of the base, null = none is next).
    """

    frame: pd.DataFrame
    total: int
    sums: CustomerSums


@dataclass(frozen=True, eq=False)
class CustomerList:
    """Some of the visible customers: ``places`` in the arrays of ``visible``, ascending."""

    marts: Marts
    visible: VisibleLayers
    places: np.ndarray
    viewer: Viewer
    sort_columns: ClassVar[tuple[str, ...]] = SORT_COLUMNS

    def sums(self) -> CustomerSums:
        facts, places = self.visible.facts, self.places
        costed = not profit_is_unknown(self.visible)[places].all()
        return CustomerSums(
            revenue=exact_total(facts.revenue[places]),
            profit=exact_total(facts.profit[places]) if costed else None,
            orders=exact_total(facts.orders[places]),
        )

    def page(self, sort: str, descending: bool, offset: int, limit: int) -> CustomerPage:
        order = first_places(self._sort_keys(sort, descending), offset + limit)[offset:]
        return CustomerPage(self.frame(self.places[order]), len(self.places), self.sums())

    def batches(self, sort: str, descending: bool) -> Iterator[pd.DataFrame]:
        """The whole list in pieces, so that a million customers never lie in memory as Python objects."""
        order = self.places[np.argsort(self._sort_keys(sort, descending), kind="stable")]
        for start in range(0, len(order), ROWS_PER_BATCH):
            yield self.frame(order[start : start + ROWS_PER_BATCH])

    def frame(self, places: np.ndarray) -> pd.DataFrame:
        """The rows at these places, in this order; columns as in CustomerPage."""
        facts, layering = self.visible.facts, self.visible.layering
        # Series of objects: pandas would turn an empty text of its own str type into NaN.
        found = customer_texts(self.marts, self.visible.customer_no[places])
        texts = {name: pd.Series(column, dtype=object) for name, column in found.items()}
        ranks = competition_ranks(layering, places) if self.visible.ranks_are_known else np.zeros(len(places), np.int64)
        missing = missing_to_next(self.visible, places)
        layers = np.array([*layering.layers, None], dtype=object)
        frame = pd.DataFrame(
            {
                "customer_id": texts["customer_id"],
                "customer_name": texts["customer_name"],
                "layer": pd.Series(layers[layering.codes[places]], dtype=object),
                "revenue": facts.revenue[places],
                "profit": _or_null(facts.profit[places], ~profit_is_unknown(self.visible)[places]),
                "orders": facts.orders[places],
                "first_order_on": facts.first_order[places].astype("datetime64[s]"),
                "last_order_on": facts.last_order[places].astype("datetime64[s]"),
                **{name: texts[name] for name in (*TEXT_COLUMNS[2:], *PLACE_COLUMNS)},
                "rank": _or_null(ranks, ranks > 0),
                "to_next": _or_null(missing, missing >= 0),
            }
        )
        # Texts stay objects, so that an empty one is None and never NaN.
        frame = frame.astype(dict.fromkeys(("layer", *TEXT_COLUMNS, *PLACE_COLUMNS), object))
        return masked(frame, self.viewer)

    def _sort_keys(self, sort: str, descending: bool) -> np.ndarray:
        """int64 keys of the list's rows; smaller comes first, unknown always last, equal keys by customer_id."""
        if sort not in self.sort_columns:
            columns = ", ".join(self.sort_columns)
            raise Problem("Customers cannot be sorted by {column}. Use {columns}.", column=sort, columns=columns)
        check_not_masked(sort, self.viewer)
        keys, known = self._plain_keys(sort)
        # The bitwise complement turns the order round without the overflow of a minus.
        return np.where(known, ~keys if descending else keys, _LAST)

    def _plain_keys(self, sort: str) -> tuple[np.ndarray, np.ndarray]:
        facts, layering, places = self.visible.facts, self.visible.layering, self.places
        numbers = self.visible.customer_no[places]
        everything = np.ones(len(places), bool)
        if sort == "customer_id":
            return numbers.astype(np.int64), everything
        if sort == "customer_name":
            return name_order(self.marts)[numbers].astype(np.int64), everything
        if sort == "layer":
            return layering.codes[places].astype(np.int64), layering.codes[places] >= 0
        if sort == "profit":
            return facts.profit[places], ~profit_is_unknown(self.visible)[places]
        if sort in ("revenue", "orders"):
            return facts.revenue[places] if sort == "revenue" else facts.orders[places].astype(np.int64), everything
        if sort in ("first_order_on", "last_order_on"):
            dates = (facts.first_order if sort == "first_order_on" else facts.last_order)[places]
            return dates.astype(np.int64), ~np.isnat(dates)
        if sort == "rank":
            return ~layering.values[places], layering.is_active[places]
        dimension = company_customers(self.marts).dimensions[sort]
        codes = dimension.codes[numbers].astype(np.int64)
        return codes, (codes > 0) | (dimension.values[0] is not None if dimension.values else True)


def profit_is_unknown(visible: VisibleLayers) -> np.ndarray:
    """Something was ordered in the window and none of it is costed. No order at all is a profit of zero, unless no cost
    is known anywhere (the rule of ``logic.pyramid``)."""
    facts = visible.facts
    return ~facts.has_cost & (facts.net_abs > 0) if facts.has_cost.any() else np.ones(len(visible), bool)


def first_places(keys: np.ndarray, count: int) -> np.ndarray:
    """The places of the ``count`` smallest keys in order, equal keys in the order of the array (stable)."""
    if count < len(keys) // 8:
        # Sort only what can be on the page; every key that ties with its last row stays in.
        candidates = np.flatnonzero(keys <= np.partition(keys, count - 1)[count - 1]) if count else np.zeros(0, np.intp)
        return candidates[np.argsort(keys[candidates], kind="stable")][:count]
    return np.argsort(keys, kind="stable")[:count]


def customer_texts(marts: Marts, customer_nos: np.ndarray) -> dict[str, np.ndarray]:
    """Texts of these customers, in this order (object arrays, None = not given), by one keyed query."""
    columns = query_columns(marts, "customer_texts", customer_nos=customer_nos)
    found = columns.pop("customer_no").to_numpy(zero_copy_only=False)
    order = np.argsort(found)
    places = order[np.searchsorted(found, customer_nos, sorter=order)] if len(found) else order
    return {name: np.array(column.to_pylist(), dtype=object)[places] for name, column in columns.items()}


def name_order(marts: Marts) -> np.ndarray:
    """Each customer's place when all are sorted by name; once per build."""

    def load() -> np.ndarray:
        numbers = query_columns(marts, "customer_name_order")["customer_no"].to_numpy(zero_copy_only=False)
        places = np.empty(len(numbers), np.int32)
        places[numbers] = np.arange(len(numbers), dtype=np.int32)
        del numbers
        return_freed_memory()
        return read_only(places)

    return marts.remember(("customer_name_order",), load)


def _or_null(values: np.ndarray, known: np.ndarray) -> pd.arrays.IntegerArray:
    return pd.arrays.IntegerArray(values.astype(np.int64), ~known)
