"""What the anonymous waves of a build are decided from: who answered them, and what is known of those customers.

Nothing of this is published; it is in memory while the build runs, and its files go with the scratch folder.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.data.reading.queries import money_units, whole_numbers

ASKED = ("rated", "dont_know")
"""What somebody says who was asked; everything else is no answer to the question."""


@dataclass(frozen=True, eq=False)
class Crowd:
    """Who was asked in one wave and answered. A *member* is a customer; all who nobody knows are one member, or, where
    nobody at all is known, each response is.

    member       per response; ``weight``: in units of 1e-8, -1 = none given
    invited      per invitation its member (empty where invitations and answers cannot be matched); ``is_delivered``,
                 ``has_answered`` beside it
    count        how many members; ``customer_no``: of each, -1 = none on file; ``is_account``: whether it is a customer
                 (it may have an id that is not on file); ``is_linked``: whether any is
    item, score, asked_of    per answer that is a rating or a don't-know: item_no, units of 1e-4, response (place)
    is_rated     per answer
    """

    survey_no: int
    member: np.ndarray
    weight: np.ndarray
    invited: np.ndarray
    is_delivered: np.ndarray
    has_answered: np.ndarray
    count: int
    customer_no: np.ndarray
    is_account: np.ndarray
    is_linked: bool
    item: np.ndarray
    score: np.ndarray
    asked_of: np.ndarray
    is_rated: np.ndarray


def ended_waves(folder: Path, through: date) -> dict[int, date]:
    """Anonymous waves whose last day in the field the data have reached: survey_no -> that day."""
    rows = _read(folder, "survey_wave", _WAVE).to_pylist()
    return {
        row["survey_no"]: row["field_to"]
        for row in rows
        if row["is_anonymous"] and row["field_to"] is not None and row["field_to"] <= through
    }


def crowds(folder: Path, scratch: Path, waves: Mapping[int, date]) -> Iterator[Crowd]:
    """One by one, in the order of ``waves``; those that nobody answered are left out."""
    wanted = list(waves)
    people = _of(_read(scratch, "survey_respondent", _RESPONDENT), wanted)
    invites = _of(_read(scratch, "survey_invitation", _INVITATION), wanted)
    answers = _of(_read(folder, "survey_answer", _ANSWER), wanted)
    answers = answers.filter(pa.array(np.isin(_column(answers, "state").to_numpy(zero_copy_only=False), ASKED)))
    ids = pa.chunked_array([*people["customer_id"].chunks, *invites["customer_id"].chunks], pa.string())
    codes = ids.combine_chunks().dictionary_encode().indices.fill_null(-1).to_numpy(zero_copy_only=False)
    code_of, code_of_invite = codes[: len(people)], codes[len(people) :]
    survey_of = _numbers(people, "survey_no")
    survey_of_invite, survey_of_answer = (_numbers(table, "survey_no") for table in (invites, answers))
    response_no = _numbers(people, "response_no")
    for survey_no in waves:
        here = np.flatnonzero(survey_of == survey_no)
        if len(here):
            asked = np.flatnonzero(survey_of_invite == survey_no)
            given = answers.take(np.flatnonzero(survey_of_answer == survey_no))
            place = np.searchsorted(response_no[here], _numbers(given, "response_no"))
            yield _crowd(
                survey_no, people.take(here), code_of[here], invites.take(asked), code_of_invite[asked], given, place
            )


_NUMBER, _TEXT, _FLAG = pa.int32(), pa.string(), pa.bool_()
_WAVE = {"survey_no": _NUMBER, "field_to": pa.date32(), "is_anonymous": _FLAG}
_MEMBER = {"survey_no": _NUMBER, "customer_id": _TEXT, "customer_no": _NUMBER}
_RESPONDENT = {**_MEMBER, "response_no": _NUMBER, "weight": pa.decimal128(18, 8)}
_INVITATION = {**_MEMBER, "is_delivered": _FLAG, "has_answered": _FLAG}
_INVITED = ("is_delivered", "has_answered")
"""Who answered has received."""
_ANSWER = dict.fromkeys(("survey_no", "response_no", "item_no"), _NUMBER)
_ANSWER |= {"state": _TEXT, "score": pa.decimal128(18, 4)}


def _crowd(
    survey_no: int,
    people: pa.Table,
    code: np.ndarray,
    invites: pa.Table,
    code_invited: np.ndarray,
    given: pa.Table,
    place: np.ndarray,
) -> Crowd:
    is_linked = bool((code >= 0).any())
    if is_linked:
        known, members = np.unique(np.concatenate([code, code_invited]), return_inverse=True)
        numbers = np.concatenate([_numbers(table, "customer_no") for table in (people, invites)])
    else:
        known, members, numbers = np.full(len(code), -1), np.arange(len(code)), np.full(len(code), -1)
    customer_no = np.full(len(known), -1)
    customer_no[members] = numbers
    weight = _column(people, "weight")
    return Crowd(
        survey_no=survey_no,
        member=members[: len(code)],
        weight=np.where(weight.is_valid().to_numpy(zero_copy_only=False), money_units(weight), -1),
        invited=members[len(code) :],
        is_delivered=np.logical_or(*(_column(invites, name).to_numpy(zero_copy_only=False) for name in _INVITED)),
        has_answered=_column(invites, "has_answered").to_numpy(zero_copy_only=False),
        count=len(customer_no),
        customer_no=customer_no,
        is_account=known >= 0,
        is_linked=is_linked,
        item=_numbers(given, "item_no"),
        score=money_units(_column(given, "score")),
        asked_of=place,
        is_rated=_column(given, "state").to_numpy(zero_copy_only=False) == ASKED[0],
    )


def _read(folder: Path, name: str, columns: Mapping[str, pa.DataType]) -> pa.Table:
    """The engine writes no file where there is no row."""
    tables = [pq.read_table(path, columns=list(columns)) for path in sorted((folder / name).rglob("*.parquet"))]
    return pa.concat_tables(tables or [pa.schema(list(columns.items())).empty_table()])


def _of(table: pa.Table, wanted: list[int]) -> pa.Table:
    return table.filter(pa.array(np.isin(_numbers(table, "survey_no"), wanted)))


def _column(table: pa.Table, name: str) -> pa.Array:
    return table[name].combine_chunks()


def _numbers(table: pa.Table, name: str) -> np.ndarray:
    return whole_numbers(_column(table, name).fill_null(-1), np.int64)
