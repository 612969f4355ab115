"""Saved scenarios and views: kept as typed, seen by whom they are for, removed by their author."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from dashboard.data.home import Home
from dashboard.data.records.models import Saved
from dashboard.data.records.saved import remove, save, saved, saved_one
from dashboard.data.records.store import RecordsStore
from dashboard.data.records.trail import open_trail
from dashboard.data.records.versions import history
from dashboard.logic.problems import Problem
from dashboard.logic.viewer import Scope, Viewer, account_manager, operator

NOON = datetime(2024, 3, 1, 12, 0, 5, 123, tzinfo=UTC)
OPERATOR = operator()
CHIEF = replace(OPERATOR, login="chief")
AMY = replace(account_manager("E1", "Amy"), login="amy")
BEN = replace(account_manager("E2", "Ben"), login="ben")


def kept(store: RecordsStore, name: str = "Top 2 %", **changed: Any) -> Saved:
    fields: dict[str, Any] = {
        "kind": "scenario",
        "page": "what-if",
        "visibility": "company",
        "build_id": "b1",
        "data_through": date(2024, 2, 29),
        "parameters": {"at": ["2,6,25"], "out": ["C1", "C 2"], "tab": []},
        "viewer": OPERATOR,
        "now": NOON,
    }
    return save(store, name=name, **{**fields, **changed})


def names(store: RecordsStore, viewer: Viewer, kind: Any = "scenario", page: str = "what-if") -> list[str]:
    return [one.name for one in saved(store, kind, page, viewer)]


def test_what_was_saved_comes_back_as_typed(store: RecordsStore) -> None:
    made = kept(store, name="  塔尖 2 % – <b>x</b> =1+1 ", note="one\ntwo\r\nthree 👩‍🏭", viewer=CHIEF)
    one = saved_one(store, "scenario", made.thing_id, CHIEF)
    assert (one.name, one.note, one.author) == ("  塔尖 2 % – <b>x</b> =1+1 ", "one\ntwo\r\nthree 👩‍🏭", "chief")
    assert one.parameters == {"at": ("2,6,25",), "out": ("C1", "C 2"), "tab": ()}
    assert (one.created_at, one.build_id, one.data_through) == (NOON, "b1", date(2024, 2, 29))
    assert [each.id for each in saved(store, "scenario", "what-if", CHIEF)] == [one.id]


def test_time_is_kept_in_utc_and_the_newest_comes_first(store: RecordsStore) -> None:
    east = timezone(timedelta(hours=8))
    kept(store, "first", now=datetime(2024, 3, 1, 19, 0, tzinfo=east))
    kept(store, "second", now=datetime(2024, 3, 1, 11, 30, tzinfo=UTC))
    second, first = saved(store, "scenario", "what-if", OPERATOR)
    assert (second.name, first.name) == ("second", "first")
    assert first.created_at == datetime(2024, 3, 1, 11, 0, tzinfo=UTC)
    assert first.created_at.tzinfo is UTC


def test_each_page_and_kind_has_its_own(store: RecordsStore) -> None:
    kept(store, "scenario")
    view = kept(store, "view", kind="view")
    kept(store, "other page", kind="view", page="portfolio")
    assert names(store, OPERATOR) == ["scenario"]
    assert names(store, OPERATOR, "view") == ["view"]
    assert names(store, OPERATOR, "view", "portfolio") == ["other page"]
    with pytest.raises(Problem, match="There is no scenario"):
        saved_one(store, "scenario", view.thing_id, OPERATOR)


# Who sees what somebody saved for whom. Amy is its author; Ben sees his customers only, the chief sees all.
@pytest.mark.parametrize(
    ("visibility", "who"),
    [("own", {"amy"}), ("company", {"amy", "chief"}), ("everybody", {"amy", "chief", "ben", ""})],
)
def test_visibility(store: RecordsStore, visibility: str, who: set[str]) -> None:
    made = kept(store, visibility=visibility, viewer=AMY)
    nobody = replace(BEN, login="")
    for viewer in (AMY, BEN, CHIEF, nobody, Viewer("x")):
        assert names(store, viewer) == (["Top 2 %"] if viewer.login in who else [])
        if viewer.login in who:
            assert saved_one(store, "scenario", made.thing_id, viewer).id == made.id
            continue
        with pytest.raises(Problem) as hidden:
            saved_one(store, "scenario", made.thing_id, viewer)
        with pytest.raises(Problem) as unknown:
            saved_one(store, "scenario", "0" * 32, viewer)
        assert str(hidden.value).replace(made.thing_id, "0" * 32) == str(unknown.value)


def test_without_a_login_nobody_is_an_author(store: RecordsStore) -> None:
    nobody = replace(AMY, login="")
    made = kept(store, visibility="own", viewer=nobody)
    assert names(store, nobody) == []
    other = kept(store, "seen", visibility="everybody", viewer=nobody)
    with pytest.raises(Problem, match="Only its author removes seen"):
        remove(store, other, viewer=nobody, now=NOON)
    with pytest.raises(Problem, match="There is no scenario"):
        remove(store, made, viewer=nobody, now=NOON)


def test_its_author_removes_it_and_what_was_saved_stays(store: RecordsStore, home: Home) -> None:
    made = kept(store, visibility="everybody", viewer=AMY)
    kept(store, "other", viewer=AMY)
    for viewer in (CHIEF, BEN):
        with pytest.raises(Problem, match="Only its author removes Top 2 %"):
            remove(store, made, viewer=viewer, now=NOON)
    remove(store, made, viewer=AMY, now=NOON + timedelta(hours=1), session_id="s1")
    assert names(store, AMY) == ["other"]
    with pytest.raises(Problem, match="There is no scenario"):
        saved_one(store, "scenario", made.thing_id, AMY)
    with pytest.raises(Problem, match="There is no scenario"):
        remove(store, made, viewer=AMY, now=NOON)
    with store.reading() as session:
        first, last = history(session, Saved, made.thing_id)
    assert (first.name, first.is_removed, last.is_removed, last.created_by) == ("Top 2 %", False, True, "amy")
    removed, _, written = open_trail(store, home).entries()
    assert (removed.action, removed.who, removed.subject, removed.session_id) == (
        "saved_removed",
        "amy",
        made.thing_id,
        "s1",
    )
    # No name, note or customer: codes only.
    assert written.details == {"kind": "scenario", "page": "what-if", "visibility": "everybody"}


REFUSED = [
    ("", "", "empty"),
    (" \u3000", "", "empty"),
    ("x" * 81, "", "81"),
    ("a\x00b", "", r"U\+0000"),
    ("a\nb", "", r"U\+000A"),
    ("a\x1b[31m", "", r"U\+001B"),
    ("a\u202eb", "", r"U\+202E"),
    ("a\u2028b", "", r"U\+2028"),
    ("a\ud800b", "", r"U\+D800"),
    ("fine", "x" * 1001, "1001"),
    ("fine", "a\tb", r"U\+0009"),
    ("fine", "a\rb", r"U\+000D"),
]


def test_a_text_that_cannot_be_kept_is_refused_in_a_sentence(store: RecordsStore) -> None:
    for name, note, named in REFUSED:
        with pytest.raises(Problem, match=named):
            kept(store, name, note=note)
    assert saved(store, "scenario", "what-if", OPERATOR) == []


def test_the_longest_texts_are_kept(store: RecordsStore) -> None:
    kept(store, "名" * 80, note="注" * 1000)
    assert saved(store, "scenario", "what-if", OPERATOR)[0].note == "注" * 1000
    with pytest.raises(Problem, match="too many choices"):
        kept(store, parameters={"out": ["C" * 1000] * 100})


def test_who_may_not_record_saves_nothing(store: RecordsStore, home: Home) -> None:
    with pytest.raises(Problem, match="Your role saves nothing here"):
        kept(store, viewer=Viewer("x", login="x", scope=Scope(all=True)))
    with pytest.raises(Problem, match="There is no visibility all"):
        kept(store, visibility="all")
    assert names(store, OPERATOR) == []
    assert open_trail(store, home).entries() == []


def test_an_unknown_one_is_a_sentence(store: RecordsStore) -> None:
    kept(store)
    for unknown in ("", "x", "20240301T120005-000000000000", "../../settings", "a/b", "x\x00y", "\ud800", "1" * 500):
        with pytest.raises(Problem, match="There is no scenario"):
            saved_one(store, "scenario", unknown, OPERATOR)
        with pytest.raises(Problem, match="There is no such view"):
            saved_one(store, "view", unknown, OPERATOR)


def test_a_link_may_hold_what_is_no_text(store: RecordsStore) -> None:
    kept(store, parameters={"at": ["\ud800", "a\x00b"]})
    assert saved(store, "scenario", "what-if", OPERATOR)[0].parameters == {"at": ("?", "a?b")}
