"""Undo and redo of imports: events beside the imports, numbered with them, never changed (architecture.md, 5).

An undone import stays where it is. Whoever asks what counts replays imports and events; an import of which the last
event is an undo counts for nothing: neither its rows, nor what it superseded, replaced or said of the data.
"""

import json
from dataclasses import dataclass
from typing import Any, Literal

from dashboard.data.home import Home, write_atomically
from dashboard.data.import_records import DAMAGE, kept
from dashboard.logic.problems import Problem

FORMAT = 1
EventKind = Literal["undo", "redo"]


@dataclass(frozen=True)
class ImportEvent:
    """``seq`` is a number of the same sequence as those of the imports; ``at`` is UTC, ISO."""

    seq: int
    kind: EventKind
    import_id: str
    at: str
    by: str
    origin: str = ""


def import_events(home: Home) -> tuple[ImportEvent, ...]:
    """All events, oldest first. Raises Problem for one that cannot be read."""
    paths = home.imports.glob("*-*do.json") if home.imports.is_dir() else ()
    events = []
    for path in paths:
        try:
            events.append(_event(json.loads(path.read_bytes())))
        except DAMAGE as error:
            raise Problem(
                "The file {file} cannot be read ({reason}). Restore it from a backup.", file=path, reason=error
            ) from error
    return tuple(sorted(events, key=lambda event: event.seq))


def undone_imports(home: Home) -> frozenset[str]:
    """Ids of the imports that count for nothing now."""
    return frozenset(last for last, event in last_events(home).items() if event.kind == "undo")


def last_events(home: Home) -> dict[str, ImportEvent]:
    """Import id -> its last event."""
    return {event.import_id: event for event in import_events(home)}


def write_event(home: Home, event: ImportEvent) -> None:
    """Make the event happen: it is all there or not at all. Needs the writer's lock."""
    document = {
        "format": FORMAT,
        "seq": event.seq,
        "event": event.kind,
        "import_id": event.import_id,
        "at": event.at,
        "by": event.by,
        "origin": event.origin,
    }
    content = json.dumps(document, ensure_ascii=False, indent=1).encode()
    write_atomically(home.imports / f"{event.seq:08d}-{event.kind}.json", content)


def _event(document: dict[str, Any]) -> ImportEvent:
    if document["format"] != FORMAT or document["event"] not in ("undo", "redo"):
        raise ValueError(f"format {document['format']}, event {document['event']}")
    return ImportEvent(
        **kept(document, ("seq",), int),
        **kept(document, ("import_id", "at", "by"), str),
        kind=document["event"],
        origin=document.get("origin") or "",
    )
