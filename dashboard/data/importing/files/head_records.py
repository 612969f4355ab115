"""The records of a piece of text, split as one dialect says, and which dialect fits."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.data.importing.files.dialects import Dialect
from dashboard.data.importing.files.known_headers import known_cells

DELIMITERS = (",", ";", "\t", "|")
RARE_DELIMITERS = ("^", "~", "\x01", "\x1f", "\x1e", "¦", "§", "#", "*", "!", "，", "；", "、", ":")
SHOWN_LINES = 400
SPAN = 50


@dataclass(frozen=True)
class HeadRecord:
    """Cells of one record and the physical lines it stands on, from 1."""

    cells: tuple[str, ...]
    first: int
    last: int

    @property
    def filled(self) -> int:
        return sum(bool(cell.strip()) for cell in self.cells)


def head_records(
    lines: Sequence[str], delimiter: str, dialect: Dialect, first: int = 1, limit: int = SHOWN_LINES
) -> list[HeadRecord]:
    """Lines (canonical, without ends) as records, blank ones left out. A line whose quotes do not work is split all the
    same."""
    records: list[HeadRecord] = []
    position = 0
    while position < len(lines) and len(records) < limit:
        line = lines[position].removeprefix("\ufeff")
        line = line.lstrip("\r") if dialect.swaps_ends else line
        if not line.rstrip("\r"):
            position += 1
            continue
        used, row = 1, None
        if '"' in line and dialect.quote:
            ends = (text + "\n" for text in (line, *lines[position + 1 : position + SPAN]))
            reader = csv.reader(ends, delimiter=delimiter, strict=True)
            try:
                row, used = next(reader), reader.line_num
            except csv.Error:
                row, used = None, 1
        if row is None:
            row = line.removesuffix("\r").split(delimiter)
        cells = tuple(map(dialect.cell, row)) if dialect.is_swapped else tuple(row)
        records.append(HeadRecord(cells, first + position, first + position + used - 1))
        position += used
    return records


def found_delimiter(lines: Sequence[str], dialect: Dialect) -> str:
    """The delimiter that makes most known headers, else the most even table; a comma where nothing tells."""

    def worth(delimiter: str) -> tuple[int, float, int, int]:
        records = head_records(lines, delimiter, dialect, limit=120)
        known = max((known_cells(one.cells) for one in records[:30]), default=0)
        return known if known > 1 else 0, *evenness(records)

    best = max(DELIMITERS, key=worth)
    if worth(best)[3] > 1:
        return best
    rare = max(RARE_DELIMITERS, key=worth)
    known, even, _, width = worth(rare)
    return rare if known or (even >= 0.9 and width > 2) else best


def evenness(records: Sequence[HeadRecord]) -> tuple[float, int, int]:
    """The share of records with the usual number of cells, from the first such on; minus how many stand before it;
    and that number. (0, 0, 1) if none has more than one cell."""
    widths = [len(one.cells) for one in records]
    several = Counter(width for width in widths if width > 1)
    if not several:
        return 0.0, 0, 1
    usual = max(several, key=lambda width: (several[width], width))
    before = widths.index(usual)
    after = widths[before:]
    return round(sum(width == usual for width in after) / len(after), 2), -before, usual


_EDGE = r"[,;\t|^~\x01\x1f]"
_DOUBLE = re.compile(rf'(?:^|{_EDGE})"', re.MULTILINE)
_SINGLE = re.compile(rf"(?:^|(?<={_EDGE}))'(?:[^'\n\r]|'')*'(?=\r?$|{_EDGE})", re.MULTILINE)
_BACKSLASH = re.compile(r"""\\["'](?!\s*(?:[,;\t|^~\x01\x1f\r\n]|$))""")


def found_quote(text: str) -> str:
    """``'`` where cells stand in single quotes and none in double ones, else ``"``."""
    if _DOUBLE.search(text):
        return '"'
    singles = len(_SINGLE.findall(text))
    return "'" if singles >= 2 and singles * 2 >= text.count("\n") else '"'


def found_escape(text: str, quote: str) -> str:
    """A backslash where one stands before a quote within a cell."""
    marks = [one for one in _BACKSLASH.finditer(text) if one[0][1] == quote]
    return "\\" if marks and (_DOUBLE if quote == '"' else _SINGLE).search(text) else ""


def ends_with_returns(text: str, quote: str, escape: str) -> bool:
    """True if lines end with a lone carriage return: there is no line feed but within quotes."""
    if "\r" not in text:
        return False
    if "\n" not in text or not quote:
        return "\n" not in text
    inside = rf"[^{quote}\\]|\\.|{quote}{quote}" if escape else rf"[^{quote}]|{quote}{quote}"
    return "\n" not in re.sub(rf"{quote}(?:{inside})*{quote}", "", text, flags=re.DOTALL)
