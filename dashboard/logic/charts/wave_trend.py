"""One figure over the waves of a series, each with its interval, on real dates; only comparable waves are joined."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.logic.charts.figure_texts import plain
from dashboard.logic.charts.label_places import GAP, label_places
from dashboard.logic.charts.palette import Theme, theme
from dashboard.logic.charts.template import NARROW_FROM, WIDE_FROM, figure, heading_above, label, nothing_to_show, trace
from dashboard.logic.charts.text_width import SMALL, text_width

HEIGHT, ABOVE, BELOW = 260, 34, 30
LEFT, RIGHT = 48, 8
WIDEST = 1600
"""Pixels of the widest plot that values are placed for."""
MARK = 6.0
"""Half of a mark, in pixels."""
_CHOSEN, _LAST, _FIRST, _CHANGED, _ORDINARY = range(5)
DAY_ROOM = 72
"""Pixels that a date on the axis takes."""
MONTH_PAUSE, LEAST_DAYS = 0.12, 20
"""Share of the axis left free on either side of the waves, at least so many days."""


@dataclass(frozen=True)
class TrendWords:
    """heading: figure and unit; short: a value as written beside its point; told: hover text of each row; nothing: the
    sentence where no wave has a point; least_span: of the axis, in its unit."""

    heading: str
    short: Callable[[float], str]
    told: Sequence[str]
    nothing: str
    least_span: float


def wave_trend_chart(
    table: pd.DataFrame,
    words: TrendWords,
    *,
    ends: tuple[float, float] = (-np.inf, np.inf),
    chosen: str = "",
    changed: Collection[str] = (),
    dark: bool = False,
    narrow: bool = False,
) -> go.Figure:
    """``table``: columns survey_id, day (date or None), value, low, high, is_joined (``wave_table.trend_table``), in
    one unit. Waves without a value or a day have no point. ``ends``: lowest and highest value that there can be; the
    axis goes no further than the intervals do. ``chosen``: survey_id of the wave that is open; its point is
    filled, the others are open. ``changed``: survey_ids whose values are written first where not all of them have
    room, after those of the open, the last and the first wave."""
    drawn = table["value"].notna() & table["day"].notna()
    if not drawn.any():
        return nothing_to_show(words.nothing, dark)
    rows, colours = table[drawn], theme(dark)
    told = [plain_lines(text) for text, is_drawn in zip(words.told, drawn, strict=True) if is_drawn]
    days = pd.to_datetime(rows["day"])
    value, low, high = (rows[name].to_numpy(float) for name in ("value", "low", "high"))
    room = (NARROW_FROM if narrow else WIDE_FROM) - LEFT - RIGHT
    days_axis, reach = _days(days, room, narrow), _reach(value, low, high, words.least_span, ends)
    ranks = _ranks(rows["survey_id"].tolist(), chosen, changed)
    return figure(
        [_line(rows, days, colours.accent), _points(rows, days, told, chosen, colours)],
        dark,
        height=HEIGHT,
        margin={"l": LEFT, "r": RIGHT, "t": ABOVE, "b": BELOW},
        annotations=_values(
            days,
            value,
            [words.short(one) for one in value],
            ranks,
            (days_axis["range"], reach),
            room,
            colours.background,
        ),
        title=heading_above(plain(words.heading), dark),
        xaxis=days_axis,
        yaxis={"range": reach, "zeroline": False, "nticks": 5},
    )


def plain_lines(text: str) -> str:
    return plain(text).replace("\n", "<br>")


def _points(rows: pd.DataFrame, days: pd.Series, told: list[str], chosen: str, colours: Theme) -> dict[str, object]:
    """A mark per wave with its interval; of an interval that is not known, none."""
    value, low, high = (rows[name].to_numpy(float) for name in ("value", "low", "high"))
    has_interval = np.isfinite(low) & np.isfinite(high)
    return trace(
        "scatter",
        mode="markers",
        x=days.dt.strftime("%Y-%m-%d").tolist(),
        y=value.tolist(),
        hovertext=told,
        hoverinfo="text",
        error_y={
            "type": "data",
            "symmetric": False,
            "array": np.where(has_interval, high - value, 0.0).tolist(),
            "arrayminus": np.where(has_interval, value - low, 0.0).tolist(),
            "color": colours.accent,
            "thickness": 1.5,
            "width": 5,
        },
        marker={
            "size": 11,
            "color": [colours.accent if one == chosen else colours.background for one in rows["survey_id"]],
            "line": {"color": colours.accent, "width": 2},
        },
    )


def _line(rows: pd.DataFrame, days: pd.Series, colour: str) -> dict[str, object]:
    """Behind the points; a gap before each wave that is not comparable with the one before, or whose predecessor has no
    point."""
    x: list[str | None] = []
    y: list[float | None] = []
    place_before = None
    for place, day, value, is_joined in zip(rows.index, days, rows["value"], rows["is_joined"], strict=True):
        if not is_joined or place_before != place - 1:
            x.append(None)
            y.append(None)
        x.append(f"{day:%Y-%m-%d}")
        y.append(float(value))
        place_before = place
    return trace("scatter", mode="lines", x=x, y=y, line={"color": colour, "width": 2}, hoverinfo="skip")


def _days(days: pd.Series, room: float, narrow: bool) -> dict[str, Any]:
    """The days themselves where they have room; else the last one, as many as fit, and the first one."""
    span = max((days.max() - days.min()).days * MONTH_PAUSE, LEAST_DAYS)
    pause = pd.Timedelta(days=span * (1.6 if narrow else 1))
    first, last = days.min() - pause, days.max() + pause
    fit = max(room // DAY_ROOM, 1)
    shown = list(dict.fromkeys(days))
    per_pixel = room / max((last - first).days, 1)
    kept = shown[-1:]
    for day in reversed(shown[:-1]):
        if (kept[0] - day).days * per_pixel >= DAY_ROOM and len(kept) < fit:
            kept.insert(0, day)
    if len(kept) > 1:  # the days between give way to the first one
        kept[0] = shown[0]
    return {
        "type": "date",
        "range": [f"{first:%Y-%m-%d}", f"{last:%Y-%m-%d}"],
        "tickvals": [f"{day:%Y-%m-%d}" for day in kept],
        "ticktext": [f"{day:%Y-%m-%d}" for day in kept],
        "showgrid": False,
        "zeroline": False,
    }


def _ranks(surveys: Sequence[str], chosen: str, changed: Collection[str]) -> list[int]:
    """Whose value is written first: the open wave, the last, the first, those with a change."""
    ranks = [_CHANGED if one in changed else _ORDINARY for one in surveys]
    ranks[0], ranks[-1] = _FIRST, _LAST
    return [_CHOSEN if one == chosen else rank for one, rank in zip(surveys, ranks, strict=True)]


def _values(
    days: pd.Series, value: np.ndarray, texts: Sequence[str], ranks: Sequence[int],
    ranges: tuple[Sequence[str], Sequence[float]], room: float, background: str,
) -> list[dict[str, object]]:  # fmt: skip
    """The values beside their points. Of ordinary waves those with room up to the next point; of the others, which come
    first, those that cover nothing. ``ranges``: of the days and of the values."""
    first, last = (pd.Timestamp(day) for day in ranges[0])
    x = ((days - first) / (last - first)).to_numpy(float)
    y = 1 - (value - ranges[1][0]) / (ranges[1][1] - ranges[1][0])
    gaps = np.append(np.diff(x), np.inf) * room
    places = [
        place
        for place, (text, rank) in enumerate(zip(texts, ranks, strict=True))
        if rank != _ORDINARY or gaps[place] >= GAP + text_width(text, SMALL) + MARK
    ]
    places.sort(key=lambda place: (ranks[place], -place))
    others = [place for place in range(len(texts)) if place not in places]
    found = label_places(
        x[[*places, *others]].tolist(), y[[*places, *others]].tolist(),
        [[*(texts[place] for place in places), *("" for _place in others)]],
        widths=(room, WIDEST), height=HEIGHT - ABOVE - BELOW,
    )  # fmt: skip
    return [
        label(at[0], 0, value[place], anchor="left" if at[1] > 0 else "right", xshift=GAP * at[1], yshift=-at[2],
              font={"size": SMALL}, bgcolor=background)
        | {"x": f"{days.iloc[place]:%Y-%m-%d}"}
        for place, at in sorted(zip(places, found, strict=False))
        if at is not None
    ]  # fmt: skip


def _reach(
    value: np.ndarray, low: np.ndarray, high: np.ndarray, least_span: float, ends: tuple[float, float]
) -> list[float]:
    """All intervals with some room, and no less than the least span, but nothing beyond the ends: no 105 %."""
    least = float(np.nanmin(np.concatenate([value, low])))
    most = float(np.nanmax(np.concatenate([value, high])))
    room = max((most - least) * 0.15, (least_span - (most - least)) / 2)
    edge = (most - least + 2 * room) * 0.03  # a whole point has room at the end
    return [min(least, max(least - room, ends[0] - edge)), max(most, min(most + room, ends[1] + edge))]
