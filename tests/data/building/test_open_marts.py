"""One instance per build and process, nothing else to be reached through it, old ones dropped (engine.md, 7)."""

import gc
import shutil
import threading
import weakref

import duckdb
import pytest

from dashboard.data.building.build import build
from dashboard.data.home import Home
from dashboard.data.reading import queries
from dashboard.data.reading.marts import Memory, open_marts
from dashboard.data.store import served_file
from dashboard.logic.problems import Problem
from tests.data.building.conftest import SETTINGS
from tests.data.building.imported import imported

ORDER = {"order_id": "o1", "customer_id": "A", "order_date": "2024-01-31", "net_amount": 1}


@pytest.fixture(scope="module")
def built_once(tmp_path_factory):
    home = Home(tmp_path_factory.mktemp("built") / "home").ensure()
    imported(home, {"orders": [ORDER]})
    build(home, SETTINGS)
    return home


@pytest.fixture
def built(built_once, tmp_path):
    """A home with a build for each test: a copy costs less than building."""
    return Home(shutil.copytree(built_once.root, tmp_path / "built"))


def test_same_build_is_one_instance_for_every_thread(built):
    found = []
    threads = [threading.Thread(target=lambda: found.append(open_marts(built))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(map(id, found))) == 1
    assert open_marts(built, found[0].build.build_id) is found[0]


@pytest.mark.slow
def test_older_build_closes_when_its_last_user_lets_go(built):
    old = open_marts(built)
    for _ in range(2):
        build(built, SETTINGS)
        open_marts(built)
    assert old.cursor().execute("select count(*) from customer").fetchall() == [(1,)]
    gone = weakref.ref(old)
    del old
    gc.collect()
    assert gone() is None


def test_home_without_build_and_unknown_build_are_sentences(home, built):
    with pytest.raises(Problem, match="There is no build 20000101T000000-none"):
        open_marts(built, "20000101T000000-none")


def test_empty_home_is_a_sentence(home):
    with pytest.raises(Problem, match=r"no build in .* yet"):
        open_marts(home)


def test_damaged_build_is_a_sentence(built):
    served = served_file(built, build(built, SETTINGS).build_id)
    served.write_bytes(b"no database")
    with pytest.raises(Problem, match="cannot be opened"):
        open_marts(built)


@pytest.mark.parametrize(
    "sql",
    [
        "select * from read_text('/etc/hostname')",
        "copy customer to 'stolen.csv'",
        "attach 'other.duckdb'",
        "delete from served.main.customer",
        "set threads = 8",
        "install httpfs",
        "load httpfs",
    ],
)
def test_nothing_else_is_reached_through_the_marts(built, sql):
    with pytest.raises(duckdb.Error):
        open_marts(built).cursor().execute(sql)


def test_memory_keeps_the_last_used_of_each_kind_and_makes_once():
    memory, made = Memory(), []

    def make(name):
        made.append(name)
        return name

    for key in (("facts", 1), ("facts", 2), ("facts", 1), ("facts", 3), ("other", 1), ("facts", 1), ("facts", 2)):
        assert memory.remember(key, lambda key=key: make(key), 2) == key
    assert made == [("facts", 1), ("facts", 2), ("facts", 3), ("other", 1), ("facts", 2)]


def test_memory_makes_once_for_visitors_who_come_together_and_forgets_failures():
    memory, made = Memory(), []
    with pytest.raises(ZeroDivisionError):
        memory.remember("a", lambda: 1 // 0)
    threads = [threading.Thread(target=lambda: memory.remember("a", lambda: made.append(1))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [1]


def test_a_file_lost_while_the_build_is_open_is_a_sentence(built, monkeypatch, caplog):
    marts = open_marts(built)
    monkeypatch.setattr(queries, "query_text", lambda _name: "select * from read_parquet('gone.parquet')")
    asked = (
        lambda: queries.query_rows(marts, "months"),
        lambda: queries.query_columns(marts, "months"),
        lambda: list(queries.query_batches(marts, "months")),
    )
    for ask in asked:
        with pytest.raises(Problem, match=rf"A file of the build {marts.build.build_id} is missing or damaged"):
            ask()
    assert "gone.parquet" in caplog.text


def test_the_next_build_mends_a_damaged_pointer(built):
    built.current.write_bytes(b"\xff\x00")
    with pytest.raises(Problem, match="CURRENT is damaged"):
        open_marts(built)
    facts = build(built, SETTINGS)
    assert facts.parent is None
    assert open_marts(built).build.build_id == facts.build_id
