"""Months: what each layer brought, and revenue."""

from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from dashboard.logic.charts.chart_words import ChartWords, MoneyFormat
from dashboard.logic.charts.palette import Theme, layer_style, theme, value_layers
from dashboard.logic.charts.template import NARROW_FROM, WIDE_FROM, figure, nothing_to_show
from dashboard.logic.charts.text_width import SMALL, shortened, text_width
from dashboard.logic.words import N_

HEIGHT = 320
NO_MONTHS = N_("No months in this selection")
INCOMPLETE = N_("incomplete")


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

    layer_months: month_no, layer and the measure ("revenue" in money units, or "customers"); several rows of one
    month and layer (by account manager) are added up. Layers without any figure are left out.
    """
    sums = layer_months.pivot_table(
        index="month_no", columns="layer", values=measure, aggfunc="sum", sort=False, fill_value=0, observed=True
    ).sort_index()
    order = [layer for layer in dict.fromkeys(layer_months["layer"]) if sums[layer].to_numpy(dtype=float).any()]
    if not order:
        return nothing_to_show(words.text(NO_MONTHS), dark, HEIGHT)
    months = sums.index.to_numpy(dtype=np.int64)
    is_part = months > (months.max() if complete_through is None else complete_through)
    stacks = {layer: sums[layer].to_numpy(dtype=np.float64) for layer in order}
    total = np.sum([np.maximum(stack, 0) for stack in stacks.values()], axis=0)
    money = words.money(float(total.max())) if measure == "revenue" else None
    bands = value_layers(tuple(dict.fromkeys(layer_months["layer"])))
    traces = [
        _stack(layer, stacks[layer], months, is_part, money, words, dark, bands)
        for layer in reversed(order)  # the broad base below, as in the pyramid
    ]
    title = words.text(N_("Net revenue, {unit}")).format(unit=money.unit) if money else words.text(N_("Customers"))
    depth = float(np.sum([np.minimum(stack, 0) for stack in stacks.values()], axis=0).min())
    names = [words.layer(layer) for layer in order]
    return _months_figure(
        traces, months, is_part, (depth, float(total.max())), title, money, words, dark, narrow, names
    )


def revenue_by_month_chart(
    trend: pd.DataFrame, words: ChartWords, *, dark: bool = False, narrow: bool = False
) -> go.Figure:
    """Revenue per calendar month as bars; incomplete months are hatched. trend: month_no, revenue, complete."""
    if trend.empty:
        return nothing_to_show(words.text(NO_MONTHS), dark, HEIGHT)
    colours = theme(dark)
    months = trend["month_no"].to_numpy(dtype=np.int64)
    is_part = ~trend["complete"].to_numpy(dtype=bool)
    revenue = trend["revenue"].to_numpy(dtype=np.float64)
    money = words.money(float(np.abs(revenue).max()))
    hover = [
        f"{words.month(int(month))}{_part_note(part, words)}: {words.exact_money(float(amount))}"
        for month, part, amount in zip(months, is_part, revenue, strict=True)
    ]
    bars = go.Bar(
        x=_places(months, is_part),
        y=revenue,
        customdata=months,
        hovertext=hover,
        hoverinfo="text",
        name="revenue",
        marker=_part_marker(colours.accent, colours.accent, is_part, colours),
    )
    title = words.text(N_("Net revenue, {unit}")).format(unit=money.unit)
    span = (float(revenue.min()), float(revenue.max()))
    return _months_figure([bars], months, is_part, span, title, money, words, dark, narrow, [])


def _part_note(is_part: bool, words: ChartWords) -> str:
    return f" ({words.text(INCOMPLETE)})" if is_part else ""


def _places(months: NDArray[np.int64], is_part: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Positions on the axis: an incomplete month stands a little apart from the complete ones."""
    return months - months.min() + np.where(is_part, 0.4, 0.0)


def _part_marker(fill: str, edge: str, is_part: NDArray[np.bool_], colours: Theme) -> dict[str, Any]:
    return {
        "color": fill,
        "line": {"color": edge, "width": 0.5},
        "pattern": {
            "shape": np.where(is_part, "/", ""),
            "fgcolor": fill,
            "bgcolor": colours.background,
            "size": 5,
            "solidity": 0.35,
        },
    }


