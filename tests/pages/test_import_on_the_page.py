"""Bringing in files on the Data page, without a browser: widgets are moved, the workers are real processes."""

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard.data.batches import all_imports
from dashboard.data.home import Home
from dashboard.data.import_events import undone_imports
from dashboard.data.importing.jobs import process
from dashboard.data.importing.jobs.job import Job, all_jobs, new_job
from dashboard.data.importing.jobs.plan import load_plan
from dashboard.data.importing.jobs.uploaded import Limits, receive
from dashboard.data.importing.mapping.plans import mapping_of
from dashboard.data.records.profiles import profiles
from dashboard.data.records.store import home_records
from dashboard.data.store import current_build_id
from dashboard.settings import Settings
from tests.data.importing.unknown_headers import HEADERS, total, unknown_orders
from tests.pages.conftest import assert_sound, said

NOW = datetime.now(UTC)


def brought(home: Path, **files: bytes) -> Job:
    """As the drop zone brings them: into the job that the page has begun."""
    job = next(iter(all_jobs(Home(home))), None) or new_job(Home(home), "operator", NOW)
    for number, (name, content) in enumerate(files.items()):
        receive(job, number, 0, content, name=f"{name}.csv", size=len(content), limits=Limits(2**30, 2**30))
    return job


def worked(at, job: Job, each=lambda: None):
    """Run the page until no worker is at it, and none began meanwhile. ``each``: what to do after each run."""
    deadline = time.monotonic() + 300
    while True:
        before = process.state(job)
        at.run()
        each()
        if not before.is_running and process.state(job) == before:
            return at
        assert time.monotonic() < deadline, "the worker hangs"
        time.sleep(0.1)


def button(at, label: str):
    return next(one for one in at.button if one.label == label)


def test_a_file_in_an_empty_home_is_asked_for(app, tmp_path):
    at = app(tmp_path, page="data")
    assert_sound(at)
    assert "Bring in files" in said(at)
    (job,) = all_jobs(Home(tmp_path))
    assert (job.by, process.state(job).kind) == ("operator", "")
    app(tmp_path, page="data")
    assert len(all_jobs(Home(tmp_path))) == 1  # the same one is gone on with


def test_other_files_can_be_brought_in_while_the_worker_that_told_its_problem_still_ends(app, tmp_path, monkeypatch):
    at = app(tmp_path, page="data")
    job = brought(tmp_path, things=b"a,b\n1,2\n")
    job.write("order.json", {"id": "1", "kind": "commit"})
    job.write("result.json", {"order": "1", "problem": {"text": "It fits no table.", "values": {}}})
    monkeypatch.setattr(process, "is_held", lambda _job: True)
    at.run()
    assert "It fits no table." in said(at)
    button(at, "Bring in other files").click().run()
    assert_sound(at)
    assert job.id not in [one.id for one in all_jobs(Home(tmp_path))]


def test_files_that_a_colleagues_page_has_looked_at_and_tried_first_are_shown_without_a_complaint(
    app, tmp_path, monkeypatch
):
    at = app(tmp_path, page="data")
    job = brought(tmp_path, january=b"order_id,customer_id,order_date\n1,C1,2025-01-05\n")
    begin, begun, complaints = process.start, [], []

    def too_late(*given, **details):
        begin(*given, **details)
        begun.append(given[1])
        begin(*given, **details)

    monkeypatch.setattr("dashboard.widgets.imported.current.start", too_late)
    at = worked(at, job, each=lambda: complaints.append("worked on already" in said(at)))
    assert_sound(at)
    assert (begun, any(complaints)) == (["look", "trial"], False)
    assert "january.csv" in said(at)


@pytest.mark.slow
def test_unknown_headers_are_mapped_checked_imported_remembered_undone(app, tmp_path):
    home = Home(tmp_path)
    at = app(tmp_path, page="data")
    job = brought(tmp_path, january=unknown_orders(1).encode("gb18030"))
    at = worked(at, job)
    assert_sound(at)
    assert "Encoding gb18030" in said(at)
    assert button(at, "Check all records").disabled

    start = f"{job.id}_0"
    at.selectbox(key=f"table_{start}_").set_value("orders").run()
    for column, header in (("order_id", 0), ("order_date", 1), ("customer_id", 2), ("gross_amount", 4)):
        at.selectbox(key=f"col_{start}_orders__{column}").set_value(HEADERS[header]).run()
    assert_sound(at)
    assert load_plan(job).of("january.csv").cells["gross_amount"].factor == 10_000
    assert "of the first 200 rows 200 would be accepted" in said(at)

    assert not at.radio  # nothing is stored that it could meet
    button(at, "Check all records").click().run()
    at = worked(at, job)
    assert_sound(at)
    assert f"sum read {total():,}.00 = accepted {total():,}.00 + rejected 0.00" in said(at)
    assert all_imports(home) == ()

    button(at, "Import these files").click().run()
    at = worked(at, job)
    assert_sound(at)
    assert "The files are imported." in [one.value for one in at.success]
    (record,) = all_imports(home)
    assert (record.mode, record.origin, record.profile) == ("append", "browser", "")
    (profile,) = profiles(home_records(home, Settings()))
    assert (profile.name, profile.tables) == ("january", ["orders"])
    assert current_build_id(home)

    button(at, "Show the new figures").click().run()
    assert_sound(at)
    at.expander(key=f"import_{record.import_id}")  # the history names it


