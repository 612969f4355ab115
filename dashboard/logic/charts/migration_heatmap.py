"""Who moved between layers, as a matrix with drill."""

from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from dashboard.logic.charts.chart_words import ChartWords
from dashboard.logic.charts.moves import NO_MOVES, Moves, moves
from dashboard.logic.charts.palette import ramp, text_on, theme
from dashboard.logic.charts.template import NARROW_FROM, WIDE_FROM, Trace, figure, label, nothing_to_show, trace
from dashboard.logic.charts.text_width import SIZE, SMALL, shortened, text_width
from dashboard.logic.words import N_

CELL = 32.0
RIGHT = 8.0
LEAST_SIZE = 9.0
STEPS = (0.0, 0.02, 0.10, 0.25, 0.50)  # shares of the row from which the next colour is used


def migration_heatmap(
    matrix: pd.DataFrame, words: ChartWords, *, dark: bool = False, narrow: bool = False
) -> go.Figure:
    """Customers by layer at the earlier date (rows) and at the later one (columns); colour: share of the row.

    matrix: from_layer, to_layer, customers. Rows and columns without anybody are left out. Every cell with customers
    carries a text point with customdata [from, to]: those points answer click and hover, because a heatmap's own
    clicks do not reach the page.
    """
    table = moves(matrix)
    if table is None:
        return nothing_to_show(words.text(NO_MOVES), dark)
    before = [words.layer(layer) for layer in table.before]
    left = min(max(map(text_width, before)), 70 if narrow else 170) + 14
    cell = ((NARROW_FROM if narrow else WIDE_FROM) - left - RIGHT) / len(table.after)
    top, columns = _column_axis([words.layer(layer) for layer in table.after], cell)
    colours = theme(dark)
    return figure(
        [_cells(table, dark), *_cell_texts(table, cell, words, dark)],
        dark,
        height=round(top + CELL * len(before) + 8),
        margin={"l": left, "r": RIGHT, "t": top, "b": 8},
        hoverdistance=-1,
        xaxis={**_axis(colours.text), **columns, "range": [-0.5, len(table.after) - 0.5]},
        yaxis={
            **_axis(colours.text),
            "range": [len(before) - 0.5, -0.5],
            "tickvals": np.arange(len(before)),
            "ticktext": [shortened(name, left - 14) for name in before],
        },
        annotations=[
            label(
                words.text(N_("from ↓ · to →")),
                0,
                1,
                xref="paper",
                yref="paper",
                xshift=-left + 4,
                yshift=top - 14,
                font={"size": SMALL, "color": colours.muted},
            )
        ],
    )


def _axis(ink: str) -> dict[str, Any]:
    return {"showgrid": False, "zeroline": False, "ticklabelstandoff": 4, "tickfont": {"color": ink, "size": SIZE}}


def _column_axis(names: list[str], cell: float) -> tuple[float, dict[str, Any]]:
    """Height of the head and its axis: names in one or two lines where they fit, else turned by a quarter."""
    lines = [_in_lines(name, cell - 4) for name in names]
    axis = {"side": "top", "tickvals": np.arange(len(names))}
    if all(lines):
        rows = max(line.count("<br>") + 1 for line in lines)
        return 30.0 + 19 * rows, {**axis, "ticktext": lines, "tickangle": 0}
    turned = [shortened(name, 150) for name in names]
    return 40.0 + max(map(text_width, turned)), {**axis, "ticktext": turned, "tickangle": -90}


def _in_lines(name: str, room: float) -> str:
    """The name in at most two lines of `room` pixels, broken at a space or between Chinese characters; "" if not."""
    if text_width(name) <= room:
        return name
    if " " in name:
        first, second = name.split(" ", 1)
    elif name.isascii():
        return ""
    else:
        half = (len(name) + 1) // 2
        first, second = name[:half], name[half:]
    return f"{first}<br>{second}" if max(text_width(first), text_width(second)) <= room else ""


def _cell_colours(dark: bool) -> tuple[str, ...]:
    """From pale (few of the row) to strong (most of it); on the dark theme strong is light."""
    if dark:
        return (theme(True).panel, "#173458", "#1f4e86", "#2a6cb3", "#6ea9de")
    return tuple(reversed(ramp(len(STEPS), False)))


def _levels(table: Moves) -> NDArray[np.int64]:
    share = table.customers / np.maximum(table.customers.sum(axis=1, keepdims=True), 1)
    return np.searchsorted(STEPS, share, side="right") - 1


def _cells(table: Moves, dark: bool) -> Trace:
    fills = _cell_colours(dark)
    return trace(
        "heatmap",
        z=np.where(table.customers > 0, _levels(table), np.nan).astype(np.float32),
        zmin=-0.5,
        zmax=len(fills) - 0.5,
        colorscale=[[place / len(fills), fill] for step, fill in enumerate(fills) for place in (step, step + 1)],
        showscale=False,
        xgap=2,
        ygap=2,
        hoverinfo="skip",
        name="cells",
    )


def _cell_texts(table: Moves, cell: float, words: ChartWords, dark: bool) -> list[Trace]:
    """The counts, one trace for those on which black reads best and one for white."""
    texts, size = _fitting(table, cell, words)
    inks = np.array([text_on(fill) for fill in _cell_colours(dark)])[_levels(table)]
    places = [np.nonzero((table.customers > 0) & (inks == ink)) for ink in ("#000000", "#ffffff")]
    return [
        _text_points(table, rows, columns, ink, texts, size, words)
        for ink, (rows, columns) in zip(("#000000", "#ffffff"), places, strict=True)
        if len(rows)
    ]


def _fitting(table: Moves, cell: float, words: ChartWords) -> tuple[NDArray[np.object_], float]:
    """The count of every cell and one size for all: short counts where full ones are too wide, then smaller ones.

    On the narrowest chart a count above some ten million becomes an ellipsis; hover and table have it.
    """
    full = [[words.count(int(number)) for number in row] for row in table.customers]
    short = [[words.short_count(int(number)) for number in row] for row in table.customers]
    texts = np.where(_widths(full) <= cell - 6, np.array(full, dtype=object), np.array(short, dtype=object))
    widest = float(_widths(texts)[table.customers > 0].max())
    size = float(np.clip(SMALL * (cell - 4) / widest, LEAST_SIZE, SMALL))
    return np.where(_widths(texts) * size / SMALL <= cell - 2, texts, "…"), size


def _widths(texts: Any) -> NDArray[np.float64]:
    return np.array([[text_width(text, SMALL) for text in row] for row in texts])


def _text_points(
    table: Moves,
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
    ink: str,
    texts: NDArray[np.object_],
    size: float,
    words: ChartWords,
) -> Trace:
    sentence = words.text(N_("{before} → {after}: {customers} ({share} of the row)"))
    sums = table.customers.sum(axis=1)
    hovers = [
        sentence.format(
            before=words.layer(table.before[row]),
            after=words.layer(table.after[column]),
            customers=words.count(int(table.customers[row, column])),
            share=words.share(int(table.customers[row, column]) / int(sums[row])),
        )
        for row, column in zip(rows, columns, strict=True)
    ]
    return trace(
        "scatter",
        x=columns.astype(np.int16),
        y=rows.astype(np.int16),
        mode="text",
        text=texts[rows, columns].tolist(),
        textfont={"color": ink, "size": size},
        selected={"textfont": {"color": ink}},
        unselected={"textfont": {"color": ink}},
        customdata=[[table.before[row], table.after[column]] for row, column in zip(rows, columns, strict=True)],
        hovertext=hovers,
        hoverinfo="text",
        cliponaxis=False,
        name="customers",
    )
