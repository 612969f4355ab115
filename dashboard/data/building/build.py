"""From batches to a published build: staging and marts on an engine, two steps that SQL cannot do (layers by month,
what customers are found by), publish (engine.md, 5).

Nothing that a reader can see changes before CURRENT is replaced, the very last step; a build that fails or is killed
leaves only a folder without a manifest, which the next build removes.
"""

import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from dashboard.data.batches import currency_of
from dashboard.data.building.data_gaps import write_data_gaps
from dashboard.data.building.empty_marts import has_no_rows, write_empty_mart
from dashboard.data.building.layer_months import write_layer_months
from dashboard.data.building.mart_sql import MARTS, UNPUBLISHED, statement
from dashboard.data.building.old_builds import remove_old_builds
from dashboard.data.building.search_texts import write_customer_search
from dashboard.data.building.served import write_served
from dashboard.data.building.service_calendar import show_calendar
from dashboard.data.building.sources import Sources
from dashboard.data.building.survey_cells import write_survey_cells
from dashboard.data.building.withdrawing import withdraw_undone
from dashboard.data.engines import Engine
from dashboard.data.engines.duckdb import DuckdbEngine
from dashboard.data.home import Home
from dashboard.data.store import (
    BuildFacts,
    MartFile,
    build_in_use,
    flush_to_disk,
    manifest_file,
    mart_files,
    new_build_id,
    point_current,
    write_manifest,
)
from dashboard.logic.periods import month_end, month_no, month_start
from dashboard.logic.problems import Problem
from dashboard.settings import Settings

Progress = Callable[[str], None]
"""Is told the name of each step when it is done: the marts, layer_month, customer_search, those of data_gaps and
survey_cells, served, manifest, published, collected."""


class NothingToBuild(Problem):
    """There is no order that counts: what was imported stays, and a build becomes possible with the first order."""


def build(home: Home, settings: Settings, *, engine: str = "duckdb", progress: Progress | None = None) -> BuildFacts:
    """Build everything from the batches that count, publish it, and return what the manifest says.

    Raises Problem when another build runs, the engine is not available, there is no order, or a step fails; the build
    published before then stays in use.
    """
    _check_engine(engine)
    home.ensure()
    with home.building():
        build_id = new_build_id()
        scratch = home.scratch / f"build-{build_id}"
        scratch.mkdir(parents=True, mode=0o700)
        (home.builds / build_id).mkdir(mode=0o700)
        try:
            facts = _Build(home, settings, build_id, scratch, progress or (lambda _step: None)).run()
        except BaseException as error:
            if isinstance(error, NothingToBuild):
                withdraw_undone(home)
            if build_in_use(home) != build_id:  # once published it stays, whatever fails after
                manifest_file(home, build_id).unlink(missing_ok=True)
                shutil.rmtree(home.builds / build_id, ignore_errors=True)
            raise
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
        with suppress(OSError):  # published; what could not be removed now is removed next time
            remove_old_builds(home, is_alone=True)
        if progress:
            progress("collected")
        return facts


def _check_engine(engine: str) -> None:
    if engine == "spark":
        raise Problem("The engine spark is not part of this version yet. Use --engine duckdb.")
    if engine != "duckdb":
        raise Problem("The engine {engine} is not known. Use --engine duckdb.", engine=engine)


