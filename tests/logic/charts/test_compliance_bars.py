"""Cases by quarter: what is drawn is what was counted, and Plotly accepts it."""

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard.logic.charts.compliance_bars import compliance_bars

NAMES = ("undisclosed", "override", "none")
TABLE = pd.DataFrame({"violated": [1, 0], "disclosed": [2, 0], "clear": [30, 4]})


def _checked(chart: go.Figure) -> go.Figure:
    """Plotly's own checks of every property, which the product leaves out."""
    return go.Figure(data=list(chart.data), layout=chart.layout)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("narrow", [False, True])
def test_the_parts_stand_on_one_another_and_the_share_above_where_it_is_told(dark: bool, narrow: bool) -> None:
    chart = _checked(
        compliance_bars(["2024-Q1", "2024-Q2"], TABLE, NAMES, ["97.0%", ""], chosen=1, dark=dark, narrow=narrow)
    )
    assert [list(bar.y) for bar in chart.data] == [[1, 0], [2, 0], [30, 4]]
    assert [(note.text, note.y) for note in chart.layout.annotations] == [("97.0%", 33)]
    assert [bar.marker.pattern.shape for bar in chart.data] == ["", "/", ""]
    assert (chart.layout.shapes[0].x0, chart.layout.shapes[0].x1) == (0.55, 1.45)
    assert chart.layout.xaxis.ticktext == ("2024-Q1", "2024-Q2")


def test_many_quarters_are_written_short_and_whole() -> None:
    quarters = [f"{year}-Q{quarter}" for year in (2023, 2024, 2025) for quarter in (1, 2, 3, 4)]
    table = pd.DataFrame({"violated": [0] * 12, "disclosed": [0] * 12, "clear": [5] * 12})
    chart = compliance_bars(quarters, table, NAMES, [""] * 12)
    assert list(chart.layout.xaxis.ticktext) == [quarter[2:] for quarter in quarters]


def test_no_case_at_all_is_no_error() -> None:
    empty = pd.DataFrame({"violated": [0], "disclosed": [0], "clear": [0]})
    assert _checked(compliance_bars(["2024-Q1"], empty, NAMES, [""])).layout.yaxis.range == (0, 1.14)
