"""How long builds stay open: each has an open file and threads of its own."""

import gc
import weakref
from datetime import date
from pathlib import Path

from dashboard.data.home import Home
from dashboard.data.reading.marts import HOMES_KEPT_OPEN, open_marts
from tests.data.hand_made_build import Customer, Order, hand_made_build


def test_only_the_last_few_homes_stay_open_and_those_in_use(tmp_path: Path) -> None:
    """A process that had opened hundreds of homes, such as that of the tests, had thousands of threads."""
    place, orders = tmp_path / "home", [Order("A", date(2024, 1, 5), "100")]
    hand_made_build(place, [Customer("A")], orders, data_through=date(2024, 1, 31))
    homes = [Home(place)]
    for number in range(HOMES_KEPT_OPEN + 1):  # the same place under another name is a home of its own
        named = tmp_path / f"named-{number}"
        named.symlink_to(place)
        homes.append(Home(named))
    used = open_marts(homes[0])
    opened = [weakref.ref(open_marts(home)) for home in homes[1:]]
    gc.collect()
    assert [one() is not None for one in opened] == [False] + [True] * HOMES_KEPT_OPEN
    assert open_marts(homes[0]) is used
    assert open_marts(homes[1]).cursor().execute("select count(*) from customer").fetchall() == [(1,)]
