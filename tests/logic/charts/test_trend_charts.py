"""The trend's chart: stacks, part months apart, comparison and target, marks that lead back to month and segment."""

from itertools import combinations

import numpy as np
import plotly.graph_objects as go
import pytest

from dashboard.logic.charts.month_axis import Months
from dashboard.logic.charts.palette import contrast, lightness
from dashboard.logic.charts.trend_colours import DARK, LEAST_LIGHTNESS_STEP, LIGHT, segment_styles
from dashboard.logic.charts.trend_months import trend_chart
from dashboard.logic.charts.trend_picture import TrendNames, TrendPicture, stacked
from dashboard.logic.periods import MonthSpan
from dashboard.logic.trend_segments import NOT_GIVEN, OTHERS, Line, Segments
from tests.logic.charts.sample_shapes import trend_shapes
from tests.logic.charts.sample_words import english_words

JAN = 24_000
UNIT = 10_000


def line(*values: int | None) -> Line:
    known = np.array([value is not None for value in values])
    return Line(np.array([value or 0 for value in values], np.int64), known)


def picture(*lines: Line, codes=("",), parts: int = 0, **more) -> TrendPicture:
    count = len(lines[0].values)
    numbers = np.arange(JAN, JAN + count)
    given = {"compared": None, "target": None, "back": 12, "is_money": True, "stack": tuple(codes), **more}
    return TrendPicture(Months(numbers, numbers >= JAN + count - parts), Segments(tuple(codes), lines), **given)


def draw(of: TrendPicture, **looks) -> go.Figure:
    names = {code: f"name of {code}" for code in of.stack}
    told = TrendNames("Net revenue, {unit}", names, "Same month last year", "Target", "CNY")
    return trend_chart(of, told, segment_styles(of.segments.codes, False), english_words(), **looks)


def test_bars_are_plain_amounts_and_an_unknown_month_has_none() -> None:
    chart = draw(picture(line(5 * UNIT, None, -2 * UNIT)))
    assert chart.data[0].y[[0, 2]].tolist() == [5.0, -2.0]
    assert np.isnan(chart.data[0].y[1])
    assert chart.layout.title.text == "Net revenue, GBP"
    assert chart.layout.yaxis.range[0] <= -2


def test_empty_bar_has_no_outline_and_keeps_its_place_in_the_stack() -> None:
    three = picture(line(2, 2), line(0, 3), line(1, None), codes=("A", "B", "C"), is_money=False)
    lowest, middle, highest = draw(three).data
    # A gap in the middle would have the highest drawn from the ground.
    assert [trace.y.tolist() for trace in (lowest, middle, highest)] == [[2, 2], [0, 3], [1, 0]]
    assert list(middle.marker.line.width) == [0, 0.5]
    assert lowest.marker.line.width == 0.5


def test_hover_gives_the_exact_amount_and_no_name_where_there_is_one_segment() -> None:
    assert draw(picture(line(5 * UNIT))).data[0].hovertemplate == "%{customdata}: %{y:,.2f} CNY<extra></extra>"
    two = picture(line(1), line(2), codes=("East", "West"), is_money=False)
    assert draw(two).data[1].hovertemplate == "<b>name of West</b><br>%{customdata}: %{y:,.0f}<extra></extra>"


def test_part_month_is_hatched_stands_apart_and_says_so() -> None:
    chart = draw(picture(line(5, 6, 7), parts=1))
    assert list(chart.data[0].marker.pattern.shape) == ["", "", "/"]
    assert chart.data[0].x.tolist() == [0, 1, pytest.approx(2.4)]
    assert chart.data[0].customdata[2] == "2000-03 (incomplete)"
    assert "hatched: month incomplete" in chart.layout.title.text


def test_comparison_and_target_are_lines_with_a_gap_where_there_is_nothing() -> None:
    chart = draw(picture(line(5, 6, 7), compared=line(None, 4 * UNIT, None), target=line(UNIT, UNIT, None), parts=1))
    told = {one.name: one for one in chart.data if one.showlegend is not False}
    compared, target = told["Same month last year"], told["Target"]
    assert np.isnan(compared.y[[0, 2]]).all()
    assert compared.y[1] == 4.0
    assert list(compared.customdata) == ["", "1999-02", ""]
    assert target.line.dash
    assert target.line.shape == "hvh"
    assert np.isnan(target.y[2])


def test_line_without_any_month_is_not_in_the_legend() -> None:
    chart = draw(picture(line(5, 6), compared=line(None, None), target=line(None, None)))
    assert len(chart.data) == 1
    assert chart.layout.showlegend is False


def test_stack_has_the_broad_base_below_and_outer_layers_on_top() -> None:
    codes = ("Top", "Big", "Small", "Inactive", "Lost")
    assert stacked(codes, ("Top", "Big", "Small")) == ("Small", "Big", "Top", "Inactive", "Lost")
    assert stacked(("East", OTHERS), ()) == ("East", OTHERS)


