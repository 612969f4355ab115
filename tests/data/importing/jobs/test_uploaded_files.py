"""Pieces of files as they come in: in order, whole, limited, under clean names."""

import errno
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.data.home import Home
from dashboard.data.importing.jobs import holding
from dashboard.data.importing.jobs.job import Job, all_jobs, new_job, open_job, remove_old_jobs
from dashboard.data.importing.jobs.uploaded import (
    SPARE_BYTES,
    Limits,
    Taken,
    all_files,
    clean_name,
    receive,
    remove_file,
)
from dashboard.logic.problems import Problem

LIMITS = Limits(file=100, job=150)
NOW = datetime(2026, 1, 5, tzinfo=UTC)


@pytest.fixture
def job(tmp_path: Path) -> Job:
    return new_job(Home(tmp_path), "ada", NOW)


def test_a_file_in_two_pieces(job):
    half = receive(job, 0, 0, b"abc", name="a.csv", size=5, limits=LIMITS)
    assert (half.received, half.is_whole) == (3, False)
    whole = receive(job, 0, 3, b"de", name="a.csv", size=5, limits=LIMITS)
    assert (whole.received, whole.is_whole, whole.path.read_bytes()) == (5, True, b"abcde")
    assert [(file.name, file.is_whole) for file in all_files(job)] == [("a.csv", True)]


def test_files_are_for_their_owner_only(job):
    file = receive(job, 0, 0, b"abc", name="a.csv", size=3, limits=LIMITS)
    assert file.path.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in job.folder.rglob("*"))


@pytest.mark.parametrize("offset", [0, 2, 4])
def test_a_piece_that_does_not_follow_is_not_taken(job, offset):
    receive(job, 0, 0, b"abc", name="a.csv", size=5, limits=LIMITS)
    assert receive(job, 0, offset, b"x", name="a.csv", size=5, limits=LIMITS).received == 3


def test_a_piece_beyond_the_said_size_is_not_taken(job):
    assert receive(job, 0, 0, b"abcdef", name="a.csv", size=5, limits=LIMITS).received == 0


def test_an_empty_file_is_whole_at_once(job):
    assert receive(job, 0, 0, b"", name="a.csv", size=0, limits=LIMITS).is_whole


def test_a_file_that_is_whole_stays_as_it_is(job):
    receive(job, 0, 0, b"abc", name="a.csv", size=3, limits=LIMITS)
    again = receive(job, 0, 0, b"xyz", name="a.csv", size=3, limits=LIMITS)
    assert (again.name, again.path.read_bytes()) == ("a.csv", b"abc")


@pytest.mark.parametrize("other", [{"name": "b.csv"}, {"size": 6}, {"mark": "2"}])
def test_two_windows_never_put_one_file_behind_the_half_of_another(job, other):
    """Both begin with the number that was free when they were drawn."""
    said = {"name": "a.csv", "size": 5, "mark": "1"}
    receive(job, 0, 0, b"abc", **said, limits=LIMITS)
    with pytest.raises(Taken) as taken:
        receive(job, 0, 3, b"xy", **(said | other), limits=LIMITS)
    assert taken.value.free == 1
    assert receive(job, 0, 3, b"de", **said, limits=LIMITS).path.read_bytes() == b"abcde"


def test_a_numbered_name_is_gone_on_with(job):
    receive(job, 0, 0, b"", name="a.csv", size=0, limits=LIMITS)
    receive(job, 1, 0, b"ab", name="a.csv", size=4, limits=LIMITS)
    whole = receive(job, 1, 2, b"cd", name="a.csv", size=4, limits=LIMITS)
    assert (whole.name, whole.sent_as, whole.path.read_bytes()) == ("a (2).csv", "a.csv", b"abcd")


