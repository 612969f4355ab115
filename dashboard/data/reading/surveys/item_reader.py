"""The part of the Reader that answers for questions one by one, by segment (M44, M47, M48)."""

from dashboard.data.reading.surveys.survey_ground import SurveyGround


class ItemReader(SurveyGround):
    """See ``Reader``."""
