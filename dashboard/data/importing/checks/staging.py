"""Readings as relations of text cells that can be queried, and the records that the CSV reader could not split."""

from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np

from dashboard.data.importing.checks.macros import OWN_TEXT, TIDY_TEXT
from dashboard.data.importing.checks.parts import PARQUET
from dashboard.data.importing.files.readings import InputFile, Reading
from dashboard.data.importing.files.transcript import CUT_OFF, LONG, SHORT, TOO_LONG, Transcript
from dashboard.data.importing.sql_text import literal

_CODES = {"MISSING COLUMNS": SHORT, "TOO MANY COLUMNS": LONG, "LINE SIZE OVER MAXIMUM": TOO_LONG}


@dataclass
class Staged:
    """A reading after its CSV was read once.

    ``relation`` gives its sound records in order; ``rows`` is their number, ``split_off`` the ordinals (from 0, over
    all records of ``reading.path``) of the records with too few or too many cells, ascending, with code and text.
    """

    reading: Reading
    relation: str
    rows: int
    split_off: np.ndarray
    split_codes: list[str]
    split_texts: list[str]

    def record_of(self, rows: np.ndarray) -> np.ndarray:
        """The ordinal of the record that became row ``rows`` of the relation."""
        return rows + np.searchsorted(self.split_off - np.arange(len(self.split_off)), rows, side="right")


def copy_once(
    connection: duckdb.DuckDBPyConnection, reading: Reading, select: str, output: Path, *, is_tidy: bool = False
) -> Staged | None:
    """Write ``select`` (over ``reading.relation``) to Parquet. None where DuckDB did not read what lies there.

    ``is_tidy``: all texts that it reads are (``tidiness``)."""
    connection.execute("drop table if exists short_and_long; drop table if exists short_and_long_scans")
    connection.execute(TIDY_TEXT if is_tidy else OWN_TEXT)
    connection.execute(f"copy ({select}) to {literal(str(output))} ({PARQUET})")
    connection.execute(OWN_TEXT)
    rows = connection.execute(
        f"select coalesce(sum(num_rows), 0)::bigint from parquet_file_metadata({literal(str(output))})"  # noqa: S608
    ).fetchall()[0][0]
    staged = _with_refusals(connection, reading, output, rows)
    if reading.is_parquet:
        return staged
    records = reading.lines - 1 if reading.is_direct else reading.lines
    trusted = all(staged.split_codes) and len(staged.split_off) + rows == records
    if trusted:
        return staged
    if not reading.is_direct:
        raise AssertionError(f"{records} records were written to a transcript, {rows} + {len(staged.split_off)} read")
    return None


def _with_refusals(connection: duckdb.DuckDBPyConnection, reading: Reading, output: Path, rows: int) -> Staged:
    found = []
    if not reading.is_parquet:
        found = connection.execute(
            "select line, min(error_type::varchar), min(csv_line) from short_and_long group by line order by line"
        ).fetchall()
    last = reading.lines
    codes = [
        CUT_OFF if kind == "MISSING COLUMNS" and reading.ends_open and line == last else _CODES.get(kind, "")
        for line, kind, _text in found
    ]
    return Staged(
        reading,
        f"select * from read_parquet({literal(str(output))})",  # noqa: S608
        rows,
        np.array([line - 2 for line, _kind, _text in found], dtype=np.int64),
        codes,
        [text.strip("\r\n") for _line, _kind, text in found],
    )


def careful_reading(reading: Reading, file: InputFile, number: int, scratch: Path) -> Reading:
    """The same file through the careful reader: for a plain file that DuckDB's reader did not take as we expect."""
    transcript = Transcript(scratch / f"second-look-{number}.csv", len(reading.header), reading.delimiter)
    with reading.path.open("rb") as stream:
        stream.readline()
        transcript.take(number, iter(lambda: stream.read(2**20), b""), 2)
    transcript.close()
    return Reading(transcript.path, reading.header, reading.delimiter, runs=transcript.runs,
                   refused=transcript.refused, lines=transcript.records)  # fmt: skip
