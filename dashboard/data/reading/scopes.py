"""Whose customers a role shows: kinds of scope resolved against the people and assignments of one build, on one day."""

from collections.abc import Iterable
from datetime import date

from dashboard.data.reading.marts import Marts
from dashboard.data.reading.queries import query_rows
from dashboard.logic.roles import ScopeKind
from dashboard.logic.viewer import Scope

SCOPES_KEPT = 512
"""People and days; a scope is a few names."""
NOBODYS = Scope()


def resolved_scope(
    marts: Marts,
    kind: ScopeKind,
    *,
    employee_id: str | None,
    department: str | None = None,
    stands_in_for: Iterable[str] = (),
    today: date,
) -> Scope:
    """The customers of this kind for one person, from memory after the first call of a day.

    ``employee_id`` None: a kind that needs one gives nobody's. ``department`` (id or name): for the kind department,
    None = the employee's own. ``stands_in_for``: employee ids whose deputy they are today (own and team): their own
    customers are shown, not those of their team. A build that knows no departments, people or account teams gives what
    the names themselves stand for.
    """
    absent = frozenset(stands_in_for)
    key = ("resolved_scope", kind, employee_id, department, absent, today)
    return marts.remember(
        key, lambda: _resolved(marts, kind, employee_id or "", department or "", absent, today), keep=SCOPES_KEPT
    )


def _resolved(
    marts: Marts, kind: ScopeKind, employee_id: str, department: str, absent: frozenset[str], today: date
) -> Scope:
    if kind == "all":
        return Scope(all=True)
    if kind == "department":
        return _of_department(marts, department or _own_department(marts, employee_id))
    if kind not in ("own", "team") or not employee_id:
        return NOBODYS
    own = _own(marts, (absent | {employee_id}) - {""}, today)
    return own | Scope(account_managers=_below(marts, employee_id)) if kind == "team" else own


def _own(marts: Marts, employees: frozenset[str], today: date) -> Scope:
    """Their customers, and those of their account teams."""
    customers: frozenset[str] = frozenset()
    if _knows(marts, "assignment"):
        rows = query_rows(marts, "account_team_customers", employee_ids=sorted(employees), today=today)
        customers = frozenset(customer_id for (customer_id,) in rows)
    return Scope(account_managers=employees, customers=customers)


def _below(marts: Marts, employee_id: str) -> frozenset[str]:
    """Everybody below, all levels, those who left too: their customers are still somebody's."""
    if not _knows(marts, "employee"):
        return frozenset({employee_id})
    return frozenset(one for (one,) in query_rows(marts, "below_employees", employee_ids=[employee_id]))


def _own_department(marts: Marts, employee_id: str) -> str:
    if not employee_id or not _knows(marts, "employee"):
        return ""
    found = query_rows(marts, "own_department", employee_id=employee_id)
    return found[0][0] if found else ""


def _of_department(marts: Marts, department: str) -> Scope:
    if not department:
        return NOBODYS
    if not _knows(marts, "department"):
        return Scope(departments=frozenset({department}))
    rows = query_rows(marts, "below_department", department=department)
    return Scope(departments=frozenset(text for (text,) in rows if text))


def _knows(marts: Marts, mart: str) -> bool:
    return mart in marts.build.marts
