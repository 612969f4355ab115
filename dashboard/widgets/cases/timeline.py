"""The steps of one case as a table: when, who, the time since the step before, and why it was paused."""

import pandas as pd

from dashboard.data.reading.cases.case_record import CaseRecord
from dashboard.logic.roles import Right
from dashboard.widgets.cases.words import HOUR, step_text
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.text_table import one_line, text_table


def timeline_table(opened: Opened, record: CaseRecord, *, key: str) -> None:
    steps = record.steps
    may_name = opened.viewer.may(Right.PERSONS)

    def who(person: object) -> str:
        if not person:
            return ""
        return one_line(person) if may_name else _("Handler {n}", n=person)

    def hours(seconds: object) -> str:
        return "" if pd.isna(seconds) else opened.formats.number(int(str(seconds)) / HOUR)

    columns = {
        _("Step"): [step_text(event) for event in steps["event"]],
        _("When"): [_when(at, known) for at, known in zip(steps["at"], steps["is_time_known"], strict=True)],
        _("By whom"): [who(person) for person in steps["by"]],
        _("Hours since"): [hours(one) for one in steps["natural_seconds"]],
        _("Working hours since"): [hours(one) for one in steps["working_seconds"]],
        _("Reason"): [_reason(one) for one in steps[["reason", "is_pause_counted"]].itertuples(index=False)],
        _("Note"): [one_line(one) for one in steps["note"]],
    }
    first = next(iter(columns))
    told = {title: texts for title, texts in columns.items() if title == first or any(texts)}
    numbers = [title for title in (_("Hours since"), _("Working hours since")) if title in told]
    text_table(told, numbers=numbers, key=key, alt=_("Steps of the case, the first one on top"))


def _when(at: object, is_known: object) -> str:
    return str(at)[:16] if is_known else _("time not known")


def _reason(row: tuple) -> str:
    reason, is_counted = row
    if not pd.isna(is_counted) and not is_counted:
        return _("no reason given: not counted")
    return one_line(reason)
