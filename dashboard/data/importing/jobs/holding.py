"""Who holds a job's folder: a worker holds it alone, pieces of files hold it together. The system frees a lock when its
last holder dies, so nothing that is killed leaves a job held, and nothing that lives is taken for dead."""

import fcntl
import os
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress

from dashboard.data.importing.jobs.job import Job
from dashboard.logic.problems import Problem

LOCK = "held.lock"
PATIENCE_S = 2.0
"""For whoever only asks, or starts a worker: they hold for moments."""
ENDING_S = 60.0
"""For a worker that told its result and ends: on a busy machine that alone takes seconds."""


def is_held(job: Job) -> bool:
    """Whether a worker has it."""
    with suppress(OSError):  # a job that is gone
        handle = _opened(job)
        try:
            return not _locked(handle, fcntl.LOCK_SH)
        finally:
            os.close(handle)
    return False


@contextmanager
def held_alone(job: Job) -> Generator[int]:
    """Hold it for a worker: the yielded file, handed on to a process, holds it as long as that lives. Raises
    Problem."""
    handle = _waited(job, fcntl.LOCK_EX)
    try:
        yield handle
    finally:
        os.close(handle)


@contextmanager
def held_together(job: Job) -> Generator[None]:
    """Write into it while no worker reads. Raises Problem."""
    handle = _waited(job, fcntl.LOCK_SH)
    try:
        yield
    finally:
        os.close(handle)


def _waited(job: Job, kind: int) -> int:
    began = time.monotonic()
    try:
        handle = _opened(job)
    except OSError as error:
        raise Problem("This import is not there any more. Load the page again.") from error
    while not _locked(handle, kind):
        if time.monotonic() - began > (ENDING_S if _is_ending(job) else PATIENCE_S):
            os.close(handle)
            raise Problem("This import is being worked on already. Wait until it is done, or stop it.")
        time.sleep(0.01)
    return handle


def _is_ending(job: Job) -> bool:
    """Whether the result of the last order is told: then nobody works on it any more."""
    order, result = job.read("order.json"), job.read("result.json")
    return order is not None and result is not None and result.get("order") == order["id"]


def _opened(job: Job) -> int:
    return os.open(job.folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)


def _locked(handle: int, kind: int) -> bool:
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
