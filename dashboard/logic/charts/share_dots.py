"""Shares with their intervals, one row each: a dot on its interval, and beside it a second share that has none."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.logic.charts.palette import theme
from dashboard.logic.charts.template import NARROW_FROM, WIDE_FROM, figure, label, trace
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
    colours = theme(dark)
    place = [(at + 0.68) * ROW for at in range(len(rows))]
    height = ROW * len(rows)
    known = [(row, at, row.share) for row, at in zip(rows, place, strict=True) if row.share is not None]
    dots = trace(
        "scatter",
        mode="markers",
        x=[share for _, _, share in known],
        y=[at for _, at, _ in known],
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [0.0 if row.high is None else row.high - share for row, _, share in known],
            "arrayminus": [0.0 if row.low is None else share - row.low for row, _, share in known],
            "color": colours.accent,
            "thickness": 2,
            "width": 4,
        },
        marker={"color": colours.accent, "size": 9},
        hovertext=[f"<b>{row.name}</b><br>{title}: {row.said}" for row, _, _ in known],
        hoverinfo="text",
        name=title,
    )
    second = [(row, at) for row, at in zip(rows, place, strict=True) if row.beside is not None]
    diamonds = trace(
        "scatter",
        mode="markers",
        x=[row.beside for row, _ in second],
        y=[at for _, at in second],
        marker={"symbol": "diamond-open", "color": colours.text, "size": 9, "line": {"width": 1.5}},
        hovertext=[f"<b>{row.name}</b><br>{beside_title}: {row.beside:.1%}" for row, _ in second],
        hoverinfo="text",
        name=beside_title,
    )
    room = (NARROW_FROM if narrow else WIDE_FROM) - 40
    texts = [
        {**label(shortened(f"{row.name} · {row.said}", room, SMALL), 0, at - 17), "bgcolor": colours.background}
        for row, at in zip(rows, place, strict=True)
    ]
    shapes = []
    if whole is not None:
        line = {"color": colours.text, "width": 1, "dash": "dot"}
        shapes = [
            {"type": "line", "x0": whole, "x1": whole, "y0": 0, "y1": height + 16, "line": line, "layer": "below"}
        ]
        texts.append(
            label(whole_title, whole, height + 9, anchor="left" if whole < 0.7 else "right", font={"size": SMALL})
        )
    return figure(
        [dots, diamonds] if second else [dots],
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
