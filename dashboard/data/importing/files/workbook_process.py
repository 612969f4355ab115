"""The process that reads one workbook (``workbook_reading``): started, asked, and ended, with all its limits."""

import json
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from dashboard.data.importing.files.limits import NO_LIMITS_SAID, beyond
from dashboard.data.importing.files.merged_cells import Merge
from dashboard.data.importing.files.sources import Source
from dashboard.import_limits import ImportLimits
from dashboard.logic.problems import Problem
from dashboard.logic.words import N_

PROJECT = Path(__file__).resolve().parents[4]
_START = (
    "import sys; sys.path.insert(0, {!r}); from dashboard.data.importing.workbook_reading.worker import main; main()"
)
REFUSALS = {
    "ENCRYPTED": N_("Workbook {file} is protected by a password. Remove the protection in Excel and save it again."),
    "DAMAGED": N_("Workbook {file} is damaged or cut off and cannot be read ({reason}). Save it again in Excel."),
    "ENTITIES": N_("Workbook {file} declares XML entities, which no spreadsheet program writes. It was not read."),
    "LENGTH": N_("Workbook {file}: its part {part} is longer than it declares. It was not read."),
    "PARTS": N_("Workbook {file} has {value} parts, more than the {most} that a workbook may have. It was not read."),
}  # fmt: skip
"""Code of the reading process -> the sentence."""
_LIMITS = {"UNPACKED": "workbook_unpacked_megabytes", "RATIO": "packing_ratio", "COLUMNS": "columns", "ROWS": "rows",
           "CELL": "cell_characters", "MEMORY": "workbook_memory_megabytes"}  # fmt: skip


@dataclass(frozen=True)
class SheetFacts:
    """One sheet as the process saw it: rows are numbered from 1, cells begin at ``first_column`` (from 0)."""

    name: str
    is_hidden: bool
    first_column: int
    rows: int
    columns: int
    head: list[tuple[int, list[str]]]
    tail: list[tuple[int, list[str]]]
    merges: list[tuple[tuple[int, int], tuple[int, int]]]
    formulas: int
    down: Sequence[Merge] = ()
    """What is merged over several rows, anywhere in the sheet."""

    @property
    def is_empty(self) -> bool:
        return not any(any(cells) for _row, cells in self.head)

    @property
    def ends(self) -> list[tuple[int, list[str]]]:
        """The last rows; of a short sheet all of them."""
        return [*self.head[-(60 - len(self.tail)) :], *self.tail] if len(self.tail) < 60 else self.tail


@dataclass(frozen=True)
class Noted:
    """What was noted while the rows of a sheet came: (column, count, first row) of lost digits; columns of codes that
    are numbers of different lengths; formulas without a value."""

    lost: tuple[tuple[int, int, int], ...]
    uneven: tuple[int, ...]
    formulas: int


class Workbook:
    """A workbook opened in its process. Every method raises Problem for what cannot or must not be read."""

    def __init__(self, source: Source, limits: ImportLimits, process: "subprocess.Popen[bytes]") -> None:
        self._source = source
        self._limits = limits
        self._process = process
        self.is_late = False
        self.noted = Noted((), (), 0)

    def sheets(self) -> list[SheetFacts]:
        """Every sheet of cells, in the workbook's order."""
        self.ask({"ask": "sheets"})
        return [_facts(sheet) for sheet in self._answer()["sheets"]]

    def rows(self, sheet: str, codes: list[int]) -> Iterator[tuple[int, list[str]]]:
        """All rows with their numbers. Afterwards ``noted`` says what was noted."""
        self.ask({"ask": "rows", "sheet": sheet, "codes": codes})
        while "rows" in (answer := self._answer()):
            yield from enumerate(answer["rows"], start=answer["first"])
        self.noted = Noted(tuple((a, b, c) for a, b, c in answer["lost"]), tuple(answer["uneven"]), answer["formulas"])

    def ask(self, request: dict[str, Any]) -> None:
        """Send one request; the answers are read by who asked."""
        try:
            _input(self._process).write(json.dumps(request).encode() + b"\n")
            _input(self._process).flush()
        except OSError:  # it ended already; its last answer says why
            return

    def _answer(self) -> dict[str, Any]:
        output = self._process.stdout
        length = output.read(8) if output else b""
        text = output.read(int.from_bytes(length, "little")) if output and len(length) == 8 else b""
        if not text or len(text) < int.from_bytes(length, "little"):
            limit = "workbook_seconds" if self.is_late or self._process.wait() == -24 else "workbook_memory_megabytes"
            raise beyond(self._limits, limit, self._source.name)
        answer = json.loads(text.decode("utf-8", "surrogatepass"))
        if "refused" in answer:
            raise self._refusal(answer["refused"], answer["values"])
        return answer

    def _refusal(self, code: str, values: dict[str, Any]) -> Problem:
        if code in _LIMITS:
            name = f"{self._source.name} › {values['sheet']}" if "sheet" in values else self._source.name
            return beyond(self._limits, _LIMITS[code], name, values.get("value", 0), values.get("row", 0))
        return Problem(REFUSALS[code], file=self._source.name, **values)


def _facts(sheet: dict[str, Any]) -> SheetFacts:
    head, tail = ([(row, cells) for row, cells in sheet[part]] for part in ("head", "tail"))
    merges = [((a, b), (c, d)) for (a, b), (c, d) in sheet["merges"]]
    return SheetFacts(
        sheet["name"], sheet["is_hidden"], sheet["first_column"], sheet["rows"], sheet["columns"], head, tail, merges,
        sheet["formulas"], [((a, b), (c, d)) for (a, b), (c, d) in sheet["down"]],
    )  # fmt: skip


def _input(process: "subprocess.Popen[bytes]") -> IO[bytes]:
    if process.stdin is None:
        raise AssertionError("the process was started with a pipe")
    return process.stdin


@contextmanager
def opened_workbook(source: Source, limits: ImportLimits = NO_LIMITS_SAID) -> Generator[Workbook]:
    """The workbook in a process that ends with the block, at the latest after ``workbook_seconds``."""
    process = subprocess.Popen(  # our own worker, no shell
        [sys.executable, "-I", "-c", _START.format(str(PROJECT))],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={}, pipesize=2**20,
    )  # fmt: skip
    workbook = Workbook(source, limits, process)

    def end() -> None:
        workbook.is_late = True
        process.kill()

    timer = threading.Timer(limits.workbook_seconds, end)
    timer.daemon = True
    timer.start()
    try:
        workbook.ask({"path": str(source.path.absolute()), "kind": source.kind, "limits": {
            "memory": limits.workbook_memory_megabytes * 2**20, "seconds": limits.workbook_seconds,
            "unpacked": limits.workbook_unpacked_megabytes * 2**20, "ratio": limits.packing_ratio,
            "columns": limits.columns, "rows": limits.rows, "cell_characters": limits.cell_characters,
        }})  # fmt: skip
        yield workbook
    finally:
        timer.cancel()
        process.kill()
        process.communicate()
