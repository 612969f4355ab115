"""The CSV and Parquet files of an import as a few relations of text cells, each with the way back to file and line."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NoReturn

from dashboard.data.importing.choices import Choices, FileChoice
from dashboard.data.importing.files.decoding import decoded_chunks
from dashboard.data.importing.files.inspection import FileFacts, inspected
from dashboard.data.importing.files.layouts import FOUND, Layout, LeftOut
from dashboard.data.importing.files.limits import NO_LIMITS_SAID, check_shape
from dashboard.data.importing.files.sources import Source
from dashboard.data.importing.files.text_bodies import TextBody
from dashboard.data.importing.files.text_plans import TextPlan, text_plan
from dashboard.data.importing.files.transcript import RECORD_BYTES, Refused, Runs, Transcript
from dashboard.data.importing.progress import Progress
from dashboard.data.importing.sql_text import literal
from dashboard.import_limits import ImportLimits
from dashboard.logic.problems import Problem

DIRECT_BYTES = 4 * 2**20
"""A plain file of this size or more is read where it lies; smaller ones join one transcript (305 files: one scan)."""


@dataclass(frozen=True)
class InputFile:
    """One source file (of a workbook: one sheet) as the report names it.

    ``left_out``: its lines that are no records. ``notes``: what was noted while it was read, as in ``Look.saw``;
    ``layout``: of a text file, what was said and found, its decimal mark and order of days too.
    """

    name: str
    encoding: str
    delimiter: str
    sha256: str
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[tuple[str, dict[str, str]], ...] = ()
    layout: Layout = FOUND


@dataclass
class Reading:
    """Records with one header. Cells are ``_c0``, ``_c1`` … of type VARCHAR; an empty cell is NULL.

    ``path`` is the UTF-8 CSV (the file itself or a transcript) or the Parquet file that DuckDB reads; ``runs`` lead
    from its records back to file and line; ``refused`` are the records that the careful reader left out. ``casts`` are
    the columns of a Parquet file as text, in SQL; ``is_tidy`` as in ``tidiness``.
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
    casts: tuple[str, ...] = ()
    is_tidy: bool = False

    @property
    def relation(self) -> str:
        """DuckDB select of the cells. CSV records with too few or too many cells go to the table ``short_and_long``."""
        if self.is_parquet:
            cells = ", ".join(f"nullif({cast}, '') as _c{number}" for number, cast in enumerate(self.casts))
            return f"select {cells} from read_parquet({literal(str(self.path))}, hive_partitioning=false)"  # noqa: S608
        columns = ", ".join(f"'_c{number}': 'VARCHAR'" for number in range(len(self.header)))
        return (
            f"select * from read_csv({literal(str(self.path))}, auto_detect=false, header=true, "  # noqa: S608
            f"delim={literal(self.delimiter)}, quote='\"', escape='\"', new_line='{self.newline}', "
            f"columns={{{columns}}}, max_line_size={RECORD_BYTES}, store_rejects=true, rejects_limit=0, "
            "rejects_table='short_and_long', rejects_scan='short_and_long_scans')"
        )


def read_sources(
    sources: list[Source], scratch: Path, choices: Choices, progress: Progress, limits: ImportLimits = NO_LIMITS_SAID
) -> tuple[list[InputFile], list[Reading]]:
    """Look at every file and lay out the readings, in order. Raises Problem for what cannot be read at all."""
    from dashboard.data.importing.files.tables_at_rest import parquet_reading
    from dashboard.data.importing.files.workbook_readings import workbook_readings

    files: list[InputFile] = []
    readings: list[Reading] = []
    writer = _Transcripts(scratch, readings)
    try:
        for source in sources:
            progress(f"Reading {source.name}")
            if source.is_parquet or source.is_workbook:
                writer.finish()
                read = (
                    [parquet_reading(source, len(files))] if source.is_parquet
                    else workbook_readings(source, choices, scratch, len(files), limits=limits, progress=progress)
                )  # fmt: skip
                files += [file for file, _reading in read]
                readings += [reading for _file, reading in read]
                continue
            choice = choices.of(source.name)
            facts = inspected(source.path, source.name, choice.layout.encoding)
            file = _text(source, facts, len(files), choice, readings, writer)
            files.append(replace(file, notes=(*file.notes, *source.notes)))
    finally:
        writer.finish()
    if not readings:
        raise Problem("File {file} is empty. Give a file with a header line and records.", file=sources[0].name)
    for reading in readings:
        check_shape(limits, files[reading.runs.file[0]].name, reading.lines, len(reading.header))
    return files, readings


