"""From a rejected row back to its file, physical line, original text and cells."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

import duckdb
import numpy as np

from dashboard.data.importing.readings import Reading
from dashboard.data.importing.sql_text import identifier, literal
from dashboard.data.importing.staging import Staged


@dataclass(frozen=True)
class Origin:
    """Where a record stands in what the user gave. ``line`` is the physical line (of Parquet: the row, from 1)."""

    file: int
    line: int
    text: str
    cells: tuple[str, ...]


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


def structural_origins(staged: Staged) -> list[tuple[Origin, str]]:
    """The records that are none, with their codes: those the careful reader refused, and those of the wrong length."""
    reading = staged.reading
    found = [(Origin(bad.file, bad.line, bad.text, _cells(reading, bad.text)), bad.code) for bad in reading.refused]
    if len(staged.split_off):
        file, line, _clean = located(reading, staged.split_off)
        found += [
            (Origin(number, at, text, _cells(reading, text)), code)
            for number, at, text, code in zip(
                file.tolist(), line.tolist(), staged.split_texts, staged.split_codes, strict=True
            )
        ]
    return found


def records_per_file(staged: Staged, files: int) -> np.ndarray:
    """Source records read from each file, refused ones included."""
    reading = staged.reading
    counts = np.zeros(files, dtype=np.int64)
    starts = np.frombuffer(reading.runs.record, dtype=np.int64)
    lengths = np.diff(np.append(starts, staged.rows + len(staged.split_off)))
    np.add.at(counts, np.frombuffer(reading.runs.file, dtype=np.int64), lengths)
    for bad in reading.refused:
        counts[bad.file] += 1
    return counts


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
    before, held = 0, b""
    position, total = 0, len(first)
    with reading.path.open("rb") as stream:
        while position < total:
            block = stream.read(2**22)
            cut = block.rfind(b"\n") + 1
            text, held = (held + block[:cut], block[cut:]) if block else (held, b"")
            if not block and not text:
                break
            count = text.count(b"\n") + (not block and not text.endswith(b"\n"))
            if block and end[position] - 1 > before + count and first[position] > before + count:
                before += count
                continue
            lines = text.split(b"\n")
            while position < total and end[position] - 1 <= before + count:
                chosen = lines[first[position] - before - 1 : end[position] - before - 1]
                yield b"\n".join(chosen).decode("utf-8", "replace").rstrip("\r")
                position += 1
            if position < total and first[position] <= before + count:
                keep = first[position] - before - 1
                held = b"\n".join(lines[keep:]) + held
                before += int(keep)
            else:
                before += count


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
