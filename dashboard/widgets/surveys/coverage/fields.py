"""What this view keeps in the link."""

from dashboard.data.reading.surveys.coverage_reader import REACH_CUTS
from dashboard.widgets.link import Field, Written
from dashboard.widgets.opened import Opened

BY = Field("answered_by", REACH_CUTS, (REACH_CUTS[0],))
CONFIDENCE = Field("sample_confidence", ("90", "95", "99"), ("95",))
MARGIN = Field("sample_margin", tuple(map(str, range(1, 21))), ("5",))
SHARE = Field("sample_share", tuple(map(str, range(5, 100, 5))), ("50",))
RESPONSE = Field("sample_response", tuple(map(str, range(5, 101, 5))), ("30",))
COUNT_FORM = r"([1-9][0-9]{0,8})?"
POPULATION = Field("sample_population", Written(COUNT_FORM), ("",))
ANSWERS = Field("sample_answers", Written(COUNT_FORM), ("",))
SAMPLE = (CONFIDENCE, MARGIN, SHARE, RESPONSE, POPULATION, ANSWERS)


def coverage_fields(_opened: Opened) -> list[Field]:
    return [BY, *SAMPLE]
