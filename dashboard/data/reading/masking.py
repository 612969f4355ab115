"""Masked fields: a viewer without the right sees that something is there, not what (T12)."""

from collections.abc import Iterable

import pandas as pd

from dashboard.logic.problems import Problem

MASK = "•••"


def masked(frame: pd.DataFrame, masks: Iterable[str]) -> pd.DataFrame:
    """The frame with the masked columns replaced, empty cells too: an empty cell also says something."""
    hidden = [column for column in frame.columns if column in set(masks)]
    return frame.assign(**dict.fromkeys(hidden, MASK)) if hidden else frame


def check_not_masked(column: str, masks: Iterable[str]) -> None:
    """Refuse to sort or filter by what is masked: the order of the rows would tell it. Raises Problem."""
    if column in set(masks):
        raise Problem(
            "The column {column} is hidden for this viewer: it cannot be sorted or filtered by.", column=column
        )
