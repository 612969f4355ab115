"""The drop folder, with real files and a real second process."""

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from dashboard.commands.running import run
from dashboard.data.batches import all_imports, live_batches
from dashboard.data.home import Home
from dashboard.data.importing.watching import LOCK, DropFolder, watching
from dashboard.logic.problems import Problem

PROJECT = Path(__file__).resolve().parents[2]
HEAD = "order_id,customer_id,order_date,net_amount\n"


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    folder = tmp_path / "drop"
    folder.mkdir()
    return folder


def command(drop: Path, *options: str) -> list[str]:
    home = drop.parent / "home"
    return [sys.executable, "-m", "dashboard", "--home", str(home), "watch", str(drop), "--interval", "0.2", *options]


def once(drop: Path, *options: str) -> tuple[int, list[dict], str]:
    done = subprocess.run(
        command(drop, "--once", "--json", *options), cwd=PROJECT, capture_output=True, text=True, check=False
    )
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file() and path.name != LOCK)


def test_a_file_has_arrived_when_it_looked_the_same_twice(drop):
    folder = DropFolder.of(drop)
    (drop / "a.csv").write_text(HEAD)
    assert folder.arrived() == []
    (drop / "b.csv").write_text(HEAD)
    assert [path.name for path in folder.arrived()] == ["a.csv"]
    (drop / "b.csv").write_text(HEAD + "x")
    assert [path.name for path in folder.arrived()] == ["a.csv"]
    assert [path.name for path in folder.arrived()] == ["a.csv", "b.csv"]


@pytest.mark.parametrize(
    "name", ["a.csv.part", "a.tmp", "~$a.xlsx", ".a.csv", ".~lock.a.ods#", "notes.md", "empty.csv"]
)
def test_half_copied_and_foreign_files_are_never_touched(drop, name):
    folder = DropFolder.of(drop)
    (drop / name).write_text("" if name == "empty.csv" else HEAD)
    (drop / "archive").mkdir()
    (drop / "archive" / "old.csv").write_text(HEAD)
    assert folder.arrived() == folder.arrived() == []


def test_a_folder_arrives_as_one_when_nothing_in_it_is_half_copied(drop):
    folder = DropFolder.of(drop)
    (drop / "march").mkdir()
    (drop / "march" / "a.csv").write_text(HEAD)
    (drop / "march" / "b.csv.part").write_text(HEAD)
    assert folder.arrived() == folder.arrived() == []
    (drop / "march" / "b.csv.part").rename(drop / "march" / "b.csv")
    folder.arrived()
    assert folder.arrived() == [drop / "march"]


def test_one_watcher_per_folder(drop):
    with watching(drop), pytest.raises(Problem, match="watched already"), watching(drop):
        pass
    with pytest.raises(Problem, match="does not exist"), watching(drop / "none"):
        pass


def test_put_away_keeps_what_has_the_same_name(drop):
    folder = DropFolder.of(drop)
    for content in ("1", "2"):
        (drop / "a.csv").write_text(content)
        folder.put_away(drop / "a.csv", is_good=True, day="2025-01-02", lines=["x"], document={})
    assert names(drop / "archive" / "2025-01-02") == [
        "a-2.csv", "a-2.csv.report.json", "a-2.csv.report.txt", "a.csv", "a.csv.report.json", "a.csv.report.txt",
    ]  # fmt: skip
    assert (drop / "archive" / "2025-01-02" / "a-2.csv").read_text() == "2"


@pytest.mark.parametrize(("text", "told"), [("", "It went away"), ("no,such\n1,2\n3,4\n", "It was written on")])
def test_a_file_that_its_owner_takes_back_or_corrects_meanwhile_is_no_failure(drop, capsys, monkeypatch, text, told):
    """While the file before it was imported: the watcher goes on, and a corrected file is not called a failed one."""
    for name in ("a.csv", "b.csv"):
        (drop / name).write_text("no,such\n1,2\n")
    looks = DropFolder.arrived

    def arrived(folder: DropFolder) -> list[Path]:
        found = looks(folder)
        if found:
            (drop / "b.csv").unlink()
            if text:
                (drop / "b.csv").write_text(text)
        return found

    monkeypatch.setattr(DropFolder, "arrived", arrived)
    status = run(command(drop, "--once", "--json", "--no-build")[3:])
    said = capsys.readouterr()
    outcomes = {line["item"]: line["outcome"] for line in map(json.loads, said.out.splitlines())}
    assert (status, outcomes) == (1, {"a.csv": "failed", "b.csv": "waiting"})
    assert f"b.csv: {told}" in said.err
    assert "1 of the files could not be imported" in said.err
    assert "b.csv" not in names(drop / "failed")


