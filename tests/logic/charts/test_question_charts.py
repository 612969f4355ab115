"""Charts of questions: where bars part, what a click finds, what is written, nothing cut without its whole text."""

import math
from itertools import pairwise

import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.logic.charts.answer_bars import AnswerRow, answer_bars, half, place_colours
from dashboard.logic.charts.mean_dots import MeanRow, axis_part, mean_dots
from dashboard.logic.charts.palette import contrast, lightness, theme
from dashboard.logic.charts.question_heatmap import HeatCell, question_heatmap
from dashboard.logic.charts.question_rows import wrapped
from dashboard.logic.charts.text_width import SMALL, text_width
from tests.logic.charts.sample_words import english_words

ENGLISH = english_words()
ROWS = [
    AnswerRow("Hall", "score 3.74", is_heading=True),
    AnswerRow("Friendly", "4.50 n 90", ("Friendly", "n 90"), shares=(0.0, 0.1, 0.2, 0.3, 0.4), unknown=0.05),
    AnswerRow("Queue <b>", "", shares=()),
    AnswerRow("Recommend", "5.0", shares=(*[0.0] * 5, 1.0, *[0.0] * 5)),
]


def checked(chart: go.Figure) -> go.Figure:
    """Built again with Plotly's own checks."""
    return go.Figure(chart.to_dict())


def texts(chart: go.Figure) -> list[str]:
    return [one.text for one in chart.layout.annotations]


def test_shares_part_at_the_middle_of_the_scale():
    assert half((0.1, 0.2, 0.3, 0.4), -1) == pytest.approx(0.3)
    assert half((0.1, 0.2, 0.3, 0.4), 1) == pytest.approx(0.7)
    five = (0.1, 0.1, 0.4, 0.2, 0.2)
    assert (half(five, -1), half(five, 1)) == (pytest.approx(0.4), pytest.approx(0.6))  # half of the middle each
    assert half((), 1) == 0


@given(st.lists(st.integers(0, 50), min_size=1, max_size=11).filter(sum))
def test_both_halves_make_the_whole(counts):
    shares = [one / sum(counts) for one in counts]
    assert half(shares, -1) + half(shares, 1) == pytest.approx(1)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("narrow", [False, True])
def test_bars_of_a_row_stand_end_to_end_around_the_middle(dark, narrow):
    chart = checked(answer_bars(ROWS, ENGLISH, chosen=1, dark=dark, narrow=narrow))
    places, unknown = chart.data[:-1], chart.data[-1]
    assert len(places) == 11
    ends = [(one.base[1], one.base[1] + (one.x[1] or 0)) for one in places[:5]]
    assert ends[0][0] == pytest.approx(-0.2)  # 0 + 0.1 + half of 0.2
    assert ends[-1][1] == pytest.approx(0.8)
    assert all(end == pytest.approx(start) for (_a, end), (start, _b) in pairwise(ends))
    assert all(one.x[0] is None for one in places)  # a heading has no bar
    assert all(one.x[2] is None for one in places)  # nor has what nobody rated
    assert [unknown.x[1], unknown.x[3]] == [0.05, None]
    assert unknown.base[1] > 0.8  # apart at the right
    assert "Queue &lt;b&gt;" in texts(chart)
    assert ENGLISH.share(0.05) in texts(chart)
    assert chart.layout.xaxis.range[1] > unknown.base[1] + 0.05


