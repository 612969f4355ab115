"""The part of the Reader that answers for who should have stood aside."""

from dashboard.data.reading.cases.case_ground import CaseGround


class RecusalReader(CaseGround):
    """See ``Reader``."""
