"""How a text file is to be read: what was said of its layout, and for the rest what its beginning and end show."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dashboard.data.importing.files.column_names import Saw, column_names
from dashboard.data.importing.files.dialects import Dialect
from dashboard.data.importing.files.footers import FOOTER_LINES, is_footer
from dashboard.data.importing.files.head_records import (
    HeadRecord,
    ends_with_returns,
    found_delimiter,
    found_escape,
    found_quote,
    head_records,
)
from dashboard.data.importing.files.layouts import NO_HEADER, Layout, LeftOut
from dashboard.data.importing.files.text_headers import fitted, header_of
from dashboard.data.importing.files.text_samples import head_of, tail_of

LEFT_OUT_LIMIT = 100
"""So many lines before the header are kept for the report."""
_FEW = 200_000
"""Characters in which quotes and delimiters are looked for."""


@dataclass(frozen=True)
class TextPlan:
    """``layout`` is complete. ``body``: the physical line after the header, from 1. ``records``: the first ones.

    ``footer_lines``: 0 where
    nobody counted. ``is_nameless``: line 1 looks like a record, and nobody named the columns.
    """

    layout: Layout
    dialect: Dialect
    header: tuple[str, ...]
    header_text: str
    body: int
    left_out: tuple[LeftOut, ...]
    footer: tuple[str, ...]
    footer_lines: tuple[int, ...]
    records: tuple[HeadRecord, ...]
    saw: tuple[Saw, ...]
    is_nameless: bool
    is_all: bool

    @property
    def is_direct(self) -> bool:
        """True if a plain file can be read where it lies: header in line 1, as wide as the table, nothing left out."""
        delimiter = self.layout.delimiter or ""
        is_whole = self.layout.header == (1, 1) and not self.layout.footer and not self.dialect.is_swapped
        width = self.header_text.count(delimiter) + 1
        return (
            is_whole and width == len(self.header) > 1 and delimiter.isascii() and not self.layout.escape
            and not any(one.cells == self.header for one in self.records)
        )  # fmt: skip

    @property
    def line_end(self) -> bytes:
        return b"\r" if self.dialect.swaps_ends else b"\n"


def text_plan(path: Path, encoding: str, said: Layout) -> TextPlan | None:
    """The plan for one file; None if it holds blank lines only."""
    head = head_of(path, encoding)
    few = head.text[:_FEW]
    quote = said.quote if said.quote is not None else found_quote(few)
    escape = said.escape if said.escape is not None else (found_escape(few, quote) if quote else "")
    dialect = Dialect(quote, escape, swaps_ends=ends_with_returns(few, quote, escape))
    lines = _canonical_lines(head.text, dialect)
    said_by_file = _excel_delimiter(lines)
    delimiter = said.delimiter or said_by_file or found_delimiter(lines[:400], dialect)
    every = head_records(lines, delimiter, dialect)
    skipped = [one for one in every[:1] if said_by_file]
    records = every[len(skipped) :]
    if not records:
        return None
    found = header_of(records, said)
    end = found.last.last if found.last else 0
    before = [*skipped, *(one for one in records if one.last <= found.start)]
    body = [one for one in records if one.first > end and one not in before]
    first_line = max([end, *(one.last for one in before)]) + 1
    names, saw = column_names(fitted(found.cells, body), [one.cells for one in body])
    tail = lines[first_line - 1 :] if head.is_all else _canonical_lines(tail_of(path, encoding), dialect)
    footer = _footer(tail, len(names), delimiter, dialect, said.footer)
    layout = replace(
        said, encoding=encoding, delimiter=delimiter, quote=quote, escape=escape, footer=len(footer),
        header=(found.first.first, found.last.last) if found.first and found.last else NO_HEADER,
        names=() if found.last else said.names or names,
    )  # fmt: skip
    places = _last_filled(lines, len(footer)) if head.is_all else (0,) * len(footer)
    if head.is_all and footer:
        body = [one for one in body if one.first < places[0]]
    return TextPlan(
        layout, dialect, names if found.last else said.names or names,
        lines[end - 1] if found.last else "", first_line, _left_out(before, lines, dialect), tuple(footer), places,
        tuple(body), tuple(saw), found.is_nameless, head.is_all,
    )  # fmt: skip


def _canonical_lines(text: str, dialect: Dialect) -> list[str]:
    raw = b"".join(dialect.canonical(iter([text.encode("utf-8", "replace")])))
    lines = raw.decode("utf-8", "replace").split("\n")
    return lines[:-1] if lines[-1] == "" else lines


def _excel_delimiter(lines: Sequence[str]) -> str | None:
    """The delimiter that Excel's own first line ``sep=;`` names."""
    line = lines[0].strip('\r"') if lines else ""
    return line[4] if len(line) == 5 and line.lower().startswith("sep=") else None


def _footer(lines: Sequence[str], columns: int, delimiter: str, dialect: Dialect, said: int | None) -> list[str]:
    """The last lines that are no records, without blank ones between."""
    found: list[str] = []
    for line in reversed(lines):
        text = line.rstrip("\r")
        if not text.strip():
            continue
        if said is not None:
            if len(found) >= said:
                break
        elif sum(map(_says_something, found)) >= FOOTER_LINES or not _is_footer_line(text, columns, delimiter, dialect):
            break
        found.append(dialect.original(text))
    return found[::-1]


def _is_footer_line(text: str, columns: int, delimiter: str, dialect: Dialect) -> bool:
    if dialect.quote and text.count('"') % 2:  # may be the end of a cell over several lines
        return False
    records = head_records([text], delimiter, dialect)
    return bool(records) and (not records[0].filled or is_footer(records[0].cells, columns))


def _says_something(text: str) -> bool:
    """False for a line of delimiters, as spreadsheets write them below a table."""
    return any(mark.isalnum() for mark in text)


def _last_filled(lines: Sequence[str], count: int) -> tuple[int, ...]:
    """The numbers of the last lines that are not blank."""
    filled = [place for place, line in enumerate(lines, start=1) if line.rstrip("\r").strip()]
    return tuple(filled[len(filled) - count :])


def _left_out(before: Sequence[HeadRecord], lines: Sequence[str], dialect: Dialect) -> tuple[LeftOut, ...]:
    found = []
    for one in before[:LEFT_OUT_LIMIT]:
        text = "\n".join(line.rstrip("\r") for line in lines[one.first - 1 : one.last])
        found.append(LeftOut(one.first, dialect.original(text)))
    return tuple(found)
