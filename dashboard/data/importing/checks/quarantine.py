"""Every rejected record with file, physical line, columns, reasons, values and original text, as Parquet and as CSV."""

import csv
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.data.importing.arrow_columns import text_lists, texts, whole_numbers
from dashboard.data.importing.checks.codes import REASONS
from dashboard.data.importing.checks.origins import Origin
from dashboard.data.importing.mapping.header_matches import REJECT_COLUMNS


@dataclass(frozen=True)
class Rejected:
    """One rejected record of one table: where it stands, the codes in order, the columns concerned and their values."""

    origin: Origin
    header: tuple[str, ...]
    codes: tuple[str, ...]
    columns: tuple[str, ...]

    def value(self, column: str) -> str:
        """The original cell of a column; empty where the record has none."""
        if column and column == self.origin.item:
            return self.origin.cells[-1]
        position = _positions(self.header).get(column, -1)
        return self.origin.cells[position] if 0 <= position < len(self.origin.cells) else ""

    @property
    def values(self) -> str:
        return "; ".join([f"{column}={self.value(column)}" for column in self.columns]) if self.columns else ""

    @property
    def reasons(self) -> str:
        return _reasons(self.codes)


@lru_cache(maxsize=1024)
def _positions(header: tuple[str, ...]) -> dict[str, int]:
    return {name: number for number, name in enumerate(header)}


@lru_cache(maxsize=1024)
def _reasons(codes: tuple[str, ...]) -> str:
    return "; ".join(REASONS.get(code, code) for code in codes)


SCHEMA = pa.schema(
    [
        ("table_name", pa.string()), ("batch_id", pa.string()), ("file", pa.string()), ("line", pa.int64()),
        ("codes", pa.list_(pa.string())), ("columns", pa.list_(pa.string())), ("values", pa.string()),
        ("reasons", pa.string()), ("text", pa.string()),
    ]
)  # fmt: skip
"""Columns of quarantine.parquet: one row per rejected record and table."""
GROUP = 100_000
"""Records that are written at once: their texts stay far below what one Arrow column holds."""


class Quarantine:
    """Writes quarantine.parquet of one import."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._writer: pq.ParquetWriter | None = None

    def add(self, table: str, batch_id: str, files: list[str], rejected: list[Rejected]) -> None:
        """Add the rejected records of one table."""
        if not rejected:
            return
        self._writer = self._writer or pq.ParquetWriter(self.path, SCHEMA)
        for begin in range(0, len(rejected), GROUP):
            self._writer.write_table(_group(table, batch_id, files, rejected[begin : begin + GROUP]))

    def close(self) -> None:
        if self._writer:
            self._writer.close()
            self.path.chmod(0o600)


def _group(table: str, batch_id: str, files: list[str], rejected: list[Rejected]) -> pa.Table:
    columns = [
        texts([table] * len(rejected)),
        texts([batch_id] * len(rejected)),
        texts([files[record.origin.file] for record in rejected]),
        whole_numbers(np.array([record.origin.line for record in rejected], dtype=np.int64)),
        text_lists([record.codes for record in rejected]),
        text_lists([record.columns for record in rejected]),
        texts([record.values for record in rejected]),
        texts([record.reasons for record in rejected]),
        texts([record.origin.text for record in rejected]),
    ]
    return pa.table(columns, schema=SCHEMA)


def write_rejects(path: Path, files: list[str], rejected: Iterable[Rejected], headers: list[tuple[str, ...]]) -> None:
    """The rejects file of contracts.md: the original columns, then file, line, codes, reasons, columns, values.

    It is meant to be corrected and imported again, so cells are written as they are, not guarded against formulas.
    """
    shown = list(dict.fromkeys(name for header in headers for name in header if name and name not in REJECT_COLUMNS))
    whole = tuple(shown)

    def rows() -> Iterator[list[object]]:
        for record in rejected:
            cells = record.origin.cells
            surplus = cells[len(record.header) :]
            if record.header != whole:
                cells = tuple(record.value(name) for name in shown)
            elif len(cells) != len(whole):
                cells = cells[: len(whole)] + ("",) * (len(whole) - len(cells))
            values = "; ".join(part for part in (record.values, *surplus) if part) if surplus else record.values
            yield [*cells, files[record.origin.file], record.origin.line,
                   ";".join(record.codes), record.reasons, ";".join(record.columns), values]  # fmt: skip

    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([*shown, *REJECT_COLUMNS])
        writer.writerows(rows())
