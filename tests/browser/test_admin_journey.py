"""The administration page and saved views in a real browser: a row is clicked, a form sent, a view kept and opened."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Visit, Visitor

IN_A_TOAST = """told => [...document.querySelectorAll('[data-testid="stToast"]')].some((one) => {
  const box = one.getBoundingClientRect();
  return one.innerText.includes(told) && box.top >= 0 && box.bottom <= innerHeight;
})"""


def _choose_role(visitor: Visitor, title: str) -> None:
    """In the form, not in the filter of the same name."""
    form = visitor.page.locator('[data-testid="stForm"]').last
    form.get_by_role("combobox", name="Role", exact=True).fill(title)
    visitor.page.get_by_role("option", name=title).first.click()


def test_role_given_to_a_typed_login_changed_and_ended_and_all_of_it_logged(visit: Visit) -> None:
    visitor = visit().open("/admin")
    visitor.sees("Nobody signs in here yet.")
    visitor.page.get_by_text("Give a role", exact=True).click()
    visitor.idle()
    login = visitor.page.get_by_role("combobox", name="Login", exact=True)
    login.fill("li.na@example.test")
    login.press("Enter")
    _choose_role(visitor, "Team lead")
    visitor.page.get_by_role("textbox", name="Reason", exact=True).fill("leads the team")
    visitor.page.get_by_role("button", name="Give the role").click()
    # A sign that is not seen parts the address: the browser makes no link of it.
    told = "li.na@\u2060example.test has the role Team lead."
    visitor.page.wait_for_function(IN_A_TOAST, arg=told)  # gone after seconds: not after the end of the run
    visitor.sees(told)
    visitor.idle()

    visitor.click_grid()
    visitor.page.get_by_role("button", name="End it now").wait_for()
    visitor.idle()
    visitor.page.get_by_role("button", name="End it now").click()
    visitor.sees("Say why: the reason is kept with the change and in the log.")
    visitor.idle()
    visitor.page.get_by_role("textbox", name="Reason", exact=True).first.fill("has left")
    visitor.page.get_by_role("button", name="End it now").click()
    visitor.sees("li.na@\u2060example.test no longer has the role Team lead.")
    visitor.idle()

    visitor.open("/admin?part=logs")
    visitor.page.get_by_role("button", name="Check the log").click()
    visitor.sees("Verified up to entry")
    visitor.idle()
    visitor.click_grid()
    told = visitor.page.locator('[data-testid="stMarkdown"]').filter(has_text="ended a role")
    expect(told).to_contain_text("li.na@\u2060example.test")
    expect(told).to_contain_text("has left")
    assert visitor.complaints == []
    assert visitor.strangers == []


def test_view_is_saved_and_opened_like_a_link(visit: Visit) -> None:
    visitor = visit().open("/trends?months=12&period=6")
    visitor.page.get_by_role("button", name="Views").click()
    visitor.idle()
    visitor.page.get_by_role("textbox", name="Name of the view").fill("Half a year")
    visitor.page.get_by_role("button", name="Save this view").click()
    visitor.sees("by operator on")
    visitor.open("/trends")
    assert "months=12" not in visitor.page.url
    visitor.page.get_by_role("button", name="Views").click()
    visitor.idle()
    visitor.page.locator(".st-key-saved_view_open").get_by_role("button").click()
    visitor.page.wait_for_url(re.compile(r"months=12"))
    visitor.page.wait_for_url(re.compile(r"period=6"))
    visitor.idle()
    expect(visitor.page.get_by_role("textbox", name="Name of the view")).to_have_count(0)  # the popover has closed
    assert visitor.complaints == []


def test_narrow_window_cuts_nothing(visit: Visit) -> None:
    visitor = visit(locale="zh-CN", dark=True, width=400)
    for part in ("roles", "deputies", "sign_ins", "logs"):
        visitor.open(f"/admin?part={part}")
        assert visitor.cut_texts() == []
