"""Waves one under the other: one figure over the waves of a series, and all figures of all waves."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.logic.surveys.change import NO_RATINGS
from dashboard.logic.surveys.item_figures import HIDDEN_BELOW
from dashboard.logic.surveys.wave import Wave, Withheld
from dashboard.logic.surveys.wave_changes import NOT_TESTED, Change, WaveChanges
from dashboard.logic.surveys.wave_figures import HEADLINES, WaveFigure, WaveFigures, question_figure, row_of


@dataclass(frozen=True)
class Measure:
    """One figure over waves. ``name``: of HEADLINES, or "" for one question, then the others say which (how much
    something matters may be asked beside how content people are with it)."""

    name: str = HEADLINES[0]
    canonical_id: str = ""
    item_type: str = ""


@dataclass(frozen=True, eq=False)
class WaveSeen:
    """One wave as a viewer sees it; ``figures`` None where it is withheld, ``changes`` None where nothing is before it
    or one of the two is withheld. ``before``: the wave that it is compared with."""

    wave: Wave
    withheld: Withheld
    figures: WaveFigures | None
    changes: WaveChanges | None
    before: Wave | None


def asked_measures(items: pd.DataFrame, figures: WaveFigures) -> tuple[Measure, ...]:
    """What a wave can be followed by: its headline figures, then each of its questions that is a rating."""
    ratings = items[~items["item_type"].isin(NO_RATINGS)]
    pairs = dict.fromkeys(zip(ratings["canonical_id"], ratings["item_type"], strict=True))
    return (*(Measure(name) for name in figures.headlines), *(Measure("", *pair) for pair in pairs))


def trend_table(seen: Sequence[WaveSeen], measure: Measure) -> pd.DataFrame:
    """One row per wave, in their order (oldest first, one series).

    survey_id, title, day    last day in the field, else the first; None = nobody said
    n, value, low, high      nan where hidden; in the unit of the figure
    scale_min, scale_max     of its question; nan for shares, index and points
    reason                   why there is no value: withheld (a reason of M47b), not_asked, few (below 10); "" where
                             there is one
    verdict, change, change_low, change_high    against the row before; "" = nothing before
    is_joined                comparable with the row before, and both are shown
    wording_changed          the text is another than in the row before
    """
    rows = [_trend_row(one, measure) for one in seen]
    for place, row in enumerate(rows):
        earlier = seen[place - 1].figures if place else None
        can_compare = row["verdict"] not in ("", *NOT_TESTED)
        same = measure.name != "index" or _same_questions(seen[place].figures, earlier)
        row["is_joined"] = bool(place and can_compare and same and not row["reason"] and not rows[place - 1]["reason"])
    return pd.DataFrame(rows, columns=TREND_COLUMNS)


TREND_COLUMNS = [
    "survey_id", "title", "day", "n", "value", "low", "high", "scale_min", "scale_max", "reason", "verdict", "change",
    "change_low", "change_high", "wording_changed", "is_joined",
]  # fmt: skip


def _trend_row(seen: WaveSeen, measure: Measure) -> dict[str, object]:
    wave, figures = seen.wave, seen.figures
    figure = None if figures is None else figure_of(figures, measure)
    change = _change_of(seen, measure, figure) or Change("new")
    reason = seen.withheld or ("not_asked" if figure is None else "few" if figure.n < HIDDEN_BELOW else "")
    scale = (np.nan, np.nan)
    if figure is not None and figures is not None and measure.name in ("", "overall", "ces"):
        scale = tuple(float(figures.items[end].iloc[figure.item]) for end in ("scale_min", "scale_max"))
    shown = figure if figure is not None and not reason else WaveFigure(np.nan, np.nan, np.nan, 0)
    return {
        "survey_id": wave.survey_id,
        "title": wave.title,
        "day": wave.field_to or wave.field_from,
        "n": figure.n if figure is not None else 0,
        "value": shown.value,
        "low": shown.low,
        "high": shown.high,
        "scale_min": scale[0],
        "scale_max": scale[1],
        "reason": reason,
        "verdict": "" if seen.before is None or figure is None else change.verdict if seen.changes else "new",
        "change": change.change,
        "change_low": change.low,
        "change_high": change.high,
        "wording_changed": change.wording_changed,
    }


def figure_of(figures: WaveFigures, measure: Measure) -> WaveFigure | None:
    """None where the wave did not ask it, or nobody rated."""
    if measure.name:
        return figures.headlines.get(measure.name)
    items = figures.items
    is_it = (items["canonical_id"] == measure.canonical_id) & (items["item_type"] == measure.item_type)
    places = np.flatnonzero(is_it.to_numpy())
    row = row_of(figures.figures, int(places[0])) if len(places) else None
    return None if row is None else question_figure(row)


def _change_of(seen: WaveSeen, measure: Measure, figure: WaveFigure | None) -> Change | None:
    if seen.changes is None or figure is None:
        return None
    return seen.changes.headlines.get(measure.name) if measure.name else seen.changes.of_item(figure.item)


def _same_questions(now: WaveFigures | None, before: WaveFigures | None) -> bool:
    """Whether two indices rest on the same questions with the same scales and weights."""
    if now is None or before is None:
        return False
    sides = []
    for one in (now, before):
        used = one.index_weights > 0
        keys = one.items.loc[used, ["canonical_id", "scale_min", "scale_max"]]
        sides.append(
            keys.assign(weight=one.index_weights[used].round(9)).sort_values("canonical_id").to_numpy().tolist()
        )
    return sides[0] == sides[1]


def wave_table(seen: Sequence[WaveSeen]) -> pd.DataFrame:
    """One row per wave: its facts, the figures of HEADLINES with intervals, and the verdict of each against the wave
    before (columns ``wave_columns``). Empty cells where a wave is withheld, did not ask, or nobody rated."""
    return pd.DataFrame([_wave_row(one) for one in seen], columns=wave_columns())


def wave_columns() -> list[str]:
    figures = [f"{name}{end}" for name in HEADLINES for end in ("", "_low", "_high", "_n", "_verdict")]
    facts = ["survey_id", "title", "series", "kind", "field_from", "field_to", "is_anonymous", "withheld", "responses"]
    return [*facts, *figures, "bottom2", "agree", "promoters", "passives", "detractors", "index_weights",
            "outside_scale", "compared_with"]  # fmt: skip


def _wave_row(seen: WaveSeen) -> dict[str, object]:
    wave, figures = seen.wave, seen.figures
    row: dict[str, object] = {
        "survey_id": wave.survey_id, "title": wave.title, "series": wave.series, "kind": wave.kind or None,
        "field_from": wave.field_from, "field_to": wave.field_to, "is_anonymous": wave.is_anonymous,
        "withheld": seen.withheld or None, "compared_with": None if seen.before is None else seen.before.survey_id,
    }  # fmt: skip
    if figures is None:
        return row
    for name, figure in figures.headlines.items():
        change = None if seen.changes is None else seen.changes.headlines.get(name)
        row |= {name: figure.value, f"{name}_low": figure.low, f"{name}_high": figure.high, f"{name}_n": figure.n}
        row[f"{name}_verdict"] = None if change is None else change.verdict
    if "nps" in figures.headlines:
        row |= dict(zip(("promoters", "passives", "detractors"), figures.nps, strict=True))
    return row | {
        "responses": figures.responses, "bottom2": figures.bottom2, "agree": figures.agree,
        "index_weights": None if figures.index is None else figures.index.weighting, "outside_scale": figures.outside,
    }  # fmt: skip
