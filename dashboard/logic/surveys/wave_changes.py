"""What changed between a wave and the one before: every question and headline figure (M48).

The verdicts on questions are those of ``item_changes``, corrected over the questions alone: how the index weighs its
questions, or which figures stand above them, moves none of them. Overall satisfaction and ease are such questions. The
share satisfied, the index and the NPS are made from the same answers: they are corrected together with all questions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import ndtr, ndtri

from dashboard.logic.intervals import CONFIDENCE, mean_interval, wilson
from dashboard.logic.surveys.change import FALSE_SHARE, Verdict, adjusted, item_changes, welch
from dashboard.logic.surveys.item_figures import HIDDEN_BELOW
from dashboard.logic.surveys.satisfaction_index import SatisfactionIndex
from dashboard.logic.surveys.wave import Wave
from dashboard.logic.surveys.wave_figures import WaveFigure, WaveFigures

NOT_TESTED = ("too_few", "scale_changed", "new")


@dataclass(frozen=True)
class Change:
    """``change`` with its 95 % interval in the unit of the figure, nan where not compared; ``adjusted_p``: corrected
    for all that was tested with it; ``questions``: of the index, how many both waves asked."""

    verdict: Verdict
    change: float = np.nan
    low: float = np.nan
    high: float = np.nan
    p: float = np.nan
    adjusted_p: float = np.nan
    wording_changed: bool = False
    questions: int = 0


@dataclass(frozen=True, eq=False)
class WaveChanges:
    """``items``: ``item_changes``; ``headlines``: by name of HEADLINES; ``tested``: how many questions were tested."""

    items: pd.DataFrame
    headlines: Mapping[str, Change]
    tested: int

    def of_item(self, place: int) -> Change:
        """Of one question of the later wave."""
        row = self.items.iloc[place]
        numbers = [float(row[name]) for name in ("change", "low", "high", "p", "adjusted_p")]
        return Change(row["verdict"], *numbers, wording_changed=bool(row["wording_changed"]))


def series_of(waves: Sequence[Wave], wave: Wave) -> tuple[Wave, ...]:
    """The waves that one is compared with: of its series and its kind; of unknown kind none but itself where no series
    is given (its series is then its own id)."""
    return tuple(one for one in waves if (one.series, one.kind) == (wave.series, wave.kind))


def wave_before(waves: Sequence[Wave], wave: Wave) -> Wave | None:
    """The one just before of the same series and kind."""
    earlier = [one for one in series_of(waves, wave) if one.survey_no < wave.survey_no]
    return max(earlier, key=lambda one: one.survey_no) if earlier else None


def share_change(
    share: float, effective: float, n: int, share_before: float, effective_before: float, n_before: int
) -> tuple[float, float, float, float]:
    """(change, low, high, two-sided p) of two shares. p: two-proportion z test with the pooled share; interval: hybrid
    score (Newcombe 1998, method 10). ``effective``: answers that the intervals rest on, ``n``: ratings."""
    change = share - share_before
    pooled = (share * n + share_before * n_before) / (n + n_before)
    with np.errstate(divide="ignore"):
        error = float(np.sqrt(pooled * (1 - pooled) * (1 / np.float64(effective) + 1 / np.float64(effective_before))))
    (low, low_before), (high, high_before) = wilson(
        np.array([share, share_before]), np.array([effective, effective_before])
    )
    below = float(np.hypot(share - low, high_before - share_before))
    above = float(np.hypot(high - share, share_before - low_before))
    return change, change - below, change + above, two_sided(change, error)


def two_sided(change: float, error: float) -> float:
    """p of a difference with a known standard error; where nothing varies, 1 for no difference and 0 for one."""
    if error == 0:
        return 1.0 if change == 0 else 0.0
    return float(2 * ndtr(-abs(change) / error))


def points_change(now: WaveFigure, before: WaveFigure) -> tuple[float, float, float, float]:
    """(change, low, high, p) of two net promoter scores by their standard errors (M45)."""
    change, error = now.value - before.value, float(np.hypot(now.error, before.error))
    reach = float(ndtri((1 + CONFIDENCE) / 2)) * error
    return change, change - reach, change + reach, two_sided(change, error)


def index_change(now: SatisfactionIndex, before: SatisfactionIndex) -> tuple[float, float, float, float]:
    """(change, low, high, p) of two indices over the same questions with the same weights (Welch)."""
    sides = [
        np.array([number])
        for one in (now, before)
        for number in (one.value, one.error, one.freedom if one.freedom >= 1 else np.nan)
    ]
    error, freedom, p = welch(*sides)
    change = now.value - before.value
    low, high = mean_interval(change, error, freedom)
    return change, float(low[0]), float(high[0]), float(p[0])


def wave_changes(
    now: WaveFigures,
    before: WaveFigures,
    index: tuple[SatisfactionIndex, SatisfactionIndex] | None,
    *,
    common: int = 0,
) -> WaveChanges:
    """``index``: of both waves over the ``common`` questions (``common_questions``), with the same weights; None where
    there is none."""
    items = item_changes(now.items, now.figures, before.items, before.figures)
    p = items["p"].to_numpy(float)
    own = {name: _untested(items, now, before, name) for name in ("top2", "nps")}
    figures = {name: _compared(now, before, name) for name, reason in own.items() if reason == ""}
    few = min((one.headlines["index"].n for one in (now, before) if "index" in one.headlines), default=0)
    own["index"] = "new" if index is None else "too_few" if few < HIDDEN_BELOW else ""
    if index is not None and own["index"] == "":
        figures["index"] = index_change(*index)
    corrected = adjusted(np.append(p, [one[3] for one in figures.values()]))[len(items) :]
    headlines: dict[str, Change] = {}
    changes = WaveChanges(items, headlines, int(np.count_nonzero(~np.isnan(p))))
    for name, figure in now.headlines.items():
        if name in ("overall", "ces"):
            headlines[name] = changes.of_item(figure.item)
        elif name not in figures:
            headlines[name] = Change(own[name])  # ty: ignore[invalid-argument-type]
        else:
            change, low, high, p_value = figures[name]
            own_p = float(corrected[list(figures).index(name)])
            wording = name != "index" and bool(items["wording_changed"].iloc[figure.item])
            questions = common if name == "index" else 0
            headlines[name] = Change(_verdict(change, own_p), change, low, high, p_value, own_p, wording, questions)
    return changes


def common_questions(now: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """Places of the questions about satisfaction that both waves asked on the same scale: columns now, before."""
    keys = ["canonical_id", "item_type", "scale_min", "scale_max"]
    sides = [
        frame.loc[frame["item_type"] == "satisfaction", keys].assign(**{name: lambda one: one.index})
        for name, frame in (("now", now.reset_index(drop=True)), ("before", before.reset_index(drop=True)))
    ]
    return sides[0].merge(sides[1].drop_duplicates(keys), on=keys)[["now", "before"]]


def _verdict(change: float, adjusted_p: float) -> Verdict:
    if not adjusted_p <= FALSE_SHARE:
        return "no_evidence"
    return "up" if change > 0 else "down"


def _untested(items: pd.DataFrame, now: WaveFigures, before: WaveFigures, name: str) -> str:
    """Why a headline figure is not compared: what its question says; empty where it is."""
    if name not in now.headlines:
        return "new"
    reason = str(items["verdict"].iloc[now.headlines[name].item])
    if reason in NOT_TESTED:
        return reason
    earlier = before.headlines.get(name)
    same = earlier is not None and earlier.item == int(items["item_before"].iloc[now.headlines[name].item])
    return "" if same else "new"


def _compared(now: WaveFigures, before: WaveFigures, name: str) -> tuple[float, float, float, float]:
    one, other = now.headlines[name], before.headlines[name]
    if name == "nps":
        return points_change(one, other)
    return share_change(one.value, one.effective, one.n, other.value, other.effective, other.n)
