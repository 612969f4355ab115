"""``serve``: the app in a browser on this machine."""

import argparse
import os
from pathlib import Path

from dashboard.commands.output import tell
from dashboard.data.home import Home
from dashboard.settings import DEMO_HOME, home_folder


def run(chosen: argparse.Namespace) -> None:
    home = Home(home_folder(chosen.home))
    os.environ["DASHBOARD_HOME"] = str(home.root)  # the pages run in this process and ask for it
    if chosen.demo_if_empty and not home.has_data():
        # The pages go on watching the real home and offer its first build as soon as it is there.
        demo = _demo_home(home.root)
        os.environ["DASHBOARD_FALLBACK_HOME"] = str(demo.root)
        home = demo
    tell(f"Serving {home.root} at http://{chosen.host}:{chosen.port} (stop with Ctrl+C)")
    from dashboard.server import serve

    serve(chosen.host, chosen.port)


def _demo_home(empty: Path) -> Home:
    home = Home(DEMO_HOME)
    tell(f"Nothing is imported in {empty}: showing the demo company of {home.root}.")
    if not home.current.is_file():
        from dashboard.commands.demo_command import demo_company

        demo_company(home)
    return home
