"""Bits of ``_marks``: what a row's own cells hold against it, or what is to be noted of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from dashboard.data.batches import UNSOUND
from dashboard.data.importing.files.limits import NO_LIMITS_SAID

_NOTES, _FAULTS = 8, 54
"""How many bits there are: notes below ``UNSOUND``, faults from it on. They stand in the files of old homes."""
_SHARED_NOTES, _SHARED_FAULTS = 4, 16
"""The last of them are not given to one column: all further columns with the same code share one. There are fewer codes
than that (tests/data/importing/test_marks.py asks every contract)."""


@dataclass(frozen=True)
class Mark:
    """One fault or note that a row may carry, a bit of ``_marks``; columns may share one where bits are scarce."""

    bit: int
    code: str
    column: str
    rejects: bool


@dataclass
class MarkBook:
    """The meaning of the bits of ``_marks``, shared by all parts of a table.

    Faults have the bits from ``UNSOUND`` on and notes those below, so every reader can tell a sound row from the number
    alone.
    """

    cell_characters: int = NO_LIMITS_SAID.cell_characters
    """The longest text that a cell may hold."""
    marks: dict[tuple[str, str], Mark] = field(default_factory=dict)
    found: int = 0
    """Rows whose own cells hold a fault, those included that a later rule excuses."""
    remarks: list[tuple[str, str, str]] = field(default_factory=list)
    """What is to be noted of whole columns of a file: code, columns, an example."""

    def bit(self, code: str, column: str, *, rejects: bool = True) -> int:
        """The bit of a code and column, given out on first use."""
        if (code, column) not in self.marks:
            self.marks[code, column] = Mark(self._free_bit(code, rejects), code, column, rejects)
        return self.marks[code, column].bit

    def _free_bit(self, code: str, rejects: bool) -> int:
        alike = [mark for mark in self.marks.values() if mark.rejects == rejects]
        lowest, size, shared = (
            (UNSOUND, _FAULTS, _SHARED_FAULTS) if rejects else (1, _NOTES, _SHARED_NOTES)
        )  # fmt: skip
        first_shared = lowest << (size - shared)
        given = {mark.bit for mark in alike}
        own = [lowest << place for place in range(size - shared) if lowest << place not in given]
        if own:
            return own[0]
        for mark in alike:
            if mark.code == code and mark.bit >= first_shared:
                return mark.bit
        left = [first_shared << place for place in range(shared) if first_shared << place not in given]
        if not left:
            raise AssertionError("more kinds of marks than bits")
        return left[0]

    @property
    def rejecting(self) -> int:
        return self._mask(mark for mark in self.marks.values() if mark.rejects)

    @property
    def noting(self) -> int:
        return self._mask(mark for mark in self.marks.values() if not mark.rejects)

    @staticmethod
    def _mask(marks: Iterable[Mark]) -> int:
        mask = 0
        for mark in marks:
            mask |= mark.bit
        return mask

    def of(self, marks: int) -> list[Mark]:
        return [mark for mark in self.marks.values() if mark.bit & marks]

    def codes(self, marks: int) -> list[str]:
        """The code of every bit that is set, once per bit."""
        return list({mark.bit: mark.code for mark in self.marks.values() if mark.bit & marks}.values())
