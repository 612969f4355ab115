"""Questions by segment: a figure and its n in every cell, the darker the lower; what is not shown says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.logic.charts.chart_words import ChartWords
from dashboard.logic.charts.figure_texts import plain
from dashboard.logic.charts.heat_table import STEPS, heat_cells, heat_figure, heat_grid, heat_step, heat_width
from dashboard.logic.charts.palette import ramp, text_on, theme
from dashboard.logic.charts.question_rows import wrapped
from dashboard.logic.charts.template import label, nothing_to_show, trace
from dashboard.logic.charts.text_width import SMALL, shortened, text_width
from dashboard.logic.words import N_

NOTHING = N_("Nothing to show")
ROW, NARROW_ROW = 38.0, 52.0
STEEP_BELOW, MOST_TOP, TITLE_FILLED = 62.0, 120.0, 0.94
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
    left = round(heat_width(narrow) * NAMES_PART)
    grid = heat_grid(
        columns,
        left,
        NARROW_ROW if narrow else ROW,
        narrow=narrow,
        steep_below=STEEP_BELOW,
        most_top=MOST_TOP,
        filled=TITLE_FILLED,
    )
    fills = ramp(STEPS, dark)  # it begins with the darkest: the lowest figure
    levels = [[one.level for one in line] for line in cells]
    return heat_figure(
        [heat_cells(levels, fills, hoverinfo="skip"), _points(cells)],
        grid,
        len(names),
        dark,
        names={"visible": False},
        texts=[*_names(names, left, narrow, dark), *_cell_texts(cells, fills, grid.cell, theme(dark).muted)],
    )


def _names(names: Sequence[str], left: int, narrow: bool, dark: bool) -> list[dict[str, Any]]:
    """In two lines, in a narrow chart three."""
    ink = {"color": theme(dark).text, "size": SMALL}
    return [
        label("<br>".join(map(plain, wrapped(name, left - 18, 2 + narrow, SMALL))), 0, place, xref="paper",
              xshift=-left + 6, align="left", font=ink)
        for place, name in enumerate(names)
    ]  # fmt: skip


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
            step = heat_step(one.level)
            ink = muted if step is None else text_on(fills[step])
            size = SMALL if all(text_width(text, SMALL) <= room - 4 for text in one.lines) else SMALL - 2
            lines = [plain(shortened(text, room - 2, size)) for text in one.lines]
            texts.append(label("<br>".join(lines), column, row, anchor="center", font={"color": ink, "size": size}))
    return texts
