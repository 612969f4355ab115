"""One question through the waves of its series (metrics.md, M44, M47)."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from dashboard.logic.surveys.item_figures import item_figures
from dashboard.logic.surveys.score_table import ScoreTable
from dashboard.logic.surveys.wave import Wave


@dataclass(frozen=True)
class WaveFigure:
    """The question as one wave asked it. mean, low, high: nan where nobody rated; scale: lowest and highest score."""

    survey_id: str
    title: str
    field_to: date | None
    question_text: str | None
    scale: tuple[float, float]
    n: int
    dont_know: int
    mean: float
    low: float
    high: float
    top2: float


@dataclass(frozen=True)
class QuestionWaves:
    """``waves``: oldest first; ``withheld``: waves of the series that this viewer sees nothing of."""

    waves: tuple[WaveFigure, ...]
    withheld: int


def wave_figure(wave: Wave, table: ScoreTable, canonical_id: str) -> WaveFigure | None:
    """None where the wave did not ask the question."""
    places = np.flatnonzero((table.items["canonical_id"] == canonical_id).to_numpy())
    if not len(places):
        return None
    item = table.items.iloc[int(places[0])]
    figures = item_figures(table)
    rows = figures[figures["item"] == int(places[0])]
    nothing = dict.fromkeys(("mean", "low", "high", "top2"), float("nan"))
    row = nothing | {"n": 0, "dont_know": 0} if rows.empty else rows.iloc[0].to_dict()
    return WaveFigure(
        wave.survey_id,
        wave.title,
        wave.field_to,
        item["question_text"],
        (float(item["scale_min"]), float(item["scale_max"])),
        int(row["n"]),
        int(row["dont_know"]),
        *(float(row[name]) for name in ("mean", "low", "high", "top2")),
    )
