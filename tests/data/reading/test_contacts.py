"""Contacts: scope first, masked for everybody, one revealed at a time and remembered nowhere."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.data.reading.contacts import CONTACT_COLUMNS, contacts_of, reveal_contact
from dashboard.data.reading.marts import Marts
from dashboard.data.reading.masking import MASK
from dashboard.logic.problems import Problem
from dashboard.logic.roles import ROLES, Right
from dashboard.logic.viewer import Scope, Viewer, account_manager, operator, viewer_of
from tests.data.hand_made_build import Contact, Customer, Order, hand_made_build

TODAY = date(2024, 6, 15)
CONTACTS = [
    Contact("P2", "C1", name="李四", position="采购", phone="010-62345678", email="li@x.cn", wechat="wxid_ab12345"),
    Contact("P1", "C1", name="王小明", mobile="13812345678", birthday_mmdd="0315", is_primary=True),
    Contact("P3", "C1", name="左先生", mobile="13900000000", valid_to=date(2024, 6, 14)),
    Contact("P4", "C1", name="今天", valid_to=TODAY),
    Contact("P5", "C2", name="赵六", mobile="13711112222"),
]
EVERYBODY = [viewer_of("x", "x", [(role, Scope(all=True))]) for role in ROLES.values()]


@pytest.fixture(scope="module")
def marts(tmp_path_factory: pytest.TempPathFactory) -> Marts:
    customers = [Customer("C1", manager="E1"), Customer("C2", manager="E2")]
    orders = [Order("C1", date(2024, 1, 5), "1.00"), Order("C2", date(2024, 1, 5), "2.00")]
    return hand_made_build(tmp_path_factory.mktemp("home"), customers, orders, contacts=CONTACTS)


def test_the_primary_contact_comes_first_and_who_left_is_not_shown(marts: Marts) -> None:
    frame = contacts_of(marts, account_manager("E1", ""), "C1", TODAY)
    assert list(frame.columns) == list(CONTACT_COLUMNS)
    assert frame["contact_id"].tolist() == ["P1", "P2", "P4"]
    first, second, _ = frame.to_dict("records")
    assert (first["contact_name"], first["mobile"], first["birthday_mmdd"]) == ("王小明", "138****5678", "****")
    assert (first["phone"], first["email"], first["is_primary"]) == (None, None, True)
    assert (second["phone"], second["email"], second["wechat"]) == ("010****5678", "l***@x.cn", "****2345")


@pytest.mark.parametrize("viewer", [operator(), *EVERYBODY], ids=lambda viewer: next(iter(viewer.roles)))
def test_nobody_sees_a_way_to_reach_somebody_before_revealing_it(marts: Marts, viewer: Viewer) -> None:
    shown = contacts_of(marts, viewer, "C1", TODAY).to_csv()
    for secret in ("13812345678", "62345678", "li@x.cn", "wxid_ab12345", "0315"):
        assert secret not in shown


def test_whose_names_are_masked_stay_masked_too(marts: Marts) -> None:
    names = {
        role: contacts_of(marts, viewer_of("x", "x", [(ROLES[role], Scope(all=True))]), "C1", TODAY)["contact_name"][0]
        for role in ("service_quality", "executive")
    }
    assert names == {"service_quality": "王小明", "executive": "王**"}


@pytest.mark.parametrize("customer", ["C2", "C99", ""])
def test_a_customer_out_of_scope_answers_like_an_unknown_one(marts: Marts, customer: str) -> None:
    theirs = account_manager("E1", "")
    assert contacts_of(marts, theirs, customer, TODAY).empty
    assert reveal_contact(marts, theirs, customer, "P5", TODAY) is None


def test_a_contact_of_another_customer_is_not_revealed_through_ones_own(marts: Marts) -> None:
    assert reveal_contact(marts, account_manager("E1", ""), "C1", "P5", TODAY) is None
    assert reveal_contact(marts, account_manager("E1", ""), "C1", "P3", TODAY) is None  # has left


def test_one_contact_is_revealed_with_the_right_and_what_is_hidden_stays_hidden(marts: Marts) -> None:
    theirs = account_manager("E1", "")
    person = reveal_contact(marts, theirs, "C1", "P1", TODAY)
    assert person is not None
    assert (person["contact_name"], person["mobile"], person["birthday_mmdd"]) == ("王小明", "13812345678", "0315")
    hidden = reveal_contact(marts, replace(theirs, masks=frozenset({"mobile"})), "C1", "P1", TODAY)
    assert hidden is not None
    assert hidden["mobile"] == MASK
    with pytest.raises(Problem, match="cannot be revealed"):
        reveal_contact(marts, replace(theirs, rights=theirs.rights - {Right.REVEAL}), "C1", "P1", TODAY)


def test_nothing_of_a_contact_is_remembered_by_the_build(marts: Marts) -> None:
    reveal_contact(marts, operator(), "C1", "P1", TODAY)
    contacts_of(marts, operator(), "C1", TODAY)
    held = [repr(slot.value) for slots in marts._memory._kinds.values() for slot in slots.values()]
    assert held
    assert not [one for one in held if "13812345678" in one or "王小明" in one]


def test_whoever_may_not_know_the_number_asks_for_nobody(marts: Marts) -> None:
    analyst = viewer_of("x", "x", [(ROLES["analyst"], Scope(all=True))])
    assert not contacts_of(marts, replace(analyst, masks=frozenset()), "C1", TODAY).empty
    assert contacts_of(marts, analyst, "C1", TODAY).empty


def test_a_build_of_an_earlier_version_has_no_contacts(marts: Marts) -> None:
    known = marts.build.marts.pop("contact")
    try:
        assert contacts_of(marts, operator(), "C1", TODAY).empty
    finally:
        marts.build.marts["contact"] = known
