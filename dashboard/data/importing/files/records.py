"""What a careful reader finds beside sound records: what it had to refuse, and where each record stood."""

from array import array
from dataclasses import dataclass, field

import numpy as np

SPAN_LINES = 1000
SPAN_BYTES = 2**20
"""A quoted cell may hold line ends, but not more than this: beyond it the quote was never closed."""
RECORD_BYTES = 2**21
SHORT, LONG, CUT_OFF = "SHORT_RECORD", "LONG_RECORD", "CUT_OFF_RECORD"
UNCLOSED, BAD_QUOTE, BAD_CHARACTER, TOO_LONG = "UNCLOSED_QUOTE", "BAD_QUOTE", "BAD_CHARACTER", "RECORD_TOO_LONG"


@dataclass(frozen=True)
class Refused:
    """A record that is none: where it begins, why, its text, and the columns concerned where they are known."""

    file: int
    line: int
    code: str
    text: str
    columns: tuple[str, ...] = ()


@dataclass
class Runs:
    """Where records come from. Within a run one record is one line, in the transcript and in the file."""

    record: array = field(default_factory=lambda: array("q"))
    clean_line: array = field(default_factory=lambda: array("q"))
    file: array = field(default_factory=lambda: array("q"))
    line: array = field(default_factory=lambda: array("q"))

    def begin(self, record: int, clean_line: int, file: int, line: int) -> None:
        self._forget(record)
        self.record.append(record)
        self.clean_line.append(clean_line)
        self.file.append(file)
        self.line.append(line)

    def begin_many(self, record: np.ndarray, clean_line: np.ndarray, file: int, line: np.ndarray) -> None:
        """Many runs of one file, ascending."""
        if not len(record):
            return
        self._forget(int(record[0]))
        files = np.full(len(record), file)
        for values, new in zip(self._columns(), (record, clean_line, files, line), strict=True):
            values.frombytes(new.astype(np.int64).tobytes())

    def _forget(self, record: int) -> None:
        """A run that begins at the same record holds none."""
        if self.record and self.record[-1] == record:
            for values in self._columns():
                values.pop()

    def _columns(self) -> tuple[array, array, array, array]:
        return self.record, self.clean_line, self.file, self.line
