"""The view of findings and fixes."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from dashboard.data.exporting.service_view import ServiceAsked, ServiceView
from dashboard.data.exporting.view_column import columns
from dashboard.data.reading.reader import Reader
from dashboard.data.reading.surveys.loop_reader import LoopEntry
from dashboard.logic.question import Question
from dashboard.logic.surveys.loop import in_time, is_overdue

_COLUMNS = (
    "finding_id:text state:text title:text department:text source:text source_id:text source_item:text "
    "owner:text owner_department:text measure:text published_on:date assigned_on:date due_on:date effective_on:date "
    "replied_on:date evaluated_on:date closed_on:date overdue:flag in_time:flag "
    "target:text target_series:text target_item:text target_department:text smallest_change:number "
    "verdict:text reason:text before:number after:number change:number low:number high:number adjusted_p:number "
    "earlier:text later:text known_from:date recorded_verdict:text recorded_build:text"
)


def _rows(reader: Reader, question: Question, _asked: ServiceAsked) -> pd.DataFrame:
    """One row per finding that the viewer may see, newest first; the verdict as the data of this build say it, beside
    the recorded one. Figures only for who sees all customers."""
    day = reader.loop_day(question)
    rows = [{**_finding(one), **_fix(one), **_effect(one)} | _times(one, day) for one in reader.findings(question)]
    told = columns(_COLUMNS)
    frame = pd.DataFrame(rows, columns=[column.name for column in told], dtype=object)
    days = {one.name: pd.to_datetime(frame[one.name]) for one in told if one.kind == "date"}
    return frame.assign(**days)


def _finding(one: LoopEntry) -> Mapping[str, object]:
    told = one.finding
    return {
        "finding_id": told.thing_id,
        "state": one.state,
        "title": told.title,
        "department": told.department,
        "source": told.source_kind,
        "source_id": told.source_id,
        "source_item": told.source_item,
        "published_on": told.published_on,
        "closed_on": told.closed_on,
    }


def _fix(one: LoopEntry) -> Mapping[str, object]:
    fix = one.fix
    if fix is None:
        return {}
    return {
        "owner": fix.owner,
        "owner_department": fix.owner_department,
        "measure": fix.measure,
        "assigned_on": fix.assigned_on,
        "due_on": fix.due_on,
        "effective_on": fix.effective_on,
        "replied_on": fix.replied_on,
        "evaluated_on": fix.evaluated_on,
        "target": fix.target.measure or fix.target.kind,
        "target_series": fix.target.series,
        "target_item": fix.target.item,
        "target_department": fix.target.department,
        "smallest_change": fix.target.smallest_change,
        "recorded_verdict": fix.verdict,
        "recorded_build": fix.basis.get("build"),
    }


def _effect(one: LoopEntry) -> Mapping[str, object]:
    told = one.effect
    if told is None:
        return {}
    names = ("reason", "before", "after", "change", "low", "high", "adjusted_p", "earlier", "later", "known_from")
    return {"verdict": told.effect, **{name: getattr(told, name) for name in names}}


def _times(one: LoopEntry, day: date) -> dict[str, object]:
    return {"overdue": is_overdue(one.finding, one.fix, day), "in_time": in_time(one.fix, day)}


VIEWS: dict[str, ServiceView] = {
    "findings": ServiceView(columns(_COLUMNS), ("fixes_worked", "loop_days", "replied_in_time"), _rows)
}