class _Build:
    """One run: what its steps share."""

    def __init__(self, home: Home, settings: Settings, build_id: str, scratch: Path, progress: Progress) -> None:
        self._home = home
        self._settings = settings
        self._id = build_id
        self._scratch = scratch
        self._progress = progress
        self._sources = Sources.of(home)
        self._marts: dict[str, tuple[MartFile, ...]] = {}

    def run(self) -> BuildFacts:
        if not self._sources.batches["orders"]:
            raise NothingToBuild("There are no orders in {folder} yet. Import orders first.", folder=self._home.root)
        runner = DuckdbEngine(
            self._scratch / "spill", threads=self._settings.threads, memory=self._settings.build_memory
        )
        try:
            self._run_sql(runner)
        finally:
            runner.close()
        facts = self._facts(runner.name)
        write_layer_months(
            self._paths("customer"),
            self._paths("customer_month"),
            self._home.builds / self._id / "layer_month" / "part-0.parquet",
            first_month=facts.first_month,
            last_month=facts.last_month,
            threads=self._settings.threads,
        )
        self._keep("layer_month")
        write_customer_search(
            self._paths("customer"),
            sorted((self._scratch / "customer_short_name").rglob("*.parquet")),
            self._home.builds / self._id / "customer_search" / "part-0.parquet",
            threads=self._settings.threads,
        )
        self._keep("customer_search")
        for name in write_data_gaps(
            self._sources.batches,
            self._home.builds / self._id,
            customers=self._paths("customer"),
            orders=self._paths("order_value"),
            facts=facts,
            threads=self._settings.threads,
        ):
            self._keep(name)
        for name in write_survey_cells(
            self._home.builds / self._id,
            self._scratch,
            customers=self._paths("customer"),
            months=self._paths("customer_month"),
            facts=facts,
            threads=self._settings.threads,
        ):
            self._keep(name)
        self._publish(facts)
        return facts

    @property
    def _currency(self) -> str:
        return (self._settings.reporting_currency or currency_of(self._sources.batches["orders"])).upper()

    def _run_sql(self, runner: Engine) -> None:
        self._sources.show(runner, self._scratch / "empty", self._currency)
        asked = any(self._sources.batches.get(name) for name in ("cases", "service_tickets"))
        show_calendar(runner, self._scratch, self._settings.service, is_asked=asked)
        imported = {name for name, batches in self._sources.batches.items() if batches}
        for name in MARTS:
            folder = (self._scratch if name in UNPUBLISHED else self._home.builds / self._id) / name
            if has_no_rows(name, imported):
                write_empty_mart(name, folder)
            else:
                runner.write(statement(name), folder)
            files = sorted(folder.rglob("*.parquet"))
            if files:
                runner.view(name, files)
            if name in UNPUBLISHED:
                self._progress(name)
            else:
                self._keep(name)

    def _keep(self, name: str) -> None:
        """Check what was written against its promise, and make sure it is on disk."""
        self._marts[name] = mart_files(self._home, self._id, name)
        for path in self._paths(name):
            path.parent.chmod(0o700)
            path.chmod(0o600)
            flush_to_disk(path)
        self._progress(name)

    def _publish(self, facts: BuildFacts) -> None:
        for folder in (
            self._home.builds / self._id,
            *(path.parent for name in self._marts for path in self._paths(name)),
        ):
            flush_to_disk(folder)
        write_served(self._home, self._id, self._marts, threads=self._settings.threads)
        self._progress("served")
        write_manifest(self._home, facts)
        self._progress("manifest")
        point_current(self._home, self._id)
        self._progress("published")

    def _paths(self, name: str) -> list[Path]:
        return [self._home.builds / part.path for part in self._marts[name]]

    def _facts(self, engine: str) -> BuildFacts:
        first_on, last_on = _first_and_last(self._paths("customer"))
        if first_on is None or last_on is None:
            raise NothingToBuild(
                "No order in {folder} counts: all are cancelled or drafts. Import orders first.", folder=self._home.root
            )
        data_through = self._sources.data_through(last_on)
        if data_through < first_on:
            raise Problem(
                "The data are said to reach until {through}, but the first order is of {first}. "
                "Import again with the right --data-through.",
                through=data_through,
                first=first_on,
            )
        first_month, last_month = month_no(first_on), month_no(data_through)
        return BuildFacts(
            build_id=self._id,
            built_at=datetime.now(UTC),
            engine=engine,
            parent=build_in_use(self._home),
            data_from=month_start(first_month),
            data_through=data_through,
            first_month=first_month,
            last_month=last_month,
            default_as_of=last_complete_month(data_through, first_month),
            reporting_currency=self._currency,
            notes=_notes(self._scratch / "build_note"),
            tables=self._sources.counts(),
            imports=self._sources.imports,
            marts=self._marts,
        )


def last_complete_month(data_through: date, first_month: int) -> int:
    """The last month whose last day the data reach; the first month where none is complete (metrics.md, Time)."""
    month = month_no(data_through)
    return month if data_through == month_end(month) else max(month - 1, first_month)


def _first_and_last(files: list[Path]) -> tuple[date | None, date | None]:
    """The first and the last day with an ordered order."""
    days = np.concatenate(
        [
            pq.read_table(path, columns=[name])[name].to_numpy().astype("datetime64[D]")
            for path in files
            for name in ("first_order_on", "last_order_on")
        ]
    )
    known = days[~np.isnat(days)]
    return (known.min().item(), known.max().item()) if len(known) else (None, None)


def _notes(folder: Path) -> dict[str, int]:
    rows = [row for path in sorted(folder.rglob("*.parquet")) for row in pq.read_table(path).to_pylist()]
    return {row["code"]: row["count_noted"] for row in sorted(rows, key=lambda row: row["code"])}
