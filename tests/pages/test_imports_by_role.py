"""File names, rejected records and batches are for data stewards; counts for those who see the whole company."""

import pytest
import streamlit as st

from dashboard.commands.running import run
from dashboard.data.batches import all_imports
from dashboard.data.home import Home
from dashboard.data.records.store import open_records
from dashboard.data.records.trail import open_trail
from dashboard.logic.roles import ROLES
from dashboard.logic.trail import Action
from dashboard.logic.viewer import Scope, viewer_of
from dashboard.widgets.imported import report
from tests.pages.conftest import assert_sound, said

ORDERS = "order_id,customer_id,order_date,net_amount\n1,A,2024-01-05,10\n2,Wang Xiaoming,2024-13-99,20\n"


@pytest.fixture(scope="module")
def imported_home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("imported")
    file = folder / "orders-of-wang.csv"
    file.write_text(ORDERS, encoding="utf-8")
    assert run(["--home", str(folder / "home"), "import", str(file)]) == 0
    return folder / "home"


@pytest.fixture
def page(app, imported_home, monkeypatch):
    """``page(role)``: the page, and what its download buttons call."""

    def start(role: str):
        makers = {}
        scope = Scope(all=True) if ROLES[role].scope == "all" else Scope(departments=frozenset({"North"}))
        viewer = viewer_of("Wang", "wang", [(ROLES[role], scope)])
        monkeypatch.setattr("dashboard.widgets.viewing.operator", lambda: viewer)

        def button(_label, make, *, key, **_more):
            if key.startswith("rejects_"):  # the page before it has buttons of its own
                makers[key] = make

        monkeypatch.setattr(st, "download_button", button)
        at = app(imported_home, page="data")
        for record in all_imports(Home(imported_home)):
            at.session_state[f"import_{record.import_id}"] = True  # its box is opened
        assert_sound(at.run())
        return at, list(makers.values())

    return start


def shown(at) -> str:
    return said(at) + "".join(one.value.to_string() for one in (*at.dataframe, *at.table))


def test_a_data_steward_reads_the_rejects_and_that_is_written_down(page, imported_home):
    at, makers = page("data_steward")
    assert "orders-of-wang.csv" in shown(at)
    (make,) = makers
    assert b"Wang Xiaoming" in make()
    (entry,) = open_trail(open_records(Home(imported_home)), Home(imported_home)).entries(actions=[Action.REJECTS_READ])
    assert (entry.who, entry.rows, entry.details["table"]) == ("wang", 1, "orders")


@pytest.mark.parametrize(("role", "sees_counts"), [("executive", True), ("auditor", True), ("supervisor", False)])
def test_others_see_the_build_and_no_file(page, imported_home, role, sees_counts):
    at, makers = page(role)
    assert makers == []
    assert "orders-of-wang" not in shown(at)
    assert str(imported_home) not in shown(at)
    assert "for data stewards only" in said(at)
    at.session_state["build_facts"] = True
    assert ("Sales orders" in shown(at.run())) is sees_counts


def test_too_much_is_not_sent(page, monkeypatch):
    monkeypatch.setattr(report, "MOST_SENT", 1)
    _, (make,) = page("data_steward")
    with pytest.raises(RuntimeError, match="are not sent"):
        make()
