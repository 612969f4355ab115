"""Homes for the page tests, and an app on each. The app is driven without a browser."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.widgets.problem_shown import FAILED
from tests.data.hand_made_build import Customer, Order, hand_made_build

PROJECT = Path(__file__).resolve().parents[2]
MANAGERS = ("E1", "E2")
REGIONS = ("East", "West")


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty customers of two managers; C39 orders most; C05, C15 … have stopped in 2023; no contacts."""
    home = tmp_path_factory.mktemp("homes") / "company"
    customers = [
        Customer(
            f"C{number:02d}",
            manager=MANAGERS[number % 2],
            region=REGIONS[number % 2],
            industry="Steel",
            tier=("strategic", "key", "general", None)[number % 4],
            name=f"客户{number:02d}",
        )
        for number in range(40)
    ]
    orders = []
    for number in range(40):
        months = [(2023, month) for month in range(1, 13)]
        if number % 10 != 5:
            months += [(2024, month) for month in range(1, 13)]
        orders += [
            Order(
                f"C{number:02d}", date(year, month, 1 + number % 20), f"{100 * (number + 1)}.00", f"{60 * (number + 1)}"
            )
            for year, month in months
            if (month + number) % 3 == 0
        ]
    hand_made_build(home, customers, orders, data_through=date(2025, 1, 10))
    return home


@pytest.fixture
def own_home(tmp_path: Path) -> Path:
    """Four customers, in a home that the test may change."""
    customers = [Customer(name) for name in "ABCD"]
    orders = [Order(name, date(2024, 1, 5), f"{place * 100}") for place, name in enumerate("ABCD", start=1)]
    hand_made_build(tmp_path, customers, orders, data_through=date(2024, 1, 31))
    return tmp_path


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """``app(home, page=…, **parameters)``: the app after its first run; parameters are those of the link."""

    def start(home: Path, *, page: str | None = None, **parameters: str | list[str]) -> AppTest:
        monkeypatch.setenv("DASHBOARD_HOME", str(home))
        at = AppTest.from_file(str(PROJECT / "streamlit_app.py"), default_timeout=120)
        if page == "what_if":  # before a first run a page goes by its file's name, which is not this one's address
            at.run()
        if page:
            at.switch_page(f"dashboard/pages/{page}.py")
        for name, value in parameters.items():
            at.query_params[name] = value
        return at.run()

    return start


def said(at: AppTest) -> str:
    """All texts of the page in one."""
    kinds = (at.title, at.header, at.markdown, at.caption, at.info, at.warning, at.error, at.code)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def assert_sound(at: AppTest) -> None:
    """No exception, and none that was turned into a sentence."""
    assert [error.value for error in at.exception] == []
    assert FAILED not in said(at)
    assert "此处出现故障" not in said(at)


def place_of(at: AppTest, key: str) -> tuple[int, ...]:
    """Where the element with this key stands in the page: its number in each box around it. What changes its number is
    drawn a second time by the browser, and the first one taken away under the hand of whoever clicks just then."""
    boxes: list[tuple[tuple[int, ...], Any]] = [((), at.main)]
    while boxes:
        path, box = boxes.pop()
        for number, child in getattr(box, "children", {}).items():
            if str(getattr(getattr(child, "proto", None), "id", "")).endswith(f"-{key}"):
                return (*path, number)
            boxes.append(((*path, number), child))
    raise AssertionError(f"{key} is not on the page")