def test_files_that_begin_at_the_same_moment_share_neither_name_nor_limit(job):
    """The browser sends three at once; folders hold files of one name."""
    limits = Limits(file=100, job=1000)

    def begin(number: int) -> str:
        try:
            return receive(job, number, 0, b"x" * 100, name="a.csv", size=100, limits=limits).name
        except Problem as problem:
            return str(problem)

    with ThreadPoolExecutor(15) as many:
        said = list(many.map(begin, range(15)))
    assert sum("together" in one for one in said) == 5
    assert len({file.name for file in all_files(job)}) == len(all_files(job)) == 10


def test_pieces_sent_twice_at_the_same_moment_are_taken_once(job):
    with ThreadPoolExecutor(8) as many:
        for offset in (0, 2, 4):
            sent = [many.submit(receive, job, 0, offset, b"ab", name="a.csv", size=6, limits=LIMITS) for _ in range(8)]
            assert {one.result().received for one in sent} == {offset + 2}
    assert all_files(job)[0].path.read_bytes() == b"ababab"


def test_nothing_comes_in_or_goes_while_a_worker_reads(job, monkeypatch):
    receive(job, 0, 0, b"abc", name="a.csv", size=3, limits=LIMITS)
    monkeypatch.setattr(holding, "PATIENCE_S", 0.05)
    with holding.held_alone(job):
        with pytest.raises(Problem, match="worked on"):
            receive(job, 1, 0, b"abc", name="b.csv", size=3, limits=LIMITS)
        with pytest.raises(Problem, match="worked on"):
            remove_file(job, 0)
    assert [file.name for file in all_files(job)] == ["a.csv"]


def test_a_worker_that_told_its_result_is_waited_for_however_long_it_takes_to_end(job, monkeypatch):
    """Two and a half seconds were seen on a busy machine: what was pressed meanwhile was refused."""
    monkeypatch.setattr(holding, "PATIENCE_S", 0.05)
    job.write("order.json", {"id": "1", "kind": "look"})
    job.write("result.json", {"order": "1"})
    with ThreadPoolExecutor(1) as colleague, holding.held_alone(job):
        sent = colleague.submit(receive, job, 0, 0, b"abc", name="a.csv", size=3, limits=LIMITS)
        with pytest.raises(TimeoutError):
            sent.result(0.5)
    assert sent.result().is_whole


def test_a_full_disk_leaves_no_job_and_no_half_file(job, tmp_path, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("dashboard.data.importing.jobs.uploaded.write_atomically", full)
    with pytest.raises(Problem, match="No space left"):
        receive(job, 0, 0, b"abc", name="a.csv", size=3, limits=LIMITS)
    assert all_files(job) == ()
    monkeypatch.setattr("dashboard.data.importing.jobs.job.write_atomically", full)
    with pytest.raises(Problem, match="No space left"):
        new_job(Home(tmp_path), "ada", NOW)
    assert [path.name for path in (tmp_path / "uploads").iterdir()] == [job.id]


def test_a_disk_that_is_full_takes_no_file(job, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda _path: SimpleNamespace(free=SPARE_BYTES + 2))
    with pytest.raises(Problem, match="no room"):
        receive(job, 0, 0, b"abc", name="a.csv", size=3, limits=LIMITS)


def test_too_large_too_much_too_many(job):
    with pytest.raises(Problem, match="a file may have"):
        receive(job, 0, 0, b"", name="a.csv", size=101, limits=LIMITS)
    receive(job, 0, 0, b"", name="a.csv", size=100, limits=LIMITS)
    with pytest.raises(Problem, match="together"):
        receive(job, 1, 0, b"", name="b.csv", size=51, limits=LIMITS)
    with pytest.raises(Problem, match="More than"):
        receive(job, 2000, 0, b"", name="c.csv", size=1, limits=LIMITS)


def test_two_files_of_one_name(job):
    names = [receive(job, n, 0, b"", name="a.csv", size=0, limits=LIMITS).name for n in range(3)]
    assert names == ["a.csv", "a (2).csv", "a (3).csv"]


def test_a_file_taken_back_leaves_nothing(job):
    receive(job, 0, 0, b"abc", name="a.csv", size=3, limits=LIMITS)
    remove_file(job, 0)
    assert all_files(job) == ()
    assert list((job.folder / "files").iterdir()) == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("../../etc/orders.csv", "orders.csv"),
        ("C:\\temp\\订单 2025.XLSX", "订单 2025.XLSX"),
        ("a\u202egpj.csv", "agpj.csv"),
        ("a\n\x00b.csv", "ab.csv"),
        ("  .hidden.csv. ", "hidden.csv"),
        ("x" * 300 + ".csv", "x" * 120 + ".csv"),
        ("客" * 100 + ".csv", "客" * 40 + ".csv"),
    ],
)
def test_clean_names(typed, kept):
    assert clean_name(typed) == kept


