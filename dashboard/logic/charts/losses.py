"""The single losses that hurt most: what revenue and profit would be gone with each customer."""

from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.logic.charts.bar_layout import PAD, Floats, side_bars
from dashboard.logic.charts.chart_words import ChartWords, MoneyFormat
from dashboard.logic.charts.figure_texts import fitted_name, name_width, plain, told
from dashboard.logic.charts.palette import text_on, theme
from dashboard.logic.charts.template import NARROW_FROM, WIDE_FROM, Trace, figure, label, nothing_to_show, trace
from dashboard.logic.charts.text_width import SMALL, shortened, text_width
from dashboard.logic.words import N_

GAP = 18.0
RIGHT = 8.0
HEADER = 44.0
ROW, NARROW_ROW = 34.0, 54.0
BAR = 24.0
NAME_LINE = 20.0  # px for the name above the bars of a narrow row
NOBODY = N_("No customer in this selection would be a loss")
_TITLES = (("revenue", N_("Net revenue")), ("profit", N_("Gross profit")))


@dataclass(frozen=True, eq=False)
class _Panel:
    """Bars of one figure in pixels, their labels, and which labels stand inside their bar; nan = unknown."""

    heading: str
    start: float
    zero: float
    length: Floats
    labels: list[str]
    inside: np.ndarray


def losses_chart(frame: pd.DataFrame, words: ChartWords, *, dark: bool = False, narrow: bool = False) -> go.Figure:
    """Horizontal bars of revenue and, where any is known, gross profit, one row per customer in the order given.

    frame   customer_name (None where it is not to be shown), revenue, revenue_share, profit, profit_share (money in
            money units, unknown = missing), and customer_id as customdata of the click if there is one
    A negative profit runs to the left of zero in outline; an unknown one is said in words. Wide: names at the left;
    narrow: above the bars, where a zero line would cross them.
    """
    if frame.empty:
        return nothing_to_show(words.text(NOBODY), dark)
    names = _names(frame, words)
    left = 8 if narrow else ceil(min(max(map(name_width, names)), 190)) + 20
    width = (NARROW_FROM if narrow else WIDE_FROM) - left - RIGHT
    row = NARROW_ROW if narrow else ROW
    height = row * len(frame)
    middle = np.arange(0.5, len(frame)) * row + (NAME_LINE / 2 - 2 if narrow else 0.0)
    panels = _panels(frame, words, width)
    axis = {"fixedrange": True, "showgrid": False, "zeroline": False, "ticklabelstandoff": 8}
    shown = [fitted_name(name, width if narrow else left - 20) for name in names]
    return figure(
        [_touch_bars(frame, names, words, width, row, dark), *(_bars(panel, middle, dark) for panel in panels)],
        dark,
        height=round(HEADER + height + 8),
        margin={"l": left, "r": RIGHT, "t": HEADER, "b": 8},
        barmode="overlay",
        bargap=0,
        xaxis={"range": [-1, width + 1], "visible": False},
        yaxis={
            **axis,
            "range": [height, 0],
            "tickvals": [] if narrow else middle,
            "ticktext": [] if narrow else shown,
            "tickfont": {"color": theme(dark).text, "size": 13},
        },
        shapes=None if narrow else [_zero_line(panel, height, dark) for panel in panels],
        annotations=[
            *_texts(panels, middle, dark),
            *([label(name, 0, place * row + NAME_LINE / 2) for place, name in enumerate(shown)] if narrow else []),
        ],
    )


def _names(frame: pd.DataFrame, words: ChartWords) -> list[str]:
    given = frame["customer_name"].where(frame["customer_name"].notna(), words.unknown)
    # A name is one line, whatever was imported.
    return [" ".join(str(name).split()) or words.unknown for name in given]


def _numbers(frame: pd.DataFrame, name: str) -> Floats:
    return pd.to_numeric(frame[name]).to_numpy(dtype=np.float64, na_value=np.nan)


def _panels(frame: pd.DataFrame, words: ChartWords, width: float) -> list[_Panel]:
    known = [(name, title) for name, title in _TITLES if np.isfinite(_numbers(frame, name)).any()]
    money = words.money(float(np.nanmax(np.abs([_numbers(frame, name) for name, _ in known]), initial=0.0)))
    room = (width - GAP * (len(known) - 1)) / len(known)
    return [
        _panel(frame, words, money, name, words.text(title), place * (room + GAP), room)
        for place, (name, title) in enumerate(known)
    ]


