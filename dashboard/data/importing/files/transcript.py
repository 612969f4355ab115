"""The careful reader: any CSV to one clean UTF-8 CSV in which every record is sound, and what it had to leave out.

DuckDB's reader then reads the transcript, so one and the same SQL casts and checks whatever the reader. A record that
an unclosed quote would swallow others into is given up alone: the lines after it are read again as their own records.
"""

import csv
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import numpy as np

SPAN_LINES = 1000
SPAN_BYTES = 2**20
"""A quoted cell may hold line ends, but not more than this: beyond it the quote was never closed."""
RECORD_BYTES = 2**21
SHORT, LONG, CUT_OFF = "SHORT_RECORD", "LONG_RECORD", "CUT_OFF_RECORD"
UNCLOSED, BAD_QUOTE, BAD_CHARACTER, TOO_LONG = "UNCLOSED_QUOTE", "BAD_QUOTE", "BAD_CHARACTER", "RECORD_TOO_LONG"


@dataclass(frozen=True)
class Refused:
    """A record that is none: where it begins, why, its text."""

    file: int
    line: int
    code: str
    text: str


@dataclass
class Runs:
    """Where records come from. Within a run one record is one line, in the transcript and in the file."""

    record: array = field(default_factory=lambda: array("q"))
    clean_line: array = field(default_factory=lambda: array("q"))
    file: array = field(default_factory=lambda: array("q"))
    line: array = field(default_factory=lambda: array("q"))

    def begin(self, record: int, clean_line: int, file: int, line: int) -> None:
        if self.record and self.record[-1] == record:
            for values in (self.record, self.clean_line, self.file, self.line):
                values.pop()
        self.record.append(record)
        self.clean_line.append(clean_line)
        self.file.append(file)
        self.line.append(line)


