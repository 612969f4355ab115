"""A file is for the sign-ins that made it, and the memory of that is bounded."""

import pytest

from dashboard.data import media_owners
from dashboard.data.media_owners import digest_of, may_have, register


@pytest.fixture(autouse=True)
def _nobody_yet() -> None:
    media_owners._owners.clear()


def test_a_file_is_for_those_who_made_it() -> None:
    file = digest_of(b"a,b\n1,2\n")
    register(file, "mei")
    register(file, "arno")
    assert [may_have(file, who) for who in ("mei", "arno", "eve", "")] == [True, True, False, False]
    assert not may_have(digest_of(b"a,b\n1,3\n"), "mei")


def test_without_a_sign_in_nothing_is_kept() -> None:
    register(digest_of(b"x"), "")
    assert not may_have(digest_of(b"x"), "")
    assert len(media_owners._owners) == 0


def test_the_oldest_files_and_owners_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media_owners, "MOST_FILES", 2)
    monkeypatch.setattr(media_owners, "MOST_OWNERS", 2)
    for file in ("a", "b", "a", "c"):
        register(file, "mei")
    assert [may_have(file, "mei") for file in "abc"] == [True, False, True]
    for who in ("arno", "mei", "eve"):
        register("c", who)
    assert [may_have("c", who) for who in ("arno", "mei", "eve")] == [False, True, True]
