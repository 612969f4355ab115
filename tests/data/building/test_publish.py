"""A build that fails or is killed changes nothing that readers see; nobody meets half a build (engine.md, 5 and 7)."""

# ruff: noqa: S608 - the SQL here is made of constants

import os
import random
import signal
import subprocess
import sys
import threading
import time
from decimal import Decimal

import pytest

from dashboard.data import store
from dashboard.data.building.build import build
from dashboard.data.building.data_gaps import DATA_GAP_MARTS
from dashboard.data.building.mart_sql import MARTS
from dashboard.data.building.old_builds import remove_old_builds
from dashboard.data.building.survey_cells import SURVEY_CELL_MARTS
from dashboard.data.home import Home
from dashboard.data.reading.marts import current_build_id, open_marts
from dashboard.logic.problems import Problem
from tests.conftest import PROJECT
from tests.data.building.conftest import SETTINGS
from tests.data.building.imported import imported

STEPS = (*MARTS, "layer_month", "customer_search", *DATA_GAP_MARTS, *SURVEY_CELL_MARTS, "served", "manifest")


def order(number: int, amount: str = "1") -> dict:
    return {"order_id": f"o{number}", "customer_id": f"c{number % 7}", "order_date": "2024-01-31", "net_amount": amount}


def total(home: Home) -> Decimal:
    return open_marts(home).cursor().execute("select sum(revenue) from month").fetchall()[0][0]


class Injected(Exception):
    """A failure put in on purpose."""


@pytest.mark.slow
@pytest.mark.parametrize("steps", [STEPS])
def test_failure_after_any_step_leaves_the_old_build_and_no_rubbish(home, steps):
    imported(home, {"orders": [order(1)]})
    before = build(home, SETTINGS).build_id
    imported(home, {"orders": [order(2)]})
    for step in steps:

        def fail(done: str, step: str = step) -> None:
            if done == step:
                raise Injected(step)

        with pytest.raises(Injected, match=step):
            build(home, SETTINGS, progress=fail)
        assert current_build_id(home) == before
        assert total(home) == 1
        assert [folder.name for folder in home.builds.iterdir()] == [before]
        assert not list(home.scratch.glob("build-*"))
    after = build(home, SETTINGS).build_id
    assert total(home) == 2
    assert sorted(path.name for path in home.served.iterdir()) == [f"marts-{before}.duckdb", f"marts-{after}.duckdb"]


def test_failure_after_publishing_keeps_what_was_published(home):
    imported(home, {"orders": [order(1)]})

    def fail(done: str) -> None:
        if done == "published":
            raise Injected(done)

    with pytest.raises(Injected):
        build(home, SETTINGS, progress=fail)
    assert total(home) == 1


def test_steps_are_told_in_order(home):
    imported(home, {"orders": [order(1)]})
    told: list[str] = []
    build(home, SETTINGS, progress=told.append)
    assert told == [*STEPS, "published", "collected"]


def test_columns_other_than_promised_refuse_the_build(home, monkeypatch):
    imported(home, {"orders": [order(1)]})
    before = build(home, SETTINGS).build_id
    promised = store.MART_SCHEMAS["month"]
    monkeypatch.setitem(store.MART_SCHEMAS, "month", (*promised, ("colour", "string")))
    with pytest.raises(Problem, match="The build made month with the columns"):
        build(home, SETTINGS)
    assert current_build_id(home) == before


def test_sum_beyond_the_money_type_is_a_sentence_and_no_build(home):
    imported(home, {"orders": [order(1, "99999999999999"), order(8, "99999999999999")]})
    with pytest.raises(Problem, match=r"The build stopped at customer_month: .* The build before it stays in use\."):
        build(home, SETTINGS)
    assert current_build_id(home) is None


def test_one_build_at_a_time(home):
    imported(home, {"orders": [order(1)]})
    with home.building(), pytest.raises(Problem, match="Another build is running"):
        build(home, SETTINGS)


@pytest.mark.parametrize(("engine", "sentence"), [("spark", "not part of this version"), ("dask", "dask is not known")])
def test_other_engines_are_refused(home, engine, sentence):
    with pytest.raises(Problem, match=sentence):
        build(home, SETTINGS, engine=engine)


