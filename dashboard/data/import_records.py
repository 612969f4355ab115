"""The manifest of one import: what it says, as records. ``dashboard.data.importing`` writes it.

Keys that came later (who, from where, what leans on what) may be missing: imports of earlier versions stay readable.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from dashboard.data.tables import TABLES
from dashboard.logic.problems import Problem

FORMAT = 1
DAMAGE = (OSError, ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError)
"""What reading a damaged document may raise."""
TEXTS = ("import_id", "mode", "imported_at")
COUNTS = ("rows", "read", "accepted", "rejected", "filtered", "unchanged", "amounts_unreadable")


@dataclass(frozen=True)
class SourceFile:
    """One imported file, counted for one target table."""

    name: str
    encoding: str
    delimiter: str
    sha256: str
    read: int
    accepted: int
    rejected: int
    left_out: tuple[tuple[int, str], ...] = ()
    """Lines that are no records (titles, sums, signatures), with their numbers; the first of them only."""

    def as_json(self) -> dict[str, Any]:
        """One entry of ``files`` (contracts.md, import --json)."""
        return {**vars(self), "left_out": [{"line": line, "text": text} for line, text in self.left_out]}


@dataclass(frozen=True)
class Batch:
    """The rows one import gave to one table. Counts are of source records (contracts.md, Counting)."""

    table: str
    batch_id: str
    import_id: str
    seq: int
    identity: str
    mode: str
    imported_at: str
    files: tuple[Path, ...]
    """Parquet files of the accepted rows; empty where every row was unchanged or rejected."""
    superseded: Path | None
    rows: int
    read: int
    accepted: int
    rejected: int
    filtered: int
    unchanged: int
    amount_read: Decimal
    amount_accepted: Decimal
    amount_rejected: Decimal
    amounts_unreadable: int
    has_source_row: bool
    data_through: date | None
    first_on: date | None
    """Orders: the earliest accepted order date, ``last_on`` the latest."""
    last_on: date | None
    currencies: tuple[str, ...]
    rejects_file: Path | None
    reasons: dict[str, int] = field(default_factory=dict)
    warnings: dict[str, int] = field(default_factory=dict)
    source_files: tuple[SourceFile, ...] = ()
    examples: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Code of a note -> a few examples of it in words."""
    leans_on: tuple[str, ...] | None = None
    """Imports whose rows made records of this one ``unchanged``, or whose rows it superseded. None: an import of an
    earlier version, which did not say."""
    period: tuple[date, date] | None = None
    """First and last day that ``replace-period`` replaced."""


@dataclass(frozen=True)
class ImportRecord:
    """One import command that was committed: all its tables at once. Empty texts: an earlier version did not say.

    by       who did it: the account of the operating system, or the login
    origin   command line, browser, watch
    paths    what was named, as it was named
    profile  the saved mapping that was used
    """

    import_id: str
    seq: int
    mode: str
    imported_at: str
    mapping: str | None
    batches: tuple[Batch, ...]
    by: str = ""
    origin: str = ""
    paths: tuple[str, ...] = ()
    profile: str = ""

    @property
    def tables(self) -> frozenset[str]:
        return frozenset(batch.table for batch in self.batches)


def import_record(path: Path) -> ImportRecord:
    """The manifest at ``path``. Raises Problem where it cannot be read."""
    try:
        manifest = json.loads(path.read_bytes())
        if manifest["format"] != FORMAT:
            raise ValueError(f"format {manifest['format']}")
        return ImportRecord(
            **kept(manifest, TEXTS, str),
            **kept(manifest, ("seq",), int),
            mapping=manifest["mapping"],
            batches=tuple(batch_of(path.parent, manifest, entry) for entry in manifest["tables"]),
            by=manifest.get("by") or "",
            origin=manifest.get("origin") or "",
            paths=tuple(manifest.get("paths") or ()),
            profile=manifest.get("profile") or "",
        )
    except DAMAGE as error:
        raise Problem(
            "The manifest {file} cannot be read ({reason}). Restore it from a backup or import its files again.",
            file=path,
            reason=error,
        ) from error


def batch_of(folder: Path, manifest: dict[str, Any], entry: dict[str, Any]) -> Batch:
    """One entry of ``tables`` of a manifest as a batch whose files lie in ``folder``."""
    if entry["table"] not in TABLES:
        raise ValueError(f"table {entry['table']}")
    return Batch(
        **kept(manifest, TEXTS, str),
        **kept(manifest, ("seq",), int),
        **kept(entry, ("table", "batch_id", "identity"), str),
        **kept(entry, COUNTS, int),
        **kept(entry, ("has_source_row",), bool),
        **kept(entry, ("reasons", "warnings"), dict),
        files=tuple(folder / name for name in entry["files"]),
        superseded=folder / entry["superseded"] if entry["superseded"] else None,
        amount_read=Decimal(entry["amount_read"]),
        amount_accepted=Decimal(entry["amount_accepted"]),
        amount_rejected=Decimal(entry["amount_rejected"]),
        data_through=_day(manifest["data_through"]),
        first_on=_day(entry["first_on"]),
        last_on=_day(entry["last_on"]),
        currencies=tuple(entry["currencies"]),
        rejects_file=folder / entry["rejects_file"] if entry["rejects_file"] else None,
        source_files=tuple(_source_file(source) for source in entry["source_files"]),
        examples={code: tuple(texts) for code, texts in (entry.get("examples") or {}).items()},
        leans_on=tuple(entry["leans_on"]) if "leans_on" in entry else None,
        period=_period(entry.get("period")),
    )


def kept(document: dict[str, Any], names: Iterable[str], kind: type) -> dict[str, Any]:
    """These entries of a document. Raises KeyError or TypeError where one is missing or of another kind."""
    for name in names:
        if not isinstance(document[name], kind):
            raise TypeError(f"{name} = {document[name]}")
    return {name: document[name] for name in names}


def _source_file(source: dict[str, Any]) -> SourceFile:
    left_out = tuple((line["line"], line["text"]) for line in source.get("left_out", ()))
    counted = {name: value for name, value in source.items() if name != "left_out"}
    return SourceFile(**counted, left_out=left_out)


def _period(days: list[str] | None) -> tuple[date, date] | None:
    return (date.fromisoformat(days[0]), date.fromisoformat(days[1])) if days else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
