"""A backup holds everything as of one moment, fits both databases, and is put back whole or not at all."""

import hashlib
import json
import shutil
import subprocess
import sys
import textwrap
import threading
import time
import zipfile
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select

from dashboard.data.home import Home
from dashboard.data.records import migrating
from dashboard.data.records.backup import MANIFEST, backup, kind_of, row_counts, tables
from dashboard.data.records.findings import close_finding, create_finding, publish_finding
from dashboard.data.records.follow_ups import close_low_score, take_low_score
from dashboard.data.records.loop_facts import loop_facts
from dashboard.data.records.models import Deputy, LoginSession, RoleGrant, Saved, TrailEntry
from dashboard.data.records.rectifications import assign_rectification, record_evaluation, record_reply
from dashboard.data.records.restoring import Restored, read_backup, restore
from dashboard.data.records.store import RecordsStore, open_records
from dashboard.data.records.trail import Trail, append_entry, open_trail
from dashboard.logic.problems import Problem
from dashboard.logic.surveys.effect_target import EffectVerdict, item_target
from dashboard.logic.surveys.loop import LoopFacts
from dashboard.logic.trail import Action
from dashboard.logic.trail_chain import Head
from dashboard.logic.viewer import operator
from tools.postgresql import Cluster

PROJECT = Path(__file__).resolve().parents[3]
NOON = datetime(2024, 3, 1, 12, 0, 5, 123, tzinfo=UTC)
TWO_DAYS = {"valid_from": date(2024, 1, 1), "valid_until": date(2024, 1, 2)}
LOOP = ("finding", "rectification", "follow_up")
EMPTY = {table.name: 0 for table in tables()}


def version(number: str, **fields: Any) -> dict[str, Any]:
    return {"id": number, "thing_id": number, "created_at": NOON, "created_by": "王", **fields}


def fill(trail: Trail, name: str = "王 \"'\\\n\u2028end") -> None:
    """A row and more of each table, with what is easily lost on the way: null, false, quotes, line ends, lists."""
    with trail.store.writing() as session:
        session.add(RoleGrant(**version("g1", login="u1", role="admin", valid_from=date(2024, 1, 1), reason=name)))
        session.add(
            RoleGrant(
                **version("g2", login="u1", role="admin", valid_from=date(2024, 1, 1), valid_until=date(9999, 12, 31)),
                supersedes_id="g1",
                is_removed=True,
                department="D1",
                reason="",
            )
        )
        session.add(Deputy(**version("d1", absent_id="E1", deputy_id="E2", **TWO_DAYS)))
        about = {"kind": "view", "page": "trends", "author": "u1", "visibility": "own", "build_id": "b1"}
        choices = {"at": ("2,6", "25"), "客户": (), "": ("",)}
        session.add(Saved(**version("s1", name=name, data_through=date(2024, 2, 29), parameters=choices, **about)))
        times = {"started_at": NOON, "last_seen_at": NOON, "ends_at": NOON}
        session.add(LoginSession(id="x" * 64, login="u1", name=name, groups=["a", "王"], **times))
    for number in range(3):
        trail.add(Action.EXPORT, who="u1", details={"filters": {"region": [name]}}, rows=number or None, at=NOON)


def fill_loop(trail: Trail) -> None:
    """A finding with its fix through all of its steps, and a low score that was seen to: each step is a version."""
    asked: dict[str, Any] = {"viewer": operator(), "now": NOON}
    about = {"source_kind": "survey", "source_id": "s1", "source_item_id": "q3", "title": "抱怨", "department_id": "D1"}
    finding = publish_finding(trail.store, create_finding(trail.store, **about, **asked), **asked)
    target, due = item_target("客户满意度", "q3", 0.1), date(2024, 4, 1)
    given = {"owner_id": "E7", "measure": "增开\n窗口", "due_on": due, "effective_on": due, "target": target}
    fix = assign_rectification(trail.store, finding, **given, **asked)
    fix = record_reply(trail.store, finding, fix, reply="已开", proof="DOC-7", **asked)
    worked = EffectVerdict("effective", "improved", 3.0, 3.5, 0.5, adjusted_p=0.1 + 0.2, scale=(1.0, 5.0))
    record_evaluation(trail.store, finding, fix, verdict=worked, build_id="b1", **asked)
    close_finding(trail.store, finding, **asked)
    taken = take_low_score(trail.store, survey_id="s1", response_id="r1", **asked)
    close_low_score(trail.store, taken, done="致歉", **asked)


