"""A supervisor goes from the start page to tomorrow's breaches in at most two clicks, and opens one of them."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dashboard.data.home import Home
from dashboard.data.reading.cases.case_work import CaseChoice
from dashboard.data.reading.marts import open_marts
from dashboard.data.reading.reader import Reader
from dashboard.logic.question import Question
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.viewer import operator
from tests.browser.conftest import Visit


def _tomorrow(home: Path) -> list[str]:
    """Their ids, newest first, from the reader itself."""
    marts = open_marts(Home(home))
    reader = Reader(marts, operator(), SHIPPED)
    question = Question(marts.build.default_as_of)
    numbers = reader.case_work(question, CaseChoice()).lists["tomorrow"]
    return reader.case_rows(question, numbers, 0, 100)["case_id"].tolist()


def test_tomorrows_breaches_in_two_clicks_and_the_record_of_one(visit: Visit, demo_home: Path) -> None:
    wanted = _tomorrow(demo_home)
    assert wanted, "the demo company has cases that fall due on the next working day"
    visitor = visit().open("/")
    visitor.page.get_by_role("link", name="Cases", exact=True).click()  # first click
    button = visitor.page.get_by_role("button", name=re.compile("Due next working day"))
    button.wait_for()
    visitor.idle()
    assert button.inner_text().rstrip().endswith(str(len(wanted)))
    button.click()  # second click
    visitor.page.wait_for_url(re.compile("cases_list=tomorrow"))
    visitor.idle()
    expect(visitor.page.locator("p", has_text="Due next working day").last).to_contain_text(f"{len(wanted)} case")

    visitor.click_grid()
    visitor.page.wait_for_url(re.compile(f"case={re.escape(wanted[0])}"))
    visitor.idle()
    expect(visitor.page.get_by_role("heading", name=re.compile(f"^{re.escape(wanted[0])} · "))).to_be_visible()
    visitor.sees("Limit:")
    assert any(table.startswith("Step") for table in visitor.tables())

    colleague = visit(locale="zh-CN", dark=True)
    colleague.open(visitor.page.url.removeprefix(visitor.address))
    colleague.sees("时限")
    expect(colleague.page.get_by_role("heading", name=re.compile(f"^{re.escape(wanted[0])} · "))).to_be_visible()
    assert colleague.complaints == []
    assert visitor.complaints == []


def test_list_by_keyboard_alone(visit: Visit) -> None:
    visitor = visit().open("/cases")
    button = visitor.page.get_by_role("button", name=re.compile("All open"))
    button.wait_for()
    button.focus()
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url(re.compile("cases_list=open"))
    visitor.idle()
    assert visitor.complaints == []


@pytest.mark.parametrize(("locale", "dark"), [("en-US", False), ("zh-CN", True)])
def test_nothing_is_cut_wide_or_narrow(visit: Visit, demo_home: Path, locale: str, dark: bool) -> None:
    visitor = visit(locale=locale, dark=dark).open(f"/cases?cases_list=tomorrow&case={_tomorrow(demo_home)[0]}")
    visitor.page.locator('[data-testid="stDataFrame"]').first.wait_for()
    assert visitor.idle().cut_texts() == []
    visitor.page.set_viewport_size({"width": 400, "height": 900})
    visitor.page.wait_for_function(
        "() => document.querySelector('[data-testid=stDataFrame]')?.getBoundingClientRect().width < 400"
    )
    assert visitor.idle().cut_texts() == []
    assert visitor.complaints == []
