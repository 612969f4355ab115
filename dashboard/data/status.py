"""What is loaded and which build is served: the Data page and ``python -m dashboard status``."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dashboard.data.batches import live_batches
from dashboard.data.home import Home
from dashboard.data.import_events import undone_imports
from dashboard.data.store import TableCount, current_build_id, read_manifest
from dashboard.logic.periods import month_end


@dataclass(frozen=True)
class Status:
    """Of the current build; everything but ``tables`` and ``imports_waiting`` is None before the first one.

    tables            what the build saw; before the first build what was imported
    imports_waiting   committed imports that the build does not hold yet, and undone ones that it still holds
    """

    build_id: str | None
    built_at: datetime | None
    engine: str | None
    data_through: date | None
    default_as_of: date | None
    tables: dict[str, TableCount]
    imports_waiting: int

    def as_json(self) -> dict[str, Any]:
        """The document of ``status --json`` (contracts.md)."""
        return {
            "build": self.build_id,
            "built_at": self.built_at.isoformat() if self.built_at else None,
            "engine": self.engine,
            "data_through": self.data_through.isoformat() if self.data_through else None,
            "default_as_of": self.default_as_of.isoformat() if self.default_as_of else None,
            "tables": {name: vars(count) for name, count in self.tables.items()},
            "imports_waiting": self.imports_waiting,
        }


def load_status(home: Home) -> Status:
    """Raises Problem for an unreadable manifest. An empty home has a status too."""
    live = live_batches(home)
    build_id = current_build_id(home)
    if build_id is None:
        tables = {name: _imported(batches) for name, batches in live.items() if batches}
        waiting = {batch.import_id for batches in live.values() for batch in batches}
        return Status(None, None, None, None, None, tables, len(waiting))
    build = read_manifest(home, build_id)
    waiting = {batch.import_id for batches in live.values() for batch in batches} - set(build.imports)
    waiting |= undone_imports(home) & set(build.imports)
    return Status(
        build_id=build_id,
        built_at=build.built_at,
        engine=build.engine,
        data_through=build.data_through,
        default_as_of=month_end(build.default_as_of),
        tables={name: count for name, count in build.tables.items() if count.batches},
        imports_waiting=len(waiting),
    )


def _imported(batches: tuple[Any, ...]) -> TableCount:
    return TableCount(
        rows=sum(batch.rows for batch in batches),
        batches=len(batches),
        rejected=sum(batch.rejected for batch in batches),
    )
