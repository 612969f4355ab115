"""The part of the Reader that answers for whole waves and what changed since the one before (M44 to M48)."""

import numpy as np
import pandas as pd

from dashboard.data.reading.surveys.wave_ground import WaveGround
from dashboard.logic.question import Question
from dashboard.logic.surveys.item_figures import HIDDEN_BELOW, THIN_BELOW
from dashboard.logic.surveys.nps import nps_figures
from dashboard.logic.surveys.satisfaction_index import Weighting
from dashboard.logic.surveys.wave import Wave
from dashboard.logic.surveys.wave_figures import first_place
from dashboard.logic.surveys.wave_table import Measure, WaveSeen, trend_table, wave_table


class WaveReader(WaveGround):
    """See ``Reader``."""

    def latest_shown(self, question: Question) -> Wave | None:
        """The last wave of which this viewer sees anything; else the last one; None before the first."""
        waves = self.waves(question)
        shown = [wave for wave in waves if not self.withheld(question, wave)]
        return (shown or list(waves) or [None])[-1]

    def wave_trend(
        self,
        question: Question,
        wave: Wave,
        measure: Measure,
        *,
        weighted: bool = False,
        weighting: Weighting = "equal",
    ) -> pd.DataFrame:
        """``logic.surveys.wave_table.trend_table`` over the series of a wave."""
        seen = [self._wave_seen(question, one, weighted, weighting) for one in self.series(question, wave)]
        return trend_table(seen, measure)

    def wave_overview(
        self,
        question: Question,
        wave: Wave | None = None,
        *,
        weighted: bool = False,
        weighting: Weighting = "equal",
    ) -> pd.DataFrame:
        """``logic.surveys.wave_table.wave_table`` of the series of a wave, or of every wave."""
        waves = self.waves(question) if wave is None else self.series(question, wave)
        return wave_table([self._wave_seen(question, one, weighted, weighting) for one in waves])

    def _wave_seen(self, question: Question, wave: Wave, weighted: bool, weighting: Weighting) -> WaveSeen:
        return WaveSeen(
            wave,
            self.withheld(question, wave),
            self.wave_figures(question, wave, weighted=weighted, weighting=weighting),
            self.wave_changes(question, wave, weighted=weighted, weighting=weighting),
            self.wave_before(question, wave),
        )

    def nps_table(
        self, question: Question, wave: Wave, by: str | None = None, *, weighted: bool = False
    ) -> pd.DataFrame:
        """Net promoter score of a wave, or of each segment of a cut: columns segment (None = everybody whose own cell
        is not shown), n, promoters, passives, detractors, nps, low, high, is_thin. Below 10 ratings a segment has its
        counts and no score. Counts are of answers as given; only the score is by the survey's weights. Empty where
        the wave is withheld or has no such question."""
        table = self.scores(question, wave, by)
        place = first_place(table.items, "nps")
        counted, found = (
            one[one["item"] == place].reset_index(drop=True)
            for one in (nps_figures(table), nps_figures(table, weighted=weighted and table.is_weighted))
        )
        for name in ("promoters", "passives", "detractors"):
            found[name] = counted[name].round().astype("int64")
        is_few = (found["n"] < HIDDEN_BELOW).to_numpy() & (by is not None)
        for name in ("nps", "low", "high"):
            found[name] = np.where(is_few, np.nan, found[name].to_numpy(float))
        segments = pd.Series([table.segments[int(place)] for place in found["segment"]], dtype=object)
        found = found.assign(segment=segments, is_thin=found["n"] < THIN_BELOW)
        return found[["segment", "n", "promoters", "passives", "detractors", "nps", "low", "high", "is_thin"]]
