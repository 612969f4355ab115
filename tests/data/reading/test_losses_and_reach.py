"""Losses, cuts wished for, and finding a customer, on a build worked out by hand."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from dashboard.data.reading.marts import Marts
from dashboard.data.reading.reader import Reader
from dashboard.logic.periods import Period
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.shares import Share
from dashboard.logic.viewer import Scope, Viewer, account_manager, operator
from dashboard.logic.what_if.proposal import Proposal
from tests.data.hand_made_build import Customer, Order, hand_made_build

ASKED = Question(2023 * 12 + 11, Period("year"), scheme="abc")
TRIED = Proposal("rank", (2000, 6000), "revenue", Period("year"))
CUSTOMERS = [
    Customer("a1", manager="m1", name="Ümlaut 100% AG"),
    Customer("A2", manager="m1", name="under_score"),
    Customer("B3", manager="m2", name="back\\slash"),
    Customer("B4", manager="m2", name="A2 Trading"),
    Customer("C5", name="中文有限公司"),
]
AMOUNTS = {"a1": ("500", "200"), "A2": ("300", "310"), "B3": ("100", None), "B4": ("100", "20"), "C5": ("-5", None)}
TARGETS = [("company", "", "revenue", 2023 * 12 + month, "100.0000") for month in range(12)]


@pytest.fixture(scope="module")
def marts(tmp_path_factory: pytest.TempPathFactory) -> Marts:
    orders = [Order(customer, date(2023, 3, 1), *amounts) for customer, amounts in AMOUNTS.items()]
    folder = tmp_path_factory.mktemp("home")
    return hand_made_build(folder, CUSTOMERS, orders, data_through=date(2023, 12, 31), targets=TARGETS)


@pytest.fixture
def reader(marts: Marts) -> Reader:
    return Reader(marts, operator(), SHIPPED)


def test_without_a_customer_the_others_are_decided_again(reader: Reader) -> None:
    """500 + 300 of 1000 are 80 %: A. Without the first, 300 + 100 of 500 are 80 %, and both of 100 share a layer."""
    answer = reader.loss(ASKED, ["a1", "a1", "nobody"])
    assert answer.before["customers"].tolist()[:3] == [2, 2, 0]
    assert answer.after["customers"].tolist()[:3] == [3, 0, 0]
    assert (answer.loss.revenue, answer.loss.profit) == (
        Share(5_000_000, 9_950_000), Share(3_000_000, 3_700_000),
    )  # fmt: skip
    assert (answer.loss.moved_up, answer.loss.moved_down, answer.not_found) == (2, 0, ("nobody",))
    assert answer.customers.to_dict("records") == [
        {
            "customer_id": "a1", "customer_name": "Ümlaut 100% AG", "account_manager_id": "m1",
            "account_manager_name": "Name of m1", "layer": "A", "revenue": 5_000_000, "profit": 3_000_000,
        }
    ]  # fmt: skip
    assert "cut_value" not in answer.after


def test_a_loss_is_held_against_the_target_of_the_window(reader: Reader, marts: Marts) -> None:
    (target,) = reader.loss(ASKED, ["a1"]).targets
    assert (target.metric, target.target) == ("revenue", 12_000_000)
    assert (target.before, target.after) == (Share(9_950_000, 12_000_000), Share(4_950_000, 12_000_000))
    assert reader.loss(replace(ASKED, period=Period("months", 13)), ["a1"]).targets == ()
    assert reader.loss(replace(ASKED, filters=(("account_manager_id", ("m1",)),)), ["a1"]).targets == ()
    assert Reader(marts, account_manager("m1", ""), SHIPPED).loss(ASKED, ["a1"]).targets == ()


def test_the_loss_of_nobody_changes_nothing(reader: Reader) -> None:
    answer = reader.loss(ASKED, [])
    pd.testing.assert_frame_equal(answer.before, answer.after)
    assert (answer.loss.revenue.numerator, len(answer.customers), answer.not_found) == (0, 0, ())


def test_a_managers_loss_is_decided_for_the_company_and_counted_for_the_manager(marts: Marts) -> None:
    theirs = Reader(marts, account_manager("m1", ""), SHIPPED)
    answer = theirs.loss(ASKED, ["a1", "B3"])
    assert (answer.before["customers"].tolist()[:3], answer.after["customers"].tolist()[:3]) == ([2, 0, 0], [1, 0, 0])
    assert (answer.loss.revenue, answer.not_found) == (Share(5_000_000, 8_000_000), ("B3",))
    within = theirs.loss(replace(ASKED, cuts="selection"), ["a1"])
    assert within.after["customers"].tolist()[:3] == [1, 0, 0]


def test_more_than_twenty_at_once_are_refused(reader: Reader) -> None:
    assert len(reader.loss(ASKED, [f"x{number}" for number in range(20)]).not_found) == 20
    with pytest.raises(Problem, match=r"21 customers.*20"):
        reader.loss(ASKED, [f"x{number}" for number in range(21)])


def test_the_losses_that_hurt_most_come_by_profit_then_by_revenue(reader: Reader, marts: Marts) -> None:
    frame = reader.largest_losses(ASKED)
    assert frame["customer_id"].tolist() == ["a1", "B4", "B3", "A2"]
    assert frame["profit"].tolist() == [3_000_000, 800_000, pd.NA, -100_000]
    assert frame["layer"].tolist() == ["A", "B", "B", "A"]
    assert frame["revenue_share"].tolist()[0] == pytest.approx(500 / 995)
    assert reader.largest_losses(ASKED, limit=2)["customer_id"].tolist() == ["a1", "B4"]
    theirs = Reader(marts, account_manager("m2", ""), SHIPPED)
    assert theirs.largest_losses(ASKED)["customer_id"].tolist() == ["B4", "B3"]
    assert theirs.largest_losses(ASKED)["revenue_share"].tolist() == [0.5, 0.5]


def test_losses_are_not_for_those_from_whom_money_is_hidden(marts: Marts) -> None:
    for mask in ("revenue", "profit"):
        hidden = Reader(marts, Viewer("v", scope=Scope(all=True), masks=frozenset({mask})), SHIPPED)
        with pytest.raises(Problem, match="hidden"):
            hidden.loss(ASKED, ["a1"])
        with pytest.raises(Problem, match="hidden"):
            hidden.largest_losses(ASKED)
    hidden = Reader(marts, Viewer("v", scope=Scope(all=True), masks=frozenset({"revenue"})), SHIPPED)
    with pytest.raises(Problem, match="hidden"):
        hidden.to_each_layer(ASKED, TRIED, "a1")
    with pytest.raises(Problem, match="hidden"):
        hidden.cut_for(ASKED, TRIED, "A", customers=1)


def test_what_a_customer_lacks_to_each_layer(reader: Reader) -> None:
    """Rank 1 of four is A (k = 1), rank 3 is B: 500, 300, 100 = 100."""
    lacking = reader.to_each_layer(ASKED, TRIED, "B4")
    assert lacking is not None
    assert lacking.to_dict("list") == {
        "layer": ["A", "B"], "cut_value": [5_000_000, 1_000_000], "missing": [4_000_000, 0],
        "layer_after": ["B", "B"], "value": [1_000_000, 1_000_000],
    }  # fmt: skip
    inactive = reader.to_each_layer(ASKED, TRIED, "C5")
    assert inactive is not None
    assert (inactive["missing"].tolist(), inactive["layer_after"].tolist()) == (
        [5_050_000, 1_050_000],
        ["Inactive"] * 2,
    )
    unknown = reader.to_each_layer(ASKED, replace(TRIED, base="profit"), "B3")
    assert unknown is not None
    assert (unknown["missing"].isna().all(), unknown["layer_after"].tolist()) == (True, ["Unknown"] * 2)


def test_the_cut_that_gives_so_many_customers_says_where_equals_add_to_them(reader: Reader) -> None:
    two = reader.cut_for(ASKED, TRIED, "A", customers=2)
    assert (two.cut, two.is_exact, two.customers, two.ties) == (3_000_000, True, 2, 0)
    tied = reader.cut_for(ASKED, TRIED, "B", customers=2)
    assert (tied.cut, tied.customers, tied.ties, tied.value) == (1_000_000, 3, 1, Share(10_000_000, 10_000_000))
    assert reader.what_if(ASKED, replace(TRIED, mode="absolute", limits=(5_000_000, 1_000_000))).after[
        "customers"
    ].tolist()[:2] == [1, 3]
    half = reader.cut_for(ASKED, TRIED, "B", share_bp=5_001)
    assert (half.cut, half.value) == (3_000_000, Share(8_000_000, 10_000_000))
    with pytest.raises(Problem, match=r"C has no cut of its own.*A, B"):
        reader.cut_for(ASKED, TRIED, "C", customers=1)
    with pytest.raises(Problem, match="-1"):
        reader.cut_for(ASKED, TRIED, "A", customers=-1)
    with pytest.raises(ValueError, match="either"):
        reader.cut_for(ASKED, TRIED, "A")


def test_a_scoped_viewer_gets_a_rounded_cut_or_that_of_the_own_selection(marts: Marts) -> None:
    theirs = Reader(marts, account_manager("m2", ""), SHIPPED)
    told = theirs.cut_for(ASKED, TRIED, "A", share_bp=8_000)
    assert (told.cut, told.is_exact, told.customers, told.ties, told.value) == (3_000_000, False, None, None, None)
    own = theirs.cut_for(replace(ASKED, cuts="selection"), TRIED, "A", customers=1)
    assert (own.cut, own.is_exact, own.customers, own.ties) == (1_000_000, True, 2, 1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a2", ["A2", "B4"]),
        ("A2 T", ["B4"]),
        ("ümlaut", ["a1"]),
        ("%", ["a1"]),
        ("_", ["A2"]),
        ("\\", ["B3"]),
        ("有限", ["C5"]),
        ("' or 1 = 1 --", []),
        ("B", ["B3", "B4"]),
        ("", []),
        ("   ", []),
        (" C5 ", ["C5"]),
    ],
)
def test_customers_are_found_by_any_part_of_id_or_name(reader: Reader, text: str, found: list[str]) -> None:
    frame = reader.find_customers(text)
    assert frame["customer_id"].tolist() == found
    assert frame.columns.tolist() == ["customer_id", "customer_name", "account_manager_id", "account_manager_name"]


def test_a_search_keeps_to_its_limit_its_scope_and_its_masks(reader: Reader, marts: Marts) -> None:
    assert len(reader.find_customers("a", limit=2)) == 2
    theirs = Reader(marts, account_manager("m1", ""), SHIPPED)
    assert theirs.find_customers("a")["customer_id"].tolist() == ["A2", "a1"]
    hidden = Reader(marts, Viewer("v", scope=Scope(all=True), masks=frozenset({"customer_name"})), SHIPPED)
    assert hidden.find_customers("Trading")["customer_id"].tolist() == []
    assert hidden.find_customers("B4")["customer_name"].tolist() == ["•••"]
    both = Reader(marts, Viewer("v", scope=Scope(all=True), masks=frozenset({"customer_name", "customer_id"})), SHIPPED)
    assert len(both.find_customers("a")) == 0
