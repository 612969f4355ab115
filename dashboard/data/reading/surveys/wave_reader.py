"""The part of the Reader that answers for whole waves and what changed since the one before (M44 to M48)."""

from dashboard.data.reading.surveys.survey_ground import SurveyGround


class WaveReader(SurveyGround):
    """See ``Reader``."""
