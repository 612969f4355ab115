"""``serve``: the app in a browser on this machine."""

import argparse
import os
from datetime import UTC, datetime
from pathlib import Path

from dashboard.commands.build_command import publish
from dashboard.commands.output import tell, who_runs
from dashboard.data.building.versions import is_outdated
from dashboard.data.home import Home
from dashboard.data.importing.jobs.job import remove_old_jobs
from dashboard.data.retention import clean_old
from dashboard.data.tightening import tighten
from dashboard.logic.problems import Problem
from dashboard.settings import DEMO_HOME, home_folder, load_settings


def run(chosen: argparse.Namespace) -> None:
    from dashboard.server import serve, settings_in_use

    home = Home(home_folder(chosen.home))
    os.environ["DASHBOARD_HOME"] = str(home.root)  # the pages run in this process and ask for it
    login = settings_in_use().login
    if chosen.demo_if_empty and not home.has_data():
        # The pages go on watching the real home and offer its first build as soon as it is there.
        demo = _demo_home(home.root)
        os.environ["DASHBOARD_FALLBACK_HOME"] = str(demo.root)
        home = demo
    _put_in_order(home)
    _bring_up_to_date(home)
    address = login.public_url if login else f"http://{chosen.host}:{chosen.port}"
    tell(f"Serving {home.root} at {address} (stop with Ctrl+C)")
    serve(chosen.host, chosen.port)


def _put_in_order(home: Home) -> None:
    """Files for their owner only, and no rejected records older than the settings allow."""
    tightened = tighten(home)
    if tightened:
        tell(f"{tightened} files and folders in {home.root} were open to other users of this machine; they are closed.")
    try:
        remove_old_jobs(home, datetime.now(UTC))
        settings = load_settings(home.settings_file)
        cleaned = clean_old(home, settings, who=who_runs(), now=datetime.now(UTC))
    except Problem as problem:
        tell(f"{problem} Rejected records that are too old stay until the next start.")
        return
    if cleaned.files:
        tell(f"{cleaned.files} files of rejected records older than {settings.quarantine_days} days are deleted.")


def _bring_up_to_date(home: Home) -> None:
    """A build of an earlier version lacks what pages ask now: it is made again from the same imports."""
    if not is_outdated(home):
        return
    tell(f"The build in {home.root} was made by an earlier version. It is made again from what was imported.")
    try:
        publish(home)
    except Problem as problem:
        tell(f"{problem} Pages that need a newer build will say so.")


def _demo_home(empty: Path) -> Home:
    home = Home(DEMO_HOME)
    tell(f"Nothing is imported in {empty}: showing the demo company of {home.root}.")
    if not home.current.is_file():
        from dashboard.commands.demo_command import demo_company

        demo_company(home)
    return home
