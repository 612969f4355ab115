"""A folder, zip or list of files of several tables is one import: one batch per table, all or nothing."""

import zipfile
from datetime import date
from decimal import Decimal

import pytest

from dashboard.data.batches import all_imports, live_batches
from dashboard.data.demo.files import write_files
from dashboard.data.demo.plan import DemoPlan
from dashboard.logic.problems import Problem

STAFF = "工号,姓名\nE1,王\n"
PRODUCTS = "产品编号,产品名称\nP1,检测\n"
CUSTOMERS = "客户编号,客户名称\nC1,甲\nC2,乙\n"
ORDERS = "order_id,customer_id,order_date,net_amount\n"
LINES = "order_id,line_no,product_id,net_amount\n"
TABLES = ["employees", "products", "customers", "orders", "order_lines"]


def folder(home, **more: str):
    texts = {
        "staff.csv": STAFF, "products.csv": PRODUCTS, "customers.csv": CUSTOMERS,
        "a_orders.csv": ORDERS + "A,C1,2024-03-05,10\nB,C9,2024-03-06,5\nX,C1,never,3\n",
        "z_lines.csv": LINES + "A,1,P1,7\nA,2,P1,4\n", **more,
    }  # fmt: skip
    for name, text in texts.items():
        home.file(f"all/{name}", text)
    return home.files / "all"


def test_each_file_goes_to_its_table_in_one_import(home):
    report = home.run(folder(home))
    assert [batch.table for batch in report.batches] == TABLES
    assert [(batch.read, batch.accepted) for batch in report.batches] == [(1, 1), (1, 1), (2, 2), (3, 2), (2, 2)]
    assert [[file.name for file in batch.files] for batch in report.batches] == [
        ["staff.csv"], ["products.csv"], ["customers.csv"], ["a_orders.csv"], ["z_lines.csv"],
    ]  # fmt: skip
    assert len(all_imports(home.home)) == 1
    assert home.rows("orders", "order_id, source_row") == [("A", 1), ("B", 2)]
    assert home.quarantine("table_name, file, line") == [("orders", "a_orders.csv", 4)]
    assert [entry["table"] for entry in report.as_json()] == TABLES


def test_customers_of_the_same_import_are_known(home):
    report = home.run(folder(home))
    assert report.batches[3].warnings == {"HEADER_SUM_MISMATCH": 1, "UNKNOWN_CUSTOMER": 1}


def test_the_same_folder_again_changes_nothing(home):
    home.run(folder(home))
    before = home.state()
    again = home.run(folder(home))
    assert (again.changed, [batch.table for batch in again.batches]) == (False, TABLES)
    assert [batch.unchanged for batch in again.batches] == [1, 1, 2, 2, 2]
    assert home.state() == before


def test_one_table_grew_and_the_others_stay(home):
    home.run(folder(home))
    more = folder(home, **{"b_orders.csv": ORDERS + "C,C2,2024-03-07,1\n"})
    report = home.run(more)
    assert [batch.rows_written for batch in report.batches] == [0, 0, 0, 1, 0]
    assert home.rows("orders", "order_id") == [("A",), ("B",), ("C",)]
    assert not home.run(more).changed


def test_files_that_are_no_data_are_named_and_ignored(home):
    said: list[str] = []
    given = folder(home, **{"README.md": "x", "truths.json": "{}", ".hidden": "x"})
    report = home.run(given, progress=said.append)
    assert report.ignored == ("README.md", "truths.json")
    assert "Ignored, not CSV, Excel or Parquet: README.md, truths.json" in said


def test_zip_of_several_tables(home):
    path = home.files / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("in/o.csv", ORDERS + "A,C1,2024-03-05,10\n")
        archive.writestr("in/c.csv", CUSTOMERS)
        archive.writestr("in/note.md", "x")
    report = home.run(path)
    assert ([batch.table for batch in report.batches], report.ignored) == (["customers", "orders"], ("in/note.md",))


