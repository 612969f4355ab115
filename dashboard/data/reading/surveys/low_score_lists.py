"""Low scores as a list of work: whose customer, until when, who took it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from dashboard.data.reading.cases.company_cases import working_time
from dashboard.data.reading.company_customers import company_customers
from dashboard.data.reading.customer_lists import customer_texts
from dashboard.data.reading.marts import Marts
from dashboard.data.reading.masking import MASK, masked
from dashboard.data.reading.queries import query_rows
from dashboard.data.reading.surveys.company_surveys import WaveAnswers
from dashboard.logic.cases.limits import TimeLimit
from dashboard.logic.surveys.loop import FollowUpFact
from dashboard.logic.surveys.low_scores import due_days, follow_up_states, low_responses
from dashboard.logic.surveys.wave import Wave
from dashboard.logic.viewer import Viewer

COLUMNS = ("survey_id", "response_no", "response_id", "customer_no", "answered_on", "question", "score")
_ORDER = {"open": 0, "taken": 1, "closed": 2}


@dataclass(frozen=True, eq=False)
class LowScores:
    """``table``: one row per low response in scope, open ones first and by their last day. survey_id, response_no,
    response_id, customer_no (-1 = nobody knows), account_manager_id, answered_on, question, score, due_on, taken_by,
    taken_on, done, closed_on, state (open, taken, closed), in_time (yes, no, None). ``answers``: all that could be low.
    """

    marts: Marts
    viewer: Viewer
    table: pd.DataFrame
    answers: int
    day: date

    @property
    def lacks_calendar(self) -> bool:
        """Whether days between an answer and its last day stand in no calendar of the build (which has the years of
        cases and tickets), or in a year whose holidays nobody knows: there Monday to Friday are taken."""
        time, unknown = working_time(self.marts)
        days = self.table[["answered_on", "due_on"]].dropna()
        if days.empty:
            return False
        first, last = days["answered_on"].min(), days["due_on"].max()
        ends = np.array([first, last], "datetime64[D]").astype(np.int64) - time.first_day
        is_inside = bool(ends[0] >= 0 and ends[1] < len(time.is_workday))
        return not is_inside or bool(set(range(first.year, last.year + 1)) & set(unknown))

    def rows(self, offset: int, limit: int) -> pd.DataFrame:
        """Some of them, with customer_id and customer_name, masked."""
        part = self.table.iloc[offset : offset + limit].reset_index(drop=True)
        numbers = part["customer_no"].to_numpy(np.int64)
        known = numbers >= 0
        names = {name: np.full(len(part), None, object) for name in ("customer_id", "customer_name")}
        if known.any():
            distinct, back = np.unique(numbers[known], return_inverse=True)
            texts = customer_texts(self.marts, distinct.astype(np.int32))
            for name, held in names.items():
                held[known] = texts[name][back]
        told = masked(part.assign(**names), self.viewer)
        # Who sees people as codes reads no login, and who reads no notes about a case none about a customer's answer.
        as_codes, no_texts = (name in self.viewer.veiled for name in ("account_manager_id", "step_note"))
        if as_codes:
            told = told.assign(taken_by=MASK)
        return told.assign(done=MASK) if no_texts else told


def low_scores(
    marts: Marts,
    viewer: Viewer,
    waves: Sequence[tuple[Wave, WaveAnswers]],
    follow_ups: Sequence[FollowUpFact],
    limit: TimeLimit,
    day: date,
) -> LowScores:
    """``waves``: named ones with the answers in scope. Follow-ups that are about no answer in scope are left out."""
    parts, count = [], 0
    for wave, answers in waves:
        kind = answers.items["item_type"].isin(("overall", "nps")).to_numpy()
        count += int((~np.isnan(answers.scores[:, kind])).any(axis=1).sum()) if kind.any() else 0
        low = low_responses(answers.items, answers.scores)
        row = low["row"].to_numpy(np.int64)
        parts.append(
            pd.DataFrame(
                {
                    "survey_id": wave.survey_id,
                    "response_no": answers.response_no[row],
                    "customer_no": answers.customer_no[row],
                    "answered_on": answers.answered_on[row],
                    "question": answers.items["question_text"].to_numpy(object)[low["item"].to_numpy(np.int64)],
                    "score": low["score"],
                }
            )
        )
    table = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=[*COLUMNS])
    table = table.assign(
        response_id=_ids(marts, table),
        account_manager_id=_owners(marts, table),
        due_on=due_days(table["answered_on"].to_numpy().astype("datetime64[D]"), limit, working_time(marts)[0]),
    )
    told = follow_up_states(_taken(table, follow_ups), day)
    order = told["state"].map(_ORDER).rename("order")
    told = told.assign(order=order).sort_values(["order", "due_on", "response_no"], kind="stable", ignore_index=True)
    return LowScores(marts, viewer, told.drop(columns="order"), count, day)


def _ids(marts: Marts, table: pd.DataFrame) -> np.ndarray:
    numbers = [int(one) for one in table["response_no"]]
    known = dict(query_rows(marts, "survey_response_ids", response_nos=numbers)) if numbers else {}
    return np.array([known.get(one) for one in numbers], object)


def _owners(marts: Marts, table: pd.DataFrame) -> np.ndarray:
    """The account manager of each customer; None where there is none."""
    managers = company_customers(marts).dimensions["account_manager_id"]
    names = np.array([*managers.values, None], object)
    numbers = table["customer_no"].to_numpy().astype(np.int64)
    places = np.full(len(numbers), len(names) - 1)
    places[numbers >= 0] = managers.codes[numbers[numbers >= 0]]
    return names[places]


def _taken(table: pd.DataFrame, follow_ups: Sequence[FollowUpFact]) -> pd.DataFrame:
    by_answer = {(one.survey_id, one.response_id): one for one in follow_ups}
    found = [by_answer.get(key) for key in zip(table["survey_id"], table["response_id"], strict=True)]
    return table.assign(
        version_id=np.array([one.version_id if one else None for one in found], object),
        taken_by=np.array([one.taken_by if one else None for one in found], object),
        taken_on=np.array([one.taken_on if one else None for one in found], "datetime64[D]"),
        done=np.array([one.done if one else "" for one in found], object),
        closed_on=np.array([one.closed_on if one else None for one in found], "datetime64[D]"),
    )
