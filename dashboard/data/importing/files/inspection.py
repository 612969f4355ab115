"""One pass over a file: its hash, its encoding, and whether DuckDB's reader can be trusted with it as it lies there."""

import codecs
import hashlib
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from dashboard.data.importing.files.encoding_choice import found_encoding, named_encoding
from dashboard.data.importing.files.tidiness import is_tidy

CHUNK = 4 * 2**20
MARK = codecs.BOM_UTF8


@dataclass(frozen=True)
class FileFacts:
    """What one pass found. ``is_plain``: UTF-8 without quotes, blank lines, NUL or mixed line ends, so that a record is
    a line and DuckDB's reader and the careful one cannot disagree. ``newline`` as DuckDB names it."""

    sha256: str
    encoding: str
    size: int
    lines: int
    newline: str
    is_plain: bool
    ends_open: bool
    """True if the last line has no line end: a cut-off tail is possible."""
    is_tidy: bool = False
    """As in ``tidiness``."""


def inspected(path: Path, name: str, encoding: str | None) -> FileFacts:
    """Read the file once. ``encoding``: what the operator said, None to detect. Raises Problem if it cannot be told."""
    scan = _Scan()
    digest = hashlib.sha256()
    pending: Future[None] | None = None
    # hashing frees Python's lock, so it goes on beside the look at the same chunk
    with path.open("rb") as stream, ThreadPoolExecutor(1) as hashing:
        while chunk := stream.read(CHUNK):
            if pending:
                pending.result()
            pending = hashing.submit(digest.update, chunk)
            scan.take(chunk)
    is_utf8 = scan.is_utf8()
    if encoding is not None:
        codec = named_encoding(encoding)
    elif is_utf8 and not scan.has_nul:
        codec = "utf-8-sig" if scan.has_mark else "utf-8"
    else:
        codec = found_encoding(path, name)
    crlf = scan.returns > 0
    return FileFacts(
        sha256=digest.hexdigest(),
        encoding=codec,
        size=scan.size,
        lines=scan.newlines + (scan.tail != b"" and not scan.tail.endswith(b"\n")),
        newline=r"\r\n" if crlf else r"\n",
        is_plain=is_utf8 and codec in ("utf-8", "utf-8-sig") and scan.is_plain(),
        ends_open=scan.tail != b"" and not scan.tail.endswith((b"\n", b"\r")),
        is_tidy=scan.is_tidy,
    )


class _Scan:
    """The running counts of one file."""

    def __init__(self) -> None:
        self.size = self.newlines = self.returns = 0
        self.has_quote = self.has_nul = self.has_blank_line = self.has_mark = False
        self.has_odd_return = self.has_inner_mark = False
        self.is_tidy = True
        self.tail = b""
        self._half = b""
        self._is_utf8 = True

    def take(self, chunk: bytes) -> None:
        """Count one chunk. Two-byte searches are dear, so blank lines are only looked for at both ends: one in between
        makes DuckDB read fewer records than there are lines, and then the careful reader has a second look."""
        if self.size == 0:
            self.has_mark = chunk.startswith(codecs.BOM_UTF8)
            self.has_blank_line = chunk.removeprefix(codecs.BOM_UTF8)[:2].startswith((b"\n", b"\r\n"))
        self.size += len(chunk)
        self.newlines += _count(chunk, b"\n")
        self.has_quote = self.has_quote or b'"' in chunk
        self.has_nul = self.has_nul or b"\0" in chunk
        self.is_tidy = self.is_tidy and is_tidy(chunk)
        if self.tail[-1:] == b"\r" and chunk[:1] != b"\n":
            self.has_odd_return = True
        if b"\r" in chunk:
            returns = _count(chunk, b"\r")
            self.returns += returns
            self.has_odd_return = self.has_odd_return or returns != chunk.count(b"\r\n") + (chunk[-1:] == b"\r")
        if MARK[0] in chunk:  # one byte is found quickly
            self.has_inner_mark = self.has_inner_mark or b"\n" + MARK in self.tail + chunk
        self._check_utf8(chunk)
        self.tail = chunk[-8:] if len(chunk) >= 8 else (self.tail + chunk)[-8:]

    def _check_utf8(self, chunk: bytes) -> None:
        """Arrow's validation takes a quarter of the time of decoding."""
        if not self._is_utf8 or (chunk.isascii() and not self._half):
            return
        text = self._half + chunk
        whole = len(text) - _half_character(text)
        self._half = text[whole:]
        offsets = np.array([0, whole], dtype=np.int64)
        cell = pa.LargeStringArray.from_buffers(1, pa.py_buffer(offsets), pa.py_buffer(text))
        try:
            cell.validate(full=True)
        except pa.ArrowInvalid:
            self._is_utf8 = False

    def is_utf8(self) -> bool:
        """True if every byte is UTF-8; a character cut off at the very end does not count against it."""
        try:
            codecs.getincrementaldecoder("utf-8")("strict").decode(self._half)
        except UnicodeDecodeError:
            return False
        return self._is_utf8

    def is_plain(self) -> bool:
        uniform = self.returns in (0, self.newlines) and not self.has_odd_return
        ends_blank = self.tail.endswith((b"\n\n", b"\n\r\n"))
        odd = self.has_quote or self.has_nul or self.has_blank_line or self.has_inner_mark
        return uniform and self.newlines > 0 and not (self._half or odd or ends_blank)


def _count(chunk: bytes, byte: bytes) -> int:
    """How often a byte comes: three times as fast as ``bytes.count`` where it comes often."""
    return int(np.count_nonzero(np.frombuffer(chunk, dtype=np.uint8) == byte[0]))


def _half_character(text: bytes) -> int:
    """How many bytes at the end may be the beginning of a character of UTF-8 that goes on."""
    for back, byte in enumerate(reversed(text[-3:]), start=1):
        if byte < 0x80:
            return 0
        if byte >= 0xC0:
            length = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return back if length > back and byte < 0xF5 else 0
    return 0
