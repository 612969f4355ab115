"""The demo shown in the place of an empty home: what came with it is read, what people enter goes to their own."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard.data.demo.demo_home import MARKER
from dashboard.data.home import Home
from dashboard.data.records.findings import create_finding
from dashboard.data.records.store import open_records
from dashboard.logic.viewer import operator
from dashboard.widgets.opened import _loop, is_in_place


def _home(folder: Path, *titles: str) -> Home:
    home = Home(folder).ensure()
    for title in titles:
        create_finding(
            open_records(home),
            source_kind="audit",
            source_id="A1",
            title=title,
            department_id="D1",
            viewer=operator(),
            now=datetime(2025, 3, 1, tzinfo=UTC),
        )
    return home


@pytest.fixture
def demo(tmp_path: Path) -> Home:
    home = _home(tmp_path / "demo", "of the demo")
    (home.root / MARKER).write_text("", encoding="utf-8")
    return home


def _titles(shown: Home) -> list[str]:
    return [one.title for one in _loop(shown).findings]


def test_findings_of_the_demo_stand_beside_ones_own(tmp_path, demo, monkeypatch):
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path / "own"))
    assert is_in_place(demo)
    assert _titles(demo) == ["of the demo"]
    own = _home(tmp_path / "own", "my own")
    assert _titles(demo) == ["of the demo", "my own"]
    assert not is_in_place(own)
    assert _titles(own) == ["my own"]


def test_a_demo_served_as_what_it_is_has_its_findings_once(demo, monkeypatch):
    monkeypatch.setenv("DASHBOARD_HOME", str(demo.root))
    assert not is_in_place(demo)
    assert _titles(demo) == ["of the demo"]


def test_of_another_home_that_is_no_demo_nothing_is_taken(tmp_path, monkeypatch):
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path / "own"))
    assert _titles(_home(tmp_path / "other", "of others")) == []
