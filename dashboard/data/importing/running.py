"""``import_files``: the whole way of an import, all or nothing (architecture.md, The way of the data, 1)."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb

from dashboard.data.batches import batch_of, live_batches, said_data_through
from dashboard.data.home import Home
from dashboard.data.importing.asked import NOBODY, Asked, Provenance, day_of, layout_mark, period_of, same_for_all
from dashboard.data.importing.checks.header_sums import note_header_sums
from dashboard.data.importing.checks.loading import Loaded, Loader, import_connection
from dashboard.data.importing.checks.outcomes import Circumstances, Outcome
from dashboard.data.importing.checks.parts import MarkBook
from dashboard.data.importing.checks.periods import in_period_order, outside_condition
from dashboard.data.importing.checks.target import TargetImport
from dashboard.data.importing.choices import Choices
from dashboard.data.importing.commit import Head, identity, next_sequence, scratch_folder
from dashboard.data.importing.erased import Forgotten
from dashboard.data.importing.files.readings import InputFile, read_sources
from dashboard.data.importing.files.sources import found_sources
from dashboard.data.importing.finishing import Finish
from dashboard.data.importing.following import nothing_identity, take_parts_along
from dashboard.data.importing.leaning import leaned_on
from dashboard.data.importing.manifest import batch_report, manifest_entry
from dashboard.data.importing.mapping.groups import REPORT_ORDER, TableGroup, table_groups
from dashboard.data.importing.mapping.plans import load_mapping
from dashboard.data.importing.progress import Progress, silent
from dashboard.data.importing.reconciling import check_every_reading, check_every_record, note_files, with_left_out
from dashboard.data.importing.record_lines import write_record_lines
from dashboard.data.importing.report import ImportReport, unchanged_report
from dashboard.data.tables import TABLES
from dashboard.logic.problems import Problem
from dashboard.settings import Settings


def import_files(
    home: Home, paths: Sequence[Path], *, settings: Settings, table: str | None = None, mapping: Path | None = None,
    mode: str = "append", encoding: str | None = None, data_through: date | str | None = None, dry_run: bool = False,
    strict: bool = False, choices: Choices | None = None, period: str | None = None,
    provenance: Provenance = NOBODY, progress: Progress | None = None,
) -> ImportReport:  # fmt: skip
    """Import files as one batch per target table (contracts.md). Raises Problem, and then nothing has changed.

    Without ``table`` and ``mapping`` each file goes to the table that its headers tell, all of them or none.
    ``choices`` says it file by file, in the place of ``table``, ``mapping`` and ``encoding``. ``period`` such as
    ``2025-01..2025-03`` belongs to the mode replace-period. ``progress`` is called with one English line at the start
    of each step. The build is the caller's next step.
    """
    chosen = choices or same_for_all(table, load_mapping(mapping) if mapping else None, encoding)
    asked = Asked(mode, chosen, day_of(data_through), period_of(period), dry_run, strict, provenance)
    sources = [Path(path) for path in paths]
    home.ensure()
    with home.writing(provenance.by), scratch_folder(home) as scratch:
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


class _Import:
    """One import while it runs, under the writer's lock, in its own scratch folder."""

    def __init__(self, home: Home, settings: Settings, asked: Asked, scratch: Path, progress: Progress) -> None:
        self._home = home
        self._settings = settings
        self._asked = asked
        self._scratch = scratch
        self._progress = progress
        self._final = scratch / "finished"
        self._final.mkdir(mode=0o700)
        self._forgotten = Forgotten.of(home)
        self._leans: dict[str, tuple[str, ...]] = {}
        self._later: frozenset[str] = frozenset()

    def run(self, paths: list[Path]) -> ImportReport:
        sources, ignored = found_sources(paths, self._scratch, self._settings.import_limits)
        if ignored:
            self._progress(f"Ignored, not CSV, Excel or Parquet: {', '.join(ignored)}")
        limits = self._settings.import_limits
        files, readings = read_sources(sources, self._scratch, self._asked.choices, self._progress, limits)
        groups = table_groups(files, readings, self._asked.choices)
        check_every_reading(readings, groups)
        self._progress(f"Table: {', '.join(table for group in groups for table in group.plans)}")
        self._identities = {table: self._identity(table, [files[number] for number in group.files])
                            for group in groups for table in group.plans}  # fmt: skip
        self._live = before = live_batches(self._home)
        same = self._already_there()
        if same:
            return replace(same, ignored=ignored)
        self._head = self._named(paths, files)
        outcomes: dict[str, Outcome] = {}
        with import_connection(self._settings, self._scratch) as connection:
            ordered = in_period_order(groups, self._asked)
            # orders may be checked before lines that come with them: those must be there to be asked
            loaded = [self._loaded(connection, files, group) for group in ordered] if self._asked.period else []
            for number, group in enumerate(ordered):
                self._later = frozenset(table for following in ordered[number + 1 :] for table in following.tables)
                coming = tuple(path for later in loaded[number + 1 :] for path in later.parts.get("order_lines", ()))
                own = loaded[number] if loaded else self._loaded(connection, files, group)
                outcomes |= self._outcomes(connection, files, group, own, coming)
            note_header_sums(connection, outcomes, self._live)
            if self._asked.mode == "replace-period":
                for table, of in take_parts_along(connection, outcomes, before, self._final).items():
                    self._identities.setdefault(table, nothing_identity(self._head.import_id, table))
                    self._leans[table] = tuple(sorted({*self._leans.get(table, ()), *of}))
            self._forgotten.blank_written(connection, {name: outcome.written for name, outcome in outcomes.items()})
        if len(groups) > 1:
            outcomes = {table: outcomes[table] for table in REPORT_ORDER if table in outcomes}
        finish = Finish(self._home, self._asked, self._head, self._final, self._forgotten)
        return replace(finish.run(files, outcomes, self._identities, self._leans), ignored=ignored)

    def _named(self, paths: list[Path], files: list[InputFile]) -> Head:
        seq = next_sequence(self._home)
        mappings = {m.name: None for file in files if (m := self._asked.choices.of(file.name).mapping)}
        return Head(
            f"{seq:08d}-{self._short_identity()}", seq, self._asked.mode, ", ".join(mappings) or None,
            self._asked.data_through, self._asked.provenance, tuple(map(str, paths)),
        )  # fmt: skip

    def _identity(self, table: str, files: list[InputFile]) -> str:
        mappings = {m.text: None for file in files if (m := self._asked.choices.of(file.name).mapping)}
        return identity(
            table, [file.sha256 for file in files], [file.encoding for file in files],
            "\n".join(mappings) if mappings else None, self._asked.mode, *self._more(files),
        )  # fmt: skip

    def _more(self, files: list[InputFile]) -> list[object]:
        marks = [mark for file in files if (mark := layout_mark(self._asked.choices, file.name))]
        return [*marks, *([self._asked.period] if self._asked.period else [])]

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

    def _loaded(self, connection: duckdb.DuckDBPyConnection, files: list[InputFile], group: TableGroup) -> Loaded:
        work = self._scratch / f"of-{min(group.tables)}"
        work.mkdir(mode=0o700)
        books = {table: MarkBook(self._settings.import_limits.cell_characters) for table in group.plans}
        loader = Loader(connection, work, files, self._settings.import_memory, self._progress)
        return Loaded(work, books, *loader.load(group.readings, group.plans, books, self._head.import_id))

    def _outcomes(
        self, connection: duckdb.DuckDBPyConnection, files: list[InputFile], group: TableGroup, loaded: Loaded,
        coming: tuple[Path, ...],
    ) -> dict[str, Outcome]:  # fmt: skip
        """Check one group of files; later groups see its rows as stored."""
        work, books, staged, parts = loaded
        import_id = self._head.import_id
        blanked = self._forgotten.blank_parts(connection, parts, self._live)
        outcomes = {}
        for table, its_plans in group.plans.items():
            around = Circumstances(
                self._asked.mode, f"{import_id}-{table}", its_plans[0].source_system, self._live, group.tables,
                self._asked.data_through or said_data_through(self._home), self._settings.reporting_currency,
                self._asked.period, outside_condition(TABLES[table], self._asked.period, parts, self._live),
                self._later, coming,
            )  # fmt: skip
            outcomes[table] = outcome = TargetImport(
                connection, TABLES[table], staged, its_plans, parts[table], books[table], around, self._final, work
            ).run(files, group.files, self._progress)
            check_every_record(outcome, staged)
            outcome.files = with_left_out(outcome.files, [files[number] for number in group.files])
            note_files(outcome, [files[number] for number in group.files])
            self._leans[table] = leaned_on(connection, outcome, self._asked.mode)
            if outcome.written:
                write_record_lines(self._final / f"origins-{table}.parquet", staged, [file.name for file in files])
            self._forgotten.warn(outcome, blanked.get(table, 0))
        for table, outcome in outcomes.items():
            self._show(table, outcome)
        return outcomes

    def _show(self, table: str, outcome: Outcome) -> None:
        """Let the groups that follow find the rows of this one among what is stored."""
        report = batch_report(f"{self._head.import_id}-{table}", self._asked.mode, outcome, self._final)
        entry = manifest_entry(report, self._identities[table], outcome)
        batch = batch_of(self._final, self._head.as_json(), entry)
        before = () if self._asked.mode == "replace" else self._live[table]
        self._live = {**self._live, table: (*before, batch)}
