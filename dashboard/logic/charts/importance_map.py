"""Importance against performance: one mark per question, on the thin cross of its intervals (metrics.md, M50)."""

from collections.abc import Callable, Sequence
from math import ceil
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dashboard.logic.charts.figure_texts import plain
from dashboard.logic.charts.map_names import SYMBOLS, MapMark, MapWords, corner_names, mark_names
from dashboard.logic.charts.palette import Theme, theme
from dashboard.logic.charts.template import NARROW_FROM, WIDE_FROM, Trace, figure, heading_above, trace
from dashboard.logic.charts.text_width import SMALL, text_width

PLOT, NARROW_PLOT, HEADING, ROW, BOTTOM, LEFT, RIGHT = 356, 300, 34, 20, 46, 44, 10
SYMBOL_ROOM = 48.0
"""Pixels of an entry of the legend beside its word."""


def importance_map(
    marks: Sequence[MapMark],
    lines: tuple[float, float],
    words: MapWords,
    *,
    chosen: str = "",
    dark: bool = False,
    narrow: bool = False,
) -> go.Figure:
    """``lines``: the cross-lines, performance and importance. ``chosen``: the key that is ringed. In a narrow window
    marks carry numbers, which the table beside explains."""
    colours = theme(dark)
    x_range = _range([*(mark.x_low for mark in marks), *(mark.x_high for mark in marks), lines[0]])
    y_range = _range([*(mark.y_low for mark in marks), *(mark.y_high for mark in marks), lines[1]])
    y_range = (min(max(y_range[0], -0.02), 0.0), y_range[1])
    height = NARROW_PLOT if narrow else PLOT
    width = (NARROW_FROM if narrow else WIDE_FROM) - LEFT - RIGHT
    kinds = [kind for kind in SYMBOLS if any(mark.kind == kind for mark in marks)]
    top = HEADING + ROW * _legend_rows([words.kinds[kind] for kind in kinds], width)
    names = mark_names(marks, x_range, y_range, height, words, colours, width=width, narrow=narrow)
    return figure(
        [_marks([mark for mark in marks if mark.kind == kind], words.kinds[kind], chosen, colours) for kind in kinds],
        dark,
        height=height + top + BOTTOM,
        margin={"l": LEFT, "r": RIGHT, "t": top, "b": BOTTOM},
        title=heading_above(words.importance, dark),
        shapes=_cross_lines(lines, colours),
        annotations=[*corner_names(words, narrow, colours), *names],
        showlegend=True,
        legend=_LEGEND,
        xaxis=_axis(x_range, words.score) | {"title": {"text": words.performance}},
        yaxis=_axis(y_range, words.share, least=0.0),
    )


def _cross_lines(lines: tuple[float, float], colours: Theme) -> list[dict[str, Any]]:
    style = {"color": colours.muted, "width": 1, "dash": "dot"}
    return [
        {"type": "line", "x0": lines[0], "x1": lines[0], "yref": "paper", "y0": 0, "y1": 1, "line": style},
        {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": lines[1], "y1": lines[1], "line": style},
    ]


_LEGEND = {
    "orientation": "h",
    "x": 0,
    "y": 1,
    "yanchor": "bottom",
    "font": {"size": SMALL},
    "itemclick": False,
    "itemdoubleclick": False,
}


def _legend_rows(names: Sequence[str], width: float) -> int:
    """Lines that the legend takes: all its entries are as wide as the widest."""
    widest = max((text_width(name, SMALL) for name in names), default=0) + SYMBOL_ROOM
    return ceil(len(names) / max(int(width / widest), 1))


def _range(values: Sequence[float]) -> tuple[float, float]:
    known = np.asarray([value for value in values if np.isfinite(value)])
    low, high = float(known.min()), float(known.max())
    room = max(high - low, 0.02) * 0.06
    return low - room, high + room


def _axis(ends: tuple[float, float], write: Callable[[float], str], least: float = -np.inf) -> dict[str, Any]:
    """At most seven numbers, at round places."""
    step = 10.0 ** np.floor(np.log10(ends[1] - ends[0]))
    step = next(one for one in (step / 5, step / 2, step, step * 2) if (ends[1] - ends[0]) / one <= 6)
    places = np.arange(np.ceil(ends[0] / step), np.floor(ends[1] / step) + 1) * step + 0.0  # no -0
    places = places[places >= least - 1e-9]
    texts = [write(float(place)) for place in places]
    return {"range": list(ends), "zeroline": False, "tickvals": places.tolist(), "ticktext": texts}


def _marks(marks: Sequence[MapMark], name: str, chosen: str, colours: Theme) -> Trace:
    kind = marks[0].kind
    colour = colours.grey_edge if kind == "undecided" else colours.accent

    def cross(axis: str) -> dict[str, Any]:
        ends = [(getattr(mark, axis), getattr(mark, f"{axis}_low"), getattr(mark, f"{axis}_high")) for mark in marks]
        return {
            "type": "data",
            "symmetric": False,
            "array": [high - point for point, _, high in ends],
            "arrayminus": [point - low for point, low, _ in ends],
            "color": colours.line,
            "thickness": 1,
            "width": 0,
        }

    return trace(
        "scatter",
        mode="markers",
        name=name,
        x=[mark.x for mark in marks],
        y=[mark.y for mark in marks],
        error_x=cross("x"),
        error_y=cross("y"),
        customdata=[mark.key for mark in marks],
        marker={
            "symbol": SYMBOLS[kind],
            "size": [16 if mark.key == chosen else 10 for mark in marks],
            "color": colour,
            "line": {"color": colour, "width": 1.5},
        },
        hovertext=[f"<b>{plain(mark.name)}</b><br>{mark.told}" for mark in marks],
        hoverinfo="text",
    )
