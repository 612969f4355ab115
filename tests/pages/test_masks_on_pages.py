"""Every page, tab and button of somebody from whom names and numbers are hidden: none of them is anywhere."""

import io
import json
import threading

import openpyxl
import pytest
import streamlit as st

from dashboard.logic.roles import ROLES
from dashboard.logic.viewer import Scope, viewer_of
from tests.pages.conftest import assert_sound, said

PAGES = [
    ("pyramid", {}),
    ("pyramid", {"layer": "Top"}),
    *(("what_if", {"tab": tab}) for tab in ("movers", "load", "loss", "reach", "scenarios")),
    ("what_if", {"tab": "loss", "out": "C39"}),
    *(("trends", {"by": by}) for by in ("layer", "region", "account_manager_id")),
    ("portfolio", {}),
    ("portfolio", {"manager": "E1"}),
    ("data", {}),
    ("quality", {}),
]


@pytest.fixture
def makers(monkeypatch):
    """What the download buttons of the page call."""
    found = []
    real = st.download_button

    def button(label, data, **more):
        found.append(data)
        return real(label, data, **more)

    monkeypatch.setattr(st, "download_button", button)
    return found


@pytest.fixture
def analyst(monkeypatch):
    viewer = viewer_of("Ana", "ana", [(ROLES["analyst"], Scope(all=True))])
    monkeypatch.setattr("dashboard.widgets.viewing.operator", lambda: viewer)


def sent(at) -> str:
    """Everything that went to the browser but the link itself, which the reader brought along."""
    return "\n".join(str(element.proto) for part in (at.main, at.sidebar) for element in part) + said(at)


def each_made(makers) -> list[bytes]:
    """The files, each made in a thread without a session."""
    files: list[bytes] = []
    for make in makers:
        thread = threading.Thread(target=lambda make=make: files.append(make()))
        thread.start()
        thread.join()
    assert len(files) == len(makers)
    return files


def made(makers) -> str:
    return "\n".join(text_of(one) for one in each_made(makers))


def text_of(file: bytes) -> str:
    """What a reader of the file sees: of a workbook its cells (packed bytes spell anything by chance)."""
    if not file.startswith(b"PK"):
        return file.decode("utf-8", "replace")
    sheets = openpyxl.load_workbook(io.BytesIO(file), read_only=True).worksheets
    return "\n".join(str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row)


def named(text: str) -> list[str]:
    """Customers of the company that are named in it: C01 or 客户01 (as protobuf writes it too)."""
    shown = [f"C{number:02d}" for number in range(40)] + [f"客户{number:02d}" for number in range(40)]
    shown += [json.dumps(name).strip('"') for name in shown]
    escaped = ["".join(f"\\{byte:03o}" for byte in "客户".encode())]
    return [name for name in (*shown, *escaped, "Name of E") if name in text]


@pytest.mark.slow
@pytest.mark.parametrize(("page", "parameters"), PAGES)
def test_nothing_names_a_customer_or_manager(app, company, analyst, makers, page, parameters):
    at = app(company, page=page, **parameters)
    assert_sound(at)
    assert [error.value for error in at.error] == []
    for box in at.expander:
        assert named(str(box.proto)) == []
    linked = {value for value in parameters.values() if value.startswith("C")}
    assert set(named(sent(at))) <= linked
    assert named(made(makers)) == []


def test_the_operator_is_named_customers_so_the_test_above_can_fail(app, company, makers):
    at = app(company, page="portfolio")
    assert named(sent(at))
    files = each_made(makers)
    assert any("客户39" in text_of(file) for file in files if file.startswith(b"PK"))
    assert any("客户39" in text_of(file) for file in files if not file.startswith(b"PK"))


def test_whoever_may_not_export_has_no_button(app, company, makers, monkeypatch):
    role = ROLES["committee"]
    viewer = viewer_of("Ana", "ana", [(role, Scope(all=True))])
    without = viewer.__class__(**{**vars(viewer), "rights": viewer.rights - {"export"}})
    monkeypatch.setattr("dashboard.widgets.viewing.operator", lambda: without)
    at = app(company, page="portfolio")
    assert_sound(at)
    assert makers == []
