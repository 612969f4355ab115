"""What is typed becomes a proposal, or one sentence that names value and remedy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.logic.periods import Period
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.value_bases import ORDERS, REVENUE
from dashboard.logic.what_if.proposal import Proposal, proposal_of
from dashboard.logic.what_if.typed import limits_text, typed_limits, typed_proposal

CURRY, ABC, AMOUNT = (SHIPPED[name] for name in ("curry", "abc", "amount"))
ASKED = Question(24_000, Period("months", 6), base="profit")


def test_nothing_typed_is_the_rule_in_force() -> None:
    assert typed_proposal(CURRY, ASKED) == proposal_of(CURRY, ASKED)
    assert typed_proposal(AMOUNT, Question(24_000)) == proposal_of(AMOUNT, Question(24_000))


def test_each_part_changes_only_itself() -> None:
    typed = typed_proposal(CURRY, ASKED, at="2, 6.5,25%", buffer="10", review="3")
    assert typed == Proposal("rank", (200, 650, 2500), "profit", Period("months", 6), 1000, 3)
    assert typed_proposal(CURRY, ASKED, value="orders", period="ytd") == Proposal(
        "rank", (100, 500, 2000), "orders", Period("ytd")
    )
    assert typed_proposal(CURRY, ASKED, mode="absolute", at="1000000.5,20000,0.0001").limits == (
        10_000_005_000, 200_000_000, 1,
    )  # fmt: skip
    assert typed_proposal(CURRY, ASKED, mode="absolute", at="30,20,10", value="orders").limits == (30, 20, 10)


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ({"mode": "score"}, "score.*absolute"),
        ({"mode": "share"}, "3 limits"),
        ({"mode": "absolute"}, "3 limits"),
        ({"at": "1,5"}, "3 limits"),
        ({"at": "1,5,20,50"}, "3 limits"),
        ({"at": "1,5,x"}, "x is not a percentage"),
        ({"at": "1,,20"}, "— is not a percentage"),
        ({"at": "1,5,20.125"}, r"20\.125 is not a percentage"),
        ({"at": "1,5,101"}, "101 %"),
        ({"at": "5,1,20"}, "none below the one before"),
        ({"at": "-1,5,20"}, "-1 is not a percentage"),
        ({"at": "1,5,1e1"}, "1e1 is not a percentage"),
        ({"mode": "absolute", "at": "1,5,20"}, "highest first"),
        ({"mode": "absolute", "at": "20,5,0"}, "above 0"),
        ({"mode": "absolute", "at": "20,5,0.00001"}, r"0\.00001 is not an amount"),
        ({"mode": "absolute", "at": "30,20.5,1", "value": "orders"}, r"20\.5 is not an amount"),
        ({"mode": "absolute", "at": "999999999999999999,5,1"}, "999999999999999999"),
        ({"value": "charm"}, "charm.*revenue"),
        ({"value": "contribution"}, "service_costs"),
        ({"period": "decade"}, "decade"),
        ({"period": "61"}, "61"),
        ({"buffer": "51"}, "51 %"),
        ({"buffer": "ten"}, "ten is not a percentage"),
        ({"review": "4"}, "4 months.*3, 6, 12"),
        ({"review": "a year"}, "a year"),
    ],
)
def test_a_wrong_text_is_refused_in_a_sentence(typed: dict[str, str], named: str) -> None:
    with pytest.raises(Problem, match=named):
        typed_proposal(CURRY, ASKED, **typed)


def test_amounts_are_not_taken_over_into_another_unit() -> None:
    asked = Question(24_000)
    assert typed_proposal(AMOUNT, asked, value="profit").limits == proposal_of(AMOUNT, asked).limits
    with pytest.raises(Problem, match="2 limits"):
        typed_proposal(AMOUNT, asked, value="orders")


@given(st.lists(st.integers(0, 10_000), max_size=6), st.lists(st.integers(1, 10**17), max_size=6))
def test_limits_are_written_as_they_are_read(percents: list[int], amounts: list[int]) -> None:
    for mode, base, limits in (("share", REVENUE, percents), ("absolute", REVENUE, amounts)):
        if limits:
            assert typed_limits(limits_text(tuple(limits), mode, base), mode, base) == tuple(limits)
    counts = tuple(amount % 10**14 for amount in amounts)
    if counts:
        assert typed_limits(limits_text(counts, "absolute", ORDERS), "absolute", ORDERS) == counts


def test_limits_are_written_short() -> None:
    assert limits_text((100, 550, 2005), "rank", REVENUE) == "1,5.5,20.05"
    assert limits_text((100_000_000, 5), "absolute", REVENUE) == "10000,0.0005"
