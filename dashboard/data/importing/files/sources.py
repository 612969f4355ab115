"""From the paths of the command line to the files that are read: single files, folders, zips; in name order."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dashboard.data.importing.files.archives import unpacked
from dashboard.data.importing.files.kinds import WORKBOOKS, Kind, found_kind, kind_by_name
from dashboard.data.importing.files.limits import NO_LIMITS_SAID, beyond, check_file
from dashboard.import_limits import ImportLimits
from dashboard.logic.problems import Problem

CSV_ENDINGS = (".csv", ".txt", ".tsv")
PARQUET_ENDINGS = (".parquet", ".pq")
WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods")
ENDINGS = CSV_ENDINGS + PARQUET_ENDINGS + WORKBOOK_ENDINGS
HALF_DONE = (".part", ".partial", ".tmp", ".crdownload", ".filepart")
"""Endings of files that something is still writing."""


@dataclass(frozen=True)
class Source:
    """One file to read. ``name`` is what the user sees (inside a folder or zip: with the inner path)."""

    name: str
    path: Path

    @property
    def is_data(self) -> bool:
        return self.path.suffix.lower() in ENDINGS

    @cached_property
    def kind(self) -> Kind:
        """What its content says; the name may say otherwise (``is_renamed``)."""
        return found_kind(self.path)

    @property
    def is_parquet(self) -> bool:
        return self.kind == "parquet"

    @property
    def is_workbook(self) -> bool:
        return self.kind in WORKBOOKS

    @property
    def is_renamed(self) -> bool:
        """True if the content is of another kind than the ending says."""
        return self.kind != kind_by_name(self.path)

    @property
    def notes(self) -> tuple[tuple[str, dict[str, str]], ...]:
        """What its name hides, as in ``Look.saw``."""
        if not self.is_renamed:
            return ()
        return (("KIND_BY_CONTENT", {"ending": self.path.suffix.lower(), "kind": self.kind}),)


def is_lock_file(name: str) -> bool:
    """True for what Excel and LibreOffice leave beside an open workbook: ``~$orders.xlsx``, ``.~lock.orders.ods#``."""
    return name.startswith(("~$", ".~lock."))


def found_sources(
    paths: list[Path], scratch: Path, limits: ImportLimits = NO_LIMITS_SAID
) -> tuple[list[Source], tuple[str, ...]]:
    """All files that the paths mean, and the names of those in folders and zips that are no data.

    Zips are unpacked into ``scratch``. Raises Problem for a path that gives none, and for what is beyond the limits.
    """
    if not paths:
        raise Problem("No file was named. Give one or more CSV, Excel or Parquet files, a folder or a zip.")
    ignored: list[str] = []
    found = [
        source
        for number, path in enumerate(paths)
        for source in _sources_of(path, scratch / f"zip-{number}", ignored, limits)
    ]
    if len(found) > limits.files:
        raise beyond(limits, "files", paths[0].name, len(found))
    for source in found:
        check_file(limits, source.name, source.path, is_workbook=source.is_workbook)
        _check_kind(source)
    return sorted(found, key=lambda source: source.name), tuple(sorted(ignored))


def _sources_of(path: Path, folder: Path, ignored: list[str], limits: ImportLimits) -> list[Source]:
    if not path.exists():
        raise Problem("File {file} does not exist.", file=path)
    if path.is_dir():
        return _inside(path, ignored)
    alone = Source(path.name, path)
    if alone.kind == "zip" and (alone.is_data or path.suffix.lower() == ".zip"):
        found = unpacked(path, folder, ENDINGS, ignored, limits)
        return [Source(name, file) for name, file in found]
    if path.suffix.lower() == ".zip" and not alone.is_workbook:
        raise Problem("Zip {file} cannot be unpacked ({reason}).", file=path.name, reason="it is no zip")
    if not alone.is_data and not alone.is_workbook:
        raise Problem(
            "File {file} is of a kind that cannot be imported. "
            "Give CSV (.csv, .txt, .tsv), Excel (.xlsx, .xlsm, .xls), .ods, Parquet (.parquet) or a zip.",
            file=path,
        )
    return [alone]


def _inside(path: Path, ignored: list[str]) -> list[Source]:
    every = [
        Source(inner.relative_to(path).as_posix(), inner)
        for inner in path.rglob("*")
        if inner.is_file() and not inner.name.startswith(".")
    ]
    whole = path.resolve()
    inside = [
        source
        for source in every
        # Whoever may put a link into a drop folder must not have files read that they cannot read themselves.
        if source.is_data and not is_lock_file(source.path.name) and source.path.resolve().is_relative_to(whole)
    ]
    if not inside:
        raise Problem("Folder {file} holds no CSV, Excel or Parquet file.", file=path)
    taken = set(inside)
    ignored += [source.name for source in every if source not in taken]
    return inside


def _check_kind(source: Source) -> None:
    """Refuse what is no table although its name says so. Raises Problem."""
    if source.kind == "web":
        raise Problem(
            "File {file} is a web page or XML under the name of a workbook, as some old programs write it. "
            "Open it in Excel and save it as .xlsx.",
            file=source.name,
        )
    if source.kind == "zip":
        raise Problem(
            "File {file} is a zip under another name. Give it the ending .zip and import it by itself.",
            file=source.name,
        )
    if source.kind == "other":
        raise Problem(
            "File {file} is an Office file of a kind that cannot be read (.xlsb, .docx). Save it as .xlsx.",
            file=source.name,
        )
