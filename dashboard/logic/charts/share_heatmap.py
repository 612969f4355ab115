"""Shares by two things, such as completeness by section and tier: the darker, the more is missing."""

from math import ceil
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.logic.charts.chart_words import ChartWords
from dashboard.logic.charts.figure_texts import fitted_name, name_width, plain
from dashboard.logic.charts.palette import ramp, text_on, theme
from dashboard.logic.charts.template import NARROW_FROM, WIDE_FROM, figure, label, nothing_to_show, trace
from dashboard.logic.charts.text_width import SMALL, shortened, text_width
from dashboard.logic.words import N_

ROW, TOP, STEPS = 30.0, 34, 6
STEEP_BELOW, MOST_TOP = 56.0, 110.0
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
    colours = theme(dark)
    values = shares.to_numpy(dtype=np.float64)
    rows, columns = [str(name) for name in shares.index], [str(name) for name in shares.columns]
    whole = NARROW_FROM if narrow else WIDE_FROM
    left = ceil(min(max(map(name_width, rows)), whole * (0.34 if narrow else 0.32))) + 16
    cell = (whole - left - 8) / len(columns)
    # Titles that would cover each other stand upright.
    is_steep = cell < STEEP_BELOW
    top = ceil(min(max(text_width(name, SMALL) for name in columns), MOST_TOP)) + 14 if is_steep else TOP
    fills = [*reversed(ramp(STEPS, dark))]
    scale = [[place / (STEPS - 1), fill] for place, fill in enumerate(fills)]
    texts = _cell_texts(values, fills, words, muted=colours.muted, is_tight=is_steep)
    return figure(
        [
            trace(
                "heatmap",
                z=[[None if not np.isfinite(one) else _step(1 - one) for one in line] for line in values.tolist()],
                zmin=0,
                zmax=STEPS - 1,
                colorscale=scale,
                showscale=False,
                xgap=2,
                ygap=2,
                hovertext=[[plain(str(text)) for text in line] for line in details.to_numpy().tolist()],
                hoverinfo="text",
            )
        ],
        dark,
        height=round(top + ROW * len(rows) + 8),
        margin={"l": left, "r": 8, "t": top, "b": 8},
        xaxis={
            "side": "top",
            "tickvals": list(range(len(columns))),
            "ticktext": [plain(shortened(name, MOST_TOP if is_steep else cell * 0.96, SMALL)) for name in columns],
            "tickangle": -90 if is_steep else 0,
            "showgrid": False,
            "zeroline": False,
            "range": [-0.5, len(columns) - 0.5],
        },
        yaxis={
            "tickvals": list(range(len(rows))),
            "ticktext": [fitted_name(name, left - 16) for name in rows],
            "tickfont": {"color": colours.text, "size": 13},
            "showgrid": False,
            "zeroline": False,
            "range": [len(rows) - 0.5, -0.5],
        },
        annotations=texts,
    )


def _cell_texts(
    values: np.ndarray, fills: list[str], words: ChartWords, *, muted: str, is_tight: bool
) -> list[dict[str, Any]]:
    """The share in each cell; a dash where none applies."""
    texts = []
    for (row, column), share in np.ndenumerate(values):
        known = bool(np.isfinite(share))
        ink = text_on(_fill(fills, 1 - share)) if known else muted
        text = "–" if not known else words.percent(share) if share in (0, _FULL) else _between(share, words)
        text = "".join(text.split()) if is_tight else text
        texts.append(label(text, column, row, anchor="center", font={"color": ink, "size": SMALL - 2 * is_tight}))
    return texts


def _between(share: float, words: ChartWords) -> str:
    """Never a false 0 % or 100 %."""
    return "<1%" if share < 0.005 else ">99%" if share > 0.995 else words.percent(share)


def _step(missing: float) -> int:
    return min(int(missing * STEPS), STEPS - 1)


def _fill(fills: list[str], missing: float) -> str:
    return fills[_step(missing)]
