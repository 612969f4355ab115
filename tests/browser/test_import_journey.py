"""A data steward brings in a Chinese file whose headers nobody knows, corrects what was understood, imports, undoes it;
next month the same kind of file comes in with one click."""

import logging
import time
from collections.abc import Generator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visit, Visitor, serving
from tests.data.importing.unknown_headers import FIELDS, total, unknown_orders

TWO_MINUTES = 120
REQUIRED = ("订单号", "客户编号", "订单日期")


@pytest.fixture
def address(tmp_path: Path) -> Generator[str]:
    """An empty home: the first import of a company."""
    with serving(tmp_path / "home") as at:
        yield at


def zone(visitor: Visitor) -> Locator:
    """Where files are dropped, once it takes them: its code comes after its looks, and writes its words."""
    expect(visitor.page.locator(".choose")).not_to_be_empty()
    return visitor.page.locator(".zone")


def bring(visitor: Visitor, *files: Path) -> None:
    zone(visitor)
    visitor.page.locator("input.files").set_input_files([str(file) for file in files])
    visitor.page.get_by_role("heading", name="导入前检查").wait_for()
    visitor.idle()


def map_columns(visitor: Visitor) -> None:
    """Each field of the page gets the file's column that the steward knows it is."""
    for field, header in FIELDS.items():
        visitor.choose(f"{field} *" if field in REQUIRED else field, header)


def press(visitor: Visitor, name: str) -> None:
    button = visitor.page.get_by_role("button", name=name)
    button.first.wait_for()
    visitor.idle()
    button.first.click()


def test_ten_unknown_headers_within_two_minutes(visit: Visit, tmp_path: Path) -> None:
    january, february = tmp_path / "销售一月.csv", tmp_path / "销售二月.csv"
    january.write_bytes(unknown_orders(1).encode("gb18030"))
    february.write_bytes(unknown_orders(2).encode("gb18030"))
    visitor = visit(locale="zh-CN").open("/data")

    began = time.monotonic()
    bring(visitor, january)
    visitor.sees("编码 gb18030")
    visitor.choose("文件内容", "订单")
    map_columns(visitor)
    press(visitor, "检查全部记录")
    visitor.sees(f"读取金额 {total():,}.00 = 接收 {total():,}.00 + 拒收 0.00")
    press(visitor, "导入这些文件")
    visitor.sees("文件已导入")
    took = time.monotonic() - began
    logging.getLogger(__name__).info("From the file to its import: %.0f s", took)
    assert took < TWO_MINUTES  # promised to a new user

    press(visitor, "查看新数据")
    visitor.sees("导入方案")
    bring(visitor, february)  # its header is known: checked without a question
    press(visitor, "导入这些文件")
    visitor.sees("文件已导入")
    press(visitor, "查看新数据")
    assert visitor.complaints == []


def test_what_is_brought_in_can_be_undone(visit: Visit, tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    rows = [f"D{n},2025-{n % 12 + 1:02}-10,K{n % 5},{n * 100}.00" for n in range(1, 100)]
    file.write_text("\n".join(["订单号,下单日期,客户编号,订单金额", *rows]), encoding="utf-8")
    visitor = visit(locale="zh-CN", width=400).open("/data")
    bring(visitor, file)
    press(visitor, "导入这些文件")
    visitor.sees("文件已导入")
    press(visitor, "查看新数据")
    visitor.idle()
    visitor.page.get_by_text("：订单").first.click()
    press(visitor, "撤销此次导入")
    visitor.page.get_by_role("dialog").get_by_role("button", name="撤销").click()
    visitor.sees("导入已撤销")
    assert visitor.cut_texts() == []
    assert visitor.complaints == []
