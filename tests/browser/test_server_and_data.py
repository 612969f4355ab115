"""The server as a visitor meets it: a page's own address first, new data while it runs, nothing leaves the machine."""

import json
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import Visit, run_dashboard, serving

ORDERS = "order_id,customer_id,order_date,net_amount\n"


def test_fresh_server_whose_first_visit_is_a_pages_own_address(visit: Visit, demo_home: Path) -> None:
    """Streamlit's older way of pages would run the page without the entry script: no viewer, no navigation."""
    with serving(demo_home) as fresh:
        visitor = visit(at=fresh).open("/data")
        expect(visitor.page.locator('[data-testid="stSidebarNav"]')).to_contain_text("Customer pyramid")
        visitor.sees("rows in use")
        visitor.page.goto(f"{fresh}/no_such_page")
        visitor.page.get_by_role("dialog").wait_for()


def test_foreign_names_and_proxies_are_refused(address: str) -> None:
    for headers in ({"Host": "evil.example"}, {"X-Forwarded-For": "10.0.0.1"}):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(urllib.request.Request(address, headers=headers))
        assert refused.value.code == 403
        refused.value.close()


def test_running_app_offers_new_data(visit: Visit, tmp_path: Path) -> None:
    home, first, second = tmp_path / "home", tmp_path / "first.csv", tmp_path / "second.csv"
    first.write_text(ORDERS + "1,A,2024-01-05,100\n2,B,2024-01-06,50\n", encoding="utf-8")
    second.write_text(ORDERS + "3,C,2024-01-07,1000\n", encoding="utf-8")
    with serving(home) as address:
        visitor = visit(at=address).open("/")
        visitor.sees("python -m dashboard import")  # the friendly start page
        run_dashboard(home, "import", str(first))
        visitor.page.get_by_role("button", name="New data, reload").click()
        visitor.page.locator(".js-plotly-plot").first.wait_for()
        visitor.idle()
        active = visitor.page.locator('[data-testid="stMetric"]').nth(2)
        expect(active).to_contain_text("2")
        run_dashboard(home, "import", str(second))
        visitor.page.get_by_role("button", name="New data, reload").wait_for()
        expect(active).to_contain_text("2")  # what is on screen stays until the reader takes the new build
        visitor.page.get_by_role("button", name="New data, reload").click()
        expect(active).to_contain_text("3")


def test_public_orders_are_offered_by_the_running_app(visit: Visit, tmp_path: Path, public_data: Path) -> None:
    home = tmp_path / "home"
    expected = json.loads((public_data / "online_retail" / "expected.json").read_text(encoding="utf-8"))
    top = expected["net_of_returns"]["as_of 2011-11-30"]["layers"]["Top"]
    with serving(home) as address:
        visitor = visit(at=address).open("/")
        orders = public_data / "online_retail" / "online_retail.parquet"
        run_dashboard(home, "import", str(orders), "--mapping", "examples/online_retail.toml")
        visitor.page.get_by_role("button", name="New data, reload").click()
        visitor.page.locator(".js-plotly-plot").first.wait_for()
        visitor.idle()
        headline = visitor.page.get_by_role("heading", level=2).first.inner_text()
        assert headline.startswith(f"{top['customers']} customers (1")


# Streamlit's own residue; each with its reason. Nothing of ours may be on this list.
ALLOWED = {
    "list": "the navigation with sections nests its list in another element",
    "listitem": "the same",
    "presentation-role-conflict": "Streamlit's uploader and tooltips",
    "aria-hidden-focus": "the data grid keeps its fallback table focusable behind the canvas",
}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
@pytest.mark.parametrize("path", ["/?layer=Top", "/?view=moves", "/?view=tiers", "/?view=more", "/data"])
def test_no_serious_accessibility_violation(visit: Visit, path: str, locale: str, dark: bool) -> None:
    visitor = visit(locale=locale, dark=dark).open(path)
    visitor.page.locator("h1").first.wait_for()
    visitor.idle()
    found = Axe().run(visitor.page).response["violations"]
    serious = {
        f"{v['id']}: {v['nodes'][0]['html'][:200]}"
        for v in found
        if v["impact"] in ("serious", "critical") and v["id"] not in ALLOWED
    }
    assert serious == set()
