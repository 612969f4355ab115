"""The trail in a real store: one order whoever writes, and whatever is done to the store behind its back is found."""

import logging
import subprocess
import sys
import textwrap
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, text, update

from dashboard.data.home import Home
from dashboard.data.records.models import TrailEntry
from dashboard.data.records.store import RecordsStore
from dashboard.data.records.taken_out import Exported
from dashboard.data.records.trail import Trail, append_entry, open_trail
from dashboard.data.records.trail_heads import HeadFile
from dashboard.logic.problems import Problem
from dashboard.logic.trail import GENESIS, Action, entry_hash

PROJECT = Path(__file__).resolve().parents[3]
NOON = datetime(2024, 3, 1, 12, 0, 5, 123, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def trail(store: RecordsStore, tmp_path: Path) -> Trail:
    return open_trail(store, Home(tmp_path / "home"))


def some(trail: Trail, count: int = 3) -> None:
    for number in range(count):
        trail.add(Action.OPEN_PAGE, who=f"u{number}", subject="pyramid", at=NOON + number * HOUR)


def change(trail: Trail, statement: Any) -> None:
    with trail.store.writing() as session:
        session.execute(statement)


# --- one entry


def test_an_entry_comes_back_as_it_was_written(trail: Trail) -> None:
    details = {"format": "csv", "filters": {"region": ["华东"]}, "share": 0.5, "exact": True}
    number = trail.add(
        Action.EXPORT, who="u-1", session_id="s1", subject="customers", details=details, rows=7, reason="asked", at=NOON
    )
    (entry,) = trail.entries()
    assert number == entry.seq == 1
    assert (entry.at, entry.who, entry.session_id) == (NOON, "u-1", "s1")
    assert (entry.action, entry.subject, entry.rows, entry.reason) == ("export", "customers", 7, "asked")
    assert entry.details == {**details, "share": "0.5"}
    assert entry.previous_hash == GENESIS
    assert entry.hash == entry_hash(GENESIS, entry)


def test_the_hash_is_the_same_in_both_databases(trail: Trail) -> None:
    """Worked out with sha256sum, as in tests/logic/test_trail.py."""
    trail.add(Action.REVEAL, who="王", subject="C1", details={"b": 1, "a": [None]}, reason="x" * 3000, at=NOON)
    (entry,) = trail.entries()
    assert len(entry.reason) == 2000
    assert entry.reason.endswith("…")
    assert entry.hash == "b264ba37c8c6ffa4e35d310402c84891e3d49c8c7cb55e7ea5a14035c74a2fab"


def test_without_a_time_it_is_now_in_utc(trail: Trail) -> None:
    before = datetime.now(UTC)
    trail.add(Action.SIGN_IN, who="u")
    assert before <= trail.entries()[0].at <= datetime.now(UTC)


def test_an_entry_of_a_transaction_that_fails_is_not_there(trail: Trail) -> None:
    some(trail)

    def granted_and_failed() -> None:
        with trail.store.writing() as session:
            append_entry(session, Action.ROLE_GRANTED, who="admin", at=NOON)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        granted_and_failed()
    some(trail, 1)
    assert [entry.seq for entry in trail.entries()] == [4, 3, 2, 1]
    assert trail.verify().ok


# --- questions


def test_entries_come_newest_first_page_by_page(trail: Trail) -> None:
    some(trail, 5)
    assert [entry.seq for entry in trail.entries(limit=2)] == [5, 4]
    assert [entry.seq for entry in trail.entries(limit=2, before=4)] == [3, 2]
    assert [entry.seq for entry in trail.entries(limit=2, before=2)] == [1]


def test_entries_are_narrowed_by_action_person_and_time(trail: Trail) -> None:
    some(trail, 3)
    trail.add(Action.REVEAL, who="u1", at=NOON + 3 * HOUR)
    assert [entry.seq for entry in trail.entries(actions=[Action.REVEAL, Action.EXPORT])] == [4]
    assert trail.entries(actions=[]) == []
    assert [entry.seq for entry in trail.entries(who="u1")] == [4, 2]
    assert [entry.seq for entry in trail.entries(since=NOON + HOUR, until=NOON + 3 * HOUR)] == [3, 2]


def test_exports_of_one_person_since_a_moment_are_summed(trail: Trail) -> None:
    for who, rows, hours in (("u1", 100, 0), ("u1", 7, 1), ("u2", 50, 1), ("u1", None, 2)):
        trail.add(Action.EXPORT, who=who, rows=rows, at=NOON + hours * HOUR)
    trail.add(Action.EXPORT_REFUSED, who="u1", rows=1000, at=NOON + HOUR)
    assert trail.exported("u1", NOON) == Exported(3, 107)
    assert trail.exported("u1", NOON + HOUR) == Exported(2, 7)
    assert trail.exported("nobody", NOON) == Exported(0, 0)


# --- verification


def test_an_untouched_trail_is_sound(trail: Trail) -> None:
    some(trail)
    verdict = trail.verify()
    assert (verdict.ok, verdict.entries, verdict.remarks) == (True, 3, ())


def test_more_entries_than_are_read_at_once_are_followed_to_the_end(
    trail: Trail, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.data.records.trail.AT_ONCE", 2)
    some(trail, 5)
    assert trail.verify().entries == 5
    change(trail, update(TrailEntry).where(TrailEntry.seq == 5).values(reason="x"))
    assert trail.verify().first_broken == 5


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", NOON - HOUR),
        ("who", "other"),
        ("session_id", "other"),
        ("action", "reveal"),
        ("subject", "other"),
        ("details", {"x": 1}),
        ("rows", 3),
        ("reason", "other"),
        ("previous_hash", "1" * 64),
        ("hash", "1" * 64),
    ],
)
def test_a_change_behind_its_back_is_found(trail: Trail, column: str, value: object) -> None:
    some(trail)
    change(trail, update(TrailEntry).where(TrailEntry.seq == 2).values({column: value}))
    verdict = trail.verify()
    assert (verdict.ok, verdict.entries, verdict.first_broken) == (False, 1, 2)
    assert verdict.sentence == "Entry 2 of the log was changed."


