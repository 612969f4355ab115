"""The months and days that the customers of a wave are judged by, on waves made by hand."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from dashboard.data.reading.surveys.wave_reach import begins_on, wave_months
from dashboard.logic.periods import MonthSpan, month_no
from dashboard.logic.surveys.wave import Wave

BUILD = SimpleNamespace(first_month=month_no(date(2023, 6, 1)))
MARCH = month_no(date(2025, 3, 1))
WAVE = Wave(0, "w", "w", "w", "", date(2025, 1, 10), date(2025, 1, 31), *[None] * 4, False, True, 1)


@pytest.mark.parametrize(
    ("closes", "last"),
    [
        (date(2025, 1, 31), date(2025, 1, 1)),
        (date(2025, 1, 30), date(2024, 12, 1)),  # January had not ended
        (date(2025, 2, 1), date(2025, 1, 1)),
        (date(2025, 3, 31), date(2025, 3, 1)),
        (date(2025, 4, 30), date(2025, 3, 1)),  # nothing after the as-of month
        (None, date(2025, 3, 1)),
        (date(2023, 5, 31), date(2023, 6, 1)),  # the data begin later
    ],
)
def test_twelve_months_up_to_the_last_that_had_ended_when_the_wave_closed(closes: date | None, last: date) -> None:
    span = wave_months(BUILD, replace(WAVE, field_to=closes), MARCH)
    assert span == MonthSpan(month_no(last) - 11, month_no(last))


def test_customers_are_looked_at_before_the_first_day_in_the_field() -> None:
    assert begins_on(WAVE, MARCH) == date(2025, 1, 10)
    assert begins_on(replace(WAVE, field_from=None), MARCH) == date(2025, 3, 31)