def test_all_or_nothing(home):
    with pytest.raises(Problem, match="fit no table"):
        home.run(folder(home, **{"other.csv": "a,b\n1,2\n"}))
    with pytest.raises(Problem, match=r"a_orders\.csv, line 4"):
        home.run(folder(home, **{"other.csv": CUSTOMERS}), strict=True)
    assert home.state() == {}


def test_naming_a_table_still_forces_it(home):
    with pytest.raises(Problem, match="has no column for order_id of orders"):
        home.run(folder(home), table="orders")


def test_replace_retires_each_table_of_the_folder(home):
    home.orders(ORDERS + "OLD,C1,2023-01-01,1\n")
    home.run(folder(home), mode="replace")
    assert home.rows("orders", "order_id") == [("A",), ("B",)]
    assert len(live_batches(home.home)["orders"]) == 1


def test_an_order_without_amount_is_sound_if_its_lines_come_in_the_same_import(home):
    orders = home.file("o.csv", ORDERS + "A,C1,2024-03-05,\nB,C2,2024-03-06,\n")
    lines = home.file("l.csv", LINES + "A,1,P1,7\n")
    report = home.run(orders, lines)
    assert [batch.table for batch in report.batches] == ["orders", "order_lines"]
    assert (report.batches[0].accepted, report.batches[0].reasons) == (1, {"MISSING_AMOUNT": 1})
    assert home.quarantine("file, line, columns") == [("o.csv", 3, ["net_amount"])]


def test_a_rejected_line_is_no_amount(home):
    orders = home.file("o.csv", ORDERS + "A,C1,2024-03-05,\n")
    lines = home.file("l.csv", LINES + "A,1,P1,seven\nZ,1,P1,7\n")
    report = home.run(orders, lines)
    assert [batch.reasons for batch in report.batches] == [{"MISSING_AMOUNT": 1}, {"BAD_AMOUNT": 1}]


def test_lines_on_file_excuse_an_empty_amount_whatever_the_mode(home):
    home.run(home.file("l.csv", LINES + "A,1,P1,7\n"))
    assert home.orders(ORDERS + "A,C1,2024-03-05,\n").accepted == 1
    assert home.orders(ORDERS + "A,C1,2024-03-06,\n", name="again.csv", mode="upsert").accepted == 1


def test_an_orders_file_without_any_amount_column_waits_for_its_lines(home):
    head = "order_id,customer_id,order_date\n"
    alone = home.orders(head + "A,C1,2024-03-05\n")
    assert (alone.accepted, alone.reasons, alone.amount_read) == (1, {}, 0)
    mixed = home.run(home.file("o.csv", head + "B,C1,2024-03-06\n"), home.file("l.csv", LINES + "A,1,P1,7\nB,1,P1,5\n"))
    assert [(batch.accepted, batch.reasons) for batch in mixed.batches] == [(1, {}), (2, {})]
    assert home.rows("order_lines", "order_id, net_amount") == [("A", Decimal(7)), ("B", Decimal(5))]


def test_only_a_tax_or_a_cost_is_no_amount(home):
    head = "order_id,customer_id,order_date,net_amount,tax_amount,direct_cost\n"
    report = home.orders(head + "A,C1,2024-03-05,,1,2\nB,C1,2024-03-05,0,,\n")
    assert (report.accepted, report.reasons) == (1, {"MISSING_AMOUNT": 1})


@pytest.mark.slow
def test_the_files_of_the_demo_company_are_one_import(home):
    truths = write_files(home.files / "demo", DemoPlan(customers=100, months=24, until="2025-12", seed=7))
    report = home.run(home.files / "demo")
    assert {batch.table for batch in report.batches} == {truth["table"] for truth in truths["files"]}
    tables = [truth["table"] for truth in truths["files"]]
    assert len(report.batches) == len(set(tables))  # two files of answers are one batch
    assert sorted(tables) == sorted([*(batch.table for batch in report.batches), "survey_answers"])
    assert report.ignored == ("README.md", "truths.json")
    assert not home.run(home.files / "demo").changed
    assert min(day for (day,) in home.rows("orders", "order_date")) >= date(2023, 12, 1)