def contents(store: RecordsStore) -> dict[str, list[dict[str, Any]]]:
    with store.reading() as session:
        return {
            table.name: [
                dict(row._mapping) for row in session.execute(select(table).order_by(*table.primary_key.columns))
            ]
            for table in tables()
        }


@pytest.fixture
def other_store(store: RecordsStore, tmp_path: Path, request: pytest.FixtureRequest) -> Generator[RecordsStore]:
    """An empty store in the other database."""
    if store.is_sqlite:
        cluster: Cluster = request.getfixturevalue("postgresql")
        other = RecordsStore(cluster.url(cluster.new_database()))
    else:
        other = RecordsStore(f"sqlite:///{tmp_path}/other/records.sqlite3")
    migrating.migrate(other)
    yield other
    other.close()


@pytest.fixture
def trail(store: RecordsStore, tmp_path: Path) -> Trail:
    return open_trail(store, Home(tmp_path / "home"))


@pytest.fixture
def other(other_store: RecordsStore, tmp_path: Path) -> Trail:
    return open_trail(other_store, Home(tmp_path / "other-home"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "backup.zip"


def remarks(trail: Trail) -> list[str]:
    verdict = trail.verify()
    assert verdict.ok, verdict.sentence
    return [text.format(**values) for text, values in verdict.remarks]


# --- there and back


def test_a_backup_restores_into_the_same_and_the_other_database(trail: Trail, other: Trail, file: Path) -> None:
    fill(trail)
    before = contents(trail.store)
    made = backup(trail.store, file)
    assert made.rows == {"role_grant": 2, "deputy": 1, "saved": 1, "login_session": 1, "trail": 3} | {
        name: 0 for name in EMPTY if name not in ("role_grant", "deputy", "saved", "login_session", "trail")
    }
    done = restore(other, file, who="command line: li")
    after = contents(other.store)
    noted = after["trail"].pop()
    assert after == before
    assert (noted["action"], noted["who"], done.entry) == ("restored", "command line: li", 4)
    assert noted["details"]["rows"] == made.rows
    assert other.verify().entries == 4
    # And back: the same file, byte for byte of its tables.
    again = backup(other.store, file.with_name("again.zip"))
    assert {k: v for k, v in again.digests.items() if k != "trail"} == {
        k: v for k, v in made.digests.items() if k != "trail"
    }


def test_findings_fixes_and_follow_ups_come_back_with_all_their_versions(
    trail: Trail, other: Trail, file: Path
) -> None:
    fill_loop(trail)
    before, facts = contents(trail.store), loop_facts(trail.store)
    made = backup(trail.store, file)
    assert [made.rows[name] for name in LOOP] == [3, 3, 2]
    restore(other, file, who="op")
    after = contents(other.store)
    assert after["trail"].pop()["action"] == "restored"
    assert after == before
    assert loop_facts(other.store) == facts
    assert other.verify().ok


def test_an_empty_store_has_a_backup_too(trail: Trail, other: Trail, file: Path) -> None:
    assert backup(trail.store, file).rows == EMPTY
    restore(other, file, who="op")
    assert [entry.action for entry in other.entries()] == ["restored"]


def test_a_backup_can_carry_every_column_there_is() -> None:
    """A new kind of column needs a way into JSON and out of it (backup.py)."""
    kinds = {kind_of(column) for table in tables() for column in table.columns}
    assert kinds == {str, int, float, bool, date, datetime, object}


def test_more_rows_than_go_at_once_all_arrive(
    trail: Trail, other: Trail, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.data.records.backup.AT_ONCE", 2)
    monkeypatch.setattr("dashboard.data.records.restoring.AT_ONCE", 2)
    fill(trail)
    fill_trail = [trail.add(Action.OPEN_PAGE, who="u", at=NOON) for _ in range(4)]
    backup(trail.store, file)
    restore(other, file, who="op")
    assert other.verify().entries == fill_trail[-1] + 1


@pytest.mark.slow
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None, max_examples=15
)
@given(
    name=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60),
    choices=st.dictionaries(
        st.text(st.characters(codec="utf-8", exclude_characters="\0")), st.lists(st.just("é王")), max_size=3
    ),
    at=st.datetimes(datetime(1, 1, 2), timezones=st.just(UTC)),
)
def test_whatever_was_typed_comes_back(
    trail: Trail, other: Trail, tmp_path: Path, name: str, choices: dict[str, list[str]], at: datetime
) -> None:
    file = tmp_path / f"{hashlib.sha256(repr((name, choices, at)).encode()).hexdigest()}.zip"
    file.unlink(missing_ok=True)
    row = {**version("s1", name=name, note=name, parameters=choices, data_through=at.date()), "created_at": at}
    about = {"kind": "view", "page": "trends", "author": "u1", "visibility": "own", "build_id": "b1"}
    with trail.store.writing() as session:
        session.execute(delete(Saved))
        session.execute(insert(Saved).values(**row, **about, is_removed=False))
    backup(trail.store, file)
    with other.store.writing() as session:
        for table in reversed(tables()):
            session.execute(delete(table))
    restore(other, file, who="op")
    assert contents(other.store)["saved"] == contents(trail.store)["saved"]


# --- the file


def test_a_backup_is_for_its_owner_only_and_leaves_nothing_beside_it(trail: Trail, file: Path) -> None:
    fill(trail)
    backup(trail.store, file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.parent.glob("*backup*")] == ["backup.zip"]


def test_a_backup_takes_no_other_files_place(trail: Trail, file: Path) -> None:
    file.write_text("older")
    with pytest.raises(Problem, match="exists already"):
        backup(trail.store, file)
    assert file.read_text() == "older"


def test_a_place_that_cannot_be_written_is_a_sentence(trail: Trail, file: Path) -> None:
    with pytest.raises(Problem, match="cannot be written"):
        backup(trail.store, file / "below" / "x.zip")


# --- what is refused


def refused(trail: Trail, file: Path, words: str) -> None:
    before = contents(trail.store)
    with pytest.raises(Problem, match=words):
        restore(trail, file, who="op")
    assert contents(trail.store) == before


def test_a_store_that_holds_anything_is_not_overwritten_by_the_way(trail: Trail, other: Trail, file: Path) -> None:
    backup(trail.store, file)
    other.add(Action.OPEN_PAGE, who="u")
    refused(other, file, "holds 1 rows already")


def test_no_backup_is_refused(trail: Trail, file: Path) -> None:
    refused(trail, file, "cannot be read")
    file.write_text("no zip")
    refused(trail, file, "damaged or is none")
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("x", "y")
    refused(trail, file, "damaged or is none")


def rewritten(file: Path, change: Callable[[dict[str, Any], dict[str, list[dict[str, Any]]]], None]) -> None:
    """The backup as somebody else might write it, with digests that fit."""
    with zipfile.ZipFile(file) as archive:
        manifest = json.loads(archive.read(MANIFEST))
        rows = {
            name: [json.loads(line) for line in archive.read(f"{name}.jsonl").splitlines()]
            for name in manifest["tables"]
        }
    change(manifest, rows)
    with zipfile.ZipFile(file, "w") as archive:
        for name, some in rows.items():
            lines = b"".join(json.dumps(row).encode() + b"\n" for row in some)
            manifest["tables"][name] = {"rows": len(some), "sha256": hashlib.sha256(lines).hexdigest()}
            archive.writestr(f"{name}.jsonl", lines)
        archive.writestr(MANIFEST, json.dumps(manifest))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda manifest, rows: manifest.update(schema_revision="9999"), "newer version"),
        (lambda manifest, rows: manifest.update(format=2), "newer version"),
        (lambda manifest, rows: manifest.update(kind="other"), "something else"),
        (lambda manifest, rows: manifest.pop("made_at"), "damaged"),
        (lambda manifest, rows: (rows.pop("deputy"), manifest["tables"].pop("deputy")), "tables are others"),
        (lambda manifest, rows: rows["saved"][0].pop("note"), "columns of saved are others"),
        (lambda manifest, rows: rows["saved"][0].update(created_at="noon"), "damaged"),
        (lambda manifest, rows: rows["saved"][0].update(name=None), "not valid"),
    ],
)
def test_what_does_not_fit_changes_nothing(
    trail: Trail, other: Trail, file: Path, change: Callable[..., Any], words: str
) -> None:
    fill(trail)
    backup(trail.store, file)
    rewritten(file, change)
    refused(other, file, words)


