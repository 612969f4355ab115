"""A proposal checks itself, is the rule in force when untouched, and keeps the bands of the scheme."""

import pytest

from dashboard.logic.periods import Period
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.schemes import ABC, AMOUNT, CURRY, SHIPPED
from dashboard.logic.what_if.proposal import Proposal, proposal_of

YEAR = Period()


def test_untouched_it_is_the_rule_in_force():
    question = Question(24_000, Period("quarter"))
    assert proposal_of(CURRY, question) == Proposal("rank", (100, 500, 2000), "revenue", Period("quarter"), 0, 12)
    for scheme in SHIPPED.values():
        assert proposal_of(scheme, question).scheme(scheme) == scheme


def test_rule_in_force_locked_to_another_base_is_refused():
    with pytest.raises(Problem, match="revenue"):
        proposal_of(AMOUNT, Question(24_000, base="profit"))


def test_bands_stay_and_mode_and_limits_change():
    shares = Proposal("share", (5000, 8000, 9500), "profit", YEAR).scheme(CURRY)
    assert shares.band_ids == CURRY.band_ids
    assert [band.limit for band in shares.bands] == [5000, 8000, 9500, 10_000]
    assert [band.labels for band in shares.bands] == [band.labels for band in CURRY.bands]
    assert (shares.name, shares.mode, shares.value_base) == ("curry", "share", None)
    amounts = Proposal("absolute", (300, 20), "orders", YEAR).scheme(ABC)
    assert [band.limit for band in amounts.bands] == [300, 20, None]
    assert (amounts.mode, amounts.value_base) == ("absolute", "orders")


def test_own_amounts_are_no_example_any_more():
    assert not Proposal("absolute", (300, 20), "revenue", YEAR).scheme(AMOUNT).is_example


def test_empty_bands_are_allowed():
    assert Proposal("rank", (0, 500, 500), "revenue", YEAR).scheme(CURRY).bands[0].limit == 0
    assert Proposal("rank", (10_000,) * 3, "revenue", YEAR, 5000, 3).review_months == 3


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"mode": "score"}, "rank, share or absolute"),
        ({"base": "turnover"}, "revenue, profit or orders"),
        ({"limits": (500, 100, 2000)}, "5 %, 1 %, 20 %"),
        ({"limits": (-1, 100, 2000)}, "0 to 100 %"),
        ({"limits": (100, 500, 10_001)}, "100.01 %"),
        ({"mode": "absolute", "limits": (5, 5, 1)}, "highest first"),
        ({"mode": "absolute", "limits": (5, 1, 0)}, "above 0"),
        ({"mode": "absolute", "limits": (1 << 63, 5, 1)}, "amounts"),
        ({"buffer_bp": -1}, "0 to 50 %"),
        ({"buffer_bp": 5001}, "50.01 %"),
        ({"review_months": 4}, "3, 6, 12"),
    ],
)
def test_every_mistake_names_the_remedy(wrong, named):
    right = {"mode": "rank", "limits": (100, 500, 2000), "base": "revenue", "period": YEAR}
    with pytest.raises(Problem, match=named):
        Proposal(**{**right, **wrong})


def test_as_many_limits_as_bands_but_the_last():
    with pytest.raises(Problem, match="4 bands, so it needs 3 limits; 2 are given"):
        Proposal("rank", (100, 500), "revenue", YEAR).scheme(CURRY)


def test_rounded_amounts_stay_apart():
    assert Proposal("absolute", (1_239_999, 1_200_001, 987), "revenue", YEAR).rounded(2).limits == (
        1_200_000,
        1_100_000,
        990,
    )
    assert Proposal("absolute", (1_004, 1_003, 1_002), "revenue", YEAR).rounded(2).limits == (1_000, 900, 890)
    assert Proposal("absolute", (7, 6, 5), "orders", YEAR).rounded(2).limits == (7, 6, 5)