def _panel(
    frame: pd.DataFrame, words: ChartWords, money: MoneyFormat, name: str, title: str, start: float, room: float
) -> _Panel:
    amounts, shares = _numbers(frame, name), _numbers(frame, f"{name}_share")
    short = [told(int(x), money.short) if np.isfinite(x) else words.unknown for x in amounts]
    long = [
        f"{text} · {words.share(float(share))}" if np.isfinite(share) else text
        for text, share in zip(short, shares, strict=True)
    ]
    forms = (long, [text.replace(" · ", "<br>") for text in long], short)
    for texts in forms:
        widths = np.array([text_width(text) for text in texts])
        length, inside, zero, fits = side_bars(np.nan_to_num(amounts), widths, room)
        if fits:
            break
    below = words.text(N_("{unit} · share")).format(unit=money.unit)
    heading = (
        f"<b>{shortened(title, room * 0.95)}</b><br>"
        f"<span style='font-size:{SMALL}px'>{shortened(below, room, SMALL)}</span>"
    )
    return _Panel(heading, start, start + zero, length, texts, inside)


def _touch_bars(
    frame: pd.DataFrame, names: list[str], words: ChartWords, width: float, row: float, dark: bool
) -> Trace:
    """One invisible bar a row over the whole width answers hover and click."""
    clear = "rgba(0,0,0,0)"
    return trace(
        "bar",
        orientation="h",
        y=np.arange(0.5, len(frame)) * row,
        x=np.full(len(frame), width),
        width=row,
        customdata=frame["customer_id"].tolist() if "customer_id" in frame else None,
        hovertext=_hover_texts(frame, names, words),
        hoverinfo="text",
        marker={"color": clear, "line": {"width": 0}},
        selected={"marker": {"color": theme(dark).touched}},
        unselected={"marker": {"color": clear}},
        name="customers",
    )


def _hover_texts(frame: pd.DataFrame, names: list[str], words: ChartWords) -> list[str]:
    texts = []
    for place, name in enumerate(names):
        facts = [f"<b>{plain(name)}</b>"]
        for column, title in _TITLES:
            amount, share = frame[column].iloc[place], frame[f"{column}_share"].iloc[place]
            exact = words.unknown if pd.isna(amount) else words.exact_money(int(amount))
            ending = "" if pd.isna(share) else f" ({words.share(float(share))})"
            facts.append(f"{words.text(title)}: {exact}{ending}")
        texts.append("<br>".join(facts))
    return texts


def _bars(panel: _Panel, middle: Floats, dark: bool) -> Trace:
    colours = theme(dark)
    return trace(
        "bar",
        orientation="h",
        y=middle,
        base=np.full(len(middle), panel.zero),
        x=panel.length,
        width=BAR,
        hoverinfo="skip",
        unselected={"marker": {"opacity": 1}},
        marker={
            "color": np.where(panel.length < 0, colours.background, colours.accent).tolist(),
            "line": {"color": colours.accent, "width": np.where(panel.length == 0, 0, 1)},
        },
    )


def _texts(panels: list[_Panel], middle: Floats, dark: bool) -> list[dict[str, Any]]:
    ink = text_on(theme(dark).accent)
    texts = []
    for panel in panels:
        texts.append(label(panel.heading, panel.start, 0, align="left", yshift=24))
        for place, text in enumerate(panel.labels):
            end = panel.zero + max(panel.length[place], 0.0)
            if panel.inside[place]:
                texts.append(
                    label(text, end, middle[place], anchor="right", align="right", xshift=-PAD, font={"color": ink})
                )
            else:
                texts.append(label(text, end, middle[place], align="left", xshift=PAD))
    return texts


def _zero_line(panel: _Panel, height: float, dark: bool) -> dict[str, Any]:
    line = {"color": theme(dark).line, "width": 1}
    return {"type": "line", "x0": panel.zero, "x1": panel.zero, "y0": 0, "y1": height, "line": line}
