"""What an operator sets about surveys and what follows from them (``[survey]`` in settings.toml)."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from dashboard.service_settings import Limit


class SurveySettings(BaseModel):
    """Limits are a number and a unit (minutes, hours, days, working_days)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    reply_within: Limit = "30 days"
    """How long the owner of a fix has for the reply, where nobody names a day."""
    follow_up_within: Limit = "5 working_days"
    """How soon a low score of a named survey is closed, from the day of the answer on."""
    smallest_change: Annotated[float, Field(ge=0, le=100)] = 2.5
    """The least improvement of a question that matters, in points of its scale rescaled to 0..100 (2.5 = 0.1 of a scale
    from 1 to 5). Written down with each fix when it is assigned: a change counts for later fixes."""
