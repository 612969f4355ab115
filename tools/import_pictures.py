"""The guide's pictures of an import in the browser, walked as a person would: ``python -m tools.import_pictures``."""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import Visitor, serving
from tests.browser.test_import_journey import bring, map_columns, press
from tests.conftest import CHROMIUM_SWITCHES
from tests.data.importing.unknown_headers import unknown_orders

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"


def main() -> None:
    chromium = shutil.which("chromium")
    if not chromium:
        sys.exit("chromium is not installed (apt-get install chromium fonts-noto-cjk)")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "销售一月.csv"
        file.write_bytes(unknown_orders(1).encode("gb18030"))
        with serving(Path(folder) / "home") as address:
            browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_SWITCHES)
            page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="zh-CN", reduced_motion="reduce")
            walk(Visitor(page, address), file)
            browser.close()


def walk(visitor: Visitor, file: Path) -> None:
    """From the drop zone to the check."""
    visitor.open("/data")
    bring(visitor, file)
    visitor.choose("文件内容", "订单")
    map_columns(visitor)
    take(visitor.page, "import-columns.png", "识别结果")
    visitor.page.evaluate("document.activeElement.blur()")
    press(visitor, "检查全部记录")
    visitor.sees("读取金额")
    take(visitor.page, "import-check.png", "导入前检查")


def take(page: Page, name: str, heading: str) -> None:
    """What stands below this heading."""
    page.wait_for_timeout(1500)
    page.get_by_role("heading", name=heading).scroll_into_view_if_needed()
    page.get_by_role("heading", name=heading).evaluate("one => one.scrollIntoView({block: 'start'})")
    page.wait_for_timeout(500)
    page.screenshot(path=PICTURES / name)


if __name__ == "__main__":
    main()
