"""``import``: files into batches, then a build."""

import argparse

from dashboard.commands.output import print_json, print_lines, tell
from dashboard.data.home import Home
from dashboard.data.importing import BatchReport, ImportReport, import_files
from dashboard.data.status import load_status
from dashboard.settings import home_folder, load_settings


def run(chosen: argparse.Namespace) -> None:
    home = Home(home_folder(chosen.home))
    # Reads what is published and refuses a damaged home here: status 1 must mean that nothing changed.
    load_status(home)
    report = import_files(
        home,
        chosen.paths,
        settings=load_settings(home.settings_file),
        table=chosen.table,
        mapping=chosen.mapping,
        mode=chosen.mode,
        encoding=chosen.encoding,
        data_through=chosen.data_through,
        dry_run=chosen.dry_run,
        strict=chosen.strict,
        progress=tell,
    )
    build_id = load_status(home).build_id if chosen.dry_run or chosen.no_build else _built(home)
    if chosen.json:
        print_json({"batches": report.as_json(), "build": build_id})
    else:
        print_lines([*_lines(report), f"Build: {build_id or 'none yet'}"])


def _built(home: Home) -> str | None:
    """The id of a build that holds all imports: the current one where nothing new was imported."""
    status = load_status(home)
    if status.build_id is not None and not status.imports_waiting:
        return status.build_id
    # the build brings pandas: half a second that an import without a build need not pay
    from dashboard.commands.build_command import publish
    from dashboard.data.building.build import NothingToBuild

    tell("The import is kept. Building what the pages read.")
    try:
        return publish(home).build_id
    except NothingToBuild as nothing:
        tell(str(nothing))
        return None


def _lines(report: ImportReport) -> list[str]:
    lines = ["Dry run: nothing was changed."] if report.is_dry_run else []
    if not report.changed and not report.is_dry_run:
        lines.append("Nothing new: all of this is imported already.")
    return [*lines, *(line for batch in report.batches for line in _batch_lines(batch))]


def _batch_lines(batch: BatchReport) -> list[str]:
    lines = [
        f"{batch.table}: {batch.read:,} records read, {batch.accepted:,} accepted, {batch.rejected:,} rejected; "
        f"{batch.rows_written:,} rows written"
    ]
    lines += [
        f"  {file.name}: {file.encoding}, {file.read:,} read, {file.rejected:,} rejected" for file in batch.files[:20]
    ]
    if len(batch.files) > 20:
        lines.append(f"  … and {len(batch.files) - 20} more files")
    lines += [f"  rejected, {code}: {count:,}" for code, count in batch.reasons.items()]
    lines += [f"  warning, {code}: {count:,}" for code, count in batch.warnings.items()]
    if batch.rejects_file:
        lines.append(f"  rejected records: {batch.rejects_file}")
    return lines
