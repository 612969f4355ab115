"""The Pareto chart of causes."""

import plotly.graph_objects as go
import pytest

from dashboard.logic.charts.cause_bars import cause_bars

PERCENT = ["0 %", "20 %", "40 %", "60 %", "80 %", "100 %"]


def chart(names, shares, **more) -> go.Figure:
    running = [sum(shares[: n + 1]) for n in range(len(shares))]
    return cause_bars(names, [f"{s:.0%}" for s in shares], shares, running, nothing="Nothing", percent=PERCENT, **more)


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("dark", [False, True])
def test_bars_and_the_running_sum_stand_in_the_same_rows_and_plotly_takes_it(narrow, dark):
    found = chart(["Own operations", "Suppliers", "<b>x"], [0.6, 0.3, 0.1], chosen=1, dark=dark, narrow=narrow)
    checked = go.Figure(found.to_dict())
    bars, line = checked.data
    assert list(bars.x) == [0.6, 0.3, 0.1]
    assert list(line.x) == pytest.approx([0.6, 0.9, 1.0])
    assert list(bars.y) == list(line.y) == [0, 1, 2]
    assert checked.layout.yaxis.range[0] > checked.layout.yaxis.range[1]  # the heaviest on top
    assert checked.layout.yaxis.ticktext[2] == "&lt;b&gt;x"
    assert len(checked.layout.shapes) == 2


def test_no_cause_gives_a_sentence():
    assert chart([], []).layout.annotations[0].text == "Nothing"
