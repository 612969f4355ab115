"""Which source records were rejected, and why: from the marks and faults of rows back to files and lines."""

from collections.abc import Callable
from functools import cache

import duckdb
import numpy as np

from dashboard.data.importing.checks.origins import Origin, row_origins, structural_origins
from dashboard.data.importing.checks.parts import POSITION_BITS, MarkBook
from dashboard.data.importing.checks.quarantine import Rejected
from dashboard.data.importing.checks.staging import Staged
from dashboard.data.importing.files.footers import is_footer
from dashboard.data.importing.files.records import SHORT
from dashboard.data.importing.mapping.plans import Plan

NO_RECORD = "NO_RECORD"
_INCOMPLETE = frozenset(("MISSING_KEY", "MISSING_DATE", SHORT))
_Faults = dict[int, tuple[list[str], list[str]]]


def rejected_records(
    connection: duckdb.DuckDBPyConnection, book: MarkBook, staged: list[Staged], plans: list[Plan], files: int
) -> tuple[list[Rejected], np.ndarray]:
    """All rejected records of a table in file and line order, with every reason, and their number per file."""
    found: list[Rejected] = []
    for number, (reading, plan) in enumerate(zip(staged, plans, strict=True)):
        header = reading.reading.header
        shown = _shown_columns(plan)
        faults = _faults(connection, book, number)
        rows = np.array(sorted(faults), dtype=np.int64)
        origins = row_origins(connection, reading, rows) if len(rows) else []
        if len(origins) != len(rows):
            raise AssertionError(f"{len(rows)} rejected rows, {len(origins)} found again in the source")
        for row, origin in zip(rows.tolist(), origins, strict=True):
            codes, columns = faults[row]
            concerned = _of_answer(origin, header, shown(tuple(columns)))
            found.append(_judged(Rejected(origin, header, tuple(dict.fromkeys(codes)), concerned)))
        found += [
            _judged(Rejected(origin, header, (code,), columns)) for origin, code, columns in structural_origins(reading)
        ]
    found.sort(key=lambda record: (record.origin.file, record.origin.line))
    per_file = np.bincount([record.origin.file for record in found], minlength=files).astype(np.int64)
    return found, per_file


def _judged(record: Rejected) -> Rejected:
    """Of a sum or the foot of a page between records that is said, not what it lacks as a record."""
    if _INCOMPLETE.isdisjoint(record.codes) or not is_footer(record.origin.cells, len(record.header)):
        return record
    return Rejected(record.origin, record.header, (NO_RECORD,), ())


def _of_answer(origin: Origin, header: tuple[str, ...], columns: tuple[str, ...]) -> tuple[str, ...]:
    """Of an answer in a wide file not "the answer" is named, but the column in which it stands."""
    return tuple(origin.item if origin.item and name == header[-1] else name for name in columns)


def _shown_columns(plan: Plan) -> Callable[[tuple[str, ...]], tuple[str, ...]]:
    """Canonical columns -> the source columns to show for them; few combinations come again and again."""

    @cache
    def shown(columns: tuple[str, ...]) -> tuple[str, ...]:
        names = (plan.source_names(column) or ((column,) if column else ()) for column in columns)
        return tuple(dict.fromkeys(name for its in names for name in its))

    return shown


def _faults(connection: duckdb.DuckDBPyConnection, book: MarkBook, number: int) -> _Faults:
    """Row of one reading -> codes and canonical columns of every fault it has."""
    span = {"start": number << POSITION_BITS, "end": (number + 1) << POSITION_BITS}
    faults: _Faults = {}
    codes_of = cache(lambda marks: [mark.code for mark in book.of(marks)])
    columns_of = cache(lambda marks: [mark.column for mark in book.of(marks)])
    for position, marks in connection.execute(
        "select _pos, marks from marked where _pos >= $start and _pos < $end", span
    ).fetchall():
        faults[position - span["start"]] = ([*codes_of(marks)], [*columns_of(marks)])
    for position, code, column in connection.execute(
        "select _pos, code, col from faults where _pos >= $start and _pos < $end order by all", span
    ).fetchall():
        codes, columns = faults.setdefault(position - span["start"], ([], []))
        codes.append(code)
        columns.append(column)
    return faults
