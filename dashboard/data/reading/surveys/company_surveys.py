"""All waves, questions and answers of one build as arrays, loaded once and kept read-only."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pyarrow as pa

from dashboard.data.reading.marts import Marts
from dashboard.data.reading.queries import query_columns, query_rows, read_only
from dashboard.logic.surveys.wave import Wave

NEEDED = ("survey_wave", "survey_question", "survey_response", "survey_answer", "survey_cell", "survey_reach")


@dataclass(frozen=True, eq=False)
class WaveAnswers:
    """One wave of the whole company: a row per response, a column per question. Nothing of this reaches a viewer
    before the rows out of scope are gone; of an anonymous wave customer_no is -1 and answered_on NaT everywhere.

    items        frame: see ``logic.surveys.score_table.ScoreTable.items``
    scores       float64, nan = no rating; ``dont_know``, ``outside`` (a number beyond the scale): bool
    customer_no  int32, -1 = nobody knows; ``answered_on`` datetime64[D]; ``weight`` float64, nan = none given
    """

    items: pd.DataFrame
    response_no: np.ndarray
    scores: np.ndarray
    dont_know: np.ndarray
    outside: np.ndarray
    customer_no: np.ndarray
    answered_on: np.ndarray
    weight: np.ndarray

    def __len__(self) -> int:
        return len(self.response_no)

    def of(self, rows: np.ndarray) -> "WaveAnswers":
        """Some of the responses (flags)."""
        if rows.all():
            return self
        arrays = (self.response_no, self.scores, self.dont_know, self.outside)
        arrays += (self.customer_no, self.answered_on, self.weight)
        return WaveAnswers(self.items, *(array[rows] for array in arrays))

    def asking(self, questions: np.ndarray) -> "WaveAnswers":
        """Some of the questions (flags)."""
        if questions.all():
            return self
        return replace(
            self,
            items=self.items[questions].reset_index(drop=True),
            scores=self.scores[:, questions],
            dont_know=self.dont_know[:, questions],
            outside=self.outside[:, questions],
        )


@dataclass(frozen=True, eq=False)
class CompanySurveys:
    """``answers`` by survey_no. ``cells``: the mart ``survey_cell``, of anonymous waves."""

    waves: tuple[Wave, ...]
    answers: Mapping[int, WaveAnswers]
    cells: pd.DataFrame


def company_surveys(marts: Marts) -> CompanySurveys:
    """The surveys of a build, from memory after the first call. Raises Problem for a build of an earlier version."""
    return marts.remember(("company_surveys",), lambda: _load(marts), keep=1)


def _load(marts: Marts) -> CompanySurveys:
    questions = _frame(query_columns(marts, "survey_questions", needs=NEEDED))
    waves = tuple(Wave(*row) for row in query_rows(marts, "survey_waves"))
    responses = query_columns(marts, "survey_responses", needs=NEEDED)
    answers = query_columns(marts, "survey_answers", needs=NEEDED)
    survey_of = _numbers(responses["survey_no"], np.int32)
    begins = np.searchsorted(survey_of, np.arange(len(waves) + 1))  # response_no is dense and ordered by wave
    response, item = (_numbers(answers[name], np.int32) for name in ("response_no", "item_no"))
    state = answers["state"].dictionary_encode()
    codes = state.indices.to_numpy(zero_copy_only=False)
    names = state.dictionary.to_pylist()
    flags = {name: codes == names.index(name) if name in names else np.zeros(len(codes), bool) for name in _STATES}
    score = answers["score"].to_numpy(zero_copy_only=False).astype(np.float64)
    of_wave = survey_of[response] if len(response) else response
    found = {}
    for wave in waves:
        items = _in_order(questions[questions["survey_no"] == wave.survey_no])
        first, last = int(begins[wave.survey_no]), int(begins[wave.survey_no + 1])
        here = np.flatnonzero(of_wave == wave.survey_no)
        column = np.full(len(questions), -1)
        column[items["item_no"].to_numpy()] = np.arange(len(items))
        rows, columns = response[here] - first, column[item[here]]
        shape = (last - first, len(items))
        scores = np.full(shape, np.nan)
        scores[rows, columns] = np.where(flags["rated"][here], score[here], np.nan)
        dont_know, outside = np.zeros(shape, bool), np.zeros(shape, bool)
        dont_know[rows, columns] = flags["dont_know"][here]
        outside[rows, columns] = flags["out_of_scale"][here]
        part = slice(first, last)
        days = responses["answered_on"].to_numpy(zero_copy_only=False).astype("datetime64[D]")[part]
        weight = responses["weight"].to_numpy(zero_copy_only=False).astype(np.float64)[part]
        customer = _numbers(responses["customer_no"].fill_null(-1), np.int32)[part]
        arrays = (np.arange(first, last, dtype=np.int32), scores, dont_know, outside, customer, days, weight)
        found[wave.survey_no] = WaveAnswers(items, *(read_only(np.array(array)) for array in arrays))
    cells = _frame(query_columns(marts, "survey_cells", needs=NEEDED))
    return CompanySurveys(waves, found, cells)


_STATES = ("rated", "dont_know", "out_of_scale")


def _in_order(questions: pd.DataFrame) -> pd.DataFrame:
    """题2 before 题10."""
    keys = [
        [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.split(r"(\d+)", item)]
        for item in questions["item_id"]
    ]
    order = sorted(range(len(questions)), key=keys.__getitem__)
    return questions.iloc[order].reset_index(drop=True)


def _frame(columns: Mapping[str, pa.Array]) -> pd.DataFrame:
    """Texts as objects: None stays None."""
    return pd.DataFrame(
        {
            name: pd.Series(column.to_pylist(), dtype=object)
            if pa.types.is_string(column.type)
            else column.to_numpy(zero_copy_only=False)
            for name, column in columns.items()
        }
    )


def _numbers(column: pa.Array, dtype: type[np.integer]) -> np.ndarray:
    return column.to_numpy(zero_copy_only=False).astype(dtype, copy=False)
