"""Which source records were rejected, and why: from the marks and faults of rows back to files and lines."""

import duckdb
import numpy as np

from dashboard.data.importing.mapping import Plan
from dashboard.data.importing.origins import row_origins, structural_origins
from dashboard.data.importing.parts import POSITION_BITS, MarkBook
from dashboard.data.importing.quarantine import Rejected
from dashboard.data.importing.staging import Staged

_Faults = dict[int, tuple[list[str], list[str]]]


def rejected_records(
    connection: duckdb.DuckDBPyConnection, book: MarkBook, staged: list[Staged], plans: list[Plan], files: int
) -> tuple[list[Rejected], np.ndarray]:
    """All rejected records of a table in file and line order, with every reason, and their number per file."""
    found: list[Rejected] = []
    for number, (reading, plan) in enumerate(zip(staged, plans, strict=True)):
        header = reading.reading.header
        faults = _faults(connection, book, number)
        rows = np.array(sorted(faults), dtype=np.int64)
        origins = row_origins(connection, reading, rows) if len(rows) else []
        if len(origins) != len(rows):
            raise AssertionError(f"{len(rows)} rejected rows, {len(origins)} found again in the source")
        for row, origin in zip(rows.tolist(), origins, strict=True):
            codes, columns = faults[row]
            shown = tuple(dict.fromkeys(name for column in columns for name in _source_names(plan, column)))
            found.append(Rejected(origin, header, tuple(dict.fromkeys(codes)), shown))
        found += [Rejected(origin, header, (code,), ()) for origin, code in structural_origins(reading)]
    found.sort(key=lambda record: (record.origin.file, record.origin.line))
    per_file = np.zeros(files, dtype=np.int64)
    np.add.at(per_file, [record.origin.file for record in found], 1)
    return found, per_file


def _source_names(plan: Plan, column: str) -> tuple[str, ...]:
    return plan.source_names(column) or ((column,) if column else ())


def _faults(connection: duckdb.DuckDBPyConnection, book: MarkBook, number: int) -> _Faults:
    """Row of one reading -> codes and canonical columns of every fault it has."""
    span = {"start": number << POSITION_BITS, "end": (number + 1) << POSITION_BITS}
    faults: _Faults = {}
    for position, marks in connection.execute(
        "select _pos, marks from marked where _pos >= $start and _pos < $end", span
    ).fetchall():
        known = book.of(marks)
        faults[position - span["start"]] = ([mark.code for mark in known], [mark.column for mark in known])
    for position, code, column in connection.execute(
        "select _pos, code, col from faults where _pos >= $start and _pos < $end order by all", span
    ).fetchall():
        codes, columns = faults.setdefault(position - span["start"], ([], []))
        codes.append(code)
        columns.append(column)
    return faults
