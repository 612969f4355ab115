"""A customer is opened to call somebody: masked, asked for with a reason, shown above the orders, written down."""

import csv
import re
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import Visit, run_dashboard


def test_contact_is_shown_for_a_reason_in_sight_and_written_down(visit: Visit, demo_home: Path) -> None:
    visitor = visit(locale="zh-CN").open("/portfolio")
    visitor.click_grid()
    dialog = visitor.page.get_by_role("dialog")
    expect(dialog).to_contain_text("位联系人")
    visitor.idle()
    people = dialog.locator("table").first
    assert re.search(r"1\d\d\*{4}\d{4}", people.inner_text())
    assert not re.search(r"1\d{10}", people.inner_text())

    dialog.get_by_role("button", name="查看联系人明文").click()
    reason, show = visitor.page.get_by_role("textbox", name="原因"), visitor.page.get_by_role("button", name="查看明文")
    reason.fill("回访")
    show.last.click()
    said = visitor.page.get_by_text("请简要说明查看原因")
    expect(said).to_be_in_viewport()
    reason.fill("电话回访，核对采样时间")
    show.last.click()
    expect(people).to_contain_text(re.compile(r"1\d{10}"))
    expect(people).to_be_in_viewport()
    visitor.idle()
    assert visitor.complaints == []

    told = run_dashboard(demo_home, "trail", "show", "--action", "reveal")
    entries = [row for row in csv.reader(told.splitlines()) if "电话回访，核对采样时间" in row]
    assert len(entries) == 1
    assert not re.search(r"(?<!\d)1\d{10}(?!\d)", ",".join(entries[0]))  # the time in a build's name has twelve digits
