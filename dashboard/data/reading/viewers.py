"""Who can look at a build: the operator, or one of its account managers."""

from dataclasses import replace
from datetime import date

from dashboard.data.reading.marts import Marts
from dashboard.data.reading.queries import query_rows
from dashboard.data.reading.scopes import resolved_scope
from dashboard.logic.problems import Problem
from dashboard.logic.viewer import Viewer, account_manager, operator


def viewer_named(marts: Marts, employee_id: str | None, today: date) -> Viewer:
    """The viewer for ``--viewer``: an account manager with the customers of their account teams; None = the operator.
    Raises Problem for an unknown employee id."""
    if employee_id is None:
        return operator()
    found = query_rows(marts, "account_manager", employee_id=employee_id.strip())
    if not found:
        raise Problem(
            "No customer of this build has the account manager {viewer}. Give the employee id of an account manager.",
            viewer=employee_id,
        )
    identity, name, _ = found[0]
    own = resolved_scope(marts, "own", employee_id=identity, today=today)
    return replace(account_manager(identity, name or identity), scope=own)
