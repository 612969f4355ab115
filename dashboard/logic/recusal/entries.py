"""What people entered about standing aside, as logic and readers take it: codes and moments, no reasons."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.logic.recusal.conflicts import CaseParties, Declared


@dataclass(frozen=True)
class CaseEntry:
    """A person in a case, entered at a moment (seconds since 1970 by the clock on the wall, as cases' times are)."""

    case_id: str
    employee_id: str
    at: int


@dataclass(frozen=True)
class RecusalEntries:
    """``declared``: own interests; ``overrides``: a supervisor lets a conflicted person handle."""

    declared: tuple[CaseEntry, ...] = ()
    overrides: tuple[CaseEntry, ...] = ()


NOTHING_ENTERED = RecusalEntries()


def placed(entries: tuple[CaseEntry, ...], case_ids: pd.Index, parties: CaseParties) -> Declared:
    """Entries as arrays; those about a case or a person that this build does not know are left out."""
    cases = case_ids.get_indexer([one.case_id for one in entries])
    people = pd.Index(parties.people, dtype=object).get_indexer([one.employee_id for one in entries])
    at = np.array([one.at for one in entries], np.int64).astype("datetime64[s]")
    known = (cases >= 0) & (people >= 0)
    return Declared(cases[known].astype(np.int64), people[known].astype(np.int64), at[known])
