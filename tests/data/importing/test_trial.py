"""A trial: what an import would give and do to the figures, while nothing changes."""

import json
import shutil
from datetime import date
from decimal import Decimal

import pytest
from filelock import FileLock

from dashboard.data.building.build import build
from dashboard.data.importing.trial import remove_leftovers, trial
from dashboard.data.importing.undoing import undo
from dashboard.logic.problems import Problem
from dashboard.settings import Settings

pytestmark = pytest.mark.slow  # real builds
SETTINGS = Settings(threads=2)
HEAD = "order_id,customer_id,order_date,net_amount\n"
FIRST = HEAD + "A,C1,2024-03-05,1\nB,C2,2024-04-05,5\nD,C3,2024-04-06,7\nE,C1,2024-04-30,2\n"


def _try(home, path, **options):
    return trial(home.home, [path], settings=SETTINGS, **options)


@pytest.fixture
def built(home):
    home.run(home.file("a.csv", FIRST))
    build(home.home, SETTINGS)
    return home


def test_the_first_import_starts_from_nothing(home):
    tried = _try(home, home.file("a.csv", FIRST + "X,C2,never,3\n"))
    assert (tried.report.is_dry_run, tried.report.import_id, tried.report.batches[0].rejected) == (True, None, 1)
    effect = tried.effect
    assert (effect.now, effect.then_moved, effect.closed_months) == (None, None, ())
    assert effect.data_through == (None, date(2024, 4, 30))
    then = effect.then
    assert (then.as_of, then.customers, then.orders, then.revenue) == (date(2024, 4, 30), 3, 4, Decimal(15))
    assert sum(layer.revenue for layer in then.layers) == 15
    assert home.state() == {}


def test_now_and_then_closed_months_and_the_moved_date(built):
    before = built.state()
    text = HEAD + "A,C1,2024-03-05,100.25\nQ,C9,2024-05-31,5\n"
    effect = _try(built, built.file("b.csv", text), mode="upsert").effect
    assert built.state() == before
    assert [(effect.now.customers, effect.now.orders, effect.now.revenue)] == [(3, 4, Decimal(15))]
    assert (effect.then.as_of, effect.then.orders, effect.then.revenue) == (date(2024, 4, 30), 4, Decimal("114.25"))
    assert effect.then_moved.as_of == date(2024, 5, 31)
    assert (effect.then_moved.customers, effect.then_moved.revenue) == (4, Decimal("119.25"))
    assert [(one.month, one.customers, one.revenue) for one in effect.closed_months] == [
        ("2024-03", (1, 1), (Decimal(1), Decimal("100.25")))
    ]
    assert effect.data_through == (date(2024, 4, 30), date(2024, 5, 31))
    assert effect.notes["CUSTOMERS_NOT_ON_FILE"] == (3, 4)
    assert json.loads(json.dumps(effect.as_json()))["then"]["revenue"] == "114.2500"


def test_the_effect_is_what_the_import_then_does(built):
    path = built.file("b.csv", HEAD + "Q,C9,2024-04-20,5\n")
    promised = _try(built, path).effect.then
    built.run(path)
    build(built.home, SETTINGS)
    assert _try(built, built.file("c.csv", HEAD + "R,C9,2024-04-21,5\n")).effect.now == promised


def test_nothing_new_has_no_effect(built):
    tried = _try(built, built.file("a.csv", FIRST))
    assert (tried.effect, tried.report.batches[0].unchanged) == (None, 4)


def test_undone_imports_do_not_count_in_a_trial(built):
    undo(built.home, built.run(built.file("b.csv", HEAD + "Q,C9,2024-04-20,5\n")).import_id, "me")
    effect = _try(built, built.file("c.csv", HEAD + "R,C9,2024-04-20,1\n")).effect
    assert (effect.then.revenue, effect.then.orders) == (Decimal(16), 5)


def test_rejected_records_are_kept_where_they_are_asked_for(built, tmp_path):
    path = built.file("b.csv", HEAD + "Q,C9,never,5\nR,C9,2024-04-20,1\n")
    batch = _try(built, path, rejects_to=tmp_path / "kept").report.batches[0]
    assert "Q,C9,never,5" in batch.rejects_file.read_text(encoding="utf-8-sig")
    assert _try(built, path).report.batches[0].rejects_file is None


def test_a_trial_does_not_wait_for_an_import_and_refuses_as_one(built):
    path = built.file("b.csv", HEAD + "Q,C9,2024-04-20,5\n")
    with built.home.writing("wang"), built.home.building():
        assert _try(built, path).effect is not None
    with pytest.raises(Problem, match="does not exist"):
        _try(built, built.files / "nothing.csv")
    assert list(built.home.scratch.glob("trial-*")) == []


def test_a_trial_that_ends_while_another_begins_is_no_problem(home, monkeypatch):
    """Its folder is found, and gone when it is looked at."""
    gone = home.home.ensure().scratch / "trial-gone"
    monkeypatch.setattr(type(gone), "glob", lambda *_: iter([gone]))
    remove_leftovers(home.home)
    assert list(home.home.scratch.iterdir()) == []


def test_what_a_killed_trial_left_is_removed_and_a_running_one_is_not(built):
    dead, alive = (built.home.scratch / f"trial-{name}" for name in ("dead", "alive"))
    for folder in (dead, alive):
        folder.mkdir()
        (folder / "trial.lock").touch()
    with FileLock(alive / "trial.lock"):
        _try(built, built.file("b.csv", HEAD + "Q,C9,2024-04-20,5\n"))
        assert (dead.exists(), alive.exists()) == (False, True)
    shutil.rmtree(alive)
