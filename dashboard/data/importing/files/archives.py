"""Zips: their data files unpacked under names of our own, after the checks that keep their authors out of the rest."""

import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from dashboard.data.importing.files.kinds import check_directory
from dashboard.data.importing.files.limits import beyond
from dashboard.import_limits import ImportLimits
from dashboard.logic.problems import Problem

_SMALL = 64 * 2**20
_UTF8_NAME = 0x800


def unpacked(
    path: Path, folder: Path, endings: tuple[str, ...], ignored: list[str], limits: ImportLimits
) -> list[tuple[str, Path]]:
    """The data files of a zip: inner name, place. Other files are added to ``ignored``, zips within it too.

    Raises Problem for unsafe paths, links, what is beyond the limits, and where nothing is found.
    """
    check_directory(path)
    try:
        with zipfile.ZipFile(path) as archive:
            members = _members(path, archive, endings, ignored, limits)
            return [(name, _extracted(path, archive, member, name, folder, number))
                    for number, (name, member) in enumerate(members)]  # fmt: skip
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise Problem("Zip {file} cannot be unpacked ({reason}).", file=path.name, reason=error) from error


def inner_name(member: zipfile.ZipInfo) -> str:
    """The name as its author wrote it: without the mark for UTF-8 Chinese Windows writes GBK, read as cp437 here."""
    if member.flag_bits & _UTF8_NAME or member.filename.isascii():
        return member.filename
    raw = member.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename


def _members(
    path: Path, archive: zipfile.ZipFile, endings: tuple[str, ...], ignored: list[str], limits: ImportLimits
) -> list[tuple[str, zipfile.ZipInfo]]:
    wanted = []
    for member in archive.infolist():
        name = inner_name(member)
        inner = PurePosixPath(name)
        _check_safe(path, member, name, inner)
        hidden = inner.name.startswith((".", "~$")) or "__MACOSX" in inner.parts
        if member.is_dir() or hidden:
            continue
        if inner.suffix.lower() in endings:
            wanted.append((name, member))
        else:
            ignored.append(str(inner))
    if not wanted:
        raise Problem("Zip {file} holds no CSV, Excel or Parquet file.", file=path.name)
    if len(wanted) > limits.files:
        raise beyond(limits, "files", path.name, len(wanted))
    size = sum(member.file_size for _name, member in wanted)
    packed = max(sum(member.compress_size for _name, member in wanted), 1)
    if size > limits.unpacked_megabytes * 2**20:
        raise beyond(limits, "unpacked_megabytes", path.name, size // 2**20)
    if size > _SMALL and size > limits.packing_ratio * packed:
        raise beyond(limits, "packing_ratio", path.name, size // packed)
    return sorted(wanted, key=lambda found: found[0])


def _check_safe(path: Path, member: zipfile.ZipInfo, name: str, inner: PurePosixPath) -> None:
    if inner.is_absolute() or ".." in inner.parts or "\\" in name or ":" in name:
        raise Problem("Zip {file} holds the unsafe path {name}; nothing was unpacked.", file=path.name, name=str(inner))
    if stat.S_ISLNK(member.external_attr >> 16):
        raise Problem("Zip {file} holds the link {name}; nothing was unpacked.", file=path.name, name=str(inner))


def _extracted(
    path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, folder: Path, number: int
) -> Path:
    """Unpack one member under a name of our own, never more bytes than it declares."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = folder / f"{number:06d}{PurePosixPath(name).suffix.lower()}"
    left = member.file_size
    with archive.open(member) as packed, target.open("wb") as plain:
        while chunk := packed.read(2**20):
            left -= len(chunk)
            if left < 0:
                raise Problem(
                    "Zip {file}: {name} is longer than it declares; nothing was imported.", file=path.name, name=name
                )
            plain.write(chunk)
    return target