@pytest.mark.slow
def test_once_imports_builds_archives_and_reports(drop):
    (drop / "good.csv").write_text(HEAD + "A,C1,2024-03-05,1\n")
    (drop / "bad.csv").write_text("no,such\n1,2\n")
    with zipfile.ZipFile(drop / "more.zip", "w") as archive:
        archive.writestr("in/b.csv", HEAD + "B,C1,2024-03-06,2\nX,,2024-03-06,2\n")
    status, lines, errors = once(drop)
    outcomes = {line["item"]: line for line in lines}
    assert status == 1, errors
    assert "1 of the files could not be imported" in errors
    assert {name: line["outcome"] for name, line in outcomes.items()} == {
        "bad.csv": "failed", "good.csv": "imported", "more.zip": "imported",
    }  # fmt: skip
    assert outcomes["more.zip"]["batches"][0]["reasons"] == {"MISSING_KEY": 1}
    assert outcomes["good.csv"]["build"] == outcomes["more.zip"]["build"] is not None
    assert names(drop / "failed") == ["bad.csv", "bad.csv.report.json", "bad.csv.report.txt"]
    assert "fit no table" in (drop / "failed" / "bad.csv.report.txt").read_text()
    assert len(names(drop / "archive")) == 6
    assert once(drop)[0] == 0


@pytest.mark.slow
def test_the_same_file_again_changes_nothing_and_is_put_away(drop):
    for _ in range(2):
        (drop / "a.csv").write_text(HEAD + "A,C1,2024-03-05,1\n")
        status, lines, _errors = once(drop, "--no-build")
        assert status == 0
    assert lines[0]["outcome"] == "unchanged"
    assert len(all_imports(Home(drop.parent / "home"))) == 1
    assert len([name for name in names(drop / "archive") if name.endswith(".csv")]) == 2


@pytest.mark.slow
def test_killed_between_import_and_archive_it_goes_on_where_it_was(drop):
    (drop / "a.csv").write_text(HEAD + "".join(f"A{n},C1,2024-03-05,1\n" for n in range(1000)))
    home = Home(drop.parent / "home")
    for wait in (0.6, 0.9, 1.2, 1.5):
        watcher = subprocess.Popen(command(drop), cwd=PROJECT, stderr=subprocess.DEVNULL)
        time.sleep(wait)
        watcher.kill()
        watcher.wait()
    assert once(drop)[0] == 0
    assert sum(batch.accepted for batch in live_batches(home)["orders"]) == 1000
    assert [name for name in names(drop) if name.endswith(".csv")] == ["a.csv"]
    assert not (drop / "a.csv").exists()


@pytest.mark.slow
def test_sigterm_ends_it_cleanly_after_what_it_took(drop):
    watcher = subprocess.Popen(
        command(drop, "--json", "--no-build"), cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert watcher.stderr is not None
        assert watcher.stdout is not None
        assert "Watching" in watcher.stderr.readline()
        (drop / "a.csv").write_text(HEAD + "A,C1,2024-03-05,1\n")
        assert json.loads(watcher.stdout.readline())["outcome"] == "imported"
        second = subprocess.run(command(drop, "--once"), cwd=PROJECT, capture_output=True, text=True, check=False)
        assert (second.returncode, "watched already" in second.stderr) == (1, True)
        os.kill(watcher.pid, signal.SIGTERM)
        assert watcher.wait(120) == 0
        assert "Stopped watching" in watcher.stderr.read()
    finally:
        watcher.kill()
        watcher.communicate()
    assert not (drop / "a.csv").exists()


@pytest.mark.slow
def test_while_another_import_runs_the_file_waits(drop):
    home = Home(drop.parent / "home").ensure()
    (drop / "a.csv").write_text(HEAD + "A,C1,2024-03-05,1\n")
    with home.writing():
        status, lines, _errors = once(drop, "--no-build")
    assert (status, lines[0]["outcome"], (drop / "a.csv").exists()) == (0, "waiting", True)
    assert once(drop, "--no-build")[1][0]["outcome"] == "imported"
