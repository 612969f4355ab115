"""How cells are quoted in a text, and how such a text becomes one with doubled double quotes and line feeds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SWAPPED_ENDS = bytes.maketrans(b"\r\n", b"\n\r")
_SWAPPED_QUOTES = bytes.maketrans(b"'\"", b"\"'")


@dataclass(frozen=True)
class Dialect:
    r"""``quote``: ``"``, ``'`` or none; ``escape``: ``\`` before a quote within a cell, else it is doubled.

    ``swaps_ends``: lines end with a lone carriage return. What is not usual is swapped with what is, for the whole
    text, and swapped back in the cells of the records that hold it: no other code needs to know.
    """

    quote: str = '"'
    escape: str = ""
    swaps_ends: bool = False

    @property
    def swaps_quotes(self) -> bool:
        return self.quote == "'"

    @property
    def is_swapped(self) -> bool:
        return self.swaps_quotes or self.swaps_ends

    @property
    def is_usual(self) -> bool:
        return self == USUAL

    def canonical(self, blocks: Iterator[bytes]) -> Iterator[bytes]:
        """The text in the usual dialect, swapped."""
        if self.swaps_ends:
            blocks = (block.translate(_SWAPPED_ENDS) for block in blocks)
        if self.swaps_quotes:
            blocks = (block.translate(_SWAPPED_QUOTES) for block in blocks)
        return _doubled(blocks) if self.escape else blocks

    def cell(self, cell: str) -> str:
        """A cell of the canonical text as the file has it."""
        if self.swaps_ends:
            cell = cell.translate(_ENDS_BACK)
        return cell.translate(_QUOTES_BACK) if self.swaps_quotes else cell

    def original(self, text: str) -> str:
        """A line of the canonical text as the file has it, its escapes apart."""
        return self.cell(text)


USUAL = Dialect()
_ENDS_BACK = str.maketrans("\r\n", "\n\r")
_QUOTES_BACK = str.maketrans("'\"", "\"'")


def _doubled(blocks: Iterator[bytes]) -> Iterator[bytes]:
    r"""Quotes after a backslash become doubled ones, two backslashes one; others stay."""
    held = b""
    for block in blocks:
        text = held + block
        tail = len(text) - len(text.rstrip(b"\\"))
        held = b"\\" if tail % 2 else b""
        yield re.sub(rb'\\([\\"])', _escaped, text[: len(text) - len(held)])
    if held:
        yield held


def _escaped(found: re.Match[bytes]) -> bytes:
    return b'""' if found[1] == b'"' else b"\\"
