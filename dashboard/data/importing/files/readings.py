"""The CSV and Parquet files of an import as a few relations of text cells, each with the way back to file and line."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.data.importing.choices import Choices
from dashboard.data.importing.files.decoding import decoded_chunks
from dashboard.data.importing.files.inspection import FileFacts, inspected
from dashboard.data.importing.files.layouts import LeftOut
from dashboard.data.importing.files.sources import Source
from dashboard.data.importing.files.transcript import RECORD_BYTES, Refused, Runs, Transcript
from dashboard.data.importing.mapping.headers import check_header, found_delimiter, header_cells
from dashboard.data.importing.progress import Progress
from dashboard.data.importing.sql_text import identifier, literal
from dashboard.logic.problems import Problem

DIRECT_BYTES = 4 * 2**20
"""A plain file of this size or more is read where it lies; smaller ones join one transcript (305 files: one scan)."""
HEADER_BYTES = 2**20


@dataclass(frozen=True)
class InputFile:
    """One source file as the report names it. ``left_out``: its lines that are no records."""

    name: str
    encoding: str
    delimiter: str
    sha256: str
    left_out: tuple[LeftOut, ...] = ()


@dataclass
class Reading:
    """Records with one header. Cells are ``_c0``, ``_c1`` … of type VARCHAR; an empty cell is NULL.

    ``path`` is the UTF-8 CSV (the file itself or a transcript) or the Parquet file that DuckDB reads; ``runs`` lead
    from its records back to file and line; ``refused`` are the records that the careful reader left out.
    """

    path: Path
    header: tuple[str, ...]
    delimiter: str = ""
    newline: str = r"\n"
    is_parquet: bool = False
    ends_open: bool = False
    lines: int = 0
    is_direct: bool = False
    runs: Runs = field(default_factory=Runs)
    refused: list[Refused] = field(default_factory=list)

    @property
    def relation(self) -> str:
        """DuckDB select of the cells. CSV records with too few or too many cells go to the table ``short_and_long``."""
        if self.is_parquet:
            cells = ", ".join(
                f"nullif({identifier(name)}::varchar, '') as _c{number}" for number, name in enumerate(self.header)
            )
            return f"select {cells} from read_parquet({literal(str(self.path))}, hive_partitioning=false)"  # noqa: S608
        columns = ", ".join(f"'_c{number}': 'VARCHAR'" for number in range(len(self.header)))
        return (
            f"select * from read_csv({literal(str(self.path))}, auto_detect=false, header=true, "  # noqa: S608
            f"delim={literal(self.delimiter)}, quote='\"', escape='\"', new_line='{self.newline}', "
            f"columns={{{columns}}}, max_line_size={RECORD_BYTES}, store_rejects=true, rejects_limit=0, "
            "rejects_table='short_and_long', rejects_scan='short_and_long_scans')"
        )


def read_sources(
    sources: list[Source], scratch: Path, choices: Choices, progress: Progress
) -> tuple[list[InputFile], list[Reading]]:
    """Look at every file and lay out the readings, in order. Raises Problem for what cannot be read at all."""
    files: list[InputFile] = []
    readings: list[Reading] = []
    writer = _Transcripts(scratch, readings)
    try:
        for source in sources:
            progress(f"Reading {source.name}")
            if source.is_parquet:
                writer.finish()
                readings.append(_parquet(source, len(files)))
                files.append(InputFile(source.name, "parquet", "", inspected_hash(source.path)))
                continue
            facts = inspected(source.path, source.name, choices.of(source.name).layout.encoding)
            files.append(_csv(source, facts, len(files), readings, writer))
    finally:
        writer.finish()
    if not readings:
        raise Problem("File {file} is empty. Give a file with a header line and records.", file=sources[0].name)
    return files, readings


def inspected_hash(path: Path) -> str:
    """The SHA-256 of a file's content."""
    import hashlib

    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _csv(source: Source, facts: FileFacts, number: int, readings: list[Reading], writer: "_Transcripts") -> InputFile:
    blocks = decoded_chunks(source.path, source.name, facts.encoding)
    if facts.is_old_mac:
        blocks = (block.replace(b"\r", b"\n") for block in blocks)
    header_line, lines, rest = _split_header(source.name, blocks)
    if header_line is None:
        return InputFile(source.name, facts.encoding, "", facts.sha256)
    delimiter = found_delimiter(header_line)
    header = header_cells(header_line, delimiter)
    check_header(source.name, header)
    if facts.is_plain and facts.size >= DIRECT_BYTES and len(header) > 1 and not facts.is_old_mac:
        writer.finish()
        runs = Runs()
        runs.begin(0, 2, number, 2)
        readings.append(
            Reading(source.path, header, delimiter, facts.newline, ends_open=facts.ends_open, lines=facts.lines,
                    is_direct=True, runs=runs)
        )  # fmt: skip
    else:
        writer.take(header, delimiter, number, rest, lines + 1)
    return InputFile(source.name, facts.encoding, delimiter, facts.sha256)


def _split_header(name: str, blocks: Iterator[bytes]) -> tuple[str | None, int, Iterator[bytes]]:
    """The header record as text (None: only blank lines), the physical lines up to its end, the blocks after it."""
    held = b""
    for block in blocks:
        held += block
        end = _header_end(held)
        if end:
            return held[:end].decode().strip("\r\n"), held[:end].count(b"\n"), chain([held[end:]], blocks)
        if len(held) > HEADER_BYTES:
            raise Problem("File {file}, line 1: no end of the header line was found. Is this a CSV file?", file=name)
    text = held.decode("utf-8", "replace").strip("\r\n")
    return (text or None), held.count(b"\n") + 1, iter(())


def _header_end(text: bytes) -> int:
    """The offset after the first record that is not blank; 0 if it is not all there."""
    start = len(text) - len(text.lstrip(b"\r\n"))
    end = text.find(b"\n", start) + 1
    while end and text.count(b'"', start, end) % 2:
        end = text.find(b"\n", end) + 1
    return end


def _parquet(source: Source, number: int) -> Reading:
    try:
        schema = pq.read_schema(source.path)
    except (pa.ArrowInvalid, OSError) as error:
        raise Problem(
            "File {file} is not a readable Parquet file ({reason}).", file=source.name, reason=error
        ) from error
    check_header(source.name, tuple(schema.names))
    runs = Runs()
    runs.begin(0, 1, number, 1)
    return Reading(source.path, tuple(schema.names), is_parquet=True, is_direct=True, runs=runs)


class _Transcripts:
    """Joins neighbouring CSV files with the same header and delimiter into one transcript."""

    def __init__(self, scratch: Path, readings: list[Reading]) -> None:
        self._scratch = scratch
        self._readings = readings
        self._open: tuple[Transcript, tuple[str, ...], str] | None = None

    def take(
        self, header: tuple[str, ...], delimiter: str, file: int, blocks: Iterator[bytes], first_line: int
    ) -> None:
        if self._open and self._open[1:] != (header, delimiter):
            self.finish()
        if not self._open:
            path = self._scratch / f"transcript-{len(self._readings)}.csv"
            self._open = (Transcript(path, len(header), delimiter), header, delimiter)
        self._open[0].take(file, blocks, first_line)

    def finish(self) -> None:
        if not self._open:
            return
        transcript, header, delimiter = self._open
        transcript.close()
        self._open = None
        self._readings.append(
            Reading(transcript.path, header, delimiter, runs=transcript.runs, refused=transcript.refused,
                    lines=transcript.records)
        )  # fmt: skip
