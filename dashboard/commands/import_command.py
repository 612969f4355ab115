"""``import``: files into batches, then a build."""

import argparse

from dashboard.commands.output import account, print_json, print_lines, tell
from dashboard.data.home import Home
from dashboard.data.importing.asked import Provenance
from dashboard.data.importing.choices import Choices, FileChoice
from dashboard.data.importing.files.layouts import Layout
from dashboard.data.importing.mapping.plans import load_mapping
from dashboard.data.importing.report import BatchReport, ImportReport
from dashboard.data.importing.running import import_files
from dashboard.data.status import load_status
from dashboard.data.tables import TABLES
from dashboard.logic.problems import Problem
from dashboard.settings import Settings, home_folder, load_settings

MOST_LEFT_OUT = 5


def run(chosen: argparse.Namespace) -> None:
    home = Home(home_folder(chosen.home))
    # Reads what is published and refuses a damaged home here: status 1 must mean that nothing changed.
    load_status(home)
    settings = load_settings(home.settings_file)
    choices, profile = with_profiles(home, settings, chosen, asked_choices(chosen))
    provenance = Provenance(account(), profile=profile)
    if chosen.effect:
        _try(home, chosen, settings, choices, provenance)
        return
    report = import_files(
        home, chosen.paths, settings=settings, choices=choices, mode=chosen.mode, period=chosen.period,
        data_through=chosen.data_through, dry_run=chosen.dry_run, strict=chosen.strict,
        provenance=provenance, progress=tell,
    )  # fmt: skip
    build_id = load_status(home).build_id if chosen.dry_run or chosen.no_build else built(home)
    if chosen.json:
        print_json({"batches": report.as_json(), "import_id": report.import_id, "build": build_id})
    else:
        print_lines([*report_lines(report), f"Build: {build_id or 'none yet'}"])


def asked_choices(chosen: argparse.Namespace) -> Choices:
    """One choice for all files of the command."""
    if chosen.table is not None and chosen.table not in TABLES:
        raise Problem(
            "Table {table} is not known. Choose one of {candidates}.", table=chosen.table, candidates=", ".join(TABLES)
        )
    layout = Layout(
        encoding=chosen.encoding, delimiter=chosen.delimiter, header=chosen.header_line, sheet=chosen.sheet,
        cells=chosen.range, decimal=chosen.decimal, day_order=chosen.day_order,
    )  # fmt: skip
    mapping = load_mapping(chosen.mapping) if chosen.mapping else None
    return Choices(FileChoice(chosen.table, mapping, layout))


def with_profiles(home: Home, settings: Settings, chosen: argparse.Namespace, choices: Choices) -> tuple[Choices, str]:
    """The choices with the mappings of profiles that know the headers, and the names of those."""
    has_records = settings.records_url is not None or home.records.is_dir()
    if chosen.no_profiles or (chosen.profile is None and not has_records):
        return choices, ""
    # the records bring a database toolkit: a quarter of a second that an import without them need not pay
    from dashboard.data.importing.remembered import remembered_choices

    found = remembered_choices(home, settings, chosen.paths, choices, profile=chosen.profile, progress=tell)
    return found.choices, found.names


def _try(home: Home, chosen: argparse.Namespace, settings: Settings, choices: Choices, provenance: Provenance) -> None:
    """``--dry-run --effect``."""
    from dashboard.commands.effect_lines import effect_lines
    from dashboard.data.importing.trial import trial

    tried = trial(
        home, chosen.paths, settings=settings, choices=choices, mode=chosen.mode, period=chosen.period,
        data_through=chosen.data_through, strict=chosen.strict, provenance=provenance, progress=tell,
    )  # fmt: skip
    build_id = load_status(home).build_id
    if chosen.json:
        print_json({**tried.as_json(), "import_id": None, "build": build_id})
    else:
        print_lines([*report_lines(tried.report), *effect_lines(tried.effect), f"Build: {build_id or 'none yet'}"])


def built(home: Home, done: str = "The import is kept.") -> str | None:
    """The id of a build that holds all imports: the current one where nothing changed."""
    status = load_status(home)
    if status.build_id is not None and not status.imports_waiting:
        return status.build_id
    # the build brings pandas: half a second that an import without a build need not pay
    from dashboard.commands.build_command import publish
    from dashboard.data.building.build import NothingToBuild

    tell(f"{done} Building what the pages read.")
    try:
        return publish(home).build_id
    except NothingToBuild as nothing:
        tell(str(nothing))
        return None


def report_lines(report: ImportReport) -> list[str]:
    lines = ["Dry run: nothing was changed."] if report.is_dry_run else []
    if not report.changed and not report.is_dry_run:
        lines.append("Nothing new: all of this is imported already.")
    if report.import_id:
        lines.append(f"Import {report.import_id}; take it back with: python -m dashboard undo {report.import_id}")
    return [*lines, *(line for batch in report.batches for line in _batch_lines(batch))]


def _batch_lines(batch: BatchReport) -> list[str]:
    lines = [
        f"{batch.table}: {batch.read:,} records read, {batch.accepted:,} accepted, {batch.rejected:,} rejected; "
        f"{batch.rows_written:,} rows written"
    ]
    if batch.period:
        lines.append(f"  replaced: {batch.period[0]} to {batch.period[1]}")
    lines += [
        f"  {file.name}: {file.encoding}, {file.read:,} read, {file.rejected:,} rejected" for file in batch.files[:20]
    ]
    if len(batch.files) > 20:
        lines.append(f"  … and {len(batch.files) - 20} more files")
    lines += [
        f"  no record, {file.name}, line {line}: {text[:120]}"
        for file in batch.files[:20]
        for line, text in file.left_out[:MOST_LEFT_OUT]
    ]
    lines += [f"  rejected, {code}: {count:,}" for code, count in batch.reasons.items()]
    for code, count in batch.warnings.items():
        lines.append(f"  warning, {code}: {count:,}")
        lines += [f"    {example}" for example in batch.examples.get(code, ())]
    if batch.rejects_file:
        lines.append(f"  rejected records: {batch.rejects_file}")
    return lines
