"""Whose customers a role shows: kinds of scope resolved against the people and assignments of one build, on one day."""

from collections.abc import Iterable
from datetime import date

from dashboard.data.reading.marts import Marts
from dashboard.logic.roles import ScopeKind
from dashboard.logic.viewer import Scope


def resolved_scope(
    marts: Marts,
    kind: ScopeKind,
    *,
    employee_id: str | None,
    department: str | None = None,
    stands_in_for: Iterable[str] = (),
    today: date,
) -> Scope:
    """The customers of this kind for one person.

    ``employee_id`` None: a kind that needs one gives nobody's. ``department``: for the kind department, None = the
    employee's own. ``stands_in_for``: employee ids whose deputy they are today (own and team).
    """
    if kind == "all":
        return Scope(all=True)
    if kind == "none" or not employee_id:
        return Scope()
    return Scope(account_managers=frozenset({employee_id, *stands_in_for}))
