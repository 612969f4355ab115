"""Low scores of named surveys: each is a case for somebody until it is closed."""

from datetime import date

import numpy as np
import pandas as pd

from dashboard.logic.cases.limits import TimeLimit
from dashboard.logic.surveys.item_figures import DETRACTORS_TO
from dashboard.logic.working_time import DAY, WorkingTime

FRIDAY = 5
"""Days of a week that are worked: day 0 of 1970 was a Thursday."""


def low_responses(items: pd.DataFrame, scores: np.ndarray) -> pd.DataFrame:
    """Responses whose overall question was rated in the two lowest places of its scale, or who are detractors (0 to 6).

    items: item_type, scale_min; scores: responses x items, nan = no rating. One row per low response: ``row``, ``item``
    (places; the overall question goes before the recommendation), ``score``.
    """
    kind = items["item_type"].to_numpy()
    most = np.where(kind == "overall", items["scale_min"].to_numpy(float) + 1, np.nan)
    most = np.where(kind == "nps", DETRACTORS_TO, most)
    with np.errstate(invalid="ignore"):
        is_low = scores <= most[None, :]
    row, item = np.nonzero(is_low)
    found = pd.DataFrame({"row": row, "item": item, "score": scores[row, item], "is_nps": kind[item] == "nps"})
    first = found.sort_values(["row", "is_nps", "item"]).drop_duplicates("row")
    return first[["row", "item", "score"]].reset_index(drop=True)


def due_days(answered_on: np.ndarray, limit: TimeLimit, time: WorkingTime) -> np.ndarray:
    """The last day (datetime64[D]) on which each can be closed in time; NaT where nobody knows when it was answered.
    Days begin with the one after the answer; a part of a day counts as one. Working days are those of the calendar,
    Monday to Friday where it does not reach."""
    answered = answered_on.astype("datetime64[D]")
    days = -(-limit.seconds(time.hours.seconds) // (time.hours.seconds if limit.is_working else DAY))
    known = ~np.isnat(answered)
    if not limit.is_working or not known.any():
        return answered + np.timedelta64(days, "D")
    number = answered[known].astype(np.int64)
    first = int(number.min())
    every = np.arange(first, int(number.max()) + 2 * days + 40)
    place = every - time.first_day
    inside = (place >= 0) & (place < len(time.is_workday))
    is_workday = np.where(
        inside, time.is_workday[np.clip(place, 0, len(time.is_workday) - 1)], (every + 3) % 7 < FRIDAY
    )
    worked = np.cumsum(is_workday)
    found = answered.copy()
    found[known] = (first + np.searchsorted(worked, worked[number - first] + days)).astype("datetime64[D]")
    return found


def follow_up_states(table: pd.DataFrame, day: date) -> pd.DataFrame:
    """``table``: due_on, closed_on (datetime64[D]), taken_by (None = nobody). Adds ``state`` (closed, taken, open) and
    ``in_time``: yes, no (closed late, or not closed and its day gone by), or None where it is not due yet."""
    closed, due = table["closed_on"].to_numpy(), table["due_on"].to_numpy()
    is_closed = ~np.isnat(closed)
    state = np.where(is_closed, "closed", np.where(table["taken_by"].notna().to_numpy(bool), "taken", "open"))
    known = ~np.isnat(due) & (is_closed | (due < np.datetime64(day)))
    ok = np.full(len(table), None, object)
    ok[known] = np.where(is_closed & (closed <= due), "yes", "no")[known]
    return table.assign(state=state.astype(object), in_time=pd.Series(ok, index=table.index, dtype=object))