def test_home_in_a_folder_with_a_quote_in_its_name(tmp_path):
    home = Home(tmp_path / "it's [all] 数据").ensure()
    imported(home, {"orders": [order(1)]})
    build(home, SETTINGS)
    assert total(home) == 1


@pytest.mark.slow
def test_readers_in_other_threads_see_whole_builds_while_new_ones_are_published(home):
    imported(home, {"orders": [order(1)]})
    totals = {build(home, SETTINGS).build_id: 1}
    seen: set[tuple[str, int]] = set()
    failures: list[BaseException] = []
    done = threading.Event()

    def read() -> None:
        try:
            while not done.is_set():
                marts = open_marts(home)
                found = {
                    int(marts.cursor().execute(f"select sum({column}) from {mart}").fetchall()[0][0])
                    for mart, column in (
                        ("month", "revenue"),
                        ("customer_month", "revenue"),
                        ("order_value", "net_amount"),
                    )
                }
                assert len(found) == 1
                seen.add((marts.build.build_id, found.pop()))
        except BaseException as error:
            failures.append(error)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for number in range(2, 6):
        imported(home, {"orders": [order(number)]})
        build_id = build(home, SETTINGS).build_id
        totals[build_id] = number
        while not failures and build_id not in {one for one, _ in seen.copy()}:
            time.sleep(0.005)
    done.set()
    for reader in readers:
        reader.join(300)
    assert failures == []
    assert len(seen) >= 4  # all but the first one, which may have been gone when they began
    assert all(totals[build_id] == found for build_id, found in seen)


@pytest.mark.slow
def test_old_builds_go_after_the_grace_period_and_the_last_three_stay(home):
    imported(home, {"orders": [order(1)]})
    ids = [build(home, SETTINGS).build_id for _ in range(5)]
    assert store.published_builds(home) == tuple(ids)
    assert remove_old_builds(home, is_alone=False) == ()
    held = open_marts(home, ids[0]).cursor()
    assert remove_old_builds(home, is_alone=False, now=time.time() + 2 * 3600) == tuple(ids[:2])
    assert sorted(folder.name for folder in home.builds.iterdir()) == ids[2:]
    assert sorted(path.name for path in home.served.iterdir()) == [f"marts-{build_id}.duckdb" for build_id in ids[2:]]
    assert held.execute("select sum(revenue) from month").fetchall() == [(1,)]  # its reader keeps what it opened
    with pytest.raises(Problem, match="There is no build"):
        store.read_manifest(home, ids[0])


@pytest.mark.slow
def test_folder_without_manifest_stays_a_day_unless_nobody_builds(home):
    imported(home, {"orders": [order(1)]})
    build(home, SETTINGS)
    half = home.builds / "20990101T000000000000-abcdef"
    half.mkdir()
    remove_old_builds(home, is_alone=False)
    assert half.is_dir()
    remove_old_builds(home, is_alone=False, now=time.time() + 25 * 3600)
    assert not half.exists()
    half.mkdir()
    remove_old_builds(home, is_alone=True)
    assert not half.exists()


BUILDING = """
import sys
from dashboard.data.building.build import build
from dashboard.data.home import Home
from dashboard.settings import Settings
home = Home(sys.argv[1])
print("ready", flush=True)
while True:
    build(home, Settings(threads=2))
    print("built", flush=True)
"""


@pytest.mark.slow
def test_kill_9_at_twenty_random_moments_of_a_build(home):
    imported(home, {"orders": [order(number) for number in range(20_000)]})
    build(home, SETTINGS)
    moments = random.Random(7)
    started = time.monotonic()
    build(home, SETTINGS)
    length = time.monotonic() - started
    for _ in range(20):
        process = subprocess.Popen(
            [sys.executable, "-c", BUILDING, str(home.root)], cwd=PROJECT, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(moments.uniform(0, 1.5 * length))
        os.kill(process.pid, signal.SIGKILL)
        process.wait(300)
        process.stdout.close()
        assert total(home) == 20_000
        assert current_build_id(home) in store.published_builds(home)
    last = build(home, SETTINGS).build_id
    assert total(home) == 20_000
    assert {folder.name for folder in home.builds.iterdir()} == set(store.published_builds(home))
    assert current_build_id(home) == last
    assert not list(home.scratch.glob("build-*"))
    assert not list(home.served.glob("*.tmp*"))
