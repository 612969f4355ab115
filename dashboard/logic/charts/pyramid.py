"""The signature picture: few customers and much money on the same rows."""

from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.logic.charts.chart_words import ChartWords
from dashboard.logic.charts.palette import layer_styles, theme
from dashboard.logic.charts.pyramid_panels import Panel, customer_panel, money_panel
from dashboard.logic.charts.pyramid_rows import Rows, pyramid_rows
from dashboard.logic.charts.template import NARROW_FROM, WIDE_FROM, Trace, figure, label, nothing_to_show, trace
from dashboard.logic.charts.text_width import SMALL, shortened, text_width
from dashboard.logic.words import N_

GAP = 18.0
RIGHT = 8.0
HEADER = 44.0


def pyramid_chart(table: pd.DataFrame, words: ChartWords, *, dark: bool = False, narrow: bool = False) -> go.Figure:
    """Centred bars of customers beside bars of revenue and, where costs are known and there is room, gross profit.

    table   one row per layer, highest first: layer, customers, customer_share, revenue, revenue_share, profit,
            profit_known_share (money in money units, unknown = missing)
    narrow  for charts of 340 to 600 px: customers and revenue only,

    The first trace is one invisible bar per row over the whole width: it alone answers hover and click, with the
    layer id as customdata, so a layer without a visible bar can be chosen too. x is pixels at the least width.
    """
    if table.empty:
        return nothing_to_show(words.text(N_("No customers in this selection")), dark)
    rows = pyramid_rows(table)
    names = [words.layer(layer) for layer in rows.layers]
    left = min(max(map(text_width, names)), 96 if narrow else 170) + 20
    width = (NARROW_FROM if narrow else WIDE_FROM) - left - RIGHT
    panels = _panels(rows, words, width, narrow)
    height = HEADER + rows.height + (24 if any(panel.is_cut.any() for panel in panels) else 6)
    return figure(
        [_touch_bars(rows, words, width, dark), *(_bars(panel, rows, dark) for panel in panels)],
        dark,
        height=round(height),
        margin={"l": left, "r": RIGHT, "t": HEADER, "b": round(height - HEADER - rows.height)},
        barmode="overlay",
        bargap=0,
        xaxis={"range": [-1, width + 1], "visible": False},
        yaxis={
            "range": [rows.height, 0],
            "tickvals": rows.middle,
            "ticktext": [shortened(name, left - 20) for name in names],
            "tickfont": {"color": theme(dark).text, "size": 13},
            "showgrid": False,
            "zeroline": False,
            "ticklabelstandoff": 8,
        },
        shapes=_lines(rows, panels, dark),
        annotations=_texts(rows, panels, words, dark),
    )


def _panels(rows: Rows, words: ChartWords, width: float, narrow: bool) -> list[Panel]:
    """The panels from left to right with their bars and labels laid out."""
    has_profit = not narrow and bool(np.isfinite(rows.profit[rows.is_value_layer]).any())
    parts = (0.36, 0.32, 0.32) if has_profit else (0.5, 0.5)
    rooms = [(width - GAP * (len(parts) - 1)) * part for part in parts]
    money = words.money(rows.largest_amount(has_profit))
    revenue_at = rooms[0] + GAP
    panels = [
        customer_panel(rows, words, 0.0, rooms[0]),
        money_panel(rows, words, money, "revenue", revenue_at, rooms[1]),
    ]
    if has_profit:
        panels.append(money_panel(rows, words, money, "profit", revenue_at + rooms[1] + GAP, rooms[2]))
    return panels


def _touch_bars(rows: Rows, words: ChartWords, width: float, dark: bool) -> Trace:
    clear = "rgba(0,0,0,0)"
    return trace(
        "bar",
        orientation="h",
        y=rows.middle,
        x=np.full(len(rows.layers), width),
        width=rows.row_height,
        customdata=np.array(rows.layers, dtype=object),
        hovertext=rows.hover_texts(words),
        hoverinfo="text",
        marker={"color": clear, "line": {"width": 0}},
        selected={"marker": {"color": theme(dark).touched}},
        unselected={"marker": {"color": clear}},
        name="layers",
    )


def _bars(panel: Panel, rows: Rows, dark: bool) -> Trace:
    styles = layer_styles(rows.layers, dark)
    looks = [styles[layer] for layer in rows.layers]
    return trace(
        "bar",
        orientation="h",
        y=rows.middle,
        base=panel.start,
        x=panel.length,
        width=rows.bar_height,
        hoverinfo="skip",
        name=panel.name,
        unselected={"marker": {"opacity": 1}},
        marker={
            "color": [look.fill for look in looks],
            "line": {"color": [look.edge for look in looks], "width": np.where(panel.length == 0, 0, 1)},
            "pattern": {
                "shape": [look.pattern for look in looks],
                "fgcolor": [look.pattern_colour for look in looks],
                "bgcolor": [look.fill for look in looks],
                "size": 6,
                "solidity": 0.35,
            },
        },
    )


def _texts(rows: Rows, panels: list[Panel], words: ChartWords, dark: bool) -> list[dict[str, Any]]:
    styles = layer_styles(rows.layers, dark)
    colours = theme(dark)
    texts = []
    for panel in panels:
        texts.append(
            label(
                panel.heading, panel.heading_at, 0, anchor=panel.heading_anchor, align=panel.heading_anchor, yshift=24
            )
        )
        for piece in panel.labels:
            ink = styles[rows.layers[piece.row]].text if piece.inside else colours.text
            texts.append(
                label(
                    piece.text,
                    piece.x,
                    rows.middle[piece.row],
                    anchor=piece.anchor,
                    align=piece.anchor,
                    xshift=piece.shift,
                    font={"color": ink},
                )
            )
    if any(panel.is_cut.any() for panel in panels):
        note = words.text(N_("» bar cut off: longer than shown"))
        texts.append(
            label(note, 0, rows.height, yshift=-13, font={"color": colours.muted, "size": SMALL}),
        )
    return texts


def _lines(rows: Rows, panels: list[Panel], dark: bool) -> list[dict[str, Any]]:
    """A line between value layers and the rest, and each money panel's zero line."""
    line = {"color": theme(dark).line, "width": 1}
    zeros = [
        {"type": "line", "x0": panel.zero, "x1": panel.zero, "y0": 0, "y1": rows.height, "line": line, "layer": "below"}
        for panel in panels
        if panel.zero is not None
    ]
    if rows.divide is None:
        return zeros
    divide = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": rows.divide, "y1": rows.divide, "line": line}
    return [*zeros, divide]
