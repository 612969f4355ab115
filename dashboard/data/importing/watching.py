"""A drop folder: what arrived whole is found, and what was taken is put away with its report.

A file (or a folder, which is imported as one) has arrived when it looked the same twice, with the time between two
looks between. Nothing is remembered on disk: what lies in the folder is still to be done, and importing a file again
that was imported already changes nothing, so the process may be ended at any moment.
"""

import errno
import json
import os
import shutil
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from dashboard.data.home import write_atomically
from dashboard.data.importing.files.sources import ENDINGS, HALF_DONE, is_lock_file
from dashboard.logic.problems import Problem

LOCK = ".pyramidion-watch.lock"
ARCHIVE, FAILED = "archive", "failed"
Fingerprint = tuple[tuple[str, int, int], ...]


@contextmanager
def watching(folder: Path) -> Generator[None]:
    """Be the only watcher of a folder. The system frees the lock when the process dies. Raises Problem."""
    if not folder.is_dir():
        raise Problem("Folder {folder} does not exist. Make it first, or name another one.", folder=folder)
    lock = FileLock(folder / LOCK, mode=0o600)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise Problem("Folder {folder} is being watched already.", folder=folder) from error
    except OSError as error:
        raise Problem("Folder {folder} cannot be written ({reason}).", folder=folder, reason=error.strerror) from error
    try:
        yield
    finally:
        lock.release()


@dataclass
class DropFolder:
    """A drop folder between two looks."""

    folder: Path
    archive: Path
    failed: Path
    _seen: dict[str, Fingerprint] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path, archive: Path | None = None) -> "DropFolder":
        """What failed stays within the folder; what was imported goes to ``archive``, by default within it too."""
        folder = folder.absolute()
        return cls(folder, (archive or folder / ARCHIVE).absolute(), folder / FAILED)

    def arrived(self) -> list[Path]:
        """Look: the files and folders that are as they were at the look before, in name order."""
        now = {path.name: print_ for path in self._candidates() if (print_ := _fingerprint(path))}
        same = [name for name, print_ in now.items() if self._seen.get(name) == print_]
        self._seen = now
        return [self.folder / name for name in sorted(same)]

    def is_same(self, path: Path) -> bool:
        """True if it is still as it was when it had arrived: else somebody wrote on while it was imported."""
        return self._seen.get(path.name) == _fingerprint(path)

    def forget(self, path: Path) -> None:
        """Wait for two more looks at it."""
        self._seen.pop(path.name, None)

    def _candidates(self) -> Iterable[Path]:
        kept = (self.archive, self.failed)
        for path in self.folder.iterdir():
            if path.is_symlink() or path in kept or any(path in place.parents for place in kept):
                continue
            is_folder = path.is_dir() and not path.name.startswith(".")
            if is_folder or (_is_data(path) and path.is_file()):
                yield path

    def put_away(self, path: Path, *, is_good: bool, day: str, lines: list[str], document: dict[str, Any]) -> Path:
        """Move what was taken to the archive of the day, or to what failed, with its report beside it: as text for
        people, as JSON for programs. Returns the new place."""
        folder = self.archive / day if is_good else self.failed
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        target = _free_name(folder, path.name)
        document = {**document, "moved_to": str(target)}
        write_atomically(folder / f"{target.name}.report.txt", ("\n".join(lines) + "\n").encode())
        text = json.dumps(document, ensure_ascii=False, indent=1, default=str)
        write_atomically(folder / f"{target.name}.report.json", text.encode())
        _move(path, target)
        self.forget(path)
        return target


def _is_data(path: Path) -> bool:
    name = path.name.lower()
    is_unfinished = name.endswith(HALF_DONE) or name.startswith(".") or is_lock_file(path.name)
    return not is_unfinished and path.suffix.lower() in (*ENDINGS, ".zip")


def _fingerprint(path: Path) -> Fingerprint:
    """Names, sizes and times; empty for what is not whole: an empty file, or a folder in which something is written."""
    try:
        if path.is_file():
            facts = path.stat()
            return ((path.name, facts.st_size, facts.st_mtime_ns),) if facts.st_size else ()
        inside = sorted(inner for inner in path.rglob("*") if inner.is_file() and not inner.name.startswith("."))
        if any(inner.name.lower().endswith(HALF_DONE) for inner in inside) or not any(map(_is_data, inside)):
            return ()
        return tuple((str(inner.relative_to(path)), inner.stat().st_size, inner.stat().st_mtime_ns) for inner in inside)
    except OSError:  # it goes away while one looks
        return ()


def _free_name(folder: Path, name: str) -> Path:
    stem, suffix = os.path.splitext(name)  # noqa: PTH122 - of a name, not of a path
    target, number = folder / name, 2
    while target.exists():
        target = folder / f"{stem}-{number}{suffix}"
        number += 1
    return target


def _move(path: Path, target: Path) -> None:
    """Rename; onto another disk copy under a hidden name first, so that a half copy never has the name of the whole."""
    try:
        path.rename(target)
        return
    except OSError:
        half = target.with_name(f".{target.name}.part")
        if path.is_dir():
            shutil.rmtree(half, ignore_errors=True)
            shutil.copytree(path, half)
        else:
            shutil.copy2(path, half)
        half.rename(target)
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def is_busy(problem: Problem) -> bool:
    """True where not the file is at fault, so that it is tried again: another import runs, or the disk is full."""
    is_full = any(os.strerror(code) in str(problem) for code in (errno.ENOSPC, errno.EDQUOT))
    return is_full or problem.text.startswith(("Another import", "Another build"))


def today(now: datetime) -> str:
    """The name of the day's folder in the archive."""
    return now.date().isoformat()
