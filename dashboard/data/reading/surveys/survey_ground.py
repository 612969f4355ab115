"""The answers that a viewer may see: what every figure about surveys starts from.

A named wave is cut to the visible customers before anything is counted. An anonymous one is shown as a whole, to who
sees all customers, in the cells that the build decided (M47b); no filter and no scope cuts it.
"""

from dataclasses import replace

import numpy as np
import pandas as pd

from dashboard.data.reading.company_customers import company_customers
from dashboard.data.reading.layered_reader import LayeredReader
from dashboard.data.reading.masking import check_not_masked
from dashboard.data.reading.surveys.company_surveys import WaveAnswers, company_surveys
from dashboard.data.reading.visible_rows import visible_rows
from dashboard.logic.layer_names import LABELS
from dashboard.logic.periods import month_end
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.surveys.score_table import ScoreTable, score_table
from dashboard.logic.surveys.wave import Wave, Withheld

CUTS = ("layer", "region", "industry", "account_manager_id", "department")
"""What named waves can be told apart by; anonymous ones only by the first three (building/survey_cells.py)."""
ANONYMOUS_CUTS = CUTS[:3]
TABLES_KEPT = 64


class SurveyGround(LayeredReader):
    """What all readers of surveys share."""

    def has_surveys(self) -> bool:
        """Whether the company has any wave at all."""
        return bool(company_surveys(self.marts).waves)

    def waves(self, question: Question) -> tuple[Wave, ...]:
        """The waves that had begun at the as-of month's end, oldest first (metrics.md, Time)."""
        through = month_end(question.as_of)
        return tuple(
            wave for wave in company_surveys(self.marts).waves if wave.field_from is None or wave.field_from <= through
        )

    def wave(self, question: Question, survey_id: str) -> Wave:
        """One of ``waves``. Raises Problem for another."""
        for wave in self.waves(question):
            if wave.survey_id == survey_id:
                return wave
        raise Problem("There is no survey {survey} at this as-of month.", survey=survey_id)

    def withheld(self, question: Question, wave: Wave) -> Withheld:
        """Why this viewer sees nothing of an anonymous wave with this question; empty where they do."""
        if not wave.is_anonymous:
            return ""
        if not self.viewer.scope.all:
            return "scope"
        if question.filters:
            return "filters"
        through = min(month_end(question.as_of), self.build.data_through)
        if wave.field_to is None or wave.field_to > through:
            return "running"
        cells = company_surveys(self.marts).cells
        return "" if (cells["survey_no"] == wave.survey_no).any() else "few"

    def visible_answers(self, question: Question, wave: Wave) -> WaveAnswers:
        """The responses of a named wave that this viewer may see, answered up to the as-of month's end. Responses of
        nobody known are shown to who sees all customers, without a filter. Of an anonymous wave all of them, with the
        questions that may be told, for figures about the whole wave only, never about fewer than ``LEAST_ANSWERS`` of
        its responses: raises Problem where it is withheld."""
        answers = company_surveys(self.marts).answers[wave.survey_no]
        if wave.is_anonymous:
            if self.withheld(question, wave):
                raise Problem("This survey is anonymous and is not shown here.")
            cells = self._published_cells(wave, None)
            shown = answers.asking(answers.items["item_no"].isin(cells["item_no"]).to_numpy())
            is_weighted = shown.items["item_no"].isin(cells.loc[cells["weight"].notna(), "item_no"]).all()
            return shown if is_weighted else replace(shown, weight=np.full(len(shown), np.nan))
        key = ("visible_answers", self.viewer.key, question.as_of, question.filters, wave.survey_no)

        def make() -> WaveAnswers:
            sees_unknown = self.viewer.scope.all and not question.filters
            flags = np.append(visible_rows(self.marts, self.viewer, question.filters), sees_unknown)
            late = answers.answered_on > np.datetime64(month_end(question.as_of))  # NaT is not late
            return answers.of(flags[answers.customer_no] & ~late)

        return self.marts.remember(key, make, keep=TABLES_KEPT)

    def cuts(self, wave: Wave) -> tuple[str, ...]:
        """What this viewer may tell the answers of a wave apart by."""
        offered = ANONYMOUS_CUTS if wave.is_anonymous else CUTS
        return tuple(cut for cut in offered if cut not in self.viewer.veiled)

    def scores(self, question: Question, wave: Wave, by: str | None = None) -> ScoreTable:
        """How often each score was given (``logic.surveys.score_table``), by a cut of ``cuts``. Empty where the wave is
        withheld. Raises Problem for another cut."""
        if by is not None:
            check_not_masked(by, self.viewer)
            if by not in self.cuts(wave):
                raise Problem(
                    "Survey {survey} is not told apart by {column}. Use {columns}.",
                    survey=wave.survey_id,
                    column=by,
                    columns=", ".join(self.cuts(wave)),
                )
        key = (wave.survey_no, by)
        make = self._anonymous_scores if wave.is_anonymous else self._named_scores
        return self._answer("survey_scores", question, lambda: make(question, wave, by), key)

    def _named_scores(self, question: Question, wave: Wave, by: str | None) -> ScoreTable:
        answers = self.visible_answers(question, wave)
        segments, segment = self._survey_segments(question, answers, by)
        return score_table(
            answers.items,
            answers.scores,
            answers.dont_know,
            segments=segments,
            segment=segment,
            weight=answers.weight,
            customer=answers.customer_no,
            population=wave.population,
        )

    def _survey_segments(
        self, question: Question, answers: WaveAnswers, by: str | None
    ) -> tuple[tuple[str | None, ...], np.ndarray | None]:
        """Labels, and the place of each response; -1 for customers without an entry and for nobody known."""
        if by is None:
            return ("",), None
        customer = answers.customer_no
        if by == "layer":
            layered = self.layered(question)
            codes = np.full(len(company_customers(self.marts)) + 1, -1, np.int64)  # the last place: nobody knows
            codes[layered.customer_no] = layered.codes
            return tuple(layered.layering.layers), codes[customer]
        dimension = company_customers(self.marts).dimensions[by]
        values = [place for place, value in enumerate(dimension.values) if value is not None]
        renumbered = np.full(len(dimension.values) + 1, -1, np.int64)
        renumbered[values] = np.arange(len(values))
        codes = np.append(dimension.codes.astype(np.int64), len(dimension.values))
        place = renumbered[codes[customer]]
        seen, place_seen = np.unique(place[place >= 0], return_inverse=True)  # only values that this viewer sees
        renamed = np.full(len(place), -1, np.int64)
        renamed[place >= 0] = place_seen
        return tuple(dimension.values[values[int(one)]] for one in seen), renamed

    def _published_cells(self, wave: Wave, by: str | None) -> pd.DataFrame:
        cells = company_surveys(self.marts).cells
        return cells[(cells["survey_no"] == wave.survey_no) & (cells["cut"] == (by or "all"))]

    def _anonymous_scores(self, question: Question, wave: Wave, by: str | None) -> ScoreTable:
        """From the published cells. Weights count for the whole wave only, and where the build told their sums; of the
        other questions they are unknown (nan)."""
        answers = company_surveys(self.marts).answers[wave.survey_no]
        rows = self._published_cells(wave, by)
        if self.withheld(question, wave):
            rows = rows.iloc[:0]
        shown = answers.items[answers.items["item_no"].isin(rows["item_no"])].reset_index(drop=True)
        places = {int(number): place for place, number in enumerate(shown["item_no"])}
        segments = ("",) if by is None else _told_segments(rows["segment"], by)
        at = {label: place for place, label in enumerate(segments)}
        told = shown["item_no"].isin(rows.loc[rows["weight"].notna(), "item_no"]).to_numpy()
        is_weighted = bool(told.any())
        counts = rows.assign(
            item=[places[int(number)] for number in rows["item_no"]],
            segment=[0 if by is None else at[label] for label in rows["segment"]],
            weight=rows["weight"] if is_weighted else rows["answers"].astype(float),
        )[["item", "segment", "score", "answers", "weight"]].reset_index(drop=True)
        squares = np.zeros((len(shown), len(segments)))
        rated = counts[counts["score"].notna()]
        cell = tuple(rated[name].to_numpy(int) for name in ("item", "segment"))  # a frame without rows holds objects
        np.add.at(squares, cell, rated["answers"].to_numpy(float))
        if is_weighted:
            columns = answers.items["item_no"].isin(shown["item_no"][told]).to_numpy()
            given = np.where(np.isnan(answers.weight), 1.0, answers.weight) ** 2
            squares[told, 0] = given @ ~np.isnan(answers.scores[:, columns])
        return ScoreTable(shown, segments, counts, squares, np.ones(squares.shape), is_weighted, wave.population)


def _told_segments(segments: pd.Series, by: str) -> tuple[str | None, ...]:
    """Layers in their order, others by name; everybody else last."""
    told = set(segments.dropna())
    order = [label for label in LABELS if label in told] if by == "layer" else sorted(told)
    return (*order, *((None,) if segments.isna().any() else ()))
