"""Contacts below a customer's orders: masked, one revealed for a reason that is written down first, for minutes."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from dashboard.data.home import Home
from dashboard.data.records.store import open_records
from dashboard.data.records.trail import open_trail
from dashboard.logic.roles import ROLES
from dashboard.logic.trail import Action
from dashboard.logic.viewer import Scope, Viewer, viewer_of
from dashboard.widgets import contacts
from dashboard.widgets.opened import _settings_as_of as settings_as_of
from tests.data.hand_made_build import Contact, Customer, Order, hand_made_build
from tests.pages.conftest import assert_sound, said

MOBILE = "13812345678"
KEY = "portfolio_orders_contacts"


@pytest.fixture(autouse=True)
def _settings_of_this_test_only():
    settings_as_of.cache_clear()
    yield
    settings_as_of.cache_clear()


@pytest.fixture
def home(tmp_path):
    customers = [Customer("C1", manager="E1", name="甲公司"), Customer("C2", manager="E2", name="乙公司")]
    orders = [Order("C1", date(2024, 1, 5), "200.00"), Order("C2", date(2024, 1, 6), "100.00")]
    people = [
        Contact("P1", "C1", name="王小明", position="采购经理", mobile=MOBILE, is_primary=True),
        Contact("P2", "C1", name="李四"),
        Contact("P3", "C2", name="赵六", mobile="13700001111"),
    ]
    hand_made_build(tmp_path, customers, orders, data_through=date(2024, 1, 31), contacts=people)
    return tmp_path


@pytest.fixture
def look_as(monkeypatch):
    """``look_as(role)``: who it is from now on; with the customers of E1 where the role is one of its own."""

    def change(role: str, **more) -> Viewer:
        scope = Scope(all=True) if ROLES[role].scope == "all" else Scope(account_managers=frozenset({"E1"}))
        viewer = viewer_of("Wang", "wang", [(ROLES[role], scope)])
        monkeypatch.setattr("dashboard.widgets.viewing.operator", lambda: viewer)
        return viewer

    return change


@pytest.fixture
def opened_customer(app, home):
    """The first customer of My customers, opened."""

    def start():
        at = app(home, page="portfolio")
        table = next(one for one in at.dataframe if "甲公司" in one.value.to_string())
        at.session_state[table.proto.id.rsplit("-", 1)[-1]] = {"selection": {"rows": [0], "columns": [], "cells": []}}
        return at.run()

    return start


def sent(at) -> str:
    """Everything that went to the browser."""
    return "\n".join(str(element.proto) for element in at.main) + json.dumps(dict(at.query_params)) + said(at)


def revealed(at, reason="客户要求回电", whom="P1"):
    at.selectbox(key=f"{KEY}_whom").set_value(whom)
    at.text_input(key=f"{KEY}_reason").set_value(reason)
    next(button for button in at.button if button.label == "Reveal").click()
    return at.run()


def trail_of(home):
    return open_trail(open_records(Home(home)), Home(home))


def test_contacts_are_masked_until_one_is_revealed_and_that_is_written_down_first(opened_customer, look_as, home):
    look_as("account_manager")
    at = opened_customer()
    assert_sound(at)
    assert "2 contacts" in said(at)
    assert "138\\*\\*\\*\\*5678" in said(at)
    assert MOBILE not in sent(at)
    at = revealed(at)
    assert_sound(at)
    assert MOBILE in said(at)
    assert "5 more minutes" in said(at)
    (entry,) = trail_of(home).entries(actions=[Action.REVEAL])
    assert (entry.who, entry.subject, entry.details["contact"], entry.reason) == ("wang", "C1", "P1", "客户要求回电")
    assert MOBILE not in str(entry)
    assert MOBILE not in json.dumps(dict(at.query_params))


def test_only_so_many_are_revealed_in_a_day_and_one_too_many_is_written_down(
    opened_customer, look_as, home, monkeypatch
):
    look_as("account_manager")
    monkeypatch.setattr(contacts, "has_login", lambda: True)
    monkeypatch.setenv("DASHBOARD_REVEALS_PER_DAY", "1")
    earlier = {"subject": "C9", "details": {"contact": "P9"}, "rows": 1, "reason": "before"}
    trail_of(home).add(Action.REVEAL, who="wang", at=datetime.now(UTC) - timedelta(hours=23), **earlier)
    at = revealed(opened_customer())
    assert_sound(at)
    assert "This is one contact too many: in 24 hours you may have 1 shown." in said(at)
    assert MOBILE not in sent(at)
    (refused,) = trail_of(home).entries(actions=[Action.REVEAL_REFUSED])
    assert (refused.who, refused.subject, refused.reason) == ("wang", "C1", "客户要求回电")
    assert (refused.details["contact"], refused.details["why"]) == ("P1", "too much")
    monkeypatch.setenv("DASHBOARD_REVEALS_PER_DAY", "2")
    settings_as_of.cache_clear()  # asked again only when the file has changed
    assert MOBILE in said(revealed(at))


def test_those_of_others_and_of_yesterday_do_not_count(opened_customer, look_as, home, monkeypatch):
    look_as("account_manager")
    monkeypatch.setattr(contacts, "has_login", lambda: True)
    monkeypatch.setenv("DASHBOARD_REVEALS_PER_DAY", "1")
    trail_of(home).add(Action.REVEAL, who="li", rows=1)
    trail_of(home).add(Action.REVEAL, who="wang", rows=1, at=datetime.now(UTC) - timedelta(hours=25))
    assert MOBILE in said(revealed(opened_customer()))


def test_without_a_login_there_is_no_such_limit(opened_customer, look_as, monkeypatch):
    look_as("account_manager")
    monkeypatch.setenv("DASHBOARD_REVEALS_PER_DAY", "0")
    assert MOBILE in said(revealed(opened_customer()))


@pytest.mark.slow
def test_another_session_sees_nothing_of_it(opened_customer, look_as):
    look_as("account_manager")
    revealed(opened_customer())
    assert MOBILE not in sent(opened_customer())


@pytest.mark.slow
def test_after_five_minutes_it_is_masked_again(opened_customer, look_as, monkeypatch):
    look_as("account_manager")
    at = revealed(opened_customer())
    for minutes, is_shown in ((4, True), (6, False)):
        monkeypatch.setattr(contacts, "_now", lambda minutes=minutes: datetime.now(UTC) + timedelta(minutes=minutes))
        at.run()
        assert (MOBILE in said(at)) is is_shown


@pytest.mark.slow
@pytest.mark.parametrize("reason", ["", "x", "  a  "])
def test_without_a_reason_nothing_is_revealed(opened_customer, look_as, home, reason):
    look_as("account_manager")
    at = revealed(opened_customer(), reason)
    assert MOBILE not in sent(at)
    assert "Say in a few words" in said(at)
    assert trail_of(home).entries(actions=[Action.REVEAL]) == []


def test_what_cannot_be_written_down_is_not_revealed(opened_customer, look_as, monkeypatch):
    look_as("account_manager")
    at = opened_customer()

    def broken(*_args, **_more):
        raise contacts.Problem("The records cannot be written.")

    monkeypatch.setattr(contacts, "reveal_one", broken)
    at = revealed(at)
    assert MOBILE not in sent(at)
    assert "cannot be written" in said(at)


def test_a_role_without_the_right_has_nothing_to_reveal_with(opened_customer, look_as):
    look_as("committee")
    at = opened_customer()
    assert "138\\*\\*\\*\\*5678" in said(at)
    assert "王\\*\\*" in said(at)
    assert not [button for button in at.button if button.label == "Reveal"]


@pytest.mark.slow
def test_who_loses_the_right_loses_what_was_revealed(opened_customer, look_as):
    look_as("executive")
    at = revealed(opened_customer())
    assert MOBILE in said(at)
    look_as("committee")
    at.run()
    assert MOBILE not in sent(at)


def test_whose_numbers_are_hidden_opens_no_customer(app, home, look_as):
    look_as("analyst")
    at = app(home, page="portfolio")
    assert_sound(at)
    for text in ("甲公司", "C1", "E1", "王小明", MOBILE):
        assert text not in sent(at)
