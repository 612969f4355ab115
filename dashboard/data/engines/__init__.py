"""Engines that run the staging and mart SQL verbatim: DuckDB in process; Spark Connect is to come (engine.md)."""

from pathlib import Path
from typing import Protocol


class Engine(Protocol):
    """All that a build asks of an engine: show files, and write the rows of one select."""

    name: str

    def view(self, name: str, files: list[Path], condition: str = "true") -> None:
        """Let SQL see the Parquet files as one relation.

        Columns are matched by name, one that a file lacks is NULL. ``row_position`` is added: the row's position in its
        file, from 0 (what a superseded row is known by). Only rows that fulfil ``condition`` are shown.
        """
        ...

    def write(self, sql: str, directory: Path, partition: str | None = None) -> None:
        """Run one select and write its rows as Parquet files into ``directory``, which must not exist yet.

        ``partition`` names a column whose values split the files; the column stays inside them too.
        """
        ...

    def close(self) -> None:
        """Give back memory and connections."""
        ...
