"""The part of the Reader that answers for who answered (M43), and the share who speak up (M39)."""

from dashboard.data.reading.surveys.survey_ground import SurveyGround


class CoverageReader(SurveyGround):
    """See ``Reader``."""
