"""An entry of the trail: what it holds, and its hash."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum

import pytest

from dashboard.logic.trail import GENESIS, LONGEST_DETAIL, Action, Entry, entry_hash, one_line, plain_details

NOON = datetime(2024, 3, 1, 12, 0, 5, 123, tzinfo=UTC)


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


# --- the hash


def test_the_hash_is_sha_256_over_the_hash_before_and_the_canonical_entry() -> None:
    """Worked out with sha256sum over the line below."""
    entry = Entry(1, NOON, "u-1", "", "reveal", "C1", {"b": 1, "a": "王"}, None, "call")
    # printf '%064d\n%s' 0 '{"action":"reveal","at":"2024-03-01T12:00:05.000123+00:00","details":{"a":"\u738b","b":1},
    # "reason":"call","rows":null,"seq":1,"session_id":"","subject":"C1","who":"u-1"}' | sha256sum  (one line)
    assert entry_hash(GENESIS, entry) == "cdcd4d501426700319414329b3ed3c3a75b5ef5564d6337e3e5421c28e68b1d9"


def test_the_hash_knows_no_order_of_keys_and_no_zone() -> None:
    one = bare(details={"a": 1, "b": [2]})
    other = bare(details={"b": [2], "a": 1}, at=NOON.astimezone(timezone(timedelta(hours=8))))
    assert entry_hash(GENESIS, one) == entry_hash(GENESIS, other)


def test_a_number_that_is_none_has_no_hash() -> None:
    with pytest.raises(ValueError):
        entry_hash(GENESIS, bare(details={"x": float("nan")}))


# --- what an entry holds


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("plain 王", "plain 王"),
        ("two\r\nlines\tand", "two  lines and"),
        ("a\x00b\x1b[31m", "a\ufffdb\ufffd[31m"),
        ("turned\u202e", "turned\ufffd"),
        ("half \ud83d", "half \ufffd"),
        ("exactly ten", "exactly t…"),
        ("0123456789", "0123456789"),
    ],
)
def test_a_text_is_one_line_that_fits_its_column(typed: str, held: str) -> None:
    assert one_line(typed, 10 if typed.startswith(("exactly", "0")) else 100) == held


def test_details_become_texts_whole_numbers_and_lists_of_them() -> None:
    given_details = {
        "amount": Decimal("1.50"),
        "share": 0.1,
        "day": date(2024, 3, 1),
        "ids": frozenset({"b", "a"}),
        "kind": Action.EXPORT,
        "yes": True,
        "none": None,
        "pair": (1, "x\ny"),
        "inner": {"n": 3},
        "long": "x" * 300,
        "many": list(range(103)),
    }
    assert plain_details(given_details) == {
        "amount": "1.50",
        "share": "0.1",
        "day": "2024-03-01",
        "ids": ["a", "b"],
        "kind": "export",
        "yes": True,
        "none": None,
        "pair": [1, "x y"],
        "inner": {"n": 3},
        "long": "x" * (LONGEST_DETAIL - 1) + "…",
        "many": [*range(100), "… 3"],
    }
    assert type(plain_details({"kind": Action.EXPORT})["kind"]) is str
    assert isinstance(Action.EXPORT, StrEnum)


def test_details_hold_no_objects() -> None:
    with pytest.raises(TypeError):
        plain_details({"x": b"bytes"})
