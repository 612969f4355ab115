"""The house rule of imports (docs/architecture.md), held by walking the syntax trees."""

import ast
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
PACKAGE = PROJECT / "dashboard"

# layer -> what of ours it may import, and which third-party packages
RULES: dict[str, tuple[set[str], set[str]]] = {
    "logic": ({"logic"}, {"pandas", "numpy", "scipy", "plotly"}),
    "data": (
        {"data", "logic", "settings", "import_limits", "service_settings", "survey_settings"},
        {
            "holidays",
            "python_calamine",
            "opencc",
            "rapidfuzz",
            "babel",
            "duckdb",
            "pyarrow",
            "pandas",
            "numpy",
            "filelock",
            "xlsxwriter",
            "orjson",
            "tomli_w",
            "sqlalchemy",
            "alembic",
            "pypinyin",
        },
    ),
    "widgets": (
        {"widgets", "data", "logic", "settings", "login_settings"},
        {"streamlit", "babel", "pandas", "numpy", "plotly"},
    ),
    "pages": ({"widgets", "data", "logic"}, {"streamlit"}),
    "commands": ({"commands", "data", "logic", "settings", "server"}, set()),
    "import_limits": (set(), {"pydantic"}),
    "service_settings": ({"logic"}, {"pydantic"}),
    "survey_settings": ({"service_settings"}, {"pydantic"}),
    "settings": (
        {"logic", "login_settings", "import_limits", "service_settings", "survey_settings"},
        {"pydantic", "pydantic_settings"},
    ),
    "login_settings": ({"logic"}, {"pydantic"}),
    "server": (
        {"data", "logic", "widgets", "settings", "serving"},
        {"streamlit", "starlette", "uvicorn", "anyio"},
    ),
    "serving": ({"data", "logic", "login_settings", "serving"}, {"streamlit", "starlette", "anyio", "google"}),
    "__main__": ({"commands", "data", "logic", "settings", "server"}, set()),
    "streamlit_app": ({"widgets", "data", "logic", "settings"}, {"streamlit"}),
}


def _layer(path: Path) -> str:
    if path.name == "streamlit_app.py":
        return "streamlit_app"
    inside = path.relative_to(PACKAGE)
    return inside.parts[0].removesuffix(".py")


def _imports(path: Path) -> set[str]:
    """Full dotted names imported anywhere in the file, inside functions too."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            if node.module == "dashboard":
                names |= {f"dashboard.{alias.name}" for alias in node.names}
            elif node.module:
                names.add(node.module)
    return names


def _violations(path: Path) -> list[str]:
    ours, theirs = RULES[_layer(path)]
    wrong = []
    for name in _imports(path):
        top, *rest = name.split(".")
        if top == "dashboard":
            if rest and rest[0] not in ours and rest[0] != "__version__":
                wrong.append(name)
        elif top not in sys.stdlib_module_names and top not in theirs:
            wrong.append(name)
    return wrong


SOURCES = sorted(
    p for p in [*PACKAGE.rglob("*.py"), PROJECT / "streamlit_app.py"] if p.exists() and p != PACKAGE / "__init__.py"
)


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(PROJECT)))
def test_imports_run_one_way(path: Path) -> None:
    assert _violations(path) == []


def test_the_rule_sees_a_violation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "logic" / "x.py"
    page.parent.mkdir()
    page.write_text("import streamlit\nfrom dashboard.data import store\n", encoding="utf-8")
    monkeypatch.setattr(sys.modules[__name__], "PACKAGE", tmp_path)
    assert sorted(_violations(page)) == ["dashboard.data", "streamlit"]


def test_pages_hold_no_frames_and_no_sql() -> None:
    """No page holds a groupby, a merge, a formula or SQL text; each begins with its own guard."""
    for page in (PACKAGE / "pages").glob("*.py"):
        tree = ast.parse(page.read_text(encoding="utf-8"))
        called = {n.func.attr for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)}
        assert not called & {"groupby", "merge", "pivot_table", "apply", "execute", "sql"}, page
        first_call = next(
            n for n in tree.body if isinstance(n, (ast.Assign, ast.Expr)) and isinstance(n.value, ast.Call)
        )
        assert isinstance(first_call.value, ast.Call)
        assert ast.unparse(first_call.value.func).endswith("require_viewer"), f"{page}: the guard comes first"
