"""The effect of a complaint with its interval, for all and for parts of those who complained."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.logic.charts.chart_words import ChartWords
from dashboard.logic.charts.palette import theme
from dashboard.logic.charts.template import figure, label, trace
from dashboard.logic.charts.text_width import text_width
from dashboard.logic.words import N_

ROW = 46.0


@dataclass(frozen=True)
class EffectRow:
    """``share``, ``low``, ``high``: change against what was expected; None = too few, then ``said`` stands there."""

    name: str
    said: str
    share: float | None = None
    low: float | None = None
    high: float | None = None


def effect_chart(
    rows: Sequence[EffectRow], words: ChartWords, *, dark: bool = False, narrow: bool = False
) -> go.Figure:
    """One row each: a dot on its interval, and the line of no change. Names stand above their row."""
    colours = theme(dark)
    known = [row for row in rows if row.share is not None]
    ends = [abs(value) for row in known for value in (row.low, row.high, row.share) if value is not None]
    widest = max([0.05, *ends]) * 1.15
    place = {row.name: (at + 0.68) * ROW for at, row in enumerate(rows)}
    dots = trace(
        "scatter",
        mode="markers",
        x=[row.share for row in known],
        y=[place[row.name] for row in known],
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [(row.high or 0.0) - (row.share or 0.0) for row in known],
            "arrayminus": [(row.share or 0.0) - (row.low or 0.0) for row in known],
            "color": colours.accent,
            "thickness": 2,
            "width": 5,
        },
        marker={"color": colours.accent, "size": 10},
        hovertext=[f"<b>{row.name}</b><br>{row.said}" for row in known],
        hoverinfo="text",
        name=words.text(N_("Effect of a complaint")),
    )
    height = ROW * len(rows)
    left = -widest if not narrow else -widest * 1.02
    texts = [label(f"{row.name} · {row.said}", left, place[row.name] - 19) for row in rows]
    fits = max((text_width(f"{row.name} · {row.said}") for row in rows), default=0) < (330 if narrow else 590)
    if not fits:
        texts = [label(row.name, left, place[row.name] - 19) for row in rows]
    texts = [{**text, "bgcolor": colours.background} for text in texts]  # no line runs through a text
    zero = {"color": colours.text, "width": 1}
    return figure(
        [dots],
        dark,
        height=round(height + 52),
        margin={"l": 8, "r": 8, "t": 8, "b": 40},
        xaxis={"range": [-widest * 1.02, widest], "tickformat": "+.0%", "zeroline": False, "fixedrange": True},
        yaxis={"range": [height, 0], "visible": False, "fixedrange": True},
        shapes=[{"type": "line", "x0": 0, "x1": 0, "y0": 0, "y1": height, "line": zero}],
        annotations=texts,
    )
