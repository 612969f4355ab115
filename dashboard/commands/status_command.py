"""``status``: what is loaded and which build is served."""

import argparse

from dashboard.commands.output import print_json, print_lines
from dashboard.data.home import Home
from dashboard.data.status import Status, load_status
from dashboard.settings import home_folder


def run(chosen: argparse.Namespace) -> None:
    home = Home(home_folder(chosen.home))
    status = load_status(home)
    if chosen.json:
        print_json(status.as_json())
    else:
        print_lines(_lines(home, status))


def _lines(home: Home, status: Status) -> list[str]:
    lines = [f"Home           {home.root}"]
    if status.build_id is None:
        lines.append("Build          none yet" + (": run python -m dashboard build" if status.tables else ""))
    else:
        lines += [
            f"Build          {status.build_id} ({status.engine}, {status.built_at})",
            f"Data through   {status.data_through}",
            f"As of          {status.default_as_of} (default)",
        ]
    lines += [
        f"{name:<14} {count.rows:,} rows in {count.batches} batches, {count.rejected:,} records rejected"
        for name, count in status.tables.items()
    ]
    if not status.tables:
        lines.append("Nothing is imported yet. Run: python -m dashboard import PATH, or: python -m dashboard demo")
    elif status.imports_waiting and status.build_id:
        lines.append(f"{status.imports_waiting} imports are not in the build yet. Run: python -m dashboard build")
    return lines
