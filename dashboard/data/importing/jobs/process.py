"""The process that works on a job: started, asked how far it is, ended. A server that starts anew finds it again."""

import os
import signal
import subprocess
import sys
import threading
import time
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from dashboard.data.importing.jobs.holding import ENDING_S, held_alone, is_held
from dashboard.data.importing.jobs.job import Job
from dashboard.logic.problems import Problem
from dashboard.logic.words import N_
from dashboard.settings import PROJECT, Settings

Kind = Literal["look", "trial", "commit", "undo", "redo", "build"]
SETTINGS = ("reporting_currency", "visits_per_year", "import_memory", "build_memory", "threads", "quarantine_days")
"""What the worker must know. No secret is among it, and its environment holds none of ours."""
ENDED = N_(
    "The process that read the files ended too early: too little memory, or it was stopped. Nothing was changed."
)


@dataclass(frozen=True)
class State:
    """``kind`` is empty before the first order. ``is_running``, else ``result`` is what came of it, or the worker has
    died without one. ``progress``: step, done, of (fraction), subject."""

    kind: str = ""
    is_running: bool = False
    progress: dict[str, Any] | None = None
    result: dict[str, Any] | None = None
    began_at: datetime | None = None

    @property
    def is_dead(self) -> bool:
        return bool(self.kind) and not self.is_running and self.result is None


def start(job: Job, kind: Kind, settings: Settings, **details: Any) -> None:
    """Let a process do it. Raises Problem while one is still at it, whoever let it."""
    before = job.read("order.json")
    if state(job).is_running:
        raise _at_work()
    said = settings.model_dump(mode="json", include=set(SETTINGS))
    order = {"id": uuid.uuid4().hex, "kind": kind, "settings": said, "memory_mb": settings.import_process_mb, **details}
    with held_alone(job) as held:
        if job.read("order.json") != before:
            raise _at_work()  # somebody else was quicker, and that worker ended while this one waited
        for name in ("progress.json", "worker.json"):
            (job.folder / name).unlink(missing_ok=True)
        job.write("order.json", order)
        process = _process(job, held)
        note_worker(job, process.pid)
    threading.Thread(target=_see_out, args=(process,), daemon=True).start()


def _at_work() -> Problem:
    return Problem("This import is being worked on already. Wait until it is done, or stop it.")


def _process(job: Job, held: int) -> subprocess.Popen[bytes]:
    log = os.open(job.folder / "worker.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        return subprocess.Popen(
            [sys.executable, "-m", "dashboard.data.importing.jobs.worker", str(job.folder)],
            cwd=PROJECT,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            pass_fds=(held,),
        )
    finally:
        os.close(log)


def note_worker(job: Job, pid: int) -> None:
    """Both sides write it: the server may die before it does."""
    job.write("worker.json", {"pid": pid, "began": _began(pid), "at": datetime.now(UTC).isoformat()})


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("DASHBOARD_", "STREAMLIT_"))}


def _see_out(process: subprocess.Popen[bytes]) -> None:
    """No child of it outlives it."""
    process.wait()
    _end_group(process.pid)


def _end_group(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def state(job: Job) -> State:
    """How far it is, whoever started it."""
    order = job.read("order.json")
    if order is None:
        return State()
    worker = job.read("worker.json") or {}
    began_at = datetime.fromisoformat(worker["at"]) if "at" in worker else None
    running = is_running(job)  # asked before the result is read: it may end in between
    result = job.read("result.json")
    if result is not None and result.get("order") != order["id"]:
        result = None
    running = running and result is None
    return State(order["kind"], running, job.read("progress.json") if running else None, result, began_at)


def is_running(job: Job) -> bool:
    return is_held(job)


def _began(pid: int) -> str:
    """When this process began, in ticks since the machine did: a number may be given again. Empty where it is gone."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    rest = text[text.rindex(")") + 2 :].split()
    return "" if rest[0] in "ZX" else rest[19]


def cancel(job: Job) -> bool:
    """End the worker; False where its import is committed already (only the build is left, and that goes on)."""
    progress = job.read("progress.json") or {}
    if progress.get("is_committed"):
        return False
    order, deadline = job.read("order.json"), time.monotonic() + ENDING_S
    if order is None or not is_running(job):
        return True
    while is_running(job) and time.monotonic() < deadline:
        worker = job.read("worker.json")  # not there in the first moment
        if worker and worker["began"] and _began(worker["pid"]) == worker["began"]:
            _end_group(worker["pid"])
        time.sleep(0.02)
    result = job.read("result.json")
    if result is None or result.get("order") != order["id"]:
        job.write("result.json", {"order": order["id"], "is_cancelled": True})
    return True
