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
LATE, SOON, IN_A_ROW, ORDINARY = "triangle-up", "triangle-down", "diamond", "circle"


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
    first = max(len(found) - MOST_POINTS, 0)
    at, days = found.at[first:], found.days[first:]
    symbols = _symbols(found, first)
    traces = [_points(at, days, symbols, names, dark)]
    if found.has_limits:
        traces += _limits(found, len(days), names, dark)
    traces += _signs(symbols, names, dark)
    room = (NARROW_FROM if narrow else WIDE_FROM) - 70
    rows, entry = _legend_rows(traces, room)
    ticks = round_steps(0.0, float(np.nanmax([*days, found.upper if found.has_limits else 0.0])))
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
        xaxis=_days_axis(at, names, room),
        yaxis={
            "tickvals": ticks,
            "ticktext": [names.days(float(tick)).removesuffix(".0") for tick in ticks],
            "range": [0.0, float(ticks[-1])],
        },
    )


def _symbols(found: DaysBetween, first: int) -> np.ndarray:
    """Plotly's name of the symbol of each event from ``first`` on."""
    rules = found.signals
    beyond, other = rules.beyond[first:], (rules.one_side[first:] != 0) | (rules.trend[first:] != 0)
    return np.select([beyond > 0, beyond < 0, other], [LATE, SOON, IN_A_ROW], ORDINARY)


def _said(names: DaysNames) -> dict[str, str]:
    """What each symbol says."""
    return {LATE: names.late, SOON: names.soon, IN_A_ROW: names.in_a_row, ORDINARY: ""}


def _points(at: np.ndarray, days: np.ndarray, symbols: np.ndarray, names: DaysNames, dark: bool) -> Trace:
    colours, said = theme(dark), _said(names)
    hover = [
        "<br>".join(part for part in (f"{names.day(when)}: {names.days(value)}", said[symbol]) if part)
        for when, value, symbol in zip(at, days.tolist(), symbols.tolist(), strict=True)
    ]
    is_signal = symbols != ORDINARY
    return trace(
        "scatter",
        x=_places(len(days)),
        y=days,
        mode="lines+markers",
        line={"color": colours.accent, "width": 1.5},
        marker={
            "symbol": symbols.tolist(),
            "size": np.where(is_signal, 12, 7).tolist(),
            "color": np.where(is_signal, colours.text, colours.accent).tolist(),
        },
        text=hover,
        hovertemplate="%{text}<extra></extra>",
        name=names.series,
    )


def _places(count: int) -> np.ndarray:
    return np.arange(count, dtype=np.float32)


def _limits(found: DaysBetween, count: int, names: DaysNames, dark: bool) -> list[Trace]:
    """The level of the baseline and its limits; both limits are one entry of the legend."""
    ends, colour = [-0.5, count - 0.5], theme(dark).muted
    return [
        _level(ends, found.centre, names.level, "solid", colour),
        _level(ends, found.upper, names.limits, "4px,3px", colour),
        _level(ends, found.lower, names.limits, "4px,3px", colour) | {"showlegend": False},
    ]


def _level(ends: list[float], value: float, name: str, dash: str, colour: str) -> Trace:
    line = {"color": colour, "width": 1.5, "dash": dash}
    return trace("scatter", x=ends, y=[value, value], mode="lines", line=line, name=name, hoverinfo="skip")


def _signs(symbols: np.ndarray, names: DaysNames, dark: bool) -> list[Trace]:
    """Entries of the legend for the signals that are there."""
    said, colour = _said(names), theme(dark).text
    return [
        trace(
            "scatter",
            x=[None],
            y=[None],
            mode="markers",
            marker={"symbol": symbol, "size": 11, "color": colour},
            name=said[symbol],
        )
        for symbol in (LATE, SOON, IN_A_ROW)
        if symbol in symbols
    ]


def _legend_rows(traces: list[Trace], room: float) -> tuple[int, float]:
    """How many lines the legend takes, and px of one entry."""
    listed = [str(one["name"]) for one in traces if one.get("showlegend", True)]
    entry = max(map(text_width, listed)) + 50
    return -(-len(listed) // max(int(room // entry), 1)), entry


def _days_axis(at: np.ndarray, names: DaysNames, room: float) -> dict[str, Any]:
    """As many days as have room, the last one always."""
    count = len(at)
    every = -(-count // max(int(room / (text_width(names.day(at[-1]), SMALL) + 16)), 1))
    shown = np.arange(count - 1, -1, -every)[::-1]
    return {
        "tickvals": _places(count)[shown],
        "ticktext": [names.day(at[place]) for place in shown],
        "range": [-0.7 - count * 0.06, count - 0.3 + count * 0.06],
        "showgrid": False,
        "zeroline": False,
        "tickangle": 0,
    }
