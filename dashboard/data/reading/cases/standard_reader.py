"""The part of the Reader that answers for service standards, tickets and deliveries."""

from dashboard.data.reading.cases.case_ground import CaseGround


class StandardReader(CaseGround):
    """See ``Reader``."""
