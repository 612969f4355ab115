"""A rate or a share month by month between its limits: what is unusual, since when, and what happened then."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from dashboard.logic.charts.chart_words import ChartWords, MoneyFormat
from dashboard.logic.charts.control_marks import ControlMark, mark_shapes, mark_titles, marks_room
from dashboard.logic.charts.control_symbols import LEGEND, point_symbols
from dashboard.logic.charts.month_axis import NAME_ROOM, NO_MONTHS, Months, months_figure, shaded_months
from dashboard.logic.charts.palette import Theme, theme
from dashboard.logic.charts.template import NARROW_FROM, WIDE_FROM, Trace, nothing_to_show, trace
from dashboard.logic.charts.text_width import shortened
from dashboard.logic.spc.laney import UChart
from dashboard.logic.words import N_

PLOT_HEIGHT = 260


@dataclass(frozen=True)
class ControlNames:
    """What a control chart writes.

    heading    what is shown, in which unit ("Complaints per 100 orders")
    series     name of the line in the legend
    short      a rate as the axis writes it; exact: as hover writes it
    told       per month: count and exposure, and what the rules say; "" = nothing to add
    """

    heading: str
    series: str
    short: Callable[[float], str]
    exact: Callable[[float], str]
    told: Sequence[str]


def control_chart(
    months: Months,
    chart: UChart,
    names: ControlNames,
    words: ChartWords,
    *,
    marks: Sequence[ControlMark] = (),
    chosen: int | None = None,
    from_zero: bool = True,
    dark: bool = False,
    narrow: bool = False,
) -> go.Figure:
    """One point per month of ``chart`` (same length as ``months``); the first trace is the line of the rates, so a
    click's point_index is the place of the month.

    An incomplete month is open, stands apart, and neither limits nor rules speak of it. The baseline is shaded.
    marks: at most a few upright lines with their titles; chosen: the number of the month whose cases are listed.
    """
    if len(months.numbers) == 0:
        return nothing_to_show(words.text(NO_MONTHS), dark)
    if not np.isfinite(chart.rate).any():
        return nothing_to_show(words.text(N_("Not known in any of these months")), dark)
    colours = theme(dark)
    symbols = point_symbols(chart, months)
    traces = [_rates(months, chart, names, words, symbols, chosen, colours)]
    legend = [names.series]
    if chart.has_limits:
        traces += _limits(months, chart, names, words, colours)
        legend += [words.text(N_("usual level (baseline)")), words.text(N_("limits"))]
    for symbol in (one for one in LEGEND if one in symbols):
        legend.append(words.text(LEGEND[symbol]))
        traces.append(_legend_entry(symbol, legend[-1], colours))
    room = (NARROW_FROM if narrow else WIDE_FROM) - 80
    return months_figure(
        traces,
        months,
        _span(chart),
        MoneyFormat("", names.short),
        words,
        dark=dark,
        narrow=narrow,
        names=legend,
        heading=names.heading,
        order="normal",
        plot_height=PLOT_HEIGHT + marks_room(marks),
        from_zero=from_zero,
        is_legend_fixed=True,
        part_note=N_("open mark: month incomplete, not judged"),
        shapes=[*_baseline(months, chart, colours), *mark_shapes(marks, months, colours)],
        annotations=mark_titles(marks, months, room, colours),
    )


def _rates(
    months: Months,
    chart: UChart,
    names: ControlNames,
    words: ChartWords,
    symbols: list[str],
    chosen: int | None,
    colours: Theme,
) -> Trace:
    """The line breaks at a gap; the part month is a mark by itself, so it is drawn before the line ends."""
    signal = np.array([symbol in LEGEND for symbol in symbols])
    size = np.where(signal, 13, 7) + np.where(months.numbers == chosen, 5, 0)
    marker = {
        "symbol": symbols,
        "size": size.tolist(),
        "color": np.where(signal, colours.text, colours.accent).tolist(),
        "line": {"color": colours.background, "width": np.where(signal, 1, 0).tolist()},
        "opacity": 1,
    }
    hover = [
        "<br>".join(part for part in (f"{month}: {names.exact(rate)}", told) if part) if np.isfinite(rate) else month
        for month, rate, told in zip(months.hover_names(words), chart.rate.tolist(), names.told, strict=True)
    ]
    return trace(
        "scatter",
        x=months.places,
        y=chart.rate,
        mode="lines+markers",
        name=shortened(names.series, NAME_ROOM),
        line={"color": colours.accent, "width": 1.5},
        marker=marker,
        text=hover,
        hovertemplate="%{text}<extra></extra>",
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        connectgaps=False,
        cliponaxis=False,
    )


def _limits(months: Months, chart: UChart, names: ControlNames, words: ChartWords, colours: Theme) -> list[Trace]:
    """Centre and limits of the complete months, as steps: each month has its own, by its exposure."""
    complete = ~months.is_part
    x = months.places[complete]
    level, limits = words.text(N_("usual level (baseline)")), words.text(N_("limits"))

    def line(values: NDArray[np.float64], name: str, dash: str, *, listed: bool) -> Trace:
        y = values[complete]
        text = [f"{name}: {names.exact(value)}" if np.isfinite(value) else "" for value in y.tolist()]
        look = {"color": colours.muted, "width": 1.5, "dash": dash, "shape": "hvh"}
        return trace(
            "scatter",
            x=x,
            y=y,
            mode="lines",
            line=look,
            name=shortened(name, NAME_ROOM),
            showlegend=listed,
            text=text,
            hovertemplate="%{text}<extra></extra>",
        )

    return [
        line(chart.centre, level, "solid", listed=True),
        line(chart.upper, limits, "4px,3px", listed=True),
        line(chart.lower, limits, "4px,3px", listed=False),
    ]


def _legend_entry(symbol: str, name: str, colours: Theme) -> Trace:
    """A symbol and its words, without a point."""
    marker = {"symbol": symbol, "size": 11, "color": colours.text}
    return trace("scatter", x=[None], y=[None], mode="markers", marker=marker, name=shortened(name, NAME_ROOM))


def _span(chart: UChart) -> tuple[float, float]:
    every = np.concatenate([chart.rate, chart.lower, chart.upper])
    every = every[np.isfinite(every)]
    return float(every.min()), float(every.max())


def _baseline(months: Months, chart: UChart, colours: Theme) -> list[dict[str, Any]]:
    if not chart.has_limits or not chart.is_baseline.any():
        return []
    return [shaded_months(months.places[chart.is_baseline], colours)]