class Transcript:
    """Writes one clean CSV from the bodies of one or more files with the same header."""

    def __init__(self, path: Path, columns: int, delimiter: str) -> None:
        self.path = path
        self.runs = Runs()
        self.refused: list[Refused] = []
        self.records = 0
        self._columns = columns
        self._delimiter = delimiter
        self._separator = delimiter.encode()
        self._clean_line = 2
        self._out: BinaryIO = path.open("wb")
        self._out.write(self._separator.join(b"c%d" % number for number in range(columns)) + b"\n")

    def close(self) -> None:
        self._out.close()

    def take(self, file: int, blocks: Iterator[bytes], first_line: int) -> None:
        """Add the records of one file. ``blocks`` are UTF-8 without the header; ``first_line`` is their first line."""
        self._file = file
        self._line = first_line
        self.runs.begin(self.records, self._clean_line, file, first_line)
        held = b""
        wanted = 0
        for block in blocks:
            held += block
            if len(held) < wanted:
                continue
            cut = held.rfind(b"\n") + 1
            held = self._block(held[:cut], is_last=False) + held[cut:]
            wanted = 2 * len(held) if len(held) > len(block) else 0
        self._block(held, is_last=True)

    def _block(self, block: bytes, *, is_last: bool) -> bytes:
        """Write the sound records of some whole lines; return what must wait for more."""
        if not block:
            return b""
        if b"\r" in block:
            block = block.replace(b"\r\n", b"\n")
        odd = b'"' in block or b"\0" in block or b"\r" in block
        if not odd and not is_last:
            ends = np.frombuffer(block, dtype=np.uint8) == 10  # a fifth of the time of looking for b"\n\n"
            if not ends[0] and not (ends[1:] & ends[:-1]).any():
                self._pass_on(block, int(np.count_nonzero(ends)))
                return b""
        return self._lines(block, is_last=is_last)

    def _pass_on(self, block: bytes, lines: int) -> None:
        self._out.write(block)
        self.records += lines
        self._clean_line += lines
        self._line += lines

    def _lines(self, block: bytes, *, is_last: bool) -> bytes:
        ends_open = not block.endswith(b"\n")
        lines = block.split(b"\n")
        if not ends_open:
            lines.pop()
        position, plain = 0, []
        while position < len(lines):
            line = lines[position]
            is_tail = is_last and ends_open and position == len(lines) - 1
            if line and not is_tail and b'"' not in line and b"\0" not in line and b"\r" not in line:
                plain.append(line)
                position += 1
                continue
            if plain:
                self._pass_on(b"\n".join(plain) + b"\n", len(plain))
                plain = []
            taken = self._odd_record(lines, position, is_tail=is_tail, is_last=is_last)
            if not taken:
                return b"\n".join(lines[position:]) + b"\n"
            position += taken
        if plain:
            self._pass_on(b"\n".join(plain) + b"\n", len(plain))
        return b""

    def _odd_record(self, lines: list[bytes], position: int, *, is_tail: bool, is_last: bool) -> int:
        """Take the record at ``position``; return how many lines it used, 0 if more lines are needed to say."""
        line = lines[position]
        if not line:
            return self._skip()
        if b"\0" in line:
            return self._refuse(line, BAD_CHARACTER)
        if b'"' not in line and b"\r" not in line:
            return self._tail(line)
        row, used, code = self._unquoted(line) if b'"' not in line else self._quoted(lines, position)
        if row is None and code == UNCLOSED and not is_last and self._may_grow(lines, position):
            return 0
        if row is None or (used > 1 and len(row) != self._columns):
            return self._refuse(line, code or UNCLOSED)
        if len(row) != self._columns:
            is_cut = is_tail and len(row) < self._columns
            return self._refuse(line, CUT_OFF if is_cut else SHORT if len(row) < self._columns else LONG)
        self._write(row, used)
        return used

    def _may_grow(self, lines: list[bytes], position: int) -> bool:
        rest = lines[position : position + SPAN_LINES]
        return len(rest) < SPAN_LINES and sum(map(len, rest)) < SPAN_BYTES

    def _tail(self, line: bytes) -> int:
        """The last line of a file without a line end."""
        cells = line.count(self._separator) + 1
        if cells < self._columns or line.endswith("\ufffd".encode()):
            return self._refuse(line, CUT_OFF)
        if cells > self._columns:
            return self._refuse(line, LONG)
        self._pass_on(line + b"\n", 1)
        return 1

    def _unquoted(self, line: bytes) -> tuple[list[str], int, str]:
        """A line with a stray carriage return in a cell, which other readers would take for a line end."""
        return line.decode("utf-8", "replace").split(self._delimiter), 1, ""

    def _quoted(self, lines: list[bytes], position: int) -> tuple[list[str] | None, int, str]:
        """Parse one record strictly: its cells, the lines it used, else the code of what is wrong."""
        span = lines[position : position + SPAN_LINES]
        if span[0].count(b'"') % 2 and not any(b'"' in line for line in span[1:]):
            return None, 1, UNCLOSED
        reader = csv.reader(_texts(span), delimiter=self._delimiter, strict=True)
        try:
            return next(reader), reader.line_num, ""
        except csv.Error as error:
            is_open = "end of data" in str(error) or reader.line_num > 1 or "limit" in str(error)
            return None, 1, UNCLOSED if is_open else BAD_QUOTE

    def _skip(self) -> int:
        self._line += 1
        self.runs.begin(self.records, self._clean_line, self._file, self._line)
        return 1

    def _refuse(self, line: bytes, code: str) -> int:
        self.refused.append(Refused(self._file, self._line, code, line.decode("utf-8", "replace")))
        return self._skip()

    def _write(self, row: list[str], used: int) -> None:
        text = self._delimiter.join(self._cell(cell) for cell in row).encode()
        self._out.write(text + b"\n")
        self.records += 1
        self._line += used
        self._clean_line += text.count(b"\n") + 1
        if used > 1:
            self.runs.begin(self.records, self._clean_line, self._file, self._line)

    def _cell(self, cell: str) -> str:
        if any(mark in cell for mark in ('"', "\n", "\r", self._delimiter)):
            return '"' + cell.replace('"', '""') + '"'
        return cell


def _texts(lines: list[bytes]) -> Iterator[str]:
    """The lines as text with their line ends, bounded, so that an open quote cannot run through the file."""
    size = 0
    for line in lines:
        size += len(line)
        if size > SPAN_BYTES:
            return
        yield line.decode("utf-8", "replace") + "\n"
