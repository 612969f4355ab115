"""A batch's file may keep its few rejected rows, marked: nobody who reads the batch may see them (batches.py)."""

from decimal import Decimal

import pyarrow.parquet as pq

from dashboard.data.batches import live_batches
from dashboard.data.building.build import build
from dashboard.data.reading.marts import open_marts
from dashboard.settings import Settings

HEAD = "order_id,customer_id,order_date,net_amount\n"
GOOD = "".join(f"N{n},C{n % 3},2024-03-{n + 1:02},1.5\n" for n in range(20))
BAD_FIRST = HEAD + "X,C9,2024-02-30,1000\n" + GOOD


def physical_rows(home) -> int:
    return sum(pq.read_metadata(path).num_rows for batch in live_batches(home.home)["orders"] for path in batch.files)


def test_the_file_keeps_a_marked_row_that_no_reader_sees(home):
    report = home.orders(BAD_FIRST)
    assert (report.read, report.accepted, report.rejected, report.rows_written) == (21, 20, 1, 20)
    assert (report.amount_read, report.amount_accepted, report.amount_rejected) == (1030, 30, 1000)
    assert physical_rows(home) == 21
    assert live_batches(home.home)["orders"][0].rows == 20
    assert home.rows("orders", "order_id, source_row, row_no")[:2] == [("N0", 2, 1), ("N1", 3, 2)]
    assert "X" not in {name for (name,) in home.rows("orders", "order_id")}


def test_a_file_of_many_bad_rows_is_written_again_without_them(home):
    home.orders(HEAD + "X,C9,2024-02-30,1\nA,C1,2024-03-01,2\n")
    assert physical_rows(home) == 1
    assert home.rows("orders", "order_id, source_row, row_no") == [("A", 2, 0)]


def test_a_warning_is_no_fault(home):
    report = home.orders(HEAD + "R,C1,2024-03-01,1.00005\n" + GOOD)
    assert (report.warnings, report.rows_written, physical_rows(home)) == ({"ROUNDED": 1}, 21, 21)
    assert home.rows("orders", "order_id, net_amount")[0] == ("R", Decimal("1.0001"))


def test_a_marked_row_is_no_stored_key_and_upserts_hit_the_right_row(home):
    home.orders(BAD_FIRST)
    later = home.orders(HEAD + "X,C9,2024-02-29,1000\n", name="mended.csv")
    assert (later.accepted, later.reasons) == (1, {})
    home.orders(HEAD + "N0,C0,2024-03-01,9\n", name="upsert.csv", mode="upsert")
    amounts = dict(home.rows("orders", "order_id, net_amount::int"))
    assert (amounts["N0"], amounts["N1"], amounts["X"], len(amounts)) == (9, 2, 1000, 21)


def test_marked_rows_are_no_part_of_a_build(home):
    home.orders(BAD_FIRST)
    home.orders(HEAD + "N0,C0,2024-03-01,9\n", name="upsert.csv", mode="upsert")
    build(home.home, Settings(threads=2))
    with open_marts(home.home).cursor() as cursor:
        found = cursor.execute("select count(*), sum(net_amount) from order_value").fetchall()
    assert found == [(20, Decimal("37.5"))]
    assert open_marts(home.home).build.tables["orders"].rows == 20
