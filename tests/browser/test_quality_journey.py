"""What a click opens on Service standards, Unheard customers and Recusal: marks and rows keep what they promise."""

import re
from pathlib import Path

from playwright.sync_api import expect

from dashboard.data.home import Home
from dashboard.data.reading.marts import open_marts
from dashboard.data.reading.reader import Reader
from dashboard.logic.iceberg.silent import SilentRule
from dashboard.logic.question import Question
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.viewer import operator
from tests.browser.conftest import Visit, Visitor


def _reader(home: Path) -> tuple[Reader, Question]:
    marts = open_marts(Home(home))
    return Reader(marts, operator(), SHIPPED), Question(marts.build.default_as_of)


def _click_bar(visitor: Visitor, place: int) -> None:
    bars = visitor.page.locator(".js-plotly-plot .barlayer .point path")
    bars.first.wait_for(state="attached")
    visitor.idle()
    box = visitor.place(bars.nth(place if place >= 0 else bars.count() + place))
    visitor.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_click_on_a_bar_or_a_row_opens_that_standard(visit: Visit) -> None:
    visitor = visit().open("/standards")
    before = visitor.page.get_by_role("heading", level=3).first.inner_text()
    _click_bar(visitor, 0)
    visitor.page.wait_for_url(re.compile("standard="))
    chosen = visitor.idle().page.get_by_role("heading", level=3).first
    expect(chosen).not_to_have_text(before)
    by_bar = chosen.inner_text()

    visitor.click_grid()
    names = visitor.page.locator('[data-testid="stDataFrame"]').first
    names.wait_for()
    expect(visitor.page.get_by_text("The ten worst tickets")).to_be_visible()

    colleague = visit(locale="zh-CN", dark=True, width=400)
    colleague.open(visitor.page.url.removeprefix(visitor.address))
    colleague.sees("最差的十张工单")
    assert by_bar
    assert colleague.cut_texts() == []
    assert [visitor.complaints, colleague.complaints, visitor.strangers] == [[], [], []]


def test_row_of_a_silent_sufferer_opens_what_happened(visit: Visit, demo_home: Path) -> None:
    reader, question = _reader(demo_home)
    first = reader.silent(question, SilentRule()).frame(0, 1).iloc[0]
    visitor = visit(height=1600).open("/iceberg?part=silent")  # the bar on top would hide a row scrolled under it
    visitor.click_grid()
    expect(visitor.page.locator("p", has_text=str(first["customer_name"])).last).to_be_visible()
    expect(visitor.page.locator('[data-testid="stDataFrame"]')).to_have_count(2)
    assert str(first["customer_id"]) not in visitor.page.url
    assert visitor.cut_texts() == []
    assert visitor.complaints == []


def test_case_in_conflict_opens_with_the_reason(visit: Visit) -> None:
    visitor = visit().open("/recusal")
    visitor.sees("should have stood aside")
    visitor.click_grid()
    visitor.page.wait_for_url(re.compile("[?&]case="))
    visitor.idle()
    expect(visitor.page.get_by_text("is listed")).to_be_visible()
    visitor.sees("and took the step")

    _click_bar(visitor, -1)  # the newest quarter
    visitor.page.wait_for_url(re.compile("recusal_quarter="))
    expect(visitor.idle().page.get_by_role("button", name=re.compile("show the whole period"))).to_be_visible()
    assert visitor.cut_texts() == []
    assert visitor.complaints == []
