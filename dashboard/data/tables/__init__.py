"""The canonical tables that can be imported: one place for columns, types, keys, header aliases and rules."""

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
    Table,
)  # fmt: skip
from dashboard.data.tables.contracts import (
    ASSIGNMENTS,
    CONTACTS,
    CUSTOMERS,
    DEPARTMENTS,
    EMPLOYEES,
    ORDER_LINES,
    ORDERS,
    PRODUCTS,
    TABLES,
    TARGETS,
)  # fmt: skip

__all__ = [
    "ASSIGNMENTS", "CLOCK", "CONTACTS", "CUSTOMERS", "DATE", "DEPARTMENTS", "EMPLOYEES", "FLAG", "LIST", "LONG",
    "MONEY", "NUMBER", "ORDERS", "ORDER_LINES", "PRODUCTS", "RATE", "SHARE", "SMALL", "TABLES", "TARGETS", "TEXT",
    "TIMESTAMP", "WHOLE", "Allowed", "Column", "DateOrder", "Table",
]  # fmt: skip