@pytest.mark.slow
def test_a_known_header_is_checked_without_a_question(app, tmp_path):
    at = app(tmp_path, page="data")
    orders = "订单号,下单日期,客户编号,订单金额\n" + "".join(f"D{n},2025-01-{n:02},K1,{n}\n" for n in range(1, 29))
    job = brought(tmp_path, orders=orders.encode())
    at = worked(at, job)
    at = worked(at, job)
    assert_sound(at)
    assert process.state(job).kind == "trial"
    assert not button(at, "Import these files").disabled
    assert undone_imports(Home(tmp_path)) == frozenset()


@pytest.mark.slow
def test_what_stands_in_files_is_no_markup(app, tmp_path):
    at = app(tmp_path, page="data")
    evil = "**bold** [x](https://evil.example) :red[y] $z$ <b>,=1+1\n![i](https://evil.example/i),=cmd()\n"
    job = brought(tmp_path, **{"**n** $x$": evil.encode()})
    at = worked(at, job)
    assert_sound(at)
    for text in (*(one.value for one in at.markdown), *(one.value for one in at.caption)):
        assert "](https://evil" not in text.replace("\\]", "").replace("\\(", "")
        assert "**bold**" not in text


def test_a_worker_that_has_died_is_said(app, tmp_path):
    at = app(tmp_path, page="data")
    job = brought(tmp_path, a=b"x,y\n1,2\n")
    job.write("order.json", {"id": "1", "kind": "look"})
    job.write("worker.json", {"pid": 2**22 + 1, "began": "1", "at": NOW.isoformat()})
    at.run()
    assert_sound(at)
    assert any("ended too early" in one.value for one in at.error)
    assert button(at, "Look at the files again")


def test_a_demo_company_takes_no_files_and_makes_nothing_in_ones_own_folder(app, company, tmp_path, monkeypatch):
    monkeypatch.setenv("DASHBOARD_OWN_HOME", str(tmp_path / "own"))
    demo = tmp_path / "demo"
    import shutil

    shutil.copytree(company, demo, ignore=shutil.ignore_patterns("uploads"))
    (demo / "demo.toml").write_text("", encoding="utf-8")
    at = app(demo, page="data")
    assert_sound(at)
    assert not (tmp_path / "own").exists()
    button(at, "Bring in your own files").click().run()
    assert_sound(at)
    assert len(all_jobs(Home(tmp_path / "own"))) == 1
    assert all_jobs(Home(demo)) == ()


def test_nobody_brings_files_without_the_right(app, company):
    at = app(company, page="data")
    assert "Bring in files" in said(at)
    at.selectbox(key="view_as").set_value("E1").run()
    assert "Bring in files" not in said(at)


@pytest.mark.slow
def test_a_flat_file_is_proposed_as_orders_with_their_lines_and_checked(app, tmp_path):
    at = app(tmp_path, page="data")
    rows = "".join(f"D{n // 2},{n % 2 + 1},2025-01-02,K1,甲公司,P{n},2,3.00,6.00\n" for n in range(10))
    job = brought(tmp_path, flat=f"订单号,行号,订单日期,客户编号,客户名称,产品编号,数量,单价,金额\n{rows}".encode())
    at = worked(at, job)
    assert_sound(at)
    start = f"{job.id}_0"
    assert at.selectbox(key=f"table_{start}_orders_with_lines").value == "orders_with_lines"
    keys = [one.key for one in at.selectbox if one.key.startswith(f"col_{start}_")]
    assert [key.rpartition("__")[2] for key in keys[:3]] == ["order_id", "customer_id", "order_date"]
    assert len([key for key in keys if key.endswith("__order_id")]) == 1
    assert keys.index(f"col_{start}_orders_with_lines__order_date") < keys.index(
        f"col_{start}_orders_with_lines__net_amount"
    )
    at.selectbox(key=f"col_{start}_orders_with_lines__customer_name").set_value("客户名称").run()
    assert said(at).count("of the first 10 rows 10 would be accepted") == 3
    button(at, "Check all records").click().run()
    at = worked(at, job)
    assert_sound(at)
    batches = {batch["table"]: batch for batch in job.read("trial.json")["report"]["batches"]}
    assert {name: batch["rows_written"] for name, batch in batches.items()} == {
        "orders": 5, "order_lines": 10, "customers": 1,
    }  # fmt: skip


@pytest.mark.slow
def test_columns_and_words_of_a_wide_survey_are_asked_for(app, tmp_path):
    at = app(tmp_path, page="data")
    rows = "答卷编号,期次,题1,题2,题3,总体评价\nR1,W1,5,不清楚,3,4\nR2,W1,4,3,未答,5\n"
    job = brought(tmp_path, answers=rows.encode("gb18030"))
    at = worked(at, job)
    assert_sound(at)
    assert "Not taken from the file: 总体评价" in said(at)
    assert process.state(job).kind == "look"  # it waits: somebody has to say what 总体评价 is
    at.multiselect(key=f"wide_{job.id}_0_items").set_value(["题1", "题2", "题3", "总体评价"]).run()
    at.selectbox(key=f"wide_{job.id}_0_word_0_不清楚").set_value("99").run()
    assert_sound(at)
    assert "Not taken from the file" not in said(at)
    (target,) = mapping_of(load_plan(job).of("answers.csv").toml, "answers").targets
    assert target.cells["item_id"].items == ("题1", "题2", "题3", "总体评价")
    assert target.cells["score"].values == (("不清楚", "99"),)
