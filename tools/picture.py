"""Make the README's picture: the Pyramid page on the demo company, in a real browser. Run: ``make picture``."""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import IDLE, run_dashboard, serving
from tests.conftest import CHROMIUM_SWITCHES

PICTURE = Path(__file__).resolve().parent.parent / "docs" / "pictures" / "pyramid.png"


def main() -> None:
    chromium = shutil.which("chromium")
    if not chromium:
        sys.exit("chromium is not installed (apt-get install chromium fonts-noto-cjk)")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        home = Path(folder) / "demo"
        run_dashboard(home, "demo")
        with serving(home) as address:
            browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_SWITCHES)
            page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="en-US", reduced_motion="reduce")
            page.goto(address)
            page.locator(".js-plotly-plot").first.wait_for(timeout=60_000)
            page.wait_for_function(IDLE)
            page.wait_for_timeout(1000)  # the figure's last resize
            PICTURE.parent.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=PICTURE)
            browser.close()


if __name__ == "__main__":
    main()
