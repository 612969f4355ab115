"""Working time written down a second time, day by day in plain Python: what the truths are counted with."""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

_STRETCHES = ((8 * 3600 + 1800, 12 * 3600), (13 * 3600 + 1800, 17 * 3600 + 1800))
DAY_SECONDS = sum(end - start for start, end in _STRETCHES)


@dataclass(frozen=True)
class PlainTime:
    """``days``: in a row; ``before``: working seconds that went by before each of them."""

    days: list[date]
    workdays: dict[date, bool]
    before: list[int]

    @classmethod
    def of(cls, workdays: dict[date, bool]) -> "PlainTime":
        days, before, passed = sorted(workdays), [], 0
        for day in days:
            before.append(passed)
            passed += DAY_SECONDS if workdays[day] else 0
        return cls(days, workdays, before)

    def seconds(self, moment: datetime) -> int:
        """Working seconds from the first day to a moment."""
        day = moment.date()
        passed = self.before[(day - self.days[0]).days]
        if not self.workdays[day]:
            return passed
        second = moment.hour * 3600 + moment.minute * 60 + moment.second
        return passed + sum(max(min(second, end) - start, 0) for start, end in _STRETCHES)

    def moment(self, seconds: int) -> datetime:
        """The first moment at which so many working seconds have gone by."""
        place = bisect_left(self.before, seconds) - 1
        left = seconds - self.before[place]
        for start, end in _STRETCHES:
            if left <= end - start:
                return datetime.combine(self.days[place], time()) + timedelta(seconds=start + left)
            left -= end - start
        raise ValueError("more seconds than a working day has")
