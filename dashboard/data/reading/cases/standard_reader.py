"""The part of the Reader that answers for service standards, tickets and deliveries."""

from datetime import date

import numpy as np
import pandas as pd

from dashboard.data.reading.cases import tickets
from dashboard.data.reading.cases.case_ground import CaseGround
from dashboard.data.reading.visible_rows import rows_in_scope


class StandardReader(CaseGround):
    """See ``Reader``."""

    def late_tickets(self, first: date, last: date) -> pd.DataFrame:
        """customer_no, count: customers in scope with tickets reported from ``first`` to ``last`` that were over a
        limit of any standard at the end of ``last``, past their own promised time, or of a fault that came again. A ticket
        counts once. As of ``last`` (T9); without tickets no rows."""
        found = self.marts.remember(
            ("late_tickets", first, last), lambda: tickets.late_tickets(self.marts, first, last), keep=4
        )
        seen = rows_in_scope(self.marts, self.viewer.scope)[found["customer_no"].to_numpy(np.int64)]
        return found.loc[seen].reset_index(drop=True)