def inspected_hash(path: Path) -> str:
    """The SHA-256 of a file's content."""
    import hashlib

    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _text(
    source: Source, facts: FileFacts, number: int, choice: FileChoice, readings: list[Reading], writer: "_Transcripts"
) -> InputFile:
    """One text file into a reading: where it lies if it is large and plain, else into a transcript."""
    plan = text_plan(source.path, facts.encoding, choice.layout)
    if plan is None:
        return InputFile(source.name, facts.encoding, "", facts.sha256)
    if plan.is_nameless:
        _raise_nameless(source.name, plan)
    delimiter = plan.layout.delimiter or ","
    if facts.size >= DIRECT_BYTES and facts.is_plain and plan.is_direct:
        writer.finish()
        runs = Runs()
        runs.begin(0, 2, number, 2)
        readings.append(
            Reading(source.path, plan.header, delimiter, facts.newline, ends_open=facts.ends_open, lines=facts.lines,
                    is_direct=True, runs=runs, is_tidy=facts.is_tidy)
        )  # fmt: skip
        left_out: list[LeftOut] = []
    else:
        blocks = decoded_chunks(source.path, source.name, facts.encoding)
        left_out = writer.take(plan, choice, number, blocks)
    return InputFile(source.name, facts.encoding, delimiter, facts.sha256, (*plan.left_out, *left_out), plan.saw,
                     plan.layout)  # fmt: skip


def _raise_nameless(name: str, plan: TextPlan) -> NoReturn:
    first = plan.records[0]
    raise Problem(
        "File {file}, line {line}: no header was found, this line looks like a record ({value}). Name the columns with "
        "names under [file] of a mapping file, or say there which lines are the header.",
        file=name,
        line=first.first,
        value=" | ".join(first.cells)[:200],
    )


class _Transcripts:
    """Joins neighbouring CSV files with the same header and delimiter, for which the same was chosen, into one."""

    def __init__(self, scratch: Path, readings: list[Reading]) -> None:
        self._scratch = scratch
        self._readings = readings
        self._open: tuple[Transcript, tuple[str, ...], str, object] | None = None

    def take(self, plan: TextPlan, choice: FileChoice, file: int, blocks: Iterator[bytes]) -> list[LeftOut]:
        """Add the records of one file; the lines after them, and headers that came again, that are none."""
        header, delimiter = plan.header, plan.layout.delimiter or ","
        if self._open and self._open[1:] != (header, delimiter, choice.reads_alike):
            self.finish()
        if not self._open:
            path = self._scratch / f"transcript-{len(self._readings)}.csv"
            self._open = (Transcript(path, len(header), delimiter), header, delimiter, choice.reads_alike)
        transcript = self._open[0]
        body = TextBody(blocks, plan.body, plan.layout.footer or 0, plan.line_end)
        transcript.take(file, iter(body), plan.body, plan.dialect, plan.header_text.rstrip("\r").encode())
        return [*transcript.left_out, *body.left_out]

    def finish(self) -> None:
        if not self._open:
            return
        transcript, header, delimiter, _alike = self._open
        transcript.close()
        self._open = None
        self._readings.append(
            Reading(transcript.path, header, delimiter, runs=transcript.runs, refused=transcript.refused,
                    lines=transcript.records, is_tidy=transcript.is_tidy)
        )  # fmt: skip
