"""The customers behind a month as a file: the month's figures, and what the file says about itself."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from dashboard.data.exporting.views import view
from dashboard.data.reading.customer_choices import BehindMonth, Chosen
from dashboard.data.reading.reader import Reader
from dashboard.logic.periods import MonthSpan
from dashboard.logic.question import Question
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.viewer import account_manager, operator
from tests.data.hand_made_build import Customer, Order, hand_made_build

JAN = 2024 * 12
QUESTION = Question(as_of=JAN + 1)


@pytest.fixture(scope="module")
def marts(tmp_path_factory):
    home: Path = tmp_path_factory.mktemp("month_lists")
    customers = [
        Customer("A", manager="E1", region="East"),
        Customer("B", manager="E2", region="East"),
        Customer("C", manager="E1"),
        Customer("D", manager="E2", region="West"),
    ]
    orders = [
        Order("A", date(2024, 1, 5), "100"),
        Order("A", date(2024, 2, 5), "10", cost="4"),
        Order("B", date(2024, 2, 6), "20"),
        Order("C", date(2024, 2, 7), "-5"),
        Order("D", date(2024, 1, 8), "7"),
    ]
    return hand_made_build(home, customers, orders, data_through=date(2024, 2, 29))


def rows(reader: Reader, month: BehindMonth) -> dict[str, Decimal]:
    frame = view("customers", reader, QUESTION, chosen=Chosen(month=month)).frame
    return dict(zip(frame["customer_id"], frame["revenue"], strict=True))


def test_month_lists_who_ordered_with_the_figures_of_the_month(marts) -> None:
    reader = Reader(marts, operator(), SHIPPED)
    assert rows(reader, BehindMonth(JAN + 1)) == {"B": 20, "A": 10, "C": -5}
    assert rows(reader, BehindMonth(JAN + 1, "region", ("East",))) == {"B": 20, "A": 10}
    assert rows(reader, BehindMonth(JAN, "region", ("East", "West"))) == {"A": 100, "D": 7}
    assert rows(reader, BehindMonth(JAN + 1, "region", (None,))) == {"C": -5}
    assert rows(reader, BehindMonth(JAN + 1, only_new=True)) == {"B": 20, "C": -5}


def test_account_manager_gets_own_customers_only(marts) -> None:
    reader = Reader(marts, account_manager("E1", ""), SHIPPED)
    assert rows(reader, BehindMonth(JAN + 1)) == {"A": 10, "C": -5}
    assert rows(reader, BehindMonth(JAN, "region", ("West",))) == {}


def test_file_says_which_month_and_which_part_of_it(marts) -> None:
    reader = Reader(marts, operator(), SHIPPED)
    month = BehindMonth(JAN + 1, "region", ("East", None), only_new=True)
    about = dict(view("customers", reader, QUESTION, chosen=Chosen(month=month)).about)
    assert about["Period"] == "2024-02 – 2024-02"
    assert about["Filter"] == "region = East, "
    assert about["First order in"] == "2024-02"


def test_layers_at_month_ends_as_a_file(marts) -> None:
    reader = Reader(marts, account_manager("E1", ""), SHIPPED)
    result = view("layer-months", reader, QUESTION, months=MonthSpan(JAN + 1, JAN + 1))
    frame = result.frame
    assert set(frame["month"]) == {"2024-02"}
    # A has 110, most of all four; C has nothing but a return.
    held = {row.layer: (row.customers, row.revenue) for row in frame.itertuples() if row.customers}
    assert held == {"Top": (1, 110), "Inactive": (1, -5)}
    assert dict(result.about)["Period"] == "2024-02 – 2024-02"
    assert set(view("layer-months", reader, QUESTION).frame["month"]) == {"2024-01", "2024-02"}


def test_sums_of_the_list_are_those_of_the_month(marts) -> None:
    reader = Reader(marts, operator(), SHIPPED)
    page = reader.customers(QUESTION, month=BehindMonth(JAN + 1), limit=1)
    assert (page.total, page.sums.revenue, page.sums.orders) == (3, 25 * 10_000, 2)
    assert len(page.frame) == 1
