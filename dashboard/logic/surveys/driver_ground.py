"""Which questions and responses derived importance can be told from (metrics.md, M49)."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from dashboard.logic.surveys.item_figures import HIDDEN_BELOW, THIN_BELOW
from dashboard.logic.surveys.resampling import clusters_of

Reason = Literal["", "no_overall", "no_items", "few", "no_variation"]
LEAST_RESPONSES, LEAST_PER_ITEM = 60, 5
"""Our own choice: fewer responses, or fewer for each question, and weights are mostly chance."""
LEAST_CUSTOMERS = HIDDEN_BELOW
LEAST_QUESTIONS = 2
"""One question has nothing to be weighed against."""


@dataclass(frozen=True)
class DriverGround:
    """Whether importance can be told; see ``Drivers``."""

    reason: Reason
    overall: int
    responses: int
    customers: int
    used: int
    needed: int


def driver_ground(
    items: pd.DataFrame, scores: np.ndarray, customer: np.ndarray | None
) -> tuple[np.ndarray, np.ndarray, np.ndarray, DriverGround]:
    """(places of the questions of type satisfaction, which of them enough people rated, overall ratings, the rest)."""
    place = overall_place(items)
    asked = np.flatnonzero((items["item_type"] == "satisfaction").to_numpy())
    overall = scores[:, place] if place >= 0 else np.full(len(scores), np.nan)
    kept = usable_questions(scores[:, asked], overall)
    counted = ~np.isnan(overall) & (~np.isnan(scores[:, asked])).any(axis=1)
    customers = len(np.unique(clusters_of(customer, len(scores))[counted]))
    used, responses = int(kept.sum()), int(counted.sum())
    needed = max(LEAST_RESPONSES, LEAST_PER_ITEM * used)
    reason: Reason = ""
    if place < 0:
        reason = "no_overall"
    elif len(asked) < LEAST_QUESTIONS:
        reason = "no_items"
    elif responses < needed or customers < LEAST_CUSTOMERS or used < LEAST_QUESTIONS:
        reason = "few"
    return asked, kept, overall, DriverGround(reason, place, responses, customers, used, needed)


def overall_place(items: pd.DataFrame) -> int:
    """The question about satisfaction with everything: of type overall, one without a service before one about a
    service; -1 = not asked."""
    places = np.flatnonzero((items["item_type"] == "overall").to_numpy())
    general = [place for place in places if not items["service"].iloc[place]]
    return int((general or list(places) or [-1])[0])


def usable_questions(scores: np.ndarray, overall: np.ndarray) -> np.ndarray:
    """Flags of the columns that enough people rated: at least 30 together with overall, and 30 with each other one
    that stays. The one with the fewest ratings goes first."""
    rated = ~np.isnan(scores) & ~np.isnan(overall)[:, None]
    shared = rated.T.astype(float) @ rated
    own = shared.diagonal()
    kept = own >= THIN_BELOW
    while kept.any():
        thin = (shared < THIN_BELOW) & kept & kept[:, None]
        involved = np.flatnonzero(thin.any(axis=0))
        if not len(involved):
            break
        kept[involved[np.argmin(own[involved])]] = False
    return kept
