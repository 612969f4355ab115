"""The trail's heads: once a day the number and hash of its last entry go to a file outside the store.

Whoever can write the store can write a whole sound chain into it; they cannot make it end in a hash that was kept
where they have no access. So the operator puts the file on other storage (docs/records.md).
"""

import logging
import os
import time
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from dashboard.logic.problems import Problem
from dashboard.logic.trail import Entry
from dashboard.logic.trail_chain import Head

FILE = "trail-heads.txt"
TRY_AGAIN_SECONDS = 60
_KINDS = ("", "restored", "replaced", "restoring", "replacing")


@dataclass(frozen=True)
class Heads:
    """``unreadable``: numbers of the lines that hold none, such as one torn by a power cut."""

    heads: tuple[Head, ...]
    unreadable: tuple[int, ...] = ()


class HeadFile:
    """One line per head, ``2026-03-01 120 <hash>``; only ever added to."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._day: date | None = None
        self._try_at = 0.0

    def read(self) -> Heads:
        """In the order in which they were written. Raises Problem where the file cannot be read."""
        try:
            lines = self.path.read_text(encoding="utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return Heads(())
        except OSError as error:
            raise Problem(
                "The heads of the log in {file} cannot be read ({reason}).", file=self.path, reason=error.strerror
            ) from error
        read = [(number, _head(line)) for number, line in enumerate(lines, start=1) if line.strip()]
        return Heads(
            tuple(head for _, head in read if head is not None),
            tuple(number for number, head in read if head is None),
        )

    def keep(self, entry: Entry) -> None:
        """Write the day's head unless the day has one. Two processes may write one each: both are true.

        The entry is in the store already, so a file that cannot be written stops nobody: it is tried again a minute
        later, and the log says so.
        """
        day = entry.at.date()
        if day == self._day or time.monotonic() < self._try_at:
            return
        try:
            if all(head.day != day or head.is_announced for head in self.read().heads):
                self.write(Head(day, entry.seq, entry.hash))
            self._day = day
        except Problem as problem:
            self._try_at = time.monotonic() + TRY_AGAIN_SECONDS
            logging.getLogger(__name__).warning("%s", problem)

    def write(self, head: Head) -> None:
        """Add a line; on disk when this returns. Raises Problem."""
        words = (head.day.isoformat(), str(head.seq), head.hash, head.kind)
        line = " ".join(word for word in words if word) + "\n"
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                # One write call: two processes' lines never mix. A line that a power cut tore must not swallow this.
                os.write(handle, (_lacks_line_end(handle) + line).encode("ascii"))
                os.fsync(handle)
            finally:
                os.close(handle)
        except OSError as error:
            raise Problem(
                "The head of the log cannot be written to {file} ({reason}). Make it writable, or set trail_heads.",
                file=self.path,
                reason=error.strerror,
            ) from error


def _lacks_line_end(handle: int) -> str:
    size = os.fstat(handle).st_size
    return "\n" if size and os.pread(handle, 1, size - 1) != b"\n" else ""


def _head(line: str) -> Head | None:
    words = line.split()
    try:
        day, seq, hashed, kind = (*words, "") if len(words) == 3 else words
        head = Head(date.fromisoformat(day), int(seq), hashed, kind)  # ty: ignore[invalid-argument-type]
    except ValueError:
        return None
    return head if len(hashed) == 64 and kind in _KINDS else None


@lru_cache(maxsize=32)
def head_file(path: Path) -> HeadFile:
    """The one of this process: it remembers whether the day has its head."""
    return HeadFile(path)
