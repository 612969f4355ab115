"""Every page guards itself before anything else, whether or not the entry script ran."""

import ast
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

PAGES = sorted((Path(__file__).resolve().parents[2] / "dashboard" / "pages").glob("*.py"))


def test_there_are_pages():
    assert [page.stem for page in PAGES] == ["admin", "data", "portfolio", "pyramid", "start", "trends", "what_if"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_first_statement_after_the_imports_is_the_guard(page):
    statements = ast.parse(page.read_text(encoding="utf-8")).body[1:]
    first = next(one for one in statements if not isinstance(one, ast.Import | ast.ImportFrom))
    right = "" if page.stem == "start" else r"Right\.[A-Z_]+"
    assert re.fullmatch(rf"viewer = require_viewer\({right}\)", ast.unparse(first))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page_alone_shows_no_figure_where_the_guard_refuses(page, company, monkeypatch):
    monkeypatch.setenv("DASHBOARD_HOME", str(company))
    monkeypatch.setattr("dashboard.widgets.viewing.LOOPBACK", frozenset())
    at = AppTest.from_file(str(page), default_timeout=30).run()
    assert [error.value for error in at.error] == [
        "This server listens beyond this machine, and there is no login. Start it on 127.0.0.1."
    ]
    assert len(at.main) == 1
