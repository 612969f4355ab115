"""``roles``: who may sign in as what. The way in for the first administrator, and for an operator in need."""

import argparse
from datetime import UTC, date, datetime

from dashboard.commands.output import print_json, print_lines, who_runs
from dashboard.data.home import Home
from dashboard.data.records.grants import BLOCKED, all_grants, end_grant, grant_role
from dashboard.data.records.models import RoleGrant
from dashboard.data.records.store import RecordsStore
from dashboard.data.records.trail import home_trail
from dashboard.logic.problems import Problem
from dashboard.settings import home_folder, load_settings


def run(chosen: argparse.Namespace) -> None:
    home = Home(home_folder(chosen.home))
    trail = home_trail(home, load_settings(home.settings_file))
    if chosen.what == "list":
        _list(all_grants(trail.store), chosen)
        return
    grant = {"grant": _grant, "block": _block, "end": _end}[chosen.what](trail.store, chosen)
    # The grant wrote its entry within its own transaction, which keeps no head.
    trail.heads.keep(trail.entries(limit=1)[0])
    if chosen.json:
        print_json(_record(grant))
    elif chosen.what == "end":
        print_lines([f"Ended: {_line(grant)}"])
    else:
        print_lines([_line(grant)])


def _list(grants: list[RoleGrant], chosen: argparse.Namespace) -> None:
    if chosen.json:
        print_json({"roles": [_record(grant) for grant in grants]})
    else:
        print_lines([_line(grant) for grant in grants] or ["No role was given here. Groups may give some (settings)."])


def _grant(store: RecordsStore, chosen: argparse.Namespace) -> RoleGrant:
    return _given(store, chosen, chosen.role, chosen.valid_from, chosen.employee, chosen.department)


def _block(store: RecordsStore, chosen: argparse.Namespace) -> RoleGrant:
    return _given(store, chosen, BLOCKED, None, None, None)


def _given(
    store: RecordsStore,
    chosen: argparse.Namespace,
    role: str,
    valid_from: date | None,
    employee_id: str | None,
    department: str | None,
) -> RoleGrant:
    return grant_role(
        store,
        login=chosen.login,
        role=role,
        employee_id=employee_id,
        department=department,
        valid_from=valid_from or date.today(),
        valid_until=chosen.valid_until,
        reason=chosen.reason,
        by=who_runs(),
        now=datetime.now(UTC),
    )


def _end(store: RecordsStore, chosen: argparse.Namespace) -> RoleGrant:
    seen = next((grant for grant in all_grants(store) if grant.thing_id == chosen.grant), None)
    if seen is None:
        raise Problem("There is no role with the id {id}. See: python -m dashboard roles list", id=chosen.grant)
    end_grant(store, seen, by=who_runs(), now=datetime.now(UTC), reason=chosen.reason)
    return seen


def _record(grant: RoleGrant) -> dict[str, object]:
    return {
        "id": grant.thing_id,
        "login": grant.login,
        "role": grant.role,
        "employee_id": grant.employee_id,
        "department": grant.department,
        "valid_from": grant.valid_from,
        "valid_until": grant.valid_until,
        "reason": grant.reason,
        "created_by": grant.created_by,
        "created_at": grant.created_at.isoformat(timespec="seconds"),
    }


def _line(grant: RoleGrant) -> str:
    of = [
        f"{name} {value}"
        for name, value in (("employee", grant.employee_id), ("department", grant.department))
        if value
    ]
    until = f"until {grant.valid_until}" if grant.valid_until else "without end"
    return ", ".join([f"{grant.thing_id}  {grant.login}: {grant.role}", *of, f"from {grant.valid_from} {until}"])
