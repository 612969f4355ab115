"""The gaps in the data, what to fix first on top: how much revenue each concerns."""

from math import ceil
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.logic.charts.bar_layout import PAD, side_bars
from dashboard.logic.charts.chart_words import ChartWords
from dashboard.logic.charts.figure_texts import fitted_name, name_width, plain, told
from dashboard.logic.charts.palette import text_on, theme
from dashboard.logic.charts.template import NARROW_FROM, WIDE_FROM, figure, label, nothing_to_show, trace
from dashboard.logic.charts.text_width import text_width
from dashboard.logic.words import N_

ROW, NARROW_ROW, BAR, NAME_LINE, RIGHT = 32.0, 52.0, 22.0, 20.0, 8.0
NO_GAPS = N_("Nothing that a figure needs is missing")


def gaps_chart(frame: pd.DataFrame, words: ChartWords, *, dark: bool = False, narrow: bool = False) -> go.Figure:
    """Horizontal bars, one per row in the order given.

    frame   name, figures (how many are lost, as a text), revenue (int64 money units) and revenue_share (0..1 or nan)
    """
    if frame.empty:
        return nothing_to_show(words.text(NO_GAPS), dark)
    colours, names = theme(dark), [" ".join(str(name).split()) for name in frame["name"]]
    left = 8 if narrow else ceil(min(max(map(name_width, names)), 230)) + 20
    width, row = (NARROW_FROM if narrow else WIDE_FROM) - left - RIGHT, NARROW_ROW if narrow else ROW
    middle = np.arange(0.5, len(frame)) * row + (NAME_LINE / 2 - 2 if narrow else 0.0)
    amounts = frame["revenue"].to_numpy(dtype=np.float64)
    money = words.money(float(np.max(amounts, initial=0.0)))
    texts = [
        f"{told(int(amount), money.short)} {money.unit} · {words.share(float(share))}"
        for amount, share in zip(amounts, frame["revenue_share"], strict=True)
    ]
    length, inside, _, fits = side_bars(amounts, np.array([text_width(text) for text in texts]), width)
    if not fits:
        texts = [words.share(float(share)) for share in frame["revenue_share"]]
        length, inside, _, _ = side_bars(amounts, np.array([text_width(text) for text in texts]), width)
    shown = [fitted_name(name, width if narrow else left - 20) for name in names]
    hover = _hover(frame, names, words)
    height = row * len(frame)
    labels = _bar_labels(texts, length, middle, inside, text_on(colours.accent))
    above = [label(name, 0, place * row + NAME_LINE / 2) for place, name in enumerate(shown)] if narrow else []
    return figure(
        [
            trace(
                "bar",
                orientation="h",
                y=middle,
                x=length,
                width=BAR,
                hovertext=hover,
                hoverinfo="text",
                marker={"color": colours.accent},
                name="gaps",
            )
        ],
        dark,
        height=round(height + 16),
        margin={"l": left, "r": RIGHT, "t": 8, "b": 8},
        bargap=0,
        xaxis={"range": [-1, width + 1], "visible": False},
        yaxis={
            "range": [height, 0],
            "showgrid": False,
            "zeroline": False,
            "ticklabelstandoff": 8,
            "tickvals": [] if narrow else middle,
            "ticktext": [] if narrow else shown,
            "tickfont": {"color": colours.text, "size": 13},
        },
        annotations=[*labels, *above],
    )


def _hover(frame: pd.DataFrame, names: list[str], words: ChartWords) -> list[str]:
    return [
        f"<b>{plain(name)}</b><br>{words.exact_money(int(amount))} ({words.share(float(share))})<br>{plain(figures)}"
        for name, amount, share, figures in zip(
            names, frame["revenue"], frame["revenue_share"], frame["figures"], strict=True
        )
    ]


def _bar_labels(
    texts: list[str], ends: np.ndarray, places: np.ndarray, inside: np.ndarray, ink: str
) -> list[dict[str, Any]]:
    """Within the bar's end where they fit, else beside it."""
    return [
        label(text, end, place, anchor="right", align="right", xshift=-PAD, font={"color": ink})
        if is_inside
        else label(text, end, place, align="left", xshift=PAD)
        for text, end, place, is_inside in zip(texts, ends.tolist(), places.tolist(), inside.tolist(), strict=True)
    ]
