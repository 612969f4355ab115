"""The part of the Reader that answers for customers who did not complain."""

from dashboard.data.reading.cases.case_ground import CaseGround


class IcebergReader(CaseGround):
    """See ``Reader``."""
