"""How the ratings of a question are spread over the places of its scale, for bars (metrics.md, M44)."""

import numpy as np
import pandas as pd

from dashboard.logic.surveys.score_table import ScoreTable

MOST_PLACES = 11
"""A scale of 0 to 10 has a place for each score; a longer one is cut into BANDS of the same width."""
BANDS = 10


def place_count(scale_min: float, scale_max: float) -> int:
    """How many places a scale has: 5 of 1 to 5, 11 of 0 to 10, BANDS of 0 to 100."""
    width = scale_max - scale_min
    return int(np.floor(width)) + 1 if width < MOST_PLACES else BANDS


def score_places(score: np.ndarray, scale_min: np.ndarray, scale_max: np.ndarray) -> np.ndarray:
    """The place of each score, 0 = the lowest. A score between two places (4.5) belongs to the higher one."""
    score, low, high = (np.asarray(one, float) for one in (score, scale_min, scale_max))
    width = high - low
    with np.errstate(invalid="ignore", divide="ignore"):
        banded = np.minimum(np.floor((score - low) / width * BANDS), BANDS - 1)
    return np.where(width < MOST_PLACES, np.minimum(np.floor(score - low + 0.5), np.floor(width)), banded).astype(int)


def place_titles(scale_min: float, scale_max: float) -> list[str]:
    """What stands at each place: its score, or the first and last score of a band."""
    count, width = place_count(scale_min, scale_max), scale_max - scale_min
    if width < MOST_PLACES:
        return [f"{scale_min + place:g}" for place in range(count)]
    edges = [scale_min + width * place / BANDS for place in range(BANDS + 1)]
    return [f"{edges[place]:g}-{edges[place + 1]:g}" for place in range(BANDS)]


def distribution(table: ScoreTable) -> pd.DataFrame:
    """One row per question, segment and place that was given: item, segment, place, answers. They sum to n."""
    rated = table.counts[table.counts["score"].notna()]
    item = rated["item"].to_numpy(int)
    low, high = (table.items[name].to_numpy(float)[item] for name in ("scale_min", "scale_max"))
    placed = rated.assign(place=score_places(rated["score"].to_numpy(float), low, high))
    grouped = placed.groupby(["item", "segment", "place"], sort=True)["answers"].sum()
    return grouped.reset_index().astype({"item": int, "segment": int, "place": int, "answers": int})


def place_shares(places: pd.DataFrame, item: int, count: int) -> np.ndarray:
    """Shares of the places of one question (rows of one segment), lowest first; all nan where nobody rated."""
    rows = places[places["item"] == item]
    answers = np.zeros(count)
    np.add.at(answers, rows["place"].to_numpy(int), rows["answers"].to_numpy(float))
    with np.errstate(invalid="ignore", divide="ignore"):
        return answers / answers.sum()
