"""The part of the Reader that answers for causes of complaints and what they cost."""

from dashboard.data.reading.cases.case_ground import CaseGround


class CauseReader(CaseGround):
    """See ``Reader``."""
