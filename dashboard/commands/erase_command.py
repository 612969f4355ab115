"""``erase``: a person's data leaves everything that the home holds."""

import argparse
from datetime import UTC, datetime

from dashboard.commands.output import print_json, print_lines, tell, who_runs
from dashboard.data.erasing.erasure import ErasureReport, erase
from dashboard.data.erasing.persons import KINDS
from dashboard.data.erasing.returned import returned_persons
from dashboard.data.home import Home
from dashboard.settings import home_folder, load_settings


def run(chosen: argparse.Namespace) -> None:
    home = Home(home_folder(chosen.home))
    settings = load_settings(home.settings_file)
    if chosen.listed:
        persons = returned_persons(home)
    else:
        persons = [(name, key) for name in KINDS if (key := getattr(chosen, name)) is not None]
    reports = [
        erase(
            home,
            settings,
            kind=kind,
            key=key,
            reason=chosen.reason,
            who=who_runs(),
            now=datetime.now(UTC),
            dry_run=chosen.dry_run,
            progress=tell,
        )
        for kind, key in persons
    ]
    if chosen.json:
        print_json({"persons": [report.as_json() for report in reports]})
    elif reports:
        print_lines(line for report in reports for line in _lines(report))
    else:
        print_lines(["Nothing to erase: nothing is here of the persons who were erased before."])


def _lines(report: ErasureReport) -> list[str]:
    if report.erased_at:
        return [f"Nothing to erase: this {report.kind} was erased on {report.erased_at[:10]}."]
    lines = ["Dry run: nothing was changed."] if report.is_dry_run else []
    hold = "hold" if report.is_dry_run else "held"
    lines.append(
        f"{report.rows:,} imported rows in {report.files:,} files, {report.rejected:,} rejected records, "
        f"{report.texts:,} text files and {report.records:,} records {hold} data of this {report.kind}."
    )
    if report.uploads:
        gone = "would be removed" if report.is_dry_run else "were removed"
        lines.append(f"{report.uploads:,} unfinished imports of the browser, with all their files, {gone}.")
    if report.in_trail:
        lines.append(f"{report.in_trail} reasons in the trail hold it too; the trail is a chain and stays.")
    lines += [f"The backup {path} holds it too: delete it when it is no longer needed." for path in report.backups_left]
    if not report.is_dry_run:
        lines.append(f"Build: {report.build_id or 'none yet'}; {len(report.builds_removed)} earlier ones are removed.")
    return lines
