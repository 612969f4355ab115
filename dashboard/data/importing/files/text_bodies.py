"""A text file's blocks without the lines before its records and without those after them."""

from collections.abc import Iterator

from dashboard.data.importing.files.layouts import LeftOut

HELD_BYTES = 2**20
"""A footer is looked for in so much of the end."""


class TextBody:
    """Iterates over the blocks (UTF-8) from physical line ``first`` on. ``footer``: how many of the last lines, blank
    ones apart, are cut off; once all is read they stand in ``left_out``. ``line_end``: one byte."""

    def __init__(self, blocks: Iterator[bytes], first: int, footer: int, line_end: bytes) -> None:
        self.left_out: list[LeftOut] = []
        self._blocks = blocks
        self._line = first
        self._footer = footer
        self._end = line_end

    def __iter__(self) -> Iterator[bytes]:
        body = self._after_header()
        if not self._footer:
            yield from body
            return
        held = b""
        for block in body:
            held += block
            if len(held) > 2 * HELD_BYTES:
                passed, held = held[:-HELD_BYTES], held[-HELD_BYTES:]
                self._line += passed.count(self._end)
                yield passed
        yield self._without_footer(held)

    def _after_header(self) -> Iterator[bytes]:
        left = self._line - 1
        for block in self._blocks:
            start = 0
            while left and (end := block.find(self._end, start) + 1):
                start, left = end, left - 1
            if not left:
                yield block[start:] if start else block

    def _without_footer(self, text: bytes) -> bytes:
        lines = text.split(self._end)
        cut, place = 0, len(lines)
        while place and cut < self._footer:
            place -= 1
            line = lines[place].strip(b"\r\n")
            if line.strip():
                cut += 1
                self.left_out.append(LeftOut(self._line + place, line.decode("utf-8", "replace")))
        self.left_out.reverse()
        return b"".join(line + self._end for line in lines[:place])
