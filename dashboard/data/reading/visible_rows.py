"""Which customers a viewer may see: the one row mask that every answer starts from."""

import numpy as np
import pyarrow as pa

from dashboard.data.reading.company_customers import CompanyCustomers, company_customers
from dashboard.data.reading.marts import Marts
from dashboard.data.reading.masking import check_not_masked
from dashboard.data.reading.queries import query_rows, read_only
from dashboard.logic.problems import Problem
from dashboard.logic.question import Filters
from dashboard.logic.viewer import Scope, Viewer

SCOPES_KEPT = 16
"""One byte per customer of the company each."""


def visible_rows(marts: Marts, viewer: Viewer, filters: Filters) -> np.ndarray:
    """A flag for each customer of the company. Raises Problem for a filter by a masked column, and for a filter value
    that no customer has; for a viewer without scope *all* such a value gives no rows, as one out of scope does: the
    refusal would tell which exist."""
    for name, _ in filters:
        check_not_masked(name, viewer)
    customers = company_customers(marts)
    rows = rows_in_scope(marts, viewer.scope)
    for name, wanted in filters:
        flags, unknown = customers.dimensions[name].places(wanted)
        if unknown and viewer.scope.all:
            raise Problem(
                "The filter {column} = {value} matches no customer of this build. Check the spelling.",
                column=name,
                value=unknown[0],
            )
        rows = rows & flags[customers.dimensions[name].codes]
    return rows


def rows_in_scope(marts: Marts, scope: Scope) -> np.ndarray:
    """A flag for each customer of the company, read-only; from memory after the first call."""
    return marts.remember(("rows_in_scope", scope), lambda: read_only(_rows(marts, scope)), keep=SCOPES_KEPT)


def _rows(marts: Marts, scope: Scope) -> np.ndarray:
    """Unassigned customers are visible to scope *all* only, unless named: the empty id is never a manager of a scope,
    nor the empty text a department."""
    customers = company_customers(marts)
    if scope.all:
        return np.ones(len(customers), bool)
    rows = customers.dimensions["account_manager_id"].rows(tuple(scope.account_managers - {""}))
    if scope.departments:
        rows = rows | customers.dimensions["department"].rows(tuple(scope.departments - {""}))
    if scope.customers:
        rows = rows.copy()
        rows[list(customer_numbers(marts, scope.customers).values())] = True
    return rows


def customer_numbers(marts: Marts, customer_ids: frozenset[str] | list[str]) -> dict[str, int]:
    """customer_no by id, of those that exist anywhere in the company: scope is the caller's."""
    return dict(query_rows(marts, "customer_numbers", customer_ids=sorted(customer_ids))) if customer_ids else {}


def visible_numbers(marts: Marts, viewer: Viewer, customer_ids: list[str]) -> dict[str, int]:
    """customer_no by id, of the customers in scope. Another's id and nobody's answer alike, and so does every id for a
    viewer from whom ids are hidden: what is found would tell whose it is."""
    if "customer_id" in viewer.veiled:
        return {}
    rows = rows_in_scope(marts, viewer.scope)
    return {one: number for one, number in customer_numbers(marts, customer_ids).items() if rows[number]}


def whole_managers(marts: Marts, scope: Scope) -> list[str] | None:
    """The account managers whose customers are, all together, exactly those in scope ("" = the unassigned); None where
    the scope cuts through a manager's customers. What is kept by manager (the monthly marts) answers for them only."""
    if not (scope.departments or scope.customers):
        return sorted(scope.account_managers - {""})
    return marts.remember(
        ("whole_managers", scope), lambda: _whole_managers(company_customers(marts), rows_in_scope(marts, scope))
    )


def _whole_managers(customers: CompanyCustomers, rows: np.ndarray) -> list[str] | None:
    managers = customers.dimensions["account_manager_id"]
    everybody = np.bincount(managers.codes, minlength=len(managers.values))
    inside = np.bincount(managers.codes[rows], minlength=len(managers.values))
    if ((inside > 0) & (inside < everybody)).any():
        return None
    return sorted(value or "" for value, count in zip(managers.values, inside.tolist(), strict=True) if count)


def wanted_table(numbers: np.ndarray, **columns: np.ndarray) -> pa.Table:
    """The relation ``wanted`` of a query: some customers, and what is known of each."""
    return pa.table({"customer_no": pa.array(numbers, pa.int32()), **{n: pa.array(c) for n, c in columns.items()}})
