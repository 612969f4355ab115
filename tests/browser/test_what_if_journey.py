"""What-if as a manager meets it: move a boundary, read who moves, send the link, and what a colleague sees of it."""

import json
import logging
import os
import re
import time
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visit, Visitor, run_dashboard

TRIED = "at=2%2C6%2C25"
UNTOUCHED = "This is the rule in force: nobody moves."
MOST_SECONDS = 5.0
"""Of the user's time, from the first key to the same picture before a colleague's eyes."""
Rows = list[dict[str, Any]]


@cache
def _exported(home: Path, view: str, *options: str) -> Rows:
    return json.loads(run_dashboard(home, "export", view, *options, "--format", "json"))


def _open(visitor: Visitor, query: str = "") -> Visitor:
    visitor.open(f"/what-if?{query}")
    visitor.page.locator(".js-plotly-plot").first.wait_for()
    return visitor.idle()


def _slider(visitor: Visitor, place: int = 0) -> Locator:
    return visitor.page.get_by_role("slider").nth(place)


def _box(visitor: Visitor, layer: str) -> Locator:
    return visitor.page.get_by_role("spinbutton", name=f"{layer}: exactly")


def _type(visitor: Visitor, box: Locator, text: str) -> None:
    box.fill(text)
    box.press("Enter")


def _headline(visitor: Visitor, words: str | re.Pattern[str]) -> str:
    """The sentence, once it says this."""
    heading = visitor.page.get_by_role("heading", level=2).first
    expect(heading).to_contain_text(words)
    visitor.idle()
    return heading.inner_text()


def _url(visitor: Visitor, text: str) -> None:
    visitor.page.wait_for_url(re.compile(re.escape(text)))
    visitor.idle()


def _tab(visitor: Visitor, name: str) -> None:
    visitor.idle()  # a click that is forced does not wait
    visitor.page.get_by_role("radio", name=name).click(force=True)
    expect(visitor.page.get_by_role("radio", name=name)).to_be_checked()
    visitor.idle()


def _copied(visitor: Visitor, key: str) -> str:
    """The link in the popover of this key, without the address of the server."""
    visitor.page.locator(f".st-key-{key}").get_by_role("button").click()
    code = visitor.page.get_by_test_id("stCode")
    code.wait_for()
    return code.inner_text().strip().removeprefix(visitor.address)


def _row(table: str, first: str) -> list[str]:
    """The cells of the row that begins with this text."""
    rows = [line.split("\t") for line in table.replace("\u00a0", " ").splitlines()]
    return next(row for row in rows if row[0] == first)


def _amounts(visitor: Visitor) -> str:
    """All texts of the page and what its chart says on hover, without thousands separators."""
    hover = visitor.page.evaluate(
        "JSON.stringify([...document.querySelectorAll('.js-plotly-plot')].map(one => [one.data, one.layout]))"
    )
    fields = visitor.page.evaluate("[...document.querySelectorAll('input')].map(one => one.value).join(' ')")
    return (visitor.page.locator("body").inner_text() + hover + fields).replace(",", "")


