"""The store: private files, all of a write or nothing, and no password in any sentence."""

import os
import shutil
import sqlite3
import stat
import threading
import time
import traceback
from collections.abc import Generator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import select, text

from dashboard.data.home import Home
from dashboard.data.records.models import LoginSession, RoleGrant
from dashboard.data.records.store import FILE, RecordsStore, database_file, home_records, open_records, sqlite_url
from dashboard.data.records.versions import append
from dashboard.logic.problems import Problem
from dashboard.settings import Settings

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
PASSWORD = "s3cr@t:/x"  # noqa: S105
WRITTEN = "s3cr%40t%3A%2Fx"


@pytest.fixture
def wide_umask() -> Generator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def grant(login: str = "li") -> dict:
    return {"login": login, "role": "analyst", "valid_from": date(2026, 3, 1), "by": "admin", "now": NOON}


def logins(store: RecordsStore) -> list[str]:
    with store.reading() as session:
        return sorted(session.scalars(select(RoleGrant.login)))


# --- files


@pytest.mark.usefixtures("wide_umask")
def test_only_the_owner_may_read_the_files(home: Home) -> None:
    (home.root / "records").mkdir(parents=True, mode=0o755)
    store = open_records(home)
    with store.writing() as session:
        append(session, RoleGrant, **grant())
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in home.records.iterdir()}
    assert modes == dict.fromkeys(("records.sqlite3", "records.sqlite3-wal", "records.sqlite3-shm"), 0o600)
    assert stat.S_IMODE(home.records.stat().st_mode) == 0o700
    store.close()


@pytest.mark.usefixtures("wide_umask")
def test_a_file_that_others_could_read_is_closed_to_them(home: Home) -> None:
    open_records(home).close()
    file = database_file(open_records(home))
    assert file is not None
    file.chmod(0o644)
    RecordsStore(sqlite_url(home)).close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_home_with_odd_characters_has_its_store_there(tmp_path: Path) -> None:
    home = Home(tmp_path / "a?b#c%20 名:1@x")
    store = open_records(home)
    with store.writing() as session:
        append(session, RoleGrant, **grant())
    assert (home.records / "records.sqlite3").stat().st_size > 0
    assert logins(store) == ["li"]
    assert open_records(home) is store
    store.close()


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "records").write_text("", encoding="utf-8")
    with pytest.raises(Problem, match=r"records cannot be written \(File exists\)"):
        open_records(Home(tmp_path))


def test_a_file_that_is_no_database_is_named(home: Home) -> None:
    home.records.mkdir(parents=True)
    (home.records / "records.sqlite3").write_text("this is no database" * 100, encoding="utf-8")
    with pytest.raises(Problem, match=r"cannot be used \(DatabaseError\)"):
        open_records(home)


def test_a_copy_put_back_by_hand_is_used_at_once(home: Home, tmp_path: Path) -> None:
    """What goes into the file that is no longer there would be lost."""
    store = open_records(home)
    with store.writing() as session:
        append(session, RoleGrant, **grant("before"))
    store.close()
    shutil.copytree(home.records, tmp_path / "copy")
    with store.writing() as session:
        append(session, RoleGrant, **grant("between"))
    shutil.rmtree(home.records)
    shutil.copytree(tmp_path / "copy", home.records)
    again = open_records(home)
    assert again is not store
    assert logins(again) == ["before"]
    again.close()


def test_the_settings_say_where_it_is(home: Home, tmp_path: Path) -> None:
    default = home_records(home, Settings())
    assert database_file(default) == home.records / "records.sqlite3"
    elsewhere = home_records(home, Settings(records_url=f"sqlite:///{tmp_path}/elsewhere/r.db"))
    assert database_file(elsewhere) == tmp_path / "elsewhere" / "r.db"
    default.close()
    elsewhere.close()


# --- transactions


