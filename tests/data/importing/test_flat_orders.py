"""A flat file of order lines in the browser's plan: one choice feeds orders, their lines and, if said, customers."""

from dashboard.data.importing.files.layouts import Layout
from dashboard.data.importing.files.looking import Look
from dashboard.data.importing.jobs.plan import FilePlan, Plan, as_json, choices_of, mapping_for, plan_of
from dashboard.data.importing.jobs.proposing import missing_columns, of_profile, proposed
from dashboard.data.importing.mapping.flat_orders import FLAT_ORDERS
from dashboard.data.importing.mapping.plans import Cell
from tests.data.importing.test_foreign_exports import german_lines

HEADER = ("订单号", "行号", "订单日期", "客户编号", "客户名称", "产品编号", "数量", "单价", "金额")
GERMAN = {
    "order_id": "Belegnr.", "customer_id": "Kundennr.", "order_date": "Belegdatum", "customer_name": "Kunde",
    "line_no": "Pos.", "product_id": "Artikel", "qty": "Menge", "unit_price": "Einzelpreis",
    "net_amount": "Betrag netto",
}  # fmt: skip


def look(*rows: tuple[str, ...], header: tuple[str, ...] = HEADER) -> Look:
    return Look("a.csv", 100, "text", Layout(), (), (), header, rows, tuple(range(2, 2 + len(rows))))


def row(order: str, line: str) -> tuple[str, ...]:
    return (order, line, "2025-01-02", "K1", "甲公司", "P1", "2", "3.00", "6.00")


def nothing_remembered(_header):
    return ()


def test_the_plan_of_one_choice_imports_orders_lines_and_customers(home):
    path = home.files / "rechnungen.txt"
    count, orders, total = german_lines(path)
    flat = FilePlan(table=FLAT_ORDERS.name, cells={column: Cell(header) for column, header in GERMAN.items()})
    plan = plan_of(as_json(Plan(files={path.name: flat})))
    report = home.run(path, choices=choices_of(plan))
    batches = {batch.table: batch for batch in report.batches}
    lines = batches["order_lines"]
    assert set(batches) == {"orders", "order_lines", "customers"}
    assert (lines.read, lines.accepted, lines.rejected) == (count, count, 0)
    assert (batches["orders"].rejected, batches["customers"].rejected) == (0, 0)
    assert home.rows("orders", "net_amount, gross_amount") == [(None, None)] * orders
    assert sum(net for (net,) in home.rows("order_lines", "net_amount")) == total
    assert {name for (name,) in home.rows("customers", "customer_name")} >= {"Müller & Söhne 1 GmbH"}


def test_a_profile_for_several_tables_feeds_all_of_them(home):
    path = home.files / "rechnungen.txt"
    count, orders, _total = german_lines(path)
    mapping = mapping_for(FilePlan(table=FLAT_ORDERS.name, cells={c: Cell(h) for c, h in GERMAN.items()}), "m")
    known = of_profile(FilePlan(), mapping)
    report = home.run(path, choices=choices_of(Plan(files={path.name: known})))
    rows = {batch.table: batch.rows_written for batch in report.batches}
    assert (rows["orders"], rows["order_lines"]) == (orders, count)


def test_the_choice_is_proposed_where_orders_repeat():
    plan = proposed(FilePlan(), look(row("A", "1"), row("A", "2"), row("B", "1")), nothing_remembered)
    assert (plan.table, plan.is_sure, missing_columns(plan)) == (FLAT_ORDERS.name, False, ())
    cells = {column: cell.header for column, cell in plan.cells.items()}
    assert cells == {
        "order_id": "订单号", "customer_id": "客户编号", "order_date": "订单日期", "line_no": "行号",
        "product_id": "产品编号", "qty": "数量", "unit_price": "单价", "net_amount": "金额",
    }  # fmt: skip
    targets = {target.table.name: set(target.cells) for target in mapping_for(plan, "m").targets}
    assert targets == {
        "orders": {"order_id", "customer_id", "order_date"},
        "order_lines": {"order_id", "line_no", "product_id", "qty", "unit_price", "net_amount"},
    }


def test_the_choice_is_not_proposed_without_repeats_or_without_the_order():
    assert proposed(FilePlan(), look(row("A", "1"), row("B", "1")), nothing_remembered).table != FLAT_ORDERS.name
    lines = look(("A", "1", "P", "2"), ("A", "2", "P", "2"), header=("订单号", "行号", "产品编号", "数量"))
    assert proposed(FilePlan(), lines, nothing_remembered).table == "order_lines"