def test_drag_read_copy_and_the_colleague_sees_the_same(visit: Visit, demo_home: Path) -> None:
    layers = {row["layer"]: row for row in _exported(demo_home, "what-if", "--try-cuts", "2,5,20")}
    movers = _exported(demo_home, "movers", "--try-cuts", "2,5,20")
    sender, colleague, start = _open(visit()), visit(), time.perf_counter()
    _open(colleague)
    opening, start = time.perf_counter() - start, time.perf_counter()
    _slider(sender).focus()
    for _ in range(10):
        sender.page.keyboard.press("ArrowRight")
    _url(sender, "at=2%2C5%2C20")
    headline = _headline(sender, f"Top has {layers['Top']['customers_after']}")
    first = sender.tables()[0].splitlines()[1].split("\t")
    link = _copied(sender, "what_if_link")
    colleague.page.goto(colleague.address + link)
    expect(colleague.page.get_by_role("heading", level=2).first).to_have_text(headline)
    colleague.page.locator(".js-plotly-plot").first.wait_for()
    seconds = time.perf_counter() - start
    logging.getLogger(__name__).info("First key to the colleague's picture: %.1f s, opening: %.1f s", seconds, opening)
    # Opening the page takes a quiet machine a second: one that does other work is granted as many times more.
    assert seconds < MOST_SECONDS * max(1.0, opening, os.getloadavg()[0] / (os.cpu_count() or 1))

    colleague.idle()
    assert colleague.picture() == sender.picture()
    assert colleague.tables() == sender.tables()
    assert _slider(sender).get_attribute("aria-valuetext") == "2"
    sender.page.keyboard.press("Escape")
    sender.page.get_by_text("Layers and cut values as a table").click()
    sender.page.get_by_role("cell", name="Top", exact=True).wait_for()
    _says_what_the_export_says(headline, sender.tables()[-1], layers, movers)
    assert first[0] == movers[0]["customer_name"]
    assert f"{Decimal(movers[0]['value_after']):,.2f}" in first


def _says_what_the_export_says(headline: str, table: str, layers: dict[str, dict[str, Any]], movers: Rows) -> None:
    top = layers["Top"]
    up = sum(row["direction"] == "up" for row in movers)
    of_all = sum(Decimal(layers[name]["revenue_after"]) for name in ("Top", "Big", "Medium", "Small"))
    share = f"{100 * Decimal(top['revenue_after']) / of_all:.1f}".removesuffix(".0")
    assert f"{up} customers move up" in headline
    assert f"Top has {top['customers_after']} customers instead of {top['customers_before']}" in headline
    assert f"brings {share}%" in headline or f"brings {share}.0%" in headline
    change = top["customers_after"] - top["customers_before"]
    cells = _row(table, "Top")
    assert cells[1] == f"{top['customers_before']} → {top['customers_after']} (+{change})"
    assert cells[-1] == " → ".join(f"{Decimal(top[name]):,.2f}" for name in ("cut_before", "cut_after"))


def test_link_travels_in_chinese(visit: Visit) -> None:
    sender = _open(visit(locale="zh-CN"), TRIED)
    link = _copied(sender, "what_if_link")
    assert "lang=zh" in link
    colleague = visit(locale="en-US", dark=False)
    colleague.open(link)
    colleague.page.locator(".js-plotly-plot").first.wait_for()
    colleague.idle()
    assert colleague.headline() == sender.headline()
    assert colleague.headline().startswith("按此分层线")
    assert colleague.tables() == sender.tables()
    assert colleague.picture() == sender.picture()


def test_quick_hands_lose_no_step(visit: Visit) -> None:
    """Slider and number box set each other; a browser that is ahead of the server must not be thrown back."""
    visitor = _open(visit())
    for target in ("1.5", "2"):
        _slider(visitor).focus()
        for _ in range(5):
            visitor.page.keyboard.press("ArrowRight")  # at once, whatever the page does
        _url(visitor, f"at={target}%2C5%2C20")
        visitor.page.wait_for_timeout(300)
        visitor.idle()
        expect(_slider(visitor)).to_have_attribute("aria-valuetext", target)
        expect(_box(visitor, "Top")).to_have_value(f"{float(target):.2f}")
    more = visitor.page.get_by_test_id("stNumberInput").filter(has=_box(visitor, "Medium")).get_by_role("button").last
    more.click(click_count=3)
    _url(visitor, "at=2%2C5%2C20.3")
    expect(_slider(visitor, 2)).to_have_attribute("aria-valuetext", "20.3")


