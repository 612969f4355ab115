"""The part of the Reader that answers for questions one by one, by segment (M44, M47, M48)."""

import numpy as np
import pandas as pd

from dashboard.data.reading.masking import masked
from dashboard.data.reading.queries import query_rows
from dashboard.data.reading.surveys.wave_ground import WaveGround
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.surveys.question_cells import QuestionCells, question_cells
from dashboard.logic.surveys.question_sheet import QuestionSheet, question_sheet
from dashboard.logic.surveys.question_waves import QuestionWaves, WaveFigure, wave_figure
from dashboard.logic.surveys.service_scores import service_scores
from dashboard.logic.surveys.suppression import LEAST_ANSWERS
from dashboard.logic.surveys.wave import Wave

TEXT_COLUMNS = ("answered_on", "customer_id", "answer_text")


class ItemReader(WaveGround):
    """See ``Reader``."""

    def question_sheet(self, question: Question, wave: Wave) -> QuestionSheet:
        """All questions of a wave and what changed since the wave before. Empty where the wave is withheld."""

        def make() -> QuestionSheet:
            table = self.scores(question, wave)
            outside, services = np.zeros(len(table)), service_scores(table.items, np.empty((0, len(table))))
            if len(table):
                answers = self.visible_answers(question, wave)
                services = service_scores(
                    answers.items, answers.scores, customer=answers.customer_no, population=wave.population
                )
                outside = answers.outside.sum(axis=0).astype(float)
                if wave.is_anonymous:  # so few people could be told by
                    outside[(outside > 0) & (outside < LEAST_ANSWERS)] = np.nan
            before = self.wave_before(question, wave)
            is_withheld = before is not None and bool(self.withheld(question, before))
            seen = None if is_withheld else before
            changes = None if seen is None else self.wave_changes(question, wave)
            return question_sheet(
                wave,
                table,
                outside,
                services,
                before=seen,
                earlier=None if seen is None else self.scores(question, seen),
                changes=None if changes is None else changes.items,
                is_withheld=is_withheld,
            )

        return self._answer("question_sheet", question, make, wave.survey_no)

    def question_cells(self, question: Question, wave: Wave, by: str) -> QuestionCells:
        """The questions by one of ``cuts``. Raises Problem for another."""
        return question_cells(self.scores(question, wave, by), by, is_anonymous=wave.is_anonymous)

    def question_waves(self, question: Question, wave: Wave, canonical_id: str) -> QuestionWaves:
        """One question in all waves of the wave's series and kind that asked it, oldest first."""
        found: list[WaveFigure] = []
        withheld = 0
        for one in self.series(question, wave):
            if self.withheld(question, one):
                withheld += 1
                continue
            figure = wave_figure(one, self.scores(question, one), canonical_id)
            found += [] if figure is None else [figure]
        return QuestionWaves(tuple(found), withheld)

    def question_texts(
        self, question: Question, wave: Wave, item_id: str, start: int, count: int
    ) -> tuple[int, pd.DataFrame]:
        """(how many texts this viewer's customers wrote to a question of a named wave, the rows of one page, latest
        first: answered_on, customer_id, answer_text as this viewer may see them). Raises Problem for an anonymous
        wave: what is written there may tell who wrote it."""
        if wave.is_anonymous:
            raise Problem("This survey is anonymous: what was written in it is not shown.")
        answers = self.visible_answers(question, wave)
        numbers = dict(zip(answers.items["item_id"], answers.items["item_no"], strict=True))
        if item_id not in numbers:
            raise Problem("Survey {survey} has no question {item}.", survey=wave.survey_id, item=item_id)
        rows = query_rows(self.marts, "survey_texts", item_no=int(numbers[item_id]))
        visible = set(answers.response_no.tolist())
        kept = [row[1:] for row in rows if row[0] in visible]
        frame = pd.DataFrame(kept[start : start + count], columns=list(TEXT_COLUMNS), dtype=object)
        return len(kept), masked(frame, self.viewer)
