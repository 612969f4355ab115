"""Few upright bars of counts: what falls due day by day, how old the open cases are. Parts are told apart by pattern
and by their word in the legend, not by colour alone."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from dashboard.logic.charts.palette import theme
from dashboard.logic.charts.template import NARROW_FROM, WIDE_FROM, figure, label, trace
from dashboard.logic.charts.text_width import SMALL, shortened

HEIGHT, LEGEND, BELOW, ABOVE = 150, 26, 26, 24


@dataclass(frozen=True)
class Part:
    """One part of each bar: its word, its count per bar, and how it is filled: "plain", "hatched", "grey"."""

    name: str
    counts: Sequence[int]
    fill: str = "plain"


def case_bars(
    labels: Sequence[str], parts: Sequence[Part], *, chosen: int | None = None, dark: bool = False, narrow: bool = False
) -> go.Figure:
    """One bar per label, the parts stacked in their order, the sum above it. A click's point_index is the place of the
    bar; ``chosen``: the bar whose cases are listed."""
    colours, size = theme(dark), len(labels)
    room = ((NARROW_FROM if narrow else WIDE_FROM) - 16) / max(size, 1)
    totals = np.sum([np.asarray(part.counts, np.int64) for part in parts], axis=0) if parts else np.zeros(size)
    top = float(max(totals.max(initial=0), 1))
    fills = {"plain": colours.accent, "hatched": colours.accent, "grey": colours.grey}
    traces = [
        trace(
            "bar",
            x=list(range(size)),
            y=list(part.counts),
            name=part.name,
            width=0.62,
            hovertext=[
                f"<b>{one}</b><br>{part.name}: {count:,}" for one, count in zip(labels, part.counts, strict=True)
            ],
            hoverinfo="text",
            marker={
                "color": fills[part.fill],
                "line": {"color": colours.grey_edge if part.fill == "grey" else colours.accent, "width": 1},
                "pattern": {
                    "shape": "" if part.fill == "plain" else "/" if part.fill == "hatched" else ".",
                    "bgcolor": fills[part.fill],
                    "fgcolor": colours.background if part.fill == "hatched" else colours.grey_edge,
                    "solidity": 0.3,
                },
            },
        )
        for part in parts
    ]
    sums = [label(f"{int(total):,}", place, total, anchor="center", yshift=10) for place, total in enumerate(totals)]
    mark = [] if chosen is None else [_mark(chosen, colours.touched)]
    return figure(
        traces,
        dark,
        height=HEIGHT + LEGEND + BELOW + ABOVE,
        margin={"l": 8, "r": 8, "t": LEGEND + ABOVE, "b": BELOW},
        barmode="stack",
        showlegend=len(parts) > 1,
        legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "yref": "container", "font": {"size": SMALL}}
        | {"yanchor": "top", "itemclick": False, "itemdoubleclick": False, "traceorder": "normal"},
        annotations=sums,
        shapes=mark,
        xaxis={
            "range": [-0.5, max(size, 1) - 0.5],
            "tickvals": list(range(size)),
            "ticktext": [shortened(one, room, SMALL) for one in labels],
            "tickangle": 0,
            "showgrid": False,
            "zeroline": False,
        },
        yaxis={"range": [0, top * 1.12], "visible": False},
    )


def _mark(place: int, colour: str) -> dict[str, object]:
    return {"type": "rect", "xref": "x", "yref": "paper", "x0": place - 0.45, "x1": place + 0.45, "y0": 0, "y1": 1,
            "fillcolor": colour, "line": {"width": 0}, "layer": "below"}  # fmt: skip