def test_a_row_more_or_less_than_the_manifest_says_is_refused(trail: Trail, file: Path) -> None:
    fill(trail)
    backup(trail.store, file)
    with zipfile.ZipFile(file) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    held["trail.jsonl"] = held["trail.jsonl"].split(b"\n", 1)[1]
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in held.items():
            archive.writestr(name, content)
    with pytest.raises(Problem, match="trail is not as it was written"):
        read_backup(file)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(data=st.data())
def test_a_changed_byte_is_found_or_changes_nothing(tmp_path: Path, data: st.DataObject) -> None:
    sound, damaged = tmp_path / "sound.zip", tmp_path / "damaged.zip"
    if not sound.exists():
        store = RecordsStore(f"sqlite:///{tmp_path}/byte/records.sqlite3")
        migrating.migrate(store)
        fill(open_trail(store, Home(tmp_path)))
        backup(store, sound)
        store.close()
    content = bytearray(sound.read_bytes())
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    damaged.write_bytes(content)
    try:
        read = read_backup(damaged)
    except Problem:
        return
    expected = read_backup(sound)
    assert (read.rows, read.digests, read.revision) == (expected.rows, expected.digests, expected.revision)


# --- in the place of what is there


def replaced(trail: Trail, file: Path, safety: Path) -> Restored:
    return restore(trail, file, who="op", safety=safety)


