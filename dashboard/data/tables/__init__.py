"""The canonical tables that can be imported: one place for columns, types, keys, header aliases and rules."""

from dashboard.data.tables.company import ASSIGNMENTS, DEPARTMENTS, EMPLOYEES, PRODUCTS, TARGETS
from dashboard.data.tables.complaints import CASE_EVENTS
from dashboard.data.tables.contract import (
    CLOCK,
    DATE,
    FLAG,
    LIST,
    LONG,
    MONEY,
    NUMBER,
    RATE,
    SMALL,
    TEXT,
    TIMESTAMP,
    WHOLE,
    Allowed,
    Column,
    DateOrder,
    Numbering,
    Table,
)  # fmt: skip
from dashboard.data.tables.contracts import TABLES
from dashboard.data.tables.customers import CONTACTS, CUSTOMERS
from dashboard.data.tables.sales import ORDER_LINES, ORDERS

__all__ = [
    "ASSIGNMENTS", "CASE_EVENTS", "CLOCK", "CONTACTS", "CUSTOMERS", "DATE", "DEPARTMENTS", "EMPLOYEES", "FLAG", "LIST",
    "LONG", "MONEY", "NUMBER", "ORDERS", "ORDER_LINES", "PRODUCTS", "RATE", "SMALL", "TABLES", "TARGETS", "TEXT",
    "TIMESTAMP", "WHOLE", "Allowed", "Column", "DateOrder", "Numbering",
    "Table",
]  # fmt: skip
