"""Few events: a point for each, as high as the days since the one before, between the limits of the baseline."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dashboard.logic.charts.month_axis import round_steps
from dashboard.logic.charts.palette import theme
from dashboard.logic.charts.template import (
    NARROW_FROM,
    WIDE_FROM,
    Trace,
    figure,
    heading_above,
    nothing_to_show,
    trace,
)
from dashboard.logic.charts.text_width import SMALL, shortened, text_width
from dashboard.logic.spc.days_between import DaysBetween

HEIGHT = 320
MOST_POINTS = 400
"""The last ones: more would be a chart of months."""


@dataclass(frozen=True)
class DaysNames:
    """Texts of the chart; ``day`` writes a datetime64 as a date, ``days`` a number of days."""

    heading: str
    day: Callable[[np.datetime64], str]
    days: Callable[[float], str]
    soon: str
    late: str
    series: str
    level: str
    limits: str
    in_a_row: str


def days_between_chart(found: DaysBetween, names: DaysNames, *, dark: bool, narrow: bool) -> go.Figure:
    """More days are better: above the upper limit it was unusually long without an event."""
    if not len(found):
        return nothing_to_show(names.heading, dark)
    colours, first = theme(dark), max(len(found) - MOST_POINTS, 0)
    at, days, rules = found.at[first:], found.days[first:], found.signals
    beyond, other = rules.beyond[first:], (rules.one_side[first:] != 0) | (rules.trend[first:] != 0)
    symbols = np.select([beyond > 0, beyond < 0, other], ["triangle-up", "triangle-down", "diamond"], "circle")
    words = {"triangle-up": names.late, "triangle-down": names.soon, "diamond": names.in_a_row, "circle": ""}
    hover = [
        "<br>".join(part for part in (f"{names.day(when)}: {names.days(value)}", words[symbol]) if part)
        for when, value, symbol in zip(at, days.tolist(), symbols.tolist(), strict=True)
    ]
    is_signal = symbols != "circle"
    marker = {
        "symbol": symbols.tolist(),
        "size": np.where(is_signal, 12, 7).tolist(),
        "color": np.where(is_signal, colours.text, colours.accent).tolist(),
    }
    x = np.arange(len(days), dtype=np.float32)
    line = {"color": colours.accent, "width": 1.5}
    look: dict[str, Any] = {"text": hover, "hovertemplate": "%{text}<extra></extra>", "name": names.series}
    traces = [trace("scatter", x=x, y=days, mode="lines+markers", line=line, marker=marker, **look)]
    if found.has_limits:
        ends = [float(x[0]) - 0.5, float(x[-1]) + 0.5]
        traces.append(_level(ends, found.centre, names.level, "solid", colours.muted))
        traces.append(_level(ends, found.upper, names.limits, "4px,3px", colours.muted))
        traces.append(_level(ends, found.lower, names.limits, "4px,3px", colours.muted) | {"showlegend": False})
    for symbol in ("triangle-up", "triangle-down", "diamond"):
        if symbol in symbols:
            sign = {"symbol": symbol, "size": 11, "color": colours.text}
            traces.append(trace("scatter", x=[None], y=[None], mode="markers", marker=sign, name=words[symbol]))
    top = float(np.nanmax([*days, found.upper if found.has_limits else 0.0]))
    ticks = round_steps(0.0, top)
    room = (NARROW_FROM if narrow else WIDE_FROM) - 70
    listed = [str(one["name"]) for one in traces if one.get("showlegend", True)]
    entry = max(map(text_width, listed)) + 50
    rows = -(-len(listed) // max(int(room // entry), 1))
    every = -(-len(days) // max(int(room / (text_width(names.day(at[-1]), SMALL) + 16)), 1))
    shown = np.arange(len(days) - 1, -1, -every)[::-1]
    return figure(
        traces,
        dark,
        height=HEIGHT + 22 * rows,
        margin={"l": 58, "r": 12, "t": 34 + 22 * rows, "b": 34},
        showlegend=True,
        legend={
            "orientation": "h",
            "x": 0,
            "y": 1,
            "yanchor": "bottom",
            "entrywidth": entry - 42,
            "entrywidthmode": "pixels",
            "itemclick": False,
            "itemdoubleclick": False,
        },
        title=heading_above(shortened(names.heading, room, SMALL), dark),
        xaxis={
            "tickvals": x[shown],
            "ticktext": [names.day(at[place]) for place in shown],
            "range": [-0.7 - len(days) * 0.06, len(days) - 0.3 + len(days) * 0.06],
            "showgrid": False,
            "zeroline": False,
            "tickangle": 0,
        },
        yaxis={
            "tickvals": ticks,
            "ticktext": [names.days(float(tick)).removesuffix(".0") for tick in ticks],
            "range": [0.0, float(ticks[-1])],
        },
    )


def _level(ends: list[float], value: float, name: str, dash: str, colour: str) -> Trace:
    line = {"color": colour, "width": 1.5, "dash": dash}
    return trace("scatter", x=ends, y=[value, value], mode="lines", line=line, name=name, hoverinfo="skip")
