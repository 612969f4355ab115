"""Demo homes that several tests read and none changes, each made once."""

from collections.abc import Callable
from typing import Any

import pytest

from dashboard.data.demo.company import DemoCompany, make_demo
from dashboard.data.home import Home
from dashboard.settings import Settings

Made = tuple[DemoCompany, Home]


@pytest.fixture(scope="session")
def demo_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Made]:
    """The demo made with these wishes, and its home."""
    made: dict[tuple[tuple[str, Any], ...], Made] = {}

    def get(**wishes: Any) -> Made:
        key = tuple(sorted(wishes.items()))
        if key not in made:
            home = Home(tmp_path_factory.mktemp("demo"))
            made[key] = make_demo(home, settings=Settings(), **wishes), home
        return made[key]

    return get
