"""The chain of the trail: whatever is done to one entry is found, and told as what it is."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.logic.trail import GENESIS, Action, Entry, entry_hash
from dashboard.logic.trail_chain import Head, Verdict, heads_in_force, settled_heads, verified

NOON = datetime(2024, 3, 1, 12, 0, 5, 123, tzinfo=UTC)
DAY = NOON.date()


def bare(seq: int = 1, **changed: object) -> Entry:
    fields: dict[str, object] = {
        "at": NOON,
        "who": "u-1",
        "session_id": "s",
        "action": "export",
        "subject": "pyramid",
        "details": {"format": "csv", "filters": {"region": ["East"]}},
        "rows": 7,
        "reason": "",
    }
    return Entry(seq=seq, **{**fields, **changed})  # ty: ignore[invalid-argument-type]


def chained(entries: list[Entry]) -> list[Entry]:
    """Each with its number and hashes, as a store writes them."""
    written: list[Entry] = []
    previous = GENESIS
    for seq, entry in enumerate(entries, start=1):
        numbered = replace(entry, seq=seq, previous_hash=previous)
        previous = entry_hash(previous, numbered)
        written.append(replace(numbered, hash=previous))
    return written


def three() -> list[Entry]:
    return chained([bare(who=who) for who in ("a", "b", "c")])


def head(entry: Entry, kind: str = "", day: date = DAY) -> Head:
    return Head(day, entry.seq, entry.hash, kind)  # ty: ignore[invalid-argument-type]


# --- what is found


def test_a_sound_trail_says_how_many_entries_it_has() -> None:
    verdict = verified(three())
    assert (verdict.ok, verdict.entries, verdict.first_broken) == (True, 3, None)
    assert verdict.sentence == "All 3 entries of the log are as they were written."


def test_an_empty_trail_is_sound() -> None:
    assert verified([]) == Verdict(True, 0, None, verified([]).text, {"entries": 0})


def resealed(entry: Entry) -> Entry:
    return replace(entry, hash=entry_hash(entry.previous_hash, entry))


BROKEN: dict[str, tuple[Callable[[list[Entry]], list[Entry]], int, str]] = {
    "changed": (lambda e: [e[0], replace(e[1], rows=8), e[2]], 2, "Entry 2 of the log was changed."),
    "resealed": (
        lambda e: [e[0], resealed(replace(e[1], rows=8)), e[2]],
        3,
        "Entry 3 of the log does not follow from the one before it: one of the two was rewritten.",
    ),
    "removed": (lambda e: [e[0], e[2]], 2, "Entry 2 of the log is missing."),
    "cut at the front": (lambda e: e[1:], 1, "Entry 1 of the log is missing."),
    "swapped": (lambda e: [e[0], e[2], e[1]], 2, "Entry 2 of the log is missing."),
    "twice": (lambda e: [e[0], e[1], e[1], e[2]], 2, "Entry 2 of the log stands where another should."),
    "begun anew": (
        lambda e: [resealed(replace(e[0], previous_hash="1" * 64)), *e[1:]],
        1,
        "Entry 1 of the log does not follow from the one before it: one of the two was rewritten.",
    ),
    "no number": (
        lambda e: [replace(e[0], details={"x": float("inf")}), *e[1:]],
        1,
        "Entry 1 of the log was changed.",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_was_done_to_the_trail_is_named(name: str) -> None:
    change, first_broken, sentence = BROKEN[name]
    verdict = verified(change(three()))
    assert (verdict.ok, verdict.first_broken, verdict.sentence) == (False, first_broken, sentence)


def test_an_end_that_was_cut_off_is_found_by_a_head() -> None:
    entries = three()
    assert verified(entries[:2]).ok
    verdict = verified(entries[:2], [head(entries[0]), head(entries[2])])
    assert (verdict.ok, verdict.entries, verdict.first_broken) == (False, 2, 3)
    assert verdict.sentence == "The log ends at entry 2, but entry 3 was kept on 2024-03-01: its end was cut off."


def test_a_trail_that_was_written_anew_as_a_whole_is_found_by_a_head() -> None:
    forged = chained([bare(who=who) for who in ("a", "x", "c")])
    assert verified(forged).ok
    verdict = verified(forged, [head(three()[0]), head(three()[2])])
    assert (verdict.ok, verdict.first_broken) == (False, 3)
    assert verdict.sentence == (
        "Entry 3 of the log is not the one whose hash was kept on 2024-03-01: the log was rewritten."
    )


def test_an_emptied_store_is_found_by_a_head() -> None:
    assert verified([], [head(three()[0])]).first_broken == 1


# --- heads and backups


def test_a_restored_backup_makes_later_heads_void_and_says_so() -> None:
    before = three()
    after = chained([bare(who="a"), bare(action="restored")])
    kept = [head(before[0]), head(before[2]), head(after[1], "restored")]
    verdict = verified(after, kept)
    assert verdict.ok
    assert [text.format(**values) for text, values in verdict.remarks] == [
        "On 2024-03-01 a backup was put in the store's place (entry 2). "
        "What was written after that backup is not in it."
    ]
    assert heads_in_force(kept) == [kept[0], kept[2]]


@pytest.mark.parametrize(("announced", "done"), [("restoring", "restored"), ("replacing", "replaced")])
def test_an_announced_restore_counts_where_its_entry_is_there_and_only_there(announced: str, done: str) -> None:
    before, after = three(), chained([bare(who="a"), bare(action="restored")])
    kept = [head(before[2]), head(after[1], announced)]
    assert settled_heads(kept, {2: after[1].hash}) == [kept[0], head(after[1], done)]
    assert settled_heads(kept, {2: before[1].hash}) == [kept[0]]
    assert settled_heads(kept, {}) == [kept[0]]
    assert verified(after, settled_heads(kept, {2: after[1].hash})).ok
    assert verified(before, settled_heads(kept, {2: before[1].hash})).ok


def test_a_restored_backup_still_has_to_agree_with_earlier_heads() -> None:
    after = chained([bare(who="forged"), bare(action="restored")])
    assert verified(after, [head(three()[0]), head(after[1], "restored")]).first_broken == 1


def test_another_stores_backup_makes_all_heads_void() -> None:
    after = chained([bare(who="other"), bare(action="restored")])
    verdict = verified(after, [head(three()[0]), head(after[1], "replaced")])
    assert verdict.ok
    assert len(verdict.remarks) == 1


# --- any change at all

texts = st.text(st.characters(codec="utf-8"), max_size=20)
bare_entries = st.builds(
    bare,
    at=st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
    who=texts,
    session_id=texts,
    action=st.sampled_from([str(action) for action in Action]),
    subject=texts,
    details=st.dictionaries(texts, st.one_of(texts, st.integers(), st.booleans(), st.none()), max_size=3),
    rows=st.none() | st.integers(0, 2**60),
    reason=texts,
)
chains = st.lists(bare_entries, min_size=1, max_size=6).map(chained)


def _written(value: object) -> str:
    """True and 1 differ, the order of keys does not."""
    return json.dumps(value, sort_keys=True, default=str)


@given(chains, st.data())
def test_any_change_of_any_field_is_found(entries: list[Entry], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(entries) - 1))
    other = data.draw(bare_entries)
    name = data.draw(st.sampled_from(["at", "who", "session_id", "action", "subject", "details", "rows", "reason"]))
    changed = replace(entries[at], **{name: getattr(other, name)})
    verdict = verified([*entries[:at], changed, *entries[at + 1 :]])
    is_same = _written(getattr(changed, name)) == _written(getattr(entries[at], name))
    if not is_same:
        assert verdict.first_broken == at + 1
    assert verdict.ok or not is_same


@given(chains, st.data())
def test_any_removed_swapped_or_repeated_entry_is_found(entries: list[Entry], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(entries) - 1))
    to = data.draw(st.integers(0, len(entries) - 1))
    heads = [head(entries[-1])]
    assert not verified(entries[:at] + entries[at + 1 :], heads).ok
    assert not verified([*entries[:at], entries[at], *entries[at:]], heads).ok
    swapped = [*entries]
    swapped[at], swapped[to] = swapped[to], swapped[at]
    assert verified(swapped, heads).ok == (at == to)


@given(chains, chains)
def test_another_trail_never_agrees_with_this_ones_heads(one: list[Entry], other: list[Entry]) -> None:
    assert verified(one, [head(one[-1])]).ok
    if one[-1] not in other:
        assert not verified(other, [head(one[-1])]).ok


@given(chains, st.integers(1, 6))
def test_a_trail_cut_anywhere_after_its_last_head_is_all_that_goes_unseen(entries: list[Entry], kept: int) -> None:
    known = entries[min(kept, len(entries)) - 1]
    for length in range(len(entries) + 1):
        assert verified(entries[:length], [head(known)]).ok == (length >= known.seq)
