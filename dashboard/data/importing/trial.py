"""A trial: the real import and the real build, in a home beside the real one, so that nothing that counts changes.

The shadow home lies in the scratch folder and holds links to the imports; it takes no lock of the real home. What a
killed trial left behind is removed by the next one.
"""

import shutil
import tempfile
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from dashboard.data.building.build import NothingToBuild, build
from dashboard.data.home import Home
from dashboard.data.importing.asked import NOBODY, Provenance
from dashboard.data.importing.choices import Choices
from dashboard.data.importing.effect import Effect, effect_of
from dashboard.data.importing.progress import Progress, silent
from dashboard.data.importing.report import ImportReport
from dashboard.data.importing.running import import_files
from dashboard.data.status import load_status
from dashboard.logic.problems import Problem
from dashboard.settings import Settings

PREFIX = "trial-"
_YOUNG_SECONDS = 60


@dataclass(frozen=True)
class Trial:
    """``effect`` is None where nothing would be written, and where there would be no order to build from."""

    report: ImportReport
    effect: Effect | None

    def as_json(self) -> dict[str, Any]:
        return {"batches": self.report.as_json(), "effect": self.effect.as_json() if self.effect else None}


def trial(
    home: Home, paths: Sequence[Path], *, settings: Settings, choices: Choices | None = None, table: str | None = None,
    mapping: Path | None = None, mode: str = "append", encoding: str | None = None,
    data_through: date | str | None = None, period: str | None = None, strict: bool = False,
    provenance: Provenance = NOBODY, rejects_to: Path | None = None, progress: Progress | None = None,
) -> Trial:  # fmt: skip
    """What ``import_files`` and the build after it would give. Raises Problem as they do.

    ``rejects_to``: a folder that keeps the files of rejected records; without it they are gone with the trial.
    """
    tell = progress or silent
    home.ensure()
    with _shadow(home) as shadow:
        report = import_files(
            shadow, paths, settings=settings, table=table, mapping=mapping, mode=mode, encoding=encoding,
            data_through=data_through, strict=strict, choices=choices, period=period, provenance=provenance,
            progress=tell,
        )  # fmt: skip
        effect = _effect(home, shadow, settings, tell) if report.changed else None
        return Trial(_kept(report, rejects_to), effect)


def _effect(home: Home, shadow: Home, settings: Settings, progress: Progress) -> Effect | None:
    progress("Building what the figures would be")
    try:
        build(shadow, settings, progress=lambda step: progress(f"build: {step}"))
    except NothingToBuild:
        return None
    status = load_status(home)
    return effect_of(home, shadow, imports_waiting=status.imports_waiting if status.build_id else 0)


def _kept(report: ImportReport, rejects_to: Path | None) -> ImportReport:
    """The report as of a dry run: nothing was written, and files of rejected records only where they were asked for."""
    batches = []
    for batch in report.batches:
        kept = None
        if batch.rejects_file and rejects_to and batch.rejects_file.exists():
            rejects_to.mkdir(parents=True, exist_ok=True, mode=0o700)
            kept = Path(shutil.copy(batch.rejects_file, rejects_to / batch.rejects_file.name))
        batches.append(replace(batch, rejects_file=kept))
    return replace(report, batches=tuple(batches), import_id=None, is_dry_run=True)


@contextmanager
def _shadow(home: Home) -> Generator[Home]:
    """A home with links to all imports of the real one, and copies of the little that an import and a build read."""
    remove_leftovers(home)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=home.scratch))
    try:
        with FileLock(folder / "trial.lock", mode=0o600).acquire(timeout=0):
            yield _filled(home, Home(folder / "home").ensure())
    except OSError as error:
        raise Problem(
            "The trial failed and nothing was changed: {reason}", reason=error.strerror or str(error)
        ) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _filled(home: Home, shadow: Home) -> Home:
    for path in sorted(home.imports.iterdir()):
        if (path / "manifest.json").exists():
            (shadow.imports / path.name).symlink_to(path, target_is_directory=True)
        elif path.suffix == ".json":
            shutil.copy(path, shadow.imports / path.name)
    for path in (home.erased_file, home.settings_file, home.schemes_file):
        if path.exists():
            shutil.copy(path, shadow.root / path.name)
    return shadow


def remove_leftovers(home: Home) -> None:
    """Folders of trials whose process is gone: then nobody holds their lock."""
    for folder in home.scratch.glob(PREFIX + "*"):
        lock = folder / "trial.lock"
        try:
            if not lock.exists() and time.time() - folder.stat().st_mtime < _YOUNG_SECONDS:
                continue
            with FileLock(lock, mode=0o600).acquire(timeout=0):
                shutil.rmtree(folder, ignore_errors=True)
        except Timeout:
            continue
        except OSError:
            shutil.rmtree(folder, ignore_errors=True)
