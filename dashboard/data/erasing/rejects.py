"""Rejected records, in their original text, without somebody's: the record stays and is counted, its text goes."""

import csv
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.data.erasing.persons import Traces
from dashboard.data.erasing.rewriting import put_in_place
from dashboard.data.importing.mapping.header_matches import REJECT_COLUMNS

LONGEST_CELL = 2**24


def blank_quarantine(path: Path, traces: Traces, scratch: Path | None) -> int:
    """Blank ``text`` and ``values`` of the records that hold a key or a value; only counts without ``scratch``."""
    table = pq.read_table(path)
    texts, values, names = (table[name].to_pylist() for name in ("text", "values", "table_name"))
    spoken = [
        bool(text or value) and traces.speaks(name, [text or "", _cells_of(value)])
        for text, value, name in zip(texts, values, names, strict=True)
    ]
    if not any(spoken) or scratch is None:
        return sum(spoken)
    for column, cells in (("text", texts), ("values", values)):
        kept = pa.array(["" if gone else cell for gone, cell in zip(spoken, cells, strict=True)], pa.string())
        table = table.set_column(table.schema.get_field_index(column), column, kept)
    working = scratch / f"{path.parent.name}-{path.name}"
    pq.write_table(table, working)
    put_in_place(working, path)
    return sum(spoken)


def _cells_of(values: str | None) -> str:
    """``a=1; b=2`` with the values apart from the names of their columns."""
    return (values or "").replace("=", ";")


def blank_rejects(path: Path, table: str, traces: Traces, scratch: Path | None) -> int:
    """The same for a file of rejects, which has the original cells in columns of their own."""
    csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        header, *rows = list(csv.reader(stream)) or [[]]
    own = len(header) - len(REJECT_COLUMNS)
    spoken = [any(row[:own]) and traces.speaks(table, [*row[:own], _cells_of(row[-1])]) for row in rows]
    if not any(spoken) or scratch is None:
        return sum(spoken)
    for row, gone in zip(rows, spoken, strict=True):
        if gone:
            row[:own] = [""] * own
            row[-1] = ""
    working = scratch / f"{path.parent.name}-{path.name}"
    with working.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([header, *rows])
    put_in_place(working, path)
    return sum(spoken)
