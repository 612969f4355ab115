"""One wave of a survey, and why its figures may be withheld from somebody (metrics.md, M47b)."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from dashboard.logic.words import N_

Withheld = Literal["", "scope", "filters", "running", "few"]
"""Why an anonymous wave shows nothing here: nothing withheld; the viewer does not see all customers; a filter is set;
answers may still come; fewer than M47b asks for answered."""

WITHHELD_REASONS: dict[Withheld, str] = {
    "scope": N_(
        "This survey is anonymous: its answers are shown for the whole company only, to those who see all customers."
    ),
    "filters": N_("This survey is anonymous: it is shown as a whole. Take the filters off to see it."),
    "running": N_(
        "This survey is anonymous: its answers are shown when its last day in the field, which has to be stated, "
        "is over."
    ),
    "few": N_("This survey is anonymous, and too few answered for anything to be shown."),
}

KINDS = ("relationship", "transaction", "topic", "third_party")
"""Instruments that are never mixed (capabilities.md, G12)."""


@dataclass(frozen=True)
class Wave:
    """Columns of the mart ``survey_wave``; ``responses``: of the whole company. ``kind`` is empty where nobody said."""

    survey_no: int
    survey_id: str
    series: str
    title: str
    kind: str
    field_from: date | None
    field_to: date | None
    population: int | None
    sample_method: str | None
    mode: str | None
    agency: str | None
    is_anonymous: bool
    is_anonymity_known: bool
    responses: int
