"""Those who complained above the water line, those who are estimated to be silent below it, on one scale."""

from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.logic.charts.chart_words import ChartWords
from dashboard.logic.charts.palette import theme
from dashboard.logic.charts.template import figure, label, trace
from dashboard.logic.words import N_

HEIGHT = 340
_BAR = 0.5
LEAST_DEPTH = 0.6
"""Of what is above the water: the lines of text find room below it though nobody is silent."""


@dataclass(frozen=True)
class IcebergPicture:
    """Customers: counted, estimated, the fewest and the most that the range allows."""

    complained: int
    silent: float
    fewest: float
    most: float


def iceberg_chart(picture: IcebergPicture, words: ChartWords, *, dark: bool = False, narrow: bool = False) -> go.Figure:
    """One column; its parts have the same scale, so that the tip is as small as it is. The range of the estimate is a
    line beside it and reaches below the picture where it is more than four times the estimate (said in the label)."""
    colours = theme(dark)
    deepest = min(picture.most, 4 * max(picture.silent, picture.complained, 1.0))
    top = max(picture.complained, 0.14 * deepest, 1.0)
    x = 0.25
    bars = [
        _bar(x, picture.complained, colours.accent, colours.accent, words.text(N_("Complained")), words),
        _bar(x, -picture.silent, colours.grey, colours.accent, words.text(N_("Silent, estimated")), words),
    ]
    beyond = picture.most > deepest
    line = {"color": colours.muted, "width": 2}
    at = x + _BAR / 2 + 0.04
    shapes: list[dict[str, Any]] = [
        {"type": "line", "x0": 0, "x1": 2, "y0": 0, "y1": 0, "line": {"color": colours.text, "width": 1.5}},
        {"type": "line", "x0": at, "x1": at, "y0": -picture.fewest, "y1": -deepest, "line": line},
        {"type": "line", "x0": at - 0.02, "x1": at + 0.02, "y0": -picture.fewest, "y1": -picture.fewest, "line": line},
    ]
    if not beyond:
        shapes.append({**shapes[2], "y0": -deepest, "y1": -deepest})
    return figure(
        bars,
        dark,
        height=HEIGHT,
        margin={"l": 8, "r": 8, "t": 16, "b": 16},
        barmode="overlay",
        xaxis={"range": [0, 1.4 if narrow else 2], "visible": False, "fixedrange": True},
        yaxis={"range": [-max(deepest, LEAST_DEPTH * top) * 1.08, top * 1.3], "visible": False, "fixedrange": True},
        shapes=shapes,
        annotations=_labels(picture, words, at + 0.05, top, deepest, beyond=beyond, narrow=narrow),
    )


def _bar(x: float, height: float, fill: str, edge: str, name: str, words: ChartWords) -> dict[str, Any]:
    return trace(
        "bar",
        x=[x],
        y=[height],
        width=[_BAR],
        name=name,
        hovertext=[f"<b>{name}</b><br>{words.count(round(abs(height)))}"],
        hoverinfo="text",
        marker={"color": fill, "line": {"color": edge, "width": 1}},
    )


def _labels(
    picture: IcebergPicture, words: ChartWords, x: float, top: float, deepest: float, *, beyond: bool, narrow: bool
) -> list[dict[str, Any]]:
    told = words.text(N_("<b>{n}</b> complained")).format(n=words.count(picture.complained))
    silent = words.text(N_("<b>{n}</b> silent, estimated")).format(n=words.count(round(picture.silent)))
    spread = words.text(N_("range of the estimate: {low} to {high}")).format(
        low=words.count(round(picture.fewest)), high=words.count(round(picture.most))
    )
    spread += " ↓" if beyond else ""
    if narrow:  # in two lines: millions have no room beside the words
        spread = spread.replace(": ", ":<br>", 1).replace("：", "：<br>", 1)
    middle = -max(deepest, LEAST_DEPTH * top) / 2
    return [
        label(told, x, top / 2 + top * 0.15),
        label(silent, x, middle, yshift=10),
        label(spread, x, middle, yshift=-20 if narrow else -12, font={"size": 12}),
    ]