def test_an_earlier_state_comes_back_and_the_later_one_is_kept_beside(trail: Trail, file: Path, tmp_path: Path) -> None:
    fill(trail)
    backup(trail.store, file)
    earlier = contents(trail.store)
    trail.add(Action.REVEAL, who="u2", at=NOON)
    trail.write_head()
    later = contents(trail.store)
    done = replaced(trail, file, tmp_path / "safety.zip")
    after = contents(trail.store)
    noted = after["trail"].pop()
    assert after == earlier
    assert noted["details"]["last_entry_before"] == 4
    assert noted["details"]["last_hash_before"] == later["trail"][-1]["hash"]
    # The head of entry 4 is of what was given up; it does not speak against the store.
    day = noted["at"].date().isoformat()
    (said,) = remarks(trail)
    assert said.startswith(f"On {day} a backup was put in the store's place (entry 4).")
    assert done.before is not None
    replaced(trail, done.before.file, tmp_path / "safety2.zip")
    back = contents(trail.store)
    back["trail"].pop()
    assert back == later


def test_another_stores_backup_says_that_its_trail_is_another(
    trail: Trail, other: Trail, file: Path, tmp_path: Path
) -> None:
    fill(trail)
    backup(trail.store, file)
    other.add(Action.OPEN_PAGE, who="u", at=NOON)
    replaced(other, file, tmp_path / "safety.zip")
    (said,) = remarks(other)
    assert "the backup of another store" in said


def test_a_broken_trail_is_restored_as_it_was_and_stays_broken(trail: Trail, other: Trail, file: Path) -> None:
    fill(trail)
    backup(trail.store, file)
    rewritten(file, lambda manifest, rows: rows["trail"][1].update(who="nobody"))
    restore(other, file, who="op")
    assert other.verify().first_broken == 2


# --- while others write

WRITER = """
    import sys
    from datetime import UTC, date, datetime
    from dashboard.data.records.models import RoleGrant, new_id
    from dashboard.data.records.trail import append_entry
    from dashboard.logic.trail import Action
    from tests.data.records.writers import patient_store

    store, now = patient_store(sys.argv[1]), datetime.now(UTC)
    print("begun", flush=True)
    while True:
        with store.writing() as session:
            one = new_id()
            session.add(
                RoleGrant(
                    id=one, thing_id=one, created_at=now, created_by="w", login="u", role="admin",
                    valid_from=date(2024, 1, 1), reason="",
                )
            )
            session.flush()
            append_entry(session, Action.ROLE_GRANTED, who="w", subject=one)
"""


