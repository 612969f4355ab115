"""The process that works on a job: look, trial, import, undo; stopped, died, out of memory. Real processes."""

import os
import signal
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard.data.batches import all_imports
from dashboard.data.home import Home
from dashboard.data.importing.jobs import process
from dashboard.data.importing.jobs.job import Job, new_job
from dashboard.data.importing.jobs.looks import look_of
from dashboard.data.importing.jobs.plan import FilePlan, Plan, checked, load_plan, save_plan
from dashboard.data.importing.jobs.uploaded import Limits, all_files, receive
from dashboard.data.importing.mapping.plans import Cell
from dashboard.data.store import current_build_id
from dashboard.logic.problems import Problem
from dashboard.settings import Settings

pytestmark = pytest.mark.slow
NOW = datetime(2026, 1, 5, tzinfo=UTC)
SETTINGS = Settings(import_memory="256MB", build_memory="1GB", threads=1)
ORDERS = "订单号,下单日期,客户编号,订单金额\n" + "".join(
    f"D{n},2025-01-{n:02},K{n % 3},{n}00.50\n" for n in range(1, 21)
)


def brought(home: Home, **files: str | bytes) -> Job:
    job = new_job(home, "ada", NOW)
    for number, (name, content) in enumerate(files.items()):
        data = content.encode() if isinstance(content, str) else content
        kind = "xlsx" if data.startswith(b"PK") else "csv"
        receive(job, number, 0, data, name=f"{name}.{kind}", size=len(data), limits=Limits(2**30, 2**30))
    return job


def done(job: Job, kind: process.Kind, settings: Settings = SETTINGS, **details: str) -> process.State:
    process.start(job, kind, settings, **details)
    deadline = time.monotonic() + 90
    while (now := process.state(job)).is_running and time.monotonic() < deadline:
        time.sleep(0.05)
    return now


def endless(job: Job) -> Job:
    """Its file becomes a pipe into which nobody writes: the worker that opens it is there until somebody ends it."""
    (file,) = all_files(job)
    file.path.unlink()
    os.mkfifo(file.path)
    return job


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def test_look_trial_import_undo_redo(home):
    job = brought(home, orders=ORDERS)
    assert process.state(job) == process.State()
    assert done(job, "look").result == {"order": job.read("order.json")["id"]}
    looks = job.read("look.json")["looks"]
    look = look_of(looks[0]["look"])
    assert (look.name, look.header, look.layout.encoding) == (
        "orders.csv",
        ("订单号", "下单日期", "客户编号", "订单金额"),
        "utf-8",
    )
    assert look.rows[0] == ("D1", "2025-01-01", "K1", "100.50")

    assert "problem" not in done(job, "trial").result
    tried = job.read("trial.json")
    assert [(batch["read"], batch["accepted"]) for batch in tried["report"]["batches"]] == [(20, 20)]
    assert tried["effect"]["then"]["orders"] in (0, 20)  # the month may not be over
    assert tried["plan"] == checked(job, load_plan(job))
    assert all_imports(home) == ()

    result = done(job, "commit", by="ada", profile="").result
    assert (result["report"]["batches"][0]["accepted"], result["build"]) == (20, current_build_id(home))
    (record,) = all_imports(home)
    assert (record.import_id, record.by, record.origin) == (result["import_id"], "ada", "browser")

    undone = done(new_job(home, "ada", NOW), "undo", by="ada", import_id=record.import_id).result
    assert undone["build_problem"]["text"]  # no order is left to build from
    again = done(new_job(home, "ada", NOW), "redo", by="ada", import_id=record.import_id).result
    assert again["build"] == current_build_id(home)


def test_what_was_mapped_is_what_is_imported(home):
    job = brought(home, 销售="单,日,客,额\n1,2025/01/05,K1,1.5\n2,2025/01/06,K1,x\n".encode("gb18030"))
    cells = {
        "order_id": Cell(header="单"),
        "order_date": Cell(header="日"),
        "customer_id": Cell(header="客"),
        "gross_amount": Cell(header="额", factor=10000),
        "currency": Cell(value="CNY"),
    }
    save_plan(job, Plan(files={"销售.csv": FilePlan(table="orders", cells=cells)}))
    assert load_plan(job).files["销售.csv"].cells == cells
    done(job, "trial")
    (batch,) = job.read("trial.json")["report"]["batches"]
    assert (batch["accepted"], batch["rejected"], batch["amount_accepted"]) == (1, 1, "15000.0000")
    assert batch["reasons"] == {"BAD_AMOUNT": 1}
    assert (job.folder / "rejects" / Path(batch["rejects_file"]).name).is_file()


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_looked_at(home):
    job = brought(home, broken=b"PK\x03\x04 no workbook", orders=ORDERS)
    done(job, "look")
    said = {one["name"]: one for one in job.read("look.json")["looks"]}
    assert "problem" in said["broken.xlsx"]
    assert "look" in said["orders.csv"]


def test_a_problem_comes_back_as_data(home):
    job = brought(home, things="a,b\n1,2\n")
    result = done(job, "commit", by="ada", profile="").result
    problem = Problem(result["problem"]["text"], **result["problem"]["values"])
    assert "things.csv" in str(problem)
    assert all_imports(home) == ()


def test_too_little_memory_is_told_and_nothing_is_changed(home):
    job = brought(home, orders=ORDERS)
    tiny = SETTINGS.model_copy(update={"import_process_mb": 60, "build_memory": "1MB"})
    now = done(job, "commit", tiny, by="ada", profile="")
    assert now.is_dead or "problem" in now.result
    assert all_imports(home) == ()


def test_stopped_in_the_middle_changes_nothing(home):
    job = brought(home, orders=ORDERS.rstrip() + "\n" + "".join(f"E{n},2025-02-01,K1,1\n" for n in range(400_000)))
    process.start(job, "commit", SETTINGS, by="ada", profile="")
    with pytest.raises(Problem, match="already"):
        process.start(job, "look", SETTINGS)
    while not job.read("progress.json"):
        assert process.state(job).is_running
        time.sleep(0.01)
    assert process.cancel(job)
    assert process.state(job).result["is_cancelled"]
    assert all_imports(home) == ()
    assert done(job, "look").result is not None  # it can be gone on with


def test_a_worker_that_dies_is_seen_as_dead(home):
    job = endless(brought(home, orders=ORDERS))
    process.start(job, "commit", SETTINGS, by="ada", profile="")
    os.kill(job.read("worker.json")["pid"], signal.SIGKILL)
    deadline = time.monotonic() + 90
    while process.state(job).is_running and time.monotonic() < deadline:
        time.sleep(0.02)
    assert process.state(job).is_dead
    assert all_imports(home) == ()


def test_the_worker_knows_no_secret(home, monkeypatch):
    monkeypatch.setenv("DASHBOARD_LOGIN__CLIENT_SECRET", "hidden-from-workers")
    job = endless(brought(home, orders=ORDERS))
    process.start(job, "look", SETTINGS)
    environment = Path(f"/proc/{job.read('worker.json')['pid']}/environ").read_bytes()
    assert b"PATH=" in environment
    assert b"hidden-from-workers" not in environment
    assert "hidden" not in (job.folder / "order.json").read_text()
    process.cancel(job)
