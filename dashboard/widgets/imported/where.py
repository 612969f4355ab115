"""Where imports of the browser go: into the company's own data, never among the demo's."""

import os
from datetime import UTC, datetime
from pathlib import Path

from dashboard.data.demo.demo_home import is_demo_home
from dashboard.data.home import Home
from dashboard.data.importing.jobs.uploaded import Limits
from dashboard.data.records.store import home_records
from dashboard.logic.problems import Problem
from dashboard.logic.roles import Right
from dashboard.logic.sign_in import SignIn
from dashboard.settings import DEFAULT_HOME, Settings, load_settings
from dashboard.widgets.identity import Identity, identity_of
from dashboard.widgets.opened import has_login, own_home, settings

MB = 2**20


def import_home() -> Home:
    """The home to work in; of a server that only shows the demo, the default home."""
    own = own_home()
    return Home(Path(os.environ.get("DASHBOARD_OWN_HOME") or DEFAULT_HOME)) if is_demo_home(own) else own


def check_may_bring() -> None:
    """Raises Problem on a server with a login that shows the demo: its people and records are the demo's, too."""
    if has_login() and is_demo_home(own_home()):
        raise Problem("This server shows the demo company. Your own data comes in where its own folder is served.")


def import_settings() -> Settings:
    """Those of that home. Raises Problem for broken ones."""
    own, target = own_home(), import_home()
    return settings() if target == own else load_settings(target.settings_file)


def upload_limits() -> Limits:
    said = import_settings()
    return Limits(said.upload_file_mb * MB, said.upload_job_mb * MB)


def importer(sign_in: SignIn | None, said: Settings) -> str | None:
    """The id of this sign-in, if it is open and its roles in force now give the right to import; else None.

    Without a session: uploads come beside the pages.
    """
    now = datetime.now(UTC)
    if said.login is None or sign_in is None or now >= sign_in.ends_at:
        return None
    found = identity_of(home_records(own_home(), said), sign_in, said.login, now)
    may = isinstance(found, Identity) and any(Right.IMPORT in held.role.rights for held in found.held)
    return sign_in.session_id if may else None


def show_own_data_once_there() -> None:
    """A server that only showed the demo goes on as ``serve --demo-if-empty`` does: it offers the company's own data as
    soon as it is built (new_data.py)."""
    own, target = own_home(), import_home()
    if target != own:
        os.environ["DASHBOARD_FALLBACK_HOME"] = str(own.root)
        os.environ["DASHBOARD_HOME"] = str(target.root)
