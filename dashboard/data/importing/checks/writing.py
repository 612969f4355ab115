"""The accepted rows of one target table as Parquet, and the rows of earlier batches that they take the place of."""

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import numpy as np

from dashboard.data.importing.checks.parts import PARQUET, POSITION_BITS
from dashboard.data.importing.checks.rules import UNMARKED
from dashboard.data.importing.checks.staging import Staged
from dashboard.data.importing.sql_text import identifier, literal
from dashboard.data.tables import Table

DEAD_WEIGHT = 0.1
"""A part keeps its bad rows, marked, up to this share: writing it again would cost a fifth of the import."""


@dataclass(frozen=True)
class Written:
    """``path`` is None where no row is stored; ``first_on`` and ``last_on`` are days of orders."""

    path: Path | None
    rows: int
    has_source_row: bool
    superseded: Path | None
    first_on: date | None = None
    last_on: date | None = None


@dataclass(frozen=True)
class Writing:
    """On the importer's connection, after every rule: views and tables ``rows``, ``rejected``, ``unwritten`` and
    ``superseded`` are settled. ``kept``: the condition on the rows to be stored; ``filled``: columns the plans fill."""

    db: duckdb.DuckDBPyConnection
    table: Table
    staged: list[Staged]
    parts: list[Path]
    filled: set[str]
    kept: str
    folder: Path

    def write(self, *, is_numbered: bool) -> Written:
        """``is_numbered``: lines were given numbers, so no part is what is to be stored."""
        path, rows, has_source_row = self._rows(is_numbered)
        first, last = self._span() if path is not None and self.table.name == "orders" else (None, None)
        return Written(path, rows, has_source_row, self._superseded(), first, last)

    def _rows(self, is_numbered: bool) -> tuple[Path | None, int, bool]:
        """The accepted rows as one Parquet file. A single part is it already if its marks tell what fell out."""
        target = self.folder / f"{self.table.name}.parquet"
        dropped = self._count("select count(*) from rejected") + self._count("select count(*) from unwritten")
        total = sum(staged.rows for staged in self.staged)
        if total == dropped:
            return None, 0, True
        tells_all = self.kept == UNMARKED and len(self.parts) == 1 and not is_numbered
        if tells_all and dropped <= total * DEAD_WEIGHT:
            return _linked(self.parts[0], target), total - dropped, False
        starts = np.cumsum([0, *(staged.rows for staged in self.staged)]).tolist()
        base = " ".join(f"when {number} then {start}" for number, start in enumerate(starts[:-1]))
        low = (1 << POSITION_BITS) - 1
        columns = ", ".join(identifier(name) for name in self.table.names if name in self.filled)
        self.db.execute(
            f"copy (select {columns}, batch_id, source_system, "  # noqa: S608
            f"(case _pos >> {POSITION_BITS} {base} end + (_pos & {low}) + 1)::bigint as source_row from rows "
            f"where {self.kept}) "
            f"to {literal(str(target))} ({PARQUET})"
        )
        return target, total - dropped, True

    def _count(self, sql: str) -> int:
        return self.db.execute(sql).fetchall()[0][0]

    def _superseded(self) -> Path | None:
        if not self._count("select count(*) from superseded"):
            return None
        path = self.folder / f"{self.table.name}.superseded.parquet"
        self.db.execute(f"copy superseded to {literal(str(path))} (format parquet)")
        return path

    def _span(self) -> tuple[date, date]:
        return self.db.execute(
            f"select min(order_date), max(order_date) from rows where {self.kept}"  # noqa: S608
        ).fetchall()[0]


def _linked(part: Path, target: Path) -> Path:
    """The part under its final name too: it is still read. A file system without links gets a copy."""
    try:
        target.hardlink_to(part)
    except OSError:
        shutil.copyfile(part, target)
    return target
