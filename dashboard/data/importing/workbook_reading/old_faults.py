"""Errors in XLS files, which calamine gives as empty cells: found in the BIFF records themselves ([MS-XLS] 2.4)."""

import struct
from collections.abc import Iterator
from pathlib import Path

from dashboard.data.importing.workbook_reading.faults import Faults

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
BOUNDSHEET, FORMULA, BOOLERR = 0x0085, 0x0006, 0x0205
_END = 0xFFFFFFFA
_SMALLEST = 4096
"""Streams below this lie elsewhere in the file; no workbook of Excel is that small."""


def xls_faults(path: str) -> dict[str, Faults]:
    """Sheet name -> its faults; empty where the file is not laid out as expected (calamine then says what is wrong)."""
    try:
        book = _stream(Path(path).read_bytes())
        return {name: _sheet_faults(book, offset) for offset, name in _sheets(book)}
    except (struct.error, IndexError, UnicodeDecodeError):
        return {}


def _stream(file: bytes) -> bytes:
    """The stream ``Workbook`` of a compound file ([MS-CFB])."""
    size = 1 << struct.unpack_from("<H", file, 30)[0]
    (first_directory,) = struct.unpack_from("<I", file, 48)
    (next_table,) = struct.unpack_from("<I", file, 68)
    tables = list(struct.unpack_from("<109I", file, 76))
    while next_table < _END and len(tables) < len(file) // size:
        *more, next_table = struct.unpack_from(f"<{size // 4}I", file, (next_table + 1) * size)
        tables += more
    links: list[int] = []
    for table in tables:
        if table < _END:
            links += struct.unpack_from(f"<{size // 4}I", file, (table + 1) * size)
    directory = b"".join(_sectors(file, links, first_directory, size))
    for start in range(0, len(directory), 128):
        entry = directory[start : start + 128]
        name = entry[: max(struct.unpack_from("<H", entry, 64)[0] - 2, 0)].decode("utf-16-le")
        first, length = struct.unpack_from("<II", entry, 116)
        if name in ("Workbook", "Book") and length >= _SMALLEST:
            return b"".join(_sectors(file, links, first, size))[:length]
    return b""


def _sectors(file: bytes, links: list[int], sector: int, size: int) -> Iterator[bytes]:
    for _ in range(len(links)):  # a chain that runs in a circle ends too
        if sector >= _END:
            return
        yield file[(sector + 1) * size : (sector + 2) * size]
        sector = links[sector]


def _records(book: bytes, offset: int) -> Iterator[tuple[int, bytes]]:
    while offset + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, offset)
        yield kind, book[offset + 4 : offset + 4 + length]
        if kind == 0x000A:
            return
        offset += 4 + length


def _sheets(book: bytes) -> Iterator[tuple[int, str]]:
    for kind, record in _records(book, 0):
        if kind == BOUNDSHEET:
            (offset,) = struct.unpack_from("<I", record)
            is_wide = record[7] & 1
            name = record[8 : 8 + record[6] * (2 if is_wide else 1)]
            yield offset, name.decode("utf-16-le" if is_wide else "latin-1")


def _sheet_faults(book: bytes, offset: int) -> Faults:
    faults = Faults()
    for kind, record in _records(book, offset):
        if kind == BOOLERR and record[7]:
            faults.errors[struct.unpack_from("<HH", record)] = ERRORS.get(record[6], "#VALUE!")
        elif kind == FORMULA and record[12:14] == b"\xff\xff":
            if record[6] == 2:
                faults.errors[struct.unpack_from("<HH", record)] = ERRORS.get(record[8], "#VALUE!")
            elif record[6] == 3:
                faults.formulas += 1
    return faults
