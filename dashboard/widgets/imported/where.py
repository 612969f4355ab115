"""Where imports of the browser go: into the company's own data, never among the demo's."""

import os
from pathlib import Path

from dashboard.data.demo.demo_home import is_demo_home
from dashboard.data.home import Home
from dashboard.data.importing.jobs.uploaded import Limits
from dashboard.settings import DEFAULT_HOME, Settings, load_settings
from dashboard.widgets.opened import own_home, settings

MB = 2**20


def import_home() -> Home:
    """The home to work in; of a server that only shows the demo, the default home."""
    own = own_home()
    return Home(Path(os.environ.get("DASHBOARD_OWN_HOME") or DEFAULT_HOME)) if is_demo_home(own) else own


def import_settings() -> Settings:
    """Those of that home. Raises Problem for broken ones."""
    own, target = own_home(), import_home()
    return settings() if target == own else load_settings(target.settings_file)


def upload_limits() -> Limits:
    said = import_settings()
    return Limits(said.upload_file_mb * MB, said.upload_job_mb * MB)


def show_own_data_once_there() -> None:
    """A server that only showed the demo goes on as ``serve --demo-if-empty`` does: it offers the company's own data as
    soon as it is built (new_data.py)."""
    own, target = own_home(), import_home()
    if target != own:
        os.environ["DASHBOARD_FALLBACK_HOME"] = str(own.root)
        os.environ["DASHBOARD_HOME"] = str(target.root)
