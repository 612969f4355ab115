"""One import job: a folder under ``home.root / "uploads"``. Whoever may import can read it from any session.

Layout::

    uploads/<job>/job.json          who began it, when, and the secret from which upload tokens are made
    uploads/<job>/files/<n>/…       the uploaded files (uploaded.py)
    uploads/<job>/plan.json         what the steward chose so far (plan.py)
    uploads/<job>/order.json        what the worker is to do; worker.json, progress.json, result.json: process.py
"""

import hashlib
import hmac
import json
import re
import secrets
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from dashboard.data.home import Home, write_atomically
from dashboard.logic.problems import Problem

KEPT_FOR = timedelta(hours=24)
"""Since a job was last touched."""
_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Job:
    """``by``: the login of who began it."""

    home: Home
    id: str
    by: str
    began_at: datetime
    secret: str

    @property
    def folder(self) -> Path:
        return self.home.root / "uploads" / self.id

    @property
    def touched_at(self) -> datetime:
        """When something was last done with it; of one that is gone meanwhile, when it began."""
        documents = [path for path in listed(self.folder) if path.suffix == ".json"]
        times = [at for path in (self.folder, *documents) if (at := _changed_at(path))]
        return max(times, default=self.began_at)

    def token(self, session_id: str) -> str:
        """What this sign-in must show to upload into this job. Another sign-in's is another one."""
        return hmac.new(bytes.fromhex(self.secret), session_id.encode(), hashlib.sha256).hexdigest()

    def is_token(self, token: str, session_id: str) -> bool:
        return hmac.compare_digest(token.encode(), self.token(session_id).encode())

    def read(self, name: str) -> dict[str, Any] | None:
        """One of its JSON files; None where it is not there or cannot be read."""
        try:
            content = json.loads((self.folder / name).read_bytes())
        except (OSError, ValueError):
            return None
        return content if isinstance(content, dict) else None

    def write(self, name: str, content: dict[str, Any]) -> None:
        write_atomically(self.folder / name, json.dumps(content, ensure_ascii=False).encode())


def new_job(home: Home, by: str, now: datetime) -> Job:
    """Begin one. Raises Problem where the home cannot be written."""
    home.ensure()
    job = Job(home, secrets.token_hex(16), by, now, secrets.token_hex(32))
    try:
        (home.root / "uploads").mkdir(mode=0o700, exist_ok=True)
        job.folder.mkdir(mode=0o700)
        (job.folder / "files").mkdir(mode=0o700)
        job.write("job.json", {"by": by, "began_at": now.isoformat(), "secret": job.secret})
    except OSError as error:
        remove_job(job)
        raise Problem(
            "The files cannot be kept: {reason}. Free some space and try again.", reason=error.strerror
        ) from error
    return job


def open_job(home: Home, job_id: str) -> Job | None:
    """The job of this id; None where there is none, or where the id is none of ours."""
    if not _ID.fullmatch(job_id):
        return None
    try:
        said = json.loads((home.root / "uploads" / job_id / "job.json").read_bytes())
        return Job(home, job_id, said["by"], datetime.fromisoformat(said["began_at"]), said["secret"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def all_jobs(home: Home) -> tuple[Job, ...]:
    """The one touched last first."""
    jobs = [job for folder in listed(home.root / "uploads") if (job := open_job(home, folder.name))]
    return tuple(sorted(jobs, key=lambda job: job.touched_at, reverse=True))


def listed(folder: Path) -> list[Path]:
    """What lies in a folder; nothing where a colleague has removed it in this very moment."""
    try:
        return list(folder.iterdir())
    except FileNotFoundError:
        return []


def _changed_at(path: Path) -> datetime | None:
    """None where it is gone in this very moment."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except FileNotFoundError:
        return None


def remove_job(job: Job) -> None:
    """With its files. Its worker must have ended."""
    shutil.rmtree(job.folder, ignore_errors=True)


def remove_old_jobs(home: Home, now: datetime) -> int:
    """Remove what nobody has touched for a day, unless its worker still runs; how many."""
    from dashboard.data.importing.jobs.process import is_running

    old = [job for job in all_jobs(home) if now - job.touched_at > KEPT_FOR and not is_running(job)]
    for job in old:
        remove_job(job)
    return len(old) + _remove_nameless(home, now)


def _remove_nameless(home: Home, now: datetime) -> int:
    """Folders of jobs that a full disk or a killed server left without ``job.json``."""
    folders = [path for path in listed(home.root / "uploads") if _ID.fullmatch(path.name) and path.is_dir()]
    nameless = [path for path in folders if open_job(home, path.name) is None]
    old = [path for path in nameless if (at := _changed_at(path)) and now - at > KEPT_FOR]
    for path in old:
        shutil.rmtree(path, ignore_errors=True)
    return len(old)