def test_a_removed_entry_is_found(trail: Trail) -> None:
    some(trail)
    change(trail, delete(TrailEntry).where(TrailEntry.seq == 2))
    assert trail.verify().sentence == "Entry 2 of the log is missing."


def test_what_is_no_time_or_no_json_breaks_its_own_entry_only(trail: Trail) -> None:
    """SQLite takes any text in any column."""
    if not trail.store.is_sqlite:
        with pytest.raises(Problem):
            change(trail, text("update trail set details = 'no json'"))
        return
    some(trail)
    change(trail, text("update trail set details = 'no json' where seq = 2"))
    assert trail.verify().sentence == "Entry 2 of the log was changed."
    change(trail, text("update trail set details = '{}', at = 'yesterday' where seq = 2"))
    assert trail.verify().sentence == "Entry 2 of the log was changed."
    assert [entry.subject for entry in trail.entries()] == ["pyramid", "", "pyramid"]


def test_an_end_cut_off_after_a_head_was_kept_is_found(trail: Trail) -> None:
    some(trail)
    assert trail.write_head() is not None
    change(trail, delete(TrailEntry).where(TrailEntry.seq == 3))
    verdict = trail.verify()
    assert verdict.first_broken == 3
    assert verdict.sentence.startswith("The log ends at entry 2, but entry 3 was kept on ")


def test_a_store_that_was_replaced_wholesale_is_found(trail: Trail) -> None:
    some(trail)
    change(trail, delete(TrailEntry))
    trail.add(Action.OPEN_PAGE, who="forged", at=NOON)
    assert trail.verify().sentence == (
        "Entry 1 of the log is not the one whose hash was kept on 2024-03-01: the log was rewritten."
    )


# --- heads


def heads_of(trail: Trail) -> list[tuple[date, int]]:
    return [(head.day, head.seq) for head in trail.heads.read().heads]


def test_the_first_entry_of_each_day_is_kept_outside_the_store(trail: Trail) -> None:
    some(trail, 14)  # noon to 01:00 of the next day
    assert heads_of(trail) == [(date(2024, 3, 1), 1), (date(2024, 3, 2), 13)]
    file = trail.heads.path
    assert file.read_text().splitlines()[0] == f"2024-03-01 1 {trail.entries(before=2)[0].hash}"
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_day_has_its_head_also_after_a_restart(trail: Trail, tmp_path: Path) -> None:
    some(trail, 2)
    again = Trail(trail.store, HeadFile(trail.heads.path))
    some(again, 2)
    assert heads_of(again) == [(date(2024, 3, 1), 1)]


def test_a_head_can_be_kept_at_any_time(trail: Trail) -> None:
    assert trail.write_head() is None
    some(trail)
    head = trail.write_head()
    assert head is not None
    assert (head.seq, head.hash) == (3, trail.entries()[0].hash)
    assert trail.heads.read().heads[-1] == head


def test_a_line_torn_by_a_power_cut_swallows_no_other(trail: Trail) -> None:
    some(trail, 1)
    with trail.heads.path.open("a") as stream:
        stream.write("2024-03-02 9 abc")
    trail.write_head()
    verdict = trail.verify()
    assert verdict.ok
    assert [said.format(**values) for said, values in verdict.remarks] == [
        "Line 2 of the file of heads cannot be read."
    ]
    assert [head.seq for head in trail.heads.read().heads] == [1, 1]


