"""Cells that calamine gives as empty though they are not: errors (#N/A), and formulas that were never calculated.

Both are found in the XML itself, and only in parts that hold such a mark (``archives``).
"""

import posixpath
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from dashboard.data.importing.workbook_reading.archives import parse_part

REPEATS = 100_000
"""Errors of one repeated ODS cell that are told apart."""


@dataclass
class Faults:
    """Of one sheet: the errors by row and column from 0, and how many formulas have no value."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: int = 0


def xlsx_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name -> its part in an XLSX file."""
    targets: dict[str, str] = {}
    parts: dict[str, str] = {}

    def relation(name: str, attributes: dict[str, str]) -> None:
        if _local(name) == "Relationship":
            target = attributes.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            targets[attributes.get("Id", "")] = path

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if _local(name) == "sheet":
            own = next((value for key, value in attributes.items() if _local(key) == "id" and ":" in key), "")
            parts[attributes.get("name", "")] = targets.get(own, "")

    for part, handler in (("xl/_rels/workbook.xml.rels", relation), ("xl/workbook.xml", sheet)):
        if part in archive.NameToInfo:
            _parse(archive, part, handler)
    return parts


def _parse(archive: zipfile.ZipFile, part: str, handler: Callable[[str, dict[str, str]], None]) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = handler
    with archive.open(part) as stream:
        parse_part(stream, parser)  # ty: ignore[invalid-argument-type]


def _local(name: str) -> str:
    return name.rpartition(":")[2]


class XlsxFaults:
    """Walks the cells of one sheet of an XLSX file."""

    def __init__(self) -> None:
        self.found = Faults()
        self._row = self._column = -1
        self._kind = ""
        self._has_formula = False
        self._value: list[str] = []

    def read(self, archive: zipfile.ZipFile, part: str) -> Faults:
        """The faults of one part."""
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        with archive.open(part) as stream:
            parse_part(stream, self._parser)  # ty: ignore[invalid-argument-type]
        return self.found

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "c":
            place = attributes.get("r", "")
            self._column = column_of(place) if place else self._column + 1
            self._kind, self._has_formula, self._value = attributes.get("t", ""), False, []
        elif tag == "f":
            self._has_formula = True
        elif tag == "v":
            self._parser.CharacterDataHandler = self._value.append
        elif tag == "row":
            self._row = int(attributes["r"]) - 1 if attributes.get("r", "").isdigit() else self._row + 1
            self._column = -1

    def _end(self, name: str) -> None:
        tag = name.rpartition(":")[2]
        if tag == "v":
            self._parser.CharacterDataHandler = None
        elif tag == "c":
            if self._kind == "e":
                self.found.errors[self._row, self._column] = "".join(self._value) or "#VALUE!"
            elif self._has_formula and not self._value and self._kind != "str":
                self.found.formulas += 1


def column_of(place: str) -> int:
    """The column of a cell from 0: 1 for ``B7``."""
    number = 0
    for letter in place:
        if not letter.isalpha():
            break
        number = number * 26 + ord(letter.upper()) - 64
    return number - 1


class OdsFaults:
    """Walks all sheets of an ODS file's ``content.xml``."""

    def __init__(self) -> None:
        self.found: dict[str, Faults] = {}
        self._sheet = Faults()
        self._row = self._column = 0
        self._rows = self._columns = 1
        self._is_error = False
        self._has_value = False
        self._text: list[str] = []

    def read(self, archive: zipfile.ZipFile) -> dict[str, Faults]:
        """Sheet name -> faults."""
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        with archive.open("content.xml") as stream:
            parse_part(stream, self._parser)  # ty: ignore[invalid-argument-type]
        return self.found

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "table":
            self._sheet = self.found.setdefault(attributes.get("table:name", ""), Faults())
            self._row = 0
        elif tag == "table-row":
            self._rows, self._column = _count(attributes.get("table:number-rows-repeated")), 0
        elif tag in ("table-cell", "covered-table-cell"):
            self._columns = _count(attributes.get("table:number-columns-repeated"))
            self._is_error = attributes.get("calcext:value-type") == "error"
            self._has_formula = "table:formula" in attributes
            self._has_value = "office:value-type" in attributes
            self._text = []

    def _characters(self, text: str) -> None:
        if self._is_error:
            self._text.append(text)

    def _end(self, name: str) -> None:
        tag = name.rpartition(":")[2]
        if tag == "table-row":
            self._row += self._rows
        elif tag in ("table-cell", "covered-table-cell"):
            if self._is_error:
                text = "".join(self._text).strip() or "#VALUE!"
                for row in range(min(self._rows, REPEATS)):
                    for column in range(min(self._columns, REPEATS // max(self._rows, 1) + 1)):
                        self._sheet.errors[self._row + row, self._column + column] = text
            elif self._has_formula and not self._has_value:
                self._sheet.formulas += 1
            self._is_error = False
            self._column += self._columns


def _count(text: str | None) -> int:
    return max(int(text), 1) if text and text.isdigit() else 1
