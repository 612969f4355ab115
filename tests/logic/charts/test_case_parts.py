"""Bars of cases: a trace per part so that a click finds it, numbers only where they fit, nothing drawn of nothing."""

import plotly.graph_objects as go
import pytest

from dashboard.logic.charts.case_parts import kinds_chart, parts_chart
from tests.logic.charts.sample_words import english_words

ENGLISH = english_words()
NAMES = ["In time", "Late", "Open and past due", "Not yet due"]


def checked(chart: go.Figure) -> go.Figure:
    """Built again with Plotly's own checks."""
    return go.Figure(chart.to_dict())


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("narrow", [False, True])
def test_one_trace_per_part_in_order(dark, narrow):
    chart = checked(parts_chart([198, 42, 8, 5], NAMES, ENGLISH, dark=dark, narrow=narrow))
    assert [one.name for one in chart.data] == NAMES
    assert [one.x[0] for one in chart.data] == [198, 42, 8, 5]
    assert chart.layout.xaxis.range == (0, 253)
    assert chart.data[0].text[0] == "In time 198"
    assert chart.data[3].text[0] == ""  # no room
    fills = {(one.marker.color, one.marker.pattern.shape) for one in chart.data}
    assert len(fills) == 4


def test_parts_of_nothing_are_a_sentence():
    assert not parts_chart([0, 0, 0, 0], NAMES, ENGLISH).data


def test_kinds_have_a_bar_each_with_its_number():
    chart = checked(kinds_chart(["Complaint", "Praise"], [1245, 0], ENGLISH))
    assert list(chart.data[0].x) == [1245, 0]
    assert [one.text for one in chart.layout.annotations] == ["1,245", "0"]
    assert not kinds_chart(["Complaint"], [0], ENGLISH).data
