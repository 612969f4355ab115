"""Who has to do with each case: put together from the cases, the people of the company and the owners of accounts."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.logic.cases.case_frame import KINDS
from dashboard.logic.recusal.conflicts import CaseParties


@dataclass(frozen=True)
class Employees:
    """The people of the company: id, their superior's id, their department as cases write it. None = not known."""

    employee_id: Sequence[str]
    manager_id: Sequence[str | None]
    department: Sequence[str | None]


def case_parties(
    cases: pd.DataFrame, step_people: Sequence[str], employees: Employees, owners: Sequence[str | None] | np.ndarray
) -> CaseParties:
    """``cases``: case_no (its own row), case_id, kind, order_id, operator_id, approver_id, respondent_id,
    respondent_department, reopened_from. ``owners``: the account manager's id of each case's customer.

    People whom no file of employees knows stand for themselves, without superior or department.
    """
    columns = [
        step_people, employees.employee_id, employees.manager_id,
        cases["operator_id"], cases["approver_id"], owners, cases["respondent_id"],
    ]  # fmt: skip
    (steps, staff, above, operator, approver, owner, respondent), people = _codes(columns)
    (home, department), _ = _codes([employees.department, cases["respondent_department"].astype(object)])
    manager, at_home = np.full(len(people), -1, np.int64), np.full(len(people), -1, np.int64)
    manager[staff], at_home[staff] = above, home
    own = np.where(respondent >= 0, at_home[respondent] if len(people) else -1, -1)
    return CaseParties(
        operator=operator,
        approver=approver,
        owner=owner,
        respondent=respondent,
        department=np.where(department >= 0, department, own),
        earlier=appealed_against(cases),
        manager=manager,
        home=at_home,
        by_step=steps,
        people=people,
    )


def _codes(
    columns: Sequence[Sequence[str | None] | pd.Series | np.ndarray],
) -> tuple[list[np.ndarray], tuple[str, ...]]:
    """Texts of several columns as places in one list of names; -1 = empty."""
    arrays = [np.asarray(column, dtype=object) for column in columns]
    codes, names = pd.factorize(np.concatenate([*arrays, np.zeros(0, object)]))
    ends = np.cumsum([len(one) for one in arrays])[:-1]
    return [one.astype(np.int64) for one in np.split(codes, ends)], tuple(names)


def appealed_against(cases: pd.DataFrame) -> np.ndarray:
    """For each appeal the case_no that it is against: the one that it names, else the last case before it of the same
    order (complaint, appeal or objection); -1 = none, and for all other kinds."""
    kind = cases["kind"].astype(object).to_numpy()
    number = np.arange(len(cases))
    is_appeal = kind == "appeal"
    by_id = pd.Series(number, index=cases["case_id"].to_numpy(object))
    by_id = by_id[~by_id.index.duplicated()]
    named = by_id.reindex(cases["reopened_from"].to_numpy(object)).fillna(-1).to_numpy(np.int64)
    named = np.where(cases["reopened_from"].isna().to_numpy() | (named == number), -1, named)
    found = np.where(named >= 0, named, _before_of_order(cases, np.isin(kind, KINDS)))
    return np.where(is_appeal, found, -1)


def _before_of_order(cases: pd.DataFrame, counts: np.ndarray) -> np.ndarray:
    """The case before each one of the same order, in the order of receipt; -1 = the first, or no order is named."""
    before = np.full(len(cases), -1, np.int64)
    rows = np.flatnonzero(counts & cases["order_id"].notna().to_numpy())
    orders = pd.factorize(cases["order_id"].to_numpy(object)[rows])[0]
    place = np.argsort(orders, kind="stable")
    same = orders[place][1:] == orders[place][:-1]
    before[rows[place][1:][same]] = rows[place][:-1][same]
    return before
