"""--mode replace-period: some months of a dated table give way to those of the file."""

from datetime import date

import pytest

from dashboard.data.importing.undoing import undo
from dashboard.logic.problems import Problem

HEAD = "order_id,customer_id,order_date,net_amount\n"
LINES = "order_id,line_no,product_id,net_amount\n"
FLAT = """[orders]
order_id = "o"
customer_id = "c"
order_date = "d"
[order_lines]
order_id = "o"
product_id = "p"
net_amount = "n"
"""


@pytest.fixture
def filled(home):
    """Four orders, January to April, a line each."""
    home.orders(HEAD + "".join(f"{key},C1,2024-0{month}-05,{month}\n" for month, key in enumerate("ABCD", 1)))
    home.run(home.file("lines.csv", LINES + "".join(f"{key},1,P,1\n" for key in "ABCD")))
    return home


def _orders(home) -> list[tuple]:
    return sorted(home.rows("orders", "order_id, net_amount::int"))


def _lines(home) -> list[str]:
    return sorted(key for (key,) in home.rows("order_lines", "order_id"))


def test_the_months_of_the_file_are_replaced_and_their_lines_go(filled):
    report = filled.run(filled.file("b.csv", HEAD + "B,C1,2024-02-07,20\nE,C1,2024-03-31,5\n"), mode="replace-period")
    orders = report.batches[0]
    assert (orders.period, orders.rows_written) == ((date(2024, 2, 1), date(2024, 3, 31)), 2)
    assert _orders(filled) == [("A", 1), ("B", 20), ("D", 4), ("E", 5)]
    assert _lines(filled) == ["A", "B", "D"]  # B came again, C did not
    undo(filled.home, report.import_id, "me")
    assert _orders(filled) == [("A", 1), ("B", 2), ("C", 3), ("D", 4)]
    assert _lines(filled) == ["A", "B", "C", "D"]


def test_records_outside_a_named_period_are_rejected(filled):
    text = HEAD + "B,C1,2024-02-07,20\nE,C1,2024-04-01,5\nF,C1,2024-01-31,5\n"
    report = filled.run(filled.file("b.csv", text), mode="replace-period", period="2024-02..2024-03").batches[0]
    assert (report.accepted, report.reasons) == (1, {"OUTSIDE_PERIOD": 2})
    assert _orders(filled) == [("A", 1), ("B", 20), ("D", 4)]
    assert filled.quarantine("line, columns") == [(3, ["order_date"]), (4, ["order_date"])]


@pytest.mark.slow
def test_a_key_outside_the_period_is_not_moved_and_empties_no_month(filled):
    filled.orders(HEAD + "M,C1,2024-05-20,9\n", name="may.csv")
    report = filled.orders(HEAD + "B,C1,2024-02-07,20\nD,C1,2024-05-05,5\n", name="b.csv", mode="replace-period")
    assert report.period == (date(2024, 2, 1), date(2024, 5, 31))
    assert _orders(filled) == [("A", 1), ("B", 20), ("D", 5)]
    report = filled.orders(HEAD + "B,C1,2024-02-08,21\nA,C1,2024-03-05,5\n", name="c.csv", mode="replace-period")
    assert (report.period, report.reasons) == ((date(2024, 2, 1), date(2024, 2, 29)), {"DUPLICATE_KEY": 1})
    assert _orders(filled) == [("A", 1), ("B", 21), ("D", 5)]


def test_a_rejected_record_does_not_empty_its_month(filled):
    report = filled.orders(HEAD + "B,C1,2024-02-07,20\nC,C1,2024-03-05,x\n", name="b.csv", mode="replace-period")
    assert report.period == (date(2024, 2, 1), date(2024, 2, 29))
    assert _orders(filled) == [("A", 1), ("B", 20), ("C", 3), ("D", 4)]


def test_a_flat_file_replaces_orders_with_their_lines(filled):
    text = "o,c,d,p,n\nZ,C,2024-02-01,P,1\nZ,C,2024-02-01,P2,1\nB,C,2024-02-09,P9,1\nY,C,2024-03-01,P,1\n"
    report = filled.mapped(text, FLAT, mode="replace-period", period="2024-02")
    assert {one.table: (one.accepted, one.reasons) for one in report.batches} == {
        "orders": (3, {"OUTSIDE_PERIOD": 1}), "order_lines": (3, {"OUTSIDE_PERIOD": 1}),
    }  # fmt: skip
    assert sorted(filled.rows("order_lines", "order_id, product_id")) == [
        ("A", "P"), ("B", "P9"), ("C", "P"), ("D", "P"), ("Z", "P"), ("Z", "P2"),
    ]  # fmt: skip


@pytest.mark.slow
def test_lines_in_a_file_of_their_own_go_by_the_dates_of_their_orders(filled):
    orders = filled.file("m/orders.csv", HEAD + "B,C1,2024-02-07,20\nE,C1,2024-05-01,5\n")
    filled.file("m/lines.csv", LINES + "B,1,P8,1\nE,1,P8,1\nD,1,P8,1\n")
    report = filled.run(orders.parent, mode="replace-period", period="2024-02")
    assert {one.table: one.reasons for one in report.batches} == {
        "orders": {"OUTSIDE_PERIOD": 1}, "order_lines": {"OUTSIDE_PERIOD": 2},
    }  # fmt: skip
    assert sorted(filled.rows("order_lines", "order_id, product_id")) == [
        ("A", "P"), ("B", "P8"), ("C", "P"), ("D", "P"),
    ]  # fmt: skip


def test_the_same_file_again_changes_nothing(filled):
    text = HEAD + "B,C1,2024-02-07,20\n"
    filled.orders(text, name="b.csv", mode="replace-period")
    before = filled.state()
    assert filled.orders(text, name="b.csv", mode="replace-period").rows_written == 0
    assert filled.state() == before


def test_what_has_no_date_or_no_record_is_refused(filled):
    before = filled.state()
    with pytest.raises(Problem, match="customers has no date"):
        filled.run(filled.file("c.csv", "customer_id,customer_name\nC1,One\n"), mode="replace-period")
    with pytest.raises(Problem, match="leave it empty"):
        filled.orders(HEAD + "B,C1,never,20\n", name="b.csv", mode="replace-period", period="2024-02")
    for period in ("2024", "2024-13", "2024-03..2024-02", "02-2024", ""):
        with pytest.raises(Problem, match="is not a period"):
            filled.orders(HEAD + "B,C1,2024-02-07,20\n", mode="replace-period", period=period)
    with pytest.raises(Problem, match="belongs to --mode replace-period"):
        filled.orders(HEAD + "B,C1,2024-02-07,20\n", period="2024-02")
    assert filled.state() == before


def test_orders_without_an_amount_have_the_lines_of_the_next_file(filled):
    """Orders are checked first, for their dates; an order for which no line comes is still rejected."""
    orders = filled.file("new/orders.csv", HEAD + "B,C1,2024-02-07,\nX,C1,2024-02-08,\n")
    filled.file("new/lines.csv", LINES + "B,1,P,20\n")
    report = filled.run(orders.parent, mode="replace-period", period="2024-02")
    by_table = {batch.table: batch for batch in report.batches}
    assert (by_table["orders"].accepted, by_table["orders"].reasons) == (1, {"MISSING_AMOUNT": 1})
    assert by_table["order_lines"].accepted == 1
    assert sorted(filled.rows("orders", "order_id")) == [("A",), ("B",), ("C",), ("D",)]
