"""Cells of a sheet that are merged over several records: what stands in the first of them is said of all.

Filled down are texts and codes: an order's number over its lines. A number that is merged is one for all of them
together (a sum), and stays where it is: it must not be counted twice.
"""

from collections.abc import Iterable, Iterator, Sequence

from dashboard.data.importing.files.cell_kinds import is_date, is_number

Merge = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell, each as row and column from 0."""


class MergedCells:
    """Fills the rows of one sheet, in their order.

    ``below``: the last row of the header, from 1; ``first_column``: where the cells of a row begin in the sheet;
    ``codes``: columns of a row in which numbers are codes.
    """

    def __init__(self, merges: Sequence[Merge], below: int, first_column: int, codes: Sequence[int]) -> None:
        self._begins: dict[int, list[tuple[int, int]]] = {}
        for (row, column), (last, _last_column) in merges:
            if last > row >= below and column >= first_column:
                self._begins.setdefault(row + 1, []).append((column - first_column, last + 1))
        self._codes = frozenset(codes)
        self._open: dict[int, tuple[str, int]] = {}
        self.filled: dict[int, tuple[int, int]] = {}
        """Column of a row -> how many cells were filled, and the first row."""

    def rows(self, rows: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
        """The rows with their numbers; blank ones stay blank."""
        if not self._begins:
            yield from rows
            return
        for number, cells in rows:
            if self._open and any(cells):
                self._fill(number, cells)
            for column, last in self._begins.get(number, ()):
                if column < len(cells) and self._is_said_of_all(column, cells[column]):
                    self._open[column] = (cells[column], last)
            yield number, cells

    def _fill(self, number: int, cells: list[str]) -> None:
        for column, (text, last) in list(self._open.items()):
            if number > last:
                del self._open[column]
            elif column < len(cells) and not cells[column]:
                cells[column] = text
                count, first = self.filled.get(column, (0, number))
                self.filled[column] = (count + 1, first)

    def _is_said_of_all(self, column: int, text: str) -> bool:
        return bool(text) and (column in self._codes or is_date(text) or not is_number(text))
