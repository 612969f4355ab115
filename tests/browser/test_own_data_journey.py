"""From the demo company to one's own figures: files dropped on the page, one of them stopped, imported, undone, redone;
what was rejected is corrected in a text editor and brought in again."""

import base64
import shutil
from collections.abc import Generator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit, Visitor, serving
from tests.browser.test_import_journey import press, zone

DROP = """([zone, files]) => {
  const transfer = new DataTransfer()
  for (const [name, content] of files) {
    const bytes = Uint8Array.from(atob(content), (one) => one.charCodeAt(0))
    transfer.items.add(new File([bytes], name))
  }
  for (const kind of ['dragenter', 'dragover', 'drop'])
    zone.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: transfer }))
}"""
ORDERS = "订单号,下单日期,客户编号,订单金额"
ROWS = [f"D{n},2025-{n % 12 + 1:02}-10,K{n % 5},{n * 100}.00" for n in range(1, 100)]
CUSTOMERS = ["客户编号,客户名称", *(f"K{n},客户{n}公司" for n in range(5))]


@pytest.fixture
def address(fresh_demo: Path, tmp_path: Path) -> Generator[str]:
    """A server as ``make run`` starts it on an empty home: it shows the demo company meanwhile."""
    demo = shutil.copytree(fresh_demo, tmp_path / "demo")
    with serving(demo, DASHBOARD_OWN_HOME=str(tmp_path / "own")) as at:
        yield at


def drop(visitor: Visitor, **files: bytes) -> None:
    """As from the desktop: names with a dot are given with two underscores."""
    place = zone(visitor.idle())
    packed = [[name.replace("__", "."), base64.b64encode(content).decode()] for name, content in files.items()]
    visitor.page.evaluate(DROP, [place.element_handle(), packed])


def test_from_the_demo_to_own_figures_and_back(visit: Visit, tmp_path: Path) -> None:
    visitor = visit(locale="zh-CN").open("/data")
    visitor.sees("当前显示的是演示公司")
    press(visitor, "导入自己的文件")
    broken = [*ROWS[:-1], "D99,2025-02-30,K4,9900.00"]
    drop(
        visitor,
        订单__csv="\r\n".join([ORDERS, *broken]).encode("gb18030"),
        客户__csv="\r\n".join(CUSTOMERS).encode("gb18030"),
    )
    visitor.sees("104 条记录中可导入 103 条，1 条将被拒收")
    press(visitor, "导入这些文件")
    visitor.sees("文件已导入")
    expect(visitor.page.get_by_text("文件已导入").first).to_be_in_viewport(ratio=1)
    with visitor.page.expect_download() as loading:
        press(visitor, "下载拒收记录")
    rejects = Path(loading.value.path()).read_text(encoding="utf-8-sig")
    assert "2025-02-30" in rejects
    press(visitor, "查看新数据")
    visitor.page.get_by_text("当前显示的是演示公司").wait_for(state="detached")
    visitor.idle()
    assert visitor.page.get_by_text("演示公司").count() == 0
    assert (tmp_path / "own" / "CURRENT").is_file()

    visitor.page.goto(visitor.address + "/pyramid")
    visitor.sees("客户金字塔")
    visitor.idle()
    assert "演示公司" not in visitor.page.locator('[data-testid="stMain"]').inner_text()

    visitor.open("/data")
    drop(visitor, corrected__csv=rejects.replace("2025-02-30", "2025-02-28").encode())
    visitor.sees("1 条记录全部可以导入")
    press(visitor, "导入这些文件")
    visitor.sees("1 条记录全部导入")
    press(visitor, "查看新数据")

    for act, sure, said in (("撤销此次导入", "撤销", "导入已撤销"), ("恢复此次导入", "恢复", "导入已恢复")):
        visitor.idle()
        box = visitor.page.locator('[data-testid="stExpander"]').filter(has_text="：订单").first
        box.locator("summary").click()
        press(visitor, act)
        visitor.page.get_by_role("dialog").get_by_role("button", name=sure).click()
        visitor.sees(said)
        press(visitor, "查看新数据")
    assert visitor.complaints == []


def test_a_file_on_its_way_is_stopped(visit: Visit) -> None:
    visitor = visit(locale="zh-CN").open("/data")
    press(visitor, "导入自己的文件")
    visitor.page.route(
        "**/imports/upload/**", lambda route: None if route.request.method == "PUT" else route.continue_()
    )
    drop(visitor, 很大__csv=b"a,b\r\n" * 1000)
    visitor.sees("很大.csv")
    visitor.page.get_by_role("button", name="很大.csv").click()
    visitor.sees("已停止")
    visitor.page.unroute("**/imports/upload/**")
    drop(visitor, 订单__csv="\r\n".join([ORDERS, *ROWS]).encode())
    visitor.sees("99 条记录全部可以导入")
