"""Texts that come from a link, from files or from the provider are shown letter by letter: none of it is Markdown."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.logic.problems import Problem
from dashboard.logic.viewer import account_manager, operator
from dashboard.widgets import view_as
from dashboard.widgets.problem_shown import problem_text
from tests.data.hand_made_build import Customer, Order, hand_made_build
from tests.pages.conftest import assert_sound, said

LINK = "[Sign in again](https://evil.example) ![x](https://evil.example/x.png) $E=mc^2$"
SHOWN = (
    "\\[Sign in again\\]\\(https\\:\u2060//evil.example\\) \\!\\[x\\]\\(https\\:\u2060//evil.example/x.png\\) "
    "\\$E=mc^2\\$"
)


@pytest.mark.slow
@pytest.mark.parametrize("parameter", ["scheme", "as_of", "lang", "region", "view"])
def test_a_value_of_the_link_is_no_link(app, company, parameter):
    at = app(company, page="pyramid", **{parameter: LINK})
    assert_sound(at)
    assert f"The link says {parameter} = {SHOWN}, which is not known here" in said(at)
    assert LINK not in said(at)


def test_a_sentence_about_a_value_shows_it_as_it_is():
    assert problem_text(Problem("{value} is not known here. Use {n}.", value="[a](b)", n=3)) == (
        r"\[a\]\(b\) is not known here. Use 3."
    )


def test_a_customers_name_is_no_link(app, tmp_path, monkeypatch):
    customers = [Customer("A", name=LINK, manager="E1"), Customer("B", manager="E1")]
    hand_made_build(tmp_path, customers, [Order(name, date(2024, 1, 5), "100") for name in "AB"],
                    data_through=date(2024, 1, 31))  # fmt: skip
    opened = []
    monkeypatch.setattr("dashboard.widgets.portfolio.table.chosen_row", lambda _key: 0)
    monkeypatch.setattr("streamlit.dialog", lambda title, **_more: opened.append(title) or (lambda drawn: drawn))
    at = app(tmp_path, page="portfolio", sort="customer_id", order="up")
    assert_sound(at)
    assert opened == [SHOWN]
    assert f"**{SHOWN}** · 1 order" in said(at)


def test_whoever_is_looked_as_is_named_as_they_are(app, company, monkeypatch):
    seen = replace(account_manager("E1", LINK), login="operator")
    monkeypatch.setattr("dashboard.widgets.viewing.seen_as", lambda _own: seen)
    at = app(company, page="pyramid")
    assert f"You are viewing as {SHOWN}: only" in said(at)


def test_only_what_is_on_offer_is_written_down_as_looked_as(monkeypatch):
    noted, state = [], {}
    monkeypatch.setattr(view_as, "has_login", lambda: True)
    monkeypatch.setattr(view_as, "note", lambda viewer, _action, subject: noted.append((viewer.login, subject)))
    monkeypatch.setattr(view_as.st, "session_state", state)
    for chosen in ("E1", "a name that was never on offer", "", None):
        state["view_as"] = chosen
        view_as._note_choice(operator(), frozenset({"E1", "E2"}))
    assert noted == [("operator", "E1"), ("operator", ""), ("operator", ""), ("operator", "")]
