"""Promoters, passives and detractors as one bar; parts are told apart by pattern and word, not by colour alone."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from dashboard.logic.charts.figure_texts import plain
from dashboard.logic.charts.palette import theme
from dashboard.logic.charts.template import NARROW_FROM, WIDE_FROM, Trace, figure, label, trace
from dashboard.logic.charts.text_width import SMALL, text_width

BAR, LINE = 34, 22


def nps_bar(
    counts: Sequence[int], names: Sequence[str], shares: Sequence[str], *, dark: bool = False, narrow: bool = False
) -> go.Figure:
    """``counts``: promoters, passives, detractors; ``names``: their words with numbers, one line each below the bar;
    ``shares``: what stands in the bar where it has room."""
    legend = LINE * (len(names) if narrow else 1) + 14
    return figure(
        _parts(counts, names, dark),
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
        annotations=_written_in(counts, shares, (NARROW_FROM if narrow else WIDE_FROM) - 16, dark),
        xaxis={"range": [0, 1], "visible": False},
        yaxis={"visible": False, "range": [-0.5, 0.5]},
    )


def _parts(counts: Sequence[int], names: Sequence[str], dark: bool) -> list[Trace]:
    colours, total = theme(dark), max(sum(counts), 1)
    fills = (colours.accent, colours.grey, colours.background)
    edges = (colours.accent, colours.grey_edge, colours.accent)
    patterns = ("", "", "/")
    return [
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


def _written_in(counts: Sequence[int], shares: Sequence[str], room: float, dark: bool) -> list[dict[str, Any]]:
    """The shares of the parts that are wide enough; ``room``: px of the whole bar."""
    colours, total = theme(dark), max(sum(counts), 1)
    inks = (colours.background, colours.text, colours.text)
    backs = ({}, {}, {"bgcolor": colours.background})  # no pattern behind a text
    notes, begin = [], 0.0
    for count, share, ink, back in zip(counts, shares, inks, backs, strict=True):
        width = count / total
        if width * room > text_width(share) + 12:
            font = {"color": ink, "size": SMALL}
            notes.append(label(share, begin + width / 2, 0, anchor="center", font=font, **back))
        begin += width
    return notes
