"""Which encoding a file is in: decided by strict decoding, not by a library's guess."""

import codecs
import re
from pathlib import Path

from dashboard.data.importing.files.decoding import decoding_error
from dashboard.data.importing.files.known_headers import known_cells
from dashboard.data.importing.files.plausibility import EIGHT_BIT, fits, plausible_encodings, utf16_without_mark
from dashboard.data.importing.files.text_samples import samples_of
from dashboard.logic.problems import Problem

SAMPLE = 2**18
SHOWN = 120
"""Characters of a line that are shown in each encoding."""
NAMES = {
    "utf8": "utf-8", "utf-8": "utf-8", "utf-8-sig": "utf-8-sig", "gb18030": "gb18030", "gbk": "gb18030",
    "gb2312": "gb18030", "cp936": "gb18030", "utf-16": "utf-16", "utf-16-le": "utf-16-le", "utf-16le": "utf-16-le",
    "utf-16-be": "utf-16-be", "utf-16be": "utf-16-be", "cp1252": "cp1252", "latin-1": "cp1252", "latin1": "cp1252",
    "iso-8859-1": "cp1252", "windows-1252": "cp1252", "big5": "big5",
}  # fmt: skip
"""What ``--encoding`` may say, and the codec that is used. GB18030 holds GBK and GB2312."""


_UTF8_CHARACTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def named_encoding(name: str) -> str:
    """The codec of ``--encoding``. Raises Problem for an unknown one."""
    codec = NAMES.get(name.strip().lower().replace("_", "-"))
    if codec is None:
        raise Problem(
            "Encoding {name} is not known. Choose one of {choices}.",
            name=name,
            choices=", ".join(sorted(set(NAMES.values()))),
        )
    return codec


def found_encoding(path: Path, name: str) -> str:
    """The encoding of a file, all of which is read. Raises Problem where it fits none, or several equally well."""
    with path.open("rb") as stream:
        sample = stream.read(SAMPLE)
    told = _marked(sample) or _wide(sample)
    if told:
        return told
    utf8_error = decoding_error(path, "utf-8")
    if utf8_error is None or _is_damaged_utf8(path, sample, utf8_error):
        return "utf-8"
    choices = eight_bit_choices(sample, _lines_at(path, utf8_error))
    if len(choices) == 1:
        return choices[0]
    line = _first_odd_line(_lines_at(path, utf8_error))
    raise Problem(
        "File {file}: the encoding cannot be told. It may be {choices}. Name it with --encoding, or with encoding "
        "under [file] in a mapping file.",
        file=name,
        choices="; ".join(f"{encoding}: {shown}" for encoding, shown in readings_of(line, choices or EIGHT_BIT)),
    )


def looked_encodings(path: Path) -> tuple[tuple[str, ...], bytes]:
    """The encodings that samples of a file may be in, best first, and the first line that tells them apart.

    One alone is as sure as samples can make it: the import decodes all of the file strictly.
    """
    samples = samples_of(path)
    told = _marked(samples[0]) or _wide(samples[0]) if samples else "utf-8"
    if told:
        return (told,), b""
    whole = b"".join(samples)
    if fits(whole, "utf-8"):
        return ("utf-8",), b""
    odd = next(sample for sample in samples if not fits(sample, "utf-8"))
    good = len(_UTF8_CHARACTER.findall(odd))
    if good >= 3 and good * 2 >= len(re.findall(rb"[\x80-\xff]+", odd)) and _stray_bytes(odd) * 5 <= good:
        return ("utf-8",), b""
    return eight_bit_choices(samples[0], odd[: 2 * SAMPLE]) or EIGHT_BIT, _first_odd_line(odd)


def eight_bit_choices(head: bytes, sample: bytes) -> tuple[str, ...]:
    """Which of ``EIGHT_BIT`` whole lines may be in; ``head`` holds the header."""
    lines = re.split(rb"[\r\n]+", head[: 2**16])[:40]
    known = {
        encoding: max((known_cells(re.split(r"[,;\t|]", _bare(line, encoding))) for line in lines), default=0)
        for encoding in EIGHT_BIT
    }
    return plausible_encodings(sample, known)


def readings_of(line: bytes, encodings: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Each encoding with a line as it would then read."""
    return tuple((encoding, line.decode(encoding, "replace")[:SHOWN]) for encoding in encodings)


def _wide(sample: bytes) -> str | None:
    return utf16_without_mark(sample) if b"\0" in sample else None


def _bare(line: bytes, encoding: str) -> str:
    return line.decode(encoding, "replace").replace('"', "")


def _first_odd_line(sample: bytes) -> bytes:
    """The first line with a character beyond ASCII."""
    return next((line for line in re.split(rb"[\r\n]+", sample) if not line.isascii()), b"")


def _lines_at(path: Path, position: int) -> bytes:
    """Whole lines from the first byte that is not UTF-8. Reading the file proper decodes all of it strictly anyway."""
    with path.open("rb") as stream:
        stream.seek(max(0, position - SAMPLE // 4))
        sample = stream.read(4 * SAMPLE)
        is_whole = stream.tell() <= 4 * SAMPLE and not stream.read(1)
    start = sample.find(b"\n") + 1 if position > SAMPLE // 4 else 0
    end = len(sample) if is_whole else sample.rfind(b"\n") + 1
    return sample[start:end] or sample


def _sample_at(path: Path, position: int) -> bytes:
    with path.open("rb") as stream:
        stream.seek(max(0, position - SAMPLE // 4))
        return stream.read(SAMPLE)


def _marked(sample: bytes) -> str | None:
    if sample.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return None


def _is_damaged_utf8(path: Path, sample: bytes, position: int) -> bool:
    """True if the text is plainly UTF-8 with a fault in it: then the fault is named, no other encoding taken."""
    around = _sample_at(path, position) if position > len(sample) else sample
    good = len(_UTF8_CHARACTER.findall(around))
    high = len(re.findall(rb"[\x80-\xff]+", around))
    return good >= 3 and good * 2 >= high and _stray_bytes(around) * 5 <= good


def _stray_bytes(sample: bytes) -> int:
    return len(sample.decode("utf-8", "replace").split("\ufffd")) - 1
