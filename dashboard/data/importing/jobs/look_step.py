"""How far a worker tells it is, which files it takes, and what it sees of them. A look does not load what only an
import needs."""

import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from dashboard.data.importing.files.looking import look_at
from dashboard.data.importing.files.sources import Source, found_sources
from dashboard.data.importing.jobs.job import Job
from dashboard.data.importing.jobs.looks import look_json
from dashboard.data.importing.jobs.plan import Plan, load_plan
from dashboard.data.importing.jobs.uploaded import all_files
from dashboard.data.importing.jobs.worker import problem_json
from dashboard.logic.problems import Problem
from dashboard.settings import Settings

MOST_LOOKS = 400
"""Files that are looked at; of more the rest is imported as their headers tell."""
WRITTEN_EVERY_S = 0.2


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
        with suppress(OSError):  # a full disk ends the work where it needs room, not here
            self._job.write("progress.json", self._said)
        self._written = time.monotonic()


def paths_of(job: Job, plan: Plan) -> list[Path]:
    """The whole files that are not left out."""
    return [file.path for file in all_files(job) if file.is_whole and not plan.of(file.name).is_left_out]


def look(job: Job, _order: dict[str, Any], settings: Settings) -> dict[str, Any]:
    """Look at every file; one that cannot be read is told with why, and the others are looked at all the same."""
    plan, progress = load_plan(job), Steps(job, "look")
    looks: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(dir=job.folder) as scratch:
        sources: list[Source] = []
        ignored: list[str] = []
        for number, path in enumerate(paths_of(job, plan)):
            try:
                found, left = found_sources([path], Path(scratch) / str(number), settings.import_limits)
            except Problem as problem:
                looks.append({"name": path.name, "problem": problem_json(problem)})
                continue
            sources += found
            ignored += left
        for source in sources[:MOST_LOOKS]:
            progress(source.name)
            looks.append(_looked(source, plan, settings))
    rest = [source.name for source in sources[MOST_LOOKS:]]
    job.write("look.json", {"looks": looks, "ignored": ignored, "not_looked_at": rest})
    return {}


def _looked(source: Source, plan: Plan, settings: Settings) -> dict[str, Any]:
    try:
        seen = look_at(source, plan.of(source.name).layout, settings.import_limits)
        return {"name": source.name, "look": look_json(seen)}
    except Problem as problem:
        return {"name": source.name, "problem": problem_json(problem)}
