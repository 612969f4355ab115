"""What of the page Satisfaction surveys travels in the link: the wave, the open view, and what each view chooses."""

from dashboard.data.reading.surveys.company_surveys import company_surveys
from dashboard.widgets.link import Field
from dashboard.widgets.opened import Opened
from dashboard.widgets.surveys.coverage.fields import coverage_fields
from dashboard.widgets.surveys.items.fields import items_fields
from dashboard.widgets.surveys.priorities.fields import priorities_fields
from dashboard.widgets.surveys.waves.fields import waves_fields

LATEST = ""
VIEWS = ("waves", "items", "priorities", "coverage")
VIEW = Field("view", VIEWS, (VIEWS[0],))


def wave_field(opened: Opened) -> Field:
    """A survey id; LATEST = the last one that is shown."""
    return Field("wave", (LATEST, *(wave.survey_id for wave in company_surveys(opened.marts).waves)), (LATEST,))


def surveys_fields(opened: Opened) -> list[Field]:
    own = (waves_fields, items_fields, priorities_fields, coverage_fields)
    return [wave_field(opened), VIEW, *(field for fields in own for field in fields(opened))]
