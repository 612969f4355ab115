"""Charts of waves: gaps where waves cannot be compared, nothing without a figure, and nothing that Plotly refuses."""

from datetime import date

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard.logic.charts.nps_bar import nps_bar
from dashboard.logic.charts.wave_trend import TrendWords, wave_trend_chart

DAYS = [date(2021, 5, 1), date(2022, 5, 1), None, date(2023, 5, 1), date(2024, 5, 1)]


def table(**columns) -> pd.DataFrame:
    usual = {
        "survey_id": list("abcde"),
        "day": DAYS,
        "value": [4.0, 4.2, 4.1, 4.3, float("nan")],
        "low": [3.9, 4.1, 4.0, float("nan"), float("nan")],
        "high": [4.1, 4.3, 4.2, float("nan"), float("nan")],
        "is_joined": [False, True, True, True, False],
    }
    return pd.DataFrame(usual | columns)


WORDS = TrendWords("Overall <b>", lambda value: f"{value:.2f}", [f"{one} <i>" for one in "abcde"], "nothing", 0.8)


def test_waves_without_day_or_figure_have_no_point_and_break_the_line():
    chart = wave_trend_chart(table(), WORDS, chosen="b").to_dict()
    line, points = chart["data"]
    assert points["x"] == ["2021-05-01", "2022-05-01", "2023-05-01"]
    assert points["y"] == [4.0, 4.2, 4.3]
    assert line["x"] == [None, "2021-05-01", "2022-05-01", None, "2023-05-01"]
    assert points["error_y"]["array"] == pytest.approx([0.1, 0.1, 0.0])
    assert points["marker"]["color"][1] != points["marker"]["color"][0]
    assert points["hovertext"] == ["a &lt;i&gt;", "b &lt;i&gt;", "d &lt;i&gt;"]
    low, high = chart["layout"]["yaxis"]["range"]
    assert (low, high) == pytest.approx((3.7, 4.5))
    assert [note["text"] for note in chart["layout"]["annotations"]] == ["4.00", "4.20", "4.30"]


def test_of_many_waves_the_open_one_the_ends_and_the_changes_have_their_values():
    count = 40
    many = pd.DataFrame(
        {
            "survey_id": [f"w{place}" for place in range(count)],
            "day": [date(2016 + place // 4, 1 + place % 4 * 3, 1) for place in range(count)],
            "value": [4.0 + 0.001 * place for place in range(count)],
            "low": [3.9] * count,
            "high": [4.2] * count,
            "is_joined": [place > 0 for place in range(count)],
        }
    )
    words = TrendWords("Overall", lambda value: f"{value:.3f}", [""] * count, "nothing", 0.8)
    chart = wave_trend_chart(many, words, chosen="w20", changed=["w10", "w30"]).to_dict()
    assert [note["text"] for note in chart["layout"]["annotations"]] == ["4.000", "4.010", "4.020", "4.030", "4.039"]
    assert len(chart["data"][1]["x"]) == count
    ticks = chart["layout"]["xaxis"]["tickvals"]
    assert (ticks[0], ticks[-1]) == ("2016-01-01", "2025-10-01")


def test_nothing_to_draw_says_so():
    chart = wave_trend_chart(table(value=float("nan")), WORDS).to_dict()
    assert chart["data"] == []
    assert chart["layout"]["annotations"][0]["text"] == "nothing"


def test_days_near_each_other_leave_out_labels_but_not_the_first_and_the_last():
    near = table(day=[date(2024, 1, 1), date(2024, 1, 2), date(2024, 1, 3), date(2024, 6, 1), date(2024, 6, 2)],
                 value=[4.0] * 5)  # fmt: skip
    chart = wave_trend_chart(near, WORDS, narrow=True).to_dict()
    assert chart["layout"]["xaxis"]["tickvals"] == ["2024-01-01", "2024-06-02"]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("narrow", [False, True])
def test_plotly_takes_every_property(dark, narrow):
    for frame in (table(), table(value=[4.0] * 5, low=[4.0] * 5, high=[4.0] * 5, day=[date(2024, 1, 1)] * 5)):
        go.Figure(wave_trend_chart(frame, WORDS, dark=dark, narrow=narrow).to_dict())
    names = ["Promoters: 60", "Passives: 25", "Detractors: 15"]
    chart = nps_bar([60, 25, 15], names, ["60%", "25%", "15%"], dark=dark, narrow=narrow)
    go.Figure(chart.to_dict())


def test_parts_of_recommenders_add_up_and_small_ones_have_no_text():
    chart = nps_bar([98, 1, 1], list("abc"), ["98.0%", "1.0%", "1.0%"]).to_dict()
    assert [trace["x"] for trace in chart["data"]] == [[0.98], [0.01], [0.01]]
    assert [note["text"] for note in chart["layout"]["annotations"]] == ["98.0%"]
    assert nps_bar([0, 0, 0], list("abc"), ["", "", ""]).to_dict()["data"][0]["x"] == [0.0]
