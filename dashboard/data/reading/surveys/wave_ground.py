"""Figures of whole waves and what changed since the one before: shared by the readers of waves, questions and fixes."""

import numpy as np
import pandas as pd

from dashboard.data.reading.surveys.survey_ground import SurveyGround
from dashboard.logic.question import Question
from dashboard.logic.surveys.driver_ground import driver_ground
from dashboard.logic.surveys.item_figures import item_figures
from dashboard.logic.surveys.nps import nps_figures
from dashboard.logic.surveys.priorities import derived_weights
from dashboard.logic.surveys.satisfaction_index import (
    SatisfactionIndex,
    Weighting,
    has_stated_weights,
    item_weights,
    satisfaction_index,
)
from dashboard.logic.surveys.suppression import LEAST_ANSWERS
from dashboard.logic.surveys.wave import Wave
from dashboard.logic.surveys.wave_changes import WaveChanges, common_questions, series_of, wave_before, wave_changes
from dashboard.logic.surveys.wave_figures import (
    WaveFigures,
    agree_share,
    first_place,
    headline_figures,
    nps_counts,
    overall_place,
    row_of,
)


class WaveGround(SurveyGround):
    """``weighted``: by the survey's own weights where the wave shows them; ``weighting``: of the questions in the
    satisfaction index."""

    def series(self, question: Question, wave: Wave) -> tuple[Wave, ...]:
        """The waves that had begun by as-of and are compared with this one, itself among them, oldest first."""
        return series_of(self.waves(question), wave)

    def wave_before(self, question: Question, wave: Wave) -> Wave | None:
        """The one just before of the same series and kind."""
        return wave_before(self.waves(question), wave)

    def weightings(self, question: Question, wave: Wave) -> tuple[Weighting, ...]:
        """How the questions of a wave can be weighted in its index."""
        figures = self.wave_figures(question, wave)
        if figures is None:
            return ("equal",)
        can: dict[Weighting, bool] = {
            "equal": True,
            "stated": has_stated_weights(figures.items),
            "derived": self._is_derivable(question, wave),
        }
        return tuple(name for name, is_known in can.items() if is_known)

    def _is_derivable(self, question: Question, wave: Wave) -> bool:
        """Whether derived weights can be told: asked with every run, so the weights are not made for it."""

        def make() -> bool:
            answers = self.visible_answers(question, wave)
            return not driver_ground(answers.items, answers.scores, answers.customer_no)[-1].reason

        return self._answer("index_weights_known", question, make, wave.survey_no)

    def _derived_weights(self, question: Question, wave: Wave) -> np.ndarray | None:
        """Shares of what goes with overall satisfaction (M49), of all visible responses; None where it cannot be
        told."""

        def make() -> np.ndarray | None:
            answers = self.visible_answers(question, wave)
            return derived_weights(answers.items, answers.scores, customer=answers.customer_no)

        return self._answer("index_weights", question, make, wave.survey_no)

    def _index_weights(
        self, question: Question, wave: Wave, items: pd.DataFrame, weighting: Weighting
    ) -> tuple[np.ndarray, Weighting]:
        """Equal ones where a wave does not have the others."""
        derived = self._derived_weights(question, wave) if weighting == "derived" else None
        is_missing = derived is None if weighting == "derived" else not has_stated_weights(items)
        used: Weighting = "equal" if is_missing else weighting
        return item_weights(items, used, derived), used

    def wave_figures(
        self, question: Question, wave: Wave, *, weighted: bool = False, weighting: Weighting = "equal"
    ) -> WaveFigures | None:
        """None where the wave is withheld."""
        if self.withheld(question, wave):
            return None
        key = (wave.survey_no, weighted, weighting)
        make = lambda: self._wave_figures(question, wave, weighted, weighting)  # noqa: E731
        return self._answer("wave_figures", question, make, key)

    def _wave_figures(self, question: Question, wave: Wave, weighted: bool, weighting: Weighting) -> WaveFigures:
        table, answers = self.scores(question, wave), self.visible_answers(question, wave)
        is_weighted = weighted and table.is_weighted
        figures, nps = item_figures(table, weighted=is_weighted), nps_figures(table, weighted=is_weighted)
        weights, weighting = self._index_weights(question, wave, table.items, weighting)
        index = self._wave_index(question, wave, weights, weighting, is_weighted)
        overall = overall_place(table.items)
        row = row_of(figures, overall)
        said = figures.loc[figures["item"] == overall, "dont_know"].sum()
        outside = answers.outside.sum(axis=0)
        if wave.is_anonymous:  # so few people could be told by
            outside[outside < LEAST_ANSWERS] = 0
        silent = 0
        if overall >= 0:
            is_said = ~np.isnan(answers.scores[:, overall]) | answers.dont_know[:, overall]
            silent = int(np.count_nonzero(~is_said) - outside[overall])
        return WaveFigures(
            items=table.items,
            figures=figures,
            headlines=headline_figures(table.items, figures, nps, index),
            bottom2=np.nan if row is None else float(row["bottom2"]),
            agree=agree_share(table.items, table.counts, first_place(table.items, "ces"), weighted=is_weighted),
            nps=nps_counts(nps_figures(table), first_place(table.items, "nps")),
            index=index,
            index_weights=weights,
            responses=len(answers),
            outside=int(outside.sum()),
            unanswered=silent,
            dont_know=int(said),
            is_weighted=is_weighted,
            has_weights=table.is_weighted,
        )

    def _wave_index(
        self, question: Question, wave: Wave, weights: np.ndarray, weighting: Weighting, weighted: bool
    ) -> SatisfactionIndex | None:
        answers = self.visible_answers(question, wave)
        return satisfaction_index(
            answers.items,
            answers.scores,
            weights,
            weighting=weighting,
            customer=None if wave.is_anonymous else answers.customer_no,
            sampled=answers.weight if weighted else None,
            population=wave.population,
        )

    def wave_changes(
        self, question: Question, wave: Wave, *, weighted: bool = False, weighting: Weighting = "equal"
    ) -> WaveChanges | None:
        """Against ``wave_before``; None where there is none, or one of the two is withheld. Weighted only where both
        waves have weights."""
        before = self.wave_before(question, wave)
        if before is None or self.withheld(question, wave) or self.withheld(question, before):
            return None
        key = (wave.survey_no, before.survey_no, weighted, weighting)
        make = lambda: self._wave_changes(question, wave, before, weighted, weighting)  # noqa: E731
        return self._answer("wave_changes", question, make, key)

    def _wave_changes(
        self, question: Question, wave: Wave, before: Wave, weighted: bool, weighting: Weighting
    ) -> WaveChanges:
        both = weighted and all(self.scores(question, one).is_weighted for one in (wave, before))
        now, then = (self._wave_figures(question, one, both, weighting) for one in (wave, before))
        common = common_questions(now.items, then.items)
        weights = [np.zeros(len(one.items)) for one in (now, then)]
        given = now.index_weights[common["now"].to_numpy(int)]
        weights[0][common["now"].to_numpy(int)] = given
        weights[1][common["before"].to_numpy(int)] = given
        one, other = (
            self._wave_index(question, side, weight, weighting, both)
            for side, weight in zip((wave, before), weights, strict=True)
        )
        pair = None if one is None or other is None or one.items != other.items else (one, other)
        return wave_changes(now, then, pair, common=0 if one is None else one.items)