def test_a_write_that_fails_leaves_nothing_of_itself(store: RecordsStore) -> None:
    def half() -> None:
        with store.writing() as session:
            append(session, RoleGrant, **grant())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        half()
    assert logins(store) == []


def test_what_breaks_a_rule_of_the_table_is_refused(store: RecordsStore) -> None:
    def wrong() -> None:
        with store.writing() as session:
            append(session, RoleGrant, **grant("first"))
            append(session, RoleGrant, **grant("second"), valid_until=date(2026, 2, 1))

    with pytest.raises(Problem, match="or it is not valid"):
        wrong()
    assert logins(store) == []


def test_a_writer_takes_the_lock_at_once_and_a_reader_none(home: Home) -> None:
    store = open_records(home)
    other = sqlite3.connect(home.records / FILE, timeout=0, isolation_level=None)
    for _ in range(2):
        with store.reading() as session:
            session.execute(text("select 1"))
            other.execute("begin immediate")
            other.execute("rollback")
        with store.writing(), pytest.raises(sqlite3.OperationalError, match="database is locked"):
            other.execute("begin immediate")
    other.close()
    store.close()


def test_a_writer_asks_again_all_the_time_for_the_lock(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite would ask ten times a second, and find it taken by whoever writes without a pause."""
    store = open_records(home)
    other = sqlite3.connect(home.records / FILE, isolation_level=None)
    other.execute("begin immediate")
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            other.execute("rollback")

    monkeypatch.setattr("dashboard.data.records.store.time", SimpleNamespace(monotonic=time.monotonic, sleep=pause))
    with store.writing() as session:
        append(session, RoleGrant, **grant())
    assert pauses == [0.005] * 3
    assert store.rows(text("pragma busy_timeout")) == [(10_000,)]
    other.close()
    store.close()


def test_a_writer_who_waited_long_enough_is_told_so_in_a_line(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.data.records.store.BUSY_SECONDS", 0.1)
    store = open_records(home)
    other = sqlite3.connect(home.records / FILE, isolation_level=None)
    other.execute("begin immediate")
    with pytest.raises(Problem, match=r"cannot be used \(database is locked\)"), store.writing():
        pass
    other.execute("rollback")
    with store.writing() as session:
        append(session, RoleGrant, **grant())
    assert logins(store) == ["li"]
    other.close()
    store.close()


def test_readers_go_on_while_somebody_writes(store: RecordsStore) -> None:
    with store.writing() as session:
        append(session, RoleGrant, **grant())
        assert logins(store) == []
    assert logins(store) == ["li"]


def test_writes_are_on_disk_when_they_return(store: RecordsStore) -> None:
    with store.reading() as session:
        if store.is_sqlite:
            asked = {name: session.scalar(text(f"pragma {name}")) for name in ("journal_mode", "synchronous")}
            assert asked == {"journal_mode": "wal", "synchronous": 2}
        else:
            asked = {name: session.scalar(text(f"show {name}")) for name in ("fsync", "synchronous_commit")}
            assert asked == {"fsync": "on", "synchronous_commit": "on"}


def test_who_opens_a_new_file_waits_for_whoever_just_makes_it(home: Home) -> None:
    """SQLite itself does not wait while it switches to WAL."""
    store = RecordsStore(sqlite_url(home))
    maker = sqlite3.connect(home.records / FILE, isolation_level=None, check_same_thread=False)
    maker.execute("begin immediate")
    maker.execute("create table made (it)")
    ending = threading.Timer(0.3, maker.commit)
    ending.start()
    assert store.rows(text("pragma journal_mode")) == [("wal",)]
    ending.join()
    assert store.rows(text("select name from sqlite_schema")) == [("made",)]
    maker.close()
    store.close()


# --- moments


def test_moments_come_back_in_utc_to_the_microsecond(store: RecordsStore) -> None:
    east = timezone(timedelta(hours=8))
    moment = datetime(2026, 3, 1, 7, 30, 0, 123456, tzinfo=east)
    with store.writing() as session:
        append(session, RoleGrant, **{**grant(), "now": moment})
    with store.reading() as session:
        kept = session.scalars(select(RoleGrant.created_at)).one()
        # Compared by the database, too: SQLite compares texts.
        later = session.scalars(select(RoleGrant.id).where(RoleGrant.created_at > moment - timedelta(microseconds=1)))
        assert len(list(later)) == 1
    assert kept.isoformat() == "2026-02-28T23:30:00.123456+00:00"


def test_a_moment_without_its_zone_is_the_callers_mistake(store: RecordsStore) -> None:
    def wrong() -> None:
        with store.writing() as session:
            append(session, RoleGrant, **{**grant(), "now": datetime(2026, 3, 1)})

    with pytest.raises(Problem, match="cannot be used"):
        wrong()


# --- sentences


@pytest.mark.parametrize(
    ("url", "named"),
    [
        (f"{PASSWORD}", "is no database URL"),
        (f"postgresql://u:{PASSWORD}@h:{PASSWORD}/d", "is no database URL"),
        (f"postgresql://u:{WRITTEN}@h:port/d", "is no database URL"),
        (f"mysql://u:{WRITTEN}@h/d", "not in mysql"),
        ("sqlite://", "not in sqlite"),
        ("sqlite:///:memory:", "not in sqlite :memory:"),
        (f"postgresql://u:{WRITTEN}@127.0.0.1:1/d?password={WRITTEN}", r"postgresql://127.0.0.1:1/d cannot be used"),
    ],
)
def test_no_sentence_and_no_traceback_holds_the_password(home: Home, url: str, named: str) -> None:
    with pytest.raises(Problem, match=named) as refused:
        open_records(home, url)
    told = "".join(traceback.format_exception(refused.value))
    for secret in (PASSWORD, WRITTEN, "s3cr"):
        assert secret not in str(refused.value)
        # The lines of source that a traceback quotes are those of this test.
        assert secret not in "\n".join(line for line in told.split("\n") if "open_records(" not in line)


def test_an_error_of_the_database_does_not_repeat_what_was_typed(store: RecordsStore) -> None:
    with store.writing() as session:
        append(session, RoleGrant, **grant("13812345678"))

    def wrong(statement: str) -> None:
        with store.writing() as session:
            session.execute(text(statement), {"login": "13812345678"})

    for statement in (
        "insert into role_grant select * from role_grant where login = :login",
        "select cast(:login as date) from no_such_table",
        "update role_grant set valid_from = null where login = :login",
    ):
        with pytest.raises(Problem) as refused:
            wrong(statement)
        assert "13812345678" not in str(refused.value)
        assert "13812345678" not in str(refused.value.__cause__).split("DETAIL")[0]


def test_a_store_that_cannot_be_used_is_said_in_a_line(store: RecordsStore) -> None:
    with store.writing() as session:
        session.execute(text("drop table login_session"))

    def read() -> None:
        with store.reading() as session:
            session.scalars(select(LoginSession)).all()

    with pytest.raises(Problem, match=r"^The records store (sqlite|postgresql)://\S+ cannot be used \(.+\)") as refused:
        read()
    assert "\n" not in str(refused.value)


def test_a_write_is_one_transaction_on_a_connection_that_read_without_one(store: RecordsStore) -> None:
    for _ in range(2):
        assert [name for (name,) in store.rows(select(RoleGrant.login))] == []
        with suppress(RuntimeError), store.writing() as session:
            append(session, RoleGrant, **grant())
            raise RuntimeError
    with store.writing() as session:
        append(session, RoleGrant, **grant())
        assert logins(store) == []
    assert [name for (name,) in store.rows(select(RoleGrant.login))] == ["li"]


def test_a_store_that_cannot_be_read_is_one_sentence(store: RecordsStore) -> None:
    with pytest.raises(Problem, match="cannot be used"):
        store.rows(text("select nothing from nowhere"))
