"""A table whose cells have the colours of a ramp, titles above it: what the heat charts of figures have in common."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dashboard.logic.charts.figure_texts import plain
from dashboard.logic.charts.template import NARROW_FROM, WIDE_FROM, Trace, figure, trace
from dashboard.logic.charts.text_width import SMALL, shortened, text_width

STEPS = 6
PLAIN_TOP, BESIDE = 34, 8


@dataclass(frozen=True)
class HeatGrid:
    """Measures in px. ``left``: the names of the rows; ``cell``: a column; ``row``: the height of one; ``top``: the
    titles, upright where they would cover each other (``is_steep``)."""

    left: int
    cell: float
    row: float
    top: int
    is_steep: bool
    titles: tuple[str, ...]


def heat_width(narrow: bool) -> int:
    """The least width that the chart is made for, names and cells together."""
    return NARROW_FROM if narrow else WIDE_FROM


def heat_grid(
    columns: Sequence[str],
    left: int,
    row: float,
    *,
    narrow: bool,
    steep_below: float,
    most_top: float,
    filled: float,
) -> HeatGrid:
    """``steep_below``: the cell in which titles do not lie any more; ``most_top``: the room of an upright one;
    ``filled``: how much of its cell a lying one may take."""
    cell = (heat_width(narrow) - left - BESIDE) / len(columns)
    is_steep = cell < steep_below
    top = ceil(min(max(text_width(name, SMALL) for name in columns), most_top)) + 14 if is_steep else PLAIN_TOP
    room = most_top if is_steep else cell * filled
    titles = tuple(plain(shortened(name, room, SMALL)) for name in columns)
    return HeatGrid(left, cell, row, top, is_steep, titles)


def heat_step(level: float) -> int | None:
    """The place in the ramp of a level from 0 to 1; None where it is not known."""
    return min(int(level * STEPS), STEPS - 1) if np.isfinite(level) else None


def heat_cells(levels: Sequence[Sequence[float]], fills: Sequence[str], **hover: Any) -> Trace:
    """``fills``: the colours of the STEPS, of the lowest level first."""
    return trace(
        "heatmap",
        z=[[heat_step(level) for level in line] for line in levels],
        zmin=0,
        zmax=STEPS - 1,
        colorscale=[[place / (STEPS - 1), fill] for place, fill in enumerate(fills)],
        showscale=False,
        xgap=2,
        ygap=2,
        **hover,
    )


def heat_figure(
    traces: list[Trace], grid: HeatGrid, rows: int, dark: bool, *, names: dict[str, Any], texts: list[dict[str, Any]]
) -> go.Figure:
    """``names``: what the axis of the rows has beside its range; ``texts``: annotations."""
    return figure(
        traces,
        dark,
        height=round(grid.top + grid.row * rows + BESIDE),
        margin={"l": grid.left, "r": BESIDE, "t": grid.top, "b": BESIDE},
        xaxis={
            "side": "top",
            "tickvals": list(range(len(grid.titles))),
            "ticktext": list(grid.titles),
            "tickangle": -90 if grid.is_steep else 0,
            "showgrid": False,
            "zeroline": False,
            "range": [-0.5, len(grid.titles) - 0.5],
        },
        yaxis={**names, "range": [rows - 0.5, -0.5]},
        annotations=texts,
    )
