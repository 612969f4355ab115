"""What a file is, told by its first bytes: a name may say otherwise."""

import struct
import zipfile
from pathlib import Path
from typing import Literal

from dashboard.logic.problems import Problem

Kind = Literal["text", "parquet", "xlsx", "xls", "ods", "zip", "web", "other"]
WORKBOOKS = ("xlsx", "xls", "ods")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_SHEETS = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
"""BIFF without a compound file around it (Excel 2 to 5)."""
_DIRECTORY_BYTES = 32 * 2**20
_INSIDE: tuple[tuple[str, Kind], ...] = (
    ("xl/workbook.xml", "xlsx"), ("xl/workbook.bin", "other"), ("content.xml", "ods"), ("word/document.xml", "other"),
)  # fmt: skip
_BY_ENDING: dict[str, Kind] = {
    ".xlsx": "xlsx", ".xlsm": "xlsx", ".xls": "xls", ".ods": "ods", ".parquet": "parquet", ".pq": "parquet",
    ".zip": "zip",
}  # fmt: skip


def kind_by_name(path: Path) -> Kind:
    """What the ending says."""
    return _BY_ENDING.get(path.suffix.lower(), "text")


def found_kind(path: Path) -> Kind:
    """What the content says. ``web``: a page or XML that old programs call .xls; ``other``: a kind that is not read.

    A file that cannot be opened is of the kind that its name says: whoever reads it will tell.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(4096)
    except OSError:
        return kind_by_name(path)
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed_kind(path)
    if head.startswith(_OLE):
        return "xls"
    named = kind_by_name(path)
    if named in WORKBOOKS and head[:2] in _OLD_SHEETS:
        return "xls"
    if named in WORKBOOKS and _is_web(head):
        return "web"
    return "text"


def _packed_kind(path: Path) -> Kind:
    named = kind_by_name(path)
    if _directory_bytes(path) > _DIRECTORY_BYTES:
        return named if named in WORKBOOKS else "zip"
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.NameToInfo
            return next((kind for part, kind in _INSIDE if part in names), "zip")
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        return named if named in WORKBOOKS else "zip"


def _directory_bytes(path: Path) -> int:
    """How long a zip says its directory is, before anything reads it; 0 where it does not say."""
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - 66_000))
        tail = stream.read()
    place = tail.rfind(b"PK\x05\x06")
    if place < 0 or len(tail) < place + 22:
        return 0
    return struct.unpack_from("<I", tail, place + 12)[0]


def check_directory(path: Path) -> None:
    """Refuse a zip whose table of contents alone would fill the memory. Raises Problem."""
    if _directory_bytes(path) > _DIRECTORY_BYTES:
        raise Problem("Zip {file} cannot be unpacked ({reason}).", file=path.name, reason="its directory is too long")


def _is_web(head: bytes) -> bool:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return text.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<style")) or (
        text.startswith(b"<?xml") and b"urn:schemas-microsoft-com:office" in text
    )
