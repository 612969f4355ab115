"""Where the bars of one pyramid panel and their labels go, in pixels of the least width the chart is made for.

A chart that is drawn wider stretches bars and gaps while its texts keep their size, so what fits here fits there.
"""

import numpy as np
from numpy.typing import NDArray

PAD = 6.0
LEAST_BAR = 2.0  # px: one customer among a million is still seen
CUT_FROM = 1.6  # a grey bar longer than this many times the longest value bar is cut off and marked

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def cut_off(values: Floats, is_value_layer: Flags) -> tuple[Floats, Flags]:
    """Values as drawn: a grey layer far larger than the pyramid must not squash it. Returns them and what was cut."""
    tallest = np.max(np.abs(values[is_value_layer]), initial=0.0)
    if tallest == 0:
        return values, np.zeros(len(values), dtype=bool)
    is_cut = ~is_value_layer & (np.abs(values) > CUT_FROM * tallest)
    return np.where(is_cut, np.sign(values) * CUT_FROM * tallest, values), is_cut


def _seen(length: Floats) -> Floats:
    return np.where(length == 0, 0.0, np.sign(length) * np.maximum(np.abs(length), LEAST_BAR))


def centred_bars(values: Floats, inside_width: Floats, side_width: Floats, room: float) -> tuple[Floats, Flags, bool]:
    """Lengths of bars centred in `room`, and which hold their text; the others have it beside them, on both sides."""
    tallest = np.max(values, initial=0.0)
    scale = room / tallest if tallest > 0 else 0.0
    for _ in range(80):
        length = _seen(values * scale)
        inside = length >= inside_width + 2 * PAD
        clash = ~inside & (length / 2 + PAD + side_width > room / 2)
        if not clash.any():
            return length, inside, True
        scale *= 0.96
    return length, inside, False


def side_bars(values: Floats, width: Floats, room: float) -> tuple[Floats, Flags, float, bool]:
    """Lengths of bars from a common zero line, which hold their text, where zero is, and whether everything fits.

    A negative bar runs to the left of zero and has its text to the right, where its row is empty.
    """
    highest, lowest = np.max(values, initial=0.0), max(-np.min(values, initial=0.0), 0.0)
    spare = room - LEAST_BAR if lowest > 0 else room
    scale = spare / (highest + lowest) if highest + lowest > 0 else 0.0
    for _ in range(80):
        length = _seen(values * scale)
        zero = max(lowest * scale, LEAST_BAR if lowest > 0 else 0.0)
        inside = length >= width + 2 * PAD
        clash = ~inside & (width > 0) & (zero + np.maximum(length, 0) + PAD + width > room)
        if not clash.any():
            return length, inside, zero, True
        scale *= 0.96
    return length, inside, zero, False
