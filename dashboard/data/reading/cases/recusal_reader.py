"""The part of the Reader that answers for who should have stood aside."""

from copy import copy
from typing import Self

import numpy as np
import pandas as pd

from dashboard.data.reading.cases.case_ground import CaseGround
from dashboard.data.reading.cases.company_cases import company_cases
from dashboard.data.reading.cases.conflict_ground import ConflictGround, conflict_ground
from dashboard.logic.cases.conflicted_people import party_flags
from dashboard.logic.cases.recusal_entries import NOTHING_ENTERED, RecusalEntries

PARTIES_KEPT = 32
"""One byte per case and person who asks."""


class RecusalReader(CaseGround):
    """See ``Reader``. ``entries``: what people entered about standing aside (``knowing``); figures follow it."""

    entries: RecusalEntries = NOTHING_ENTERED

    def knowing(self, entries: RecusalEntries) -> Self:
        """The same reader with what stands in the records store."""
        told = copy(self)
        told.entries = entries
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

    def _ground(self) -> ConflictGround:
        return conflict_ground(self.marts)
