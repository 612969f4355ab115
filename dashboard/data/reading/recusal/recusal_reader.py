"""The part of the Reader that answers for who should have stood aside."""

from collections.abc import Callable
from copy import copy
from functools import cached_property
from typing import Self

import numpy as np
import pandas as pd

from dashboard.data.reading.cases.case_ground import CaseGround
from dashboard.data.reading.cases.company_cases import company_cases
from dashboard.data.reading.recusal.conflict_ground import conflict_ground
from dashboard.data.reading.recusal.visible_conflicts import VisibleConflicts, conflict_table, visible_conflicts
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.recusal.compliance import overridden
from dashboard.logic.recusal.conflicted_people import conflicted_people, party_flags
from dashboard.logic.recusal.conflicts import GROUNDS, ROLES
from dashboard.logic.recusal.entries import NOTHING_ENTERED, RecusalEntries
from dashboard.logic.roles import Right
from dashboard.logic.viewer import Viewer

PARTIES_KEPT = 32
"""One byte per case and person who asks."""
ANSWERS_KEPT = 4


class RecusalReader(CaseGround):
    """See ``Reader``. ``entries``: what people entered about standing aside (``knowing``); figures follow it."""

    _entered: Callable[[], RecusalEntries] = staticmethod(lambda: NOTHING_ENTERED)

    @cached_property
    def entries(self) -> RecusalEntries:
        """Asked of the store once, when first needed. Raises Problem where the store cannot be read."""
        return self._entered()

    def asking(self, entered: Callable[[], RecusalEntries]) -> Self:
        """The same reader, which asks there what stands in the records store."""
        told = copy(self)
        told.__dict__.pop("entries", None)
        told._entered = entered
        return told

    def knowing(self, entries: RecusalEntries) -> Self:
        """The same reader with these entries."""
        return self.asking(lambda: entries)

    def of(self, viewer: Viewer) -> Self:
        """The same reader for another viewer."""
        told = copy(self)
        told.viewer = viewer
        return told

    def is_party(self, case_no: int) -> bool:
        """Whether the viewer is party to this case: must not read its texts and steps (``party_cases``)."""
        return bool(self.viewer.employees) and bool(self.party_cases()[case_no])

    def party_cases(self) -> np.ndarray:
        """A flag for each case of the company, by case_no: the viewer did or approved the disputed order, is complained
        about, handled the case appealed against, or declared an interest; and no supervisor lets them handle it.

        Everything known counts, whatever day is looked back to. Of a viewer who is nobody in the data: all False.
        """
        company = company_cases(self.marts)
        if not self.viewer.employees or not len(company):
            return np.zeros(len(company), bool)
        key = ("party_cases", tuple(sorted(self.viewer.employees)), self.entries)
        return self.marts.remember(key, lambda: self._party_cases(), keep=PARTIES_KEPT)

    def _party_cases(self) -> np.ndarray:
        company, ground = company_cases(self.marts), conflict_ground(self.marts)
        persons = pd.Index(ground.parties.people, dtype=object).get_indexer(sorted(self.viewer.employees))
        flags = party_flags(ground.parties, company.steps, persons, ground.placed(self.entries.declared))
        let = ground.placed(self.entries.overrides)
        flags[let.case_no[np.isin(let.person, persons)]] = False
        flags.flags.writeable = False
        return flags

    def case_conflicts(self, question: Question) -> VisibleConflicts:
        """The cases in scope, each with what can be said of it (M35), and their conflicted steps. People are codes
        here: whoever shows them asks for Right.PERSONS (``recusal_rows``, ``must_stand_aside``)."""
        make = lambda: visible_conflicts(self.marts, self.visible_cases(question), self.entries)  # noqa: E731
        key = ("case_conflicts", self.viewer.key, question.filters, self.service_window(question), self.entries)
        return self.marts.remember(key, make, keep=ANSWERS_KEPT)

    def recusal_rows(self, question: Question, kind: str | None = None) -> pd.DataFrame:
        """``visible_conflicts.conflict_table`` of one kind or of all three; people only with Right.PERSONS. Of a case
        that the viewer is party to: no person, what they are in it, step or time."""
        found = self.case_conflicts(question)
        table = conflict_table(found, kind, names_persons=self.viewer.may(Right.PERSONS))
        is_own = self.party_cases()[table["case_no"].to_numpy(np.int64)]
        return table.assign(**{name: table[name].where(~is_own, None) for name in ("person", "role", "step", "at")})

    def case_evidence(self, question: Question, case_id: str) -> pd.DataFrame:
        """``recusal_rows`` of one visible case, whenever it was received; nothing for a case that is not visible. Of
        a case that the viewer is party to, nothing is told: who handled it is no business of theirs."""
        found = self.case_conflicts(question)
        rows = conflict_table(found, None, names_persons=self.viewer.may(Right.PERSONS), case_id=case_id)
        return rows.iloc[:0] if len(rows) and self.is_party(int(rows["case_no"].iloc[0])) else rows

    def must_stand_aside(self, question: Question, case_nos: np.ndarray) -> pd.DataFrame:
        """Who must not be assigned to these of the visible cases, one row per case, person and role: case_no, person
        (employee id), role, ground, is_let (a supervisor lets them); none of a case that the viewer is party to.
        Raises Problem without Right.PERSONS."""
        if not self.viewer.may(Right.PERSONS):
            raise Problem("Your role does not show single persons. If you need it, ask whoever looks after the roles.")
        found, ground = self.case_conflicts(question), conflict_ground(self.marts)
        wanted = found.frame["case_no"].to_numpy()[np.isin(found.frame["case_no"].to_numpy(), case_nos)]
        wanted = wanted[~self.party_cases()[wanted]]
        declared, let = ground.placed(self.entries.declared), ground.placed(self.entries.overrides)
        rows = conflicted_people(ground.parties, found.visible.steps, wanted, declared)
        people = np.array([*ground.parties.people, None], dtype=object)
        return pd.DataFrame(
            {
                "case_no": rows["case_no"],
                "person": people[rows["person"].to_numpy(np.int64)],
                "role": np.array(ROLES, dtype=object)[rows["role"].to_numpy(np.int64)],
                "ground": np.array(GROUNDS, dtype=object)[rows["ground"].to_numpy(np.int64)],
                "is_let": overridden(rows, ground.parties, let),
            }
        )
