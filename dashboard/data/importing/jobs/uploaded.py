"""The files of a job as they come in, piece by piece, and as they lie on disk.

``files/<n>/said.json`` holds name and size, ``files/<n>/.part`` what has come so far; whole, it gets its name. No piece
comes in while a worker reads.
"""

import fcntl
import json
import os
import shutil
import unicodedata
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from dashboard.data.home import write_atomically
from dashboard.data.importing.files.sources import ENDINGS, WORKBOOK_ENDINGS
from dashboard.data.importing.jobs.holding import held_together
from dashboard.data.importing.jobs.job import Job, listed
from dashboard.logic.problems import Problem

TAKEN = (*ENDINGS, *(ending for ending in WORKBOOK_ENDINGS if ending not in ENDINGS), ".zip")
"""Endings of files that may be uploaded."""
MOST_FILES = 2_000
LONGEST_STEM = 120
"""Bytes of a name without its ending."""
SPARE_BYTES = 512 * 2**20
"""What must stay free on the disk."""


@dataclass(frozen=True)
class Limits:
    """Bytes of one file, and of all files of one job."""

    file: int
    job: int


@dataclass(frozen=True)
class Uploaded:
    """``received`` of ``size`` bytes are here; ``path`` exists once it is whole.

    ``sent_as`` is its name as it was sent (``name`` may be numbered), ``mark`` when it was changed last, as the sender
    says: the same file is gone on with, another one never put behind its first half.
    """

    number: int
    name: str
    size: int
    received: int
    path: Path
    sent_as: str
    mark: str = ""

    def is_same(self, name: str, size: int, mark: str) -> bool:
        return (self.sent_as, self.size, self.mark) == (clean_name(name), size, mark)

    @property
    def is_whole(self) -> bool:
        return self.path.exists()


class Taken(Exception):
    """Under this number another file comes in: of another window, or of a colleague. ``free`` is the next number."""

    def __init__(self, free: int) -> None:
        super().__init__(f"free: {free}")
        self.free = free


def clean_name(typed: str) -> str:
    """Without folders and without characters that are not seen. Raises Problem for a kind that is not taken."""
    last = unicodedata.normalize("NFC", typed).replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(mark for mark in last if unicodedata.category(mark) not in ("Cc", "Cf", "Cs", "Zl", "Zp"))
    typed_path = PurePosixPath(seen.strip(" ."))
    stem, ending = typed_path.stem, typed_path.suffix
    if ending.lower() not in TAKEN:
        raise Problem(
            "{file} is of a kind that cannot be imported. Bring CSV or text files, workbooks, Parquet files or a zip.",
            file=seen or typed[:50],
        )
    while len(stem.encode()) > LONGEST_STEM:
        stem = stem[:-1]
    return (stem.strip(" .") or "file") + ending


def all_files(job: Job) -> tuple[Uploaded, ...]:
    """Those begun and those whole, in the order of their numbers."""
    found = (_file(job, int(folder.name)) for folder in listed(job.folder / "files") if folder.name.isdecimal())
    return tuple(sorted(filter(None, found), key=lambda file: file.number))


def _file(job: Job, number: int) -> Uploaded | None:
    folder = job.folder / "files" / str(number)
    try:
        said = json.loads((folder / "said.json").read_bytes())
    except (OSError, ValueError):
        return None
    path = folder / said["name"]
    # Looked at again last: it gets its name in this very moment, perhaps.
    sizes = (_size(path), _size(folder / ".part"), _size(path))
    received = next((size for size in sizes if size is not None), 0)
    sent_as = said.get("sent_as", said["name"])
    return Uploaded(number, said["name"], said["size"], received, path, sent_as, said.get("mark", ""))


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def receive(
    job: Job, number: int, offset: int, piece: bytes, *, name: str, size: int, limits: Limits, mark: str = ""
) -> Uploaded:
    """Take one piece. A piece that does not begin where the file ends is not taken: the sender goes on at ``received``.

    Raises Problem for what is too large, too many, or of another kind, and while a worker reads; Taken for a number
    under which another file comes in.
    """
    if not 0 <= number < MOST_FILES:
        raise Problem("More than {most} files at once are not taken. Bring them as a zip.", most=MOST_FILES)
    try:
        with held_together(job):
            with _one_at_a_time(job):
                file = _file(job, number) or _begin(job, number, name, size, limits, mark)
            if not file.is_same(name, size, mark):
                raise Taken(1 + max((other.number for other in all_files(job)), default=number))
            return _append(job, file, offset, piece)
    except OSError as error:
        raise Problem(
            "The files cannot be kept: {reason}. Free some space and try again.", reason=error.strerror
        ) from error


@contextmanager
def _one_at_a_time(job: Job) -> Generator[None]:
    """Files that begin at the same moment get names of their own, and count together against the limits."""
    with _appended(job.folder / "begin.lock") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def _appended(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600), "ab")


def _begin(job: Job, number: int, name: str, size: int, limits: Limits, mark: str) -> Uploaded:
    others = all_files(job)
    if size > limits.file:
        raise Problem(
            "{file} has {size} MB; a file may have {most} MB. Split it, or import it at the command line.",
            file=clean_name(name), size=-(-size // 2**20), most=limits.file // 2**20,
        )  # fmt: skip
    if size + sum(other.size for other in others) > limits.job:
        raise Problem(
            "All files together may have {most} MB. Import these first, or use the command line.",
            most=limits.job // 2**20,
        )
    if size + SPARE_BYTES > shutil.disk_usage(job.folder).free:
        raise Problem(
            "The disk of the server has no room for {file}. Free some space and try again.", file=clean_name(name)
        )
    folder, sent_as = job.folder / "files" / str(number), clean_name(name)
    own = _own_name(sent_as, {other.name for other in others})
    folder.mkdir(mode=0o700, exist_ok=True)
    (folder / ".part").touch(mode=0o600)
    said = {"name": own, "size": size, "sent_as": sent_as, "mark": mark}
    write_atomically(folder / "said.json", json.dumps(said).encode())
    return Uploaded(number, own, size, 0, folder / own, sent_as, mark)


def _own_name(name: str, taken: set[str]) -> str:
    """Two folders may hold files of the same name."""
    stem, ending = PurePosixPath(name).stem, PurePosixPath(name).suffix
    count = 1
    while name.lower() in {other.lower() for other in taken}:
        count += 1
        name = f"{stem} ({count}){ending}"
    return name


def _append(job: Job, file: Uploaded, offset: int, piece: bytes) -> Uploaded:
    if file.is_whole:
        return file
    part = file.path.parent / ".part"
    with _appended(part) as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        if file.is_whole:  # since this one waited
            return _file(job, file.number) or file
        held = os.fstat(stream.fileno()).st_size
        if held == offset and held + len(piece) <= file.size:
            stream.write(piece)
            stream.flush()
            held += len(piece)
        if held == file.size:
            part.replace(file.path)
    return _file(job, file.number) or file


def remove_file(job: Job, number: int) -> None:
    """Take one file back. Raises Problem while a worker reads."""
    with held_together(job), _one_at_a_time(job):
        shutil.rmtree(job.folder / "files" / str(number), ignore_errors=True)
