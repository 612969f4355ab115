"""What the worker does for each kind of order. Everything here runs in its process."""

import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dashboard.data.building.build import NothingToBuild, build
from dashboard.data.importing.asked import Provenance
from dashboard.data.importing.files.looking import look_at
from dashboard.data.importing.files.sources import Source, found_sources
from dashboard.data.importing.jobs.job import Job
from dashboard.data.importing.jobs.looks import look_json
from dashboard.data.importing.jobs.plan import Plan, choices_of, load_plan
from dashboard.data.importing.jobs.uploaded import all_files
from dashboard.data.importing.jobs.worker import problem_json
from dashboard.data.importing.report import ImportReport
from dashboard.data.importing.running import import_files
from dashboard.data.importing.trial import trial
from dashboard.data.importing.undoing import redo, undo
from dashboard.logic.problems import Problem
from dashboard.settings import Settings

MOST_LOOKS = 400
"""Files that are looked at; of more the rest is imported as their headers tell."""
WRITTEN_EVERY_S = 0.2
REJECTS = "rejects"
"""Folder of a job: the records that a trial would reject."""


class Steps:
    """Writes how far the work is, at most five times a second. ``phase``: look, import, build."""

    def __init__(self, job: Job, phase: str) -> None:
        self._job = job
        self._said: dict[str, Any] = {"phase": phase, "line": "", "done": 0, "is_committed": False}
        self._written = 0.0

    def begin(self, phase: str, *, is_committed: bool = False) -> None:
        self._said |= {"phase": phase, "line": "", "done": 0, "is_committed": is_committed}
        self._write()

    def __call__(self, line: str) -> None:
        self._said |= {"line": line, "done": self._said["done"] + 1}
        if time.monotonic() - self._written > WRITTEN_EVERY_S:
            self._write()

    def _write(self) -> None:
        self._job.write("progress.json", self._said)
        self._written = time.monotonic()


def paths_of(job: Job, plan: Plan) -> list[Path]:
    """The whole files that are not left out."""
    return [file.path for file in all_files(job) if file.is_whole and not plan.of(file.name).is_left_out]


def look(job: Job, _order: dict[str, Any], _settings: Settings) -> dict[str, Any]:
    """Look at every file; one that cannot be read is told with why, and the others are looked at all the same."""
    plan, progress = load_plan(job), Steps(job, "look")
    looks: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(dir=job.folder) as scratch:
        sources: list[Source] = []
        ignored: list[str] = []
        for number, path in enumerate(paths_of(job, plan)):
            try:
                found, left = found_sources([path], Path(scratch) / str(number))
            except Problem as problem:
                looks.append({"name": path.name, "problem": problem_json(problem)})
                continue
            sources += found
            ignored += left
        for source in sources[:MOST_LOOKS]:
            progress(source.name)
            looks.append(_looked(source, plan))
    rest = [source.name for source in sources[MOST_LOOKS:]]
    job.write("look.json", {"looks": looks, "ignored": ignored, "not_looked_at": rest})
    return {}


def _looked(source: Source, plan: Plan) -> dict[str, Any]:
    try:
        return {"name": source.name, "look": look_json(look_at(source, plan.of(source.name).layout))}
    except Problem as problem:
        return {"name": source.name, "problem": problem_json(problem)}


def trial_run(job: Job, _order: dict[str, Any], settings: Settings) -> dict[str, Any]:
    """What the import would give and what it would do to the figures; nothing changes."""
    plan = load_plan(job)
    shutil.rmtree(job.folder / REJECTS, ignore_errors=True)
    tried = trial(
        job.home, paths_of(job, plan), settings=settings, choices=choices_of(plan), mode=plan.mode,
        period=plan.period or None, rejects_to=job.folder / REJECTS, progress=Steps(job, "trial"),
    )  # fmt: skip
    effect = tried.effect.as_json() if tried.effect else None
    job.write("trial.json", {"report": report_json(tried.report), "effect": effect, "plan": plan.digest})
    return {}


def commit_run(job: Job, order: dict[str, Any], settings: Settings) -> dict[str, Any]:
    """Import, then build. Whoever ends this process before the import is committed has changed nothing."""
    plan, progress = load_plan(job), Steps(job, "import")
    report = import_files(
        job.home, paths_of(job, plan), settings=settings, choices=choices_of(plan), mode=plan.mode,
        period=plan.period or None, progress=progress,
        provenance=Provenance(order["by"], "browser", order["profile"]),
    )  # fmt: skip
    return {"report": report_json(report), "import_id": report.import_id, **_built(job, settings, progress)}


def undo_run(job: Job, order: dict[str, Any], settings: Settings) -> dict[str, Any]:
    return _taken(undo, job, order, settings)


def redo_run(job: Job, order: dict[str, Any], settings: Settings) -> dict[str, Any]:
    return _taken(redo, job, order, settings)


def _taken(act: Callable[..., object], job: Job, order: dict[str, Any], settings: Settings) -> dict[str, Any]:
    act(job.home, order["import_id"], order["by"], origin="browser")
    return {"import_id": order["import_id"], **_built(job, settings, Steps(job, "import"))}


def _built(job: Job, settings: Settings, progress: Steps) -> dict[str, Any]:
    """Raises nothing: the import stands, whatever becomes of the build."""
    progress.begin("build", is_committed=True)
    try:
        return {"build": build(job.home, settings, progress=progress).build_id}
    except NothingToBuild as nothing:
        return {"build": None, "build_problem": problem_json(nothing)}
    except Problem as problem:
        return {"build": None, "build_problem": problem_json(problem)}


def report_json(report: ImportReport) -> dict[str, Any]:
    return {"batches": report.as_json(), "ignored": list(report.ignored), "import_id": report.import_id}
