"""The questions that are put to a published build: SQL text from ``sql/queries``, run on a cursor of its own."""

import logging
import re
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from dashboard.data.reading.marts import Marts
from dashboard.logic.problems import Problem

FOLDER = Path(__file__).resolve().parent.parent / "sql" / "queries"
ROWS_AT_ONCE = 50_000


@cache
def query_text(name: str) -> str:
    """The SQL of one question, ``sql/queries/<name>.sql``. Questions that its header names in ``-- … Parts: a, b.``
    stand before it as common table expressions of their names."""
    parts = _parts(name)
    text = _own_text(name)
    named = ",\n".join(f"{part} as (\n{_own_text(part)}\n)" for part in parts)
    if not parts:
        return text
    # A question with tables of its own goes on with the list: its first line is "name as (".
    begins = next(line for line in text.splitlines() if not line.startswith("--"))
    return f"with {named}{',' if begins.endswith(' as (') else ''}\n{text}"


@cache
def _own_text(name: str) -> str:
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")


def _parts(name: str) -> list[str]:
    """The parts of a question and theirs, each after what it is made of."""
    said = re.search(r"^-- (?:.*\s)?Parts: ([a-z_, ]+)\.", _own_text(name), re.MULTILINE)
    found: list[str] = []
    for part in said[1].split(", ") if said else ():
        found += [one for one in (*_parts(part), part) if one not in found]
    return found


@contextmanager
def _sound(marts: Marts) -> Generator[None]:
    """A file of the build that was removed or damaged is one sentence; the log has what DuckDB said."""
    try:
        yield
    except (duckdb.Error, pa.ArrowException, OSError) as error:
        logging.getLogger(__name__).exception("Build %s cannot be read", marts.build.build_id)
        raise Problem(
            "A file of the build {build} is missing or damaged. Run: python -m dashboard build",
            build=marts.build.build_id,
        ) from error


def query_rows(marts: Marts, name: str, *, wanted: pa.Table | None = None, **parameters: Any) -> list[tuple[Any, ...]]:
    """Few rows, exact (DECIMAL comes as Decimal). ``wanted`` is what the query's relation of that name holds. Raises
    Problem where a file of the build cannot be read."""
    with _sound(marts):
        cursor = marts.cursor()
        if wanted is not None:
            cursor.register("wanted", wanted)
        return cursor.execute(query_text(name), parameters or None).fetchall()


def check_marts(marts: Marts, *needed: str) -> None:
    """Raise Problem where the build was made by an earlier version, which did not make these marts."""
    if not set(needed) <= set(marts.build.marts):
        raise Problem(
            "The build {build} was made by an earlier version and cannot answer this. Run: python -m dashboard build",
            build=marts.build.build_id,
        )


def query_columns(
    marts: Marts,
    name: str,
    *,
    customer_nos: np.ndarray | None = None,
    wanted: pa.Table | None = None,
    needs: tuple[str, ...] = (),
    **parameters: Any,
) -> dict[str, pa.Array]:
    """Many rows as Arrow columns. ``wanted`` is what the query's relation of that name holds, ``customer_nos`` the same
    where it is only a list of customers. ``needs``: marts that builds of earlier versions do not hold."""
    check_marts(marts, *needs)
    if customer_nos is not None:
        wanted = pa.table({"customer_no": pa.array(customer_nos, pa.int32())})
    with _sound(marts):
        cursor = marts.cursor()
        if wanted is not None:
            cursor.register("wanted", wanted)
        table = cursor.sql(query_text(name), params=parameters or None).to_arrow_table()
    return {column: _one_array(table.column(column)) for column in table.column_names}


def query_batches(marts: Marts, name: str, **parameters: Any) -> Iterator[dict[str, pa.Array]]:
    """Very many rows, a piece at a time: they are added to arrays of ours, and never lie in memory as a whole."""
    with _sound(marts):
        reader = marts.cursor().sql(query_text(name), params=parameters or None).to_arrow_reader(ROWS_AT_ONCE)
    while True:
        with _sound(marts):
            batch = next(reader, None)
        if batch is None:
            return
        yield dict(zip(batch.schema.names, batch.columns, strict=True))


def _one_array(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else pa.concat_arrays(column.chunks or [pa.array([], column.type)])


def money_units(column: pa.Array) -> np.ndarray:
    """DECIMAL of scale 4 as int64 ten-thousandths, null as 0. Raises OverflowError beyond 922 million million."""
    wide = column if column.type.byte_width == 16 else column.cast(pa.decimal128(38, 4))
    if not len(wide):
        return np.zeros(0, np.int64)
    # decimal128 is a 16-byte integer, low word first; the high word only repeats the sign of what fits into int64.
    # No arithmetic in SQL: amount * 10000 overflows from 92 thousand million on, and wider casts are ten times slower.
    words = np.frombuffer(wide.buffers()[1], np.int64)[2 * wide.offset : 2 * (wide.offset + len(wide))].reshape(-1, 2)
    low, high = words[:, 0], words[:, 1]
    if wide.null_count:
        known = known_flags(wide)
        low, high = np.where(known, low, 0), np.where(known, high, 0)
    if not np.array_equal(high, low >> 63):
        raise OverflowError("a sum of money is beyond the range of 64 bits")
    return np.ascontiguousarray(low)


def known_flags(column: pa.Array) -> np.ndarray:
    """True where the value is not null."""
    return column.is_valid().to_numpy(zero_copy_only=False)


def whole_numbers(column: pa.Array, dtype: type[np.integer]) -> np.ndarray:
    """Integers without nulls."""
    return column.to_numpy(zero_copy_only=False).astype(dtype, copy=False)


def days(column: pa.Array) -> np.ndarray:
    """DATE as datetime64[D], null as NaT."""
    return column.to_numpy(zero_copy_only=False).astype("datetime64[D]")


def read_only(array: np.ndarray) -> np.ndarray:
    """The array, closed to writing: cached arrays are shared between all readers."""
    array.flags.writeable = False
    return array
