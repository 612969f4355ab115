"""Scenarios that an earlier version kept as files: taken over once, under their old ids, and put aside."""

import json
import logging
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from dashboard.data.home import Home
from dashboard.data.records.models import Saved
from dashboard.data.records.saved import saved
from dashboard.data.records.scenario_files import take_over_scenario_files
from dashboard.data.records.store import RecordsStore, open_records
from dashboard.data.records.versions import history
from dashboard.logic.problems import Problem
from dashboard.logic.viewer import operator

ID = "20240301T120005-0123456789ab"
OTHER = "20240302T120005-0123456789ab"
FIELDS = {
    "id": ID,
    "name": "塔尖 2 %",
    "note": "one\ntwo",
    "author": "operator",
    "created_at": "2024-03-01T20:00:05+08:00",
    "build_id": "b1",
    "data_through": "2024-02-29",
    "parameters": {"at": ["2,6,25"], "out": []},
}


@pytest.fixture
def folder(home: Home) -> Path:
    folder = home.records / "scenarios"
    folder.mkdir(parents=True)
    return folder


def write(folder: Path, scenario_id: str = ID, **changed: Any) -> None:
    (folder / f"{scenario_id}.json").write_text(json.dumps({**FIELDS, **changed}), encoding="utf-8")


def written_off(folder: Path, fields: Mapping[str, Any], scenario_id: str = ID) -> None:
    (folder / f"{scenario_id}.removed.json").write_text(json.dumps(fields), encoding="utf-8")


def all_saved(store: RecordsStore) -> list[Saved]:
    return saved(store, "scenario", "what-if", operator())


def test_a_file_comes_over_as_it_was(store: RecordsStore, home: Home, folder: Path) -> None:
    write(folder)
    write(folder, OTHER, author="李娜")
    original = (folder / f"{ID}.json").read_bytes()
    take_over_scenario_files(store, home)
    by_id = {one.thing_id: one for one in all_saved(store)}
    one = by_id[ID]
    assert (one.name, one.note, one.author, one.created_by) == ("塔尖 2 %", "one\ntwo", "operator", "operator")
    assert (one.created_at, one.build_id) == (datetime(2024, 3, 1, 12, 0, 5, tzinfo=UTC), "b1")
    assert (one.data_through, one.parameters) == (date(2024, 2, 29), {"at": ("2,6,25",), "out": ()})
    assert (one.visibility, by_id[OTHER].visibility) == ("company", "everybody")
    assert not folder.exists()
    assert (home.records / "scenarios.taken-over" / f"{ID}.json").read_bytes() == original


def test_a_removed_one_comes_over_as_removed(store: RecordsStore, home: Home, folder: Path) -> None:
    write(folder)
    write(folder, OTHER)
    written_off(folder, {"id": ID, "removed_by": "王", "removed_at": "2024-04-01T00:00:00+00:00"})
    written_off(folder, {}, OTHER)
    take_over_scenario_files(store, home)
    assert all_saved(store) == []
    with store.reading() as session:
        _, removed = history(session, Saved, ID)
    assert (removed.created_by, removed.created_at) == ("王", datetime(2024, 4, 1, tzinfo=UTC))


def test_it_may_be_broken_off_and_begun_again(
    store: RecordsStore, home: Home, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder)

    def killed(*_given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(Path, "rename", killed)
        with pytest.raises(KeyboardInterrupt):
            take_over_scenario_files(store, home)
    write(folder, OTHER)
    take_over_scenario_files(store, home)
    take_over_scenario_files(store, home)
    assert sorted(one.thing_id for one in all_saved(store)) == [ID, OTHER]
    # Somebody goes back to the earlier version, saves there, and comes here again.
    folder.mkdir()
    write(folder, "20240303T120005-0123456789ab")
    take_over_scenario_files(store, home)
    assert len(all_saved(store)) == 3
    assert (home.records / "scenarios.taken-over-2").is_dir()


DAMAGED = [
    b"",
    b"\xff\xfe",
    b"[]",
    b"null",
    b"[" * 100_000,
    b'{"name": "half',
    json.dumps({**FIELDS, "name": 5}).encode(),
    json.dumps({**FIELDS, "name": "\u202e"}).encode(),
    json.dumps({**FIELDS, "parameters": {"at": "1,5"}}).encode(),
    json.dumps({**FIELDS, "created_at": "2024-03-01T12:00:00"}).encode(),
    json.dumps({**FIELDS, "created_at": "0001-01-01T00:00:00+14:00"}).encode(),
    json.dumps({**FIELDS, "parameters": {"at": ["1" * 70_000]}}).encode(),
]


def test_a_damaged_file_is_named_and_holds_nobody_up(
    store: RecordsStore, home: Home, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    files = {f"20240301T120005-{number:012x}.json": content for number, content in enumerate(DAMAGED)}
    for name, content in files.items():
        (folder / name).write_bytes(content)
    write(folder, OTHER)
    with caplog.at_level(logging.WARNING):
        take_over_scenario_files(store, home)
    assert [one.thing_id for one in all_saved(store)] == [OTHER]
    for name, content in files.items():
        assert f"{name} is damaged" in caplog.text
        assert (home.records / "scenarios.taken-over" / name).read_bytes() == content


def test_half_made_and_foreign_files_are_no_scenarios(store: RecordsStore, home: Home, folder: Path) -> None:
    for name in (f".{ID}.json.abc", "notes.txt", "copy of it.json", "20240301T120005-0000000000zz.json"):
        (folder / name).write_bytes(b"{")
    written_off(folder, {})
    take_over_scenario_files(store, home)
    assert all_saved(store) == []
    assert len(list((home.records / "scenarios.taken-over").iterdir())) == 5


def test_a_folder_that_cannot_be_put_aside_is_named(
    store: RecordsStore, home: Home, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_given: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(Problem, match=r"scenarios cannot be taken over \(Permission denied\)"):
        take_over_scenario_files(store, home)


def test_opening_the_store_takes_them_over(records_url: str, home: Home, folder: Path) -> None:
    write(folder)
    store = open_records(home, records_url)
    assert [one.thing_id for one in all_saved(store)] == [ID]
    assert not folder.exists()
    store.close()
