"""Shares by two things, such as completeness by section and tier: the darker, the more is missing."""

from math import ceil
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.logic.charts.chart_words import ChartWords
from dashboard.logic.charts.figure_texts import fitted_name, name_width, plain
from dashboard.logic.charts.heat_table import STEPS, heat_cells, heat_figure, heat_grid, heat_step, heat_width
from dashboard.logic.charts.palette import ramp, text_on, theme
from dashboard.logic.charts.template import label, nothing_to_show
from dashboard.logic.charts.text_width import SMALL
from dashboard.logic.words import N_

ROW = 30.0
STEEP_BELOW, MOST_TOP, TITLE_FILLED = 56.0, 110.0, 0.96
NOTHING = N_("Nothing to show")
_FULL = 1.0


def share_heatmap(
    shares: pd.DataFrame, details: pd.DataFrame, words: ChartWords, *, dark: bool = False, narrow: bool = False
) -> go.Figure:
    """One cell per row and column of ``shares`` (0..1, nan = does not apply); index and columns are titles.

    details   same shape: the text of the hover box
    """
    if shares.empty or not shares.shape[1]:
        return nothing_to_show(words.text(NOTHING), dark)
    values = shares.to_numpy(dtype=np.float64)
    rows = [str(name) for name in shares.index]
    left = ceil(min(max(map(name_width, rows)), heat_width(narrow) * (0.34 if narrow else 0.32))) + 16
    columns = [str(name) for name in shares.columns]
    grid = heat_grid(columns, left, ROW, narrow=narrow, steep_below=STEEP_BELOW, most_top=MOST_TOP, filled=TITLE_FILLED)
    fills = [*reversed(ramp(STEPS, dark))]
    hover = [[plain(str(text)) for text in line] for line in details.to_numpy().tolist()]
    return heat_figure(
        [heat_cells((1 - values).tolist(), fills, hovertext=hover, hoverinfo="text")],
        grid,
        len(rows),
        dark,
        names={
            "tickvals": list(range(len(rows))),
            "ticktext": [fitted_name(name, left - 16) for name in rows],
            "tickfont": {"color": theme(dark).text, "size": 13},
            "showgrid": False,
            "zeroline": False,
        },
        texts=_cell_texts(values, fills, words, muted=theme(dark).muted, is_tight=grid.is_steep),
    )


def _cell_texts(
    values: np.ndarray, fills: list[str], words: ChartWords, *, muted: str, is_tight: bool
) -> list[dict[str, Any]]:
    """The share in each cell; a dash where none applies."""
    texts = []
    for (row, column), share in np.ndenumerate(values):
        step = heat_step(1 - share)
        ink = muted if step is None else text_on(fills[step])
        text = "–" if step is None else words.percent(share) if share in (0, _FULL) else _between(share, words)
        text = "".join(text.split()) if is_tight else text
        texts.append(label(text, column, row, anchor="center", font={"color": ink, "size": SMALL - 2 * is_tight}))
    return texts


def _between(share: float, words: ChartWords) -> str:
    """Never a false 0 % or 100 %."""
    return "<1%" if share < 0.005 else ">99%" if share > 0.995 else words.percent(share)
