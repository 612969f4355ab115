"""Working time: office hours of working days, as one number line on which durations are differences.

Every moment has a *position*: the working seconds that went by since the calendar began. What lies between two moments
is the difference of their positions, so time is additive by construction (T8). The same positions stand in the marts
(``sql/marts/case_step.sql``); a test holds both to be equal.
"""

import re
from dataclasses import dataclass

import numpy as np

DAY = 86_400
_STRETCH = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)")


@dataclass(frozen=True)
class OfficeHours:
    """One or two stretches of a day, in seconds from midnight; without a second one ``open_2 == close_2``."""

    open_1: int
    close_1: int
    open_2: int
    close_2: int

    def __post_init__(self) -> None:
        if not 0 <= self.open_1 < self.close_1 <= self.open_2 <= self.close_2 <= DAY:
            raise ValueError("office hours are one or two stretches of a day, one after the other")

    @classmethod
    def parse(cls, text: str) -> "OfficeHours":
        """``08:30-12:00, 13:30-17:30``. Raises ValueError that says how to write it."""
        parts = [part.strip() for part in text.split(",")]
        found = [_STRETCH.fullmatch(part) for part in parts]
        if not 1 <= len(parts) <= 2 or None in found:
            raise ValueError("write office hours like 08:30-12:00, 13:30-17:30")
        seconds = [int(m[k]) * 3600 + int(m[k + 1]) * 60 for m in found if m for k in (1, 3)]
        first = seconds[1]
        return cls(*seconds, *([first, first] if len(parts) == 1 else []))

    @property
    def seconds(self) -> int:
        """Of a whole working day."""
        return self.close_1 - self.open_1 + self.close_2 - self.open_2


@dataclass(frozen=True, eq=False)
class WorkingTime:
    """The calendar of a build. Days without a gap, from ``first_day`` (days since 1970) on.

    before      working seconds that went by before each day (int64)
    is_workday  a flag per day
    """

    hours: OfficeHours
    first_day: int
    before: np.ndarray
    is_workday: np.ndarray

    @classmethod
    def of(cls, hours: OfficeHours, first_day: int, is_workday: np.ndarray) -> "WorkingTime":
        worked = np.where(is_workday, hours.seconds, 0).astype(np.int64)
        return cls(hours, first_day, np.concatenate(([0], np.cumsum(worked)[:-1])), is_workday)

    def position(self, moments: np.ndarray) -> np.ndarray:
        """Positions (int64 seconds) of moments (datetime64, NaT gives -1). Outside the calendar: its nearest end."""
        seconds = moments.astype("datetime64[s]").astype(np.int64)
        day, second = np.divmod(seconds, DAY)
        place = day - self.first_day
        inside = np.clip(place, 0, len(self.before) - 1)
        second = np.where(place < 0, 0, np.where(place >= len(self.before), DAY, second))
        hours = self.hours
        worked = np.clip(second - hours.open_1, 0, hours.close_1 - hours.open_1)
        worked += np.clip(second - hours.open_2, 0, hours.close_2 - hours.open_2)
        found = self.before[inside] + np.where(self.is_workday[inside], worked, 0)
        return np.where(np.isnat(moments), -1, found)

    def moment(self, positions: np.ndarray) -> np.ndarray:
        """The first moment (datetime64[s]) at which a position is reached; negative ones give NaT."""
        positions = np.asarray(positions, np.int64)
        ends = self.before + np.where(self.is_workday, self.hours.seconds, 0)
        place = np.minimum(np.searchsorted(ends, positions, side="left"), len(ends) - 1)
        into = positions - self.before[place]
        morning = self.hours.close_1 - self.hours.open_1
        second = np.where(into <= morning, self.hours.open_1 + into, self.hours.open_2 + into - morning)
        found = ((self.first_day + place) * DAY + np.clip(second, 0, DAY)).astype("datetime64[s]")
        found[positions < 0] = np.datetime64("NaT")
        return found
