"""Every import with what it comes to now: it counts, later ones replaced it, it is undone."""

from dataclasses import dataclass
from typing import Any, Literal

from dashboard.data.batches import ImportRecord, all_imports, replayed
from dashboard.data.home import Home
from dashboard.data.import_events import ImportEvent, last_events

ImportState = Literal["counts", "replaced", "undone"]
"""``replaced``: later imports retired all of it."""


@dataclass(frozen=True)
class StatedImport:
    """One import with what it comes to now; ``event`` is the last undo or redo of it."""

    record: ImportRecord
    state: ImportState
    event: ImportEvent | None

    def as_json(self) -> dict[str, Any]:
        """One entry of ``imports --json``."""
        record, event = self.record, self.event
        return {
            "import_id": record.import_id,
            "state": self.state,
            "mode": record.mode,
            "imported_at": record.imported_at,
            "by": record.by or None,
            "origin": record.origin or None,
            "paths": list(record.paths),
            "profile": record.profile or None,
            "mapping": record.mapping,
            "last_event": {"event": event.kind, "at": event.at, "by": event.by} if event else None,
            "tables": [
                {
                    "table": batch.table,
                    "batch_id": batch.batch_id,
                    "read": batch.read,
                    "accepted": batch.accepted,
                    "rejected": batch.rejected,
                    "unchanged": batch.unchanged,
                    "rows": batch.rows,
                    "leans_on": list(batch.leans_on) if batch.leans_on is not None else None,
                }
                for batch in record.batches
            ],
        }


def stated_imports(home: Home) -> tuple[StatedImport, ...]:
    """Every import with its state, oldest first."""
    records, last = all_imports(home), last_events(home)
    undone = {import_id for import_id, event in last.items() if event.kind == "undo"}
    live = {batch.import_id for batches in replayed(records, undone).values() for batch in batches}
    return tuple(
        StatedImport(
            record,
            "undone" if record.import_id in undone else "counts" if record.import_id in live else "replaced",
            last.get(record.import_id),
        )
        for record in records
    )
