"""What the settings say about time, shown to the engine: days with their office hours, and the limits of cases."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.data.engines import Engine
from dashboard.logic.working_time import OfficeHours
from dashboard.service_settings import ServiceSettings

FIRST, LAST = date(1990, 1, 1), date(2050, 12, 31)
"""Of the calendar. Before and after it no working time goes by."""
OFFICIAL, WEEKDAYS = "official", "weekdays"
"""Source of a day: the year's official holidays and make-up workdays are known, or only the weekdays are."""
ALL_KINDS = "all"


def show_calendar(engine: Engine, scratch: Path, service: ServiceSettings, *, is_asked: bool) -> None:
    """Give the engine ``made_day`` (one row per day: day, is_workday, name, source, office hours in seconds of the day)
    and ``made_case_limit`` (kind, calendar, accept_within, close_within). Where nothing is asked of the calendar, no
    case and no ticket, it has its first day alone: to know 61 years of holidays takes a quarter of a second."""
    path = scratch / "made_day.parquet"
    pq.write_table(_days(service.office_hours, service.holidays if is_asked else None), path)
    engine.view("made_day", [path])
    path = scratch / "made_case_limit.parquet"
    pq.write_table(_limits(service), path)
    engine.view("made_case_limit", [path])


@cache
def _days(office_hours: str, country: str | None) -> pa.Table:
    hours = OfficeHours.parse(office_hours)
    days, workdays, names, sources = official_days(country) if country else ([FIRST], [False], [None], [WEEKDAYS])
    stretches = {
        name: pa.array([getattr(hours, name)] * len(days), pa.int32())
        for name in ("open_1", "close_1", "open_2", "close_2")
    }
    return pa.table(
        {
            "day": pa.array(days, pa.date32()),
            "is_workday": pa.array(workdays, pa.bool_()),
            "name": pa.array(names, pa.string()),
            "source": pa.array(sources, pa.string()),
            **stretches,
        }
    )


@cache
def official_days(country: str) -> tuple[list[date], list[bool], list[str | None], list[str]]:
    """Each day of the calendar, whether it is worked, the holiday's name and where that is known from."""
    import holidays  # here: it takes 50 ms, which a build without service has no use for

    calendar = holidays.country_holidays(country, years=range(FIRST.year, LAST.year + 1), language=None)
    known = years_known(country)
    days = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
    return (
        days,
        [calendar.is_working_day(day) for day in days],
        [calendar.get(day) for day in days],
        [OFFICIAL if day.year in known else WEEKDAYS for day in days],
    )


@cache
def years_known(country: str) -> frozenset[int]:
    """Years of which the library knows every day off and every make-up workday. China publishes them each autumn for
    the next year; of other countries every year can be computed."""
    import holidays

    calendar = holidays.country_holidays(country)
    if country != "CN":
        return frozenset(range(FIRST.year, LAST.year + 1))
    published = getattr(calendar, "special_public_holidays", {})
    return frozenset(published)


def _limits(service: ServiceSettings) -> pa.Table:
    rows = [
        {
            "kind": ALL_KINDS,
            "calendar": service.calendar,
            "accept_within": service.accept_within,
            "close_within": None,
        }
    ]
    rows += [
        {"kind": kind, "calendar": service.calendar, "accept_within": service.accept_within, "close_within": limit}
        for kind, limit in service.close_within.items()
    ]
    text = pa.string()
    schema = pa.schema([("kind", text), ("calendar", text), ("accept_within", text), ("close_within", text)])
    return pa.Table.from_pylist(rows, schema)
