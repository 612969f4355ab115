"""``import_files``: the whole way of an import, all or nothing (architecture.md, The way of the data, 1)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import duckdb

from dashboard.data.batches import batch_of, live_batches, said_data_through
from dashboard.data.home import Home
from dashboard.data.importing.checks.keys import DUPLICATE
from dashboard.data.importing.checks.loading import Loader, import_connection
from dashboard.data.importing.checks.outcomes import Circumstances, Outcome
from dashboard.data.importing.checks.parts import MarkBook
from dashboard.data.importing.checks.quarantine import Quarantine, write_rejects
from dashboard.data.importing.checks.target import TargetImport
from dashboard.data.importing.choices import Choices, FileChoice
from dashboard.data.importing.commit import commit, identity, manifest_head, next_sequence, scratch_folder
from dashboard.data.importing.erased import ERASED, Forgotten
from dashboard.data.importing.files.layouts import Layout
from dashboard.data.importing.files.readings import InputFile, read_sources
from dashboard.data.importing.files.sources import found_sources
from dashboard.data.importing.manifest import batch_report, manifest_entry
from dashboard.data.importing.mapping.groups import REPORT_ORDER, TableGroup, table_groups
from dashboard.data.importing.mapping.mapping_file import load_mapping
from dashboard.data.importing.progress import Progress, silent
from dashboard.data.importing.report import ImportReport, unchanged_report
from dashboard.data.tables import TABLES
from dashboard.logic.problems import Problem
from dashboard.settings import Settings

MODES = ("append", "upsert", "replace")


@dataclass(frozen=True)
class _Order:
    """What the operator asked for."""

    mode: str
    choices: Choices
    data_through: date | None
    dry_run: bool
    strict: bool


def import_files(
    home: Home, paths: Sequence[Path], *, settings: Settings, table: str | None = None, mapping: Path | None = None,
    mode: str = "append", encoding: str | None = None, data_through: date | str | None = None, dry_run: bool = False,
    strict: bool = False, choices: Choices | None = None, progress: Progress | None = None,
) -> ImportReport:  # fmt: skip
    """Import files as one batch per target table (contracts.md). Raises Problem, and then nothing has changed.

    Without ``table`` and ``mapping`` each file goes to the table that its headers tell, all of them or none.
    ``choices`` says it file by file, in the place of ``table``, ``mapping`` and ``encoding``.
    ``progress`` is called with one English line at the start of each step. The build is the caller's next step.
    """
    if mode not in MODES:
        raise Problem("Mode {mode} is not known. Choose append, upsert or replace.", mode=mode)
    if table is not None and table not in TABLES:
        raise Problem(
            "Table {table} is not known. Choose one of {candidates}.", table=table, candidates=", ".join(TABLES)
        )
    asked = _Order(mode, choices or _same_for_all(table, mapping, encoding), _day(data_through), dry_run, strict)
    sources = [Path(path) for path in paths]
    home.ensure()
    with home.writing(), scratch_folder(home) as scratch:
        try:
            return _Import(home, settings, asked, scratch, progress or silent).run(sources)
        except duckdb.Error as error:
            raise Problem(
                "The import failed and nothing was changed: {reason}", reason=str(error).splitlines()[0]
            ) from error
        except OSError as error:
            raise Problem(
                "The import failed and nothing was changed: {reason}", reason=error.strerror or str(error)
            ) from error


def _same_for_all(table: str | None, mapping: Path | None, encoding: str | None) -> Choices:
    return Choices(FileChoice(table, load_mapping(mapping) if mapping else None, Layout(encoding=encoding)))


def _day(given: date | str | None) -> date | None:
    try:
        return date.fromisoformat(given) if isinstance(given, str) else given
    except ValueError as error:
        raise Problem("--data-through {value} is not a date such as 2024-03-31.", value=given) from error


class _Import:
    """One import while it runs, under the writer's lock, in its own scratch folder."""

    def __init__(self, home: Home, settings: Settings, asked: _Order, scratch: Path, progress: Progress) -> None:
        self._home = home
        self._settings = settings
        self._asked = asked
        self._scratch = scratch
        self._progress = progress
        self._final = scratch / "finished"
        self._final.mkdir(mode=0o700)
        self._forgotten = Forgotten.of(home)

    def run(self, paths: list[Path]) -> ImportReport:
        sources, ignored = found_sources(paths, self._scratch)
        if ignored:
            self._progress(f"Ignored, not CSV or Parquet: {', '.join(ignored)}")
        files, readings = read_sources(sources, self._scratch, self._asked.choices, self._progress)
        groups = table_groups(files, readings, self._asked.choices)
        self._progress(f"Table: {', '.join(table for group in groups for table in group.plans)}")
        self._identities = {table: self._identity(table, [files[number] for number in group.files])
                            for group in groups for table in group.plans}  # fmt: skip
        self._live = live_batches(self._home)
        same = self._already_there()
        if same:
            return replace(same, ignored=ignored)
        self._seq = next_sequence(self._home)
        self._import_id = f"{self._seq:08d}-{self._short_identity()}"
        outcomes: dict[str, Outcome] = {}
        with import_connection(self._settings, self._scratch) as connection:
            for group in groups:
                outcomes |= self._outcomes(connection, files, group)
            self._forgotten.blank_written(connection, {name: outcome.written for name, outcome in outcomes.items()})
        if len(groups) > 1:
            outcomes = {table: outcomes[table] for table in REPORT_ORDER if table in outcomes}
        return replace(self._finish(files, outcomes), ignored=ignored)

    def _identity(self, table: str, files: list[InputFile]) -> str:
        mappings = {text: None for file in files if (text := self._mapping_text(file.name)) is not None}
        return identity(
            table, [file.sha256 for file in files], [file.encoding for file in files],
            "\n".join(mappings) if mappings else None, self._asked.mode,
        )  # fmt: skip

    def _mapping_text(self, name: str) -> str | None:
        mapping = self._asked.choices.of(name).mapping
        return mapping.text if mapping else None

    def _short_identity(self) -> str:
        parts = list(self._identities.values())
        return (parts[0] if len(parts) == 1 else hashlib.sha256("".join(parts).encode()).hexdigest())[:8]

    def _already_there(self) -> ImportReport | None:
        """The same import again, and still the latest of its tables: a no-op."""
        latest = {table: self._live[table][-1] for table in self._identities if self._live[table]}
        if any(table not in latest or latest[table].identity != own for table, own in self._identities.items()):
            return None
        said = self._asked.data_through
        if said and said != said_data_through(self._home):
            return None
        shown = [table for table in REPORT_ORDER if table in latest]
        return ImportReport(tuple(unchanged_report(latest[table]) for table in shown), None, self._asked.dry_run)

    def _outcomes(
        self, connection: duckdb.DuckDBPyConnection, files: list[InputFile], group: TableGroup
    ) -> dict[str, Outcome]:
        """Load and check one group of files; later groups see its rows as stored."""
        work = self._scratch / f"of-{min(group.tables)}"
        work.mkdir(mode=0o700)
        books = {table: MarkBook() for table in group.plans}
        loader = Loader(connection, work, files, self._settings.import_memory, self._progress)
        staged, parts = loader.load(group.readings, group.plans, books, self._import_id)
        blanked = self._forgotten.blank_parts(connection, parts, self._live)
        outcomes = {}
        for table, its_plans in group.plans.items():
            around = Circumstances(
                self._asked.mode, f"{self._import_id}-{table}", its_plans[0].source_system, self._live, group.tables,
                self._asked.data_through or said_data_through(self._home), self._settings.reporting_currency,
            )  # fmt: skip
            outcomes[table] = TargetImport(
                connection, TABLES[table], staged, its_plans, parts[table], books[table], around, self._final, work
            ).run(files, group.files, self._progress)
            _warn_of_erased(outcomes[table], blanked.get(table, 0))
        for table, outcome in outcomes.items():
            self._show(table, outcome)
        return outcomes

    def _show(self, table: str, outcome: Outcome) -> None:
        """Let the groups that follow find the rows of this one among what is stored."""
        report = batch_report(f"{self._import_id}-{table}", self._asked.mode, outcome, self._final)
        entry = manifest_entry(report, self._identities[table], outcome)
        batch = batch_of(self._final, manifest_head(self._import_id, self._seq, self._asked.mode), entry)
        before = () if self._asked.mode == "replace" else self._live[table]
        self._live = {**self._live, table: (*before, batch)}

    def _finish(self, files: list[InputFile], outcomes: dict[str, Outcome]) -> ImportReport:
        """Check the counts, refuse what --strict refuses, write what is to be written."""
        import_id = self._import_id
        target = self._home.imports / import_id
        for table, outcome in outcomes.items():
            outcome.rejected, count = self._forgotten.blank_rejected(table, outcome.rejected)
            _warn_of_erased(outcome, count)
        reports = {table: batch_report(f"{import_id}-{table}", self._asked.mode, outcome, target)
                   for table, outcome in outcomes.items()}  # fmt: skip
        self._check_allowed(files, outcomes)
        says_more = self._asked.data_through is not None and self._asked.data_through != said_data_through(self._home)
        is_idle = not says_more and all(_tells_nothing_new(outcome) for outcome in outcomes.values())
        if is_idle or self._asked.dry_run:
            idle = tuple(replace(report, rejects_file=None) for report in reports.values())
            return ImportReport(idle, None, self._asked.dry_run)
        quarantine = Quarantine(self._final / "quarantine.parquet")
        names = [file.name for file in files]
        for table, outcome in outcomes.items():
            quarantine.add(table, f"{import_id}-{table}", names, outcome.rejected)
            if outcome.rejected:
                headers = list(dict.fromkeys(record.header for record in outcome.rejected))
                write_rejects(self._final / f"rejects-{table}.csv", names, outcome.rejected, headers)
        quarantine.close()
        mappings = {mapping.name: None for name in names if (mapping := self._asked.choices.of(name).mapping)}
        commit(
            self._home, self._final, import_id=import_id, seq=self._seq, mode=self._asked.mode,
            mapping=", ".join(mappings) or None, data_through=self._asked.data_through,
            tables=[manifest_entry(reports[table], self._identities[table], outcome)
                    for table, outcome in outcomes.items()],
        )  # fmt: skip
        return ImportReport(tuple(reports.values()), import_id)

    def _check_allowed(self, files: list[InputFile], outcomes: dict[str, Outcome]) -> None:
        for table, outcome in outcomes.items():
            if self._asked.mode == "replace" and not outcome.accepted:
                raise Problem(
                    "No record for {table} was accepted; replacing would leave it empty. Nothing was changed.",
                    table=table,
                )
            bad = next((record for record in outcome.rejected if record.codes != ("FILTERED_BY_MAPPING",)), None)
            if self._asked.strict and bad:
                raise Problem(
                    "File {file}, line {line}: {reasons} ({values}). {count} of {read} records of {table} would "
                    "be rejected; --strict refuses them all and nothing was changed.",
                    file=files[bad.origin.file].name, line=bad.origin.line, reasons=bad.reasons,
                    values=bad.values or "-", count=len(outcome.rejected) - outcome.filtered, read=outcome.read,
                    table=table,
                )  # fmt: skip


def _warn_of_erased(outcome: Outcome, count: int) -> None:
    if count:
        outcome.warnings[ERASED] = outcome.warnings.get(ERASED, 0) + count


def _tells_nothing_new(outcome: Outcome) -> bool:
    """True if every record that could be read is stored already: then not even its rejects are written again."""
    if outcome.rows or outcome.superseded or outcome.reasons.get(DUPLICATE):
        return False
    return outcome.accepted > 0 or not outcome.rejected
