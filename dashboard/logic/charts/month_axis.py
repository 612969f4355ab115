"""What charts over months share: places of months, the look of an incomplete one, axes with few whole labels."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from dashboard.logic.charts.chart_words import ChartWords, MoneyFormat
from dashboard.logic.charts.palette import Theme
from dashboard.logic.charts.template import NARROW_FROM, WIDE_FROM, Trace, figure, heading_above
from dashboard.logic.charts.text_width import SMALL, shortened, text_width
from dashboard.logic.words import N_

NO_MONTHS = N_("No months in this selection")
PLOT_HEIGHT = 230
NAME_ROOM = 170.0
_ABOVE_THE_PLOT = {"y": 1.0, "yanchor": "bottom"}
HATCHED = N_("hatched: month incomplete")


@dataclass(frozen=True, eq=False)
class Months:
    """The months of a chart in order, and which of them are not complete."""

    numbers: NDArray[np.int64]
    is_part: NDArray[np.bool_]

    @property
    def places(self) -> NDArray[np.float32]:
        """Positions on the axis: an incomplete month stands a little apart from the complete ones."""
        return (self.numbers - self.numbers.min() + np.where(self.is_part, 0.4, 0.0)).astype(np.float32)

    def hover_names(self, words: ChartWords) -> list[str]:
        note = words.text(N_("incomplete"))
        return [
            words.month(int(month)) + (f" ({note})" if part else "")
            for month, part in zip(self.numbers, self.is_part, strict=True)
        ]


def month_marker(fill: str, edge: str, months: Months, colours: Theme, pattern: str = "") -> dict[str, Any]:
    """Bars in one colour, hatched where the month is incomplete. `pattern` is that of the layer itself, if any."""
    marker: dict[str, Any] = {"color": fill, "line": {"color": edge, "width": 0.5}}
    if months.is_part.any() or pattern:
        marker["pattern"] = {
            "shape": np.where(months.is_part, "/", pattern).tolist(),
            "fgcolor": edge if pattern else fill,
            "bgcolor": fill if pattern else colours.background,
            "size": 5,
            "solidity": 0.35,
        }
    return marker


def months_figure(
    traces: list[Trace],
    months: Months,
    span: tuple[float, float],
    money: MoneyFormat | None,
    words: ChartWords,
    *,
    dark: bool,
    narrow: bool,
    names: list[str],
    heading: str,
    order: str = "reversed",
    plot_height: int = PLOT_HEIGHT,
    from_zero: bool = True,
    part_note: str = HATCHED,
    is_legend_fixed: bool = False,
    **more: Any,
) -> go.Figure:
    """Bars over months. span: least and greatest height; names: of the legend, in as many rows as they need.

    heading: what is shown, in which unit; order: of the legend, against that of the traces; from_zero: lines may begin
    higher; part_note: how an incomplete month is told; is_legend_fixed: to the top of the picture, not to the plot, on
    which it lies for a moment when a larger legend was there before; more: of the layout."""
    values, lowest = _value_ticks(min(span[0], 0.0), max(span[1], 0.0)) if from_zero else _ticks_within(*span)
    texts = [money.short(float(value)) if money else words.count(int(value)) for value in values]
    value_texts = without_idle_zeros(texts)
    left = max(map(text_width, value_texts)) + 10
    room = (NARROW_FROM if narrow else WIDE_FROM) - left - 12
    entry = max((text_width(shortened(name, NAME_ROOM)) for name in names), default=0.0)
    legend_rows = -(-len(names) // max(int(room // (entry + 50)), 1)) if names else 0
    top = 34 + 22 * legend_rows
    height = plot_height + top + 34
    place = {"y": 1 - 30 / height, "yref": "container", "yanchor": "top"} if is_legend_fixed else _ABOVE_THE_PLOT
    return figure(
        traces,
        dark,
        height=height,
        margin={"l": round(left), "r": 12, "t": top, "b": 34},
        barmode="relative",
        bargap=0.15,
        title=_heading(heading, part_note, months, words, room, dark),
        showlegend=bool(names),
        legend={
            "orientation": "h",
            "x": 0,
            **place,
            "traceorder": order,
            "entrywidth": entry + 8,
            "entrywidthmode": "pixels",
            "itemclick": False,
            "itemdoubleclick": False,
        },
        xaxis=_month_axis(months, words, room),
        yaxis={"tickvals": values, "ticktext": value_texts, "range": [lowest, values[-1]], "zeroline": True},
        **more,
    )


def _heading(text: str, part_note: str, months: Months, words: ChartWords, room: float, dark: bool) -> dict[str, Any]:
    """What is counted, in which unit, and what the hatching means where there is any."""
    if months.is_part.any():
        text += " · " + words.text(part_note)
    return heading_above(shortened(text, room, SMALL), dark)


def _month_axis(months: Months, words: ChartWords, room: float) -> dict[str, Any]:
    """Every month, every third … as many labels as the least width holds, always with the last."""
    texts = [words.short_month(int(month)) for month in months.numbers]
    every = -(-len(texts) // max(int(room / (max(text_width(text, SMALL) for text in texts) + 14)), 1))
    shown = np.arange(len(texts) - 1, -1, -every)[::-1]
    places = months.places
    edge = max(0.7, text_width(texts[-1], SMALL) / 2 / room * len(texts))
    return {
        "tickvals": places[shown],
        "ticktext": [texts[place] for place in shown],
        "tickangle": 0,
        "range": [float(places[0]) - edge, float(places[-1]) + edge],
        "showgrid": False,
        "zeroline": False,
    }


def _value_ticks(low: float, high: float) -> tuple[NDArray[np.float64], float]:
    """Round ticks, and where the axis begins: a few returns below zero get the room they need, not a whole step."""
    ticks = round_steps(low, high)
    step = float(ticks[1] - ticks[0])
    if 0 > low > -0.3 * step and high > 0:
        return ticks[ticks >= 0], low - 0.05 * step
    return ticks, float(ticks[0])


def _ticks_within(low: float, high: float) -> tuple[NDArray[np.float64], float]:
    """Round ticks around low..high, wherever zero is."""
    if low == high:
        return _value_ticks(min(low, 0.0), max(high, 0.0))
    step = float(np.diff(round_steps(0.0, high - low))[0])
    ticks = np.arange(np.floor(low / step), np.ceil(high / step) + 1) * step
    return ticks, float(ticks[0])


def without_idle_zeros(texts: list[str]) -> list[str]:
    """300.0 and 0.0 become 300 and 0: decimals that no label of the axis needs go."""
    while all("." in text and text[-1] in "0." for text in texts):
        texts = [text[:-1] for text in texts]
    return texts


def round_steps(low: float, high: float) -> NDArray[np.float64]:
    """Three to six round values that span low..high and hold zero; 0 and 1 where there is nothing to span."""
    if low == high == 0:
        return np.array([0.0, 1.0])
    rough = (high - low) / 4
    power = 10 ** np.floor(np.log10(rough))
    step = power * next(times for times in (1, 2, 2.5, 5, 10) if times * power >= rough * (1 - 1e-9))
    return np.arange(np.floor(low / step), np.ceil(high / step) + 1) * step


def shaded_months(places: np.ndarray, colours: Theme) -> dict[str, Any]:
    """The shape behind the months at these places, one after the other."""
    return {
        "type": "rect",
        "xref": "x",
        "yref": "paper",
        "x0": float(places[0]) - 0.5,
        "x1": float(places[-1]) + 0.5,
        "y0": 0,
        "y1": 1,
        "layer": "below",
        "line": {"width": 0},
        "fillcolor": colours.touched,
    }
