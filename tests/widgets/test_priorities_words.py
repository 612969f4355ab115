"""The sentences above the map and the gaps are true for every outcome."""

import numpy as np
import pandas as pd
import pytest

from dashboard.logic.surveys.priorities import Drivers
from dashboard.widgets.formats import formats
from dashboard.widgets.surveys.priorities.gaps import gaps_headline
from dashboard.widgets.surveys.priorities.words import priorities_headline

FORM = formats("CNY")


def drivers(*rows: tuple[str, str, float], reason: str = "", rescaled: bool = False) -> Drivers:
    """quadrant, leaning, importance; rated 3.5 against 4."""
    table = pd.DataFrame(list(rows), columns=["quadrant", "leaning", "importance"]).assign(performance=3.5)
    return Drivers(table, reason, 0, 100, 100, len(rows), 60, 0.5, 4.0, 0.5, rescaled)  # ty: ignore[invalid-argument-type]


def said(found: Drivers) -> str:
    return priorities_headline(FORM, found, ["Alpha", "Beta", "Gamma"])


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (
            drivers(
                ("concentrate", "concentrate", 0.2), ("concentrate", "concentrate", 0.5), ("keep_up", "keep_up", 0.3)
            ),
            "Fix first: Beta, 50% of what goes with overall satisfaction, rated 3.50 against 4.00 on average; and 1 "
            "more question",
        ),
        (
            drivers(("concentrate", "concentrate", 0.2), ("undecided", "concentrate", 0.8), rescaled=True),
            "Fix first: Alpha, 20% of what goes with overall satisfaction, rated 3.5 against 4.0 on average",
        ),
        (
            drivers(("keep_up", "keep_up", 0.9), ("undecided", "concentrate", 0.1)),
            "No question surely has to be fixed first; closest, but undecided: Beta, 10% of what goes with overall "
            "satisfaction, rated 3.50 against 4.00 on average",
        ),
        (
            drivers(("undecided", "overkill", 0.9), ("undecided", "keep_up", 0.1)),
            "No question is both important and rated below average; 2 of 2 are undecided",
        ),
        (
            drivers(("too_few", "too_few", np.nan), reason="no_items"),
            "What matters most cannot be told: fewer than two questions ask about satisfaction",
        ),
        (drivers(reason="few"), "Too few answers to tell what matters most"),
    ],
)
def test_headline(found, expected):
    assert said(found) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], "Too few answers to compare what was found with what was expected"),
        ([("empathy", np.nan, np.nan, np.nan)], "Too few answers to compare what was found with what was expected"),
        (
            [("empathy", -0.9, -2.0, 0.2), ("响应性", -0.5, -0.6, -0.4), ("Tempo", 0.1, 0.0, 0.2)],
            "1 of 3 dimensions are surely below what was expected; first Responsiveness, −0.50 (−0.60 to −0.40)",
        ),
        (
            [("empathy", 0.5, 0.4, 0.6), ("Tempo", 0.1, -0.1, 0.3)],
            "No dimension is surely below what was expected; lowest: Tempo, +0.10 (−0.10 to +0.30)",
        ),
    ],
)
def test_headline_of_the_gaps(rows, expected):
    assert gaps_headline(FORM, pd.DataFrame(rows, columns=["dimension", "gap", "low", "high"])) == expected
