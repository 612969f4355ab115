"""The signature picture before and after a change: two thin bars a row, customers as a pyramid beside the money."""

from math import ceil
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dashboard.logic.charts.before_after_hover import touch_bars
from dashboard.logic.charts.before_after_rows import Pair, PairPanel, PairRows, customer_pairs, money_pairs, pair_rows
from dashboard.logic.charts.chart_words import ChartWords
from dashboard.logic.charts.figure_texts import few_digits, fitted_name, name_width
from dashboard.logic.charts.palette import layer_style, theme
from dashboard.logic.charts.template import NARROW_FROM, WIDE_FROM, Trace, nothing_to_show, spec, trace
from dashboard.logic.charts.text_width import FONTS, SIZE, SMALL, text_width
from dashboard.logic.pyramid import LayerSums
from dashboard.logic.words import N_

GAP = 18.0
RIGHT = 8.0
LINE = 18
MARGIN = 8  # above and below the lines of text in head and foot
BEFORE_BAR, BEFORE_AT = 10, -9  # px thick, px from the middle of the row
AFTER_BAR, AFTER_AT = 18, 6


def before_after_chart(
    before: LayerSums, after: LayerSums, words: ChartWords, *, dark: bool = False, narrow: bool = False
) -> go.Figure:
    """Customers, revenue and (if any is known) gross profit of the layers, compared row by row.

    Before is a thin outline, after a thick bar in the layer's colour, so that they are told apart in greyscale too;
    each label holds the figure after and the difference. Bands are always shown, other layers only if their customers
    change. The first trace is one invisible bar per row that answers hover.
    x is pixels at the least width. It is sent with every move of a slider: a small template, few traces, few digits;
    and it takes sums, because the two small tables of them took a sixth of the time of a move to make.
    """
    return go.Figure(before_after_spec(before, after, words, dark=dark, narrow=narrow), _validate=False)


def before_after_spec(
    before: LayerSums, after: LayerSums, words: ChartWords, *, dark: bool = False, narrow: bool = False
) -> dict[str, Any]:
    """The same as plain dictionaries, see ready_figure.py."""
    rows = pair_rows(before, after)
    if rows is None:
        return nothing_to_show(words.text(N_("No customers in this selection")), dark).to_dict()
    names = [words.layer(layer) for layer in rows.layers]
    left = ceil(min(max(map(name_width, names)), 96 if narrow else 170)) + 20
    width = (NARROW_FROM if narrow else WIDE_FROM) - left - RIGHT
    panels = _panels(rows, words, width, narrow)
    note = _note(panels, words, left + width)
    top, bottom = (
        MARGIN + LINE * lines for lines in (_lines_of(*(panel.heading for panel in panels)), _lines_of(note))
    )
    return spec(
        [touch_bars(rows, words, width), *_bars(rows, panels, dark)],
        dark,
        template=_small_template(dark),
        barmode="overlay",
        dragmode=False,
        hovermode="closest",
        height=round(top + rows.height + bottom),
        margin={"l": left, "r": RIGHT, "t": top, "b": bottom},
        xaxis={"range": [-1, round(width) + 1], "visible": False, "fixedrange": True},
        yaxis={
            "range": [rows.height, 0],
            "fixedrange": True,
            "tickvals": few_digits(rows.middle),
            "ticktext": [fitted_name(name, left - 20) for name in names],
            "ticklabelstandoff": 8,
            "showgrid": False,
            "zeroline": False,
        },
        shapes=_lines(rows, panels, dark),
        annotations=[
            *_texts(rows, panels, top),
            {
                "text": note,
                "x": 0,
                "y": round(rows.height),
                "xshift": 4 - left,
                "yshift": round(-bottom / 2),
                "font": {"color": theme(dark).muted, "size": SMALL},
            },
        ],
    )


