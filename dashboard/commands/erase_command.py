"""``erase``: a person's data leaves everything that the home holds."""

import argparse
from datetime import UTC, datetime

from dashboard.commands.output import print_json, print_lines, tell, who_runs
from dashboard.data.erasing.erasure import ErasureReport, erase
from dashboard.data.erasing.persons import KINDS
from dashboard.data.home import Home
from dashboard.settings import home_folder, load_settings


def run(chosen: argparse.Namespace) -> None:
    home = Home(home_folder(chosen.home))
    kind, key = next((name, getattr(chosen, name)) for name in KINDS if getattr(chosen, name) is not None)
    report = erase(
        home,
        load_settings(home.settings_file),
        kind=kind,
        key=key,
        reason=chosen.reason,
        who=who_runs(),
        now=datetime.now(UTC),
        dry_run=chosen.dry_run,
        progress=tell,
    )
    if chosen.json:
        print_json(report.as_json())
    else:
        print_lines(_lines(report))


def _lines(report: ErasureReport) -> list[str]:
    if report.erased_at:
        return [f"Nothing to erase: this {report.kind} was erased on {report.erased_at[:10]}."]
    lines = ["Dry run: nothing was changed."] if report.is_dry_run else []
    lines += [
        f"{report.rows:,} imported rows in {report.files:,} files, {report.rejected:,} rejected records, "
        f"{report.texts:,} text files and {report.records:,} records "
        + ("hold" if report.is_dry_run else "held")
        + f" data of this {report.kind}."
    ]
    if report.in_trail:
        lines.append(f"{report.in_trail} reasons in the trail hold it too; the trail is a chain and stays.")
    if not report.is_dry_run:
        lines.append(f"Build: {report.build_id or 'none yet'}; {len(report.builds_removed)} earlier ones are removed.")
    return lines
