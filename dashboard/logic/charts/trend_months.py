"""A figure month by month: bars in segments, what they are compared with as a line, the target as steps."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dashboard.logic.charts.chart_words import ChartWords, MoneyFormat
from dashboard.logic.charts.month_axis import NAME_ROOM, NO_MONTHS, month_marker, months_figure, shaded_months
from dashboard.logic.charts.palette import Theme, theme
from dashboard.logic.charts.template import Trace, nothing_to_show, trace
from dashboard.logic.charts.text_width import shortened
from dashboard.logic.charts.trend_colours import SegmentStyle
from dashboard.logic.charts.trend_picture import TrendNames, TrendPicture
from dashboard.logic.money import UNITS
from dashboard.logic.trend_segments import Line
from dashboard.logic.words import N_

PLOT_HEIGHT = 280
CHOSEN = {"marker": {"size": 14}}
NOT_CHOSEN = {"marker": {"opacity": 0.4}}


def trend_chart(
    picture: TrendPicture,
    names: TrendNames,
    styles: Mapping[str, SegmentStyle],
    words: ChartWords,
    *,
    dark: bool = False,
    narrow: bool = False,
) -> go.Figure:
    """The segments from the base of the stack to its top, then comparison and target.

    A part month is hatched and stands apart; nothing joins it to the months before, and it is compared with nothing.
    Exact figures are written by the browser (1,234.50 in both languages): a text for each would be most of the chart.
    """
    if len(picture.months.numbers) == 0 or not picture.stack:
        return nothing_to_show(words.text(NO_MONTHS), dark)
    if not any(line.known.any() for line in picture.segments.lines):
        return nothing_to_show(words.text(N_("Not known in any of these months")), dark)
    colours, month_names = theme(dark), picture.months.hover_names(words)
    draw = _bars if picture.are_bars else _segment_line
    traces = []
    for code in picture.stack:
        look = _look(picture, names, code, month_names)
        traces.append(draw(picture, picture.line(code), styles[code], look, colours))
    traces += _overlays(picture, names, words, month_names, colours)
    listed = [str(one["name"]) for one in traces if one.get("showlegend", True)]
    low, high = picture.span()
    money = words.money(max(abs(low), abs(high)) * UNITS) if picture.is_money else None
    shaded = _shaded(picture, colours)
    shapes: dict[str, Any] = {"shapes": shaded} if shaded else {}
    return months_figure(
        traces,
        picture.months,
        (low, high),
        money and MoneyFormat(money.unit, lambda plain: money.short(plain * UNITS)),
        words,
        dark=dark,
        narrow=narrow,
        names=listed if len(listed) > 1 else [],
        heading=names.heading.format(unit=money.unit if money else ""),
        order="normal",
        plot_height=PLOT_HEIGHT,
        **shapes,
    )


def _hover(name: str, picture: TrendPicture, names: TrendNames) -> str:
    value = "%{y:,.2f} " + names.unit if picture.is_money else "%{y:,.0f}"
    title = f"<b>{plain(name).replace('%{', '% {')}</b><br>" if name else ""
    return f"{title}%{{customdata}}: {value}<extra></extra>"


def plain(name: str) -> str:
    """A name from the data: what looks like markup in it is text."""
    return name.replace("&", "&amp;").replace("<", "&lt;")


def _look(picture: TrendPicture, names: TrendNames, code: str, month_names: list[str]) -> dict[str, Any]:
    """What bars and lines of a segment share."""
    name = names.segments.get(code, code)
    look: dict[str, Any] = {
        "name": plain(shortened(name, NAME_ROOM)),
        "legendrank": 1 + picture.segments.codes.index(code),
        "customdata": month_names,
        "hovertemplate": _hover(name if len(picture.stack) > 1 else "", picture, names),
    }
    if picture.chosen is not None:
        month, segment = picture.chosen
        here = np.flatnonzero(picture.months.numbers == month)
        look |= {"selectedpoints": here.tolist() if segment in ("", code) else [], "unselected": NOT_CHOSEN}
    return look


def _bars(picture: TrendPicture, line: Line, style: SegmentStyle, look: dict[str, Any], colours: Theme) -> Trace:
    """An empty bar has no outline, which would be a line on top of the others. In a stack it is a bar all the same:
    Plotly forgets at a gap how high the stack is, and draws what follows from the ground."""
    marker = month_marker(style.fill, style.edge, picture.months, colours, style.pattern)
    heights = picture.heights(line)
    if len(picture.stack) > 1:
        heights = np.nan_to_num(heights)
    if not heights.all():
        marker["line"] = {**marker["line"], "width": np.where(heights == 0, 0.0, marker["line"]["width"]).tolist()}
    return trace("bar", x=picture.months.places, y=heights, marker=marker, **look)


def _segment_line(
    picture: TrendPicture, line: Line, style: SegmentStyle, look: dict[str, Any], colours: Theme
) -> Trace:
    """A line with a gap before the part month, whose own mark is open."""
    months = picture.months
    x, y = months.places.astype(np.float64), picture.heights(line)
    symbols: list[str] | str = style.symbol
    if "selectedpoints" in look:
        look = {**look, "selected": CHOSEN}
    if months.is_part[-1]:
        x, y = np.insert(x, -1, np.nan), np.insert(y, -1, np.nan)
        symbols = [style.symbol] * (len(x) - 1) + [style.symbol.removesuffix("-open") + "-open"]
        look = {**look, "customdata": [*look["customdata"][:-1], "", look["customdata"][-1]]}
        if look.get("selectedpoints") == [len(months.numbers) - 1]:
            look["selectedpoints"] = [len(months.numbers)]
    marker = {"color": style.line, "symbol": symbols, "size": 8}
    return trace("scatter", x=x, y=y, mode="lines+markers", line={"color": style.line}, marker=marker, **look)


def _overlays(
    picture: TrendPicture, names: TrendNames, words: ChartWords, month_names: list[str], colours: Theme
) -> list[Trace]:
    """Comparison and target, as far as there are any; a halo keeps them in sight on bars of any colour."""
    traces = []
    ring = {"color": colours.background, "size": 6, "line": {"color": colours.text, "width": 1.5}}
    dash = {"symbol": "line-ew", "size": 11, "line": {"color": colours.text, "width": 2}}
    looks = (
        (picture.compared, names.compared, {"width": 1.5}, ring),
        (picture.target, names.target, {"width": 2, "dash": "4px,3px", "shape": "hvh"}, dash),
    )
    for line, name, stroke, marker in looks:
        if line is None or not line.known.any():
            continue
        is_target = line is picture.target
        earlier = [
            words.month(int(month) - picture.back) if known else ""
            for month, known in zip(picture.months.numbers, line.known, strict=True)
        ]
        place = {"x": picture.months.places, "y": picture.heights(line)}
        halo = {"color": colours.background, "width": 5, "shape": stroke.get("shape", "linear")}
        traces.append(trace("scatter", mode="lines", line=halo, hoverinfo="skip", showlegend=False, **place))
        traces.append(
            trace(
                "scatter",
                mode="lines+markers",
                line={"color": colours.text, **stroke},
                marker=marker,
                name=shortened(name, NAME_ROOM),
                legendrank=100 + is_target,
                customdata=month_names if is_target else earlier,
                hovertemplate=_hover(name, picture, names),
                **place,
            )
        )
    return traces


def _shaded(picture: TrendPicture, colours: Theme) -> list[dict[str, Any]]:
    """The period of the sentence behind the bars; nothing where it is all that is shown."""
    numbers = picture.months.numbers
    if picture.period is None:
        return []
    inside = (numbers >= picture.period.first) & (numbers <= picture.period.last)
    if not inside.any() or inside.all():
        return []
    return [shaded_months(picture.months.places[inside], colours)]
