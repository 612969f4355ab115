"""Profiles: found again by their header's signature, every version kept, two writers at once are told."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from dashboard.data.home import Home
from dashboard.data.records.backup import backup
from dashboard.data.records.erasing import redact_records
from dashboard.data.records.models import MappingProfile
from dashboard.data.records.profiles import (
    LONGEST_MAPPING,
    profile_for,
    profile_history,
    profile_named,
    profiles,
    records_if_any,
    remove,
    rename,
    save,
)
from dashboard.data.records.restoring import restore
from dashboard.data.records.store import RecordsStore
from dashboard.data.records.trail import open_trail
from dashboard.logic.problems import Problem
from dashboard.logic.viewer import Viewer, operator
from dashboard.settings import Settings

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
OPERATOR = operator()
TOML = '[customers]\ncustomer_id = "客户"\n'


def kept(store: RecordsStore, name: str = "ERP", **changed: Any) -> MappingProfile:
    fields: dict[str, Any] = {
        "signature": "a" * 64, "header": ["客户", "名称"], "tables": ["customers"], "mapping": TOML,
        "viewer": OPERATOR, "now": NOON,
    }  # fmt: skip
    return save(store, name=name, **{**fields, **changed})


def test_it_comes_back_as_it_was_given(store: RecordsStore) -> None:
    kept(store, note="monthly\nby mail")
    one = profile_named(store, "ERP")
    assert (one.name, one.note, one.author, one.created_by) == ("ERP", "monthly\nby mail", "operator", "operator")
    assert (one.signature, one.header, one.tables, one.mapping) == ("a" * 64, ["客户", "名称"], ["customers"], TOML)
    assert profile_for(store, "a" * 64).id == one.id
    assert profile_for(store, "b" * 64) is None


def test_all_are_listed_by_name_and_of_one_signature_the_last_saved_counts(store: RecordsStore) -> None:
    kept(store, "second", now=NOON + timedelta(minutes=1))
    kept(store, "first")
    assert [one.name for one in profiles(store)] == ["first", "second"]
    assert profile_for(store, "a" * 64).name == "second"


def test_a_name_is_given_once(store: RecordsStore) -> None:
    one = kept(store)
    with pytest.raises(Problem, match="There is a profile ERP already"):
        kept(store)
    other = kept(store, "CRM")
    with pytest.raises(Problem, match="There is a profile ERP already"):
        rename(store, other, "ERP", viewer=OPERATOR, now=NOON)
    remove(store, one, viewer=OPERATOR, now=NOON)
    assert rename(store, other, "ERP", viewer=OPERATOR, now=NOON).thing_id == other.thing_id


def test_every_version_is_kept(store: RecordsStore) -> None:
    one = kept(store)
    two = kept(store, mapping=TOML + "# more\n", seen=one)
    three = rename(store, two, "ERP 2", viewer=OPERATOR, now=NOON)
    assert [each.id for each in profile_history(store, one.thing_id)] == [one.id, two.id, three.id]
    more = TOML + "# more\n"
    assert [each.mapping for each in profile_history(store, one.thing_id)] == [TOML, more, more]
    assert [each.name for each in profiles(store)] == ["ERP 2"]


def test_who_changes_it_second_is_told(store: RecordsStore) -> None:
    one = kept(store)
    two = kept(store, note="mine", seen=one)
    for change in (
        lambda: kept(store, note="yours", seen=one),
        lambda: rename(store, one, "other", viewer=OPERATOR, now=NOON),
        lambda: remove(store, one, viewer=OPERATOR, now=NOON),
    ):
        with pytest.raises(Problem, match="Somebody changed or removed this meanwhile"):
            change()
    assert profile_named(store, "ERP").id == two.id


def test_a_removed_one_is_not_found(store: RecordsStore) -> None:
    remove(store, kept(store), viewer=OPERATOR, now=NOON)
    kept(store, "CRM", signature="b" * 64)
    assert profile_for(store, "a" * 64) is None
    for name in ("ERP", "", "E\x00RP"):
        with pytest.raises(Problem, match=r"There is no profile .*Those that there are: CRM"):
            profile_named(store, name)


def test_every_change_is_in_the_trail(store: RecordsStore, home: Home) -> None:
    home.ensure()
    one = kept(store)
    remove(store, rename(store, one, "x", viewer=OPERATOR, now=NOON), viewer=OPERATOR, now=NOON)
    entries = list(open_trail(store, home).entries())
    assert [(entry.action, entry.who) for entry in entries] == [
        ("profile_removed", "operator"), ("profile_saved", "operator"), ("profile_saved", "operator"),
    ]  # fmt: skip
    assert {entry.subject for entry in entries} == {one.thing_id}
    assert entries[0].details == {"tables": ["customers"], "signature": "a" * 64}


def test_what_cannot_be_kept_is_refused(store: RecordsStore) -> None:
    for changed, sentence in (
        ({"name": " "}, "The name is empty"),
        ({"note": "x" * 1001}, "The note has 1001"),
        ({"mapping": "x" * (LONGEST_MAPPING + 1)}, "too long"),
        ({"viewer": Viewer("guest")}, "Your role imports nothing"),
    ):
        with pytest.raises(Problem, match=sentence):
            kept(store, **changed)
    assert profiles(store) == []


def test_backup_restore_and_erasing_know_the_table(store: RecordsStore, home: Home, tmp_path) -> None:
    home.ensure()
    kept(store, "for Zhao Min", mapping='[employees]\nemployee_id = {column="工号", values={"Zhao Min"="E1"}}\n')
    trail = open_trail(store, home)
    made = backup(store, tmp_path / "b.zip")
    assert made.rows["mapping_profile"] == 1
    assert redact_records(store, lambda text: text.replace("Zhao Min", "•••"), dry_run=False) == 1
    (one,) = profiles(store)
    assert (one.name, "Zhao" in one.mapping, one.signature) == ("for •••", False, "a" * 64)
    restore(trail, tmp_path / "b.zip", who="op", safety=tmp_path / "safety.zip")
    assert [each.name for each in profiles(store)] == ["for Zhao Min"]


def test_a_home_without_records_gets_none(tmp_path) -> None:
    home = Home(tmp_path / "empty")
    assert records_if_any(home, Settings()) is None
    assert not home.root.exists()
