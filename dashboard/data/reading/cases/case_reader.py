"""The part of the Reader that answers for backlog, stage times, lists and records of cases."""

import numpy as np
import pandas as pd

from dashboard.data.reading.cases import case_rows
from dashboard.data.reading.cases.case_ground import CaseGround
from dashboard.logic.question import Question


class CaseReader(CaseGround):
    """See ``Reader``."""

    def case_numbers(self, question: Question, case_nos: np.ndarray, sort: str = "newest") -> np.ndarray:
        """Those of these cases that are visible, in order: ``newest`` first, or by ``due`` time."""
        return case_rows.sorted_numbers(self.visible_cases(question), case_nos, sort)

    def case_rows(
        self, question: Question, case_nos: np.ndarray, offset: int = 0, limit: int = 25, *, sort: str = "newest"
    ) -> pd.DataFrame:
        """One page of the list of these cases (``case_rows.case_rows``), masked."""
        wanted = self.case_numbers(question, case_nos, sort)[offset : offset + limit]
        return case_rows.case_rows(self.marts, self.viewer, self.visible_cases(question), wanted)
