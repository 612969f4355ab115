"""The part of the Reader that answers for backlog, stage times, lists and records of cases."""

from dashboard.data.reading.cases.case_ground import CaseGround


class CaseReader(CaseGround):
    """See ``Reader``."""
