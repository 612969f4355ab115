"""One pass over a file: its hash, its encoding, and whether DuckDB's reader can be trusted with it as it lies there."""

import codecs
import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dashboard.data.importing.decoding import CHUNK, found_encoding, named_encoding


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
    is_old_mac: bool
    """Lines end with a lone carriage return."""


def inspected(path: Path, name: str, encoding: str | None) -> FileFacts:
    """Read the file once. ``encoding``: what the operator said, None to detect. Raises Problem if it cannot be told."""
    scan = _Scan()
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
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
        sha256=scan.hash.hexdigest(),
        encoding=codec,
        size=scan.size,
        lines=scan.newlines + (scan.tail != b"" and not scan.tail.endswith(b"\n")),
        newline=r"\r\n" if crlf else r"\n",
        is_plain=is_utf8 and codec in ("utf-8", "utf-8-sig") and scan.is_plain(),
        ends_open=scan.tail != b"" and not scan.tail.endswith((b"\n", b"\r")),
        is_old_mac=scan.newlines == 0 and scan.returns > 0,
    )


class _Scan:
    """The running counts of one file."""

    def __init__(self) -> None:
        self.hash = hashlib.sha256()
        self.size = self.newlines = self.returns = 0
        self.has_quote = self.has_nul = self.has_blank_line = self.has_mark = False
        self.has_odd_return = False
        self.tail = b""
        self._decoder = codecs.getincrementaldecoder("utf-8")("strict")
        self._is_utf8 = True

    def take(self, chunk: bytes) -> None:
        """Count one chunk. Two-byte searches are dear, so blank lines are only looked for at both ends: one in between
        makes DuckDB read fewer records than there are lines, and then the careful reader has a second look."""
        if self.size == 0:
            self.has_mark = chunk.startswith(codecs.BOM_UTF8)
            self.has_blank_line = chunk.removeprefix(codecs.BOM_UTF8)[:2].startswith((b"\n", b"\r\n"))
        self.hash.update(chunk)
        self.size += len(chunk)
        self.newlines += _count(chunk, b"\n")
        self.has_quote = self.has_quote or b'"' in chunk
        self.has_nul = self.has_nul or b"\0" in chunk
        if self.tail[-1:] == b"\r" and chunk[:1] != b"\n":
            self.has_odd_return = True
        if b"\r" in chunk:
            returns = _count(chunk, b"\r")
            self.returns += returns
            self.has_odd_return = self.has_odd_return or returns != chunk.count(b"\r\n") + (chunk[-1:] == b"\r")
        self._check_utf8(chunk)
        self.tail = chunk[-8:] if len(chunk) >= 8 else (self.tail + chunk)[-8:]

    def _check_utf8(self, chunk: bytes) -> None:
        if not self._is_utf8 or (chunk.isascii() and not self._decoder.getstate()[0]):
            return
        try:
            self._decoder.decode(chunk)
        except UnicodeDecodeError:
            self._is_utf8 = False

    def is_utf8(self) -> bool:
        """True if every byte is UTF-8; a character cut off at the very end does not count against it."""
        return self._is_utf8

    def is_plain(self) -> bool:
        uniform = self.returns in (0, self.newlines) and not self.has_odd_return
        whole = not self._decoder.getstate()[0]
        ends_blank = self.tail.endswith((b"\n\n", b"\n\r\n"))
        return uniform and whole and not (self.has_quote or self.has_nul or self.has_blank_line or ends_blank)


def _count(chunk: bytes, byte: bytes) -> int:
    """How often a byte comes: three times as fast as ``bytes.count`` where it comes often."""
    return int(np.count_nonzero(np.frombuffer(chunk, dtype=np.uint8) == byte[0]))
