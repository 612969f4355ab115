"""What the processes of test_writers.py do. Each is a real process that may be killed at any moment."""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Barrier

from dashboard.data.records import store as records_store
from dashboard.data.records.migrating import migrate
from dashboard.data.records.models import Saved
from dashboard.data.records.store import RecordsStore
from dashboard.data.records.trail import append_entry
from dashboard.data.records.versions import append, current, new_id, supersede
from dashboard.logic.problems import Problem
from dashboard.logic.trail import Action

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
PATIENCE_S = 300
"""For the other processes to come as far: whoever waits for one that has failed says so and ends."""
VERSIONS = 4
"""Of each thing that a writer makes, in one transaction together with its entry of the trail."""


def patient_store(url: str) -> RecordsStore:
    """One whose writers wait as long as it takes. SQLite lets in whoever happens to ask at the right moment: of eight
    who write without a pause to a disk that takes 100 ms each time, the unlucky one waits longer than the app would."""
    records_store.BUSY_SECONDS = PATIENCE_S
    return RecordsStore(url)


def open_store(url: str, together: Barrier) -> None:
    """Bring a store up to the present schema, all at the same moment."""
    together.wait(PATIENCE_S)
    migrate(patient_store(url))


def write_things(url: str, told: Path, count: int) -> None:
    """Make things, and tell before each that it begins and after each that it is kept."""
    store, tell = patient_store(url), _telling(told)
    for _ in range(count):
        thing_id = new_id()
        tell(f"begun {thing_id}")
        with store.writing() as session:
            version = append(session, Saved, by="li", now=NOON, thing_id=thing_id, **_fields())
            for number in range(1, VERSIONS):
                version = supersede(session, version, by="li", now=NOON, note=str(number) * 500)
            append_entry(session, Action.SAVED, who="li", subject=thing_id)
        tell(f"kept {thing_id}")


def count_up(url: str, told: Path, thing_id: str, count: int, together: Barrier) -> None:
    """Add one to the number in the thing's note, so often; whoever was beaten to it looks again. Nobody adds before all
    have looked (``together``): all but one are beaten to it."""
    store, tell = patient_store(url), _telling(told)
    done, has_waited = 0, False
    while done < count:
        with store.reading() as session:
            seen = session.scalars(current(Saved).where(Saved.thing_id == thing_id)).one()
        if not has_waited:
            together.wait(PATIENCE_S)
            has_waited = True
        try:
            with store.writing() as session:
                supersede(session, seen, by="li", now=NOON, note=str(int(seen.note) + 1))
        except Problem as problem:
            if "meanwhile" not in problem.text:
                raise
            tell("refused")
        else:
            done += 1
            tell("kept")


def first_count(store: RecordsStore) -> str:
    with store.writing() as session:
        return append(session, Saved, by="li", now=NOON, **{**_fields(), "note": "0"}).thing_id


def _fields() -> dict:
    return {
        "kind": "view",
        "page": "trends",
        "name": "x",
        "note": "0" * 500,
        "author": "li",
        "visibility": "own",
        "build_id": "b",
        "data_through": date(2026, 2, 28),
        "parameters": {"at": ("1,2",) * 50},
    }


def _telling(told: Path) -> Callable[[str], None]:
    """A line is written by one call: it is in the file, whole, however the process ends."""
    handle = os.open(told, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def tell(line: str) -> None:
        os.write(handle, f"{line}\n".encode())

    return tell
