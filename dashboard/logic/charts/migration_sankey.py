"""Who moved between layers, as flows: the second view."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from dashboard.logic.charts.chart_words import ChartWords
from dashboard.logic.charts.moves import NO_MOVES, Moves, moves
from dashboard.logic.charts.palette import layer_style, theme
from dashboard.logic.charts.template import NARROW_FROM, WIDE_FROM, Trace, figure, label, nothing_to_show, trace
from dashboard.logic.charts.text_width import SMALL, shortened, text_width
from dashboard.logic.words import N_

FLOW_HEIGHT = 420.0
NODE_GAP = 6.0
LABEL_GAP = 19.0
MARGIN_PART = 0.36  # of the least width, at most, for the labels of one side


@dataclass(frozen=True, eq=False)
class Side:
    """The nodes of one date: where their centres are in pixels from the top, and their labels."""

    layers: tuple[str, ...]
    middle: NDArray[np.float64]
    texts: list[str]

    @property
    def margin(self) -> float:
        return max(text_width(text, SMALL) for text in self.texts) + 12


def migration_sankey(matrix: pd.DataFrame, words: ChartWords, *, dark: bool = False, narrow: bool = False) -> go.Figure:
    """The table of migration_heatmap as flows from the earlier date (left) to the later one (right).

    Nodes stand where we put them, so that the labels, which are ours, never cover each other.
    """
    table = moves(matrix)
    if table is None:
        return nothing_to_show(words.text(NO_MOVES), dark)
    sums = {axis: table.customers.sum(axis=1 - axis) for axis in (0, 1)}
    scale = min((FLOW_HEIGHT - NODE_GAP * (len(counts) - 1)) / counts.sum() for counts in sums.values())
    room = (NARROW_FROM if narrow else WIDE_FROM) * MARGIN_PART - 12
    sides = [
        Side(layers, _node_middles(sums[axis] * scale), _node_texts(layers, sums[axis], words, room))
        for axis, layers in ((0, table.before), (1, table.after))
    ]
    return figure(
        [_flow(table, sides, words, dark)],
        dark,
        height=round(FLOW_HEIGHT) + 24,
        margin={"l": sides[0].margin, "r": sides[1].margin, "t": 12, "b": 12},
        annotations=[*_labels(sides[0], 0, "right"), *_labels(sides[1], 1, "left")],
    )


def _flow(table: Moves, sides: list[Side], words: ChartWords, dark: bool) -> Trace:
    rows, columns = np.nonzero(table.customers)
    looks = [layer_style(layer, table.bands, dark) for side in sides for layer in side.layers]
    sentence = words.text(N_("{before} → {after}: {customers}"))
    return trace(
        "sankey",
        arrangement="fixed",
        node={
            "x": np.repeat([0.001, 0.999], [len(table.before), len(table.after)]),
            "y": np.clip(np.concatenate([side.middle for side in sides]) / FLOW_HEIGHT, 0.001, 0.999),
            "label": [""] * len(looks),
            "color": [look.fill for look in looks],
            "line": {"color": [look.edge for look in looks], "width": 1},
            "pad": NODE_GAP,
            "thickness": 14,
            "customdata": [text for side in sides for text in side.texts],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
        link={
            "source": rows,
            "target": columns + len(table.before),
            "value": table.customers[rows, columns],
            "color": theme(dark).flow,
            "customdata": [
                sentence.format(
                    before=words.layer(table.before[row]),
                    after=words.layer(table.after[column]),
                    customers=words.count(int(table.customers[row, column])),
                )
                for row, column in zip(rows, columns, strict=True)
            ],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
    )


def _node_texts(layers: tuple[str, ...], counts: NDArray[np.int64], words: ChartWords, room: float) -> list[str]:
    numbers = [" " + words.short_count(int(count)) for count in counts]
    return [
        shortened(words.layer(layer), room - text_width(number, SMALL), SMALL) + number
        for layer, number in zip(layers, numbers, strict=True)
    ]


def _node_middles(heights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Centres of nodes stacked from the top, in pixels; the stack is centred where it is shorter than the other."""
    spare = FLOW_HEIGHT - heights.sum() - NODE_GAP * (len(heights) - 1)
    tops = np.concatenate([[0.0], np.cumsum(heights + NODE_GAP)[:-1]]) + spare / 2
    return tops + heights / 2


def _labels(side: Side, at: int, anchor: str) -> list[dict[str, Any]]:
    shift = -8 if anchor == "right" else 8
    font = {"size": SMALL}
    return [
        label(text, at, 1 - place / FLOW_HEIGHT, anchor=anchor, xref="paper", yref="paper", xshift=shift, font=font)
        for text, place in zip(side.texts, _apart(side.middle), strict=True)
    ]


def _apart(places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Label places at least LABEL_GAP apart and inside the chart, as near to their nodes as that allows."""
    apart = np.maximum(places, LABEL_GAP / 2)
    for place in range(1, len(apart)):
        apart[place] = max(apart[place], apart[place - 1] + LABEL_GAP)
    apart[-1] = min(apart[-1], FLOW_HEIGHT - LABEL_GAP / 2)
    for place in range(len(apart) - 2, -1, -1):
        apart[place] = min(apart[place], apart[place + 1] - LABEL_GAP)
    return apart
