"""The iceberg is drawn to one scale; an effect stands on its interval."""

import plotly.graph_objects as go
import pytest

from dashboard.logic.charts.effect_intervals import EffectRow, effect_chart
from dashboard.logic.charts.iceberg import IcebergPicture, iceberg_chart
from tests.logic.charts.sample_words import english_words

ENGLISH = english_words()


def checked(figure: go.Figure) -> go.Figure:
    """Built again with Plotly's own checks."""
    return go.Figure(figure.to_dict())


def texts(figure: go.Figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("narrow", [False, True])
def test_both_parts_have_one_scale(dark, narrow):
    figure = checked(iceberg_chart(IcebergPicture(50, 575.0, 16.7, 1200.0), ENGLISH, dark=dark, narrow=narrow))
    assert [bar.y[0] for bar in figure.data] == [50, -575.0]
    low, high = figure.layout.yaxis.range
    assert low < -1200
    assert high > 50
    spread = figure.layout.shapes[1]
    assert (spread.y0, spread.y1) == (-16.7, -1200.0)
    between = ":<br>" if narrow else ": "
    assert texts(figure)[2] == f"range of the estimate{between}17 to 1,200"


def test_range_beyond_the_picture_says_so():
    figure = checked(iceberg_chart(IcebergPicture(50, 16.7, 16.7, 1200.0), ENGLISH))
    assert figure.layout.shapes[1].y1 == -200  # four times the fifty who complained
    assert len(figure.layout.shapes) == 3  # no end mark: the line goes on
    assert texts(figure)[2].endswith("↓")


def test_effects_stand_on_their_intervals():
    rows = [EffectRow("All", "−15.0% (−20.0% to −10.0%)", -0.15, -0.2, -0.1), EffectRow("Lost", "not enough")]
    figure = checked(effect_chart(rows, ENGLISH))
    (dots,) = figure.data
    assert list(dots.x) == [-0.15]
    assert (dots.error_x.array[0], dots.error_x.arrayminus[0]) == (pytest.approx(0.05), pytest.approx(0.05))
    assert texts(figure) == ["All · −15.0% (−20.0% to −10.0%)", "Lost · not enough"]
    low, high = figure.layout.xaxis.range
    assert low < -0.2
    assert high > 0
