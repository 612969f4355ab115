"""Cases by quarter: how many were handled in conflict, openly or not, and the compliance above each bar (M35)."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.logic.charts.palette import Theme, theme
from dashboard.logic.charts.template import NARROW_FROM, WIDE_FROM, Trace, figure, label, trace
from dashboard.logic.charts.text_width import SMALL, shortened

HEIGHT, LEGEND, BELOW, ABOVE = 170, 26, 26, 24
TITLE_ROOM = 64
"""Pixels that ``2024-Q3`` takes; below it stands 24-Q3."""
PARTS = ("violated", "disclosed", "clear")


def compliance_bars(
    quarters: Sequence[str],
    table: pd.DataFrame,
    names: Sequence[str],
    shares: Sequence[str],
    *,
    chosen: int | None = None,
    dark: bool = False,
    narrow: bool = False,
) -> go.Figure:
    """One bar per quarter, from below: undisclosed conflict, conflict with an override, no conflict.

    table   violated, disclosed, clear (counts), one row per quarter; names: the words of these three
    shares  what stands above each bar; "" = nothing can be said. chosen: the bar whose cases are listed
    """
    colours, size = theme(dark), len(quarters)
    room = ((NARROW_FROM if narrow else WIDE_FROM) - 16) / max(size, 1)
    totals = table[list(PARTS)].sum(axis=1).to_numpy()
    top = float(max(totals.max(initial=0), 1))
    above = [
        label(shortened(text, room, SMALL), place, total, anchor="center", yshift=10, font={"size": SMALL})
        for place, (text, total) in enumerate(zip(shares, totals, strict=True))
        if text
    ]
    return figure(
        [_part(part, name, quarters, table, shares, colours) for part, name in zip(PARTS, names, strict=True)],
        dark,
        height=HEIGHT + LEGEND + BELOW + ABOVE,
        margin={"l": 8, "r": 8, "t": LEGEND + ABOVE, "b": BELOW},
        barmode="stack",
        showlegend=True,
        legend={
            "orientation": "h",
            "x": 0,
            "y": 1,
            "yref": "container",
            "yanchor": "top",
            "font": {"size": SMALL},
            "itemclick": False,
            "itemdoubleclick": False,
            "traceorder": "normal",
        },
        annotations=above,
        shapes=[] if chosen is None else [_mark(chosen, colours.touched)],
        xaxis={
            "range": [-0.5, max(size, 1) - 0.5],
            "tickvals": np.arange(size),
            "ticktext": [shortened(one[2:] if room < TITLE_ROOM else one, room, SMALL) for one in quarters],
            "showgrid": False,
            "zeroline": False,
        },
        yaxis={"range": [0, top * 1.14], "visible": False},
    )


def _part(
    part: str, name: str, quarters: Sequence[str], table: pd.DataFrame, shares: Sequence[str], colours: Theme
) -> Trace:
    """Told apart by pattern too, not by colour alone."""
    is_clear = part == "clear"
    return trace(
        "bar",
        x=np.arange(len(quarters)),
        y=table[part].to_numpy(),
        name=name,
        width=0.62,
        hovertext=[
            f"<b>{quarter}</b> {share}<br>{name}: {count:,}"
            for quarter, share, count in zip(quarters, shares, table[part].tolist(), strict=True)
        ],
        hoverinfo="text",
        marker={
            "color": colours.grey if is_clear else colours.accent,
            "line": {"color": colours.grey_edge if is_clear else colours.accent, "width": 1},
            "pattern": {"shape": "/" if part == "disclosed" else "", "fgcolor": colours.background, "solidity": 0.3},
        },
    )


def _mark(place: int, colour: str) -> dict[str, object]:
    return {
        "type": "rect",
        "xref": "x",
        "yref": "paper",
        "x0": place - 0.45,
        "x1": place + 0.45,
        "y0": 0,
        "y1": 1,
        "fillcolor": colour,
        "line": {"width": 0},
        "layer": "below",
    }
