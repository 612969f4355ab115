"""From a rejected row back to its file, physical line, original text and cells."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace

import duckdb
import numpy as np

from dashboard.data.importing.checks.staging import Staged
from dashboard.data.importing.checks.unpivoted import Unpivoted
from dashboard.data.importing.files.readings import Reading
from dashboard.data.importing.sql_text import identifier, literal


@dataclass(frozen=True)
class Origin:
    """Where a record stands in what the user gave. ``line`` is the physical line (of Parquet: the row, from 1).

    ``item``: of an answer in a wide file the header of its column; ``cells`` are then those of the long form.
    """

    file: int
    line: int
    text: str
    cells: tuple[str, ...]
    item: str = ""


def located(reading: Reading, records: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Per record ordinal: file number, physical line in that file, line in ``reading.path``."""
    starts = np.frombuffer(reading.runs.record, dtype=np.int64)
    run = np.searchsorted(starts, records, side="right") - 1
    offset = records - starts[run]
    file, line, clean = (
        np.frombuffer(values, dtype=np.int64)[run]
        for values in (reading.runs.file, reading.runs.line, reading.runs.clean_line)
    )
    return file, line + offset, clean + offset


def row_origins(connection: duckdb.DuckDBPyConnection, staged: Staged, rows: np.ndarray) -> list[Origin]:
    """The origins of rows (ascending) of a staged reading."""
    if isinstance(staged, Unpivoted):
        return _answer_origins(connection, staged, rows)
    reading = staged.reading
    if reading.is_parquet:
        return _parquet_origins(connection, reading, rows)
    records = staged.record_of(rows)
    file, line, clean = located(reading, records)
    after = located(reading, records + 1)[2]
    # the next record's run may begin after lines that were left out, but in the transcript nothing is left out
    texts = _texts(reading, clean, np.maximum(after, clean + 1))
    return [
        Origin(int(number), int(at), text, _cells(reading, text))
        for number, at, text in zip(file.tolist(), line.tolist(), texts, strict=True)
    ]


def structural_origins(staged: Staged) -> list[tuple[Origin, str, tuple[str, ...]]]:
    """The records that are none, with code and columns: those the careful reader refused, and those of wrong length."""
    if isinstance(staged, Unpivoted):
        wide = structural_origins(staged.wide)
        return [(replace(origin, cells=staged.refused_cells(origin.cells)), code, columns)
                for origin, code, columns in wide]  # fmt: skip
    reading = staged.reading
    found = [
        (Origin(bad.file, bad.line, bad.text, _cells(reading, bad.text)), bad.code, bad.columns)
        for bad in reading.refused
    ]
    if len(staged.split_off):
        file, line, _clean = located(reading, staged.split_off)
        found += [
            (Origin(number, at, text, _cells(reading, text)), code, ())
            for number, at, text, code in zip(
                file.tolist(), line.tolist(), staged.split_texts, staged.split_codes, strict=True
            )
        ]
    return found


def records_per_file(staged: Staged, files: int) -> np.ndarray:
    """Source records read from each file, refused ones included."""
    reading = staged.reading
    counts = np.zeros(files, dtype=np.int64)
    if isinstance(staged, Unpivoted):
        records = np.concatenate([staged.wide.record_of(staged.wide_rows()), staged.split_off])
        counts += np.bincount(located(reading, records)[0], minlength=files)
        for bad in reading.refused:
            counts[bad.file] += 1
        return counts
    starts = np.frombuffer(reading.runs.record, dtype=np.int64)
    lengths = np.diff(np.append(starts, staged.rows + len(staged.split_off)))
    np.add.at(counts, np.frombuffer(reading.runs.file, dtype=np.int64), lengths)
    for bad in reading.refused:
        counts[bad.file] += 1
    return counts


def _answer_origins(connection: duckdb.DuckDBPyConnection, staged: Unpivoted, rows: np.ndarray) -> list[Origin]:
    """The lines of answers, each with the item's header."""
    lines, where = np.unique(staged.wide_rows()[rows], return_inverse=True)
    of_line = row_origins(connection, staged.wide, lines)
    cells = staged.long_cells(connection, rows)
    return [
        replace(of_line[number], cells=its, item=its[-2]) for number, its in zip(where.tolist(), cells, strict=True)
    ]


def _cells(reading: Reading, text: str) -> tuple[str, ...]:
    if '"' not in text:
        return tuple(text.split(reading.delimiter))
    try:
        rows = list(csv.reader(text.splitlines(keepends=True), delimiter=reading.delimiter, strict=True))
        if len(rows) == 1:
            return tuple(rows[0])
    except csv.Error:
        pass
    return tuple(text.split(reading.delimiter))


def _texts(reading: Reading, first: np.ndarray, end: np.ndarray) -> Iterator[str]:
    """The text of lines ``first`` … ``end`` - 1 (from 1) of the reading's file, for ascending ranges."""
    before, held, position = 0, b"", 0
    starts, ends = first.tolist(), end.tolist()
    with reading.path.open("rb") as stream:
        while position < len(starts):
            block = stream.read(2**22)
            text = held + block
            if not block and not text.endswith(b"\n"):
                text += b"\n"
            # breaks[i] is where line i of the text ends; finding them is five times as fast as splitting
            breaks = np.flatnonzero(np.frombuffer(text, dtype=np.uint8) == 10)
            while position < len(starts) and ends[position] - 1 - before <= len(breaks):
                low, high = starts[position] - before - 1, ends[position] - before - 2
                begin = int(breaks[low - 1]) + 1 if low else 0
                yield text[begin : int(breaks[high])].decode("utf-8", "replace").rstrip("\r")
                position += 1
            if not block:
                return
            # keep the lines of a record that is not all there yet
            whole = len(breaks) if position == len(starts) else min(len(breaks), starts[position] - before - 1)
            held = text[int(breaks[whole - 1]) + 1 :] if whole else text
            before += whole


def _parquet_origins(connection: duckdb.DuckDBPyConnection, reading: Reading, rows: np.ndarray) -> list[Origin]:
    cells = ", ".join(f"{identifier(name)}::varchar" for name in reading.header)
    wanted = rows.tolist()
    connection.execute(
        "create or replace temp table wanted_rows as select unnest($rows::bigint[]) as n", {"rows": wanted}
    )
    found = connection.execute(
        f"select file_row_number, {cells} from read_parquet({literal(str(reading.path))}, file_row_number=true, "  # noqa: S608
        "hive_partitioning=false) where file_row_number in (select n from wanted_rows) order by file_row_number"
    ).fetchall()
    number = reading.runs.file[0]
    return [
        Origin(number, row + 1, ",".join(cell or "" for cell in values), tuple(cell or "" for cell in values))
        for row, *values in found
    ]
