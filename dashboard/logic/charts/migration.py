"""Who moved between layers: the matrix with drill, and the flow as a second view."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from dashboard.logic.charts.chart_words import ChartWords
from dashboard.logic.charts.palette import layer_style, ramp, text_on, theme, value_layers
from dashboard.logic.charts.template import NARROW_FROM, WIDE_FROM, figure, label, nothing_to_show
from dashboard.logic.charts.text_width import SIZE, SMALL, shortened, text_width
from dashboard.logic.words import N_

CELL = 32.0
RIGHT = 8.0
FLOW_HEIGHT = 420.0
NODE_GAP = 6.0
NO_MOVES = N_("No customers at both dates in this selection")
"""Steps of cell colour: shares of the row from which the next deeper colour is used."""
STEPS = (0.0, 0.02, 0.10, 0.25, 0.50)


@dataclass(frozen=True, eq=False)
class Moves:
    """Customers from each layer (rows) to each layer (columns); layers with nobody at all are left out."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    customers: NDArray[np.int64]
    bands: tuple[str, ...]


def moves(matrix: pd.DataFrame) -> Moves | None:
    """The long matrix (from_layer, to_layer, customers) as an array, or None where nobody is in it."""
    kept = matrix[matrix["customers"] > 0]
    if kept.empty:
        return None
    before = [layer for layer in dict.fromkeys(matrix["from_layer"]) if layer in set(kept["from_layer"])]
    after = [layer for layer in dict.fromkeys(matrix["to_layer"]) if layer in set(kept["to_layer"])]
    customers = np.zeros((len(before), len(after)), dtype=np.int64)
    rows = pd.Index(before).get_indexer(kept["from_layer"])
    columns = pd.Index(after).get_indexer(kept["to_layer"])
    np.add.at(customers, (rows, columns), kept["customers"].to_numpy(dtype=np.int64))
    bands = value_layers(tuple(dict.fromkeys([*matrix["to_layer"], *matrix["from_layer"]])))
    return Moves(tuple(before), tuple(after), customers, bands)


def migration_heatmap(
    matrix: pd.DataFrame, words: ChartWords, *, dark: bool = False, narrow: bool = False
) -> go.Figure:
    """Rows: layer at the earlier date; columns: layer at the later one; colour: share of the row.

    Every cell with customers carries a text point with customdata [from, to]: those points answer click and hover,
    because a heatmap's own clicks do not reach the page.
    """
    table = moves(matrix)
    if table is None:
        return nothing_to_show(words.text(NO_MOVES), dark)
    before = [words.layer(layer) for layer in table.before]
    after = [words.layer(layer) for layer in table.after]
    left = min(max(map(text_width, before)), 96 if narrow else 170) + 10
    cell = ((NARROW_FROM if narrow else WIDE_FROM) - left - RIGHT) / len(after)
    lines = [_in_lines(name, cell - 4) for name in after]
    top = 34 + 17 * max(line.count("<br>") + 1 for line in lines)
    height = top + CELL * len(before) + 8
    share = table.customers / table.customers.sum(axis=1, keepdims=True)
    level = np.searchsorted(STEPS, share, side="right") - 1
    fills = _cell_colours(dark)
    heat = go.Heatmap(
        z=np.where(table.customers > 0, level, np.nan),
        zmin=-0.5,
        zmax=len(fills) - 0.5,
        colorscale=[[place / len(fills), fill] for step, fill in enumerate(fills) for place in (step, step + 1)],
        showscale=False,
        xgap=2,
        ygap=2,
        hoverinfo="skip",
        name="cells",
    )
    points = [_cell_texts(table, share, level, fills, ink, cell, words, dark) for ink in ("#000000", "#ffffff")]
    headings = [
        label(
            words.text(N_("from ↓ · to →")),
            0,
            1,
            xref="paper",
            yref="paper",
            anchor="left",
            yshift=top - 14,
            xshift=-left + 4,
            font={"size": SMALL, "color": theme(dark).muted},
        )
    ]
    ink = theme(dark).text
    return figure(
        [heat, *[trace for trace in points if len(trace.x)]],
        dark,
        height=round(height),
        margin={"l": left, "r": RIGHT, "t": top, "b": 8},
        hoverdistance=-1,
        xaxis={
            "range": [-0.5, len(after) - 0.5],
            "tickvals": np.arange(len(after)),
            "ticktext": lines,
            "side": "top",
            "tickangle": 0,
            "showgrid": False,
            "zeroline": False,
            "tickfont": {"color": ink},
        },
        yaxis={
            "range": [len(before) - 0.5, -0.5],
            "tickvals": np.arange(len(before)),
            "showgrid": False,
            "ticktext": [shortened(name, left - 10) for name in before],
            "zeroline": False,
            "tickfont": {"color": ink, "size": SIZE},
        },
        annotations=headings,
    )


def _cell_colours(dark: bool) -> tuple[str, ...]:
    """From pale (few of the row) to deep (most of it); on the dark theme the pale end is the dark one."""
    blues = ramp(len(STEPS), False)
    return (theme(True).panel, "#173458", "#1f4e86", "#2a6cb3", "#6ea9de") if dark else tuple(reversed(blues))


def _in_lines(name: str, room: float) -> str:
    """A column heading broken into at most two lines, at a space if there is one."""
    if text_width(name, SMALL) <= room:
        return name
    words = name.split(" ")
    half = len(name) // 2 + len(name) % 2
    parts = (words[0], " ".join(words[1:])) if len(words) > 1 else (name[:half], name[half:])
    if " " not in name and name.isascii():
        return shortened(name, room, SMALL)
    return "<br>".join(shortened(part, room, SMALL) for part in parts)


