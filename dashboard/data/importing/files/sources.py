"""From the paths of the command line to the files that are read: single files, folders, zips; in name order."""

import stat
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from dashboard.logic.problems import Problem

CSV_ENDINGS = (".csv", ".txt", ".tsv")
PARQUET_ENDINGS = (".parquet", ".pq")
WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods")
ENDINGS = CSV_ENDINGS + PARQUET_ENDINGS
ZIP_FILES_LIMIT = 20_000
ZIP_BYTES_LIMIT = 64 * 2**30
ZIP_RATIO_LIMIT = 200
"""Text packs about 10 to 30 times; a file that unpacks to more than this is a bomb, not data."""
_SMALL = 64 * 2**20


@dataclass(frozen=True)
class Source:
    """One file to read. ``name`` is what the user sees (inside a folder or zip: with the inner path)."""

    name: str
    path: Path

    @property
    def is_data(self) -> bool:
        return self.path.suffix.lower() in ENDINGS

    @property
    def is_parquet(self) -> bool:
        return self.path.suffix.lower() in PARQUET_ENDINGS

    @property
    def is_workbook(self) -> bool:
        return self.path.suffix.lower() in WORKBOOK_ENDINGS


def found_sources(paths: list[Path], scratch: Path) -> tuple[list[Source], tuple[str, ...]]:
    """All files that the paths mean, and the names of those in folders and zips that are no data.

    Zips are unpacked into ``scratch``. Raises Problem for a path that gives none.
    """
    if not paths:
        raise Problem("No file was named. Give one or more CSV or Parquet files, a folder or a zip.")
    ignored: list[str] = []
    found = [
        source for number, path in enumerate(paths) for source in _sources_of(path, scratch / f"zip-{number}", ignored)
    ]
    return sorted(found, key=lambda source: source.name), tuple(sorted(ignored))


def _sources_of(path: Path, unpacked: Path, ignored: list[str]) -> list[Source]:
    if not path.exists():
        raise Problem("File {file} does not exist.", file=path)
    if path.is_dir():
        every = [Source(inner.relative_to(path).as_posix(), inner) for inner in path.rglob("*") if inner.is_file()]
        inside = [source for source in every if source.is_data]
        if not inside:
            raise Problem("Folder {file} holds no CSV or Parquet file.", file=path)
        ignored += [source.name for source in every if not (source.is_data or source.path.name.startswith("."))]
        return inside
    if path.suffix.lower() == ".zip":
        return _unpacked(path, unpacked, ignored)
    if path.suffix.lower() not in ENDINGS:
        raise Problem(
            "File {file} is of a kind that cannot be imported. "
            "Give CSV (.csv, .txt, .tsv), Parquet (.parquet) or a zip.",
            file=path,
        )
    return [Source(path.name, path)]


def _unpacked(path: Path, folder: Path, ignored: list[str]) -> list[Source]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = sorted(_members(path, archive, ignored), key=lambda member: member.filename)
            return [Source(member.filename, _extracted(path, archive, member, folder, number))
                    for number, member in enumerate(members)]  # fmt: skip
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise Problem("Zip {file} cannot be unpacked ({reason}).", file=path.name, reason=error) from error


def _members(path: Path, archive: zipfile.ZipFile, ignored: list[str]) -> list[zipfile.ZipInfo]:
    """The data files of a zip, after the checks that keep its author out of the rest of the machine."""
    wanted = []
    for member in archive.infolist():
        inner = PurePosixPath(member.filename)
        if inner.is_absolute() or ".." in inner.parts or "\\" in member.filename or ":" in member.filename:
            raise Problem(
                "Zip {file} holds the unsafe path {name}; nothing was unpacked.", file=path.name, name=str(inner)
            )
        if stat.S_ISLNK(member.external_attr >> 16):
            raise Problem("Zip {file} holds the link {name}; nothing was unpacked.", file=path.name, name=str(inner))
        hidden = inner.name.startswith(".") or "__MACOSX" in inner.parts
        if member.is_dir() or hidden:
            continue
        if inner.suffix.lower() in ENDINGS:
            wanted.append(member)
        else:
            ignored.append(str(inner))
    if not wanted:
        raise Problem("Zip {file} holds no CSV or Parquet file.", file=path.name)
    size = sum(member.file_size for member in wanted)
    packed = sum(member.compress_size for member in wanted)
    is_bomb = size > _SMALL and size > ZIP_RATIO_LIMIT * max(packed, 1)
    if len(wanted) > ZIP_FILES_LIMIT or size > ZIP_BYTES_LIMIT or is_bomb:
        raise Problem(
            "Zip {file} would unpack to {size} bytes in {count} files, which is more than is allowed. "
            "Unpack it yourself and import the folder.",
            file=path.name,
            size=size,
            count=len(wanted),
        )
    return wanted


def _extracted(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path, number: int) -> Path:
    """Unpack one member under a name of our own, never more bytes than it declares."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = folder / f"{number:06d}{PurePosixPath(member.filename).suffix.lower()}"
    left = member.file_size
    with archive.open(member) as packed, target.open("wb") as plain:
        while chunk := packed.read(2**20):
            left -= len(chunk)
            if left < 0:
                raise Problem(
                    "Zip {file}: {name} is longer than it declares; nothing was imported.",
                    file=path.name,
                    name=member.filename,
                )
            plain.write(chunk)
    return target
