"""Pieces of a text file as text: its beginning, its end, places in between. Never all of it."""

import codecs
from dataclasses import dataclass
from pathlib import Path

HEAD_BYTES = 2**20
TAIL_BYTES = 2**16


@dataclass(frozen=True)
class Piece:
    """Decoded text. ``is_all``: nothing of the file is missing."""

    text: str
    is_all: bool


def head_of(path: Path, encoding: str) -> Piece:
    """The first whole lines; what cannot be decoded is U+FFFD (the import proper then names it)."""
    with path.open("rb") as stream:
        raw = stream.read(HEAD_BYTES)
        is_all = not stream.read(1)
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    text = decoder.decode(raw, final=is_all).removeprefix("\ufeff")
    if is_all:
        return Piece(text, is_all=True)
    cut = max(text.rfind("\n"), text.rfind("\r")) + 1
    return Piece(text[:cut] if cut else text, is_all=False)


def tail_of(path: Path, encoding: str) -> str:
    """The last whole lines of a file that is longer than its head."""
    size = path.stat().st_size
    codec = encoding
    with path.open("rb") as stream:
        if encoding == "utf-16":
            codec = "utf-16-be" if stream.read(2) == codecs.BOM_UTF16_BE else "utf-16-le"
        start = max(0, size - TAIL_BYTES) // 2 * 2
        stream.seek(start)
        raw = stream.read()
    if not codec.startswith("utf-16"):
        # a line end is never part of a character; the first line is cut off
        ends = [place for place in (raw.find(b"\n"), raw.find(b"\r")) if place >= 0]
        raw = raw[min(ends) + 1 :] if ends else b""
        return raw.decode(codec, "replace")
    text = raw.decode(codec, "replace")
    return text[max(text.find("\n"), 0) + 1 :]


def samples_of(path: Path) -> list[bytes]:
    """Whole lines from the beginning, three places in between and the end, for telling the encoding."""
    size = path.stat().st_size
    if size <= 2 * HEAD_BYTES:
        return [path.read_bytes()]
    found = []
    with path.open("rb") as stream:
        for place in (0, size // 4, size // 2, 3 * size // 4, size - TAIL_BYTES * 2):
            stream.seek(place)
            raw = stream.read(TAIL_BYTES * 2)
            first = raw.find(b"\n") + 1 if place else 0
            end = raw.rfind(b"\n") + 1
            found.append(raw[first:end] if end > first else b"")
    return [sample for sample in found if sample]
