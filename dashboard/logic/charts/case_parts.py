"""Counts of cases as bars: the four parts of the on-time rate in one line, and what came in by kind."""

from collections.abc import Sequence
from math import ceil
from typing import Any

import plotly.graph_objects as go

from dashboard.logic.charts.chart_words import ChartWords
from dashboard.logic.charts.figure_texts import fitted_name, name_width
from dashboard.logic.charts.palette import Theme, ramp, text_on, theme
from dashboard.logic.charts.template import NARROW_FROM, WIDE_FROM, Trace, figure, label, nothing_to_show, trace
from dashboard.logic.charts.text_width import text_width
from dashboard.logic.words import N_

PARTS_HEIGHT, ROW = 74, 30.0


def parts_chart(
    counts: Sequence[int], names: Sequence[str], words: ChartWords, *, dark: bool = False, narrow: bool = False
) -> go.Figure:
    """One bar of four parts, in the order in time, late, open and past due, not yet due; a trace each, so a click's
    curve_number is the part. Told apart by shade and pattern; a part that has room holds its number."""
    whole = sum(counts)
    if not whole:
        return nothing_to_show(words.text(N_("No cases")), dark, PARTS_HEIGHT)
    colours = theme(dark)
    room = float(NARROW_FROM if narrow else WIDE_FROM) - 16
    looks = _looks(colours, dark)
    traces = [
        _part(name, count, look, words, room=room * count / whole - 10)
        for name, count, look in zip(names, counts, looks, strict=True)
    ]
    return figure(
        traces,
        dark,
        height=PARTS_HEIGHT,
        margin={"l": 8, "r": 8, "t": 6, "b": 6},
        barmode="stack",
        bargap=0.1,
        xaxis={"visible": False, "range": [0, whole]},
        yaxis={"visible": False},
    )


def _looks(colours: Theme, dark: bool) -> list[dict[str, Any]]:
    """Deep, light, crossed, grey with dots: apart in greyscale too."""
    deep, light = ramp(3, dark)[0], ramp(3, dark)[2]

    def patterned(shape: str, fill: str) -> dict[str, Any]:
        pattern = {"shape": shape, "fgcolor": colours.text, "bgcolor": fill, "size": 6, "solidity": 0.25}
        return {"color": fill, "pattern": pattern, "line": {"color": colours.text, "width": 1}}

    return [
        {"color": deep, "line": {"color": colours.edge, "width": 1}},
        {"color": light, "line": {"color": colours.edge, "width": 1}},
        patterned("x", colours.background),
        {"color": colours.grey, "line": {"color": colours.grey_edge, "width": 1}},
    ]


def _part(name: str, count: int, marker: dict[str, Any], words: ChartWords, *, room: float) -> Trace:
    number = words.count(count)
    both = f"{name} {number}"
    text = both if text_width(both) < room else number if text_width(number) < room else ""
    return trace(
        "bar",
        x=[count],
        y=[""],
        orientation="h",
        name=name,
        marker=marker,
        text=["" if "pattern" in marker else text],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"color": text_on(marker["color"])},
        hovertemplate=f"<b>{name}</b>: {words.count(count)}<extra></extra>",
    )


def kinds_chart(
    names: Sequence[str], counts: Sequence[int], words: ChartWords, *, dark: bool = False, narrow: bool = False
) -> go.Figure:
    """A bar per kind with its number behind it; one trace, so a click's point_index is the place of the kind."""
    if not sum(counts):
        return nothing_to_show(words.text(N_("No cases")), dark)
    colours = theme(dark)
    whole = NARROW_FROM if narrow else WIDE_FROM
    left = ceil(min(max(map(name_width, names)), whole * 0.34)) + 16
    texts = [words.count(count) for count in counts]
    right = ceil(max(map(text_width, texts))) + 14
    places = list(range(len(names)))
    bars = trace(
        "bar",
        x=list(counts),
        y=places,
        orientation="h",
        marker={"color": colours.edge},
        customdata=list(names),
        hovertemplate="<b>%{customdata}</b>: %{x:,}<extra></extra>",
    )
    labels = [
        label(text, count, place, xshift=5, font={"color": colours.text})
        for text, count, place in zip(texts, counts, places, strict=True)
    ]
    return figure(
        [bars],
        dark,
        height=round(ROW * len(names) + 12),
        margin={"l": left, "r": right, "t": 4, "b": 8},
        bargap=0.25,
        xaxis={"visible": False, "range": [0, max(counts)]},
        yaxis={
            "tickvals": places,
            "ticktext": [fitted_name(name, left - 16) for name in names],
            "tickfont": {"color": colours.text, "size": 13},
            "range": [len(names) - 0.5, -0.5],
            "showgrid": False,
            "zeroline": False,
        },
        annotations=labels,
    )