def test_legend_keeps_the_order_of_the_segments_whatever_the_stack() -> None:
    of = picture(line(1), line(2), codes=("Top", "Small"), stack=("Small", "Top"))
    assert [(one.name, one.legendrank) for one in draw(of).data] == [("name of Small", 2), ("name of Top", 1)]


def test_mark_leads_back_to_month_and_segment() -> None:
    of = picture(
        line(1, 2), line(3, 4), codes=("East", "West"), stack=("West", "East"), compared=line(1, 1), target=line(1, 1)
    )
    assert of.mark(0, 1) == (JAN + 1, "West")
    assert of.mark(1, 0) == (JAN, "East")
    assert of.mark(2, 0) is None  # the halo of the comparison
    assert of.mark(3, 0) == (JAN - 12, "")  # the comparison: the month that it shows
    assert of.mark(5, 0) is None  # the target
    assert of.mark(-1, -1) is None


def test_chosen_mark_stands_out_and_a_chosen_month_in_all_its_segments() -> None:
    both = {"codes": ("East", "West")}
    chart = draw(picture(line(1, 2), line(3, 4), chosen=(JAN + 1, "West"), **both))
    assert [list(one.selectedpoints) for one in chart.data] == [[], [1]]
    chart = draw(picture(line(1, 2), line(3, 4), chosen=(JAN + 1, ""), **both))
    assert [list(one.selectedpoints) for one in chart.data] == [[1], [1]]


def test_segments_that_cannot_be_added_up_are_lines_and_the_part_month_is_not_joined() -> None:
    of = picture(line(1, 2, 3), line(3, 4, 5), codes=("A", "B"), parts=1, are_bars=False, is_money=False)
    first = draw(of).data[0]
    assert first.mode == "lines+markers"
    assert np.isnan(first.y).tolist() == [False, False, True, False]
    assert first.marker.symbol[-1].endswith("-open")
    assert of.mark(0, 3) == (JAN + 2, "A")
    assert draw(of).layout.yaxis.range[1] >= 5


def test_period_of_the_sentence_is_shaded_unless_it_is_all() -> None:
    assert len(draw(picture(line(1, 2, 3), period=MonthSpan(JAN + 1, JAN + 2))).layout.shapes) == 1
    assert len(draw(picture(line(1, 2, 3), period=MonthSpan(JAN, JAN + 2))).layout.shapes) == 0
    assert len(draw(picture(line(1, 2, 3), period=MonthSpan(JAN - 9, JAN - 1))).layout.shapes) == 0


def test_names_from_the_data_are_text_and_no_markup() -> None:
    names = TrendNames("x", {"A": "<b>A</b> %{y}", "B": "B"}, "c", "t", "CNY")
    of = picture(line(1), line(2), codes=("A", "B"))
    first = trend_chart(of, names, segment_styles(of.segments.codes, False), english_words()).data[0]
    assert first.name == "&lt;b>A&lt;/b> %{y}"
    assert "&lt;b>A&lt;/b> % {y}" in first.hovertemplate


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_segments_are_told_apart_in_greyscale(colours: tuple[str, ...]) -> None:
    levels = [lightness(colour) for colour in colours]
    assert min(abs(one - other) for one, other in combinations(levels, 2)) >= LEAST_LIGHTNESS_STEP


def test_lines_are_seen_on_their_background() -> None:
    for dark, background in ((False, "#ffffff"), (True, "#0e1117")):
        styles = segment_styles(tuple("ABCDEFGH"), dark)
        assert min(contrast(one.line, background) for one in styles.values()) >= 3


def test_others_and_not_given_are_grey_with_and_without_pattern() -> None:
    styles = segment_styles(("A", OTHERS, NOT_GIVEN), False)
    assert styles[OTHERS].fill == styles[NOT_GIVEN].fill != styles["A"].fill
    assert (styles[OTHERS].pattern, styles[NOT_GIVEN].pattern) == ("", ".")


def test_layers_have_the_looks_of_the_pyramid() -> None:
    layers = ("Top", "Big", "Small", "Inactive", "Lost", "Prospect", "Suspect")
    styles = segment_styles(("Top", "Lost", NOT_GIVEN), True, layers=layers)
    assert styles["Top"].fill == "#2a6cb3"
    assert styles["Lost"].pattern == "/"
    assert NOT_GIVEN in styles


def test_every_property_of_the_figure_is_known_to_plotly_and_it_stays_small() -> None:
    for shape in trend_shapes()[:20]:
        names = TrendNames("Net revenue, {unit}", {}, "Same month last year", "Target", "CNY")
        chart = trend_chart(shape, names, segment_styles(shape.segments.codes, True), english_words(), dark=True)
        go.Figure(chart.to_dict())
        assert sum(len(one.x) for one in chart.data) <= 3000
        assert len(chart.to_json()) < 40_000


def test_nothing_known_gives_a_sentence_and_no_empty_axes() -> None:
    chart = draw(picture(line(None, None)))
    assert len(chart.data) == 0
    assert chart.layout.annotations[0].text == "Not known in any of these months"