def test_box_mode_buffer_and_the_way_back(visit: Visit, demo_home: Path) -> None:
    visitor = _open(visit())
    rule = visitor.picture()
    _type(visitor, _box(visitor, "Top"), "3.5")
    _url(visitor, "at=3.5%2C5%2C20")
    expect(_slider(visitor)).to_have_attribute("aria-valuetext", "3.5")
    by_rank = visitor.picture()
    assert by_rank != rule
    visitor.choose("Boundaries in", "Amounts")
    _url(visitor, "mode=absolute")
    assert visitor.picture() == by_rank, "said in amounts it is the same picture"
    visitor.page.get_by_role("button", name="Back to the rule").click()
    _headline(visitor, UNTOUCHED)
    assert visitor.picture() == rule
    assert "at=" not in visitor.page.url
    assert "mode=" not in visitor.page.url

    _open(visitor, TRIED)
    _type(visitor, visitor.page.get_by_role("spinbutton", name="Buffer (%)"), "20")
    _url(visitor, "buffer=20")
    movers = _exported(demo_home, "movers", "--try-cuts", "2,6,25", "--buffer", "20")
    ups = sum(row["direction"] == "up" for row in movers)
    assert ups
    _headline(visitor, re.compile(rf"\b{ups} customers? moves? up and {len(movers) - ups} move"))


def test_loss_of_a_customer_found_by_name(visit: Visit, demo_home: Path) -> None:
    customers = _exported(demo_home, "customers")
    lost = max(customers, key=lambda row: Decimal(row["revenue"]))
    total = sum(Decimal(row["revenue"]) for row in customers)
    visitor = _open(visit(), "tab=loss")
    find = visitor.page.get_by_role("textbox", name="Find a customer by name or number")
    _type(visitor, find, lost["customer_name"])
    visitor.idle()
    visitor.choose("Without these customers (up to 20)", lost["customer_id"])
    _url(visitor, f"out={lost['customer_id']}")
    share = f"({100 * Decimal(lost['revenue']) / total:.1f}%)".replace(".0%", "%")
    expect(visitor.page.locator("p", has_text="Without this customer net revenue is")).to_contain_text(share)
    active = sum(row["layer"] in ("Top", "Big", "Medium", "Small") for row in customers)
    rows = [line.split("\t") for line in visitor.tables()[-1].replace("\u00a0", " ").splitlines()[1:5]]
    after = [int(re.search(r"(?:→ )?(\d+)(?: \(|$)", row[1]).group(1)) for row in rows]  # ty: ignore[unresolved-attribute]
    assert sum(after) == active - 1


def test_cut_for_a_number_of_customers_is_used(visit: Visit) -> None:
    visitor = _open(visit(), "tab=reach")
    _type(visitor, visitor.page.get_by_role("spinbutton", name="Customers"), "5")
    visitor.sees("Top then has 5 customers")
    visitor.idle()
    visitor.page.get_by_role("button", name="Use this cut").click()
    _url(visitor, "mode=absolute")
    _headline(visitor, "Top has 5 customers instead of")


def test_scenario_saved_compared_opened_by_a_colleague_and_removed(visit: Visit) -> None:
    visitor = _open(visit(), f"{TRIED}&tab=scenarios")
    headline, name = visitor.headline(), "Wider *top*"
    visitor.page.get_by_role("textbox", name="Name of the scenario").fill(name)
    visitor.page.get_by_role("button", name="Save what is tried").click()
    visitor.page.get_by_role("cell", name=name).first.wait_for()
    visitor.idle()
    visitor.page.get_by_role("button", name="Back to the rule").click()
    _headline(visitor, UNTOUCHED)
    visitor.choose("Compare side by side with the rule in force", name)
    compared = visitor.page.locator("table").filter(has_text="Visits due per year")
    compared.wait_for()
    visitor.idle()
    assert _row(compared.inner_text(), "Boundaries")[1:] == ["1 · 5 · 20 %", "2 · 6 · 25 %"]
    visitor.page.keyboard.press("Escape")
    link = _copied(visitor, "what_if_scenario_link")
    colleague = visit(locale="zh-CN").open(link)
    assert _headline(colleague, "Top") == headline
    visitor.page.keyboard.press("Escape")
    visitor.page.get_by_role("button", name="Remove", exact=True).click()
    visitor.sees("No scenario has been saved yet.")


