"""Which table a file's headers tell."""

from dataclasses import dataclass
from functools import lru_cache

from dashboard.data.importing.mapping.header_matches import aliases as known_headers
from dashboard.data.importing.mapping.header_matches import first_matches, named
from dashboard.data.importing.mapping.header_spelling import normalised
from dashboard.data.tables import CASE_EVENTS, CUSTOMERS, ORDER_LINES, ORDERS, TABLES, Table
from dashboard.logic.problems import Problem

COMMON = (
    "assignments", "contacts", "customers", "departments", "employees", "order_lines", "orders", "products", "targets",
)  # fmt: skip
"""The tables that a refusal names; the others are in docs/file-formats.md."""
_PEOPLE = frozenset({"employees", "departments"})
_ROUND_A_CUSTOMER = frozenset({"contacts", "assignments"})


@dataclass(frozen=True)
class TableFit:
    """How well a table fits a header. ``found``: columns; ``is_sure``: the command line would take it unasked."""

    table: str
    found: int
    score: float
    is_sure: bool = False


def found_table(name: str, header: tuple[str, ...]) -> Table:
    """The one table that the headers tell. Raises Problem with the candidates where none or several fit."""
    fitting = told_tables(header)
    best = _best(fitting)
    if best:
        return TABLES[best]
    shown = ", ".join(cell for cell in header if cell) or "-"
    if fitting:
        raise Problem(
            "File {file}: its headers fit the tables {candidates}. Say which with --table, or, for a flat "
            "file that holds several, write a mapping file. Headers: {headers}.",
            file=name, candidates=", ".join(sorted(fitting)), headers=shown,
        )  # fmt: skip
    raise Problem(
        "File {file}: its headers fit no table. Known tables are {candidates} and {count} more. Say which with "
        "--table, or map the columns with --mapping. Headers: {headers}.",
        file=name, candidates=", ".join(COMMON), count=len(TABLES) - len(COMMON), headers=shown,
    )  # fmt: skip


def told_tables(header: tuple[str, ...]) -> dict[str, frozenset[str]]:
    """Table -> headers that it understands, of the tables that are told and that no other told one merely repeats.

    An order file repeats the customer's and the product's name, a delivery file the order's number and lines: who
    refers goes before what is referred to, and before the parts of it. Orders and their lines stand beside each other.
    """
    told = {table.name: found for table in TABLES.values() if (found := _told(table, header))}
    return {
        name: found
        for name, found in told.items()
        if not any(_repeats(other, name) and not _repeats(name, other) for other in told)
    }


def _best(fitting: dict[str, frozenset[str]]) -> str:
    """The table whose headers are all that the others understand, and more."""
    best = [
        name for name, found in fitting.items()
        if all(found > other for other_name, other in fitting.items() if other_name != name)
    ]  # fmt: skip
    return best[0] if len(best) == 1 else ""


def fits(header: tuple[str, ...]) -> tuple[TableFit, ...]:
    """All tables that share a column with the header, best first: told ones, then by what is told and understood."""
    told = told_tables(header)
    best = _best(told)
    count = len(named(header))
    shares = []
    for table in TABLES.values():
        found = first_matches(table, header)
        if not found:
            continue
        telling = len(set(table.telling) & set(found)) / len(table.telling)
        required = len(set(table.required) & set(found)) / max(len(table.required), 1)
        score = 0.4 * telling + 0.2 * required + 0.3 * len(found) / count + 0.1 * (table.name in told)
        shares.append(TableFit(table.name, len(found), round(score, 4), table.name == best))
    return tuple(sorted(shares, key=lambda fit: (not fit.is_sure, fit.table not in told, -fit.score)))


def _told(table: Table, header: tuple[str, ...]) -> frozenset[str]:
    """The headers that the table understands, if the columns are there that tell it; else none."""
    found = first_matches(table, header)
    if table is ORDER_LINES:
        is_told = "order_id" in found and bool(found.keys() & {"product_id", "line_no", "qty", "net_amount"})
    elif table is CASE_EVENTS:
        is_told = {"case_id", "event"} <= found.keys() and bool(found.keys() & {"seq", "at"})
    else:
        is_told = set(table.telling) <= found.keys()
    if is_told and not _is_plainly_told(table, header):
        if table is ORDERS:
            is_told = bool(found.keys() & set(table.amounts))
        if table is CUSTOMERS:
            is_told = len(found) > len(named(header)) / 2
    known = known_headers(table)
    understood = (cell for cell in named(header) if normalised(cell)[0] in known)
    return frozenset([*(match.header for match in found.values()), *understood]) if is_told else frozenset()


def _is_plainly_told(table: Table, header: tuple[str, ...]) -> bool:
    """Every telling column has a header of its own: 单据编号, 日期, 客户 alone may be any paper of an ERP system."""
    known = known_headers(table)
    return set(table.telling) <= {known.get(normalised(cell)[0]) for cell in named(header)}


def _repeats(table: str, other: str) -> bool:
    """Whether a file of one table often holds columns of the other: it refers to it, or to what it is a part of."""
    if (table, other) == (ORDER_LINES.name, ORDERS.name):
        return False
    reached = _reached(table)
    part_of = {column.refers_to for column in TABLES[other].columns if column.name in TABLES[other].key} - {"", other}
    if table == ORDERS.name or not part_of:
        return other in reached
    return other in reached or part_of <= reached & {ORDERS.name}


@lru_cache(maxsize=128)
def _reached(table: str) -> frozenset[str]:
    """The tables that a row's references lead to, and those round customers that nobody writes down as references."""
    reached: set[str] = set()
    new = {table}
    while new:
        reached |= new
        new = {other for name in new for other in TABLES[name].refers_to} - reached
    if CUSTOMERS.name in reached - {table}:
        reached |= _PEOPLE | (frozenset() if table in _ROUND_A_CUSTOMER else _ROUND_A_CUSTOMER)
    elif table != CUSTOMERS.name:
        reached |= _PEOPLE - ({"employees"} if table == "departments" else set())
    else:
        reached |= {"departments"}
    return frozenset(reached - {table})
