"""The Pareto curve with the 80/20 claim as a mark."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from dashboard.logic.charts.chart_words import ChartWords
from dashboard.logic.charts.palette import Theme, theme
from dashboard.logic.charts.template import NARROW_FROM, WIDE_FROM, Trace, figure, label, nothing_to_show, trace
from dashboard.logic.charts.text_width import SIZE, SMALL, shortened, text_width
from dashboard.logic.words import N_

Shares = NDArray[np.float32]

TICKS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
CLAIM = (0.2, 0.8)
HEIGHT = 330
MARGIN = {"r": 24, "t": 12, "b": 46}


def pareto_chart(
    curve: pd.DataFrame,
    top_20pct_share: float,
    words: ChartWords,
    *,
    dark: bool = False,
    narrow: bool = False,
) -> go.Figure:
    """Cumulative share of value by share of customers, highest first, with our point and the claim's.

    curve: customer_share, value_share (0..1, rising, at most 400 points). The curve never runs below the diagonal, so
    the lower right corner is always free: both marks are explained there, never beside the line.
    """
    if curve.empty or not np.isfinite(top_20pct_share):
        return nothing_to_show(words.text(N_("No customers in this selection")), dark, HEIGHT)
    colours = theme(dark)
    customers = _from_zero(curve["customer_share"])
    value = _from_zero(curve["value_share"])
    ticks = [words.percent(tick) for tick in TICKS]
    left = max(map(text_width, ticks)) + 30
    room = (NARROW_FROM if narrow else WIDE_FROM / 2) - left - MARGIN["r"]
    texts = _key(top_20pct_share, words, colours)
    key_width = max(map(text_width, texts)) + 6
    axis = {"tickvals": TICKS, "zeroline": False}
    value_title = words.text(N_("Share of {value}")).format(value=words.value)
    return figure(
        [_line(customers, value, words, colours), _marks(customers, value, top_20pct_share, colours)],
        dark,
        height=HEIGHT,
        margin={"l": round(left), **MARGIN},
        xaxis={
            **axis,
            "ticktext": ticks,
            "range": [0, 1],
            "showgrid": False,
            "title": {"text": shortened(words.text(N_("Customers, highest value first")), room, SMALL)},
        },
        yaxis={
            **axis,
            "ticktext": ["", *ticks[1:]],  # the corner's zero stands on the other axis
            "range": [0, 1.04],
            "title": {"text": shortened(value_title, HEIGHT - 60, SMALL), "standoff": 6},
        },
        annotations=[
            label(text, 1, 0, xshift=-key_width, yshift=shift, font={"size": SIZE, "color": colours.text})
            for text, shift in zip(texts, (34, 14), strict=True)
        ],
    )


def _line(customers: Shares, value: Shares, words: ChartWords, colours: Theme) -> Trace:
    """The curve over the area below it."""
    hover = words.text(N_("The top {customers} of customers make {value}"))
    return trace(
        "scatter",
        x=customers,
        y=value,
        mode="lines",
        line={"color": colours.accent, "width": 2.5},
        fill="tozeroy",
        fillcolor=colours.touched,
        hovertemplate=hover.format(customers="%{x:.1%}", value="%{y:.1%}") + "<extra></extra>",
        name="curve",
    )


def _marks(customers: Shares, value: Shares, top_20pct_share: float, colours: Theme) -> Trace:
    """Our point on the curve and the claim's."""
    here = float(np.interp(top_20pct_share, value, customers))
    return trace(
        "scatter",
        x=np.array([here, CLAIM[0]]),
        y=np.array([top_20pct_share, CLAIM[1]]),
        mode="markers",
        marker={
            "symbol": ["circle", "diamond-open"],
            "size": [11, 12],
            "color": [colours.accent, colours.text],
            "line": {"color": [colours.background, colours.text], "width": 2},
        },
        cliponaxis=False,
        hoverinfo="skip",
        name="marks",
    )


def _key(top_20pct_share: float, words: ChartWords, colours: Theme) -> list[str]:
    """What the two marks are, for the free corner."""
    return [
        f"<span style='color:{colours.accent}'>●</span> "
        + words.text(N_("Top 20 %: {share}")).format(share=words.share(top_20pct_share)),
        "◇ " + words.text(N_("Claim 80/20: {share}")).format(share=words.percent(CLAIM[1])),
    ]


def _from_zero(shares: pd.Series) -> Shares:
    """The points with the origin before them; single precision halves what goes over the wire."""
    return np.concatenate([[0.0], shares.to_numpy(dtype=np.float64)]).astype(np.float32)
