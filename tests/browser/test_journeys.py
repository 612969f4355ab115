"""The journeys of a manager: read the sentence, see the picture, click a layer, get the names, take them along."""

import csv
import io
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit, Visitor, run_dashboard

TOPS = "all => all.map((one) => Math.round(one.getBoundingClientRect().top))"


def _pyramid(home: Path) -> dict[str, dict]:
    rows = json.loads(run_dashboard(home, "export", "pyramid", "--format", "json"))
    return {row["layer"]: row for row in rows}


def _click_layer(visitor: Visitor, row: int) -> None:
    """Click the row of a layer in the picture: its invisible bar takes the click over the whole width."""
    visitor.page.mouse.click(*visitor.hover(0, row))


def _sees_names(visitor: Visitor) -> None:
    """The way back stands above the list of names, in every language."""
    visitor.page.locator(".st-key-layer_back").wait_for()


def _download(visitor: Visitor, key: str) -> bytes:
    with visitor.page.expect_download() as started:
        visitor.page.locator(f".st-key-{key}").get_by_role("button").click()
    return Path(started.value.path()).read_bytes()


def test_manager_reads_clicks_gets_the_names_and_exports_them(visit: Visit, demo_home: Path) -> None:
    top = _pyramid(demo_home)["Top"]
    visitor = visit().open("/")
    visitor.page.locator(".js-plotly-plot").first.wait_for()
    visitor.idle()
    headline = visitor.page.get_by_role("heading", level=2).first.inner_text()
    assert headline.startswith(f"{top['customers']} customers (1")
    assert f"{100 * float(top['revenue_share']):.1f}%" in headline

    _click_layer(visitor, 0)
    _sees_names(visitor)
    visitor.idle()
    visitor.page.wait_for_url(re.compile(r"[?&]layer=Top"))
    sums = visitor.page.locator(".st-key-layer_list_sort").locator("xpath=following::p").all_inner_texts()
    exact = f"{Decimal(top['revenue']):,.2f}"
    assert any(f"{top['customers']} customers" in text and exact in text for text in sums), sums

    text = _download(visitor, "layer_list_export_csv").decode("utf-8-sig")
    *rows, last = csv.DictReader(io.StringIO(text))
    assert last["customer_id"].startswith("# Pyramidion: exported by operator at ")
    assert len(rows) == top["customers"]
    assert {row["layer"] for row in rows} == {"Top"}
    assert sum(Decimal(row["revenue"]) for row in rows) == Decimal(top["revenue"])

    visitor.page.get_by_role("button", name="All layers").click()
    expect(visitor.page.get_by_role("button", name="All layers")).to_have_count(0)
    expect(visitor.page).not_to_have_url(re.compile("layer="))


def test_excel_holds_the_names_and_a_sheet_of_filters(visit: Visit) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    visitor = visit(locale="zh-CN").open("/?layer=Big")
    _sees_names(visitor)
    visitor.idle()
    book = openpyxl.load_workbook(io.BytesIO(_download(visitor, "layer_list_export_xlsx")))
    assert len(book.sheetnames) == 2
    assert book.worksheets[0].max_row > 1


def test_a_link_opens_the_same_layer_for_a_colleague(visit: Visit) -> None:
    first = visit().open("/?layer=Medium&period=6&scheme=curry")
    _sees_names(first)
    first.idle()
    sums = first.page.locator("p", has_text="customers · net revenue").first.inner_text()
    second = visit(locale="zh-CN", dark=True).open(first.page.url.removeprefix(first.address))
    second.page.locator("p", has_text="Medium" if "lang=en" in first.page.url else "中额客户").first.wait_for()
    second.idle()
    digits = re.findall(r"[\d,]+\.\d+", sums)[0]
    expect(second.page.get_by_text(re.compile(re.escape(digits))).first).to_be_visible()


def test_the_keyboard_reaches_a_layer_and_its_names(visit: Visit) -> None:
    visitor = visit().open("/")
    visitor.page.locator(".js-plotly-plot").first.wait_for()
    visitor.idle()
    _tab_to(visitor, "SUMMARY", "The same as a table")
    visitor.page.keyboard.press("Enter")
    visitor.page.locator('[data-testid="stDataFrame"] canvas').first.wait_for()
    visitor.idle()
    _tab_to(visitor, "CANVAS", "")
    visitor.page.keyboard.press("ArrowDown")  # from Top to Big
    visitor.page.keyboard.press("Shift+Space")  # selects the row
    _sees_names(visitor)
    visitor.page.wait_for_url(re.compile(r"[?&]layer=Big"))
    expect(visitor.page.locator("p", has_text="customers · net revenue").first).to_contain_text("Big")


def _tab_to(visitor: Visitor, tag: str, text: str) -> None:
    for _ in range(60):
        visitor.page.keyboard.press("Tab")
        focused = visitor.page.evaluate("[document.activeElement.tagName, document.activeElement.innerText || '']")
        if focused[0] == tag and text in focused[1]:
            return
    raise AssertionError(f"Tab never reached {tag} {text}")


@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_narrow_window_cuts_nothing(visit: Visit, locale: str, dark: bool) -> None:
    visitor = visit(locale=locale, dark=dark, width=400).open("/?layer=Top")
    visitor.page.locator(".js-plotly-plot").first.wait_for()
    visitor.idle()
    assert visitor.cut_texts() == []


@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
def test_wide_window_shows_the_pyramid_above_the_fold(visit: Visit, locale: str) -> None:
    visitor = visit(locale=locale).open("/")
    chart = visitor.page.locator(".js-plotly-plot").first
    chart.wait_for()
    visitor.idle()
    expect(chart).to_be_in_viewport(ratio=1)
    tops = visitor.page.locator('[data-testid="stMetric"]').evaluate_all(TOPS)
    assert len(tops) <= 5
    assert len(set(tops)) == 1, "the KPIs stand in one row"
    assert visitor.cut_texts() == []
