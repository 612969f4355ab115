"""All customers of one build as small arrays: the columns they are filtered by, and the dates of the population.

Loaded once per build, kept read-only. Index = ``customer_no``, which is dense from 0 in the order of customer_id.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from dashboard.data.marts import Marts
from dashboard.data.queries import days, query_columns, query_rows, read_only, whole_numbers
from dashboard.logic.facts import population
from dashboard.logic.question import FILTER_COLUMNS

CODED_COLUMNS = (*FILTER_COLUMNS, "service_tier")
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
    columns = query_columns(marts, "customer_codes")
    numbers = whole_numbers(columns["customer_no"], np.int32)
    size = len(numbers)
    if size and not (numbers.min() == 0 and numbers.max() == size - 1):
        raise ValueError("customer_no of the mart customer is not dense from 0")
    values: dict[str, list[tuple[str | None, str | None]]] = {name: [] for name in CODED_COLUMNS}
    for name, value, label, _ in query_rows(marts, "customer_values"):
        values[name].append((value, label))

    def placed(array: np.ndarray) -> np.ndarray:
        target = np.empty(size, array.dtype)
        target[numbers] = array
        return read_only(target)

    dimensions = {}
    for name in CODED_COLUMNS:
        smallest = np.min_scalar_type(max(len(values[name]), 1))
        dimensions[name] = Dimension(
            name=name,
            values=tuple(value for value, _ in values[name]),
            labels=tuple(label for _, label in values[name]),
            codes=placed(whole_numbers(columns[name], smallest.type)),
        )
    return CompanyCustomers(
        dimensions=dimensions,
        is_on_file=placed(columns["is_on_file"].to_numpy(zero_copy_only=False).astype(bool)),
        first_contact_on=placed(days(columns["first_contact_date"])),
        first_order_on=placed(days(columns["first_order_on"])),
        last_order_on=placed(days(columns["last_order_on"])),
    )
