"""The page Satisfaction surveys by clicks: from the wave to its questions, to what to fix first, to who answered."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit, Visitor

WORDS = {
    "en-US": {"items": "Questions", "priorities": "What to fix first", "coverage": "Who answered"},
    "zh-CN": {"items": "分题结果", "priorities": "优先改进", "coverage": "应答情况"},
}
WIDEST = """all => {
  const wide = all.map((one) => one.getBoundingClientRect().width);
  return wide.indexOf(Math.max(...wide));
}"""
NOT_SIDEWAYS = """() => {
  const main = document.querySelector('[data-testid="stMain"]');
  return main.scrollWidth <= main.clientWidth + 1;
}"""


def open_view(visitor: Visitor, name: str) -> None:
    visitor.page.locator(".st-key-view").get_by_text(name, exact=True).click()


def click_mark(visitor: Visitor, selector: str) -> None:
    """Click the middle of the widest mark of a picture (headings have marks of no width)."""
    marks = visitor.page.locator(selector)
    marks.first.wait_for(state="attached")
    visitor.idle()
    box = visitor.place(marks.nth(marks.evaluate_all(WIDEST)))
    visitor.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def code_in(visitor: Visitor, name: str) -> str:
    """What the link holds under this name, once it does."""
    visitor.page.wait_for_url(re.compile(f"[?&]{name}=[^&]"))
    return parse_qs(urlsplit(visitor.idle().page.url).query)[name][0]


@pytest.mark.parametrize(("locale", "dark"), [("en-US", False), ("zh-CN", True)])
def test_four_views_by_clicks_wide_and_narrow(visit: Visit, locale: str, dark: bool) -> None:
    visitor = visit(locale=locale, dark=dark).open("/surveys")
    said = [visitor.headline()]
    for view, name in WORDS[locale].items():
        open_view(visitor, name)
        visitor.page.wait_for_url(re.compile(f"[?&]view={view}"))
        said.append(visitor.idle().headline())
        assert visitor.cut_texts() == []
    assert len(set(said)) == 4
    narrow = visit(locale=locale, dark=dark, width=400)
    for view in ("waves", *WORDS[locale]):
        narrow.open(f"/surveys?view={view}").page.wait_for_function(NOT_SIDEWAYS)  # the switch itself may scroll
    assert [visitor.complaints, narrow.complaints] == [[], []]


def test_a_click_on_a_mark_opens_its_question(visit: Visit) -> None:
    visitor = visit(height=1400).open("/surveys?view=priorities")
    click_mark(visitor, ".st-key-fix_chart .points path.point")
    chosen = code_in(visitor, "fix_item")
    visitor.sees("rank correlation with overall satisfaction")

    open_view(visitor, "Questions")
    visitor.page.wait_for_url(re.compile("view=items"))
    visitor.idle()
    click_mark(visitor, ".st-key-item_bars .point path")
    by_bar = code_in(visitor, "item")
    closing = visitor.page.get_by_role("button", name="Close the question")
    closing.click()
    closing.wait_for(state="detached")
    visitor.idle()

    visitor.page.get_by_text("By segment", exact=True).click()
    visitor.page.wait_for_url(re.compile("item_show=segments"))
    visitor.idle()
    click_mark(visitor, ".st-key-item_heat .points path.point")
    closing.wait_for()
    by_cell = code_in(visitor, "item")
    assert all(re.fullmatch(r"Q?\w+", code) for code in (chosen, by_bar, by_cell))
    assert visitor.complaints == []


def test_the_box_changes_the_wave_and_an_anonymous_one_is_not_told_apart_by_manager(visit: Visit) -> None:
    visitor = visit().open("/surveys?view=items&item_show=segments&item_by=account_manager_id")
    cut = visitor.page.get_by_role("combobox", name="By", exact=True)
    expect(cut).to_have_value("Account manager")
    before = visitor.headline()
    visitor.choose("Survey", "2025年中小客户第三方满意度调查（匿名）")
    visitor.page.wait_for_url(re.compile("[?&]wave=DSF"))
    visitor.idle()
    expect(visitor.page.get_by_role("heading", level=2).first).not_to_have_text(before)
    expect(cut).not_to_have_value("Account manager")
    visitor.page.locator(".st-key-item_by").get_by_role("button", name="Open").click()
    offered = visitor.page.get_by_role("option")
    offered.first.wait_for()
    assert sorted(offered.all_inner_texts()) == ["Industry", "Region", "Value layer"]
    assert visitor.complaints == []
