"""Every page guards itself before anything else, whether or not the entry script ran."""

import ast
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

PAGES = sorted((Path(__file__).resolve().parents[2] / "dashboard" / "pages").glob("*.py"))


def test_there_are_pages():
    assert [page.stem for page in PAGES] == [
        "admin",
        "cases",
        "complaints",
        "data",
        "findings",
        "iceberg",
        "portfolio",
        "pyramid",
        "quality",
        "recusal",
        "standards",
        "start",
        "surveys",
        "trends",
        "what_if",
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_first_statement_after_the_imports_is_the_guard(page):
    statements = ast.parse(page.read_text(encoding="utf-8")).body[1:]
    first = next(one for one in statements if not isinstance(one, ast.Import | ast.ImportFrom))
    right = "" if page.stem == "start" else r"Right\.[A-Z_]+"
    assert re.fullmatch(rf"viewer = require_viewer\({right}\)", ast.unparse(first))


def _fragments():
    for source in sorted((PAGES[0].parents[1]).rglob("*.py")):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            decorators = node.decorator_list if isinstance(node, ast.FunctionDef) else []
            if any("fragment" in ast.unparse(decorator) for decorator in decorators):
                yield source, node


FRAGMENTS = {f"{source.stem}.{node.name}": node for source, node in _fragments()}


@pytest.mark.slow
def test_fragments_are_made_by_decorators_only():
    """A call st.fragment(f) would escape the next test."""
    for source in sorted((PAGES[0].parents[1]).rglob("*.py")):
        tree = ast.parse(source.read_text(encoding="utf-8"))
        named = [n for n in ast.walk(tree) if isinstance(n, ast.Attribute) and n.attr == "fragment"]
        decorating = [d for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) for d in n.decorator_list]
        inside = {id(part) for decorator in decorating for part in ast.walk(decorator)}
        assert [ast.unparse(n) for n in named if id(n) not in inside] == [], source


@pytest.mark.parametrize("page", [page.stem for page in PAGES if page.stem != "start"])
@pytest.mark.parametrize("is_empty", [pytest.param(False, marks=pytest.mark.slow), True], ids=["company", "empty"])
@pytest.mark.parametrize(
    ("lang", "words"), [("en", "this machine only"), pytest.param("zh_Hans", "仅限本机使用", marks=pytest.mark.slow)]
)
def test_every_page_says_itself_that_nobody_signs_in(app, company, tmp_path, page, is_empty, lang, words):
    """Not in the side bar alone: on a telephone that is folded away."""
    at = app(tmp_path if is_empty else company, page=page, lang=lang)
    said = [*at.main.caption, *at.main.markdown]  # a badge beside the title is Markdown
    assert [words in part.value for part in said].count(True) == 1


@pytest.mark.parametrize("name", FRAGMENTS)
def test_a_fragment_begins_with_its_own_guard(name):
    """It runs without its page, long after that page asked who is looking."""
    statements = FRAGMENTS[name].body
    if isinstance(statements[0], ast.Expr) and isinstance(statements[0].value, ast.Constant):
        statements = statements[1:]
    right = "" if name == "new_data.new_data_notice" else r"Right\.[A-Z_]+"
    assert re.fullmatch(rf"(viewer = )?require_viewer\({right}\)", ast.unparse(statements[0]))


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page_alone_shows_no_figure_where_the_guard_refuses(page, company, monkeypatch):
    monkeypatch.setenv("DASHBOARD_HOME", str(company))
    monkeypatch.setattr("dashboard.widgets.viewing.LOOPBACK", frozenset())
    at = AppTest.from_file(str(page), default_timeout=120).run()
    assert [error.value for error in at.error] == [
        "This server listens beyond this machine, and there is no login. Start it on 127.0.0.1."
    ]
    assert len(at.main) == 1
