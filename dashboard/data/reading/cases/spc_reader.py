"""The part of the Reader that answers for control charts of complaints."""

from dashboard.data.reading.cases.case_ground import CaseGround


class SpcReader(CaseGround):
    """See ``Reader``."""
