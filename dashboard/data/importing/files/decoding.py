"""A file in a known encoding as UTF-8, decoded strictly: nothing is replaced or skipped."""

import codecs
from collections.abc import Iterator
from pathlib import Path

from dashboard.data.importing.files.transcoding import transcoded_ranges
from dashboard.logic.problems import Problem

CHUNK = 2**20


def decoding_error(path: Path, encoding: str) -> int | None:
    """The offset of the first byte that the encoding cannot read; None if it can. A cut-off tail is no such byte."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    offset = 0
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            held = len(decoder.getstate()[0])
            try:
                if not (held == 0 and encoding in ("utf-8", "utf-8-sig") and chunk.isascii()):
                    decoder.decode(chunk)
            except UnicodeDecodeError as error:
                return offset - held + error.start
            offset += len(chunk)
    return None


def decoded_chunks(path: Path, name: str, encoding: str) -> Iterator[bytes]:
    """The file as UTF-8 in pieces, decoded strictly, without byte order mark.

    A character that is cut off at the very end is given as U+FFFD: the careful reader rejects its record.
    Raises Problem with line and byte for anything else that the encoding cannot read.
    """
    offset = 0
    for end, text in transcoded_ranges(path, encoding):
        yield text.removeprefix(codecs.BOM_UTF8) if offset == 0 else text
        offset = end
    yield from _decoded_from(path, name, encoding, offset)


def _decoded_from(path: Path, name: str, encoding: str, offset: int) -> Iterator[bytes]:
    """The rest of the file from the beginning of a line on, in this process."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    start = offset
    with path.open("rb") as stream:
        stream.seek(offset)
        while chunk := stream.read(CHUNK):
            held = len(decoder.getstate()[0])
            if (
                not held
                and offset > start
                and chunk.isascii()
                and encoding != "utf-16"
                and not encoding.startswith("utf-16-")
            ):
                offset += len(chunk)
                yield chunk
                continue
            try:
                text = decoder.decode(chunk)
            except UnicodeDecodeError as error:
                position = offset - held + error.start
                raise Problem(
                    "File {file}, line {line}, byte {position}: not readable as {encoding}. "
                    "Save the file again as UTF-8, or name its encoding with --encoding.",
                    file=name,
                    line=_line_at(path, encoding, position),
                    position=position,
                    encoding=encoding,
                ) from error
            offset += len(chunk)
            yield _as_utf8(name, text.removeprefix("\ufeff") if offset == len(chunk) else text)
    if decoder.getstate()[0]:
        yield "\ufffd".encode()


def _line_at(path: Path, encoding: str, position: int) -> int:
    """The physical line of a byte, counted in the decoded text before it."""
    decoder = codecs.getincrementaldecoder(encoding)("ignore")
    lines, left = 1, position
    with path.open("rb") as stream:
        while left and (chunk := stream.read(min(CHUNK, left))):
            left -= len(chunk)
            lines += decoder.decode(chunk).count("\n")
    return lines


def _as_utf8(name: str, text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise Problem(
            "File {file} holds half a character (a lone surrogate); save it again as UTF-8.", file=name
        ) from error
