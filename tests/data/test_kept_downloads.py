"""A file just made is kept for a minute, and the memory of all is bounded."""

import time
from types import SimpleNamespace

import pytest

from dashboard.data import kept_downloads
from dashboard.data.kept_downloads import KEPT_S, keep, kept


@pytest.fixture(autouse=True)
def _nothing_yet() -> None:
    kept_downloads._files.clear()


def _keep(file_id: str, content: bytes = b"x") -> None:
    keep(file_id, content, mime="text/csv", file_name=f"{file_id}.csv")


def _left(*file_ids: str) -> str:
    return "".join(file_id for file_id in file_ids if kept(file_id))


def test_what_was_made_is_there_with_its_name_and_kind() -> None:
    _keep("a", b"1,2\n")
    file = kept("a")
    assert file is not None
    assert file[:3] == (b"1,2\n", "text/csv", "a.csv")
    assert kept("b") is None


def test_after_a_minute_it_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    # Its clock only: a server that runs in a thread of this process would sleep until the real one comes so far.
    monkeypatch.setattr(kept_downloads, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    _keep("a")
    clock[0] += KEPT_S / 2
    _keep("b")
    clock[0] = 100.0 + KEPT_S - 0.1
    assert _left("a", "b") == "ab"
    clock[0] = 100.0 + KEPT_S
    assert _left("a", "b") == "b"


def test_it_goes_by_itself_when_nobody_asks_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_downloads, "KEPT_S", 0.05)
    _keep("a")
    until = time.monotonic() + 60
    while kept_downloads._files and time.monotonic() < until:
        time.sleep(0.02)
    assert not kept_downloads._files


def test_the_oldest_go_first_where_there_are_too_many_or_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_downloads, "MOST_FILES", 2)
    monkeypatch.setattr(kept_downloads, "MOST_BYTES", 10)
    for file_id in "abac":
        _keep(file_id)
    assert _left(*"abc") == "ac"
    _keep("d", b"x" * 9)
    assert _left(*"acd") == "cd"
    _keep("e", b"x" * 10)
    assert _left(*"cde") == "e"
    _keep("f", b"x" * 11)
    assert _left(*"ef") == ""
