"""Upright marks in a control chart: since when the rate is another one, and what happened around then."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dashboard.logic.charts.month_axis import Months
from dashboard.logic.charts.palette import Theme
from dashboard.logic.charts.template import label
from dashboard.logic.charts.text_width import SMALL, shortened

ROW = 18
"""Pixels of one title; each has a row of its own, so that none covers another."""


@dataclass(frozen=True)
class ControlMark:
    """month_no: the mark stands before this month's point (a change) or within it (an event, ``part`` 0..1 of it)."""

    month_no: int
    title: str
    part: float | None = None

    def place(self, months: Months) -> float:
        """On the axis, where a month's point is the middle of its month."""
        place = float(self.month_no - months.numbers.min()) - 0.5 + (self.part or 0.0)
        return min(max(place, float(months.places[0]) - 0.2), float(months.places[-1]) + 0.2)


def marks_room(marks: Sequence[ControlMark]) -> int:
    """Pixels that the titles need above the points."""
    return ROW * len(marks)


def mark_shapes(marks: Sequence[ControlMark], months: Months, colours: Theme) -> list[dict[str, Any]]:
    """A change is a solid line, an event a dotted one."""
    return [
        {
            "type": "line",
            "xref": "x",
            "yref": "paper",
            "x0": mark.place(months),
            "x1": mark.place(months),
            "y0": 0,
            "y1": 1,
            "line": {"color": colours.text, "width": 1.5, "dash": "solid" if mark.part is None else "dot"},
        }
        for mark in marks
    ]


def mark_titles(marks: Sequence[ControlMark], months: Months, room: float, colours: Theme) -> list[dict[str, Any]]:
    """Beside their lines, below the top of the plot, on the side that has more room; room: pixels of the plot."""
    last = float(months.places[-1]) + 1.4
    found = []
    for row, mark in enumerate(marks):
        place = mark.place(months)
        from_left = np.clip((place + 0.7) / (last + 0.7), 0.0, 1.0)
        is_right = from_left > 0.5
        width = room * float(max(from_left, 1 - from_left)) - 10
        found.append(
            label(
                shortened(mark.title.replace("&", "&amp;").replace("<", "&lt;"), width, SMALL),
                place,
                1.0,
                anchor="right" if is_right else "left",
                yref="y domain",
                yshift=-ROW * row - ROW / 2,
                xshift=-4 if is_right else 4,
                font={"size": SMALL, "color": colours.text},
                bgcolor=colours.background,
                borderpad=1,
            )
        )
    return found
