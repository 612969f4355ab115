"""Keys of other tables: what is on file, and what becomes of a row that names something else (contract.py, Column)."""

from dataclasses import dataclass

import duckdb

from dashboard.data.batches import current_relation
from dashboard.data.importing.checks.outcomes import Circumstances
from dashboard.data.importing.mapping.header_matches import aliases
from dashboard.data.importing.mapping.header_spelling import normalised
from dashboard.data.importing.mapping.plans import Plan
from dashboard.data.importing.sql_text import identifier
from dashboard.data.tables import TABLES, Column, Table

UNKNOWN_REFERENCE, STUB_MADE = "UNKNOWN_REFERENCE", "STUB_MADE"
CUSTOMER_BY_NAME = "CUSTOMER_BY_NAME"
NAMED = {"employees": "name", "departments": "name"}
"""Tables that are referred to by a name as well (contracts.md: a manager resolves by id, else by name)."""


def unknown_code(table: str) -> str:
    """UNKNOWN_CUSTOMER for customers."""
    one = f"{table[:-3]}y" if table.endswith("ies") else table.removesuffix("s")
    return f"UNKNOWN_{one.upper()}"


@dataclass(frozen=True)
class Reference:
    """A column that holds another table's key. ``known``: a select of the keys and names that are on file."""

    column: Column
    known: str

    @property
    def unknown(self) -> str:
        """The condition on rows whose cell names something that is not on file; never null."""
        name = identifier(self.column.name)
        return f"({name} is not null and {name} not in ({self.known}))"

    @property
    def note(self) -> str:
        return STUB_MADE if self.column.unknown == "stub" else unknown_code(self.column.refers_to)


def references(table: Table, filled: set[str], around: Circumstances) -> list[Reference]:
    """What can be looked up now. A table that comes in the same import counts as known: what came before is on file, a
    file that feeds both holds both, and what comes later the build compares. Of a table that was never imported
    nothing is noted; a row that would be rejected without it is."""
    found = []
    for column in table.columns:
        referred = TABLES.get(column.refers_to)
        if referred is None or column.name not in filled:
            continue
        is_own = referred.name == table.name
        if not is_own and referred.name in around.targets | around.later:
            continue
        batches = around.live.get(referred.name, ())
        if not is_own and column.unknown != "reject" and not any(batch.files for batch in batches):
            continue
        keys = (_key_of(referred, column), *filter(None, [NAMED.get(referred.name)]))
        sources = [f"({current_relation(referred.name, batches)})", *(["rows"] if is_own else [])]
        found.append(
            Reference(
                column,
                " union all ".join(
                    f"select {identifier(key)} from {source} as known where {identifier(key)} is not null"  # noqa: S608
                    for source in sources
                    for key in keys
                ),
            )
        )
    return found


def _key_of(referred: Table, column: Column) -> str:
    """Of a key with several columns the one that is called the same."""
    return column.name if column.name in referred.key else referred.key[0]


def reject_unknown(connection: duckdb.DuckDBPyConnection, found: list[Reference], filtered: int) -> None:
    """UNKNOWN_REFERENCE, where the contract says that such a row is of no use."""
    for reference in found:
        if reference.column.unknown == "reject":
            connection.execute(
                "insert into faults select _pos, $code, $col from rows "  # noqa: S608
                f"where {reference.unknown} and _marks & $filtered = 0",
                {"code": UNKNOWN_REFERENCE, "col": reference.column.name, "filtered": filtered},
            )


def customers_by_name(table: Table, plans: list[Plan]) -> tuple[tuple[str, str, str], ...]:
    """The remark that a list without customer numbers gives names in their place (unless a mapping says so)."""
    if table.name == "customers":
        return ()
    headers = {plan.cells["customer_id"].header or "" for plan in plans
               if "customer_id" in plan.cells and not plan.is_said}  # fmt: skip
    names = [header for header in sorted(headers) if _is_name(header)]
    return ((CUSTOMER_BY_NAME, "customer_id", ", ".join(names)),) if names else ()


def _is_name(header: str) -> bool:
    spelled = normalised(header)[0]
    return spelled in _NAMES or aliases(TABLES["customers"]).get(spelled) in ("customer_name", "short_name")


_NAMES = frozenset(normalised(name)[0] for name in ("往来单位", "购货单位"))
