"""The process that reads one workbook: requests as lines of JSON, answers as frames of JSON; nothing is ever pickled.

The first line says path, kind and limits. Then ``{"ask": "sheets"}`` gives every sheet with the beginning and the end
of its rows; ``{"ask": "rows", "sheet": NAME, "codes": [columns]}`` gives all rows in pieces and last what was noted. A
frame is its length in 8 bytes, then the text. The process has a hard limit of memory and of processor time.
"""

import json
import resource
import sys
import zipfile
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import python_calamine

from dashboard.data.importing.workbook_reading.archives import checked_parts
from dashboard.data.importing.workbook_reading.cells import cell_text, lost_digits, ods_text
from dashboard.data.importing.workbook_reading.faults import Faults, OdsFaults, XlsxFaults, xlsx_parts
from dashboard.data.importing.workbook_reading.old_faults import MAGIC, xls_faults
from dashboard.data.importing.workbook_reading.refusals import Refusal

HEAD, TAIL, PIECE = 260, 60, 2000
KEPT_CELLS = 4_000_000
"""Sheets are kept between the look and the reading up to this size; larger ones are parsed again."""
MERGES, TALL_MERGES = 2000, 500_000
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class Book:
    """One opened workbook."""

    def __init__(self, path: str, kind: str, limits: dict[str, int]) -> None:
        self._path = path
        self._kind = kind
        self._limits = limits
        self._marked: frozenset[str] = frozenset()
        self._faults: dict[str, Faults] | None = None
        self._sheets: dict[str, Any] = {}
        if kind == "xls":
            _check_open(path)
        else:
            self._marked = checked_parts(path, limits)
        self._book = python_calamine.load_workbook(path)

    def sheets(self) -> list[dict[str, Any]]:
        """Every sheet of cells: name, whether it is hidden, where its rows begin, their first and their last ones."""
        found = []
        for meta in self._book.sheets_metadata:
            if meta.typ == python_calamine.SheetTypeEnum.WorkSheet:
                found.append({"name": meta.name,
                              "is_hidden": meta.visible != python_calamine.SheetVisibleEnum.Visible,
                              **self._ends(meta.name)})  # fmt: skip
        return found

    def _sheet(self, name: str) -> Any:
        if name in self._sheets:
            return self._sheets[name]
        sheet = self._book.get_sheet_by_name(name)
        if sheet.width > self._limits["columns"]:
            raise Refusal("COLUMNS", value=sheet.width, sheet=name)
        if sheet.height > self._limits["rows"]:
            raise Refusal("ROWS", value=sheet.height, sheet=name)
        if sheet.width * sheet.height <= KEPT_CELLS - sum(kept.width * kept.height for kept in self._sheets.values()):
            self._sheets[name] = sheet
        return sheet

    def _ends(self, name: str) -> dict[str, Any]:
        sheet = self._sheet(name)
        start = sheet.start or (0, 0)
        last: deque[tuple[int, list[Any]]] = deque(maxlen=TAIL)
        head: list[tuple[int, list[str]]] = []
        count = 0
        as_text = self._as_text(name, start[1])
        for count, row in enumerate(sheet.iter_rows(), start=1):
            if count <= HEAD:
                head.append((count, as_text(count, row)))
            else:
                last.append((count, row))
        tail = [(number, as_text(number, row)) for number, row in last]
        every = sheet.merged_cell_ranges or ()
        merges = [(a, b) for a, b in every[:MERGES] if a[0] < HEAD]
        down = [(a, b) for a, b in every if b[0] > a[0]][:TALL_MERGES]
        return {"first_column": start[1], "rows": count, "columns": sheet.width, "head": head, "tail": tail,
                "merges": merges, "down": down, "formulas": self._of(name).formulas}  # fmt: skip

    def _of(self, name: str) -> Faults:
        if self._faults is None:
            self._faults = self._all_faults()
        return self._faults.get(name) or Faults()

    def _all_faults(self) -> dict[str, Faults]:
        if self._kind == "xls":
            return xls_faults(self._path)
        if self._kind == "ods":
            if "content.xml" not in self._marked:
                return {}
            with zipfile.ZipFile(self._path) as archive:
                return OdsFaults().read(archive)
        with zipfile.ZipFile(self._path) as archive:
            parts = xlsx_parts(archive) if self._marked else {}
            return {name: XlsxFaults().read(archive, part) for name, part in parts.items() if part in self._marked}

    def _as_text(self, name: str, first: int) -> Callable[[int, list[Any]], list[str]]:
        """Rows (by number, from 1) of cells from column ``first`` on as text, with the errors that stand there."""
        errors = self._of(name).errors
        rows_with_errors = {row + 1 for row, _column in errors}
        is_ods = self._kind == "ods"

        def as_text(number: int, row: list[Any]) -> list[str]:
            texts = [cell_text(value) for value in row]
            if is_ods:
                texts = [ods_text(text) if text.startswith("PT") else text for text in texts]
            if number in rows_with_errors:
                return [errors.get((number - 1, first + place), text) for place, text in enumerate(texts)]
            return texts

        return as_text

    def rows(self, name: str, codes: list[int]) -> Iterator[dict[str, Any]]:
        """All rows in pieces, then the notes: digits lost, and numbers of different lengths, by column."""
        sheet = self._sheet(name)
        lost: dict[int, list[int]] = {}
        lengths: dict[int, set[int]] = {code: set() for code in codes if code < sheet.width}
        longest = self._limits["cell_characters"]
        piece: list[list[str]] = []
        as_text = self._as_text(name, (sheet.start or (0, 0))[1])
        for number, row in enumerate(sheet.iter_rows(), start=1):
            texts = as_text(number, row)
            if max(map(len, texts), default=0) > 15:
                if max(map(len, texts)) > longest:
                    raise Refusal("CELL", row=number, sheet=name, value=max(map(len, texts)))
                _note_lost(row, number, lost)
            elif "+" in "".join(texts):
                _note_lost(row, number, lost)
            for code, seen in lengths.items():
                if type(row[code]) in (int, float):
                    seen.add(len(texts[code]))
            piece.append(texts)
            if len(piece) == PIECE:
                yield {"first": number - PIECE + 1, "rows": piece}
                piece = []
        if piece:
            yield {"first": number - len(piece) + 1, "rows": piece}
        yield {"lost": [[column, *found] for column, found in lost.items()], "formulas": self._of(name).formulas,
               "uneven": [code for code, seen in lengths.items() if len(seen) > 1]}  # fmt: skip


