"""The conflicts that a viewer may see: of the cases in scope, with what a supervisor allowed."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.data.reading.cases.case_ground import VisibleCases
from dashboard.data.reading.cases.company_cases import company_cases
from dashboard.data.reading.marts import Marts
from dashboard.data.reading.recusal.conflict_ground import ConflictGround, conflict_ground
from dashboard.logic.cases.case_frame import KINDS
from dashboard.logic.recusal.compliance import case_states, overridden, quarter_nos, stood_aside
from dashboard.logic.recusal.conflicts import GROUNDS, ROLES, conflicts
from dashboard.logic.recusal.entries import RecusalEntries

COMPANY_KEPT = 4


@dataclass(frozen=True, eq=False)
class CompanyConflicts:
    """Of the whole company as of one day, by case_no: states, is_aside; ``rows`` of ``recusal.conflicts`` with
    is_disclosed."""

    states: np.ndarray
    is_aside: np.ndarray
    rows: pd.DataFrame


@dataclass(frozen=True, eq=False)
class VisibleConflicts:
    """``frame``: the cases in scope that have a remedy (KINDS), as ``visible_cases`` gives them, with ``state`` (place
    NOT_HANDLED … VIOLATED of recusal_compliance), ``is_aside`` and ``quarter`` of receipt (4 x year + quarter - 1,
    since 1970). ``rows``: their conflicted steps. Do not change them.
    """

    frame: pd.DataFrame
    rows: pd.DataFrame
    visible: VisibleCases
    ground: ConflictGround

    def of_kind(self, kind: str | None) -> pd.DataFrame:
        """The cases of one kind; None = of all three."""
        return self.frame if kind is None else self.frame.loc[self.frame["kind"] == kind]

    def in_window(self, kind: str | None) -> pd.DataFrame:
        """Those of them that were received in the window."""
        frame = self.of_kind(kind)
        return frame.loc[self.visible.window.holds(frame["received_at"].to_numpy())]


def visible_conflicts(marts: Marts, visible: VisibleCases, entries: RecusalEntries) -> VisibleConflicts:
    key = ("company_conflicts", visible.window.through_on, entries)
    company = marts.remember(key, lambda: _company(marts, visible, entries), keep=COMPANY_KEPT)
    frame = visible.frame.loc[visible.frame["kind"].isin(KINDS)].reset_index(drop=True)
    number = frame["case_no"].to_numpy()
    received = frame["received_at"].to_numpy().astype("datetime64[s]")
    frame = frame.assign(state=company.states[number], is_aside=company.is_aside[number], quarter=quarter_nos(received))
    seen = np.zeros(len(company.states), bool)
    seen[number] = True
    rows = company.rows.loc[seen[company.rows["case_no"].to_numpy()]].reset_index(drop=True)
    return VisibleConflicts(frame, rows, visible, conflict_ground(marts))


def _company(marts: Marts, visible: VisibleCases, entries: RecusalEntries) -> CompanyConflicts:
    ground, steps, size = conflict_ground(marts), visible.steps, len(company_cases(marts))
    declared, let = ground.placed(entries.declared), ground.placed(entries.overrides)
    rows = conflicts(ground.parties, steps, declared)
    is_disclosed = overridden(rows, ground.parties, let)
    states = case_states(size, steps, rows, is_disclosed)
    aside = stood_aside(size, steps, declared, states)
    return CompanyConflicts(states, aside, rows.assign(is_disclosed=is_disclosed))


def conflict_table(
    found: VisibleConflicts, kind: str | None, *, names_persons: bool, case_id: str | None = None
) -> pd.DataFrame:
    """One row per conflicted step of a case received in the window, newest case first, as the view ``recusal`` has it:
    case_id, kind, quarter (2024-Q3), ground (a to d), role, person (None unless ``names_persons``), step, at, override.

    ``case_id``: of this case alone, whenever it was received. Beside it case_no, order_id and earlier (the case
    appealed against, where it is visible), for who phrases it.
    """
    cases = found.in_window(kind) if case_id is None else found.frame.loc[found.frame["case_id"] == case_id]
    cases = cases.set_index("case_no")
    rows = found.rows.loc[found.rows["case_no"].isin(cases.index)]
    case = cases.loc[rows["case_no"]]
    steps, people = found.visible.steps, np.array([*found.ground.parties.people, None], dtype=object)
    step, earlier = rows["step"].to_numpy(), found.frame.set_index("case_no")["case_id"]
    at = pd.Series(steps.at[step].astype("datetime64[s]"))
    table = pd.DataFrame(
        {
            "case_no": rows["case_no"].to_numpy(),
            "case_id": case["case_id"].to_numpy(),
            "order_id": case["order_id"].to_numpy(),
            "earlier": earlier.reindex(found.ground.parties.earlier[rows["case_no"].to_numpy()]).to_numpy(),
            "kind": case["kind"].astype(object).to_numpy(),
            "quarter": [quarter_text(quarter) for quarter in case["quarter"].tolist()],
            "ground": np.array(GROUNDS, dtype=object)[rows["ground"].to_numpy()],
            "role": np.array(ROLES, dtype=object)[rows["role"].to_numpy()],
            "person": people[rows["person"].to_numpy()] if names_persons else None,
            "step": np.array(steps.events, dtype=object)[steps.event[step]],
            "at": at.where(steps.is_time_known[step]),
            "override": rows["is_disclosed"].to_numpy(),
        }
    )
    return table.sort_values(["case_no", "ground"], ascending=[False, True], kind="stable", ignore_index=True)


def quarter_no(text: str) -> int:
    """2024-Q3 -> 218."""
    return (int(text[:4]) - 1970) * 4 + int(text[-1]) - 1


def quarter_text(quarter: int) -> str:
    """218 -> 2024-Q3."""
    return f"{1970 + quarter // 4}-Q{quarter % 4 + 1}"
