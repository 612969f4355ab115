"""One record at a time, strictly: for those that cannot be told by counting quotes."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.data.importing.files.record_scan import RecordScan
from dashboard.data.importing.files.records import BAD_QUOTE, SPAN_BYTES, SPAN_LINES, UNCLOSED

_STRAY = "\ue00d"
"""Stands for a stray carriage return outside quotes, which the csv module refuses."""


@dataclass(frozen=True)
class Parsed:
    """The cells of a record (of several, where stray carriage returns end lines) and the lines used; else the code of
    what is wrong."""

    rows: tuple[list[str], ...]
    lines: int = 1
    code: str = ""


def quoted_record(scan: RecordScan, position: int, line: bytes, delimiter: str) -> Parsed:
    """The record that begins with ``line`` at ``position``, over as many lines as its quotes ask for."""
    if line.count(b'"') % 2 and not scan.has_quote_after(position):
        return Parsed((), 1, UNCLOSED)
    texts = _texts(scan, position, line)
    parsed, reason = _parsed(texts, delimiter)
    if "new-line" in reason:
        texts = (re.sub("\r(?!\n)", _STRAY, text) for text in _texts(scan, position, line))
        parsed, _ = _parsed(texts, delimiter)
        parsed = Parsed(tuple([cell.replace(_STRAY, "\r") for cell in row] for row in parsed.rows), parsed.lines,
                        parsed.code)  # fmt: skip
    return parsed


def _parsed(texts: Iterator[str], delimiter: str) -> tuple[Parsed, str]:
    reader = csv.reader(texts, delimiter=delimiter, strict=True)
    try:
        return Parsed((next(reader),), reader.line_num), ""
    except csv.Error as error:
        is_open = "end of data" in str(error) or reader.line_num > 1 or "limit" in str(error)
        return Parsed((), 1, UNCLOSED if is_open else BAD_QUOTE), str(error)


def bare_record(line: bytes, delimiter: str, columns: int, *, may_split: bool) -> Parsed:
    """A line whose quotation marks, if any, are ordinary characters. A carriage return within it is part of a cell,
    unless the pieces between them are whole records: then it ends lines, in a file that mixes line ends."""
    text = line.decode("utf-8", "replace")
    row = text.split(delimiter)
    if may_split and "\r" in text and len(row) != columns:
        pieces = [piece.split(delimiter) for piece in text.split("\r") if piece]
        if all(len(piece) == columns for piece in pieces):
            return Parsed(tuple(pieces))
    return Parsed((row,))


def _texts(scan: RecordScan, position: int, line: bytes) -> Iterator[str]:
    """The lines as text with their line ends, bounded, so that an open quote cannot run through the file."""
    size = len(line)
    yield line.decode("utf-8", "replace") + "\n"
    for number in range(position + 1, min(scan.lines, position + SPAN_LINES)):
        more = scan.line(number)
        size += len(more)
        if size > SPAN_BYTES:
            return
        yield more.decode("utf-8", "replace") + "\n"
