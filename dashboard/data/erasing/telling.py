"""The values that tell who somebody is, read from their own imported rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from dashboard.data.engines.duckdb import quoted
from dashboard.data.erasing.persons import Kind
from dashboard.data.erasing.rewriting import columns_of, sql_text

SHORTEST_REMARK = 6
"""A shorter remark ("VIP") tells of nobody: it is blanked where it stands and not looked for elsewhere."""


@dataclass(frozen=True)
class Told:
    """``keys``: value -> the key in whose row it stands; ``shared``: values that somebody else has too."""

    keys: Mapping[str, str]
    shared: frozenset[str]

    @property
    def own(self) -> frozenset[str]:
        return frozenset(self.keys) - self.shared


def is_named(kind: Kind) -> bool:
    """True if imported rows may name this kind of person instead of giving the key."""
    return kind.name == "employee"


def told_by(
    connection: duckdb.DuckDBPyConnection,
    files: Sequence[Path],
    kind: Kind,
    condition: str,
    *,
    also: Sequence[Path] = (),
) -> Told:
    """The telling values of the rows of ``files`` where ``condition`` holds. ``also``: files in which others may have
    the same."""
    keys: dict[str, str] = {}
    for path in files:
        told = [name for name in kind.telling if name in columns_of(path)]
        for key, *cells in connection.execute(
            f"select distinct {', '.join((kind.key, *told))} from {_rows(path)} where {condition}"  # noqa: S608
        ).fetchall():
            texts = [(name, str(cell).strip()) for name, cell in zip(told, cells, strict=True) if cell is not None]
            keys |= {text: key for name, text in texts if len(text) >= (SHORTEST_REMARK if name == "remark" else 2)}
    return Told(keys, _shared(connection, [*files, *also], kind, condition, keys))


def _shared(
    connection: duckdb.DuckDBPyConnection, files: Sequence[Path], kind: Kind, condition: str, keys: Mapping[str, str]
) -> frozenset[str]:
    found: set[str] = set()
    values = ", ".join(sql_text(value) for value in keys)
    for path in files if keys else ():
        for name in kind.telling:
            if name in columns_of(path):
                rows = connection.execute(
                    f"select distinct trim({name}) from {_rows(path)} "  # noqa: S608
                    f"where trim({name}) in ({values}) and not coalesce({condition}, false)"
                ).fetchall()
                found |= {value for (value,) in rows}
    return frozenset(found)


def _rows(path: Path) -> str:
    return f"read_parquet({quoted(path)}, hive_partitioning = false)"
