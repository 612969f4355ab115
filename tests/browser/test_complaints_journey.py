"""From a rate to one of the cases it missed, by clicks; the link brings a colleague to the same case."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from tests.browser.conftest import Visit


def test_from_the_rate_to_the_case_and_back_by_link(visit: Visit) -> None:
    visitor = visit().open("/")
    page = visitor.page
    page.get_by_role("link", name="Complaints and appeals", exact=True).click()
    parts = page.locator(".st-key-five_closed_in_time button")
    parts.wait_for()
    visitor.idle()
    in_time, due = map(int, re.findall(r"\d+", parts.inner_text().replace(",", "")))
    parts.click()
    page.wait_for_url(re.compile("rate_figure=due-in_time"))
    visitor.idle()
    missed = f"{due - in_time} case"
    expect(page.locator("p", has_text="Late or past due").filter(has_text=missed).first).to_be_visible()

    visitor.click_grid()  # the list stands above every other table
    page.wait_for_url(re.compile("[?&]case="))
    visitor.idle()
    case_id = parse_qs(urlsplit(page.url).query)["case"][0]
    title = re.compile(f"^{re.escape(case_id)} · ")
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    visitor.sees("Limit:")

    colleague = visit(locale="zh-CN", dark=True)
    colleague.open(page.url.removeprefix(visitor.address))
    expect(colleague.page.get_by_role("heading", name=title)).to_be_visible()
    colleague.sees("时限")
    assert [visitor.complaints, colleague.complaints] == [[], []]
