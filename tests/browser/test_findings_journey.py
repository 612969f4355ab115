"""Which fixes worked, in two clicks; a finding from the question of a survey to the reply; a low score until it is
closed."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit

WORDS = {
    "en-US": ("Findings and fixes", r"^\d+ of \d+ fixes worked, \d+ did not, \d+ undecided$",
              ("✓ worked", "✕ did not work", "? undecided")),
    "zh-CN": ("整改闭环", r"^\d+ 项整改中 \d+ 项有效、\d+ 项无效、\d+ 项尚无定论$", ("✓ 有效", "✕ 无效", "? 尚无定论")),
}  # fmt: skip
TITLE = "报告更改流程不清楚"


@pytest.mark.parametrize("locale", WORDS)
def test_which_fixes_worked_is_one_click_away(visit: Visit, locale: str) -> None:
    page_title, headline, verdicts = WORDS[locale]
    visitor = visit(locale=locale).open("/")
    page = visitor.page
    page.get_by_role("link", name=page_title, exact=True).click()
    expect(page.get_by_role("heading", level=2).first).to_have_text(re.compile(headline))
    metrics = page.locator('[data-testid="stMetric"]')
    for place, verdict in enumerate(verdicts):
        expect(metrics.nth(place)).to_contain_text(verdict)
        expect(metrics.nth(place)).to_contain_text(re.compile("[1-9]"))
    visitor.idle()
    page.set_viewport_size({"width": 400, "height": 900})
    assert visitor.cut_texts() == []
    assert visitor.complaints == []


def _submit(box: Locator, button: str) -> None:
    box.get_by_role("button", name=button, exact=True).click()


def _fill(page: Page, label: str, text: str) -> None:
    page.get_by_role("textbox", name=label, exact=True).fill(text)


def test_a_finding_from_the_question_to_the_reply(visit: Visit, demo_home: Path) -> None:
    visitor = visit(height=1600).open("/surveys?view=items&wave=GX2025")
    page = visitor.page
    visitor.choose("Open a question", "报告更改方便快捷")
    page.get_by_role("link", name="Enter a finding about this question").click()
    form = page.locator('[data-testid="stForm"]')
    expect(form.get_by_role("combobox", name="Question of the survey")).to_have_value(re.compile("报告更改方便快捷"))
    _fill(page, "What was found, in one line", TITLE)
    visitor.choose("Department it is about", "市场部")
    _submit(form, "Enter")
    visitor.sees("The finding is entered as a draft.")

    page.get_by_role("button", name="Publish the finding").click()
    visitor.sees("The finding is published.")
    _fill(page, "What is to be done", "网上可查更改进度")
    visitor.choose("Department of the owner", "市场部")
    due = page.get_by_test_id("stDateInput").filter(has_text="Reply by")
    expect(due).to_be_visible()
    page.get_by_role("button", name="Save the fix").click()
    visitor.sees("The fix is assigned.")

    record = page.locator(".st-key-finding_shut").locator("xpath=ancestor::*[@data-testid='stVerticalBlock'][1]")
    expect(record).to_contain_text("Reply by: ")
    expect(record).to_contain_text("? undecided")  # computed: no wave has ended since
    page.get_by_text("Reply: what was done", exact=True).click()
    _fill(page, "What was done", "流程图已上网")
    page.get_by_role("button", name="Reply", exact=True).click()
    visitor.sees("The reply is recorded.")
    expect(record).to_contain_text("流程图已上网")
    inputs = page.locator('[data-testid="stMain"]').locator("input, textarea, select")
    visitor.idle()
    labels = " ".join(one.get_attribute("aria-label") or "" for one in inputs.all())
    assert "erdict" not in labels
    assert page.get_by_role("button", name="Record the verdict").count() == 0  # nothing to record before a wave
    assert visitor.complaints == []


def test_a_low_score_is_taken_on_and_closed(visit: Visit) -> None:
    visitor = visit(height=1600).open("/findings?f_view=low&f_low=open")
    page = visitor.page
    visitor.click_grid()
    page.get_by_role("button", name="I take this on").click()
    visitor.sees("You have taken it on.")
    _fill(page, "What was done", "已致电客户")
    page.get_by_role("button", name="Close it", exact=True).click()
    visitor.sees("It is closed.")
    expect(page.get_by_text("What was done: 已致电客户")).to_be_visible()
    assert visitor.complaints == []
