"""Eight processes write at once, and are killed in the middle: nothing acknowledged is lost, nothing is half."""

import multiprocessing
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import select, text

from dashboard.data.home import Home
from dashboard.data.records.migrating import schema_revision
from dashboard.data.records.models import Saved, TrailEntry
from dashboard.data.records.store import RecordsStore
from dashboard.data.records.trail import open_trail
from dashboard.data.records.versions import current, history
from tests.data.records.writers import PATIENCE_S, VERSIONS, count_up, first_count, open_store, write_things

pytestmark = pytest.mark.slow
WRITERS = 8
ROUNDS = 12
# A process that has all modules loaded forks the writers: no writer takes over a connection of this test.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.data.records.writers", "psycopg"])


@pytest.fixture(autouse=True)
def main_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page under test becomes the main module, and new processes would run it first."""
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))


def started(work: Callable[..., None], url: str, folder: Path, *given: object) -> list[BaseProcess]:
    """Eight processes; none of them outlives a test that failed."""
    writers = [
        PROCESSES.Process(target=work, args=(url, folder / f"{number}.txt", *given), daemon=True)
        for number in range(WRITERS)
    ]
    for writer in writers:
        writer.start()
    return writers


def told(folder: Path) -> dict[str, list[str]]:
    """What the writers told: ids by "begun" and "kept"."""
    lines = [line.split() for file in folder.glob("*.txt") for line in file.read_text().splitlines()]
    return {word: [line[-1] for line in lines if line[0] == word] for word in ("begun", "kept", "refused")}


def whole_things(store: RecordsStore, home: Home) -> set[str]:
    """The ids of all things, each of which has all its versions and its entry of the trail."""
    with store.reading() as session:
        things = Counter(session.scalars(select(Saved.thing_id)))
        assert set(things.values()) <= {VERSIONS}
        entries = Counter(session.scalars(select(TrailEntry.subject)))
        assert entries == Counter(dict.fromkeys(things, 1))
        living = {one.thing_id: one.note for one in session.scalars(current(Saved))}
        assert living == dict.fromkeys(things, str(VERSIONS - 1) * 500)
        if store.is_sqlite:
            assert session.scalar(text("pragma integrity_check")) == "ok"
    verdict = open_trail(store, home).verify()
    assert (verdict.ok, verdict.entries) == (True, len(things))
    return set(things)


def test_processes_that_open_a_new_store_at_once_all_get_it(empty_url: str) -> None:
    together = PROCESSES.Barrier(WRITERS)
    opening = [PROCESSES.Process(target=open_store, args=(empty_url, together), daemon=True) for _ in range(WRITERS)]
    for process in opening:
        process.start()
    for process in opening:
        process.join(300)
        assert process.exitcode == 0
    store = RecordsStore(empty_url)
    with store.reading() as session:
        assert session.scalars(text("select version_num from alembic_version")).all() == [schema_revision()]
    store.close()


def test_eight_writers_at_once_lose_nothing(store: RecordsStore, records_url: str, home: Home, tmp_path: Path) -> None:
    writers = started(write_things, records_url, tmp_path, 12)
    for writer in writers:
        writer.join(300)
        assert writer.exitcode == 0
    kept = told(tmp_path)["kept"]
    assert len(set(kept)) == len(kept) == WRITERS * 12
    assert whole_things(store, home) == set(kept)


def test_eight_writers_of_one_thing_lose_no_change(store: RecordsStore, records_url: str, tmp_path: Path) -> None:
    thing_id = first_count(store)
    together = PROCESSES.Barrier(WRITERS)  # kept here: given away alone it is gone before they have it
    writers = started(count_up, records_url, tmp_path, thing_id, 6, together)
    for writer in writers:
        writer.join(300)
        assert writer.exitcode == 0
    with store.reading() as session:
        assert [one.note for one in session.scalars(current(Saved))] == [str(WRITERS * 6)]
        notes = [int(one.note) for one in history(session, Saved, thing_id)]
    assert notes == list(range(WRITERS * 6 + 1))
    # They did get into each other's way: all had seen the first version when the first of them wrote.
    assert len(told(tmp_path)["refused"]) >= WRITERS - 1


def test_writers_killed_in_the_middle_leave_whole_things_only(
    store: RecordsStore, records_url: str, home: Home, tmp_path: Path
) -> None:
    chance = random.Random(4)
    for number in range(ROUNDS):
        writers = started(write_things, records_url, tmp_path, 1_000_000)
        # All have begun and something is kept; then each is killed at some moment of what it does.
        now = before = told(tmp_path)
        while len(now["begun"]) < len(before["begun"]) + WRITERS or len(now["kept"]) == len(before["kept"]):
            assert all(writer.is_alive() for writer in writers)
            time.sleep(0.005)
            now = told(tmp_path)
        for writer in chance.sample(writers, WRITERS):
            time.sleep(chance.random() * 0.03)
            writer.kill()
        for writer in writers:
            writer.join(300)
            assert writer.exitcode == -9
        if number % 4 == 0:
            wait_for_the_server(store)
            whole_things(store, home)
    wait_for_the_server(store)
    now, kept = told(tmp_path), whole_things(store, home)
    assert set(now["kept"]) <= kept <= set(now["begun"])
    assert len(now["kept"]) > WRITERS
    # Some were killed between the beginning and the end of a write, and nothing of theirs is there.
    assert set(now["begun"]) - kept
    # And whoever comes next can write.
    first_count(store)


def wait_for_the_server(store: RecordsStore) -> None:
    """PostgreSQL finds out a little later that a client has died; what it acknowledges meanwhile nobody heard."""
    if store.is_sqlite:
        return
    others = text(
        "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
    )
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        with store.reading() as session:
            if not session.scalar(others):
                return
        time.sleep(0.05)
    raise AssertionError("a killed writer is still connected")
