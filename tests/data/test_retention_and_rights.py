"""Rejected records are kept for a time, and every file of a home is for its owner only."""

import os
import shutil
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dashboard.data.batches import all_imports
from dashboard.data.building.build import build
from dashboard.data.demo.company import make_demo
from dashboard.data.home import Home
from dashboard.data.importing.running import import_files
from dashboard.data.records.trail import home_trail
from dashboard.data.retention import Cleaned, clean_old
from dashboard.data.tightening import tighten
from dashboard.logic.problems import Problem
from dashboard.logic.trail import Action
from dashboard.settings import Settings

PROJECT = Path(__file__).resolve().parents[2]
SETTINGS = Settings(threads=2, quarantine_days=30)
ORDERS = "order_id,customer_id,order_date,net_amount\no1,c1,2024-01-31,10\no2,c1,never,10\n"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    path = tmp_path / "orders.csv"
    path.write_text(ORDERS)
    import_files(home, [path], settings=SETTINGS)
    return home


def rejects(home: Home) -> list[str]:
    return sorted(p.name for p in home.imports.rglob("*") if p.name.startswith(("quarantine", "rejects")))


def test_rejects_go_when_their_days_are_over_and_their_counts_stay(home):
    now = datetime.now(UTC)
    assert clean_old(home, SETTINGS, who="x", now=now + timedelta(days=29)) == Cleaned(0, 0)
    assert rejects(home) == ["quarantine.parquet", "rejects-orders.csv"]
    assert clean_old(home, SETTINGS, who="x", now=now + timedelta(days=31)) == Cleaned(1, 2)
    assert rejects(home) == []
    (batch,) = all_imports(home)[0].batches
    assert (batch.read, batch.accepted, batch.rejected, batch.reasons) == (2, 1, 1, {"BAD_DATE": 1})
    (entry,) = home_trail(home, SETTINGS).entries(actions=[Action.RETENTION])
    assert entry.details == {"imports": 1, "files": 2, "days": 30}
    assert clean_old(home, SETTINGS, who="x", now=now + timedelta(days=31)) == Cleaned(0, 0)


def test_scenario_files_taken_over_go_when_their_days_are_over(home):
    folder = home.records / "scenarios.taken-over-2"
    folder.mkdir(parents=True)
    for name in ("a.json", "damaged"):
        (folder / name).write_text("{}")
    now = datetime.now(UTC)
    assert clean_old(home, SETTINGS, who="x", now=now + timedelta(days=29)).scenarios == 0
    assert folder.is_dir()
    assert clean_old(home, SETTINGS, who="x", now=now + timedelta(days=31)) == Cleaned(1, 2, 2)
    assert not folder.exists()
    entries = home_trail(home, SETTINGS).entries(actions=[Action.RETENTION])
    assert [(entry.subject, entry.details["files"]) for entry in entries] == [("scenarios", 2), ("rejects", 2)]
    assert clean_old(home, SETTINGS, who="x", now=now + timedelta(days=31)) == Cleaned(0, 0)


def test_same_file_again_names_no_rejects_file_that_is_gone(home, tmp_path):
    clean_old(home, SETTINGS, who="x", now=datetime.now(UTC) + timedelta(days=31))
    (batch,) = import_files(home, [tmp_path / "orders.csv"], settings=SETTINGS).batches
    assert batch.rejects_file is None


def test_nothing_is_deleted_while_an_import_runs(home):
    with home.writing(), pytest.raises(Problem, match="Another import is running"):
        clean_old(home, SETTINGS, who="x", now=datetime.now(UTC) + timedelta(days=31))
    assert len(rejects(home)) == 2


def open_to_others(root: Path) -> list[str]:
    return [str(path) for path in (root, *root.rglob("*")) if stat.S_IMODE(path.lstat().st_mode) & 0o077]


@pytest.fixture
def generous_umask():
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.slow
def test_every_file_of_a_home_is_for_its_owner_only(tmp_path, generous_umask):
    home = Home(tmp_path / "home")
    make_demo(home, customers=100, months=24, settings=SETTINGS)
    path = tmp_path / "orders.csv"
    path.write_text(ORDERS.replace("o1", "n1").replace("c1", "n-c1"))
    import_files(home, [path], settings=SETTINGS)
    build(home, SETTINGS)
    home_trail(home, SETTINGS).add(Action.BACKUP, who="x")
    assert len(list(home.root.rglob("*"))) > 50
    assert open_to_others(home.root) == []


def test_home_of_an_earlier_version_is_closed(home, generous_umask):
    for path in (home.root, *home.root.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    theirs = home.root / "notes.txt"
    theirs.write_text("of the operator")
    assert tighten(home) == len(list(home.root.rglob("*")))  # the root is counted, the operator's own file is not
    assert open_to_others(home.root) == [str(theirs)]
    assert tighten(home) == 0


def test_a_folder_that_goes_away_meanwhile_holds_nobody_up(home, generous_umask, monkeypatch):
    """A server that starts while another process builds: what that one works in is gone again at any moment."""
    going = home.scratch / "build-1"
    (going / "spill").mkdir(parents=True)
    look = os.scandir

    def gone_before_it_is_looked_into(path):
        if str(path) == str(going):
            shutil.rmtree(going)
        return look(path)

    monkeypatch.setattr(os, "scandir", gone_before_it_is_looked_into)
    assert tighten(home) == 0
    assert not going.exists()


@pytest.mark.slow
def test_command_says_what_it_did(home):
    (home.imports / all_imports(home)[0].import_id).chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-m", "dashboard", "--home", str(home.root), "clean"],
        cwd=PROJECT, capture_output=True, text=True, timeout=600,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "0 files of rejected records older than 90 days are deleted." in done.stdout
    assert "1 files and folders were open to other users" in done.stdout


def test_what_a_killed_trial_left_goes(home):
    left, young = (home.scratch / name for name in ("trial-left", "trial-young"))
    for folder in (left, young):
        (folder / "home" / "imports").mkdir(parents=True)
    (left / "trial.lock").touch()
    clean_old(home, SETTINGS, who="x", now=datetime.now(UTC))
    assert (left.exists(), young.exists()) == (False, True)  # the young one may be about to take its lock