def _stack(
    layer: str,
    values: NDArray[np.float64],
    months: NDArray[np.int64],
    is_part: NDArray[np.bool_],
    money: MoneyFormat | None,
    words: ChartWords,
    dark: bool,
    bands: tuple[str, ...],
) -> go.Bar:
    style = layer_style(layer, bands, dark)
    name = words.layer(layer)
    shown = [words.exact_money(float(value)) if money else words.count(int(value)) for value in values]
    marker = _part_marker(style.fill, style.edge, is_part, theme(dark))
    if layer not in bands:
        marker["pattern"] = {
            "shape": np.where(is_part, "/", style.pattern),
            "fgcolor": style.pattern_colour,
            "bgcolor": style.fill,
            "size": 5,
        }
    return go.Bar(
        x=_places(months, is_part),
        y=values,
        name=shortened(name, 170),
        customdata=months,
        hovertext=[
            f"<b>{name}</b><br>{words.month(int(month))}{_part_note(part, words)}: {text}"
            for month, part, text in zip(months, is_part, shown, strict=True)
        ],
        hoverinfo="text",
        marker=marker,
    )


def _months_figure(
    traces: list[go.Bar],
    months: NDArray[np.int64],
    is_part: NDArray[np.bool_],
    span: tuple[float, float],
    title: str,
    money: MoneyFormat | None,
    words: ChartWords,
    dark: bool,
    narrow: bool,
    names: list[str],
) -> go.Figure:
    """Axes with few, whole labels; the legend above, in as many rows as the least width needs."""
    values = _round_steps(min(span[0], 0.0), max(span[1], 0.0))
    value_texts = [money.short(value) if money else words.count(int(value)) for value in values]
    left = max(map(text_width, value_texts)) + 10
    room = (NARROW_FROM if narrow else WIDE_FROM) - left - 12
    wanted = max(int(room / (max(text_width(words.short_month(int(m)), SMALL) for m in months) + 14)), 1)
    every = -(-len(months) // wanted)
    shown = np.arange(len(months) - 1, -1, -every)[::-1]
    places = _places(months, is_part)
    entry = max((text_width(shortened(name, 170)) for name in names), default=0.0) + 50
    legend_rows = -(-len(names) // max(int(room // entry), 1)) if names else 0
    top = 30 + 22 * legend_rows
    heading = {"text": shortened(title, room, SMALL), "x": 0, "xref": "paper", "xanchor": "left"}
    colours = theme(dark)
    return figure(
        traces,
        dark,
        height=HEIGHT - 52 + top,
        margin={"l": round(left), "r": 12, "t": top, "b": 34},
        barmode="relative",
        bargap=0.15,
        title={
            **heading,
            "y": 1,
            "yref": "container",
            "yanchor": "top",
            "pad": {"t": 6},
            "font": {"size": SMALL, "color": colours.muted},
        },
        showlegend=bool(names),
        legend={
            "orientation": "h",
            "x": 0,
            "y": 1.0,
            "yanchor": "bottom",
            "traceorder": "reversed",
            "entrywidth": entry - 40,
            "entrywidthmode": "pixels",
            "itemclick": False,
            "itemdoubleclick": False,
        },
        xaxis={
            "tickvals": places[shown],
            "ticktext": [words.short_month(int(month)) for month in months[shown]],
            "tickangle": 0,
            "range": [places[0] - 0.7, places[-1] + 0.7],
            "showgrid": False,
        },
        yaxis={
            "tickvals": values,
            "ticktext": value_texts,
            "range": [values[0], max(values[-1], 1e-9)],
            "zeroline": True,
        },
    )


def _round_steps(low: float, high: float) -> NDArray[np.float64]:
    """Three to six round values that span low..high and hold zero."""
    if low == high == 0:
        return np.array([0.0, 1.0])
    rough = (high - low) / 4
    power = 10 ** np.floor(np.log10(rough))
    step = power * next(times for times in (1, 2, 2.5, 5, 10) if times * power >= rough)
    return np.arange(np.floor(low / step), np.ceil(high / step) + 1) * step
