"""Where records end in a block of lines, found for all lines at once: quotes are counted, not read one by one.

An even number of quotes before a line end, counted from the beginning of the record, means that the record ends there.
That is all there is to know as long as each quote stands where a quote may stand; lines where one does not, and
other odd ones, are told apart, for the reader that looks at one record at a time.
"""

import re
from functools import cached_property

import numpy as np

from dashboard.data.importing.files.dialects import Dialect
from dashboard.data.importing.files.records import SPAN_BYTES, SPAN_LINES

QUOTE, LINE_END, RETURN, NUL, APOSTROPHE = 34, 10, 13, 0, 39
MARK = (0xEF, 0xBB, 0xBF)


class RecordScan:
    """One block of whole lines (it ends with a line end) of text in the canonical dialect."""

    def __init__(self, block: bytes, dialect: Dialect, delimiter: str, columns: int, header: bytes = b"") -> None:
        self.block = block
        self._header = header
        self._bytes = np.frombuffer(block, dtype=np.uint8)
        self._dialect = dialect
        self._columns = columns
        self._delimiter = ord(delimiter) if delimiter.isascii() else None
        self.ends = np.flatnonzero(self._bytes == LINE_END)
        self.starts = np.concatenate(([0], self.ends[:-1] + 1))
        quotes = np.flatnonzero(self._bytes == QUOTE)
        self._counts = bool(dialect.quote) and self._delimiter is not None
        self._loose_quotes = quotes if not self._counts else quotes[:0]
        self._quotes = quotes if self._counts else quotes[:0]
        self.quotes_before_end = np.searchsorted(self._quotes, self.ends)
        self._parity = self.quotes_before_end & 1
        self._odd_lines: dict[int, np.ndarray] = {}
        self._record_ends: dict[int, np.ndarray] = {}

    @property
    def lines(self) -> int:
        return len(self.ends)

    def line(self, number: int) -> bytes:
        return self.block[self.starts[number] : self.ends[number]]

    def has_quote_after(self, number: int) -> bool:
        """True if one of the lines that a record beginning here may span holds a quote."""
        if not self._counts:
            return True
        last = min(number + SPAN_LINES, self.lines - 1)
        return bool(self.quotes_before_end[last] > self.quotes_before_end[number])

    def parity_at(self, number: int) -> int:
        """0 or 1: quotes before a line, counted from the beginning of the block."""
        return int(self._parity[number - 1]) if number else 0

    def sound_lines(self, first: int) -> np.ndarray:
        """The last lines of the sound records from line ``first`` on, up to the first odd one."""
        parity = self.parity_at(first)
        odd, ends = self.odd_lines(parity), self._ends_of(parity)
        place = np.searchsorted(odd, first)
        limit = odd[place] if place < len(odd) else self.lines
        return ends[np.searchsorted(ends, first) : np.searchsorted(ends, limit)]

    def _ends_of(self, parity: int) -> np.ndarray:
        if parity not in self._record_ends:
            self._record_ends[parity] = np.flatnonzero(self._parity == parity)
        return self._record_ends[parity]

    def odd_lines(self, parity: int) -> np.ndarray:
        """Lines that need a look of their own if records begin where the number of quotes has this parity."""
        if parity not in self._odd_lines:
            misplaced = np.searchsorted(self.ends, self._misplaced_quotes(parity))
            found = [misplaced, self._always_odd, self._blank_lines(parity), self._odd_spans(parity)]
            self._odd_lines[parity] = np.unique(np.concatenate(found))
        return self._odd_lines[parity]

    def _misplaced_quotes(self, parity: int) -> np.ndarray:
        """Opening quotes not at the beginning of a cell, closing ones not at its end."""
        if not len(self._quotes):
            return self._quotes
        padded = np.full(len(self._bytes) + 3, LINE_END, dtype=np.uint8)
        padded[1:-2] = self._bytes
        opening, closing = self._quotes[parity::2], self._quotes[1 - parity :: 2]
        before, after, next_but_one = padded[opening], padded[closing + 2], padded[closing + 3]
        starts = (before == self._delimiter) | (before == LINE_END) | (before == QUOTE)
        ends = (after == self._delimiter) | (after == LINE_END) | ((after == RETURN) & (next_but_one == LINE_END))
        is_doubled = after == QUOTE
        if self._dialect.is_swapped:
            is_doubled = np.zeros_like(is_doubled)
        return np.concatenate((opening[~starts], closing[~(ends | is_doubled)]))

    @cached_property
    def _always_odd(self) -> np.ndarray:
        """Lines with a NUL, a stray carriage return, a byte order mark, a quote that is none, the header again."""
        places = [self._loose_quotes]
        if NUL in self.block:
            places.append(np.flatnonzero(self._bytes == NUL))
        if RETURN in self.block:
            returns = np.flatnonzero(self._bytes == RETURN)
            places.append(returns if self._dialect.swaps_ends else returns[self._bytes[returns + 1] != LINE_END])
        if self._dialect.swaps_quotes:
            places.append(np.flatnonzero(self._bytes == APOSTROPHE))
        if MARK[0] in self.block:
            begins = self.starts + (self._bytes[self.starts] == QUOTE)  # programs also quote it with its cell
            marks = begins[begins + 2 < len(self._bytes)]
            is_mark = [self._bytes[marks + place] == byte for place, byte in enumerate(MARK)]
            places.append(marks[is_mark[0] & is_mark[1] & is_mark[2]])
        if self._header and self._header in self.block:
            places.append(np.array([found.start() for found in re.finditer(re.escape(self._header), self.block)]))
        return np.searchsorted(self.ends, np.concatenate(places))

    def _blank_lines(self, parity: int) -> np.ndarray:
        length = self.ends - self.starts
        is_blank = (length == 0) | ((length == 1) & (self._bytes[self.starts] == RETURN))
        is_outside = np.concatenate(([0], self._parity[:-1])) == parity
        return np.flatnonzero(is_blank & is_outside)

    def _odd_spans(self, parity: int) -> np.ndarray:
        """First lines of records over several lines that are too long or have too few or too many cells: there a quote
        was left open, and the lines after it are records of their own."""
        ends = self._ends_of(parity)
        first, last = ends[:-1] + 1, ends[1:]
        if parity == 0 and len(ends):
            first, last = np.concatenate(([0], first)), ends
        spans = last - first + 1
        first, last, spans = (values[spans > 1] for values in (first, last, spans))
        if not len(first):
            return first
        if self._dialect.is_swapped:
            return first
        inside = (np.cumsum(self._bytes == QUOTE, dtype=np.uint8) & 1) != parity
        cells = np.cumsum((self._bytes == self._delimiter) & ~inside, dtype=np.int32)
        found = cells[self.ends[last]] - np.where(first > 0, cells[self.ends[first - 1]], 0) + 1
        size = self.ends[last] - self.starts[first]
        return first[(spans > SPAN_LINES) | (size > SPAN_BYTES) | (found != self._columns)]

    def without_returns(self, first: int, ends: np.ndarray) -> bytes:
        """The text from line ``first`` to the end of the last record, each of which ends with a bare line end."""
        begin, end = int(self.starts[first]), int(self.ends[ends[-1]]) + 1
        text = self.block[begin:end]
        if RETURN not in text:
            return text
        if len(ends) == ends[-1] - first + 1:
            return text.replace(b"\r\n", b"\n")
        before = self.ends[ends] - 1
        returns = before[self._bytes[before] == RETURN] - begin
        return np.delete(np.frombuffer(text, dtype=np.uint8), returns).tobytes()
