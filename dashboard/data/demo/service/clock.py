"""Office hours of the demo company: the official calendar with two days that the company decided otherwise."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from dashboard.data.building.service_calendar import official_days
from dashboard.data.demo.plan import DemoPlan
from dashboard.data.demo.sheets import Sheet
from dashboard.logic.working_time import OfficeHours, WorkingTime

OFFICE_HOURS = "08:30-12:00, 13:30-17:30"
"""As shipped in the settings: truths hold for who leaves them."""
WORKING_DAY = 27_000
"""Seconds that the office is open on a working day."""
_BEFORE, _AFTER = 40, 200
"""Days of the calendar before the first month and after the last."""


@dataclass(frozen=True, eq=False)
class DemoClock:
    """``workdays``: every day of the demo's time, True if worked. ``changed``: (day, is worked, name)."""

    workdays: dict[date, bool]
    changed: tuple[tuple[date, bool, str], ...]
    time: WorkingTime
    end: np.datetime64
    """The last second that counts."""

    @property
    def end_position(self) -> int:
        return self.position(self.end)

    def position(self, moment: np.datetime64) -> int:
        """Working seconds up to a moment."""
        return int(self.time.position(np.array([moment], "datetime64[s]"))[0])

    def moment(self, position: int) -> np.datetime64:
        return self.time.moment(np.array([position]))[0]


def demo_clock(plan: DemoPlan) -> DemoClock:
    """The calendar around the plan's months."""
    first = (plan.first_month.astype("datetime64[D]") - _BEFORE).astype(date)
    last = (plan.last_day + _AFTER).astype(date)
    official = dict(zip(*official_days("CN")[:2], strict=True))
    days = [first + timedelta(days=place) for place in range((last - first).days + 1)]
    workdays = {day: official.get(day, day.weekday() < 5) for day in days}
    changed = _changed(plan, workdays)
    workdays |= {day: is_worked for day, is_worked, _ in changed}
    return DemoClock(
        workdays,
        changed,
        WorkingTime.of(
            OfficeHours.parse(OFFICE_HOURS),
            int(np.datetime64(first).astype(int)),
            np.array(list(workdays.values())),
        ),
        (plan.last_day + 1).astype("datetime64[s]") - np.timedelta64(1, "s"),
    )


def _changed(plan: DemoPlan, workdays: dict[date, bool]) -> tuple[tuple[date, bool, str], ...]:
    """In the third month before the end: a Friday off for the founding day, and the Saturday a week later worked."""
    start = (plan.first_month + plan.months - 4).astype("datetime64[D]").astype(date)
    off = next(day for day in workdays if day >= start + timedelta(days=10) and day.weekday() == 4 and workdays[day])
    worked = next(day for day in workdays if day > off + timedelta(days=7) and day.weekday() == 5 and not workdays[day])
    return (off, False, "公司成立纪念日"), (worked, True, "补班")


def calendar_sheet(clock: DemoClock) -> Sheet:
    """工作日历: the two days, and one whose date nobody has decided yet."""
    records = [[str(day), "是" if worked else "否", name, "公司通知"] for day, worked, name in clock.changed]
    return Sheet(("日期", "是否工作日", "节假日名称", "来源"), [*records, ["待定", "否", "拓展日", "公司通知"]])
