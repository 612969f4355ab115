"""The part of the Reader that answers for what matters most (M49 to M52)."""

from dashboard.data.reading.surveys.survey_ground import SurveyGround


class DriverReader(SurveyGround):
    """See ``Reader``."""
