"""How large the demo company is and how long its history, checked before anything is written."""

import re
from dataclasses import dataclass

import numpy as np

from dashboard.logic.problems import Problem

MIN_CUSTOMERS, MAX_CUSTOMERS = 100, 200_000
MIN_MONTHS, MAX_MONTHS = 24, 240
"""Two whole periods of 12 months are needed to plant people who moved up and customers who fell silent."""


@dataclass(frozen=True)
class DemoPlan:
    """Order of the files: ``months`` calendar months that end with ``until`` ("2025-12"). Raises Problem."""

    customers: int = 2000
    months: int = 48
    until: str = "2025-12"
    seed: int = 7

    def __post_init__(self) -> None:
        _check_range("--customers", self.customers, MIN_CUSTOMERS, MAX_CUSTOMERS)
        _check_range("--months", self.months, MIN_MONTHS, MAX_MONTHS)
        _check_range("--seed", self.seed, 0, 2**63 - 1)
        if not re.fullmatch(r"(19[89]\d|20\d\d)-(0[1-9]|1[0-2])", self.until):
            raise Problem("--until {value} is not a month. Write it as 2025-12 (from 1980 to 2099).", value=self.until)

    @property
    def first_month(self) -> np.datetime64:
        """Month with index 0."""
        return np.datetime64(self.until, "M") - (self.months - 1)

    @property
    def last_day(self) -> np.datetime64:
        return np.datetime64(self.until, "M") + 1 - np.timedelta64(1, "D")

    @property
    def before_index(self) -> int:
        """Index of the month that closes the period before the last twelve months."""
        return self.months - 13

    def month_end(self, index: int) -> np.datetime64:
        """Last day of the month with this index."""
        return (self.first_month + index + 1).astype("datetime64[D]") - np.timedelta64(1, "D")

    def stream(self, purpose: int) -> np.random.Generator:
        """An own seeded stream per part, so that changing one part leaves the others as they were."""
        return np.random.default_rng([self.seed, purpose])


def _check_range(name: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        raise Problem(
            "The demo needs {name} between {least} and {most}, not {value}.",
            name=name,
            least=least,
            most=most,
            value=value,
        )
