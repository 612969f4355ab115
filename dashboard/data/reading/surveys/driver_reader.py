"""The part of the Reader that answers for what matters most (M49 to M52)."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import numpy as np
import pandas as pd

from dashboard.data.reading.surveys.survey_ground import SurveyGround
from dashboard.logic.question import Question
from dashboard.logic.surveys.item_figures import item_figures
from dashboard.logic.surveys.priorities import Drivers, derived_weights, drivers
from dashboard.logic.surveys.servqual import servqual_gaps
from dashboard.logic.surveys.suppression import without_few
from dashboard.logic.surveys.wave import Wave

T = TypeVar("T")
DRIVERS_KEPT = 64
_GROUPS = ("low_n", "middle_n", "high_n")


class DriverReader(SurveyGround):
    """See ``Reader``. Every method raises Problem for an anonymous wave that is withheld from the viewer."""

    def drivers(self, question: Question, wave: Wave) -> Drivers:
        """Importance, performance and factor of each question (``logic.surveys.priorities.drivers``), of the visible
        responses; ``item`` is a place in ``driver_items``."""

        def make() -> Drivers:
            answers = self.visible_answers(question, wave)
            figures = item_figures(self.scores(question, wave))
            found = drivers(answers.items, answers.scores, figures, customer=answers.customer_no)
            return replace(found, table=without_few(found.table, _GROUPS)) if wave.is_anonymous else found

        found = self._driver_answer("drivers", question, wave, make)
        return replace(found, table=found.table.copy())

    def driver_items(self, question: Question, wave: Wave) -> pd.DataFrame:
        """The questions of the wave (``ScoreTable.items``)."""
        return self.visible_answers(question, wave).items.copy()

    def servqual_gaps(self, question: Question, wave: Wave) -> pd.DataFrame:
        """``logic.surveys.servqual.servqual_gaps`` of the visible responses."""

        def make() -> pd.DataFrame:
            answers = self.visible_answers(question, wave)
            gaps = servqual_gaps(answers.items, answers.scores, customer=answers.customer_no)
            return without_few(gaps, ("n",)) if wave.is_anonymous else gaps

        return self._driver_answer("servqual_gaps", question, wave, make).copy()

    def derived_weights(self, question: Question, wave: Wave) -> np.ndarray | None:
        """Of each question of ``driver_items`` its share of the derived importance, for the satisfaction index; None
        where it cannot be told."""

        def make() -> np.ndarray | None:
            answers = self.visible_answers(question, wave)
            return derived_weights(answers.items, answers.scores, customer=answers.customer_no)

        found = self._driver_answer("derived_weights", question, wave, make)
        return None if found is None else found.copy()

    def _driver_answer(self, name: str, question: Question, wave: Wave, make: Callable[[], T]) -> T:
        """Kept by what it depends on; period and scheme change nothing here. Whether an anonymous wave is shown is
        asked anew each time."""
        self.visible_answers(question, wave)
        key = (name, self.viewer.key, question.as_of, question.filters, wave.survey_no)
        return self.marts.remember(key, make, keep=DRIVERS_KEPT)
