"""Those who answered against those who did not (M43): published examples, and groups worked out by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.logic.surveys.respondents import (
    Trait,
    difference_interval,
    likeness,
    respondent_comparison,
    share_test,
)


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [
        # Newcombe 1998, Statistics in Medicine 17, 873, table II, method 10 (score, no continuity correction)
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((10, 10, 0, 20), 0.6791, 1.0),
    ],
)
def test_interval_of_a_difference_against_the_published_table(counts, low, high):
    assert difference_interval(*map(np.array, counts)) == pytest.approx((low, high), abs=5e-5)


def test_share_test_is_pearsons_chi_squared_times_n_minus_1_over_n():
    # 1 of 10 against 6 of 10: chi-squared 20 (1*4 - 6*9)^2 / (10*10*7*13) = 5.4945; x 19/20 = 5.2198
    p, expected = share_test(np.array([1]), np.array([10]), np.array([6]), np.array([10]))
    assert expected.tolist() == [3.5]
    assert p == pytest.approx([0.022331], abs=1e-5)


def _trait(respondents_with, others_with, size=20, kind="complained", value=""):
    has = np.r_[np.arange(size) < respondents_with, np.arange(size) < others_with]
    return Trait(kind, value, has, np.ones(2 * size, bool))


ANSWERED = np.r_[np.ones(20, bool), np.zeros(20, bool)]


def test_verdicts_say_which_way_and_are_corrected_together():
    traits = [_trait(1, 12), _trait(15, 4, kind="grew"), _trait(10, 10, kind="layer", value="Top")]
    table = respondent_comparison(ANSWERED, traits)
    assert table["verdict"].tolist() == ["less", "more", "no_evidence"]
    assert table["respondents_share"].tolist() == [0.05, 0.75, 0.5]
    assert table["difference"].tolist() == pytest.approx([-0.55, 0.55, 0.0])
    assert (table["adjusted_p"] >= table["p"]).all()
    assert table["p"].tolist()[2] == 1.0


def test_few_are_not_tested():
    few = respondent_comparison(np.r_[np.ones(9, bool), np.zeros(31, bool)], [_trait(9, 0)])
    assert few["verdict"].tolist() == ["too_few"]
    assert few[["p", "adjusted_p", "difference", "low"]].isna().all(axis=None)
    # one of 40 has it: half a customer is expected among those who answered
    rare = respondent_comparison(ANSWERED, [_trait(1, 0)])
    assert rare["verdict"].tolist() == ["too_few"]
    everybody = respondent_comparison(ANSWERED, [_trait(20, 20)])
    assert everybody["verdict"].tolist() == ["too_few"]


def test_not_known_counts_on_neither_side():
    has = np.ones(40, bool)
    table = respondent_comparison(ANSWERED, [Trait("grew", "", has, np.arange(40) % 2 == 0)])
    assert table[["respondents", "others"]].to_numpy().tolist() == [[10, 10]]


def test_nothing_to_compare():
    assert respondent_comparison(np.zeros(0, bool), []).empty


def test_what_is_the_same_in_both_groups_is_seldom_called_different():
    """400 surveys of 100 customers who answer by chance: under no difference at most one in twenty finds any."""
    draw = np.random.default_rng(7)
    found = 0
    for _ in range(400):
        answered = draw.random(100) < 0.4
        layer = draw.integers(0, 3, 100)
        known = np.ones(100, bool)
        traits = [Trait("layer", str(one), layer == one, known) for one in range(3)]
        traits.append(Trait("complained", "", draw.random(100) < 0.2, known))
        found += respondent_comparison(answered, traits)["verdict"].isin(["more", "less"]).any()
    assert 0 < found / 400 <= 0.083  # 5 % and three standard errors of 400 draws


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 30), st.integers(1, 30), st.integers(0, 30), st.integers(1, 30))
def test_interval_of_a_difference_holds_it_and_turns_round(a, n, b, m):
    a, b = min(a, n), min(b, m)
    low, high = difference_interval(*map(np.array, (a, n, b, m)))
    assert -1 - 1e-12 <= low <= a / n - b / m + 1e-12
    assert a / n - b / m - 1e-12 <= high <= 1 + 1e-12
    assert difference_interval(*map(np.array, (b, m, a, n))) == pytest.approx((-high, -low))
    assert share_test(*map(np.array, (a, n, b, m)))[0] == pytest.approx(
        share_test(*map(np.array, (b, m, a, n)))[0], nan_ok=True
    )


def test_likeness_of_layers_by_hand():
    # 50 of 100, 20 of 100: expected 35 each; 4 cells: (15^2 / 35 + 15^2 / 65) x 2 = 19.7802
    assert likeness(np.array([100, 100]), np.array([50, 20])).p == pytest.approx(8.6848e-06, rel=1e-3)
    assert likeness(np.array([100, 100]), np.array([50, 20])).differs is True
    assert likeness(np.array([100, 100]), np.array([30, 30])).p == 1.0
    # layers of 4 and 6 expect 2 and 3: taken together they expect 5 and are tested as one
    assert likeness(np.array([4, 6, 100]), np.array([2, 3, 50])).p == pytest.approx(1.0)
    assert likeness(np.array([1, 2, 100]), np.array([1, 2, 50])).p is None
    assert likeness(np.array([100, 100]), np.array([0, 0])).p is None
    assert likeness(np.array([100, 100]), np.array([100, 100])).differs is None
