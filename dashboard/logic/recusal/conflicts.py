"""Recusal: which steps of a case were taken by somebody who should have stood aside, and on what ground (M35, T13).

Grounds (metrics.md M35, ISO/IEC 17025:2017 7.9.6): a performed or approved the disputed order; b owns the account, is
complained about, sits above or below that person or in the department complained about; c handled the case that this
one appeals against; d declared an interest and handled after it.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.logic.cases.case_frame import CaseSteps

HANDLING = ("assessed", "diagnosed", "analysed", "approved", "agreed", "replied", "leader_instruction", "closed")
"""Steps in which somebody judges or decides. Taking a case in, passing it on and calling back are none."""
ASKED_OF_THE_UNIT = "analysed"
"""The unit complained about writes the analysis itself (source L), so ground b does not count for it."""
GROUNDS = ("a", "b", "c", "d")
ROLES = ("operator", "approver", "owner", "respondent", "above", "below", "department", "earlier", "declared")
"""What somebody is in a case. The first that fits is told of each ground."""
GROUND_OF_ROLE = np.array([0, 0, 1, 1, 1, 1, 1, 2, 3], np.int8)
OPERATOR, APPROVER, OWNER, RESPONDENT, ABOVE, BELOW, DEPARTMENT, EARLIER, DECLARED = range(len(ROLES))
MOST_LEVELS = 40
"""Levels of a hierarchy: a superior who is their own by a roundabout way must not turn for ever."""


@dataclass(frozen=True, eq=False)
class CaseParties:
    """Who has to do with each case, and how the people stand to one another. Codes are places in ``people``, -1 = not
    known; departments likewise.

    by case_no: operator, approver (of the disputed order), owner (of the account), respondent, department (complained
    about, else the respondent's own), earlier (case_no of the case appealed against)
    by person: manager, home (own department)
    by_step: person of each place in ``CaseSteps.people``
    """

    operator: np.ndarray
    approver: np.ndarray
    owner: np.ndarray
    respondent: np.ndarray
    department: np.ndarray
    earlier: np.ndarray
    manager: np.ndarray
    home: np.ndarray
    by_step: np.ndarray
    people: tuple[str, ...]

    def keys(self, cases: np.ndarray, persons: np.ndarray) -> np.ndarray:
        """One number for each case and person."""
        return cases.astype(np.int64) * len(self.people) + persons


@dataclass(frozen=True, eq=False)
class Declared:
    """Interests declared beside the log of steps: arrays of case_no, person (code) and at (datetime64[s])."""

    case_no: np.ndarray
    person: np.ndarray
    at: np.ndarray


NOTHING_DECLARED = Declared(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, "datetime64[s]"))


def conflicts(parties: CaseParties, steps: CaseSteps, declared: Declared = NOTHING_DECLARED) -> pd.DataFrame:
    """One row per case, person, ground and step: the handling steps of conflicted people, in the order of the steps.

    Columns: case_no; person (code of ``parties``); ground (place in GROUNDS); role (place in ROLES, the first that
    fits); step (row in ``steps``). A step without a person says nothing of anybody and makes no row.
    """
    step = np.flatnonzero(steps.is_event(*HANDLING) & (steps.by >= 0))
    case, person = steps.case_no[step].astype(np.int64), parties.by_step[steps.by[step]]
    is_analysis = steps.is_event(ASKED_OF_THE_UNIT)[step]
    roles = (
        _did_the_work(parties, case, person),
        np.where(is_analysis, -1, _stands_near(parties, case, person)),
        np.where(_handled_before(parties, case, person), EARLIER, -1),
        np.where(_declared_before(parties, steps, declared, step, case, person), DECLARED, -1),
    )
    frames = [_rows(case, person, step, role) for role in roles]
    found = pd.concat(frames, ignore_index=True)
    return found.sort_values(["step", "ground"], kind="stable", ignore_index=True)


def _rows(case: np.ndarray, person: np.ndarray, step: np.ndarray, role: np.ndarray) -> pd.DataFrame:
    rows = np.flatnonzero(role >= 0)
    found = role[rows].astype(np.int8)
    columns = {"case_no": case[rows], "person": person[rows].astype(np.int64), "ground": GROUND_OF_ROLE[found]}
    return pd.DataFrame({**columns, "role": found, "step": step[rows].astype(np.int64)})


def _did_the_work(parties: CaseParties, case: np.ndarray, person: np.ndarray) -> np.ndarray:
    """Ground a: the role of each, -1 = none. Nobody (-1) is never equal to somebody who handled."""
    approved = np.where(person == parties.approver[case], APPROVER, -1)
    return np.where(person == parties.operator[case], OPERATOR, approved)


def _stands_near(parties: CaseParties, case: np.ndarray, person: np.ndarray) -> np.ndarray:
    """Ground b: the role of each, -1 = none; the closest one counts."""
    respondent = parties.respondent[case]
    role = np.where(_is_of_department(parties, case, person), DEPARTMENT, -1)
    role = np.where(is_above(parties.manager, respondent, person), BELOW, role)
    role = np.where(is_above(parties.manager, person, respondent), ABOVE, role)
    role = np.where(person == respondent, RESPONDENT, role)
    return np.where(person == parties.owner[case], OWNER, role)


def _is_of_department(parties: CaseParties, case: np.ndarray, person: np.ndarray) -> np.ndarray:
    department = parties.department[case]
    return (department >= 0) & (parties.home[person] == department)


def is_above(manager: np.ndarray, upper: np.ndarray, lower: np.ndarray) -> np.ndarray:
    """A flag for each pair of people: whether the one sits above the other, on any level. -1 is above nobody."""
    found = np.zeros(len(lower), bool)
    rows = np.flatnonzero((lower >= 0) & (upper >= 0))
    at = lower[rows]
    for _ in range(MOST_LEVELS):  # levels of the hierarchy, not rows
        at = manager[at]
        goes_on = at >= 0
        rows, at = rows[goes_on], at[goes_on]
        if not len(rows):
            break
        found[rows] |= at == upper[rows]
    return found


def _handled_before(parties: CaseParties, case: np.ndarray, person: np.ndarray) -> np.ndarray:
    """Ground c: a flag for each handling step, which all of ``case`` and ``person`` are."""
    found, rows = np.zeros(len(case), bool), np.flatnonzero(parties.earlier[case] >= 0)
    if len(rows):
        before = parties.earlier[case[rows]]
        is_looked_at = np.zeros(len(parties.earlier), bool)
        is_looked_at[before] = True
        looked = is_looked_at[case]
        handled = np.unique(parties.keys(case[looked], person[looked]))
        found[rows] = np.isin(parties.keys(before, person[rows]), handled)
    return found


def _declared_before(
    parties: CaseParties, steps: CaseSteps, declared: Declared, step: np.ndarray, case: np.ndarray, person: np.ndarray
) -> np.ndarray:
    """Ground d: by the order of the steps, where the log says it, else by the moment of the declaration."""
    key = parties.keys(case, person)
    logged = np.flatnonzero(steps.is_event("recused") & (steps.by >= 0))
    names = parties.keys(steps.case_no[logged], parties.by_step[steps.by[logged]])
    found = _after_first(key, step, names, logged)
    at = steps.at[step].astype("datetime64[s]").astype(np.int64)
    given = parties.keys(declared.case_no, declared.person)
    return found | _after_first(key, at, given, declared.at.astype("datetime64[s]").astype(np.int64))


def _after_first(key: np.ndarray, place: np.ndarray, names: np.ndarray, places: np.ndarray) -> np.ndarray:
    """A flag for each: whether its key is among ``names``, and its place not before the first of these."""
    if not len(names):
        return np.zeros(len(key), bool)
    order = np.lexsort((places, names))
    known, first = np.unique(names[order], return_index=True)
    begin = places[order][first]
    at = np.minimum(np.searchsorted(known, key), len(known) - 1)
    return (known[at] == key) & (place >= begin[at])
