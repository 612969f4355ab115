"""What an operator sets about service: office hours, holidays, time limits (``[service]`` in settings.toml)."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict

from dashboard.logic.cases.limits import TimeLimit
from dashboard.logic.working_time import OfficeHours


def _hours(text: str) -> str:
    OfficeHours.parse(text)
    return text


def _limit(text: str) -> str:
    TimeLimit.parse(text)
    return text


def _country(code: str) -> str:
    if not re.fullmatch(r"[A-Z]{2}", code):
        raise ValueError("give the two letters of the country, such as CN")
    return code


Limit = Annotated[str, AfterValidator(_limit)]


class ServiceSettings(BaseModel):
    """Read at every build: a change counts from the next build on.

    Limits are a number and a unit (minutes, hours, days, working_days); a case's own due time goes before them.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    office_hours: Annotated[str, AfterValidator(_hours)] = "08:30-12:00, 13:30-17:30"
    """Of a working day: one or two stretches."""
    holidays: Annotated[str, AfterValidator(_country)] = "CN"
    """Whose official holidays and make-up workdays count; the table calendar_days goes before them."""
    calendar: Literal["working", "natural"] = "working"
    """What time of complaints runs on: office hours of working days, or every hour."""
    accept_within: Limit = "1 working_days"
    """How soon a customer is told that a case was accepted."""
    close_within: dict[Literal["complaint", "appeal", "objection", "suggestion", "inquiry"], Limit] = {}
    """How soon a case of a kind is closed that names no due time itself. Without a limit it has none."""
