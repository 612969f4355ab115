"""A flat file of order lines, the order's fields repeated on each: one choice that feeds orders and order lines.

It is no contract of its own: nothing is kept under its name. Its columns are those of the tables that it feeds.
"""

from dataclasses import replace

from dashboard.data.importing.files.looking import Look
from dashboard.data.importing.mapping.header_matches import first_matches
from dashboard.data.importing.mapping.header_tables import fits, told_tables
from dashboard.data.importing.mapping.mappings import Cell, Target
from dashboard.data.tables import CUSTOMERS, ORDER_LINES, ORDERS, TABLES, Column, Table

_OF_THE_LINE = frozenset({"direct_cost", "net_amount", "promised_date", "tax_amount", "gross_amount"})
"""Columns of orders left out here: the figure on each line is the line's, and an order is what its lines add up to."""
_ORDER = tuple(column for column in ORDERS.columns if column.name not in _OF_THE_LINE)
_LINE = tuple(column for column in ORDER_LINES.columns if column.name != "order_id")
_CUSTOMER_NAME = replace(
    CUSTOMERS.by_name["customer_name"], aliases=(), spare=(),
    titles=("Customer name (kept with customers)", "客户名称（存入客户表）"),
)  # fmt: skip
FLAT_ORDERS = Table(
    "orders_with_lines",
    (*_ORDER, _CUSTOMER_NAME, *_LINE),
    key=("order_id",),
    telling=("order_id", "customer_id", "order_date"),
    titles=("Orders with their lines (one row per line)", "订单及明细（每行一条明细）"),
)
PLANNED = {
    name: table
    for known in TABLES.values()
    for name, table in ((known.name, known), *([(FLAT_ORDERS.name, FLAT_ORDERS)] if known is ORDER_LINES else []))
}
"""What the steward may say that a file holds: the tables, and this."""


def parts(table: Table) -> tuple[tuple[str, tuple[Column, ...]], ...]:
    """(name of the table that is fed, its columns) in the order in which they are asked for; the number once."""
    if table is not FLAT_ORDERS:
        return ((table.name, table.columns),)
    return ((ORDERS.name, (*_ORDER, _CUSTOMER_NAME)), (ORDER_LINES.name, _LINE))


def targets_of(table: Table, cells: dict[str, Cell]) -> tuple[Target, ...]:
    """What the columns that were chosen feed. Customers only where a name was chosen."""
    if table is not FLAT_ORDERS:
        return (Target(table, dict(cells)),)
    own = {name: {column.name for column in columns} - {"customer_name"} for name, columns in parts(table)}
    own[ORDER_LINES.name].add("order_id")
    if "customer_name" in cells:
        own[CUSTOMERS.name] = {"customer_id", "customer_name"}
    return tuple(
        Target(TABLES[name], {column: cell for column, cell in cells.items() if column in names})
        for name, names in own.items()
    )


def proposed_cells(header: tuple[str, ...]) -> dict[str, Cell]:
    """Only what the headers tell. The customer's name is for the steward to say: it may be on file already."""
    found = first_matches(FLAT_ORDERS, header)
    return {
        column: Cell(header=match.header, factor=match.factor)
        for column, match in found.items()
        if column != "customer_name"
    }


def is_flat(look: Look) -> bool:
    """Whether headers fit orders and lines alike, hold what both need, and a number of an order comes twice."""
    best, told = fits(look.header), told_tables(look.header)
    if not best or best[0].is_sure or best[0].table not in told or not {ORDERS.name, ORDER_LINES.name} <= told.keys():
        return False
    cells = proposed_cells(look.header)
    if best[0].table not in (ORDERS.name, ORDER_LINES.name) or not set(FLAT_ORDERS.telling) <= cells.keys():
        return False
    place = look.header.index(cells["order_id"].header or "")
    numbers = [row[place] for row in look.rows if place < len(row) and row[place]]
    return bool(cells.keys() & {"product_id", "qty", "net_amount"}) and len(set(numbers)) < len(numbers)
