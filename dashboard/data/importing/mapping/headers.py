"""Headers of a file: its cells, which delimiter, none twice. ``matching`` and ``found_tables`` say what they tell."""

import csv

from dashboard.data.importing.mapping.found_tables import found_table
from dashboard.data.importing.mapping.matching import REJECT_COLUMNS, Match, all_aliases, matches
from dashboard.data.importing.mapping.spelling import UNIT_FACTORS, normalised
from dashboard.logic.problems import Problem

__all__ = [
    "DELIMITERS", "REJECT_COLUMNS", "UNIT_FACTORS", "Match", "check_header", "found_delimiter", "found_table",
    "header_cells", "matches", "normalised",
]  # fmt: skip
DELIMITERS = (",", ";", "\t", "|")


def header_cells(line: str, delimiter: str) -> tuple[str, ...]:
    """The header record as cells, outer spaces removed."""
    row = next(csv.reader([line], delimiter=delimiter), [])
    return tuple(cell.strip().removeprefix("\ufeff").strip() for cell in row)


def found_delimiter(line: str) -> str:
    """The delimiter that gives the header most known columns, else most columns; a comma where all are equal."""

    def worth(delimiter: str) -> tuple[int, int]:
        cells = header_cells(line, delimiter)
        return sum(normalised(cell)[0] in all_aliases() for cell in cells), len(cells)

    return max(DELIMITERS, key=worth)


def check_header(name: str, header: tuple[str, ...]) -> None:
    """Refuse a header in which a name comes twice: nobody can say which of the two is meant."""
    seen: dict[str, int] = {}
    for position, cell in enumerate(header, start=1):
        if cell.lower() in seen and cell:
            raise Problem(
                "File {file}, line 1: the header {header} comes twice (columns {first} and {second}). "
                "Rename or remove one of them.",
                file=name,
                header=cell,
                first=seen[cell.lower()],
                second=position,
            )
        seen[cell.lower()] = position
