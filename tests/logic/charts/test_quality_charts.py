"""Bars of gaps and the heat of shares, on hand-made rows."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard.logic.charts.gaps import gaps_chart
from dashboard.logic.charts.share_heatmap import share_heatmap
from tests.logic.charts.sample_words import english_words

UNIT = 10_000
GAPS = pd.DataFrame(
    {
        "name": ["Orders: <b>promised</b>", "客户档案：地区", "Order lines: cost"],
        "figures": ["On-time rate (M56)", "Structure (M65)", "Gross profit (M2)"],
        "revenue": [60_000 * UNIT, 30_000 * UNIT, 0],
        "revenue_share": [0.6, 0.3, 0.0],
    }
)
SHARES = pd.DataFrame(
    {"All": [1.0, 0.0, 0.999], "Size": [0.5, np.nan, 0.001]}, index=["strategic", "key", "<i>none</i>"]
)
DETAILS = SHARES.astype(str)


def texts(figure):
    return [note.text for note in figure.layout.annotations]


@pytest.mark.parametrize("narrow", [True, False])
def test_bars_are_as_long_as_the_revenue_and_names_stand_for_themselves(narrow):
    chart = gaps_chart(GAPS, english_words(), narrow=narrow)
    (bars,) = chart.data
    assert bars.x[0] / bars.x[1] == pytest.approx(2)
    assert bars.x[2] == 0
    names = texts(chart)[3:] if narrow else list(chart.layout.yaxis.ticktext)
    assert names[0] == "Orders: &lt;b&gt;promised&lt;/b&gt;"
    assert any("60.0" in text and "60.0 %" in text for text in texts(chart))
    go.Figure(chart.to_dict())


def test_nothing_missing_is_one_sentence():
    assert texts(gaps_chart(GAPS.iloc[:0], english_words())) == ["Nothing that a figure needs is missing"]
    assert len(texts(gaps_chart(GAPS.iloc[:0], english_words(), dark=True))) == 1


def test_no_revenue_at_all_draws_no_bar():
    chart = gaps_chart(GAPS.assign(revenue=0, revenue_share=np.nan), english_words())
    assert list(chart.data[0].x) == [0, 0, 0]


@pytest.mark.parametrize("dark", [True, False])
def test_the_more_is_missing_the_higher_the_step_and_no_share_is_rounded_to_all_or_nothing(dark):
    chart = share_heatmap(SHARES, DETAILS, english_words(), dark=dark)
    assert [list(row) for row in chart.data[0].z] == [[0, 3], [5, None], [0, 5]]
    assert texts(chart) == ["100 %", "50 %", "0 %", "–", ">99%", "<1%"]
    assert list(chart.layout.yaxis.ticktext) == ["strategic", "key", "&lt;i&gt;none&lt;/i&gt;"]
    go.Figure(chart.to_dict())


def test_an_empty_table_is_one_sentence():
    assert texts(share_heatmap(SHARES.iloc[:0], DETAILS.iloc[:0], english_words())) == ["Nothing to show"]
