"""Who has to do with the cases of one build, loaded once: what every answer about standing aside starts from."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.data.reading.cases.company_cases import company_cases
from dashboard.data.reading.company_customers import company_customers
from dashboard.data.reading.marts import Marts
from dashboard.data.reading.queries import query_columns
from dashboard.logic.recusal.conflicts import CaseParties, Declared
from dashboard.logic.recusal.entries import CaseEntry, placed
from dashboard.logic.recusal.parties import Employees, case_parties


@dataclass(frozen=True, eq=False)
class ConflictGround:
    """``case_ids``: id of each case, in the order of case_no."""

    parties: CaseParties
    case_ids: pd.Index

    def placed(self, entries: tuple[CaseEntry, ...]) -> Declared:
        return placed(entries, self.case_ids, self.parties)


def conflict_ground(marts: Marts) -> ConflictGround:
    """Of all cases of the company, from memory after the first call."""
    return marts.remember(("conflict_ground",), lambda: _load(marts), keep=1)


def _load(marts: Marts) -> ConflictGround:
    company = company_cases(marts)
    parties = case_parties(company.cases, company.steps.people, _employees(marts), _owners(marts, company.cases))
    return ConflictGround(parties, pd.Index(company.cases["case_id"].to_numpy(object)))


def _employees(marts: Marts) -> Employees:
    columns = query_columns(marts, "case_people", needs=("employee", "department"))
    return Employees(*(columns[name].to_pylist() for name in ("employee_id", "manager_id", "department")))


def _owners(marts: Marts, cases: pd.DataFrame) -> np.ndarray:
    """The account manager's id of each case's customer; None = nobody, or the customer is not known."""
    managers = company_customers(marts).dimensions["account_manager_id"]
    values = np.array([*managers.values, None], dtype=object)
    codes = np.append(managers.codes, len(managers.values))  # -1, the customer nobody knows, is the last place
    return values[codes[cases["customer_no"].to_numpy()]]
