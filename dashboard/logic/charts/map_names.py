"""What the map of importance against performance is given, and the names that stand in it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.logic.charts.figure_texts import plain
from dashboard.logic.charts.label_places import GAP, label_places
from dashboard.logic.charts.palette import Theme
from dashboard.logic.charts.template import label
from dashboard.logic.charts.text_width import SMALL, shortened, text_width

NAME_ROOM, WIDEST = 190.0, 1300.0
"""Pixels of a name, and of the widest plot."""
SYMBOLS = {"concentrate": "diamond", "keep_up": "circle", "low_priority": "circle-open", "overkill": "square-open",
           "undecided": "circle-dot"}  # fmt: skip


@dataclass(frozen=True)
class MapMark:
    """``key`` comes back with a click; ``number`` stands beside the mark, ``name`` with it where there is room;
    ``told`` is shown on hover; ``kind``: a key of SYMBOLS. x: performance, y: importance (0..1), with intervals."""

    key: str
    number: str
    name: str
    told: str
    kind: str
    x: float
    x_low: float
    x_high: float
    y: float
    y_low: float
    y_high: float


@dataclass(frozen=True)
class MapWords:
    """``kinds``: of each key of SYMBOLS; ``score`` and ``share`` write the numbers of the axes."""

    importance: str
    performance: str
    kinds: Mapping[str, str]
    score: Callable[[float], str]
    share: Callable[[float], str]


def corner_names(words: MapWords, narrow: bool, colours: Theme) -> list[dict[str, Any]]:
    """What each quarter of the map is called; a narrow one leaves it to the legend."""
    if narrow:
        return []
    places = {"concentrate": (0, 1), "keep_up": (1, 1), "low_priority": (0, 0), "overkill": (1, 0)}
    return [
        label(words.kinds[kind], x, y, anchor="right" if x else "left", xref="paper", yref="paper",
              xshift=-6 if x else 6, yshift=-10 if y else 10, font={"size": SMALL, "color": colours.muted})
        for kind, (x, y) in places.items()
    ]  # fmt: skip


def _corners(words: MapWords, height: float) -> list[tuple[float, float, float, float]]:
    """Where the names of the quarters stand, for ``label_places``."""
    wide = {kind: 12 + text_width(words.kinds[kind], SMALL) for kind in words.kinds}
    left = [(0.0, wide["concentrate"], 0.0, 20.0), (0.0, wide["low_priority"], height - 20, height)]
    right = [(-wide["keep_up"], 0.0, 0.0, 20.0), (-wide["overkill"], 0.0, height - 20, height)]
    return left + right


def mark_names(
    marks: Sequence[MapMark],
    x_range: tuple[float, float],
    y_range: tuple[float, float],
    height: float,
    words: MapWords,
    colours: Theme,
    *,
    width: float,
    narrow: bool,
) -> list[dict[str, Any]]:
    """Names where there is room, else numbers; neither where marks lie on one another. Important ones come first."""
    x = [(mark.x - x_range[0]) / (x_range[1] - x_range[0]) for mark in marks]
    y = [1 - (mark.y - y_range[0]) / (y_range[1] - y_range[0]) for mark in marks]
    order = sorted(range(len(marks)), key=lambda place: y[place])
    taken = [] if narrow else _corners(words, height)
    numbers = [marks[place].number for place in order]
    full = [shortened(f"{marks[place].number} {plain(marks[place].name)}", NAME_ROOM, SMALL) for place in order]
    places = label_places(
        [x[place] for place in order], [y[place] for place in order], [numbers] if narrow else [full, numbers],
        widths=(width, WIDEST), height=height, taken=taken,
    )  # fmt: skip
    return [
        label(at[0], marks[place].x, marks[place].y, anchor="left" if at[1] > 0 else "right", xshift=GAP * at[1],
              yshift=-at[2], font={"size": SMALL, "color": colours.text})
        for place, at in zip(order, places, strict=True)
        if at is not None
    ]  # fmt: skip