def test_nothing_rated_is_a_sentence():
    assert not answer_bars([AnswerRow("Q")], ENGLISH).data
    assert not answer_bars([], ENGLISH).data
    assert not mean_dots([MeanRow("Q")], ENGLISH, ends=(1, 5), names=("a", "b")).data
    assert not question_heatmap([], [], [], ENGLISH).data


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("count", range(1, 12))
def test_places_differ_from_their_neighbours_without_colour(count, dark):
    fills = place_colours(count, dark)
    assert len(fills) == count
    upper = [lightness(one) for one in fills[(count + 1) // 2 :]]
    assert upper == sorted(upper, reverse=not dark)  # the higher, the more it stands out
    lower = fills[: count // 2]
    steps = [contrast(one, theme(dark).background) for one in lower]
    assert steps == sorted(steps, reverse=True)  # fading towards the middle


def test_dots_have_a_point_for_every_row_and_their_intervals():
    rows = [
        MeanRow("Hall", is_heading=True),
        MeanRow("Friendly", "▲ up", now=(4.5, 4.4, 4.6), before=(3.0, 2.9, 3.2)),
        MeanRow("New", "– new", now=(2.0, math.nan, math.nan)),
    ]
    chart = checked(mean_dots(rows, ENGLISH, ends=(1, 5), names=("2024", "2023"), chosen=2))
    before, now = chart.data
    assert (before.name, now.name) == ("2023", "2024")
    assert list(now.x) == [None, 4.5, 2.0]
    assert list(now.error_x.array) == pytest.approx([0, 0.1, 0])
    assert list(before.error_x.arrayminus) == pytest.approx([0, 0.1, 0])
    assert "▲ up" in texts(chart)
    alone = checked(mean_dots(rows[2:], ENGLISH, ends=(1, 5), names=("2024", ""), narrow=True))
    assert len(alone.data) == 1


def test_the_axis_shows_the_part_that_holds_all_intervals():
    first, last, ticks = axis_part([(3.9, 3.62, 4.18)], (1, 5))
    assert first < 3.62
    assert last > 4.18
    assert ticks == [3.6, 3.8, 4.0, 4.2]
    assert axis_part([(5, 5, 5)], (1, 5))[2][-1] == 5
    assert axis_part([(1, 1, 1)], (1, 1))[2]  # a scale of one place


@settings(max_examples=200)
@given(
    st.lists(st.floats(0, 100), min_size=1, max_size=6),
    st.floats(0, 30),
)  # fmt: skip
def test_the_axis_never_leaves_the_scale_nor_cuts_a_mean(means, reach):
    points = [(mean, max(mean - reach, 0), min(mean + reach, 100)) for mean in means]
    first, last, ticks = axis_part(points, (0, 100))
    assert all(first <= one <= last for point in points for one in point)
    assert 1 <= len(ticks) <= 7
    assert min(ticks) >= 0
    assert max(ticks) <= 100


def test_long_texts_wrap_and_only_the_last_line_is_shortened():
    lines = wrapped("When something went wrong, did somebody look after it", 160, 2, SMALL)
    assert len(lines) == 2
    assert lines[0] == "When something went"
    assert lines[1].endswith("…")
    assert wrapped("短", 160, 2, SMALL) == ["短"]
    chinese = wrapped("服务人员的态度是否热情周到、耐心解答您提出的问题", 160, 3, SMALL)
    assert "".join(chinese) == "服务人员的态度是否热情周到、耐心解答您提出的问题"


@given(st.text(max_size=80), st.integers(60, 300), st.integers(1, 3))
def test_no_line_is_wider_than_its_room(text, room, lines):
    found = wrapped(text, room, lines, SMALL)
    assert 1 <= len(found) <= lines
    assert all(text_width(line.replace("<", "\ue000"), SMALL) <= room for line in found)


def test_heat_cells_answer_clicks_by_row_and_say_what_is_not_shown():
    shown = HeatCell(0.0, ("4.50", "n 60"), ("Friendly", "4.50"))
    hidden = HeatCell(math.nan, ("not shown",), ("not shown",))
    chart = checked(question_heatmap(["A <i>", "B"], ["Steel", "Food"], [[shown, hidden], [hidden, shown]], ENGLISH))
    heat, points = chart.data
    assert [list(line) for line in heat.z] == [[0, None], [None, 0]]  # the lowest is the darkest
    assert list(points.y) == [0, 0, 1, 1]
    assert points.hovertext[0] == "Friendly<br>4.50"
    assert texts(chart).count("not shown") == 2
    assert texts(chart)[0] == "A &lt;i&gt;"
    many = checked(question_heatmap(["A"], [f"Region {n}" for n in range(9)], [[shown] * 9], ENGLISH, narrow=True))
    assert many.layout.xaxis.tickangle == -90
