"""Charts of cases: what is drawn is what was counted, and Plotly accepts it."""

import numpy as np
import plotly.graph_objects as go
import pytest

from dashboard.logic.cases.survival import kaplan_meier
from dashboard.logic.charts.case_bars import Part, case_bars
from dashboard.logic.charts.case_lines import MOST_POINTS, backlog_chart, survival_chart
from dashboard.logic.charts.palette import theme

DAY = 27_000


def _checked(chart: go.Figure) -> go.Figure:
    """Plotly's own checks of every property, which the product leaves out."""
    go.Figure(chart.to_dict())
    return go.Figure(data=list(chart.data), layout=chart.layout)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("narrow", [False, True])
def test_bars_stack_their_parts_and_tell_the_sum(dark, narrow):
    parts = [Part("due", [1, 0, 2]), Part("paused", [0, 4, 1], "grey")]
    chart = _checked(case_bars(["Mon", "Tue", "Wed"], parts, chosen=1, dark=dark, narrow=narrow))
    assert [note.text for note in chart.layout.annotations] == ["1", "4", "3"]
    assert [list(bar.y) for bar in chart.data] == [[1, 0, 2], [0, 4, 1]]
    assert chart.data[1].marker.color == theme(dark).grey
    assert (chart.layout.shapes[0].x0, chart.layout.shapes[0].x1) == (0.55, 1.45)


def test_parts_are_told_apart_by_more_than_colour():
    chart = case_bars(["a"], [Part("open", [1]), Part("overdue", [1], "hatched")])
    assert [bar["marker"]["pattern"]["shape"] for bar in chart.to_dict()["data"]] == ["", "/"]
    assert chart.layout.showlegend


def test_no_bar_and_nothing_counted():
    assert len(_checked(case_bars([], [Part("due", [])])).layout.annotations) == 0
    assert _checked(case_bars(["Mon"], [Part("due", [0])])).layout.yaxis.range == (0, 1.12)


def test_backlog_is_a_line_of_every_day():
    days = np.arange(np.datetime64("2024-05-06"), np.datetime64("2024-05-09"))
    chart = _checked(backlog_chart(days, np.array([1, 3, 2]), ["a", "b", "c"], "Open"))
    assert list(chart.data[0].x) == ["2024-05-06", "2024-05-07", "2024-05-08"]
    assert list(chart.data[0].y) == [1, 3, 2]


def test_survival_begins_with_all_and_marks_the_limit():
    found = kaplan_meier(np.array([DAY, 2 * DAY, 4 * DAY]), np.array([True, True, False]))
    limit = (3 * DAY, "limit")
    chart = _checked(
        survival_chart(found, day=DAY, axis="days", name="open", limit=limit, told=lambda x, y: f"{x} {y:.2f}")
    )
    line = chart.data[2]
    assert list(line.x) == [0, 1, 2]
    assert np.round(list(line.y), 4).tolist() == [1, 0.6667, 0.3333]
    assert chart.layout.shapes[0].x0 == 3
    assert chart.layout.annotations[0].text == "limit"
    assert line.hovertext[1] == "1.0 0.67"


def test_a_curve_of_very_many_steps_is_thinned_and_keeps_its_ends():
    found = kaplan_meier(np.arange(1, 10_001) * DAY, np.ones(10_000, bool))
    chart = survival_chart(found, day=DAY, axis="", name="", limit=None, told=lambda _x, _y: "")
    assert len(chart.data[2]["x"]) <= MOST_POINTS
    assert (chart.data[2]["x"][0], chart.data[2]["x"][-1]) == (0, 10_000)
