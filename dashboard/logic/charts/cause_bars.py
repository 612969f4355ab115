"""The Pareto chart of causes: a bar for each share, the heaviest on top, and the line of their running sum."""

from collections.abc import Sequence
from math import ceil

import plotly.graph_objects as go

from dashboard.logic.charts.figure_texts import plain
from dashboard.logic.charts.palette import text_on, theme
from dashboard.logic.charts.template import NARROW_FROM, WIDE_FROM, figure, label, nothing_to_show, trace
from dashboard.logic.charts.text_width import SMALL, shortened, text_width

ROW, TOP, BELOW, RIGHT = 34, 10, 30, 16
NAME, NARROW_NAME = 260, 120
"""px that a name may take at the most."""
EIGHTY = 0.8
END = 1.02
"""Where the axis ends, as a share."""


def cause_bars(
    names: Sequence[str],
    amounts: Sequence[str],
    shares: Sequence[float],
    cumulative: Sequence[float],
    *,
    nothing: str,
    percent: Sequence[str],
    chosen: int | None = None,
    dark: bool = False,
    narrow: bool = False,
) -> go.Figure:
    """One row per cause. A click's point_index is its row.

    amounts      the text of each bar, such as ``98 · 46 %``; shares, cumulative 0..1, of one sum
    percent      texts of 0, 20 … 100 % for the axis; chosen: the row whose cases are listed
    """
    if not len(names):
        return nothing_to_show(nothing, dark)
    colours, size = theme(dark), len(names)
    left = ceil(min(max(map(text_width, names)), NARROW_NAME if narrow else NAME)) + 16
    rows = list(range(size))
    room = (NARROW_FROM if narrow else WIDE_FROM) - left - RIGHT
    hover = [f"<b>{plain(name)}</b><br>{text}" for name, text in zip(names, amounts, strict=True)]
    inside = [share * room > text_width(text) + 16 for share, text in zip(shares, amounts, strict=True)]
    bars = trace(
        "bar", orientation="h", y=rows, x=list(shares), width=0.66, hovertext=hover, hoverinfo="text", name="causes",
        marker={"color": colours.accent, "line": {"width": 0}},
        unselected={"marker": {"opacity": 1}},
    )  # fmt: skip
    line = trace(
        "scatter", y=rows, x=list(cumulative), mode="lines+markers", name="running sum", hoverinfo="skip",
        line={"color": colours.muted, "width": 1.5}, marker={"size": 6, "color": colours.muted}, cliponaxis=False,
        unselected={"marker": {"opacity": 1}},
    )  # fmt: skip
    # The line passes behind a text beside its bar, not through it; one with room on neither side ends at the edge.
    ends = [
        min(share * room / END, room + RIGHT - text_width(text) - 12)
        for share, text in zip(shares, amounts, strict=True)
    ]
    texts = [
        label(text, 0, row, xshift=8, font={"color": text_on(colours.accent)})
        if is_in
        else label(text, min(share, end * END / room), row, xshift=6, bgcolor=colours.background, borderpad=1)
        for row, (text, share, end, is_in) in enumerate(zip(amounts, shares, ends, inside, strict=True))
    ]
    return figure(
        [bars, line],
        dark,
        height=TOP + ROW * size + BELOW,
        margin={"l": left, "r": RIGHT, "t": TOP, "b": BELOW},
        annotations=texts,
        shapes=[_eighty(colours.muted), *([] if chosen is None else [_mark(chosen, colours.touched)])],
        xaxis={"range": [0, END], "tickvals": [0, 0.2, 0.4, 0.6, 0.8, 1], "ticktext": list(percent), "zeroline": False,
               "tickfont": {"size": SMALL}},
        yaxis={"range": [size - 0.5, -0.5], "tickvals": rows, "showgrid": False, "zeroline": False,
               "ticktext": [shortened(plain(name), left - 14) for name in names], "ticklabelstandoff": 8,
               "tickfont": {"color": colours.text, "size": 13}},
    )  # fmt: skip


def _eighty(colour: str) -> dict[str, object]:
    """Where the running sum makes 80 %."""
    return {"type": "line", "x0": EIGHTY, "x1": EIGHTY, "yref": "paper", "y0": 0, "y1": 1,
            "line": {"color": colour, "width": 1.5, "dash": "dot"}}  # fmt: skip


def _mark(place: int, colour: str) -> dict[str, object]:
    return {"type": "rect", "xref": "paper", "x0": 0, "x1": 1, "y0": place - 0.5, "y1": place + 0.5,
            "fillcolor": colour, "line": {"width": 0}, "layer": "below"}  # fmt: skip
