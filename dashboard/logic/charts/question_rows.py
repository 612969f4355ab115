"""Where the rows of a chart of questions stand: long texts wrap beside the bars, in a narrow window above them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from dashboard.logic.charts.figure_texts import plain
from dashboard.logic.charts.palette import theme
from dashboard.logic.charts.template import NARROW_FROM, WIDE_FROM, label
from dashboard.logic.charts.text_width import SMALL, shortened, text_width

ROW, NARROW_ROW, HEADING, NARROW_HEADING, BAR = 36.0, 66.0, 36.0, 56.0, 20.0
LINE, BOLD_LINE = 15.0, 20.0
NAMES_PART = 0.42
KEPT: dict[str, Any] = {"marker": {"opacity": 1}}
"""Marks look the same whether one of them was clicked or not: what is open is marked otherwise."""
_LESS_THAN = "\ue000"


@dataclass(frozen=True)
class QuestionRow:
    """What every row has: the question's text, what stands at its right end, the hover box (lines parted by <br>,
    escaped by the chart), and whether it is the heading of a group, which has no mark."""

    name: str
    said: str = ""
    hover: tuple[str, ...] = ()
    is_heading: bool = False


@dataclass(frozen=True)
class RowLayout:
    """``centres``: where the mark of each row stands, in pixels from the top of the plot; ``height`` of the plot;
    ``left`` and ``right`` margins; ``room``: pixels of the plot at the least width; ``labels``: annotations."""

    centres: tuple[float, ...]
    height: float
    left: int
    right: int
    room: float
    labels: list[dict[str, Any]]


def row_layout(rows: Sequence[QuestionRow], *, dark: bool, narrow: bool) -> RowLayout:
    """Texts are never cut without a way to the whole: what is shortened here is whole in the hover box."""
    whole = NARROW_FROM if narrow else WIDE_FROM
    right = ceil(max([text_width(row.said, SMALL) for row in rows if not row.is_heading], default=0)) + 14
    left = 8 if narrow else round(whole * NAMES_PART)
    right = 8 if narrow else right
    centres, labels, at = [], [], 0.0
    for row in rows:
        height = (NARROW_HEADING if narrow else HEADING) if row.is_heading else NARROW_ROW if narrow else ROW
        centre = at + height - BAR / 2 - 6 if narrow or row.is_heading else at + height / 2
        centres.append(centre)
        labels += _labels(row, at, height, centre, whole=whole, left=left, dark=dark, narrow=narrow)
        at += height
    return RowLayout(tuple(centres), at, left, right, whole - left - right, labels)


def _labels(
    row: QuestionRow, top: float, height: float, centre: float, *, whole: float, left: int, dark: bool, narrow: bool
) -> list[dict[str, Any]]:
    """Name and right-hand text; in a narrow window both stand above the mark, the name on up to two lines."""
    colours = theme(dark)
    ink: dict[str, Any] = {"color": colours.text, "size": SMALL}
    if row.is_heading:
        return _heading(row, centre, whole=whole, left=left, dark=dark, narrow=narrow)
    if narrow:
        said = text_width(row.said, SMALL)
        lines = wrapped(row.name, whole - 24 - said, 2, SMALL)
        above = top + height - BAR - 11  # 5 px over the bar
        name = _text("<br>".join(map(plain, lines)), 0, above - LINE * len(lines) / 2, "left", font=ink)
        return [name, _text(row.said, 1, above - LINE / 2, "right", font=ink)]
    lines = wrapped(row.name, left - 20, 2, SMALL)
    name = _text("<br>".join(map(plain, lines)), 0, centre, "left", xshift=-left + 8, font=ink)
    return [name, _text(row.said, 1, centre, "left", xshift=6, font=ink)]


def _heading(
    row: QuestionRow, centre: float, *, whole: float, left: int, dark: bool, narrow: bool
) -> list[dict[str, Any]]:
    """The name of a group and its figures: beside it, in a narrow window below it."""
    colours, said = theme(dark), row.said
    room = whole - 24 if narrow else left - 20
    up = BOLD_LINE if narrow and said else 0.0
    name = _text(f"<b>{plain(shortened(row.name, room))}</b>", 0, centre - up, "left", xshift=-left + 8,
                 font={"color": colours.text})  # fmt: skip
    if not said:
        return [name]
    muted = {"color": colours.muted, "size": SMALL}
    said = shortened(said, whole - 24, SMALL) if narrow else said
    return [name, _text(plain(said), 0, centre, "left", xshift=-left + 8 if narrow else 0, font=muted)]


def said_heading(
    layout: RowLayout, text: str, *, above: int, dark: bool, narrow: bool, taken: float = 0.0
) -> list[dict[str, Any]]:
    """What stands at the end of the rows, so many pixels ``above`` the first one; a narrow window has no room for it.
    ``taken``: pixels of the right margin into which another heading reaches."""
    start = max(6.0, taken + 10)
    if narrow or text_width(text, SMALL) + start > layout.right:
        return []
    return [_text(text, 1, 0, "left", xshift=start, yshift=above, font={"size": SMALL, "color": theme(dark).muted})]


def _text(text: str, x: float, y: float, anchor: str, **more: Any) -> dict[str, Any]:
    return label(text, x, y, anchor=anchor, xref="paper", align="left", **more)


def row_axis(layout: RowLayout) -> dict[str, Any]:
    """The y axis: pixels from the top."""
    return {"range": [max(layout.height, 1), 0], "visible": False}


def wrapped(text: str, room: float, lines: int, size: float) -> list[str]:
    """The text on at most so many lines of ``room`` pixels, broken at spaces, in Chinese anywhere; the last one ends
    with an ellipsis where it is not all."""
    left, found = " ".join(text.split()).replace("<", _LESS_THAN), []
    while left and len(found) < lines - 1 and text_width(left, size) > room:
        cut = max(_fitting(left, room, size), 1)
        space = left.rfind(" ", 0, cut + 1)
        is_inside_word = left[cut - 1 : cut + 1].isascii() and " " not in left[cut - 1 : cut + 1]
        cut = space if is_inside_word and space > 0 else cut
        found.append(left[:cut].rstrip())
        left = left[cut:].lstrip()
    found.append(shortened(left, room, size))
    return [line.replace(_LESS_THAN, "<") for line in found]


def _fitting(text: str, room: float, size: float) -> int:
    """How many letters fit."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if text_width(text[:middle], size) <= room else (low, middle - 1)
    return low
