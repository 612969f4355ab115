"""Scenarios: kept as typed, whole or not at all, whoever else saves; a damaged file holds nobody up."""

import json
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from dashboard.data import home as home_module
from dashboard.data.home import Home
from dashboard.data.records.scenarios import Scenario, ScenarioFiles, ScenarioStore
from dashboard.logic.problems import Problem

PROJECT = Path(__file__).resolve().parents[3]
NOON = datetime(2024, 3, 1, 12, 0, 5, 123, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> ScenarioStore:
    return ScenarioFiles(Home(tmp_path))


def saved(store: ScenarioStore, name: str = "Top 2 %", **changed: Any) -> Scenario:
    fields: dict[str, Any] = {
        "note": "",
        "author": "operator",
        "created_at": NOON,
        "build_id": "b1",
        "data_through": date(2024, 2, 29),
        "parameters": {"at": ["2,6,25"], "out": ["C1", "C 2"], "tab": []},
    }
    return store.save(name=name, **{**fields, **changed})


def folder_of(tmp_path: Path) -> Path:
    return tmp_path / "records" / "scenarios"


def test_a_home_without_scenarios_has_none(store: ScenarioStore, tmp_path: Path) -> None:
    assert (store.all(), store.damaged()) == ((), ())
    assert list(tmp_path.iterdir()) == []


def test_what_was_saved_comes_back_as_typed(store: ScenarioStore) -> None:
    kept = saved(store, name="  塔尖 2 % – <b>x</b> =1+1 ", note="one\ntwo\r\nthree 👩‍🏭", author="李")
    assert store.all() == (kept,)
    assert store.get(kept.id) == kept
    assert (kept.name, kept.note, kept.author) == ("  塔尖 2 % – <b>x</b> =1+1 ", "one\ntwo\r\nthree 👩‍🏭", "李")
    assert kept.parameters == {"at": ("2,6,25",), "out": ("C1", "C 2"), "tab": ()}
    assert (kept.created_at, kept.build_id, kept.data_through) == (NOON, "b1", date(2024, 2, 29))


def test_time_is_kept_in_utc_and_the_newest_comes_first(store: ScenarioStore) -> None:
    east = timezone(timedelta(hours=8))
    first = saved(store, name="first", created_at=datetime(2024, 3, 1, 19, 0, tzinfo=east))
    second = saved(store, name="second", created_at=datetime(2024, 3, 1, 11, 30, tzinfo=UTC))
    assert first.created_at == datetime(2024, 3, 1, 11, 0, tzinfo=UTC)
    assert first.created_at.tzinfo is UTC
    assert store.all() == (second, first)


def test_only_the_owner_may_read_the_files(store: ScenarioStore, tmp_path: Path) -> None:
    kept = saved(store)
    path = folder_of(tmp_path) / f"{kept.id}.json"
    assert path.stat().st_mode & 0o777 == 0o600
    assert folder_of(tmp_path).stat().st_mode & 0o777 == 0o700
    assert json.loads(path.read_text(encoding="utf-8"))["parameters"]["out"] == ["C1", "C 2"]


@pytest.mark.parametrize(
    ("name", "note", "named"),
    [
        ("", "", "empty"),
        (" \u3000", "", "empty"),
        ("x" * 81, "", "81"),
        ("a\x00b", "", r"U\+0000"),
        ("a\nb", "", r"U\+000A"),
        ("a\x1b[31m", "", r"U\+001B"),
        ("a\u202eb", "", r"U\+202E"),
        ("a\u2028b", "", r"U\+2028"),
        ("fine", "x" * 1001, "1001"),
        ("fine", "a\tb", r"U\+0009"),
        ("fine", "a\rb", r"U\+000D"),
    ],
)
def test_a_text_that_cannot_be_kept_is_refused_in_a_sentence(
    store: ScenarioStore, name: str, note: str, named: str
) -> None:
    with pytest.raises(Problem, match=named):
        saved(store, name=name, note=note)
    assert store.all() == ()


def test_the_longest_texts_are_kept(store: ScenarioStore) -> None:
    kept = saved(store, name="名" * 80, note="注" * 1000)
    assert store.get(kept.id).note == "注" * 1000
    with pytest.raises(Problem, match="too many choices"):
        saved(store, parameters={"out": ["C" * 1000] * 100})


@pytest.mark.parametrize("unknown", ["", "x", "20240301T120005-000000000000", "../../settings", "a/b", "x\x00y"])
def test_an_unknown_scenario_is_a_sentence(store: ScenarioStore, unknown: str) -> None:
    kept = saved(store)
    with pytest.raises(Problem, match="There is no scenario"):
        store.get(unknown)
    with pytest.raises(Problem, match="There is no scenario"):
        store.remove(unknown, by="operator", removed_at=NOON)
    assert store.all() == (kept,)


def test_a_removed_scenario_is_gone_from_the_list_and_still_on_file(store: ScenarioStore, tmp_path: Path) -> None:
    kept, other = saved(store), saved(store, name="other")
    before = (folder_of(tmp_path) / f"{kept.id}.json").read_bytes()
    store.remove(kept.id, by="李", removed_at=NOON)
    assert store.all() == (other,)
    with pytest.raises(Problem, match="There is no scenario"):
        store.get(kept.id)
    with pytest.raises(Problem, match="There is no scenario"):
        store.remove(kept.id, by="again", removed_at=NOON)
    assert (folder_of(tmp_path) / f"{kept.id}.json").read_bytes() == before
    tombstone = json.loads((folder_of(tmp_path) / f"{kept.id}.removed.json").read_text(encoding="utf-8"))
    assert tombstone == {"id": kept.id, "removed_by": "李", "removed_at": NOON.isoformat()}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"[" * 100_000,
        b'{"name": "half',
        b'{"name": 5}',
        b'{"id": "x", "name": "a", "note": "", "author": "", "build_id": "", "parameters": {"at": "1,5"},'
        b' "created_at": "2024-03-01T12:00:00+00:00", "data_through": "2024-02-29"}',
        b'{"id": "x", "name": "a", "note": "", "author": "", "build_id": "", "parameters": {},'
        b' "created_at": "2024-03-01T12:00:00", "data_through": "2024-02-29"}',
        b'{"id": "x", "name": "a", "note": "", "author": "", "build_id": "", "parameters": {},'
        b' "created_at": "0001-01-01T00:00:00+14:00", "data_through": "2024-02-29"}',
        b'{"id": "x", "name": "\\u202e", "note": "", "author": "", "build_id": "", "parameters": {},'
        b' "created_at": "2024-03-01T12:00:00+00:00", "data_through": "2024-02-29"}',
        b'{"id": "x", "name": "a", "note": "", "author": "", "build_id": "", "parameters": {"at": ["'
        + b"1" * 70_000
        + b'"]}, "created_at": "2024-03-01T12:00:00+00:00", "data_through": "2024-02-29"}',
    ],
)
def test_a_damaged_file_is_named_and_the_others_still_load(
    store: ScenarioStore, tmp_path: Path, content: bytes
) -> None:
    kept, broken = saved(store), saved(store, name="broken")
    path = folder_of(tmp_path) / f"{broken.id}.json"
    path.write_bytes(content)
    assert store.all() == (kept,)
    (problem,) = store.damaged()
    assert str(path) in str(problem)
    assert str(problem).count(". ") == 1
    with pytest.raises(Problem, match="damaged"):
        store.get(broken.id)


