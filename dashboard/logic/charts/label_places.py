"""Where names can stand beside their marks without covering one another, at any width of the picture."""

from collections.abc import Sequence

import numpy as np

from dashboard.logic.charts.text_width import SMALL, text_width

GAP = 9.0
"""Pixels between the middle of a mark and its text."""
HALF_LINE = 8.0
_SIDES = ((1, 0), (-1, 0), (1, -1), (-1, -1), (1, 1), (-1, 1), (1, -2), (-1, -2), (1, 2), (-1, 2))
"""Right or left of the mark; how many half lines above (-) or below it."""


def label_places(
    x: Sequence[float], y: Sequence[float], texts: Sequence[Sequence[str]], *, widths: tuple[float, float],
    height: float, taken: Sequence[tuple[float, float, float, float]] = (),
) -> list[tuple[str, int, float] | None]:  # fmt: skip
    """For each mark (its text, side: 1 right or -1 left, pixels below the mark), None where no place is free. First
    come, first served.

    x, y     0..1 from the left and from the top; ``widths``: the least and the greatest width of the plot in pixels
    texts    one list per way of writing, the best first; the next is tried where no place is free for one before
    taken    further boxes that stay free: left, right (pixels from the plot's left edge; both at most 0: from its right
             edge), top, bottom
    """
    boxes = [_box(one, other, (-6.0, 6.0), (-6.0, 6.0), height) for one, other in zip(x, y, strict=True)]
    boxes += [
        ((float(right <= 0), left), (float(right <= 0), right), top, bottom) for left, right, top, bottom in taken
    ]
    found: list[tuple[str, int, float] | None] = [None] * len(x)
    for way in texts:
        for place in [place for place, one in enumerate(found) if one is None]:
            wide = text_width(way[place], SMALL)
            others = [box for number, box in enumerate(boxes) if number != place]
            for side, lines in _SIDES:
                span = (GAP, GAP + wide) if side > 0 else (-GAP - wide, -GAP)
                down = lines * HALF_LINE
                box = _box(x[place], y[place], span, (down - HALF_LINE, down + HALF_LINE), height)
                if _inside(box, widths, height) and all(_apart(box, each, widths) for each in others):
                    found[place] = (way[place], side, down)
                    boxes.append(box)
                    break
    return found


Edge = tuple[float, float]
"""Part of the width, and pixels beside it."""
Box = tuple[Edge, Edge, float, float]


def _box(x: float, y: float, span: Edge, rows: Edge, height: float) -> Box:
    return (x, span[0]), (x, span[1]), y * height + rows[0], y * height + rows[1]


def _inside(box: Box, widths: tuple[float, float], height: float) -> bool:
    left, right, top, bottom = box
    begins = min(left[0] * width + left[1] for width in widths)
    room = min(width - right[0] * width - right[1] for width in widths)
    return begins >= 0 and room >= 0 and top >= 0 and bottom <= height


def _apart(one: Box, other: Box, widths: tuple[float, float]) -> bool:
    """Apart from top to bottom, or to the same side at the least and the greatest width, and so at all between."""
    if one[3] <= other[2] or other[3] <= one[2]:
        return True
    at = np.asarray(widths)

    def before(end: Edge, start: Edge) -> bool:
        return bool((end[0] * at + end[1] <= start[0] * at + start[1]).all())

    return before(one[1], other[0]) or before(other[1], one[0])
