"""M35: which cases were handled without an undisclosed conflict, by quarter and department; and what became of appeals.

A case can be judged once somebody is named on a handling step. What nobody has handled yet, and what was handled by
nobody knows whom, is counted beside: unknown is neither compliant nor a breach.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.logic.cases.case_frame import CaseSteps
from dashboard.logic.recusal.conflicts import HANDLING, CaseParties, Declared
from dashboard.logic.shares import Share

NOT_HANDLED, NOBODY_NAMED, CLEAR, DISCLOSED, VIOLATED = range(5)
"""What can be said of a case. DISCLOSED: every conflicted handler had an override (T13)."""
APPEAL_OUTCOMES = ("upheld", "changed", "withdrawn", "other", "not_recorded", "open")
UPHELD, CHANGED, WITHDRAWN, OTHER, NOT_RECORDED, OPEN = range(6)
_OUTCOME_CODES = {
    "accepted": CHANGED,
    "partly_accepted": CHANGED,
    "explained": UPHELD,
    "withdrawn": WITHDRAWN,
    "referred": OTHER,
    "other": OTHER,
}
_JUSTIFIED_CODES = {"yes": CHANGED, "partly": CHANGED, "no": UPHELD}


@dataclass(frozen=True)
class Compliance:
    """Counts of some cases; ``share`` = clear and disclosed of those that can be judged."""

    clear: int
    disclosed: int
    violated: int
    nobody_named: int
    not_handled: int

    @property
    def judged(self) -> int:
        return self.clear + self.disclosed + self.violated

    @property
    def share(self) -> Share:
        return Share(self.clear + self.disclosed, self.judged)


def overridden(rows: pd.DataFrame, parties: CaseParties, overrides: Declared) -> np.ndarray:
    """A flag for each row of ``recusal.conflicts``: a supervisor lets this person handle this case."""
    keys = parties.keys(rows["case_no"].to_numpy(), rows["person"].to_numpy())
    return np.isin(keys, parties.keys(overrides.case_no, overrides.person))


def case_states(cases: int, steps: CaseSteps, rows: pd.DataFrame, is_disclosed: np.ndarray) -> np.ndarray:
    """One of NOT_HANDLED … VIOLATED for each case, by case_no. ``rows``: those of ``recusal.conflicts``."""
    handling = steps.is_event(*HANDLING)
    state = np.full(cases, NOT_HANDLED, np.int8)
    state[steps.case_no[handling]] = NOBODY_NAMED
    state[steps.case_no[handling & (steps.by >= 0)]] = CLEAR
    case = rows["case_no"].to_numpy()
    state[case] = DISCLOSED
    state[case[~is_disclosed]] = VIOLATED
    return state


def stood_aside(cases: int, steps: CaseSteps, declared: Declared, states: np.ndarray) -> np.ndarray:
    """A flag for each case: somebody declared an interest, and nobody in conflict handled it."""
    found = np.zeros(cases, bool)
    found[steps.case_no[steps.is_event("recused")]] = True
    found[declared.case_no] = True
    return found & (states != VIOLATED) & (states != DISCLOSED)


def compliance(states: np.ndarray) -> Compliance:
    """Of the cases with these states."""
    counts = np.bincount(states, minlength=5).tolist()
    return Compliance(counts[CLEAR], counts[DISCLOSED], counts[VIOLATED], counts[NOBODY_NAMED], counts[NOT_HANDLED])


def compliance_by(groups: np.ndarray, states: np.ndarray, count: int) -> pd.DataFrame:
    """One row per group 0 … count - 1 (a group of -1 is left out): clear, disclosed, violated, judged, nobody_named,
    not_handled, compliant (numerator), share (null where nothing can be judged)."""
    inside = groups >= 0
    table = np.bincount(groups[inside] * 5 + states[inside], minlength=count * 5).reshape(count, 5)
    judged = table[:, [CLEAR, DISCLOSED, VIOLATED]].sum(axis=1)
    compliant = table[:, [CLEAR, DISCLOSED]].sum(axis=1)
    share = np.divide(compliant, judged, out=np.full(count, np.nan), where=judged > 0)
    names = {"not_handled": NOT_HANDLED, "nobody_named": NOBODY_NAMED, "clear": CLEAR, "disclosed": DISCLOSED}
    columns = {name: table[:, place] for name, place in names.items()}
    return pd.DataFrame(
        {**columns, "violated": table[:, VIOLATED], "judged": judged, "compliant": compliant, "share": share}
    )


def quarter_nos(moments: np.ndarray) -> np.ndarray:
    """Quarters since 1970 of these moments: 4 x years + quarter - 1."""
    return moments.astype("datetime64[M]").astype(np.int64) // 3


def appeal_outcomes(frame: pd.DataFrame) -> np.ndarray:
    """For each case of the frame (is_open, outcome, justified) a place in APPEAL_OUTCOMES.

    An open case has none yet, whatever stands there. Without an outcome the judgement counts: justified = changed.
    """
    codes = _coded(frame["outcome"], _OUTCOME_CODES)
    codes = np.where(codes >= 0, codes, _coded(frame["justified"], _JUSTIFIED_CODES))
    codes = np.where(codes >= 0, codes, NOT_RECORDED)
    return np.where(frame["is_open"].to_numpy(bool), OPEN, codes)


def _coded(column: pd.Series, codes: dict[str, int]) -> np.ndarray:
    return column.astype(object).map(codes).fillna(-1).to_numpy(np.int64)


def outcomes_by(groups: np.ndarray, outcomes: np.ndarray, count: int) -> pd.DataFrame:
    """One row per group (see ``compliance_by``): a count per outcome, decided (upheld + changed), share = changed of
    these (null where none is decided)."""
    kinds, inside = len(APPEAL_OUTCOMES), groups >= 0
    table = np.bincount(groups[inside] * kinds + outcomes[inside], minlength=count * kinds).reshape(count, kinds)
    decided = table[:, UPHELD] + table[:, CHANGED]
    share = np.divide(table[:, CHANGED], decided, out=np.full(count, np.nan), where=decided > 0)
    return pd.DataFrame({**dict(zip(APPEAL_OUTCOMES, table.T, strict=True)), "decided": decided, "share": share})
