"""A build that an earlier version made is known as such, and serving makes it again."""

import argparse
import json

import pytest

from dashboard.commands import serve_command
from dashboard.data.building.build import build
from dashboard.data.building.versions import is_outdated
from dashboard.data.reading.marts import open_marts
from dashboard.data.store import current_build_id, manifest_file
from dashboard.logic.problems import Problem
from dashboard.settings import Settings
from tests.data.building.imported import imported

ORDERS = [{"order_id": "o1", "customer_id": "A", "order_date": "2024-01-05", "net_amount": 1, "product_line": "Test"}]


@pytest.fixture
def older(home):
    """A home whose manifest is that of a version before the product lines."""
    imported(home, {"orders": ORDERS})
    path = manifest_file(home, build(home, Settings(threads=1)).build_id)
    document = json.loads(path.read_text())
    for mart in ("line_month", "order_part", "target"):
        del document["marts"][mart]
    document["marts"]["order_value"]["schema"] = document["marts"]["order_value"]["schema"][:-2]
    path.write_text(json.dumps(document))
    return home


def test_a_build_of_this_version_is_not_outdated(home):
    assert not is_outdated(home)
    imported(home, {"orders": ORDERS})
    build(home, Settings(threads=1))
    assert not is_outdated(home)
    home.current.write_text("gone\n")
    assert not is_outdated(home)  # opening it says what is wrong


@pytest.mark.slow
def test_serving_makes_an_older_build_again(older, monkeypatch, capsys):
    served = []
    monkeypatch.setattr("dashboard.server.serve", lambda *address: served.append(address))
    monkeypatch.setenv("DASHBOARD_HOME", str(older.root))
    before = current_build_id(older)
    assert is_outdated(older)
    chosen = argparse.Namespace(home=older.root, demo_if_empty=False, host="127.0.0.1", port=8501)
    serve_command.run(chosen)
    assert not is_outdated(older)
    assert current_build_id(older) != before
    assert open_marts(older).cursor().execute("select product_line from line_month").fetchall() == [("Test",)]
    serve_command.run(chosen)
    assert capsys.readouterr().err.count("made by an earlier version") == 1
    assert len(served) == 2


def test_what_cannot_be_made_again_is_served_as_it_is(older, monkeypatch, capsys):
    def refuse(_home):
        raise Problem("Another build is running.")

    monkeypatch.setattr(serve_command, "publish", refuse)
    monkeypatch.setattr("dashboard.server.serve", lambda *_address: None)
    monkeypatch.setenv("DASHBOARD_HOME", str(older.root))
    before = current_build_id(older)
    serve_command.run(argparse.Namespace(home=older.root, demo_if_empty=False, host="127.0.0.1", port=8501))
    assert current_build_id(older) == before
    assert "Another build is running. Pages that need a newer build will say so." in capsys.readouterr().err
