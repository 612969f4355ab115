"""What was done against what was promised: a bar per service, and a mark for each of its two limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import plotly.graph_objects as go

from dashboard.logic.charts.chart_words import ChartWords
from dashboard.logic.charts.figure_texts import fitted_name, name_width, plain
from dashboard.logic.charts.palette import theme
from dashboard.logic.charts.template import (
    NARROW_FROM,
    WIDE_FROM,
    Trace,
    figure,
    heading_above,
    label,
    nothing_to_show,
    trace,
)
from dashboard.logic.charts.text_width import SMALL, text_width
from dashboard.logic.words import N_

ROW, NARROW_ROW, BAR = 40.0, 58.0, 0.4
TICK, SIGN = 60.0, 60.0
"""px that a number under the axis needs, and a sign of the legend beside its name."""
MOST_TIMES = 2.5
"""A bar ends at so many times the largest limit; its exact value stands beside it."""
NOTHING = N_("No standard with a limit in time has tickets here")


@dataclass(frozen=True)
class Bullet:
    """One row, all values in the unit of the chart; None = has none. ``told``: the bar's value as it is written, with
    the verdict; ``id``: for the click."""

    id: str
    name: str
    actual: float | None
    regulator: float | None
    company: float | None
    told: str


def bullet_chart(
    bullets: Sequence[Bullet],
    words: ChartWords,
    *,
    heading: str,
    regulator: str,
    company: str,
    dark: bool = False,
    narrow: bool = False,
) -> go.Figure:
    """Bars from 0 in the order given (customdata: the id), an upright line at the regulator's limit and a diamond at
    the company's. ``heading`` says what is shown and in which unit."""
    shown = [one for one in bullets if one.actual is not None]
    limits = [limit for one in shown for limit in (one.regulator, one.company) if limit is not None]
    if not shown or not limits:
        return nothing_to_show(words.text(NOTHING), dark)
    colours = theme(dark)
    end = _end(shown, limits)
    width = NARROW_FROM if narrow else WIDE_FROM
    left = 12 if narrow else ceil(min(max(name_width(one.name) for one in shown), 230)) + 20
    right = ceil(max(text_width(one.told, SMALL) for one in shown)) + 16
    places = list(range(len(shown)))
    room = width - left - right
    # where the two marks of the legend do not fit beside each other they stand in two lines
    above = 84 if narrow or _legend_width(regulator, company) > room else 58
    return figure(
        [
            _bars(shown, places, end, colours.accent),
            _marks(shown, places, "regulator", regulator, "line-ns", colours.text),
            _marks(shown, places, "company", company, "diamond", colours.text),
        ],
        dark,
        height=round((NARROW_ROW if narrow else ROW) * len(shown) + above + 34),
        margin={"l": left, "r": right, "t": above, "b": 34},
        bargap=1 - BAR,
        title=heading_above(heading, dark),
        showlegend=True,
        legend={
            "orientation": "h",
            "x": 0,
            "y": 1.0,
            "yanchor": "bottom",
            "itemclick": False,
            "itemdoubleclick": False,
        },
        xaxis={"range": [0, end], "zeroline": True, "nticks": max(2, min(6, round(room / TICK)))},
        yaxis={
            "range": [len(shown) - 0.5, -0.5],
            "tickvals": [] if narrow else places,
            "ticktext": [] if narrow else [fitted_name(one.name, left - 20) for one in shown],
            "tickfont": {"color": colours.text, "size": 13},
            "showgrid": False,
        },
        annotations=_annotations(shown, places, width, narrow=narrow),
    )


def _legend_width(*names: str) -> float:
    return sum(text_width(name, 13) + SIGN for name in names)


def is_cut(one: Bullet, bullets: Sequence[Bullet]) -> bool:
    """Whether its bar is longer than the chart."""
    limits = [limit for each in bullets for limit in (each.regulator, each.company) if limit is not None]
    return one.actual is not None and bool(limits) and one.actual > _end(bullets, limits)


def _end(bullets: Sequence[Bullet], limits: Sequence[float]) -> float:
    longest = min(max(one.actual or 0 for one in bullets), MOST_TIMES * max(limits))
    return max(longest, max(limits)) * 1.02


def _bars(shown: Sequence[Bullet], places: list[int], end: float, colour: str) -> Trace:
    hover = [f"{plain(one.name)}: {plain(one.told)}" for one in shown]
    return trace(
        "bar",
        orientation="h",
        x=[min(one.actual or 0, end) for one in shown],
        y=places,
        marker={"color": colour},
        customdata=[one.id for one in shown],
        text=hover,
        textposition="none",
        hovertemplate="%{text}<extra></extra>",
        showlegend=False,
    )


def _marks(shown: Sequence[Bullet], places: list[int], column: str, name: str, symbol: str, colour: str) -> Trace:
    values = [getattr(one, column) for one in shown]
    size = 26 if symbol == "line-ns" else 13
    return trace(
        "scatter",
        mode="markers",
        x=values,
        y=places,
        name=name,
        marker={"symbol": symbol, "size": size, "color": colour, "line": {"color": colour, "width": 3}},
        hovertemplate=f"{name}: %{{x:,.1f}}<extra></extra>",
    )


def _annotations(shown: Sequence[Bullet], places: list[int], width: float, *, narrow: bool) -> list[dict[str, Any]]:
    texts = [
        label(one.told, 1.0, place, xref="paper", xshift=8, font={"size": SMALL})
        for one, place in zip(shown, places, strict=True)
    ]
    if narrow:
        texts += [
            label(fitted_name(one.name, width), 0, place - 0.4, font={"size": SMALL})
            for one, place in zip(shown, places, strict=True)
        ]
    return texts
