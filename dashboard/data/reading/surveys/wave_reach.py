"""What a named wave did to each visible customer, and the months that its customers are judged by."""

from datetime import date

import numpy as np

from dashboard.data.reading.marts import BuildFacts, Marts
from dashboard.data.reading.queries import query_columns
from dashboard.data.reading.surveys.company_surveys import WaveAnswers
from dashboard.data.reading.visible_layers import VisibleLayers
from dashboard.logic.periods import MonthSpan, month_end, month_no
from dashboard.logic.surveys.coverage import CustomerReach
from dashboard.logic.surveys.wave import Wave

MONTHS = 12
INVITES_KEPT = 4


def wave_months(build: BuildFacts, wave: Wave, as_of: int) -> MonthSpan:
    """The twelve months up to the last month end not after the last day in the field: revenue and layers of the
    customers are those of the wave, whenever it is looked at. Ends at the as-of month at the latest."""
    last = as_of
    if wave.field_to is not None:
        last = month_no(wave.field_to)
        last = min(last if month_end(last) <= wave.field_to else last - 1, as_of)
    last = max(last, build.first_month)
    return MonthSpan(last - MONTHS + 1, last)


def begins_on(wave: Wave, as_of: int) -> date:
    """The day before which a customer is looked at: the first in the field, else the end of the as-of month."""
    return wave.field_from or month_end(as_of)


def wave_invites(marts: Marts, wave: Wave, through: date) -> dict[str, np.ndarray]:
    """Of the whole company, one row per invitation: customer_no (-1 = nobody knows), sent_on (NaT = not given),
    is_delivered, is_answered by ``through``. Who answered has received. From memory after the first call."""
    key = ("wave_invites", wave.survey_no, through)
    return marts.remember(key, lambda: _wave_invites(marts, wave, through), keep=INVITES_KEPT)


def _wave_invites(marts: Marts, wave: Wave, through: date) -> dict[str, np.ndarray]:
    needs = ("survey_invite", "survey_response")
    found = query_columns(marts, "survey_invites", needs=needs, survey_no=wave.survey_no, through=through)
    answered_on = found["answered_on"].to_numpy(zero_copy_only=False).astype("datetime64[D]")
    is_answered = found["has_answered"].to_numpy(zero_copy_only=False).astype(bool)
    is_answered &= ~(answered_on > np.datetime64(through))  # NaT is not late
    return {
        "customer_no": found["customer_no"].fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64),
        "sent_on": found["sent_on"].to_numpy(zero_copy_only=False).astype("datetime64[D]"),
        "is_delivered": found["is_delivered"].to_numpy(zero_copy_only=False).astype(bool) | is_answered,
        "is_answered": is_answered,
    }


def customer_reach(
    visible: VisibleLayers, answers: WaveAnswers, invites: dict[str, np.ndarray], *, sees_unknown: bool
) -> CustomerReach:
    """One row per visible customer, in their order, and the last for customers nobody knows (all 0 unless
    ``sees_unknown``). ``answers``: those this viewer may see; ``invites``: of the company, cut to the visible here."""
    size = len(visible)
    place = places_of(visible, invites["customer_no"], sees_unknown=sees_unknown)

    def counted(flags: np.ndarray) -> np.ndarray:
        return np.bincount(place[flags & (place >= 0)], minlength=size + 1)

    responding = places_of(visible, answers.customer_no.astype(np.int64), sees_unknown=sees_unknown)
    return CustomerReach(
        invited=counted(np.ones(len(place), bool)),
        delivered=counted(invites["is_delivered"]),
        answered=counted(invites["is_answered"]),
        responses=np.bincount(responding[responding >= 0], minlength=size + 1),
        revenue=np.append(np.maximum(visible.revenue, 0), 0),
        is_active=np.append(visible.layering.is_active, False),
        has_invites=bool(len(invites["customer_no"])),
    )


def places_of(visible: VisibleLayers, customer_no: np.ndarray, *, sees_unknown: bool) -> np.ndarray:
    """The place of each customer among the visible; their number for nobody known where that is shown; -1 = not
    visible."""
    size = len(visible)
    place = np.minimum(np.searchsorted(visible.customer_no, customer_no), max(size - 1, 0))
    is_there = visible.customer_no[place] == customer_no if size else np.zeros(len(customer_no), bool)
    place = np.where(is_there, place, -1)
    return np.where((customer_no < 0) & sees_unknown, size, place)