def _cell_texts(
    table: Moves, share: Any, level: Any, fills: tuple[str, ...], ink: str, cell: float, words: ChartWords, dark: bool
) -> go.Scatter:
    """The counts of those cells on which `ink` reads best."""
    suits = np.array([text_on(fill) == ink for fill in fills])
    rows, columns = np.nonzero((table.customers > 0) & suits[level])
    texts, hovers = [], []
    sentence = words.text(N_("{before} → {after}: {customers} ({share} of the row)"))
    for row, column in zip(rows, columns, strict=True):
        number = int(table.customers[row, column])
        text = words.count(number)
        texts.append(text if text_width(text, SMALL) <= cell - 6 else words.short_count(number))
        hovers.append(
            sentence.format(
                before=words.layer(table.before[row]),
                after=words.layer(table.after[column]),
                customers=words.count(number),
                share=words.share(float(share[row, column])),
            )
        )
    return go.Scatter(
        x=columns.astype(np.float64),
        y=rows.astype(np.float64),
        mode="text",
        text=texts,
        textfont={"color": ink, "size": SMALL},
        selected={"textfont": {"color": ink}},
        unselected={"textfont": {"color": ink}},
        customdata=[[table.before[row], table.after[column]] for row, column in zip(rows, columns, strict=True)],
        hovertext=hovers,
        hoverinfo="text",
        cliponaxis=False,
        name="customers",
    )


def migration_sankey(matrix: pd.DataFrame, words: ChartWords, *, dark: bool = False, narrow: bool = False) -> go.Figure:
    """The same table as flows from the earlier date (left) to the later one (right).

    Nodes stand where we put them, so that the labels, which are ours, never cover each other.
    """
    table = moves(matrix)
    if table is None:
        return nothing_to_show(words.text(NO_MOVES), dark)
    bands = table.bands
    sides = [(table.before, table.customers.sum(axis=1)), (table.after, table.customers.sum(axis=0))]
    gap = NODE_GAP
    scale = min((FLOW_HEIGHT - gap * (len(names) - 1)) / counts.sum() for names, counts in sides)
    nodes = [_node_places(counts * scale, gap) for _, counts in sides]
    room = (NARROW_FROM if narrow else WIDE_FROM) * 0.34
    texts = [
        [
            shortened(words.layer(name), room - 60) + " " + words.short_count(int(n))
            for name, n in zip(names, counts, strict=True)
        ]
        for names, counts in sides
    ]
    margins = [max(map(text_width, side)) + 12 for side in texts]
    rows, columns = np.nonzero(table.customers)
    looks = [layer_style(name, bands, dark) for names, _ in sides for name in names]
    flow = go.Sankey(
        arrangement="fixed",
        node={
            "x": np.repeat([0.001, 0.999], [len(table.before), len(table.after)]),
            "y": np.clip(np.concatenate(nodes) / FLOW_HEIGHT, 0.001, 0.999),
            "label": [""] * len(looks),
            "color": [look.fill for look in looks],
            "line": {"color": [look.edge for look in looks], "width": 1},
            "pad": gap,
            "thickness": 14,
            "customdata": [words.layer(name) for names, _ in sides for name in names],
            "hovertemplate": "%{customdata}: %{value}<extra></extra>",
        },
        link={
            "source": rows,
            "target": columns + len(table.before),
            "value": table.customers[rows, columns],
            "color": theme(dark).touched.replace("0.10", "0.22").replace("0.18", "0.28"),
            "customdata": [
                words.text(N_("{before} → {after}: {customers}")).format(
                    before=words.layer(table.before[row]),
                    after=words.layer(table.after[column]),
                    customers=words.count(int(table.customers[row, column])),
                )
                for row, column in zip(rows, columns, strict=True)
            ],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
    )
    return figure(
        [flow],
        dark,
        height=round(FLOW_HEIGHT) + 24,
        margin={"l": margins[0], "r": margins[1], "t": 12, "b": 12},
        annotations=[
            label(text, side, 1 - place / FLOW_HEIGHT, anchor=anchor, xref="paper", yref="paper", xshift=shift)
            for side, anchor, shift in ((0, "right", -6), (1, "left", 6))
            for text, place in zip(texts[side], _apart(nodes[side], 19.0), strict=True)
        ],
    )


def _node_places(heights: NDArray[np.float64], gap: float) -> NDArray[np.float64]:
    """Centres of nodes stacked from the top, in pixels; the stack is centred where it is shorter than the other."""
    spare = FLOW_HEIGHT - heights.sum() - gap * (len(heights) - 1)
    tops = np.concatenate([[0.0], np.cumsum(heights + gap)[:-1]]) + spare / 2
    return tops + heights / 2


def _apart(places: NDArray[np.float64], least: float) -> NDArray[np.float64]:
    """Label places at least `least` px apart and inside the chart, as near to their nodes as that allows."""
    apart = np.maximum(places, least / 2)
    for place in range(1, len(apart)):
        apart[place] = max(apart[place], apart[place - 1] + least)
    apart[-1] = min(apart[-1], FLOW_HEIGHT - least / 2)
    for place in range(len(apart) - 2, -1, -1):
        apart[place] = min(apart[place], apart[place + 1] - least)
    return apart
