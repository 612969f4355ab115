"""Versions: one current version of each thing that lives, whatever is done to it and in whichever order."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from dashboard.data.records.models import Deputy
from dashboard.data.records.store import RecordsStore
from dashboard.data.records.versions import append, current, history, remove, supersede
from dashboard.logic.problems import Problem

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
DAY = date(2026, 3, 1)
COLLISION = "Somebody changed or removed this meanwhile"


def begun(session: Session, **given: Any) -> Deputy:
    fields: dict[str, Any] = {"absent_id": "E1", "deputy_id": "E2", "valid_from": DAY, "valid_until": DAY, "reason": ""}
    return append(session, Deputy, by="li", now=NOON, **{**fields, **given})


def test_a_change_keeps_what_it_does_not_name(store: RecordsStore) -> None:
    with store.writing() as session:
        first = begun(session, reason="one")
    with store.writing() as session:
        # The clock of this server is behind: the order is that of who took whose place.
        second = supersede(session, first, by="wang", now=NOON - timedelta(days=1), deputy_id="E3")
    with store.writing() as session:
        last = remove(session, second, by="zhao", now=NOON)
    assert (first.thing_id, first.supersedes_id) == (first.id, None)
    assert (second.thing_id, second.supersedes_id, second.reason, second.deputy_id) == (first.id, first.id, "one", "E3")
    assert (last.thing_id, last.supersedes_id, last.is_removed, last.deputy_id) == (first.id, second.id, True, "E3")
    with store.reading() as session:
        versions = history(session, Deputy, first.thing_id)
        assert [(one.id, one.created_by) for one in versions] == [
            (first.id, "li"),
            (second.id, "wang"),
            (last.id, "zhao"),
        ]
        assert list(session.scalars(current(Deputy))) == []
        assert history(session, Deputy, "unknown") == []


@pytest.mark.parametrize("first", ["supersede", "remove"])
@pytest.mark.parametrize("second", ["supersede", "remove"])
def test_two_writers_who_saw_the_same_version(store: RecordsStore, first: str, second: str) -> None:
    """Whichever comes first is kept and the other refused: nothing of it is there, not even what it did besides."""
    write = {
        "supersede": lambda session, seen, by: supersede(session, seen, by=by, now=NOON, reason=by),
        "remove": lambda session, seen, by: remove(session, seen, by=by, now=NOON),
    }
    with store.writing() as session:
        seen = begun(session)
    with store.writing() as session:
        write[first](session, seen, "first")

    def second_writer() -> None:
        with store.writing() as session:
            begun(session, absent_id="besides")
            write[second](session, seen, "second")

    with pytest.raises(Problem, match=COLLISION):
        second_writer()
    with store.reading() as session:
        assert [one.created_by for one in history(session, Deputy, seen.thing_id)] == ["li", "first"]
        living = [one.reason for one in session.scalars(current(Deputy))]
        assert living == (["first"] if first == "supersede" else [])


def test_a_version_that_is_not_in_the_store_is_not_followed(store: RecordsStore) -> None:
    with store.writing() as session:
        seen = begun(session)
    seen.id = "0" * 32

    def follow() -> None:
        with store.writing() as session:
            supersede(session, seen, by="li", now=NOON)

    with pytest.raises(Problem, match=COLLISION):
        follow()


# One step: what is done, to which thing, by somebody who saw which of its versions (both counted round).
STEPS = st.lists(
    st.tuples(st.sampled_from(["append", "supersede", "remove"]), st.integers(0, 5), st.integers(0, 5)), max_size=25
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(STEPS)
def test_any_sequence_leaves_one_current_version_of_each_living_thing(
    store: RecordsStore, steps: list[tuple[str, int, int]]
) -> None:
    with store.writing() as session:
        session.query(Deputy).delete()
    things: list[list[Deputy]] = []
    for number, (step, thing, version) in enumerate(steps):
        if step == "append" or not things:
            with store.writing() as session:
                things.append([begun(session, reason=str(number))])
            continue
        versions = things[thing % len(things)]
        seen = versions[version % len(versions)]
        write, changes = (supersede, {"reason": str(number)}) if step == "supersede" else (remove, {})
        try:
            with store.writing() as session:
                made = write(session, seen, by="li", now=NOON, **changes)
        except Problem:
            assert seen is not versions[-1] or seen.is_removed
        else:
            assert seen is versions[-1]
            assert not seen.is_removed
            versions.append(made)
    with store.reading() as session:
        living = {versions[-1].id: versions[-1].reason for versions in things if not versions[-1].is_removed}
        assert {one.id: one.reason for one in session.scalars(current(Deputy))} == living
        assert len(list(session.scalars(select(Deputy)))) == sum(map(len, things))
        for versions in things:
            assert [one.id for one in history(session, Deputy, versions[0].id)] == [one.id for one in versions]