def _panels(rows: PairRows, words: ChartWords, width: float, narrow: bool) -> tuple[PairPanel, ...]:
    """Side by side; a narrow picture has room for two, so that profit is told on hover and in the table."""
    amounts: list[tuple[Pair, str]] = [(rows.revenue, words.text(N_("Net revenue")))]
    if rows.profit.is_known and not narrow:
        amounts.append((rows.profit, words.text(N_("Gross profit"))))
    room = (width - GAP * len(amounts)) / (1 + len(amounts))
    money = [
        money_pairs(rows, pair, title, words, place * (room + GAP), room)
        for place, (pair, title) in enumerate(amounts, start=1)
    ]
    return customer_pairs(rows, words, 0.0, room), *money


def _lines_of(*texts: str) -> int:
    return max(text.count("<br>") for text in texts) + 1


def _note(panels: tuple[PairPanel, ...], words: ChartWords, room: float) -> str:
    """What the bars mean, below the picture."""
    parts = [words.text(N_("thin outline: before · thick bar: after"))]
    if any(panel.is_cut for panel in panels):
        parts.append(words.text(N_("» bar cut off: longer than shown")))
    line = " · ".join(parts)
    return line if text_width(line, SMALL) <= room else "<br>".join(parts)


def _small_template(dark: bool) -> dict[str, Any]:
    """What this chart needs of the house look: a third of the bytes of the template for all charts."""
    colours = theme(dark)
    font = {"family": FONTS, "size": SIZE, "color": colours.text}
    hover = {"bgcolor": colours.panel, "bordercolor": colours.muted, "align": "left", "font": font}
    background = {"paper_bgcolor": colours.background, "plot_bgcolor": colours.background}
    return {"layout": {"font": font, "hoverlabel": hover, "annotationdefaults": _LABEL, **background}}


_LABEL = {"xanchor": "left", "yanchor": "middle", "align": "left", "showarrow": False}
"""Said once for all labels: half of the bytes of each."""


def _bars(rows: PairRows, panels: tuple[PairPanel, ...], dark: bool) -> list[Trace]:
    """One trace of all bars before and one of all bars after, for all panels."""
    styles = [layer_style(layer, rows.bands, dark) for layer in rows.layers]
    colours = theme(dark)
    fills, edges = ([getattr(style, part) for style in styles] * len(panels) for part in ("fill", "edge"))
    looks = (
        ("before", colours.background, colours.muted, BEFORE_BAR, BEFORE_AT),
        ("after", fills, edges, AFTER_BAR, AFTER_AT),
    )
    bars = []
    for name, fill, edge, thickness, offset in looks:
        start, length = (np.concatenate([getattr(panel, name)[part] for panel in panels]) for part in (0, 1))
        bars.append(
            trace(
                "bar",
                orientation="h",
                y=few_digits(np.tile(rows.middle, len(panels)) + offset),
                base=few_digits(start),
                x=few_digits(length),
                width=thickness,
                marker={"color": fill, "line": {"color": edge, "width": (length != 0).astype(int).tolist()}},
                hoverinfo="skip",
                name=name,
            )
        )
    return bars


def _texts(rows: PairRows, panels: tuple[PairPanel, ...], top: float) -> list[dict[str, Any]]:
    texts = []
    for panel in panels:
        centred = {"xanchor": "center", "align": "center"} if panel.is_centred else {}
        texts.append({"text": panel.heading, "x": round(panel.heading_at), "y": 0, "yshift": round(top / 2), **centred})
        texts += [
            {"text": text, "x": x, "y": middle}
            for text, x, middle in zip(panel.labels, few_digits(panel.labels_at), few_digits(rows.middle), strict=True)
        ]
    return texts


def _lines(rows: PairRows, panels: tuple[PairPanel, ...], dark: bool) -> list[dict[str, Any]]:
    """The zero line of the money, and a line between the bands and the rest."""
    line = {"color": theme(dark).line, "width": 1}
    lines = [
        {"type": "line", "x0": round(zero, 1), "x1": round(zero, 1), "y0": 0, "y1": rows.height, "line": line}
        for panel in panels
        if (zero := panel.zero) is not None
    ]
    if rows.divide is not None:
        lines.append(
            {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": rows.divide, "y1": rows.divide, "line": line}
        )
    return lines
