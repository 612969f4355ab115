"""Which figures of an anonymous wave may be told (metrics.md, M47b), on examples worked out by hand and at random."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.logic.surveys.suppression import are_safe, depths, is_percent_safe, levels, without_few
from tests.logic.surveys.recovering import recovered


def one_block(*answers: int) -> bool:
    """Whether a block in which customers gave so many answers each is safe."""
    return bool(are_safe(np.array([answers]), np.zeros(len(answers), int))[0, 0])


@pytest.mark.parametrize(
    ("answers", "safe"),
    [
        ((2, 2, 1), True),
        ((2, 1, 1), False),  # four answers
        ((3, 2), False),  # two customers
        ((3, 1, 1), True),  # exactly 60 % are one customer's
        ((4, 1, 1), False),  # 67 %
        ((6, 2, 2), True),
        ((7, 2, 2), False),
        ((0, 0, 0), True),  # nobody answered: nothing to tell
        ((5, 0, 0), False),
        ((1, 1, 1, 1, 1), True),
    ],
)
def test_five_answers_of_three_customers_none_with_more_than_sixty_percent(answers, safe):
    assert one_block(*answers) is safe


def test_blocks_are_judged_apart():
    counts = np.array([[2, 2, 1, 4], [1, 2, 2, 0]])
    assert are_safe(counts, np.array([5, 5, 5, 9])).tolist() == [[True, False], [True, True]]


def test_nobody_has_no_blocks():
    assert are_safe(np.zeros((2, 0), int), np.zeros(0, int)).shape == (2, 0)


ANSWERS = np.array([[3, 2, 1, 2, 2, 2, 1, 2]])
REGION = np.array([0, 0, 0, 1, 1, 1, 2, -1])


def test_cell_that_the_rest_gives_away_is_not_shown():
    """North 6 of three, South 6 of three, West 1, none 2: with both shown, three answers of two customers stay."""
    (level,) = levels(ANSWERS, {"region": REGION})
    assert level.shown.tolist() == [0]
    assert level.group.tolist() == [1, 1, 1, 0, 0, 0, 0, 0]


def test_every_cell_is_shown_where_the_rest_is_safe_or_empty():
    (level,) = levels(ANSWERS[:, :6], {"region": REGION[:6]})
    assert level.shown.tolist() == [0, 1]
    larger = np.append(ANSWERS, [[2]], axis=1)  # the rest: West 1, none 2 and 2
    (level,) = levels(larger, {"region": np.append(REGION, -1)})
    assert level.shown.tolist() == [0, 1]
    assert level.group.tolist() == [1, 1, 1, 2, 2, 2, 0, 0, 0]


def test_cut_without_a_cell_is_not_told():
    assert levels(np.array([[2, 2, 1]]), {"region": np.array([0, 1, -1])}) == ()


def test_cells_with_most_answers_come_first():
    counts = np.array([[2, 2, 1, 3, 3, 3, 1, 1]])
    (level,) = levels(counts, {"region": REGION})
    assert level.shown.tolist() == [1]


def test_second_cut_parts_every_block_of_the_first():
    """Twelve customers, two answers each, in two layers of six. Region A: three of each layer. Region B: all the others
    of the first layer; the second layer's are without an entry."""
    counts = np.full((1, 12), 2)
    layer = np.repeat([0, 1], 6)
    region = np.array([0, 0, 0, 1, 1, 1, 0, 0, 0, -1, -1, -1])
    first, second = levels(counts, {"layer": layer, "region": region})
    assert first.shown.tolist() == [0, 1]
    assert second.shown.tolist() == [0, 1]
    assert len(set(second.block)) == 4
    thinner = region.copy()
    thinner[2] = 1  # two customers of the first layer are in A: A cannot be told by itself, nor can B beside the layers
    assert [level.cut for level in levels(counts, {"layer": layer, "region": thinner})] == ["layer"]
    assert [level.cut for level in levels(counts, {"region": thinner})] == ["region"]


def test_question_that_few_answered_is_told_less_far():
    counts = np.full((1, 12), 2)
    decided = levels(counts, {"layer": np.repeat([0, 1], 6)})
    asked = np.array([[2] * 12, [1] * 4 + [0] * 2 + [1] * 6, [1] * 5 + [0] * 7, [1] * 4 + [0] * 8, [0] * 12])
    assert depths(asked, decided).tolist() == [1, 0, 1, -1, -1]


@pytest.mark.parametrize(
    ("percent", "largest", "safe"),
    [(50, 0.5, True), (49, 0.5, False), (51, 0.5, False), (20, 0.1, True), (100, 0.01, False)],
)
def test_share_of_revenue_that_says_whether_the_largest_answered_is_not_told(percent, largest, safe):
    assert is_percent_safe(percent, largest) is safe


CUT = st.lists(st.integers(-1, 2), min_size=8, max_size=8).map(np.array)
ROW = st.lists(st.integers(0, 3), min_size=8, max_size=8)


@given(first=ROW, others=st.lists(ROW, max_size=3), layer=CUT, region=CUT)
@settings(max_examples=150, deadline=None)
def test_nothing_less_than_a_safe_part_comes_out_of_all_cells_together(first, others, layer, region):
    """For each row alone and for all that the same people answered: no sum or difference of told cells is about a part
    of the people that M47b would not show."""
    counts = np.array([first, *others])
    counts = counts[depths(counts, ()) >= 0]
    decided = levels(counts, {"layer": layer, "region": region}) if len(counts) else ()
    reach = depths(counts, decided)
    assert (reach == len(decided)).all()
    for row in counts:
        customer = np.repeat(np.arange(8), row)
        cells = [np.ones(len(customer))]
        cells += [(level.group == one)[customer] for level in decided for one in np.unique(level.group)]
        assert not recovered(np.array(cells, float), customer)


def test_the_test_sees_what_two_different_rests_give_away():
    """Two questions that all answered, each with a rest of its own: safe each, together they tell two customers."""
    customer = np.repeat(np.arange(9), 2)
    of = customer // 3
    one, other = of == 0, customer < 4
    assert not recovered(np.array([one, ~one], float), customer)
    assert not recovered(np.array([other, ~other], float), customer)
    assert recovered(np.array([one, ~one, other, ~other], float), customer)


def test_where_one_group_is_of_few_no_group_is_counted():
    table = pd.DataFrame({"low_n": [4, 0, 5], "high_n": [30, 30, 5], "n": [34, 30, 10]})
    assert without_few(table, ("low_n", "high_n")).fillna(-1).to_numpy().tolist() == [
        [-1, -1, 34], [0, 30, 30], [5, 5, 10],
    ]  # fmt: skip
