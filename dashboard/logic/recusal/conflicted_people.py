"""Everybody who has to stand aside in some cases: what has to be known before one is assigned."""

import numpy as np
import pandas as pd

from dashboard.logic.cases.case_frame import CaseSteps
from dashboard.logic.recusal.conflicts import (
    ABOVE,
    APPROVER,
    BELOW,
    DECLARED,
    DEPARTMENT,
    EARLIER,
    GROUND_OF_ROLE,
    HANDLING,
    NOTHING_DECLARED,
    OPERATOR,
    OWNER,
    RESPONDENT,
    CaseParties,
    Declared,
    is_above,
)

PARTY_ROLES = (OPERATOR, APPROVER, RESPONDENT, EARLIER, DECLARED)
"""Who of them reads nothing of the case: who did the disputed work, is complained about, decided before, or stood
aside. The owner of the account and the unit's line go on reading: they answer the customer, and write the analysis."""


def conflicted_people(
    parties: CaseParties, steps: CaseSteps, cases: np.ndarray, declared: Declared = NOTHING_DECLARED
) -> pd.DataFrame:
    """One row per case of ``cases``, person and role: case_no, person, role, ground; by case, role and person.

    Compares every person with every case: for a page of cases, not for all of a company.
    """
    cases = np.unique(np.asarray(cases, np.int64))
    single = [
        (cases, parties.operator[cases], OPERATOR),
        (cases, parties.approver[cases], APPROVER),
        (cases, parties.owner[cases], OWNER),
        (cases, parties.respondent[cases], RESPONDENT),
    ]
    rows = [
        *single,
        *_near(parties, cases),
        _before(parties, steps, cases),
        *_stood_aside(parties, steps, declared, cases),
    ]
    found = pd.concat([_frame(*row) for row in rows], ignore_index=True)
    found = found.loc[found["person"] >= 0].drop_duplicates()
    found["ground"] = GROUND_OF_ROLE[found["role"].to_numpy()]
    return found.sort_values(["case_no", "role", "person"], kind="stable", ignore_index=True)


def _frame(case: np.ndarray, person: np.ndarray, role: int) -> pd.DataFrame:
    return pd.DataFrame({"case_no": case, "person": person.astype(np.int64), "role": np.full(len(case), role, np.int8)})


def _near(parties: CaseParties, cases: np.ndarray) -> list[tuple[np.ndarray, np.ndarray, int]]:
    """Above, below and of the department: each person against each case."""
    persons = np.arange(len(parties.people))
    case, person = np.repeat(cases, len(persons)), np.tile(persons, len(cases))
    respondent, department = parties.respondent[case], parties.department[case]
    found = [
        (is_above(parties.manager, person, respondent) & (person != respondent), ABOVE),
        (is_above(parties.manager, respondent, person) & (person != respondent), BELOW),
        ((department >= 0) & (parties.home[person] == department) & (person != respondent), DEPARTMENT),
    ]
    return [(case[flags], person[flags], role) for flags, role in found]


def _before(parties: CaseParties, steps: CaseSteps, cases: np.ndarray) -> tuple[np.ndarray, np.ndarray, int]:
    """Who handled the case that each of ``cases`` appeals against."""
    appeals = cases[parties.earlier[cases] >= 0]
    before = parties.earlier[appeals]
    rows = np.flatnonzero(np.isin(steps.case_no, before) & (steps.by >= 0) & steps.is_event(*HANDLING))
    handled = pd.DataFrame({"before": steps.case_no[rows].astype(np.int64), "person": parties.by_step[steps.by[rows]]})
    pairs = pd.DataFrame({"before": before, "case_no": appeals}).merge(handled, on="before")
    return pairs["case_no"].to_numpy(), pairs["person"].to_numpy(), EARLIER


def _stood_aside(
    parties: CaseParties, steps: CaseSteps, declared: Declared, cases: np.ndarray
) -> list[tuple[np.ndarray, np.ndarray, int]]:
    logged = np.flatnonzero(np.isin(steps.case_no, cases) & (steps.by >= 0) & steps.is_event("recused"))
    beside = np.isin(declared.case_no, cases)
    return [
        (steps.case_no[logged].astype(np.int64), parties.by_step[steps.by[logged]], DECLARED),
        (declared.case_no[beside], declared.person[beside], DECLARED),
    ]


def party_flags(
    parties: CaseParties, steps: CaseSteps, persons: np.ndarray, declared: Declared = NOTHING_DECLARED
) -> np.ndarray:
    """A flag for each case, by case_no: whether one of ``persons`` has a role of PARTY_ROLES in it."""
    persons = persons[persons >= 0]
    found = np.isin(parties.operator, persons) | np.isin(parties.approver, persons)
    found |= np.isin(parties.respondent, persons)
    theirs = np.append(np.isin(parties.by_step, persons), False)[steps.by]  # -1, nobody known, is the last place
    found[steps.case_no[theirs & steps.is_event("recused")]] = True
    found[declared.case_no[np.isin(declared.person, persons)]] = True
    handled = np.zeros(len(found), bool)
    handled[steps.case_no[theirs & steps.is_event(*HANDLING)]] = True
    return found | ((parties.earlier >= 0) & handled[parties.earlier])
