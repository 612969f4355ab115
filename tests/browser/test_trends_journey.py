"""Trends as a manager meets them: choose a figure and a breakdown, click a bar, get the customers behind it."""

import json
import re
from decimal import Decimal
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit, Visitor, run_dashboard


def _open(visitor: Visitor, query: str = "") -> Visitor:
    visitor.open(f"/trends?{query}")
    visitor.page.locator(".js-plotly-plot").first.wait_for()
    return visitor.idle()


def _trend(home: Path, *options: str) -> dict[tuple[str, str], dict]:
    rows = json.loads(run_dashboard(home, "export", "trend", *options, "--format", "json"))
    return {(row["month"], row.get("segment") or ""): row for row in rows}


def _click(visitor: Visitor, trace: int, point: int) -> str:
    """Click a bar; what it says on hover."""
    place = visitor.hover(trace, point)
    said = visitor.page.locator(".js-plotly-plot .hoverlayer .hovertext").first.text_content() or ""
    visitor.page.mouse.click(*place)
    return said


def _list_sum(visitor: Visitor) -> tuple[int, Decimal]:
    """Customers and net revenue of the list below the chart, as its own line says."""
    visitor.page.locator(".st-key-trend_back").wait_for()
    visitor.idle()
    line = visitor.page.locator("p", has_text="customers · net revenue").first.inner_text()
    found = re.search(r"([\d,]+) customers · net revenue ([\d,.]+)", line)
    assert found, line
    return int(found[1].replace(",", "")), Decimal(found[2].replace(",", ""))


def _mark(visitor: Visitor) -> tuple[str, str]:
    """Month and segment of the mark that was clicked, as they stand in the link."""
    parameters = parse_qs(urlsplit(visitor.page.url).query)
    return parameters["month"][0], parameters.get("segment", [""])[0]


def _traces(visitor: Visitor) -> list[str]:
    return visitor.page.evaluate("document.querySelector('.js-plotly-plot').data.map(one => one.name)")


def test_figure_breakdown_and_bar_to_the_customers_behind_it(visit: Visit, demo_home: Path) -> None:
    visitor = _open(visit())
    assert "Target" in _traces(visitor)
    said = _click(visitor, 0, 3)
    visitor.page.wait_for_url(re.compile(r"[?&]month="))
    row = _trend(demo_home)[_mark(visitor)]
    customers, revenue = _list_sum(visitor)
    assert customers == row["active_customers"]
    assert revenue == Decimal(row["revenue"]).quantize(Decimal("0.01"))
    assert f"{revenue:,.2f}" in said

    visitor.page.get_by_role("button", name="All months").click()
    expect(visitor.page.locator(".st-key-trend_back")).to_have_count(0)
    visitor.idle()  # a click that is forced does not wait
    visitor.page.get_by_role("radio", name="12", exact=True).click(force=True)
    visitor.page.wait_for_url(re.compile("months=12"))
    visitor.choose("Figure", "Active customers")
    visitor.page.wait_for_url(re.compile("measure=active_customers"))
    visitor.choose("By", "Region")
    visitor.page.wait_for_url(re.compile("by=region"))
    visitor.idle()
    said = _click(visitor, 0, 5)
    visitor.page.wait_for_url(re.compile(r"[?&]segment="))
    customers, revenue = _list_sum(visitor)
    row = _trend(demo_home, "--by", "region")[_mark(visitor)]
    assert _mark(visitor)[1] in said
    assert f": {customers}" in said
    assert customers == row["active_customers"]
    assert revenue == Decimal(row["revenue"]).quantize(Decimal("0.01"))

    colleague = visit(locale="zh-CN", dark=True).open(visitor.page.url.removeprefix(visitor.address))
    colleague.page.locator(".st-key-trend_back").wait_for()
    colleague.idle()
    expect(colleague.page.get_by_text(f"{revenue:,.2f}").first).to_be_visible()
    assert _traces(colleague)[0] == _traces(visitor)[0]


def test_product_lines_and_the_keyboard_way_to_the_same_customers(visit: Visit, demo_home: Path) -> None:
    visitor = _open(visit(), "by=product_line&months=12")
    trend = _trend(demo_home, "--by", "product_line")
    lines = {segment for _month, segment in trend}
    assert len(lines) > 1
    assert set(_traces(visitor)) & lines
    visitor.page.get_by_text("The same as a table").click()
    visitor.page.locator('[data-testid="stDataFrame"] canvas').first.wait_for()
    visitor.idle()
    visitor.page.locator('[data-testid="stDataFrame"] canvas').first.focus()
    visitor.page.keyboard.press("ArrowRight")
    visitor.page.keyboard.press("ArrowRight")
    visitor.page.keyboard.press("Space")
    visitor.page.wait_for_url(re.compile(r"[?&]segment="))
    customers, revenue = _list_sum(visitor)
    row = trend[_mark(visitor)]
    assert (customers, revenue) == (row["active_customers"], Decimal(row["revenue"]).quantize(Decimal("0.01")))


@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_nothing_is_cut_wide_or_narrow(visit: Visit, locale: str, dark: bool) -> None:
    visitor = _open(visit(locale=locale, dark=dark), "by=region&month=2025-06")
    assert visitor.page.get_by_role("heading", level=1).inner_text() in ("Trends", "趋势分析")
    assert visitor.headline()
    assert visitor.cut_texts() == []
    visitor.page.set_viewport_size({"width": 400, "height": 900})
    visitor.page.wait_for_function("document.querySelector('.js-plotly-plot')?.getBoundingClientRect().width < 400")
    visitor.idle()
    assert visitor.cut_texts() == []
    assert visitor.complaints == []
