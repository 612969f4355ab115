"""A wide survey file as one row per answer, with the way back from each answer to its line and column (unpivot.py)."""

from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import numpy as np
import pyarrow.parquet as pq

from dashboard.data.importing.checks.parts import PARQUET
from dashboard.data.importing.checks.staging import Staged
from dashboard.data.importing.mapping.plans import Plan
from dashboard.data.importing.sql_text import literal


@dataclass
class Unpivoted(Staged):
    """The answers of ``wide``. ``reading`` has the header of the long form; ``rows`` counts the answers.

    ``answers`` (Parquet) holds them in order, as ``_c0`` … and ``_row``, the row of ``wide``; ``split_off`` and
    ``reading.refused`` are those of the wide file. ``kept``: positions in its header.
    """

    wide: Staged
    answers: Path
    kept: tuple[int, ...]

    def wide_rows(self) -> np.ndarray:
        """The row of the wide file in which each answer stands, ascending."""
        return pq.read_table(self.answers, columns=["_row"])["_row"].to_numpy()

    def record_of(self, rows: np.ndarray) -> np.ndarray:
        return self.wide.record_of(self.wide_rows()[rows])

    def long_cells(self, connection: duckdb.DuckDBPyConnection, rows: np.ndarray) -> list[tuple[str, ...]]:
        """The cells of answers (ascending) as the long form has them."""
        cells = ", ".join(f"coalesce(_c{number}, '')" for number in range(len(self.reading.header)))
        return connection.execute(
            f"select {cells} from read_parquet({literal(str(self.answers))}, file_row_number=true) "  # noqa: S608
            "where file_row_number in (select unnest($rows::bigint[])) order by file_row_number",
            {"rows": rows.tolist()},
        ).fetchall()

    def refused_cells(self, cells: tuple[str, ...]) -> tuple[str, ...]:
        """A line that could not be read: what identifies it where it has that, no item, no answer, then all of it."""
        known = tuple(cells[number] if number < len(cells) else "" for number in self.kept)
        return (*known, "", "", *cells)


def unpivoted(connection: duckdb.DuckDBPyConnection, wide: Staged, plan: Plan, output: Path) -> Unpivoted:
    """Write every answer that is not empty to ``output``; a line without any gives one row without item and answer."""
    if plan.unpivot is None:
        raise AssertionError("the file is long already")
    kept, items = plan.unpivot.kept, plan.unpivot.items
    names = ", ".join(literal(wide.reading.header[position]) for position in items)
    answers = ", ".join(f"{{i: {number}, a: _c{position}}}" for number, position in enumerate(items))
    columns = "".join(f"_c{position} as _c{number}, " for number, position in enumerate(kept))
    listed = (
        f"select *, row_number() over () - 1 as _row, "  # noqa: S608 - composed of numbers and quoted names
        f"list_filter([{answers}], lambda one: trim(one.a) <> '') as _given from ({wide.relation})"
    )
    single = f"select *, unnest(if(len(_given) = 0, [{{i: null, a: null}}], _given)) as _one from ({listed})"  # noqa: S608
    connection.execute(
        f"copy (select {columns}([{names}])[_one.i + 1] as _c{len(kept)}, _one.a as _c{len(kept) + 1}, "  # noqa: S608
        f"_row::bigint as _row from ({single})) to {literal(str(output))} ({PARQUET})"
    )
    rows = pq.read_metadata(output).num_rows
    long_cells = ", ".join(f"_c{number}" for number in range(len(plan.header)))
    return Unpivoted(
        replace(wide.reading, header=plan.header),
        f"select {long_cells} from read_parquet({literal(str(output))})",  # noqa: S608
        rows, wide.split_off, wide.split_codes, wide.split_texts, wide, output, kept,
    )  # fmt: skip
