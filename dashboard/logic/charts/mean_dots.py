"""Means with their 95 % intervals, question by question, and those of the wave before beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dashboard.logic.charts.chart_words import ChartWords
from dashboard.logic.charts.figure_texts import plain
from dashboard.logic.charts.palette import theme
from dashboard.logic.charts.question_rows import BAR, KEPT, QuestionRow, RowLayout, row_axis, row_layout, said_heading
from dashboard.logic.charts.template import Trace, figure, label, nothing_to_show, trace
from dashboard.logic.charts.text_width import SMALL
from dashboard.logic.words import N_

NOTHING = N_("No ratings to show")
SAID = N_("mean, change")
TOP = 30
Point = tuple[float, float, float]
"""Mean, low and high; low and high may be nan: then there is no interval."""


@dataclass(frozen=True)
class MeanRow(QuestionRow):
    """``now`` and ``before``; None = nothing to show."""

    now: Point | None = None
    before: Point | None = None


def mean_dots(
    rows: Sequence[MeanRow],
    words: ChartWords,
    *,
    ends: tuple[float, float],
    names: tuple[str, str],
    chosen: int | None = None,
    dark: bool = False,
    narrow: bool = False,
) -> go.Figure:
    """``ends``: lowest and highest score that there can be; the axis shows the part of it that holds all intervals.
    ``names``: of this wave (full dots) and of the one before (hollow diamonds). Both traces have a point for every row,
    so a click's point_index is the row."""
    points = [point for row in rows for point in (row.now, row.before) if point is not None]
    if not points:
        return nothing_to_show(words.text(NOTHING), dark)
    colours = theme(dark)
    layout = row_layout(rows, dark=dark, narrow=narrow)
    first, last, ticks = axis_part(points, ends)
    now, before = ([getattr(row, side) for row in rows] for side in ("now", "before"))
    has_before = any(point is not None for point in before)
    traces = [_dots(rows, before, layout, names[1], colours.muted, "diamond-open", 6.0)] if has_before else []
    traces.append(_dots(rows, now, layout, names[0], colours.accent, "circle", -2.0 if has_before else 0.0))
    shapes = [_grid(tick, layout, colours.line) for tick in ticks]
    if chosen is not None:
        centre = layout.centres[chosen]
        shapes.append({"type": "rect", "xref": "paper", "x0": 0, "x1": 1, "y0": centre - BAR, "y1": centre + BAR,
                       "fillcolor": colours.touched, "line": {"width": 0}, "layer": "below"})  # fmt: skip
    font = {"size": SMALL, "color": colours.muted}
    scale = [label(f"{tick:g}", tick, 0, anchor="center", yshift=10, font=font) for tick in ticks]
    return figure(
        traces,
        dark,
        height=round(layout.height + TOP + 6),
        margin={"l": layout.left, "r": layout.right, "t": TOP, "b": 6},
        annotations=[
            *layout.labels,
            *scale,
            *said_heading(layout, words.text(SAID), above=10, dark=dark, narrow=narrow),
        ],
        shapes=shapes,
        xaxis={"range": [first, last], "visible": False},
        yaxis=row_axis(layout),
    )


def axis_part(points: Sequence[Point], ends: tuple[float, float]) -> tuple[float, float, list[float]]:
    """(first, last, ticks) of the axis: whole steps that hold all intervals, within the scale; at most six ticks."""
    values = np.array([value for point in points for value in point], float)
    values = values[np.isfinite(values)]
    low, high = max(float(values.min()), ends[0]), min(float(values.max()), ends[1])
    wide = max(high - low, (ends[1] - ends[0]) / 20) or 1.0
    power = 10.0 ** floor(log10(wide / 4))
    step = next(power * size for size in (1, 2, 5, 10, 20) if wide / (power * size) <= 4)
    first, last = max(np.floor(low / step) * step, ends[0]), min(np.ceil(high / step) * step, ends[1])
    if last <= first:
        first, last = max(first - step, ends[0]), min(last + step, ends[1])
    ticks = [round(float(tick), 6) for tick in np.arange(first, last + step / 2, step) if tick <= last + 1e-9]
    pad = (last - first) * 0.03
    return float(first - pad), float(last + pad), ticks


def _dots(
    rows: Sequence[MeanRow], points: Sequence[Point | None], layout: RowLayout, name: str, colour: str, symbol: str,
    lowered: float,
) -> Trace:  # fmt: skip
    known = [point if point is not None else (None, None, None) for point in points]

    def reach(one: float | None, other: float | None) -> float:
        return 0.0 if one is None or other is None or not np.isfinite(other) else abs(other - one)

    return trace(
        "scatter",
        mode="markers",
        name=name,
        x=[mean for mean, _low, _high in known],
        y=[centre + lowered for centre in layout.centres],
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [reach(mean, high) for mean, _low, high in known],
            "arrayminus": [reach(mean, low) for mean, low, _high in known],
            "color": colour,
            "thickness": 1.6,
            "width": 4,
        },
        marker={"color": colour, "size": 9, "symbol": symbol, "line": {"color": colour, "width": 1.5}},
        hovertext=["<br>".join(map(plain, row.hover)) for row in rows],
        hoverinfo="text",
        selected=KEPT,
        unselected=KEPT,
    )


def _grid(tick: float, layout: RowLayout, colour: str) -> dict[str, Any]:
    return {"type": "line", "x0": tick, "x1": tick, "y0": 0, "y1": layout.height, "layer": "below",
            "line": {"color": colour, "width": 1}}  # fmt: skip
