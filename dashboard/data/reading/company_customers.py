"""All customers of one build as small arrays: the columns they are filtered by, and the dates of the population.

Loaded once per build, kept read-only. Index = ``customer_no``, which is dense from 0 in the order of customer_id.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from dashboard.data.reading.marts import Marts
from dashboard.data.reading.queries import days, query_batches, query_rows, read_only, whole_numbers
from dashboard.logic.facts import population
from dashboard.logic.question import FILTER_COLUMNS

CODED_COLUMNS = (*FILTER_COLUMNS, "service_tier", "department")
NOT_GIVEN = ""
"""The filter value that stands for customers without an entry (logic/question.py)."""


@dataclass(frozen=True, eq=False)
class Dimension:
    """One column, dictionary-encoded: ``codes[customer_no]`` is a place in ``values`` (None = not given, first)."""

    name: str
    values: tuple[str | None, ...]
    labels: tuple[str | None, ...]
    codes: np.ndarray

    def places(self, wanted: tuple[str, ...]) -> tuple[np.ndarray, tuple[str, ...]]:
        """(a flag for each value, the wanted values that no customer of the company has)."""
        known = {value if value is not None else NOT_GIVEN: place for place, value in enumerate(self.values)}
        flags = np.zeros(len(self.values), bool)
        flags[[known[value] for value in wanted if value in known]] = True
        return flags, tuple(value for value in wanted if value not in known)

    def rows(self, wanted: tuple[str, ...]) -> np.ndarray:
        """Which customers have one of the wanted values."""
        return self.places(wanted)[0][self.codes]


@dataclass(frozen=True, eq=False)
class CompanyCustomers:
    """Every customer of the company; nothing of this reaches a viewer before the rows out of scope are gone."""

    dimensions: Mapping[str, Dimension]
    is_on_file: np.ndarray
    in_touch: np.ndarray | None
    first_contact_on: np.ndarray
    first_order_on: np.ndarray
    last_order_on: np.ndarray

    def __len__(self) -> int:
        return len(self.is_on_file)

    def in_population(self, as_of: int) -> np.ndarray:
        """Who belongs to the population at an as-of month."""
        return population(self.first_order_on, self.is_on_file, self.first_contact_on, as_of=as_of)


def company_customers(marts: Marts) -> CompanyCustomers:
    """The customers of a build, from memory after the first call."""
    return marts.remember(("company_customers",), lambda: _load(marts))


def _load(marts: Marts) -> CompanyCustomers:
    values: dict[str, list[tuple[str | None, str | None]]] = {name: [] for name in CODED_COLUMNS}
    size = 0
    for name, value, label, count in query_rows(marts, "customer_values"):
        values[name].append((value, label))
        size += count if name == CODED_COLUMNS[0] else 0
    codes = {name: np.zeros(size, np.min_scalar_type(max(len(values[name]), 1))) for name in CODED_COLUMNS}
    dates = {
        name: np.zeros(size, "datetime64[D]") for name in ("first_contact_date", "first_order_on", "last_order_on")
    }
    is_on_file, in_touch = np.zeros(size, bool), np.zeros(size, bool)
    for batch in query_batches(marts, "customer_codes"):
        # customer_no is dense from 0: a number beyond the arrays would be a fault of the build, and raises.
        numbers = whole_numbers(batch["customer_no"], np.int32)
        for name, array in codes.items():
            array[numbers] = whole_numbers(batch[name], np.int32)
        for name, array in dates.items():
            array[numbers] = days(batch[name])
        is_on_file[numbers] = batch["is_on_file"].to_numpy(zero_copy_only=False)
        in_touch[numbers] = batch["is_in_touch"].to_numpy(zero_copy_only=False)
    dimensions = {
        name: Dimension(
            name=name,
            values=tuple(value for value, _ in values[name]),
            labels=tuple(label for _, label in values[name]),
            codes=read_only(codes[name]),
        )
        for name in CODED_COLUMNS
    }
    return CompanyCustomers(
        dimensions=dimensions,
        is_on_file=read_only(is_on_file),
        in_touch=read_only(in_touch) if in_touch.any() else None,
        first_contact_on=read_only(dates["first_contact_date"]),
        first_order_on=read_only(dates["first_order_on"]),
        last_order_on=read_only(dates["last_order_on"]),
    )
