"""Figures as short labels: no false zero, and differences with their sign."""

from collections.abc import Callable
from html import escape

import numpy as np

from dashboard.logic.charts.text_width import shortened, text_width

Write = Callable[[int], str]

NEARLY_NOTHING = "≈ 0"
"""A "-0.00" would be the unit's fault, not the figure's."""


def told(number: int, write: Write) -> str:
    """The figure as ``write`` gives it, unless all its digits would be zero without being it."""
    text = write(number)
    return text if number == 0 or any(digit in text for digit in "123456789") else NEARLY_NOTHING


def signed(difference: int, write: Write) -> str:
    """A difference with plus or minus: +12, −3."""
    text = told(abs(difference), write)
    if difference == 0 or text == NEARLY_NOTHING:
        return text
    return ("+" if difference > 0 else "−") + text


def few_digits(pixels: np.ndarray) -> list[float]:
    """Tenths of a pixel, and 22 instead of 22.0: what is sent often should be short."""
    return [round(number) if number.is_integer() else number for number in np.round(pixels, 1).tolist()]


def plain(text: str) -> str:
    """A name from the data as Plotly must be given it: its marks stand for themselves, not for bold or a link."""
    return escape(text, quote=False)


def name_width(name: str) -> float:
    """Pixels of a name from the data, whose "<b>" is text and takes its room."""
    return text_width(name.replace("<", _LESS_THAN))


def fitted_name(name: str, room: float) -> str:
    """As much of the name as fits into ``room`` pixels, as Plotly must be given it."""
    return plain(shortened(name.replace("<", _LESS_THAN), room).replace(_LESS_THAN, "<"))


_LESS_THAN = "\ue000"
"""Stands for "<" while a name is measured: as wide, and no mark begins with it."""
