"""Promoters, passives and detractors as one bar; parts are told apart by pattern and word, not by colour alone."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.logic.charts.figure_texts import plain
from dashboard.logic.charts.palette import theme
from dashboard.logic.charts.template import NARROW_FROM, WIDE_FROM, figure, label, trace
from dashboard.logic.charts.text_width import SMALL, text_width

BAR, LINE = 34, 22


def nps_bar(
    counts: Sequence[int], names: Sequence[str], shares: Sequence[str], *, dark: bool = False, narrow: bool = False
) -> go.Figure:
    """``counts``: promoters, passives, detractors; ``names``: their words with numbers, one line each below the bar;
    ``shares``: what stands in the bar where it has room."""
    colours, total = theme(dark), max(sum(counts), 1)
    fills = (colours.accent, colours.grey, colours.background)
    edges = (colours.accent, colours.grey_edge, colours.accent)
    patterns = ("", "", "/")
    traces = [
        trace(
            "bar",
            orientation="h",
            x=[count / total],
            y=[0],
            name=plain(name),
            hovertext=[plain(name)],
            hoverinfo="text",
            marker={
                "color": fill,
                "line": {"color": edge, "width": 1},
                "pattern": {"shape": pattern, "bgcolor": fill, "fgcolor": edge, "solidity": 0.25},
            },
        )
        for count, name, fill, edge, pattern in zip(counts, names, fills, edges, patterns, strict=True)
    ]
    room = (NARROW_FROM if narrow else WIDE_FROM) - 16
    notes, begin = [], 0.0
    for count, share, part in zip(counts, shares, ("promoters", "passives", "detractors"), strict=True):
        width = count / total
        if width * room > text_width(share) + 12:
            ink = colours.background if part == "promoters" else colours.text
            back = {"bgcolor": colours.background} if part == "detractors" else {}
            notes.append(
                label(share, begin + width / 2, 0, anchor="center", font={"color": ink, "size": SMALL}, **back)
            )
        begin += width
    legend = LINE * (len(names) if narrow else 1) + 14
    return figure(
        traces,
        dark,
        height=BAR + legend + 12,
        margin={"l": 8, "r": 8, "t": legend, "b": 8},
        barmode="stack",
        showlegend=True,
        legend={
            "orientation": "v" if narrow else "h",
            "x": 0,
            "y": 1,
            "yref": "container",
            "yanchor": "top",
            "font": {"size": SMALL},
            "traceorder": "normal",
            "maxheight": legend,
            "itemclick": False,
            "itemdoubleclick": False,
        },
        annotations=notes,
        xaxis={"range": [0, 1], "visible": False},
        yaxis={"visible": False, "range": [-0.5, 0.5]},
    )
