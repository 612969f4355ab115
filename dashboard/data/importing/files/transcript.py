"""The careful reader: any CSV to one clean UTF-8 CSV in which every record is sound, and what it had to leave out.

DuckDB's reader then reads the transcript, so one and the same SQL casts and checks whatever the reader. A record that
an unclosed quote would swallow others into is given up alone: the lines after it are read again as their own records.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import numpy as np

from dashboard.data.importing.files.dialects import USUAL, Dialect
from dashboard.data.importing.files.layouts import LeftOut
from dashboard.data.importing.files.odd_records import Parsed, bare_record, quoted_record
from dashboard.data.importing.files.record_scan import MARK, RecordScan
from dashboard.data.importing.files.records import (
    BAD_CHARACTER,
    CUT_OFF,
    LONG,
    RECORD_BYTES,
    SHORT,
    SPAN_BYTES,
    SPAN_LINES,
    TOO_LONG,
    UNCLOSED,
    Refused,
    Runs,
)
from dashboard.data.importing.files.tidiness import is_tidy

__all__ = ["CUT_OFF", "LONG", "RECORD_BYTES", "SHORT", "TOO_LONG", "Refused", "Runs", "Transcript"]
_MARK = bytes(MARK)
_QUOTED_MARK = b'"' + _MARK


class Transcript:
    """Writes one clean CSV from the bodies of one or more files with the same header: ``take`` for text, or ``begin``
    and ``add`` for records that are split already (of a sheet)."""

    def __init__(self, path: Path, columns: int, delimiter: str) -> None:
        self.path = path
        self.runs = Runs()
        self.refused: list[Refused] = []
        self.left_out: list[LeftOut] = []
        self.records = 0
        self.is_tidy = True
        """Of all text that was taken."""
        self.line = 1
        """Of the present file: the line after all that was taken."""
        self._columns = columns
        self._delimiter = delimiter
        self._separator = delimiter.encode()
        self._special = ('"', "\n", "\r", delimiter)
        self._clean_line = 2
        self._out: BinaryIO = path.open("wb")
        self._out.write(self._separator.join(b"c%d" % number for number in range(columns)) + b"\n")

    def close(self) -> None:
        self._out.close()

    def begin(self, file: int, first_line: int) -> None:
        """The records that follow are of this file (by number), from this line on."""
        self._file = file
        self.line = first_line
        self._begin_run()

    def add(self, row: Sequence[str], line: int) -> None:
        """One record that is split already, from its line or row; lines between it and the one before hold none.

        A row of the wrong length is refused, with its code."""
        if line != self.line:
            self.line = line
            self._begin_run()
        if len(row) != self._columns:
            text = self._delimiter.join(map(self._quoted_cell, row))
            self._refuse(text, SHORT if len(row) < self._columns else LONG)
        else:
            self._write(row, 1)

    def take(
        self, file: int, blocks: Iterator[bytes], first_line: int, dialect: Dialect = USUAL, header: bytes = b""
    ) -> None:
        """Add the records of one file. ``blocks`` are UTF-8 without the header; ``first_line`` is their first line.

        ``header``: its text; where the same line comes again, as in files that were joined and in prints with a header
        on every page, it is left out.
        """
        self._dialect = dialect
        self._header = header
        self.begin(file, first_line)
        self.left_out = []
        held = b""
        wanted = 0
        for block in dialect.canonical(blocks):
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
        self.is_tidy = self.is_tidy and is_tidy(block)
        is_again = bool(self._header) and self._header in block
        # one byte is looked for first: that is several times as fast as looking for two or three
        has_mark = MARK[0] in block and _MARK in block
        if b'"' not in block and not self._dialect.is_swapped and not has_mark and not is_again:
            block = block.replace(b"\r\n", b"\n") if b"\r" in block else block
            odd = b"\0" in block or b"\r" in block
            if not odd and not is_last:
                ends = np.frombuffer(block, dtype=np.uint8) == 10  # a fifth of the time of looking for b"\n\n"
                if not ends[0] and not (ends[1:] & ends[:-1]).any():
                    self._pass_on(block, int(np.count_nonzero(ends)))
                    return b""
        is_tail = is_last and not block.endswith(b"\n")
        return self._lines(block + b"\n" if is_tail else block, is_tail=is_tail, is_last=is_last)

    def _lines(self, block: bytes, *, is_tail: bool, is_last: bool) -> bytes:
        """Sound records in one go, odd ones one by one. ``is_tail``: the last line has no line end of its own."""
        scan = RecordScan(block, self._dialect, self._delimiter, self._columns, self._header)
        position, last = 0, scan.lines - 1
        while position <= last:
            ends = scan.sound_lines(position)
            if is_tail and len(ends) and ends[-1] == last:
                ends = ends[:-1]
            if len(ends):
                self._pass_on_records(scan, position, ends)
                position = int(ends[-1]) + 1
                continue
            taken = self._odd_record(scan, position, is_tail=is_tail and position == last, is_last=is_last)
            if not taken:
                return block[scan.starts[position] :]
            position += taken
        return b""

    def _pass_on(self, block: bytes, lines: int) -> None:
        self._out.write(block)
        self.records += lines
        self._clean_line += lines
        self.line += lines

    def _pass_on_records(self, scan: RecordScan, first: int, ends: np.ndarray) -> None:
        lines = int(ends[-1]) - first + 1
        text, before = scan.without_returns(first, ends), (self.records, self._clean_line, self.line)
        self._pass_on(text, lines)
        if lines == len(ends):
            return
        self.records = before[0] + len(ends)
        spans = np.diff(ends, prepend=first - 1)
        number = np.flatnonzero(spans > 1)
        after = ends[number] + 1 - first
        self.runs.begin_many(number + 1 + before[0], after + before[1], self._file, after + before[2])

    def _odd_record(self, scan: RecordScan, position: int, *, is_tail: bool, is_last: bool) -> int:
        """Take the record at a line; return how many lines it used, 0 if more lines are needed to say."""
        line = scan.line(position)
        if self._header and self._header in line and self._is_header_again(line):
            return 1
        line = line.removeprefix(_MARK)
        if line.startswith(_QUOTED_MARK):
            line = b'"' + line.removeprefix(_QUOTED_MARK)
        if self._dialect.swaps_ends:
            line = line.lstrip(b"\r")
        bare = line.removesuffix(b"\r")
        if not bare:
            return self._skip()
        if b"\0" in line:
            return self._refuse_line(bare, BAD_CHARACTER)
        if b'"' in line and self._dialect.quote:
            parsed = quoted_record(scan, position, line, self._delimiter)
        else:
            parsed = bare_record(bare, self._delimiter, self._columns, may_split=not self._dialect.swaps_ends)
        if parsed.code == UNCLOSED and not is_last and _may_grow(scan, position):
            return 0
        return self._taken(parsed, bare, is_tail=is_tail)

    def _taken(self, parsed: Parsed, line: bytes, *, is_tail: bool) -> int:
        row = parsed.rows[0] if parsed.rows else []
        if not parsed.rows or (parsed.lines > 1 and len(row) != self._columns):
            return self._refuse_line(line, parsed.code or UNCLOSED)
        if len(row) != self._columns or (is_tail and row[-1].endswith("\ufffd")):
            is_cut = is_tail and len(row) <= self._columns
            return self._refuse_line(line, CUT_OFF if is_cut else SHORT if len(row) < self._columns else LONG)
        for more in parsed.rows[:-1]:
            self._write(tuple(map(self._dialect.cell, more)), 0)
        self._write(tuple(map(self._dialect.cell, parsed.rows[-1])), parsed.lines)
        return parsed.lines

    def _is_header_again(self, line: bytes) -> bool:
        text = line.removeprefix(_MARK).rstrip(b"\r")
        if text != self._header:
            return False
        self.left_out.append(LeftOut(self.line, self._dialect.original(text.decode("utf-8", "replace"))))
        self._skip()
        return True

    def _skip(self) -> int:
        self.line += 1
        self._begin_run()
        return 1

    def _begin_run(self) -> None:
        self.runs.begin(self.records, self._clean_line, self._file, self.line)

    def _refuse_line(self, line: bytes, code: str) -> int:
        return self._refuse(self._dialect.original(line.decode("utf-8", "replace")), code)

    def _refuse(self, text: str, code: str) -> int:
        self.refused.append(Refused(self._file, self.line, code, text))
        return self._skip()

    def _write(self, row: Sequence[str], used: int) -> None:
        """``used``: lines of the file; where they are not as many as in the transcript a new run begins."""
        line = self._delimiter.join(row)
        # most rows have nothing to quote, and looking at the whole row is five times as fast as at each cell
        is_odd = line.count(self._delimiter) >= len(row) or '"' in line or "\n" in line or "\r" in line
        if is_odd or not line:
            line = self._delimiter.join(map(self._quoted_cell, row)) or '""'
        text = line.encode()
        self._out.write(text + b"\n")
        written = text.count(b"\n") + 1
        self.records += 1
        self.line += used
        self._clean_line += written
        if used != 1 or written > 1:
            self._begin_run()

    def _quoted_cell(self, cell: str) -> str:
        if any(mark in cell for mark in self._special):
            return '"' + cell.replace('"', '""') + '"'
        return cell


def _may_grow(scan: RecordScan, position: int) -> bool:
    rest = min(scan.lines, position + SPAN_LINES)
    size = int(scan.ends[rest - 1]) - int(scan.starts[position])
    return rest - position < SPAN_LINES and size < SPAN_BYTES