def test_a_link_may_hold_what_is_no_text(store: ScenarioStore) -> None:
    saved(store, parameters={"at": ["\ud800"]})
    assert store.all()[0].parameters == {"at": ("?",)}


def test_half_made_and_foreign_files_are_never_scenarios(store: ScenarioStore, tmp_path: Path) -> None:
    kept = saved(store)
    for name in (f".{kept.id}.json.abc", "notes.txt", "copy of it.json", "20240301T120005-0000000000zz.json"):
        (folder_of(tmp_path) / name).write_bytes(b"{")
    (folder_of(tmp_path) / "20240301T120005-0123456789ab.removed.json").write_bytes(b"{}")
    assert (store.all(), store.damaged()) == ((kept,), ())


def test_a_save_that_dies_halfway_leaves_nothing_of_itself(
    store: ScenarioStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = saved(store)

    def killed(_handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(home_module.os, "fsync", killed)
    with pytest.raises(KeyboardInterrupt):
        saved(store, name="never")
    assert (store.all(), store.damaged()) == ((kept,), ())


SAVING = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from dashboard.data.home import Home
from dashboard.data.records.scenarios import ScenarioFiles
store = ScenarioFiles(Home(Path(sys.argv[1])))
print("ready", flush=True)
sys.stdin.readline()
number = 0
while number < int(sys.argv[3]):
    store.save(name=f"{sys.argv[2]} {number}", note="n" * 1000, author="", created_at=datetime(2024, 3, 1, tzinfo=UTC),
               build_id="", data_through=date(2024, 2, 29), parameters={"at": ["1,2"] * 100})
    number += 1
"""


def saving_process(folder: Path, who: str, count: int) -> subprocess.Popen[bytes]:
    line = [sys.executable, "-c", SAVING, str(folder), who, str(count)]
    process = subprocess.Popen(line, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    return process


def test_two_processes_that_save_at_once_lose_nothing(store: ScenarioStore, tmp_path: Path) -> None:
    both = [saving_process(tmp_path, who, 40) for who in ("a", "b")]
    for process in both:
        assert process.stdin is not None
        process.stdin.write(b"go\n")
        process.stdin.flush()
    for process in both:
        process.communicate()
        assert process.returncode == 0
    assert {one.name for one in store.all()} == {f"{who} {number}" for who in ("a", "b") for number in range(40)}
    assert store.damaged() == ()


def test_a_process_killed_while_saving_leaves_whole_scenarios_only(store: ScenarioStore, tmp_path: Path) -> None:
    process = saving_process(tmp_path, "a", 1_000_000)
    assert process.stdin is not None
    process.stdin.write(b"go\n")
    process.stdin.flush()
    while len(store.all()) < 20:
        assert process.poll() is None
    process.kill()
    process.communicate()
    assert store.damaged() == ()
    kept = store.all()
    assert {one.name for one in kept} == {f"a {number}" for number in range(len(kept))}


def test_a_file_in_the_place_of_the_folder_is_named(store: ScenarioStore, tmp_path: Path) -> None:
    (tmp_path / "records").write_text("", encoding="utf-8")
    with pytest.raises(Problem, match=r"cannot be saved in .*records"):
        saved(store)
    with pytest.raises(Problem, match=r"cannot be read"):
        store.all()
