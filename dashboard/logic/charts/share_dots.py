"""Shares with their intervals, one row each: a dot on its interval, and beside it a second share that has none."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.logic.charts.palette import theme
from dashboard.logic.charts.template import NARROW_FROM, WIDE_FROM, Trace, figure, label, trace
from dashboard.logic.charts.text_width import SMALL, shortened

ROW, LEGEND = 40.0, 28


@dataclass(frozen=True)
class ShareRow:
    """``share``, ``low``, ``high``, ``beside``: 0..1, None = not known or too few; ``said`` stands behind the name."""

    name: str
    said: str
    share: float | None
    low: float | None = None
    high: float | None = None
    beside: float | None = None


def share_dots(
    rows: Sequence[ShareRow],
    *,
    title: str,
    beside_title: str,
    whole: float | None = None,
    whole_title: str = "",
    dark: bool = False,
    narrow: bool = False,
) -> go.Figure:
    """``whole``: the share of all, a line through the rows. Names stand above their row."""
    place = [(at + 0.68) * ROW for at in range(len(rows))]
    height = ROW * len(rows)
    traces = [_dots(rows, place, title, dark)]
    if any(row.beside is not None for row in rows):
        traces.append(_diamonds(rows, place, beside_title, dark))
    shapes, texts = [], _names(rows, place, narrow, dark)
    if whole is not None:
        shapes.append(_line(whole, height, dark))
        anchor = "left" if whole < 0.7 else "right"
        texts.append(label(whole_title, whole, height + 9, anchor=anchor, font={"size": SMALL}))
    return figure(
        traces,
        dark,
        height=round(height + LEGEND + 52),
        margin={"l": 8, "r": 8, "t": LEGEND + 4, "b": 32},
        showlegend=True,
        legend={"orientation": "h", "x": 0, "y": 1, "yref": "container", "yanchor": "top", "font": {"size": SMALL}}
        | {"itemclick": False, "itemdoubleclick": False},
        xaxis={"range": [-0.01, 1.02], "tickformat": ".0%", "zeroline": False, "fixedrange": True, "dtick": 0.2},
        yaxis={"range": [height + 16, 0], "visible": False, "fixedrange": True},
        shapes=shapes,
        annotations=texts,
    )


def _dots(rows: Sequence[ShareRow], place: Sequence[float], title: str, dark: bool) -> Trace:
    """The known shares, each on its interval."""
    known = [(row, at, row.share) for row, at in zip(rows, place, strict=True) if row.share is not None]
    colour = theme(dark).accent
    return trace(
        "scatter",
        mode="markers",
        x=[share for _, _, share in known],
        y=[at for _, at, _ in known],
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [0.0 if row.high is None else row.high - share for row, _, share in known],
            "arrayminus": [0.0 if row.low is None else share - row.low for row, _, share in known],
            "color": colour,
            "thickness": 2,
            "width": 4,
        },
        marker={"color": colour, "size": 9},
        hovertext=[f"<b>{row.name}</b><br>{title}: {row.said}" for row, _, _ in known],
        hoverinfo="text",
        name=title,
    )


def _diamonds(rows: Sequence[ShareRow], place: Sequence[float], title: str, dark: bool) -> Trace:
    """The second shares, where they are known."""
    known = [(row, at) for row, at in zip(rows, place, strict=True) if row.beside is not None]
    return trace(
        "scatter",
        mode="markers",
        x=[row.beside for row, _ in known],
        y=[at for _, at in known],
        marker={"symbol": "diamond-open", "color": theme(dark).text, "size": 9, "line": {"width": 1.5}},
        hovertext=[f"<b>{row.name}</b><br>{title}: {row.beside:.1%}" for row, _ in known],
        hoverinfo="text",
        name=title,
    )


def _names(rows: Sequence[ShareRow], place: Sequence[float], narrow: bool, dark: bool) -> list[dict[str, Any]]:
    room = (NARROW_FROM if narrow else WIDE_FROM) - 40
    return [
        {**label(shortened(f"{row.name} · {row.said}", room, SMALL), 0, at - 17), "bgcolor": theme(dark).background}
        for row, at in zip(rows, place, strict=True)
    ]


def _line(whole: float, height: float, dark: bool) -> dict[str, Any]:
    """The share of all, below the dots."""
    line = {"color": theme(dark).text, "width": 1, "dash": "dot"}
    return {"type": "line", "x0": whole, "x1": whole, "y0": 0, "y1": height + 16, "line": line, "layer": "below"}
