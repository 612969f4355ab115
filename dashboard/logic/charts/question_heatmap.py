"""Questions by segment: a figure and its n in every cell, the darker the lower; what is not shown says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dashboard.logic.charts.chart_words import ChartWords
from dashboard.logic.charts.figure_texts import plain
from dashboard.logic.charts.palette import ramp, text_on, theme
from dashboard.logic.charts.question_rows import wrapped
from dashboard.logic.charts.template import NARROW_FROM, WIDE_FROM, figure, label, nothing_to_show, trace
from dashboard.logic.charts.text_width import SMALL, shortened, text_width
from dashboard.logic.words import N_

NOTHING = N_("Nothing to show")
ROW, NARROW_ROW, STEPS = 38.0, 52.0, 6
STEEP_BELOW, MOST_TOP, PLAIN_TOP = 62.0, 120.0, 34
NAMES_PART = 0.36


@dataclass(frozen=True)
class HeatCell:
    """``level``: 0..1 between the lowest and the highest cell, nan = no figure; ``lines``: what stands in it, the first
    line larger; ``hover``: lines of the hover box."""

    level: float
    lines: tuple[str, ...]
    hover: tuple[str, ...]


def question_heatmap(
    names: Sequence[str],
    columns: Sequence[str],
    cells: Sequence[Sequence[HeatCell]],
    words: ChartWords,
    *,
    dark: bool = False,
    narrow: bool = False,
) -> go.Figure:
    """``cells``: a sequence per question. A heatmap's own clicks do not reach the page: a point on every cell, unseen,
    answers click and hover; its y is the row."""
    if not names or not columns:
        return nothing_to_show(words.text(NOTHING), dark)
    colours = theme(dark)
    whole = NARROW_FROM if narrow else WIDE_FROM
    left = round(whole * NAMES_PART)
    cell = (whole - left - 8) / len(columns)
    row = NARROW_ROW if narrow else ROW
    is_steep = cell < STEEP_BELOW
    top = ceil(min(max(text_width(name, SMALL) for name in columns), MOST_TOP)) + 14 if is_steep else PLAIN_TOP
    fills = ramp(STEPS, dark)
    scale = [[place / (STEPS - 1), fill] for place, fill in enumerate(fills)]
    room = MOST_TOP if is_steep else cell * 0.94
    titles = [plain(shortened(name, room, SMALL)) for name in columns]
    ink = {"color": colours.text, "size": SMALL}
    texts = [
        label("<br>".join(map(plain, wrapped(name, left - 18, 2 + narrow, SMALL))), 0, place, xref="paper",
              xshift=-left + 6, align="left", font=ink)
        for place, name in enumerate(names)
    ]  # fmt: skip
    return figure(
        [
            trace(
                "heatmap",
                z=[[_step(one.level) for one in line] for line in cells],
                zmin=0,
                zmax=STEPS - 1,
                colorscale=scale,
                showscale=False,
                xgap=2,
                ygap=2,
                hoverinfo="skip",
            ),
            _points(cells),
        ],
        dark,
        height=round(top + row * len(names) + 8),
        margin={"l": left, "r": 8, "t": top, "b": 8},
        xaxis={
            "side": "top",
            "tickvals": list(range(len(columns))),
            "ticktext": titles,
            "tickangle": -90 if is_steep else 0,
            "showgrid": False,
            "zeroline": False,
            "range": [-0.5, len(columns) - 0.5],
        },
        yaxis={"visible": False, "range": [len(names) - 0.5, -0.5]},
        annotations=[*texts, *_cell_texts(cells, fills, cell, colours.muted)],
    )


def _points(cells: Sequence[Sequence[HeatCell]]) -> dict[str, Any]:
    """As wide as a finger; nothing is seen of them, chosen or not."""
    every = [(column, row, one) for row, line in enumerate(cells) for column, one in enumerate(line)]
    unseen = {"marker": {"opacity": 0}}
    return trace(
        "scatter",
        mode="markers",
        x=[column for column, _row, _one in every],
        y=[row for _column, row, _one in every],
        marker={"size": 34, "symbol": "square", "opacity": 0},
        selected=unseen,
        unselected=unseen,
        hovertext=["<br>".join(map(plain, one.hover)) for _column, _row, one in every],
        hoverinfo="text",
    )


def _cell_texts(
    cells: Sequence[Sequence[HeatCell]], fills: Sequence[str], room: float, muted: str
) -> list[dict[str, Any]]:
    texts = []
    for row, line in enumerate(cells):
        for column, one in enumerate(line):
            step = _step(one.level)
            ink = muted if step is None else text_on(fills[step])
            size = SMALL if all(text_width(text, SMALL) <= room - 4 for text in one.lines) else SMALL - 2
            lines = [plain(shortened(text, room - 2, size)) for text in one.lines]
            texts.append(label("<br>".join(lines), column, row, anchor="center", font={"color": ink, "size": size}))
    return texts


def _step(level: float) -> int | None:
    """The place in the ramp, which begins with the darkest: the lowest figure."""
    return min(int(level * STEPS), STEPS - 1) if np.isfinite(level) else None
