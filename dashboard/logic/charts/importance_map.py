"""Importance against performance: one mark per question, on the thin cross of its intervals (metrics.md, M50)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dashboard.logic.charts.figure_texts import plain
from dashboard.logic.charts.label_places import GAP, label_places
from dashboard.logic.charts.palette import Theme, theme
from dashboard.logic.charts.template import NARROW_FROM, WIDE_FROM, Trace, figure, heading_above, label, trace
from dashboard.logic.charts.text_width import SMALL, shortened, text_width

HEIGHT, NARROW_HEIGHT, TOP, BOTTOM, LEFT, RIGHT = 460, 400, 58, 46, 44, 10
WIDEST = 1300.0
NAME_ROOM = 190.0
SYMBOLS = {"concentrate": "diamond", "keep_up": "circle", "low_priority": "circle-open", "overkill": "square-open",
           "undecided": "circle-dot"}  # fmt: skip


@dataclass(frozen=True)
class MapMark:
    """``key`` comes back with a click; ``number`` stands beside the mark, ``name`` with it where there is room;
    ``told`` is shown on hover; ``kind``: a key of SYMBOLS. x: performance, y: importance (0..1), with intervals."""

    key: str
    number: str
    name: str
    told: str
    kind: str
    x: float
    x_low: float
    x_high: float
    y: float
    y_low: float
    y_high: float


@dataclass(frozen=True)
class MapWords:
    """``kinds``: of each key of SYMBOLS; ``score`` and ``share`` write the numbers of the axes."""

    importance: str
    performance: str
    kinds: Mapping[str, str]
    score: Callable[[float], str]
    share: Callable[[float], str]


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
    height = NARROW_HEIGHT if narrow else HEIGHT
    cross = {"color": colours.muted, "width": 1, "dash": "dot"}
    shapes = [
        {"type": "line", "x0": lines[0], "x1": lines[0], "yref": "paper", "y0": 0, "y1": 1, "line": cross},
        {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": lines[1], "y1": lines[1], "line": cross},
    ]
    kinds = [kind for kind in SYMBOLS if any(mark.kind == kind for mark in marks)]
    return figure(
        [_marks([mark for mark in marks if mark.kind == kind], words.kinds[kind], chosen, colours) for kind in kinds],
        dark,
        height=height,
        margin={"l": LEFT, "r": RIGHT, "t": TOP, "b": BOTTOM},
        title=heading_above(words.importance, dark),
        shapes=shapes,
        annotations=[
            *_corners(words, narrow, colours),
            *_names(marks, x_range, y_range, height - TOP - BOTTOM, words, colours, narrow=narrow),
        ],
        showlegend=True,
        legend=_LEGEND,
        xaxis={"range": list(x_range), "zeroline": False, "title": {"text": words.performance}}
        | _ticks(x_range, words.score),
        yaxis={"range": list(y_range), "zeroline": False} | _ticks(y_range, words.share, least=0.0),
    )


_LEGEND = {
    "orientation": "h",
    "x": 0,
    "y": 1,
    "yanchor": "bottom",
    "font": {"size": SMALL},
    "itemclick": False,
    "itemdoubleclick": False,
}


def _range(values: Sequence[float]) -> tuple[float, float]:
    known = np.asarray([value for value in values if np.isfinite(value)])
    low, high = float(known.min()), float(known.max())
    room = max(high - low, 0.02) * 0.06
    return low - room, high + room


def _ticks(ends: tuple[float, float], write: Callable[[float], str], least: float = -np.inf) -> dict[str, Any]:
    """At most six, at round places."""
    step = 10.0 ** np.floor(np.log10(ends[1] - ends[0]))
    step = next(one for one in (step / 5, step / 2, step, step * 2) if (ends[1] - ends[0]) / one <= 6)
    places = np.arange(np.ceil(ends[0] / step), np.floor(ends[1] / step) + 1) * step + 0.0  # no -0
    places = places[places >= least - 1e-9]
    return {"tickvals": places.tolist(), "ticktext": [write(float(place)) for place in places]}


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


def _corners(words: MapWords, narrow: bool, colours: Theme) -> list[dict[str, Any]]:
    """What each quarter of the map is called; a narrow one leaves it to the legend."""
    if narrow:
        return []
    places = {"concentrate": (0, 1), "keep_up": (1, 1), "low_priority": (0, 0), "overkill": (1, 0)}
    return [
        label(words.kinds[kind], x, y, anchor="right" if x else "left", xref="paper", yref="paper",
              xshift=-6 if x else 6, yshift=-10 if y else 10, font={"size": SMALL, "color": colours.muted})
        for kind, (x, y) in places.items()
    ]  # fmt: skip


def _names(
    marks: Sequence[MapMark],
    x_range: tuple[float, float],
    y_range: tuple[float, float],
    height: float,
    words: MapWords,
    colours: Theme,
    *,
    narrow: bool,
) -> list[dict[str, Any]]:
    """Names where there is room, else numbers; neither where marks lie on one another. Important ones come first."""
    width = (NARROW_FROM if narrow else WIDE_FROM) - LEFT - RIGHT
    x = [(mark.x - x_range[0]) / (x_range[1] - x_range[0]) for mark in marks]
    y = [1 - (mark.y - y_range[0]) / (y_range[1] - y_range[0]) for mark in marks]
    order = sorted(range(len(marks)), key=lambda place: y[place])
    taken = [] if narrow else [
        (0.0, 12 + text_width(words.kinds[kind], SMALL), top, top + 20)
        for kind, top in (("concentrate", 0.0), ("low_priority", height - 20))
    ]  # fmt: skip
    numbers = [marks[place].number for place in order]
    full = [shortened(f"{marks[place].number} {plain(marks[place].name)}", NAME_ROOM, SMALL) for place in order]
    places = label_places(
        [x[place] for place in order], [y[place] for place in order], [numbers] if narrow else [full, numbers],
        widths=(width, WIDEST), height=height, taken=taken,
    )  # fmt: skip
    return [
        label(at[0], marks[place].x, marks[place].y, anchor="left" if at[1] > 0 else "right", xshift=GAP * at[1],
              yshift=-at[2], font={"size": SMALL, "color": colours.text})
        for place, at in zip(order, places, strict=True)
        if at is not None
    ]  # fmt: skip
