"""The part of the Reader that answers for findings, fixes and whether they worked (M53, M54), and low scores."""

from dashboard.data.reading.surveys.survey_ground import SurveyGround


class LoopReader(SurveyGround):
    """See ``Reader``."""