def test_a_trail_without_heads_says_what_it_cannot_prove(trail: Trail) -> None:
    some(trail)
    trail.heads.path.unlink()
    assert [said for said, _ in trail.verify().remarks] == [
        "No head of the log was kept yet: an end that was cut off would not be found."
    ]


def test_heads_that_cannot_be_written_stop_nobody_and_are_logged(
    store: RecordsStore, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("")
    trail = open_trail(store, Home(tmp_path), tmp_path / "file" / "heads.txt")
    with caplog.at_level(logging.WARNING):
        some(trail, 2)
    assert len(caplog.messages) == 1  # once a minute, not at each entry
    assert "heads" in caplog.messages[0]
    with pytest.raises(Problem, match="The head of the log"):
        trail.write_head()


def test_the_heads_lie_where_the_setting_says_seen_from_the_home(store: RecordsStore, tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert open_trail(store, home).heads.path == tmp_path / "trail-heads.txt"
    assert open_trail(store, home, Path("other/h.txt")).heads.path == tmp_path / "other" / "h.txt"
    assert open_trail(store, home, Path("/elsewhere/h.txt")).heads.path == Path("/elsewhere/h.txt")


# --- several writers

WRITER = """
    import sys
    from pathlib import Path
    from dashboard.data.home import Home
    from dashboard.data.records.trail import open_trail
    from dashboard.logic.trail import Action
    from tests.data.records.writers import patient_store

    url, folder, name, count = sys.argv[1:]
    trail = open_trail(patient_store(url), Home(Path(folder)))
    for number in range(int(count)):
        trail.add(Action.OPEN_PAGE, who=name, details={"n": number})
"""


@pytest.mark.slow
def test_entries_of_many_processes_stand_in_one_chain_without_gaps(trail: Trail, tmp_path: Path) -> None:
    home, count = trail.heads.path.parent, 25
    url = trail.store.url.render_as_string(hide_password=False)
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(WRITER), url, str(home), f"w{number}", str(count)], cwd=PROJECT
        )
        for number in range(3)
    ]
    assert [writer.wait(300) for writer in writers] == [0] * 3
    entries = trail.entries(limit=1000)
    assert [entry.seq for entry in entries] == list(range(3 * count, 0, -1))
    for number in range(3):
        own = [entry.details["n"] for entry in reversed(entries) if entry.who == f"w{number}"]
        assert own == list(range(count))
    verdict = trail.verify()
    assert (verdict.ok, verdict.entries) == (True, 75)
    # Two of them may have kept the day's head at once: both lines are true. Midnight may come in between.
    assert 1 <= len(trail.heads.read().heads) <= 3 * len({entry.at.date() for entry in entries})


EXPORTER = """
    import sys
    from datetime import UTC, datetime
    from pathlib import Path
    from dashboard.data.exporting.allowance import Allowance, Note, take_out
    from dashboard.data.home import Home
    from dashboard.data.records.trail import open_trail
    from dashboard.logic.problems import Problem
    from dashboard.logic.trail import Action
    from tests.data.records.writers import patient_store

    url, folder = sys.argv[1:]
    trail = open_trail(patient_store(url), Home(Path(folder)))
    note = Note(Action.EXPORT, "wang", "", "customers", {})
    print("ready", flush=True)
    sys.stdin.readline()
    for _ in range(8):
        try:
            take_out(trail, note, 10, Allowance(70), datetime.now(UTC))
        except Problem:
            pass
"""


@pytest.mark.slow
def test_what_several_servers_hand_out_at_once_is_counted_together(trail: Trail) -> None:
    url = trail.store.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", textwrap.dedent(EXPORTER), url, str(trail.heads.path.parent)]
    servers = [
        subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    for server in servers:
        assert server.stdout is not None
        assert server.stdout.readline() == "ready\n"
    for server in servers:
        server.communicate("go\n", timeout=300)
    assert [server.returncode for server in servers] == [0] * 3
    assert trail.exported("wang", NOON - 10_000 * HOUR) == Exported(7, 70)
    assert len(trail.entries(actions=[Action.EXPORT_REFUSED], limit=100)) == 3 * 8 - 7


# --- any text at all


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(
    who=st.text(max_size=250),
    reason=st.text(max_size=50),
    details=st.dictionaries(st.text(max_size=5), st.text() | st.integers() | st.floats() | st.none(), max_size=3),
)
def test_whatever_is_typed_is_kept_and_verified(trail: Trail, who: str, reason: str, details: dict[str, Any]) -> None:
    trail.add(Action.REVEAL, who=who, reason=reason, details=details, at=NOON)
    entry = trail.entries(limit=1)[0]
    assert entry.hash == entry_hash(entry.previous_hash, entry)
    assert "\n" not in entry.who + entry.reason
