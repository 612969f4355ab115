"""What a whole wave says in five figures: overall satisfaction, share satisfied, index, NPS, ease (M44 to M47)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from dashboard.logic.surveys import driver_ground
from dashboard.logic.surveys.satisfaction_index import SatisfactionIndex

HEADLINES = ("overall", "top2", "index", "nps", "ces")
AGREE_SCALE, AGREE_FROM = (1.0, 7.0), 5
"""The scale on which CES counts who agrees (M46); on others no such share is defined."""


@dataclass(frozen=True)
class WaveFigure:
    """One of HEADLINES with its 95 % interval, nan where nobody rated or nothing can be said.

    value   overall, ces: on the scale of the question; top2: 0..1; index: 0 to 100; nps: -100 to 100
    n       ratings; of the index: responses that rated at least one of its questions
    item    place of its question in ``WaveFigures.items``; -1 for the index
    error, freedom, effective   what a change is judged by; nan where it has none
    """

    value: float
    low: float
    high: float
    n: int
    item: int = -1
    error: float = np.nan
    freedom: float = np.nan
    effective: float = np.nan


@dataclass(frozen=True, eq=False)
class WaveFigures:
    """One wave as one viewer sees it.

    items       frame: ``ScoreTable.items``; figures: ``item_figures``, whole wave
    headlines   by name of HEADLINES; those that the survey did not ask, or nobody rated, are missing
    bottom2     share dissatisfied of the overall question; agree: share 5 to 7 of CES; nan where there is none
    nps         answers of promoters, passives, detractors, never weighted; all 0 without the question
    index       None where no question about satisfaction was rated
    responses   that the viewer sees; outside: scores beyond their scale, in no figure
    unanswered  responses that say nothing to the overall question; dont_know: those that do not know
    is_weighted whether the figures are by the survey's own weights; has_weights: whether there are any
    """

    items: pd.DataFrame
    figures: pd.DataFrame
    headlines: Mapping[str, WaveFigure]
    bottom2: float
    agree: float
    nps: tuple[int, int, int]
    index: SatisfactionIndex | None
    index_weights: np.ndarray
    responses: int
    outside: int
    unanswered: int
    dont_know: int
    is_weighted: bool
    has_weights: bool


def overall_place(items: pd.DataFrame) -> int:
    """Place of the question that stands for the whole: of the kind overall, one without a service first; where there is
    none, the only one about satisfaction; -1 where there are several or none."""
    place = driver_ground.overall_place(items)
    found = np.flatnonzero((items["item_type"] == "satisfaction").to_numpy())
    return int(found[0]) if place < 0 and len(found) == 1 else place


def first_place(items: pd.DataFrame, kind: str) -> int:
    """Place of the first question of a kind; -1 where there is none."""
    found = np.flatnonzero((items["item_type"] == kind).to_numpy())
    return int(found[0]) if len(found) else -1


def headline_figures(
    items: pd.DataFrame, figures: pd.DataFrame, nps: pd.DataFrame, index: SatisfactionIndex | None
) -> dict[str, WaveFigure]:
    """By name of HEADLINES, from ``item_figures`` and ``nps_figures`` of a whole wave."""
    found: dict[str, WaveFigure] = {}
    overall, ces = overall_place(items), first_place(items, "ces")
    for name, place in (("overall", overall), ("ces", ces)):
        row = row_of(figures, place)
        if row is not None:
            found[name] = question_figure(row)
    row = row_of(figures, overall)
    if row is not None:
        found["top2"] = _figure(row, "top2", "top2_low", "top2_high", effective="effective")
    if index is not None:
        found["index"] = WaveFigure(
            index.value, index.low, index.high, index.responses, error=index.error, freedom=index.freedom
        )
    row = row_of(nps, first_place(items, "nps"))
    if row is not None:
        found["nps"] = _figure(row, "nps", "low", "high", error="error", effective="effective")
    return {name: found[name] for name in HEADLINES if name in found}


def question_figure(row: pd.Series) -> WaveFigure:
    """The mean of one question (a row of ``item_figures``)."""
    return _figure(row, "mean", "low", "high", error="error", freedom="freedom", effective="effective")


def _figure(row: pd.Series, value: str, low: str, high: str, **moments: str) -> WaveFigure:
    more = {name: float(row[column]) for name, column in moments.items()}
    figure = WaveFigure(float(row[value]), float(row[low]), float(row[high]), int(row["n"]), int(row["item"]))
    return replace(figure, **more)


def row_of(figures: pd.DataFrame, place: int) -> pd.Series | None:
    """The row of a question that somebody rated."""
    rows = figures[(figures["item"] == place) & (figures["n"] > 0)]
    return rows.iloc[0] if len(rows) else None


def agree_share(items: pd.DataFrame, counts: pd.DataFrame, place: int, *, weighted: bool) -> float:
    """Share of ratings 5 to 7 of a question on the scale 1 to 7 (M46); nan on other scales and without ratings."""
    if place < 0 or (items["scale_min"].iloc[place], items["scale_max"].iloc[place]) != AGREE_SCALE:
        return np.nan
    rows = counts[(counts["item"] == place) & counts["score"].notna()]
    size = rows["weight" if weighted else "answers"].astype(float)
    return float(size[rows["score"] >= AGREE_FROM].sum() / size.sum()) if size.sum() > 0 else np.nan


def nps_counts(nps: pd.DataFrame, place: int) -> tuple[int, int, int]:
    """Promoters, passives, detractors: answers, of figures that are not weighted."""
    row = row_of(nps, place)
    if row is None:
        return 0, 0, 0
    return round(row["promoters"]), round(row["passives"]), round(row["detractors"])
