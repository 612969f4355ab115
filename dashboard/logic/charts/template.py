"""The one Plotly template. Colours are explicit, so a chart looks the same on the page (theme=None) and in a file."""

from functools import cache
from typing import Any

import plotly.graph_objects as go

from dashboard.logic.charts.palette import theme
from dashboard.logic.charts.text_width import FONTS, SIZE, SMALL

WIDE_FROM = 600  # px of the chart itself: from here on a chart is drawn wide, below it narrow
NARROW_FROM = 340


@cache
def template(dark: bool) -> go.layout.Template:
    """Fonts, background, grid and hover box; nothing that a chart has to undo."""
    colours = theme(dark)
    axis = {
        "gridcolor": colours.line,
        "linecolor": colours.line,
        "zerolinecolor": colours.line,
        "tickfont": {"color": colours.muted, "size": SMALL},
        "title": {"font": {"color": colours.muted, "size": SMALL}, "standoff": 8},
        "automargin": False,
        "ticks": "",
        "fixedrange": True,
    }
    return go.layout.Template(
        layout={
            "font": {"family": FONTS, "size": SIZE, "color": colours.text},
            "paper_bgcolor": colours.background,
            "plot_bgcolor": colours.background,
            "xaxis": axis,
            "yaxis": axis,
            "hovermode": "closest",
            "dragmode": False,
            "separators": ".,",
            "hoverlabel": {
                "bgcolor": colours.panel,
                "bordercolor": colours.muted,
                "align": "left",
                "font": {"family": FONTS, "size": SIZE, "color": colours.text},
            },
        }
    )


Trace = dict[str, Any]


def trace(kind: str, **properties: Any) -> Trace:
    """A trace as a plain dictionary, see figure()."""
    return {"type": kind, **properties}


def figure(traces: list[Trace], dark: bool, **layout: Any) -> go.Figure:
    """A figure in the house look. `height` and `margin` are set by each chart, the width by the page.

    Plotly's checks of every property take ten times as long as all the rest (10 of 11 ms for the pyramid), so they
    are left to the tests, which build each figure again with them.
    """
    return go.Figure(spec(traces, dark, **layout), _validate=False)


def spec(traces: list[Trace], dark: bool, **layout: Any) -> dict[str, Any]:
    """The same as plain dictionaries, see ready_figure.py."""
    return {"data": traces, "layout": {"template": template(dark), "showlegend": False, **layout}}


def label(text: str, x: float, y: float, *, anchor: str = "left", **more: Any) -> dict[str, Any]:
    """A text at a data point, without arrow; `anchor` is the side of the text that sits on x."""
    return {"text": text, "x": x, "y": y, "xanchor": anchor, "yanchor": "middle", "showarrow": False, **more}


def heading_above(text: str, dark: bool) -> dict[str, Any]:
    """What is shown, in which unit: small, at the upper left of the picture, where the plot may change its height."""
    return {
        "text": text,
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": 1,
        "yref": "container",
        "yanchor": "top",
        "pad": {"t": 8},
        "font": {"size": SMALL, "color": theme(dark).muted},
    }


def nothing_to_show(text: str, dark: bool, height: int = 120) -> go.Figure:
    """The chart of an empty table: one sentence, so that the place does not look broken."""
    colours = theme(dark)
    note = label(text, 0.5, 0.5, anchor="center", xref="paper", yref="paper", font={"color": colours.muted})
    hidden = {"visible": False, "range": [0, 1]}
    margin = {"l": 8, "r": 8, "t": 8, "b": 8}
    return figure([], dark, height=height, margin=margin, annotations=[note], xaxis=hidden, yaxis=hidden)
