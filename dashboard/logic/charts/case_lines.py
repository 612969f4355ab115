"""Two lines of cases: how many are open at the end of each day, and what share is still open after a time."""

from collections.abc import Callable, Sequence

import numpy as np
import plotly.graph_objects as go

from dashboard.logic.cases.survival import Survival
from dashboard.logic.charts.palette import theme
from dashboard.logic.charts.template import figure, label, trace
from dashboard.logic.charts.text_width import SMALL

HEIGHT = 220
MOST_POINTS = 400


def backlog_chart(
    days: np.ndarray, counts: np.ndarray, texts: Sequence[str], name: str, *, dark: bool = False
) -> go.Figure:
    """A line of the open cases at the end of each day (datetime64[D]); ``texts``: what hover says of each."""
    colours = theme(dark)
    top = float(max(counts.max(initial=0), 1))
    return figure(
        [
            trace(
                "scatter",
                x=[str(day) for day in days],
                y=counts,
                name=name,
                mode="lines",
                line={"color": colours.accent, "width": 2, "shape": "hv"},
                fill="tozeroy",
                fillcolor=colours.touched,
                hovertext=list(texts),
                hoverinfo="text",
            )
        ],
        dark,
        height=HEIGHT,
        margin={"l": 44, "r": 30, "t": 12, "b": 36},
        # the standoff keeps the two texts in the corner apart
        xaxis={"type": "date", "tickformat": "%y/%m/%d", "nticks": 6, "showgrid": False, "ticklabelstandoff": 8},
        yaxis={"range": [0, top * 1.1], "nticks": 5, "tickformat": ",d", "rangemode": "tozero"},
    )


def survival_chart(
    survival: Survival,
    *,
    day: int,
    axis: str,
    name: str,
    limit: tuple[int, str] | None,
    told: Callable[[float, float], str],
    dark: bool = False,
) -> go.Figure:
    """The share that is still open after so many days, as steps, with its 95 % band; ``day``: seconds of a day.

    limit   (seconds, words) of the upright mark; told: writes (days, share) for hover
    """
    colours = theme(dark)
    times = np.concatenate(([0], survival.times)) / day
    left = np.concatenate(([1.0], survival.share_left))
    low, high = survival.bounds()
    low, high = (np.concatenate(([1.0], np.where(np.isnan(band), survival.share_left, band))) for band in (low, high))
    if len(times) > MOST_POINTS:  # a line of more points looks the same and is heavy
        places = np.unique(np.linspace(0, len(times) - 1, MOST_POINTS).astype(np.int64))
        times, left, low, high = times[places], left[places], low[places], high[places]
    line = {"color": colours.accent, "width": 2, "shape": "hv"}
    band = {"color": colours.accent, "width": 0, "shape": "hv"}
    traces = [
        trace("scatter", x=times, y=high, mode="lines", line=band, hoverinfo="skip", showlegend=False),
        trace("scatter", x=times, y=low, mode="lines", line=band, hoverinfo="skip", fill="tonexty",
              fillcolor=colours.touched, showlegend=False),
        trace("scatter", x=times, y=left, mode="lines", line=line, name=name, hoverinfo="text",
              hovertext=[told(float(x), float(y)) for x, y in zip(times, left, strict=True)]),
    ]  # fmt: skip
    most = float(max(times.max(initial=0.0), (limit[0] / day if limit else 0.0), 0.1)) * 1.05
    shapes, notes = [], []
    if limit is not None:
        at = limit[0] / day
        shapes = [{"type": "line", "xref": "x", "yref": "paper", "x0": at, "x1": at, "y0": 0, "y1": 1,
                   "line": {"color": colours.text, "width": 1.5, "dash": "dash"}}]  # fmt: skip
        side = "left" if at < 0.25 * most else "center" if at < 0.6 * most else "right"
        shift = {"left": 6, "center": 0, "right": -6}[side]
        notes = [label(limit[1], at, 1.0, anchor=side, yref="paper", yshift=18, xshift=shift, font={"size": SMALL})]
    return figure(
        traces,
        dark,
        height=HEIGHT + 40,
        margin={"l": 52, "r": 12, "t": 36, "b": 50},
        shapes=shapes,
        annotations=notes,
        xaxis={"range": [0, most], "title": {"text": axis}, "showgrid": False, "nticks": 8, "ticklabelstandoff": 6},
        yaxis={"range": [0, 1.02], "tickformat": ".0%", "nticks": 6},
    )
