"""How answers are spread, question by question: bars that part at the middle of the scale, don't-knows apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dashboard.logic.charts.chart_words import ChartWords
from dashboard.logic.charts.figure_texts import plain
from dashboard.logic.charts.palette import Theme, ramp, text_on, theme
from dashboard.logic.charts.question_rows import BAR, KEPT, QuestionRow, RowLayout, row_axis, row_layout, said_heading
from dashboard.logic.charts.template import Trace, figure, label, nothing_to_show, trace
from dashboard.logic.charts.text_width import SMALL, text_width
from dashboard.logic.words import N_

NOTHING = N_("No ratings to show")
LOWER, UPPER, UNKNOWN = N_("lower half of the scale"), N_("upper half"), N_("does not know")
SAID = N_("mean, n")
TOP, GAP = 26, 0.04
UNKNOWN_LABEL = 48.0


@dataclass(frozen=True)
class AnswerRow(QuestionRow):
    """``shares``: of the ratings, by place of the scale from the lowest (they sum to 1; empty = nobody rated).
    ``unknown``: who does not know, of all asked."""

    shares: tuple[float, ...] = ()
    unknown: float = 0.0


def answer_bars(
    rows: Sequence[AnswerRow], words: ChartWords, *, chosen: int | None = None, dark: bool = False, narrow: bool = False
) -> go.Figure:
    """A row per question. A trace per place of the scale, each with a value for every row, so a click's point_index is
    the row; headings have none. ``chosen``: the row that is open below."""
    if not any(row.shares for row in rows):
        return nothing_to_show(words.text(NOTHING), dark)
    layout = row_layout(rows, dark=dark, narrow=narrow)
    lower, upper = (max((half(row.shares, side) for row in rows), default=0.0) for side in (-1, 1))
    unknown = max(row.unknown for row in rows)
    room = layout.room - (UNKNOWN_LABEL if unknown else 0.0)
    whole = lower + upper + (GAP + unknown if unknown else 0.0)
    right = upper + (GAP + unknown + whole * UNKNOWN_LABEL / room if unknown else 0.0)
    pixels = layout.room / (lower + right)
    # Of the heading of the don't-knows, beyond the plot.
    beyond = text_width(words.text(UNKNOWN), SMALL) - (right - upper - GAP) * pixels if unknown else 0.0
    traces = [_places(rows, layout, place, words, pixels, dark) for place in range(max(len(r.shares) for r in rows))]
    shapes = _middles(rows, layout, theme(dark))
    if unknown:
        traces.append(_unknown(rows, layout, upper + GAP, words, theme(dark)))
    return figure(
        traces,
        dark,
        height=round(layout.height + TOP + 6),
        margin={"l": layout.left, "r": layout.right, "t": TOP, "b": 6},
        barmode="overlay",
        annotations=[
            *layout.labels,
            *_unknown_texts(rows, layout, upper + GAP, words, theme(dark)),
            *_headings(
                layout, words, -lower, upper, pixels, theme(dark), has_unknown=unknown > 0 and beyond <= layout.right
            ),
            *said_heading(layout, words.text(SAID), above=14, dark=dark, narrow=narrow, taken=beyond),
        ],
        shapes=shapes if chosen is None else [_mark(layout, chosen, theme(dark)), *shapes],
        xaxis={"range": [-lower, right], "visible": False},
        yaxis=row_axis(layout),
    )


def half(shares: Sequence[float], side: int) -> float:
    """Share below (-1) or above (1) the middle of the scale; a place in the middle counts half to each side."""
    count = len(shares)
    at = np.arange(count) * 2 - (count - 1)
    return float(sum(share * (0.5 if not one else one * side > 0) for share, one in zip(shares, at, strict=True)))


def place_colours(count: int, dark: bool) -> tuple[str, ...]:
    """From the lowest place up: greys that fade towards the middle, then blues that stand out more and more from the
    background, as which the middle is nearly coloured."""
    colours, each = theme(dark), count // 2
    blues = ramp(max(each, 2), dark)
    rising = blues if dark else blues[::-1]
    start, end = (_channels(one) for one in (colours.grey_edge, colours.grey_pattern))
    steps = [place / max(each - 1, 1) for place in range(each)]
    greys = ["#" + "".join(f"{round(a + (b - a) * step):02x}" for a, b in zip(start, end, strict=True))
             for step in steps]  # fmt: skip
    middle = [colours.panel] if count % 2 else []
    return (*greys, *middle, *rising[-each:]) if each else tuple(middle)


def _channels(colour: str) -> list[int]:
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]


def _places(
    rows: Sequence[AnswerRow], layout: RowLayout, place: int, words: ChartWords, pixels: float, dark: bool
) -> Trace:
    """One place of the scale in all rows. A row with a shorter scale has nothing there."""
    colours = theme(dark)
    lengths, begins, fills, texts = [], [], [], []
    for row in rows:
        has = place < len(row.shares)
        share = row.shares[place] if has else 0.0
        lengths.append(share or None)  # a bar of no length would still show its outline
        begins.append(sum(row.shares[:place]) - half(row.shares, -1) if has else 0.0)
        fills.append(place_colours(len(row.shares), dark)[place] if has else colours.background)
        text = words.percent(share)
        texts.append(text if share >= 0.01 and text_width(text, SMALL) + 6 <= share * pixels else "")
    return trace(
        "bar",
        orientation="h",
        x=lengths,
        base=begins,
        y=list(layout.centres),
        width=BAR,
        text=texts,
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        insidetextfont={"size": SMALL, "color": [text_on(fill) for fill in fills]},
        marker={"color": fills, "line": {"color": colours.grey_edge, "width": 0.6}},
        hovertext=["<br>".join(map(plain, row.hover)) for row in rows],
        hoverinfo="text",
        selected=KEPT,
        unselected=KEPT,
    )


def _unknown(rows: Sequence[AnswerRow], layout: RowLayout, start: float, words: ChartWords, colours: Theme) -> Trace:
    return trace(
        "bar",
        orientation="h",
        x=[row.unknown or None for row in rows],
        base=[start] * len(rows),
        y=list(layout.centres),
        width=BAR,
        name=words.text(UNKNOWN),
        marker={
            "color": colours.background,
            "line": {"color": colours.grey_edge, "width": 1},
            "pattern": {"shape": "/", "fgcolor": colours.grey_edge, "bgcolor": colours.background, "size": 6},
        },
        hovertext=["<br>".join(map(plain, row.hover)) for row in rows],
        hoverinfo="text",
        selected=KEPT,
        unselected=KEPT,
    )


def _unknown_texts(
    rows: Sequence[AnswerRow], layout: RowLayout, start: float, words: ChartWords, colours: Theme
) -> list[dict[str, Any]]:
    font = {"size": SMALL, "color": colours.muted}
    return [
        label(words.share(row.unknown), start + row.unknown, centre, xshift=4, font=font)
        for row, centre in zip(rows, layout.centres, strict=True)
        if row.unknown
    ]


def _headings(
    layout: RowLayout, words: ChartWords, left: float, upper: float, pixels: float, colours: Theme, *, has_unknown: bool
) -> list[dict[str, Any]]:  # fmt: skip
    """Which side is which, above the first row; one that has no room is left out (the caption says it too)."""
    font = {"size": SMALL, "color": colours.muted}
    texts = []
    lower_text, upper_text = f"◂ {words.text(LOWER)}", f"{words.text(UPPER)} ▸"
    if text_width(lower_text, SMALL) + 8 <= -left * pixels + layout.left:
        texts.append(label(lower_text, 0, 0, anchor="right", xshift=-5, yshift=14, font=font))
    if text_width(upper_text, SMALL) + 8 <= upper * pixels:
        texts.append(label(upper_text, 0, 0, anchor="left", xshift=5, yshift=14, font=font))
    if has_unknown:
        texts.append(label(words.text(UNKNOWN), upper + GAP, 0, anchor="left", yshift=14, font=font))
    return texts


def _middles(rows: Sequence[AnswerRow], layout: RowLayout, colours: Theme) -> list[dict[str, Any]]:
    """The middle of the scale: a line behind each bar, seen above and below it. One through all would cross texts."""
    return [
        {"type": "line", "x0": 0, "x1": 0, "y0": centre - BAR / 2 - 4, "y1": centre + BAR / 2 + 4, "layer": "below",
         "line": {"color": colours.text, "width": 1.5}}
        for row, centre in zip(rows, layout.centres, strict=True) if row.shares
    ]  # fmt: skip


def _mark(layout: RowLayout, row: int, colours: Theme) -> dict[str, Any]:
    centre = layout.centres[row]
    return {"type": "rect", "xref": "paper", "x0": 0, "x1": 1, "y0": centre - BAR, "y1": centre + BAR,
            "fillcolor": colours.touched, "line": {"width": 0}, "layer": "below"}  # fmt: skip
