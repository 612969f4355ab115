"""Time limits of cases, and on which calendar their time runs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

Unit = Literal["minutes", "hours", "days", "working_days"]
Calendar = Literal["working", "natural"]
_SECONDS = {"minutes": 60, "hours": 3600, "days": 86_400}


@dataclass(frozen=True)
class TimeLimit:
    """``10 working_days``, ``24 hours``. A working day is the office hours of one day; the others are what they say."""

    value: float
    unit: Unit

    @classmethod
    def parse(cls, text: str) -> "TimeLimit":
        """Raises ValueError that says how to write it."""
        found = re.fullmatch(r"\s*(\d{1,5}(?:\.\d{1,2})?)\s+(\w+)\s*", text)
        if found is None or found[2] not in get_args(Unit):
            raise ValueError("write a limit like 10 working_days, 24 hours, 15 days or 30 minutes")
        return cls(float(found[1]), found[2])  # ty: ignore[invalid-argument-type]

    def seconds(self, working_day: int) -> int:
        """Seconds on its own calendar: ``working_day`` is how many a working day has."""
        return round(self.value * (_SECONDS.get(self.unit) or working_day))

    @property
    def is_working(self) -> bool:
        """Whether it is counted in working time."""
        return self.unit == "working_days"


@dataclass(frozen=True)
class CasePolicy:
    """What a company decided about its cases; ``close_within`` by kind."""

    calendar: Calendar = "working"
    accept_within: TimeLimit = TimeLimit(1, "working_days")
    close_within: Mapping[str, TimeLimit] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.calendar, self.accept_within, tuple(sorted(self.close_within.items()))))
