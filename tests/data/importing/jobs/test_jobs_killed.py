"""Workers and servers that are killed at any moment, and two at once: what is told afterwards is what is so."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard.data.batches import all_imports
from dashboard.data.home import Home
from dashboard.data.import_events import undone_imports
from dashboard.data.importing.jobs import process
from dashboard.data.importing.jobs.job import Job, new_job
from dashboard.data.importing.jobs.plan import Plan, checked, load_plan, save_plan
from dashboard.data.importing.jobs.standing import stands
from dashboard.data.importing.jobs.uploaded import Limits, all_files, receive
from dashboard.data.store import current_build_id
from dashboard.logic.problems import Problem
from dashboard.settings import PROJECT, Settings

pytestmark = pytest.mark.slow
NOW = datetime(2026, 1, 5, tzinfo=UTC)
SETTINGS = Settings(import_memory="256MB", build_memory="1GB", threads=1)
ORDERS = "订单号,下单日期,客户编号,订单金额\n" + "".join(f"D{n},2025-01-{n:02},K1,{n}.5\n" for n in range(1, 21))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def brought(home: Home, content: str = ORDERS) -> Job:
    job = new_job(home, "ada", NOW)
    data = content.encode()
    receive(job, 0, 0, data, name="orders.csv", size=len(data), limits=Limits(2**30, 2**30))
    return job


def ended(job: Job, within_s: float = 90) -> process.State:
    deadline = time.monotonic() + within_s
    while (now := process.state(job)).is_running and time.monotonic() < deadline:
        time.sleep(0.01)
    return now


def done(job: Job, kind: process.Kind, **details: str) -> process.State:
    process.start(job, kind, SETTINGS, **details)
    return ended(job)


def kill(job: Job) -> None:
    worker = job.read("worker.json")
    assert worker is not None
    with suppress(ProcessLookupError):  # it may have ended by itself in between
        os.killpg(worker["pid"], signal.SIGKILL)


def test_ten_who_press_at_once_start_one_worker(home):
    job = brought(home)

    def press(_number: int) -> bool:
        try:
            process.start(job, "commit", SETTINGS, by="ada", profile="")
        except Problem:
            return False
        return True

    with ThreadPoolExecutor(10) as ten:
        assert sum(ten.map(press, range(10))) == 1
    assert "problem" not in (ended(job).result or {"problem": 1})
    assert len(all_imports(home)) == 1


def test_who_waited_while_another_worker_came_and_went_starts_none(home, monkeypatch):
    job = brought(home)

    @contextmanager
    def held_after_another(job):
        job.write("order.json", {"id": "another", "kind": "commit"})
        yield 0

    monkeypatch.setattr(process, "held_alone", held_after_another)
    with pytest.raises(Problem, match="worked on already"):
        process.start(job, "commit", SETTINGS, by="ada", profile="")
    assert not all_imports(home)


@pytest.mark.parametrize("moment", [0.0, 0.4, 0.8, 1.2, 1.6, 2.0, 2.6, 3.4])
def test_killed_at_any_moment_what_is_told_is_so(home, moment):
    job = brought(home)
    process.start(job, "commit", SETTINGS, by="ada", profile="")
    time.sleep(moment)
    if process.state(job).is_running:
        kill(job)
    now = ended(job)
    assert stands(job) == bool(all_imports(home))
    if now.result is None:
        assert now.is_dead
    if stands(job):
        assert done(job, "build").result["build"] == current_build_id(home)
    else:
        assert [file.is_whole for file in all_files(job)] == [True]
        assert done(job, "commit", by="ada", profile="").result["import_id"]
    assert len(all_imports(home)) == 1
    assert all_imports(home)[0].batches[0].accepted == 20


def test_stopped_after_the_import_stands_is_not_told_as_nothing(home):
    """The worker has committed and not yet said so."""
    job = brought(home)
    done(job, "commit", by="ada", profile="")
    (job.folder / "result.json").unlink()
    assert ended(job).is_dead
    assert stands(job)


def test_undo_and_redo_killed(home):
    done(brought(home), "commit", by="ada", profile="")
    (record,) = all_imports(home)
    for kind in ("undo", "redo"):
        job = new_job(home, "ada", NOW)
        process.start(job, kind, SETTINGS, by="ada", import_id=record.import_id)
        while not stands(job) and process.state(job).is_running:
            time.sleep(0.005)
        kill(job)
        now = ended(job)  # a quick worker has ended before it could be killed
        assert now.is_dead or "problem" not in now.result
        assert stands(job)
        assert (record.import_id in undone_imports(home)) == (kind == "undo")


def test_undo_pressed_twice_is_done_once(home):
    done(brought(home), "commit", by="ada", profile="")
    (record,) = all_imports(home)
    jobs = [new_job(home, "ada", NOW) for _ in range(2)]
    for job in jobs:
        process.start(job, "undo", SETTINGS, by="ada", import_id=record.import_id)
    results = [ended(job).result or {} for job in jobs]
    assert sum("problem" in result for result in results) == 1
    assert undone_imports(home) == {record.import_id}
    assert all(stands(job) for job in jobs)


def test_two_jobs_at_once_lose_nothing(home):
    """One of them may be refused while the other holds the home; it says so and its files stay."""
    jobs = [brought(home), brought(home, ORDERS.replace("D", "E"))]
    for job in jobs:
        process.start(job, "commit", SETTINGS, by="ada", profile="")
    for job, now in zip(jobs, [ended(job) for job in jobs], strict=True):  # the other one holds the home no more
        if not stands(job):
            assert now.result is not None
            assert "Another import" in now.result["problem"]["text"]
            done(job, "commit", by="ada", profile="")
        assert stands(job)
    assert sum(record.batches[0].accepted for record in all_imports(home)) == 40


def test_an_import_while_a_build_runs_stands_and_says_that_no_figures_were_made(home):
    job = brought(home)
    home.ensure()
    with home.building():
        result = done(job, "commit", by="ada", profile="").result
    assert result["build"] is None
    assert "Another build" in result["build_problem"]["text"]
    assert stands(job)
    assert done(job, "build").result["build"] == current_build_id(home)


def test_only_what_was_checked_is_imported(home):
    job = brought(home)
    said = checked(job, load_plan(job))
    receive(job, 1, 0, b"a,b\n1,2\n", name="more.csv", size=8, limits=Limits(2**30, 2**30))
    for change in (lambda: None, lambda: save_plan(job, Plan(mode="replace"))):
        change()
        result = done(job, "commit", by="ada", profile="", checked=said).result
        assert "changed after they were checked" in result["problem"]["text"]
    assert all_imports(home) == ()
    assert not stands(job)


def test_a_server_killed_while_it_starts_a_worker_is_not_forgotten(home):
    """The worker lives, its server is dead before it could write down which process it is."""
    job = brought(home, ORDERS + "".join(f"E{n},2025-02-01,K1,1\n" for n in range(200_000)))
    code = (
        "import os, sys; from pathlib import Path; from dashboard.data.home import Home\n"
        "from dashboard.data.importing.jobs import process\n"
        "from dashboard.data.importing.jobs.job import open_job\n"
        "from dashboard.settings import Settings\n"
        "process.note_worker = lambda job, pid: os.kill(os.getpid(), 9)\n"
        "process.start(open_job(Home(Path(sys.argv[1])), sys.argv[2]), 'commit', Settings(build_memory='1GB'),"
        " by='ada', profile='')\n"
    )
    server = subprocess.run([sys.executable, "-c", code, str(home.root), job.id], cwd=PROJECT, check=False)
    assert server.returncode == -signal.SIGKILL
    assert process.state(job).is_running
    with pytest.raises(Problem, match="already"):
        process.start(job, "look", SETTINGS)
    assert process.cancel(job)
    assert not process.is_running(job)
    assert all_imports(home) == ()