def _note_lost(row: list[Any], number: int, lost: dict[int, list[int]]) -> None:
    for column, value in enumerate(row):
        if lost_digits(value):
            found = lost.setdefault(column, [0, number])
            found[0] += 1


def _check_open(path: str) -> None:
    content = Path(path).read_bytes()
    if content.startswith(MAGIC) and ENCRYPTED in content:
        raise Refusal("ENCRYPTED")


def _frame(answer: dict[str, Any]) -> None:
    text = json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    sys.stdout.buffer.write(len(text).to_bytes(8, "little") + text)


def _limit(kind: int, most: int, grace: int = 0) -> None:
    """Bind this process; who started it may be bound more tightly already. Time needs ``grace``: at a hard limit the
    system kills without a word, and who waits could not tell it from too little memory."""
    hard = resource.getrlimit(kind)[1]
    last = most + grace if hard == resource.RLIM_INFINITY else min(most + grace, hard)
    resource.setrlimit(kind, (min(most, last), last))


def _serve() -> None:
    order = json.loads(sys.stdin.readline())
    limits = order["limits"]
    _limit(resource.RLIMIT_AS, limits["memory"])
    _limit(resource.RLIMIT_CPU, limits["seconds"], grace=5)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    book = Book(order["path"], order["kind"], limits)
    for line in sys.stdin:
        request = json.loads(line)
        if request["ask"] == "sheets":
            _frame({"sheets": book.sheets()})
        else:
            for answer in book.rows(request["sheet"], request["codes"]):
                _frame(answer)
        sys.stdout.buffer.flush()


def main() -> None:
    """Serve one workbook. Whatever goes wrong becomes a frame ``refused``, or the end of the process."""
    try:
        _serve()
        return
    except Refusal as refused:
        answer = {"refused": refused.code, "values": refused.values}
    except python_calamine.PasswordError:
        answer = {"refused": "ENCRYPTED", "values": {}}
    except MemoryError:
        answer = {"refused": "MEMORY", "values": {}}
    except BrokenPipeError:
        return
    except BaseException as error:  # a panic of the library on a damaged file is none of the usual exceptions
        reason = (str(error).splitlines() or [type(error).__name__])[0][:200]
        answer = {"refused": "DAMAGED", "values": {"reason": reason}}
    _frame(answer)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
