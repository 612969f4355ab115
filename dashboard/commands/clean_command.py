"""``clean``: what was kept long enough is deleted, and the home's files are for their owner only."""

import argparse
from datetime import UTC, datetime

from dashboard.commands.output import print_json, print_lines, who_runs
from dashboard.data.home import Home
from dashboard.data.importing.jobs.job import remove_old_jobs
from dashboard.data.retention import clean_old
from dashboard.data.tightening import tighten
from dashboard.settings import home_folder, load_settings


def run(chosen: argparse.Namespace) -> None:
    home = Home(home_folder(chosen.home))
    settings = load_settings(home.settings_file)
    tightened = tighten(home)
    uploads = remove_old_jobs(home, datetime.now(UTC)) if home.root.is_dir() else 0
    cleaned = clean_old(home, settings, who=who_runs(), now=datetime.now(UTC))
    if chosen.json:
        print_json(
            {
                "imports": cleaned.imports,
                "files": cleaned.files,
                "scenarios": cleaned.scenarios,
                "tightened": tightened,
                "uploads": uploads,
            }
        )
        return
    print_lines(
        [
            f"{cleaned.files} files of rejected records older than {settings.quarantine_days} days are deleted.",
            f"{cleaned.scenarios} files of scenarios taken over longer ago than that are deleted.",
            f"{uploads} imports of the browser that nobody finished within a day are deleted, with their files.",
            f"{tightened} files and folders were open to other users of this machine and are no longer.",
        ]
    )