@pytest.mark.parametrize("typed", ["a.exe", "csv", ".csv", "..", "", "/", "a.csv/", "a.csv\u0000.sh"])
def test_names_of_nothing_that_can_be_imported(typed):
    with pytest.raises(Problem, match="of a kind"):
        clean_name(typed)


@given(st.text(max_size=300))
def test_a_name_never_leads_elsewhere(typed):
    name = clean_name(typed + "/a" + typed.replace("/", "").replace("\\", "") + ".csv")
    assert Path(name).name == name
    assert len(name.encode()) <= 255


def test_tokens_are_of_one_job_and_one_sign_in(job, tmp_path):
    other = new_job(Home(tmp_path), "ada", NOW)
    assert job.is_token(job.token("s1"), "s1")
    assert not job.is_token(job.token("s1"), "s2")
    assert not job.is_token(other.token("s1"), "s1")
    assert not job.is_token("", "")
    assert not job.is_token("ü", "s1")


def test_jobs_are_found_again_and_go_after_a_day(job, tmp_path):
    home = Home(tmp_path)
    assert open_job(home, job.id) == job
    assert [one.id for one in all_jobs(home)] == [job.id]
    touched = job.touched_at
    assert remove_old_jobs(home, touched + timedelta(hours=23)) == 0
    assert remove_old_jobs(home, touched + timedelta(hours=25)) == 1
    assert all_jobs(home) == ()
    assert not job.folder.exists()


def test_a_job_that_a_colleague_removes_meanwhile_is_passed_over(job, tmp_path, monkeypatch):
    """Right after it was found, its folder goes; so does one that a killed server left."""
    home, other, nameless = Home(tmp_path), new_job(Home(tmp_path), "eve", NOW), tmp_path / "uploads" / ("0" * 32)
    nameless.mkdir()
    opened = open_job

    def opened_then_gone(home: Home, job_id: str) -> Job | None:
        found = opened(home, job_id)
        if job_id != job.id:
            shutil.rmtree(home.root / "uploads" / job_id, ignore_errors=True)
        return found

    monkeypatch.setattr("dashboard.data.importing.jobs.job.open_job", opened_then_gone)
    assert {one.id for one in all_jobs(home)} == {job.id, other.id}
    assert (other.touched_at, all_files(other)) == (NOW, ())
    nameless.mkdir()
    monkeypatch.setattr("dashboard.data.importing.jobs.job.all_jobs", lambda _home: ())
    assert remove_old_jobs(home, datetime.now(UTC)) == 0
    assert not nameless.exists()


def test_what_a_killed_server_left_of_a_new_job_goes_after_a_day(job, tmp_path):
    nameless = tmp_path / "uploads" / ("0" * 32)
    nameless.mkdir()
    (tmp_path / "uploads" / "of an operator").mkdir()
    later = datetime.now(UTC) + timedelta(hours=23)
    assert remove_old_jobs(Home(tmp_path), later) == 0
    assert remove_old_jobs(Home(tmp_path), later + timedelta(hours=2)) == 2
    assert [path.name for path in (tmp_path / "uploads").iterdir()] == ["of an operator"]


@pytest.mark.parametrize("job_id", ["", "..", "../imports", "a" * 32, "A" * 32, "0" * 31 + "/"])
def test_ids_that_are_none(job, tmp_path, job_id):
    assert open_job(Home(tmp_path), job_id) is None
