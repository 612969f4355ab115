"""An import that brings back somebody who was erased: their cells are blanked before anything is compared or kept."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from dashboard.data.batches import Batch
from dashboard.data.erasing.erased_list import ErasedList, erased_list, pseudonym
from dashboard.data.erasing.persons import KINDS, Kind, Traces
from dashboard.data.erasing.rewriting import Changes, all_changes, columns_of, other_changes, rewrite, rows_changed
from dashboard.data.erasing.telling import is_named, told_by
from dashboard.data.home import Home
from dashboard.data.importing.checks.outcomes import Outcome
from dashboard.data.importing.checks.quarantine import Rejected
from dashboard.data.importing.sql_text import literal

ERASED = "ERASED"
"""The warning: rows, or texts of rejected records, of persons who were erased."""


@dataclass
class Forgotten:
    """The erased of a home, while one import runs. ``traces`` grows with what the import says of them."""

    listed: ErasedList
    traces: Traces = field(default_factory=Traces)

    @classmethod
    def of(cls, home: Home) -> "Forgotten":
        return cls(erased_list(home))

    def blank_parts(
        self, connection: duckdb.DuckDBPyConnection, parts: dict[str, list[Path]], live: dict[str, tuple[Batch, ...]]
    ) -> dict[str, int]:
        """Write the parts again that hold an erased person. Returns the rows blanked per table."""
        if not self.listed.entries:
            return {}
        self._learn(connection, parts, live)
        return {table: sum(self._blank(connection, table, path) for path in paths) for table, paths in parts.items()}

    def _learn(
        self, connection: duckdb.DuckDBPyConnection, parts: dict[str, list[Path]], live: dict[str, tuple[Batch, ...]]
    ) -> None:
        keys, values, instead = set(self.traces.keys), set(self.traces.values), dict(self.traces.instead)
        for kind in KINDS.values():
            if not self.listed.of(kind.name) or kind.table not in parts:
                continue
            stored = [path for batch in live[kind.table] for path in batch.files]
            told = told_by(connection, parts[kind.table], kind, self._condition(kind), also=stored)
            keys |= {(kind.name, key) for key in told.keys.values()}
            values |= told.own
            if is_named(kind):
                instead |= {
                    value: pseudonym(self.listed.digest(kind.name, key)) if value in told.shared else key
                    for value, key in told.keys.items()
                }
        self.traces = Traces(frozenset(keys), frozenset(values), instead)

    def _blank(self, connection: duckdb.DuckDBPyConnection, table: str, path: Path) -> int:
        own = [(kind, self._condition(kind)) for kind in KINDS.values() if self.listed.of(kind.name)]
        changes = all_changes(table, own, self.traces, columns_of(path))
        changed = rows_changed(connection, path, changes)
        if changed:
            self._rewrite(connection, table, path, changes)
        return changed

    def blank_written(self, connection: duckdb.DuckDBPyConnection, written: dict[str, Path | None]) -> None:
        """What an earlier group of files says of persons who came with a later one."""
        for table, path in written.items():
            if path is not None and self.traces.keys:
                changes = other_changes(table, self.traces, columns_of(path))
                if rows_changed(connection, path, changes):
                    self._rewrite(connection, table, path, changes)

    def _rewrite(self, connection: duckdb.DuckDBPyConnection, table: str, path: Path, changes: Changes) -> None:
        with TemporaryDirectory(dir=path.parent, prefix="blanked-") as folder:
            rewrite(connection, path, table, changes, Path(folder))

    def _condition(self, kind: Kind) -> str:
        digests = ", ".join(map(literal, self.listed.of(kind.name)))
        return f"coalesce({self.listed.digest_sql(kind.name, kind.key)} in ({digests}), false)" if digests else "false"

    def blank_rejected(self, table: str, rejected: list[Rejected]) -> tuple[list[Rejected], int]:
        """The rejected records without the text of those that hold the key or a value of an erased person."""
        if not self.listed.entries:
            return rejected, 0
        kept = [_textless(record) if self._speaks(table, record) else record for record in rejected]
        return kept, sum(one is not other for one, other in zip(rejected, kept, strict=True))

    def blank_texts(self, outcome: Outcome) -> None:
        """The lines that are no records, and the examples of notes."""
        if not self.listed.entries:
            return
        without = self.traces.without
        outcome.files = tuple(
            replace(source, left_out=tuple((line, without(text)) for line, text in source.left_out))
            for source in outcome.files
        )
        outcome.examples = {code: tuple(map(without, texts)) for code, texts in outcome.examples.items()}

    @staticmethod
    def warn(outcome: Outcome, count: int) -> None:
        """Note how many rows or texts were blanked."""
        if count:
            outcome.warnings[ERASED] = outcome.warnings.get(ERASED, 0) + count

    def _speaks(self, table: str, record: Rejected) -> bool:
        kinds = [kind for kind in KINDS.values() if kind.is_key_telling or kind.table == table]
        listed = {kind.name: set(self.listed.of(kind.name)) for kind in kinds}
        cells = {cell.strip() for cell in record.origin.cells}
        return self.traces.speaks(table, [record.origin.text]) or any(
            self.listed.digest(name, cell) in digests for name, digests in listed.items() if digests for cell in cells
        )


def _textless(record: Rejected) -> Rejected:
    return replace(record, origin=replace(record.origin, text="", cells=("",) * len(record.origin.cells)))
