"""XLSX and ODS files are zips of XML: what they really unpack to is measured before anything is built from them."""

import copy
import re
import zipfile
import zlib
from collections.abc import Mapping
from typing import BinaryIO
from xml.parsers import expat

from dashboard.data.importing.workbook_reading.refusals import Refusal

CHUNK = 2**20
OVERLAP = 1024
SMALL = 64 * 2**20
PARTS = 10_000
"""A workbook has a few parts for each sheet."""
ERRORS = (b't="e"', b"t='e'", b'"error"')
NO_VALUE = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f\b[^>]*/>)\s*(?:</(?:\w+:)?c>|<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</)"
    rb"|table:formula="
)
"""What tells that a part holds cells with errors, or formulas without a value (``faults`` then says which)."""


class _Stop(Exception):
    pass


def checked_parts(path: str, limits: Mapping[str, int]) -> frozenset[str]:
    """Unpack every XML part once, keeping nothing. Returns the parts in which errors or formulas may stand.

    Raises Refusal for more than is allowed, for parts longer than they declare and for documents that declare entities.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            _check_declared(members, limits)
            if "META-INF/manifest.xml" in archive.NameToInfo and _is_encrypted(archive):
                raise Refusal("ENCRYPTED")
            left = limits["unpacked"]
            marked = set()
            for member in members:
                if member.filename.endswith((".xml", ".rels")):
                    left -= _read_part(archive, member, left, marked)
            return frozenset(marked)
    except RuntimeError as error:
        raise Refusal("ENCRYPTED") from error
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise Refusal("DAMAGED", reason=str(error)[:200]) from error


def _is_encrypted(archive: zipfile.ZipFile) -> bool:
    with archive.open("META-INF/manifest.xml") as stream:
        return b"encryption-data" in stream.read(CHUNK)


def _check_declared(members: list[zipfile.ZipInfo], limits: Mapping[str, int]) -> None:
    if len(members) > PARTS:
        raise Refusal("PARTS", value=len(members), most=PARTS)
    size, packed = sum(member.file_size for member in members), sum(member.compress_size for member in members)
    _check_size(size, packed, limits["unpacked"], limits["ratio"])


def _check_size(size: int, packed: int, most: int, ratio: int) -> None:
    if size > most:
        raise Refusal("UNPACKED", value=size // 2**20)
    if size > SMALL and size > ratio * max(packed, 1):
        raise Refusal("RATIO", value=size // max(packed, 1))


def _read_part(archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int, marked: set[str]) -> int:
    """The real size of one part. A part may claim to be short and go on: its end is where its stream ends."""
    endless = copy.copy(member)
    endless.file_size = 2**62
    size, before = 0, b""
    with archive.open(endless) as stream:
        while chunk := stream.read(CHUNK):
            if not size:
                _check_prolog(chunk)
            size += len(chunk)
            if size > min(left, member.file_size):
                raise Refusal("LENGTH", part=member.filename)
            if member.filename not in marked and _may_hold_faults(before + chunk):
                marked.add(member.filename)
            before = chunk[-OVERLAP:]
    return size


def _may_hold_faults(text: bytes) -> bool:
    if any(mark in text for mark in ERRORS):
        return True
    has_formulas = b"</f>" in text or b":f>" in text or b"<f " in text or b"table:formula=" in text
    return has_formulas and NO_VALUE.search(text) is not None


def _check_prolog(text: bytes) -> None:
    """Refuse a document type: spreadsheets have none, and entities stand there."""
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise Refusal("ENTITIES")

    def stop(*_: object) -> None:
        raise _Stop

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = stop
    try:
        parser.Parse(text, False)
    except _Stop:
        return
    except expat.ExpatError as error:
        raise Refusal("DAMAGED", reason=str(error)) from error
    if len(text) >= 2**16:
        raise Refusal("DAMAGED", reason="a part without an element in it")


def parse_part(stream: BinaryIO, parser: expat.XMLParserType) -> None:
    """Run a parser over a part. Raises Refusal for what is no XML."""
    try:
        while chunk := stream.read(CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Refusal("DAMAGED", reason=str(error)) from error
