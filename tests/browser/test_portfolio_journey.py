"""My customers as an account manager meets them: find by initials, filter, sort, open, take along, send on."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypinyin import Style, lazy_pinyin

from tests.browser.conftest import Visit, Visitor, run_dashboard

HEADER, NAME = 18, 120
"""Pixels into the grid: middle of the header, and of the customer's column."""


def _open(visitor: Visitor, query: str = "") -> Visitor:
    visitor.open(f"/portfolio?{query}")
    visitor.page.locator('[data-testid="stDataFrame"] canvas').first.wait_for()
    return visitor.idle()


def _rows(home: Path, *options: str) -> list[dict]:
    return json.loads(run_dashboard(home, "export", "portfolio", *options, "--format", "json"))


def _sees_total(visitor: Visitor, text: str) -> None:
    expect(visitor.page.locator("p", has_text="· net revenue").first).to_contain_text(text)
    visitor.idle()


def test_find_by_initials_filter_sort_open_export_and_send_the_link(visit: Visit, demo_home: Path) -> None:
    rows = _rows(demo_home)
    manager = max(
        {row["account_manager_id"] for row in rows} - {None}, key=[r["account_manager_id"] for r in rows].count
    )
    own = [row for row in rows if row["account_manager_id"] == manager]
    visitor = _open(visit(), f"manager={manager}")
    _sees_total(visitor, f"{len(own)} customers")

    name = own[0]["customer_name"]
    initials = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER))[:6]
    visitor.page.get_by_label("Find", exact=True).fill(initials)
    found = _rows(demo_home, "--viewer", manager, "--filter", f"text={initials}")
    assert name in {row["customer_name"] for row in found}
    _sees_total(visitor, f"{len(found)} of {len(own)} customers")
    assert initials not in visitor.page.url
    visitor.page.get_by_role("button", name="Clear all filters").click()
    _sees_total(visitor, f"{len(own)} customers")

    visitor.choose("Value layer", "Small")
    visitor.page.wait_for_url(re.compile("layers=Small"))
    small = [row for row in own if row["layer"] == "Small"]
    _sees_total(visitor, f"{len(small)} of {len(own)} customers")
    visitor.page.keyboard.press("Escape")
    visitor.click_grid(NAME, HEADER)
    visitor.page.wait_for_url(re.compile("sort=customer_name"))
    visitor.idle()
    expect(visitor.page.get_by_role("button", name="Smallest first")).to_be_visible()

    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("button", name="CSV", exact=True).click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    taken = [line for line in csv.DictReader(io.StringIO(text)) if line["revenue"]]
    assert sorted(line["customer_id"] for line in taken) == sorted(row["customer_id"] for row in small)
    assert {line["layer"] for line in taken} == {"Small"}

    visitor.click_grid()
    dialog = visitor.page.get_by_role("dialog")
    dialog.wait_for()
    visitor.idle()
    expect(dialog).to_contain_text(taken[0]["customer_name"])
    expect(dialog).to_contain_text("orders")
    visitor.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    visitor.idle()
    expect(visitor.page.get_by_role("dialog")).to_have_count(0)

    colleague = visit(locale="zh-CN", dark=True)
    colleague.open(visitor.page.url.removeprefix(visitor.address))
    colleague.sees(f"{len(own)} 家客户中的 {len(small)} 家")
    assert colleague.complaints == []
    assert visitor.complaints == []


def test_a_usual_question_by_keyboard_alone(visit: Visit) -> None:
    visitor = _open(visit())
    button = visitor.page.get_by_role("button", name=re.compile("Shrinking by 20"))
    count = re.search(r"(\d[\d,]*)$", button.inner_text().strip())
    assert count
    button.focus()
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url(re.compile("change=shrank20"))
    _sees_total(visitor, f"{count[1]} of ")


@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_nothing_is_cut_wide_or_narrow(visit: Visit, locale: str, dark: bool) -> None:
    visitor = _open(visit(locale=locale, dark=dark), "layers=Small&quiet=30")
    assert visitor.page.get_by_role("heading", level=1).inner_text() in ("My customers", "我的客户")
    grid = visitor.page.locator('[data-testid="stDataFrame"]').first.bounding_box()
    assert grid is not None
    assert grid["y"] < 800  # above the fold of 900 even with filters set
    assert visitor.cut_texts() == []
    visitor.page.set_viewport_size({"width": 400, "height": 900})
    visitor.page.wait_for_function(
        "() => document.querySelector('[data-testid=stDataFrame]')?.getBoundingClientRect().width < 400"
    )
    visitor.idle()
    assert visitor.cut_texts() == []
    assert visitor.complaints == []
