"""Builds on disk: immutable Parquet, one manifest per build, and the CURRENT pointer (engine.md, 5).

``builds/<id>/<mart>/*.parquet`` never changes after its manifest was written; a build exists when
``builds/<id>/manifest.json`` does; readers see the build that CURRENT names. Everything is written beside its place and
renamed into it, so a kill at any moment leaves the old build or the new one.
"""

import json
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from dashboard.data.building.mart_schemas import MART_SCHEMAS
from dashboard.data.home import Home, write_atomically
from dashboard.logic.problems import Problem


@dataclass(frozen=True)
class TableCount:
    """One imported table as the build saw it: current rows, live batches, rejected records of those batches."""

    rows: int
    batches: int
    rejected: int


@dataclass(frozen=True)
class MartFile:
    """One Parquet file of a mart. ``path`` is relative to the home's ``builds`` folder."""

    path: str
    rows: int
    bytes: int


@dataclass(frozen=True)
class BuildFacts:
    """What every page says about the build it shows. Months are numbers (year * 12 + month - 1)."""

    build_id: str
    built_at: datetime
    engine: str
    parent: str | None
    data_from: date
    data_through: date
    first_month: int
    last_month: int
    default_as_of: int
    reporting_currency: str
    notes: Mapping[str, int]
    tables: Mapping[str, TableCount]
    imports: tuple[str, ...]
    marts: Mapping[str, tuple[MartFile, ...]]

    def mart_rows(self, name: str) -> int:
        return sum(part.rows for part in self.marts[name])


def new_build_id() -> str:
    """Sorts by time, never comes twice. The clock only names the build; no figure depends on it."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(3)}"


def served_file(home: Home, build_id: str) -> Path:
    """Versioned, because DuckDB shares one instance per path within a process (engine.md, 7)."""
    return home.served / f"marts-{build_id}.duckdb"


def manifest_file(home: Home, build_id: str) -> Path:
    return home.builds / build_id / "manifest.json"


def current_build_id(home: Home) -> str | None:
    """The id in CURRENT, or None before the first publish. Cheap: one small read. Raises Problem where CURRENT is
    damaged: what it says becomes a file name, so nothing but an id is let through."""
    try:
        said = home.current.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise _damaged(home) from error
    if said and not _BUILD_ID.fullmatch(said):
        raise _damaged(home)
    return said or None


def build_in_use(home: Home) -> str | None:
    """``current_build_id``, None also where CURRENT is damaged: for the build that mends it."""
    try:
        return current_build_id(home)
    except Problem:
        return None


_BUILD_ID = re.compile(r"[A-Za-z0-9_-]{1,80}")


def _damaged(home: Home) -> Problem:
    return Problem("The file {file} is damaged. Run: python -m dashboard build", file=home.current)


def published_builds(home: Home) -> tuple[str, ...]:
    """Ids of the builds that have a manifest, oldest first."""
    return tuple(sorted(manifest.parent.name for manifest in home.builds.glob("*/manifest.json")))


def mart_files(home: Home, build_id: str, name: str) -> tuple[MartFile, ...]:
    """Read the footers of what an engine wrote, and refuse a schema that is not the promised one.

    An empty mart keeps one file, so that its columns and types stay known.
    """
    parts, schema = [], MART_SCHEMAS[name]
    for path in sorted((home.builds / build_id / name).rglob("*.parquet")):
        footer = pq.read_metadata(path)
        found = tuple((field.name, str(field.type)) for field in footer.schema.to_arrow_schema())
        if found != schema:
            raise Problem(
                "The build made {mart} with the columns {found}, not {promised}; the build before it stays in use.",
                mart=name,
                found=_listed(found),
                promised=_listed(schema),
            )
        parts.append(MartFile(path.relative_to(home.builds).as_posix(), footer.num_rows, path.stat().st_size))
    if not parts:
        raise Problem("The build wrote no file for mart {mart}; the build before it stays in use.", mart=name)
    return tuple(part for part in parts if part.rows) or tuple(parts[:1])


def write_manifest(home: Home, facts: BuildFacts) -> None:
    """Make the build exist. Everything it names is on disk before this."""
    document = {
        "build": facts.build_id,
        "built_at": facts.built_at.isoformat(),
        "engine": facts.engine,
        "parent": facts.parent,
        "imports": list(facts.imports),
        "facts": {
            "data_from": facts.data_from.isoformat(),
            "data_through": facts.data_through.isoformat(),
            "first_month": facts.first_month,
            "last_month": facts.last_month,
            "default_as_of": facts.default_as_of,
            "reporting_currency": facts.reporting_currency,
            "notes": dict(facts.notes),
            "tables": {name: vars(count) for name, count in facts.tables.items()},
        },
        "marts": {
            name: {"schema": MART_SCHEMAS[name], "rows": facts.mart_rows(name), "files": [vars(part) for part in parts]}
            for name, parts in facts.marts.items()
        },
    }
    text = json.dumps(document, ensure_ascii=False, indent=1)
    write_atomically(manifest_file(home, facts.build_id), text.encode())


def read_manifest(home: Home, build_id: str) -> BuildFacts:
    """The facts of one build. Raises Problem where there is no such build (or it was removed meanwhile)."""
    path = manifest_file(home, build_id)
    try:
        return _facts(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise Problem(
            "There is no build {build} in {folder}. Run: python -m dashboard build", build=build_id, folder=home.root
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise Problem("The manifest {file} cannot be read. Run: python -m dashboard build", file=path) from error


def point_current(home: Home, build_id: str) -> None:
    """Publish: from here on new readers see this build."""
    write_atomically(home.current, f"{build_id}\n".encode("ascii"))


def flush_to_disk(path: Path) -> None:
    """fsync of a file or a folder, so that a manifest never names what a power cut can still lose."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _facts(document: Mapping[str, Any]) -> BuildFacts:
    facts = document["facts"]
    return BuildFacts(
        build_id=document["build"],
        built_at=datetime.fromisoformat(document["built_at"]),
        engine=document["engine"],
        parent=document["parent"],
        data_from=date.fromisoformat(facts["data_from"]),
        data_through=date.fromisoformat(facts["data_through"]),
        first_month=facts["first_month"],
        last_month=facts["last_month"],
        default_as_of=facts["default_as_of"],
        reporting_currency=facts["reporting_currency"],
        notes=facts["notes"],
        tables={name: TableCount(**count) for name, count in facts["tables"].items()},
        imports=tuple(document["imports"]),
        marts={name: tuple(MartFile(**part) for part in mart["files"]) for name, mart in document["marts"].items()},
    )


def _listed(schema: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(f"{name} {kind}" for name, kind in schema)