def test_account_manager_sees_own_moves_and_no_exact_cut(visit: Visit, demo_home: Path) -> None:
    """After "view as" nothing of it comes over the wire either."""
    customers = _exported(demo_home, "customers")
    movers = _exported(demo_home, "movers", "--try-cuts", "2,6,25")
    layers = _exported(demo_home, "what-if", "--try-cuts", "2,6,25")
    cuts = {Decimal(row[name]) for row in layers for name in ("cut_before", "cut_after") if row[name] is not None}
    manager = _manager_without_cuts(customers, movers, cuts)
    own = {row["customer_name"] for row in customers if row["account_manager_id"] == manager}
    others = {row["customer_name"] for row in customers} - own
    mine = [row["customer_name"] for row in movers if row["account_manager_id"] == manager]

    visitor, frames = visit(), []
    visitor.page.on("websocket", lambda wire: wire.on("framereceived", _into(frames)))
    _open(visitor, TRIED)
    assert any(name.encode() in frame for name in others for frame in frames), "names are to be found in frames"
    visitor.page.get_by_text("Show up to 25 of each").click()
    visitor.page.get_by_role("row", name=mine[0]).wait_for()
    visitor.idle()
    name = visitor.page.get_by_role("row", name=mine[0]).get_by_role("cell").nth(-2).inner_text()
    visitor.choose("View as", name)
    visitor.sees("You are viewing as")
    visitor.idle()
    frames.clear()
    slider = _slider(visitor)
    slider.press("ArrowRight")
    _url(visitor, "at=2.5")
    slider.press("ArrowLeft")
    _url(visitor, TRIED)
    shown = visitor.tables()
    assert sorted(line.split("\t")[0] for table in shown for line in table.splitlines()[1:]) == sorted(mine)
    seen = _amounts(visitor)
    for tab in ("Load and visits", "What would it take"):
        _tab(visitor, tab)
        seen += _amounts(visitor)
    wire = b"".join(frames)
    assert wire
    told = [f"{cut:.2f}" for cut in cuts if f"{cut:.2f}" in seen or f"{cut:,.2f}".encode() in wire]
    assert told == [], "exact cuts"
    written = [name for name in others if name.encode() in wire or json.dumps(name)[1:-1].encode() in wire]
    assert written == [], "customers of others"


def _into(frames: list[bytes]) -> Callable[[str | bytes], None]:
    return lambda payload: frames.append(payload if isinstance(payload, bytes) else payload.encode())


def _manager_without_cuts(customers: Rows, movers: Rows, cuts: set[Decimal]) -> str:
    """One with movers, whose own customers stand on no cut: their values are cuts, and may be told of them."""
    on_a_cut = {row["account_manager_id"] for row in customers if Decimal(row["revenue"]) in cuts}
    return next(row["account_manager_id"] for row in movers if row["account_manager_id"] not in {*on_a_cut, None, ""})


@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_nothing_is_cut_wide_or_narrow(visit: Visit, locale: str, dark: bool) -> None:
    visitor = _open(visit(locale=locale, dark=dark), TRIED)
    assert visitor.page.get_by_role("heading", level=1).inner_text() in ("What-if", "分层试算")
    assert visitor.cut_texts() == []
    wide = visitor.picture()
    visitor.page.set_viewport_size({"width": 400, "height": 900})
    visitor.page.wait_for_function(
        "wide => JSON.stringify(document.querySelector('.js-plotly-plot')?.data) !== wide", arg=wide
    )
    visitor.idle()
    assert visitor.cut_texts() == []
    assert visitor.complaints == []
