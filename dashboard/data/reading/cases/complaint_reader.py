"""The part of the Reader that answers for the rates of complaints."""

from dashboard.data.reading.cases.case_ground import CaseGround


class ComplaintReader(CaseGround):
    """See ``Reader``."""
