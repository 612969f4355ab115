"""Who never ordered is a Prospect with a contact on file, else a Suspect (metrics.md, Layers)."""

from datetime import date
from pathlib import Path

import pytest

from dashboard.data.reading.marts import Marts
from dashboard.data.reading.reader import Reader
from dashboard.logic.question import Question
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.viewer import operator
from tests.data.hand_made_build import Contact, Customer, Order, hand_made_build

CUSTOMERS = [Customer("A"), Customer("N1"), Customer("N2"), Customer("N3", first_contact=date(2024, 3, 5))]
ORDERS = [Order("A", date(2024, 1, 5), "100"), Order("A", date(2024, 3, 5), "100")]


def _company(folder: Path, contacts: list[Contact]) -> Marts:
    return hand_made_build(folder, CUSTOMERS, ORDERS, data_through=date(2024, 3, 31), contacts=contacts)


def _never_ordered(marts: Marts, as_of: int) -> tuple[int, int]:
    """(prospects, suspects) of the pyramid; the months of the build say the same."""
    reader, question = Reader(marts, operator(), SHIPPED), Question(as_of=as_of)
    table = reader.pyramid(question).set_index("layer")["customers"]
    months = reader.layer_months(question)
    then = months[months["month_no"] == as_of].set_index("layer")["customers"]
    found = tuple(int(table.get(layer, 0)) for layer in ("Prospect", "Suspect"))
    assert tuple(int(then.get(layer, 0)) for layer in ("Prospect", "Suspect")) == found
    return found[0], found[1]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("who", "expected"),
    [([], (0, 3)), (["N1"], (1, 2)), (["N1", "N1", "N3"], (2, 1)), (["A"], (0, 3)), (["nobody's"], (0, 3))],
)
def test_a_contact_makes_the_difference(tmp_path: Path, who: list[str], expected: tuple[int, int]) -> None:
    marts = _company(tmp_path, [Contact(f"K{place}", one, "Mei") for place, one in enumerate(who)])
    assert _never_ordered(marts, marts.build.last_month) == expected


def test_who_is_not_yet_known_is_neither(tmp_path: Path) -> None:
    marts = _company(tmp_path, [Contact("K1", "N3", "Mei")])
    assert _never_ordered(marts, marts.build.last_month - 1) == (0, 2)
