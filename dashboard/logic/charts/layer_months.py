"""Months: how many customers each layer had at their ends, and what it brought."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from dashboard.logic.charts.chart_words import ChartWords, MoneyFormat
from dashboard.logic.charts.month_axis import NAME_ROOM, NO_MONTHS, Months, month_marker, months_figure
from dashboard.logic.charts.palette import layer_styles, theme
from dashboard.logic.charts.template import nothing_to_show, trace
from dashboard.logic.charts.text_width import shortened
from dashboard.logic.words import N_


def layers_over_months_chart(
    layer_months: pd.DataFrame,
    words: ChartWords,
    *,
    measure: str = "revenue",
    complete_through: int | None = None,
    dark: bool = False,
    narrow: bool = False,
) -> go.Figure:
    """Stacked bars per month end, one colour per layer; months after `complete_through` are hatched and set apart.

    layer_months: month_no, layer (highest first) and the measure: "revenue" in money units, or "customers". Several
    rows of one month and layer (one per account manager) are added up. Layers without any figure are left out.
    """
    layers = tuple(dict.fromkeys(layer_months["layer"]))
    sums = layer_months.pivot_table(
        index="month_no", columns="layer", values=measure, aggfunc="sum", fill_value=0, observed=True
    )
    stacks = {layer: sums[layer].to_numpy(dtype=np.float64) for layer in layers if sums[layer].any()}
    if not stacks:
        return nothing_to_show(words.text(NO_MONTHS), dark)
    numbers = sums.index.to_numpy(dtype=np.int64)
    last_whole = numbers.max() if complete_through is None else complete_through
    months = Months(numbers, numbers > last_whole)
    heights = np.array(list(stacks.values()))
    span = (float(np.minimum(heights, 0).sum(axis=0).min()), float(np.maximum(heights, 0).sum(axis=0).max()))
    money = words.money(max(span[1], -span[0])) if measure == "revenue" else None
    styles = layer_styles(layers, dark)
    month_names = months.hover_names(words)
    traces = []
    for layer in reversed(stacks):  # the broad base below, as in the pyramid
        style, name = styles[layer], words.layer(layer)
        traces.append(
            trace(
                "bar",
                x=months.places,
                y=stacks[layer].astype(np.float32),
                name=shortened(name, NAME_ROOM),
                customdata=month_names,
                hovertext=_exact(stacks[layer], money, words),
                hovertemplate=f"<b>{name}</b><br>%{{customdata}}: %{{hovertext}}<extra></extra>",
                marker=month_marker(style.fill, style.edge, months, theme(dark), style.pattern),
            )
        )
    names = [words.layer(layer) for layer in stacks]
    heading = words.text(N_("Net revenue, {unit}")).format(unit=money.unit) if money else words.text(N_("Customers"))
    return months_figure(traces, months, span, money, words, dark=dark, narrow=narrow, names=names, heading=heading)


def _exact(values: NDArray[np.float64], money: MoneyFormat | None, words: ChartWords) -> list[str]:
    return [words.exact_money(float(value)) if money else words.count(int(value)) for value in values]
