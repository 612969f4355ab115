from datetime import date

import pytest

from dashboard.logic.validity import validity

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)


@pytest.mark.parametrize(
    ("today", "until", "state"),
    [
        (date(2026, 2, 28), LAST, "later"),
        (FIRST, LAST, "in_force"),
        (LAST, LAST, "in_force"),
        (date(2026, 4, 1), LAST, "ended"),
        (date(2099, 1, 1), None, "in_force"),
        (FIRST, FIRST, "in_force"),
    ],
)
def test_both_days_belong_to_it(today, until, state):
    assert validity(FIRST, until, today) == state
