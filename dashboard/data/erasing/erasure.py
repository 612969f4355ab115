"""``erase``: a person's data leaves batches, rejects, records and every build. Repeat it after an interruption: it
goes on where it was, because the person's own rows, which lead to everything else, are blanked last."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from dashboard.data.batches import all_imports
from dashboard.data.building.build import NothingToBuild, build
from dashboard.data.building.old_builds import remove_old_builds
from dashboard.data.erasing.erased_list import Erased, ErasedList, erased_list, pseudonym
from dashboard.data.erasing.manifest_texts import redact_manifests
from dashboard.data.erasing.persons import KINDS, Kind, Traces
from dashboard.data.erasing.rejects import blank_quarantine, blank_rejects
from dashboard.data.erasing.rewriting import rewrite
from dashboard.data.erasing.search import Found, search
from dashboard.data.erasing.texts import backups_with, redact_text_file, text_files
from dashboard.data.erasing.uploads import open_uploads, remove_uploads
from dashboard.data.home import Home
from dashboard.data.records.erasing import redact_records, trail_entries_with
from dashboard.data.records.store import home_records
from dashboard.data.records.trail import home_trail
from dashboard.data.store import current_build_id, published_builds
from dashboard.logic.problems import Problem
from dashboard.logic.trail import Action
from dashboard.settings import Settings

Progress = Callable[[str], None]


@dataclass(frozen=True)
class ErasureReport:
    """What was (or, in a dry run, would be) done. Counts only: none of the erased values is kept or told.

    rows           imported rows with something blanked, of ``files`` Parquet files
    rejected       rejected records whose text was blanked
    texts          other text files with a value replaced; ``records``: rows of the records store
    in_trail       entries of the trail that hold a value in a reason; they stay, because the trail is a chain
    builds_removed ids of the builds that are gone; ``build_id``: the one made instead
    uploads        imports of the browser that were not finished: all go, with their files
    backups_left   backups of the records in the home that hold a value: not touched, the operator deletes them
    erased_at      when it was done, where nothing was left to do
    """

    kind: str
    key_digest: str
    is_dry_run: bool
    rows: int = 0
    files: int = 0
    rejected: int = 0
    texts: int = 0
    records: int = 0
    uploads: int = 0
    in_trail: int = 0
    build_id: str | None = None
    builds_removed: tuple[str, ...] = ()
    backups_left: tuple[str, ...] = ()
    erased_at: str | None = None

    @property
    def is_idle(self) -> bool:
        return not (self.rows or self.rejected or self.texts or self.records)

    def as_json(self) -> dict[str, Any]:
        return {**vars(self), "builds_removed": list(self.builds_removed), "backups_left": list(self.backups_left)}


def erase(
    home: Home,
    settings: Settings,
    *,
    kind: str,
    key: str,
    reason: str,
    who: str,
    now: datetime,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ErasureReport:
    """Erase one person. Holds the writer's and the builder's lock. Raises Problem where nothing was begun, or with
    what remains to be done; a second call goes on."""
    if not reason.strip():
        raise Problem("An erasure needs a reason. Give it with --reason.")
    if not home.root.is_dir():
        raise Problem("There is no data folder {folder}. Name it with --home or DASHBOARD_HOME.", folder=home.root)
    home.ensure()
    with home.writing(), home.building(), duckdb.connect(config=_quiet(settings, home)) as connection:
        # The list of erased persons is read here: another erasure may have ended a moment ago.
        run = _Erasure(home, settings, KINDS[kind], key, progress or (lambda _step: None))
        report = run.look(connection, dry_run=dry_run)
        entry = run.listed.entry(kind, key)
        if dry_run or (entry and entry.is_done and report.is_idle):
            return replace(report, erased_at=entry.begun_at if entry and entry.is_done and report.is_idle else None)
        run.check(reason, entry)
        run.note(report, reason=reason, who=who, now=now)
        run.clear(connection)
    return run.publish(report, now=now)


def _quiet(settings: Settings, home: Home) -> dict[str, str | bool | int | float | list[str]]:
    return {
        "threads": settings.threads,
        "memory_limit": settings.build_memory,
        "temp_directory": str(home.scratch / "erase-spill"),
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }


class _Erasure:
    def __init__(self, home: Home, settings: Settings, kind: Kind, key: str, progress: Progress) -> None:
        self._home = home
        self._settings = settings
        self._kind = kind
        self._key = key
        self._tell = progress
        self.listed: ErasedList = erased_list(home)
        self._digest = self.listed.digest(kind.name, key)
        self._store = home_records(home, settings)
        self._found: Found | None = None

    @property
    def _traces(self) -> Traces:
        return self._found.traces if self._found else Traces()

    def look(self, connection: duckdb.DuckDBPyConnection, *, dry_run: bool) -> ErasureReport:
        """Count what there is, and change nothing."""
        self._tell("erase: looking")
        self._found = found = search(self._home, connection, self._kind, self._key, pseudonym(self._digest))
        return ErasureReport(
            kind=self._kind.name,
            key_digest=self._digest,
            is_dry_run=dry_run,
            rows=found.rows,
            files=len(found.files),
            rejected=self._blank_rejects(None),
            texts=self._redact_texts(dry_run=True),
            records=self._redact_records(dry_run=True),
            uploads=open_uploads(self._home),
            backups_left=tuple(map(str, backups_with(self._home, found.traces))),
            in_trail=trail_entries_with(self._store, found.traces.without),
        )

    def check(self, reason: str, entry: Erased | None) -> None:
        """Raises Problem for a key that is nowhere, and for a reason that says what is to be forgotten."""
        if not (self._found and self._found.is_known) and not self._blank_rejects(None) and entry is None:
            raise Problem("There is no {kind} {key} in {folder}.", kind=self._kind.name, key=self._key,
                          folder=self._home.root)  # fmt: skip
        if self._traces.without(reason) != reason:
            raise Problem("The reason is kept for ever, and it holds a value that is to be erased. Give another.")

    def note(self, report: ErasureReport, *, reason: str, who: str, now: datetime) -> None:
        """Into the trail before it is done, and on the list, so that it is finished and kept up."""
        home_trail(self._home, self._settings).add(
            Action.ERASED,
            who=who,
            subject=f"{self._kind.table}:{self._digest}",
            details={"table": self._kind.table, "key_digest": self._digest, "files": report.files,
                     "rejected": report.rejected, "texts": report.texts, "records": report.records},
            rows=report.rows,
            reason=reason,
            at=now,
        )  # fmt: skip
        self.listed = self.listed.noted(self._home, self._kind.name, self._key, is_done=False, now=now)

    def clear(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Everything outside the batches first, then the batches."""
        remove_uploads(self._home)
        for path in self._home.scratch.iterdir():
            if not path.name.startswith("reading-"):  # spilled by a running server; see publish
                _remove(path)
        scratch = self._home.scratch / "erase"
        scratch.mkdir(mode=0o700)
        self._tell("erase: rejects, texts, records")
        self._blank_rejects(scratch)
        self._redact_texts(dry_run=False)
        self._redact_records(dry_run=False)
        for file in self._found.files if self._found else ():
            self._tell(f"erase: {file.path.relative_to(self._home.imports)}")
            rewrite(connection, file.path, file.table, file.changes, scratch)
        shutil.rmtree(scratch)

    def publish(self, report: ErasureReport, *, now: datetime) -> ErasureReport:
        """A new build, and none of the old ones; then it is done."""
        old = published_builds(self._home)
        try:
            build(self._home, self._settings, progress=lambda step: self._tell(f"build: {step}"))
        except NothingToBuild:
            if old:
                raise
        with self._home.building():
            remove_old_builds(self._home, is_alone=True, keep=1, grace_seconds=0)
            current = current_build_id(self._home)
            for path in self._home.scratch.glob("reading-*/*"):
                if path.parent.name != f"reading-{current}":
                    path.unlink(missing_ok=True)
            # Read again: the locks were given back, so another person may stand on it by now.
            erased_list(self._home).noted(self._home, self._kind.name, self._key, is_done=True, now=now)
        removed = tuple(sorted(set(old) - set(published_builds(self._home))))
        return replace(report, build_id=current, builds_removed=removed)

    def _blank_rejects(self, scratch: Path | None) -> int:
        count = 0
        for record in all_imports(self._home):
            path = self._home.imports / record.import_id / "quarantine.parquet"
            for batch in record.batches:
                if batch.rejects_file and batch.rejects_file.exists():
                    blank_rejects(batch.rejects_file, batch.table, self._traces, scratch)
            if path.exists():
                count += blank_quarantine(path, self._traces, scratch)
        return count

    def _redact_texts(self, *, dry_run: bool) -> int:
        files = sum(redact_text_file(path, self._traces, dry_run=dry_run) for path in text_files(self._home))
        return files + redact_manifests(self._home, self._traces, dry_run=dry_run)

    def _redact_records(self, *, dry_run: bool) -> int:
        employees = [self._key] if self._kind.name == "employee" else []
        return redact_records(self._store, self._traces.without, employees, dry_run=dry_run)


def _remove(path: Path) -> None:
    """A trial that ends in this moment takes its folder away itself."""
    while path.is_dir():
        with suppress(FileNotFoundError):
            shutil.rmtree(path)
    path.unlink(missing_ok=True)