@pytest.mark.slow
def test_a_backup_made_while_writers_write_holds_whole_transactions_only(trail: Trail, tmp_path: Path) -> None:
    """Each writer adds a role and its trail entry in one transaction: no backup has one without the other."""
    url = trail.store.url.render_as_string(hide_password=False)
    writers = [
        subprocess.Popen([sys.executable, "-c", textwrap.dedent(WRITER), url], cwd=PROJECT, stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    try:
        for writer in writers:
            assert writer.stdout is not None
            assert writer.stdout.readline() == b"begun\n"
        counts = [backup(trail.store, tmp_path / f"{number}.zip").rows for number in range(6)]
        while counts[-1]["trail"] == counts[0]["trail"]:  # however slowly they write
            assert all(writer.poll() is None for writer in writers)
            counts.append(backup(trail.store, tmp_path / f"{len(counts)}.zip").rows)
    finally:
        for writer in writers:
            writer.kill()
            writer.communicate()
    assert [rows["role_grant"] for rows in counts] == [rows["trail"] for rows in counts]
    assert counts[-1]["trail"] > counts[0]["trail"]


def test_a_restore_waits_for_whoever_is_writing(trail: Trail, file: Path, tmp_path: Path) -> None:
    """Neither of the two is refused: what was being written is in the safety backup."""
    fill(trail)
    backup(trail.store, file)
    has_begun = threading.Event()

    def write() -> None:
        with trail.store.writing() as session:
            session.add(Deputy(**version("d9", absent_id="E8", deputy_id="E9", **TWO_DAYS)))
            session.flush()
            has_begun.set()
            time.sleep(0.5)  # the restore asks for its locks meanwhile
            append_entry(session, Action.DEPUTY_NAMED, who="w", subject="E8", at=NOON)

    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(write)
        assert has_begun.wait(60)
        done = replaced(trail, file, tmp_path / "safety.zip")
        writing.result()
    assert done.before is not None
    assert done.before.rows["deputy"] == done.backup.rows["deputy"] + 1
    assert done.before.rows["trail"] == done.backup.rows["trail"] + 1
    assert trail.verify().ok


# --- killed half-way

RESTORER = """
    import sys, time
    from pathlib import Path
    from dashboard.data.home import Home
    from dashboard.data.records import restoring
    from dashboard.data.records.store import RecordsStore, open_records
    from dashboard.data.records.trail import open_trail

    url, folder, file = sys.argv[1:]
    inserted = restoring._insert

    def half(session, table, rows):
        if table.name != "trail":
            return inserted(session, table, rows)
        inserted(session, table, list(rows)[:700])
        session.flush()
        print("half", flush=True)
        time.sleep(600)

    restoring._insert = half
    trail = open_trail(RecordsStore(url), Home(Path(folder)))
    restoring.restore(trail, Path(file), who="op", safety=Path(folder) / "safety.zip")
"""


@pytest.mark.slow
def test_a_restore_that_is_killed_leaves_what_was_there(trail: Trail, other: Trail, file: Path, tmp_path: Path) -> None:
    fill(trail)
    with trail.store.writing() as session:
        for _ in range(1500):
            append_entry(session, Action.OPEN_PAGE, who="u1", at=NOON)
    backup(trail.store, file)
    other.add(Action.OPEN_PAGE, who="before", at=NOON)
    before = contents(other.store)
    url = other.store.url.render_as_string(hide_password=False)
    (tmp_path / "home").mkdir(exist_ok=True)
    arguments = [sys.executable, "-c", textwrap.dedent(RESTORER), url, str(tmp_path / "home"), str(file)]
    restorer = subprocess.Popen(arguments, cwd=PROJECT, stdout=subprocess.PIPE)
    assert restorer.stdout is not None
    assert restorer.stdout.readline() == b"half\n"
    assert (tmp_path / "home" / "safety.zip").exists()
    restorer.kill()
    assert restorer.wait() == -9
    restorer.stdout.close()
    assert contents(other.store) == before
    assert other.verify().ok


class Killed(BaseException):
    """As if the process ended here: nobody catches it."""


@pytest.mark.parametrize("is_anothers", [False, True])
def test_a_restore_killed_before_its_mark_leaves_a_trail_that_is_sound(
    trail: Trail, other: Trail, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_anothers: bool
) -> None:
    """The store has it, the heads know of the announcement only."""
    source = other if is_anothers else trail
    fill(source)
    backup(source.store, file)
    for _ in range(9):
        trail.add(Action.REVEAL, who="u2", at=NOON)
    trail.write_head()
    write = trail.heads.write

    def killed(head: Head) -> None:
        if not head.is_announced:
            raise Killed
        write(head)

    monkeypatch.setattr(trail.heads, "write", killed)
    with pytest.raises(Killed):
        replaced(trail, file, tmp_path / "safety.zip")
    monkeypatch.undo()
    verdict = trail.verify()
    assert (verdict.ok, verdict.entries) == (True, 4)
    (said,) = remarks(trail)
    assert ("the backup of another store" if is_anothers else "a backup was put in the store's place") in said
    trail.add(Action.OPEN_PAGE, who="u2")
    assert trail.verify().ok


def test_a_restore_that_cannot_be_marked_changes_nothing(trail: Trail, file: Path, tmp_path: Path) -> None:
    fill(trail)
    backup(trail.store, file)
    trail.add(Action.REVEAL, who="u2", at=NOON)
    before = contents(trail.store)
    blind = open_trail(trail.store, Home(tmp_path / "home"), tmp_path)  # a folder
    with pytest.raises(Problem):
        replaced(blind, file, tmp_path / "safety.zip")
    assert contents(trail.store) == before


# --- an earlier version's backup

NEXT = """
from alembic import op

revision, down_revision, branch_labels, depends_on = "9998", "BEFORE", None, None

def upgrade():
    op.execute("update saved set note = upper(note)")
"""


@pytest.fixture
def longer_history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """As if the present version had a revision more than the backup's: one that turns ``note`` to upper case."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrating.FOLDER, folder)
    before = migrating.schema_revision()
    (folder / "versions" / "9998_next.py").write_text(NEXT.replace("BEFORE", before), encoding="utf-8")
    monkeypatch.setattr(migrating, "FOLDER", folder)
    migrating.schema_revision.cache_clear()
    return before


@pytest.fixture(autouse=True)
def _no_revision_remembered() -> Any:
    yield
    migrating.schema_revision.cache_clear()


def test_a_backup_of_an_earlier_version_goes_through_the_migrations(
    trail: Trail, other: Trail, file: Path, request: pytest.FixtureRequest
) -> None:
    fill(trail)
    with trail.store.writing() as session:
        session.execute(Saved.__table__.update().values(note="shout"))
    backup(trail.store, file)
    expected = contents(trail.store)
    before = request.getfixturevalue("longer_history")
    assert read_backup(file).revision == before != migrating.schema_revision()
    migrating.migrate(other.store)
    restore(other, file, who="op")
    after = contents(other.store)
    assert after["trail"].pop()["action"] == "restored"
    assert after["saved"][0].pop("note") == "SHOUT"
    assert expected["saved"][0].pop("note") == "shout"
    assert after == expected
    assert other.verify().ok


def test_a_backup_from_before_findings_is_put_back_whole(trail: Trail, other: Trail, file: Path) -> None:
    def without_findings(manifest: dict[str, Any], rows: dict[str, list[dict[str, Any]]]) -> None:
        manifest["schema_revision"] = "0003"
        for name in LOOP:
            del rows[name], manifest["tables"][name]

    fill(trail)
    expected = contents(trail.store)
    backup(trail.store, file)
    rewritten(file, without_findings)
    restore(other, file, who="op")
    after = contents(other.store)
    assert after["trail"].pop()["action"] == "restored"
    assert after == expected
    assert loop_facts(other.store) == LoopFacts()
    fill_loop(other)
    assert len(loop_facts(other.store).findings) == 3
    assert other.verify().ok


def test_a_store_from_before_findings_keeps_its_rows_when_it_is_opened(empty_url: str, home: Home) -> None:
    older = RecordsStore(empty_url)
    migrating.migrate(older, to="0003")
    fill(open_trail(older, home))
    held = [table for table in tables() if table.name not in LOOP]

    def rows(store: RecordsStore) -> dict[str, list[Any]]:
        with store.reading() as session:
            return {
                one.name: session.execute(select(one).order_by(*one.primary_key.columns)).fetchall() for one in held
            }

    before = rows(older)
    older.close()
    store = open_records(home, empty_url)
    assert rows(store) == before
    assert loop_facts(store) == LoopFacts()
    trail = open_trail(store, home)
    fill_loop(trail)
    assert trail.verify().ok
    store.close()


def test_rows_are_counted_by_table(trail: Trail) -> None:
    fill(trail)
    with trail.store.reading() as session:
        counted = row_counts(session)
    assert (counted["role_grant"], counted["trail"]) == (2, 3)
    assert set(counted) == {table.name for table in tables()}
    with trail.store.reading() as session:
        assert len(session.scalars(select(TrailEntry)).all()) == 3
