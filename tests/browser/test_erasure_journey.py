"""Somebody is erased while a page is open: the page goes on, on the build without them."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.data.home import Home
from dashboard.data.reading.marts import open_marts
from dashboard.data.store import current_build_id, published_builds
from tests.browser.conftest import Visitor, run_dashboard, serving


def _largest(home: Path) -> tuple[str, str]:
    """Id and name of the customer who brings most."""
    cursor = open_marts(Home(home)).cursor()
    found = cursor.execute(
        "select customer_id, customer_name from customer join customer_month using (customer_no) "
        "group by all order by sum(revenue) desc limit 1"
    ).fetchall()
    return found[0]


@pytest.mark.slow
def test_open_page_goes_over_to_the_build_without_the_erased(
    visit: Callable[..., Visitor], fresh_demo: Path, tmp_path: Path
) -> None:
    home = shutil.copytree(fresh_demo, tmp_path / "home")
    customer_id, name = _largest(home)
    with serving(home) as at:
        tab = visit(at=at)
        tab.open("/portfolio")
        headline = tab.headline()
        old = current_build_id(Home(home))
        told = json.loads(run_dashboard(home, "erase", "--customer", customer_id, "--reason", "asked", "--json"))
        (person,) = told["persons"]
        assert old in person["builds_removed"]
        assert published_builds(Home(home)) == (person["build_id"],)
        tab.page.get_by_role("link", name="Trends").click()
        tab.page.wait_for_url("**/trends*")
        tab.idle()
        tab.page.get_by_role("link", name="My customers").click()
        tab.page.wait_for_url("**/portfolio*")
        tab.idle()
        assert tab.headline() == headline  # every figure is as it was
        assert name not in tab.page.content()
        assert tab.page.get_by_text("cannot be opened").count() == 0
        assert tab.complaints == []
