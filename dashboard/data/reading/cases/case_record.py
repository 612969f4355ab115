"""The full record of one case with its clock, as the viewer may see it.

What people wrote is masked by its field, persons of the company are named to those only who have the right. Nothing of
it is remembered between calls.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import numpy as np
import pandas as pd

from dashboard.data.reading.cases.case_ground import VisibleCases
from dashboard.data.reading.cases.case_rows import case_rows
from dashboard.data.reading.marts import Marts
from dashboard.data.reading.masking import masked_values
from dashboard.data.reading.queries import query_rows
from dashboard.data.reading.staff import employee_names
from dashboard.logic.cases.completeness import missing_fields
from dashboard.logic.cases.record_clock import RecordClock, record_clock
from dashboard.logic.cases.timeline import timeline
from dashboard.logic.roles import Right
from dashboard.logic.viewer import Viewer

CODES = (
    "polarity", "form", "channel", "product_line", "object", "grade", "receiving_department",
    "supervising_department", "justified", "outcome",
)  # fmt: skip
MONEY = ("amount_claimed", "compensation", "rework_cost")
PERSONS = ("respondent_id", "first_receiver_id", "operator_id", "approver_id")
REPEAT_DAYS = 90


@dataclass(frozen=True, eq=False)
class CaseRecord:
    """``fields``: columns of ``case_rows`` and CODES, MONEY (int64 units), order_id, product_id, contact_id,
    is_solicited, severity, description, remedy_requested; None = not given. ``persons``: names by field, nothing for a
    viewer without the right. ``steps``: see ``logic.cases.timeline``, with by, reason and note. ``missing``:
    ``stage.field``. ``origin``, ``followers``, ``repeats``: ids of visible cases."""

    fields: Mapping[str, Any]
    persons: Mapping[str, str]
    steps: pd.DataFrame
    clock: RecordClock
    missing: tuple[str, ...]
    origin: str | None
    followers: tuple[str, ...]
    repeats: tuple[str, ...]
    is_party: bool = False

    def of_a_party(self) -> "CaseRecord":
        """What is left for somebody who has to stand aside: nothing that people wrote, no step, no person."""
        fields = {**self.fields, "description": None, "remedy_requested": None}
        return replace(self, fields=fields, persons={}, steps=self.steps.iloc[:0], missing=(), is_party=True)


def case_record(
    marts: Marts, viewer: Viewer, visible: VisibleCases, case_id: str, recorded: frozenset[str], described: np.ndarray
) -> CaseRecord | None:
    """None for a case that is not there, and for one that is not the viewer's to see."""
    ids = visible.frame["case_id"].to_numpy(dtype=object)
    places = np.flatnonzero(ids == case_id)
    if not len(places):
        return None
    row = visible.frame.iloc[places[:1]]
    number = int(row["case_no"].iloc[0])
    one = row.iloc[0]
    fields = case_rows(marts, viewer, visible, np.array([number])).iloc[0].to_dict()
    fields |= {name: _known(one[name]) for name in (*CODES, "order_id", "product_id", "is_solicited")}
    fields |= {name: int(one[name]) if one[f"{name}_known"] else None for name in MONEY}
    fields["severity"] = int(one["severity"]) if one["severity"] >= 0 else None
    written = query_rows(marts, "case_texts", case_no=number)[0]
    texts = dict(zip(("description", "remedy_requested"), written, strict=True))
    texts["contact_id"] = _known(one["contact_id"])
    fields |= {name: _seen("contact_name" if name == "contact_id" else name, text, viewer)
               for name, text in texts.items()}  # fmt: skip
    names = _names(marts) if viewer.may(Right.PERSONS) else None
    lacks = missing_fields(row.assign(description=described[[number]]), recorded)
    hidden = {"receipt.description"} if "description" in viewer.veiled else set()
    return CaseRecord(
        fields=fields,
        persons={} if names is None else {name: names(one[name]) for name in PERSONS if _known(one[name])},
        steps=_steps(marts, viewer, visible, number, names),
        clock=record_clock(
            row, visible.company.cases["due_at"].iloc[number], visible.window.through,
            visible.company.working_time, visible.company.policy,
        ),
        missing=tuple(name for name, flags in lacks.items() if flags[0] and name not in hidden),
        origin=one["reopened_from"] if _known(one["reopened_from"]) in set(ids) - {case_id} else None,
        followers=tuple(ids[visible.frame["reopened_from"].to_numpy(dtype=object) == case_id]),
        repeats=_repeats(visible.frame, one),
    )  # fmt: skip


def _known(value: Any) -> Any:
    return None if value is None or value is pd.NA or value != value else value


def _seen(field: str, text: Any, viewer: Viewer) -> Any:
    return masked_values(field, [text], viewer)[0]


def _names(marts: Marts) -> Any:
    """Writes a person as name and number; whoever is not on file as they are written."""
    known = employee_names(marts)
    return lambda person: f"{known[person]} ({person})" if known.get(person) else str(person)


def _steps(marts: Marts, viewer: Viewer, visible: VisibleCases, number: int, names: Any) -> pd.DataFrame:
    """``by``: name, or the place of the person among those who worked on the case (1, 2 …)."""
    through = visible.window.through.astype("datetime64[us]").item()
    rows = query_rows(marts, "case_timeline", case_no=number, through=through)
    columns = ("event", "at", "clock", "is_time_known", "is_logged", "by", "reason", "note")
    steps = timeline(pd.DataFrame(rows, columns=list(columns)))
    handlers = {person: str(place) for place, person in enumerate(dict.fromkeys(steps["by"].dropna()), start=1)}
    shown = [None if _known(one) is None else names(one) if names else handlers[one] for one in steps["by"]]
    texts = {
        name: pd.Series(masked_values("step_note", [_known(one) for one in steps[name]], viewer), dtype=object)
        for name in ("reason", "note")
    }
    return steps.assign(by=pd.Series(shown, dtype=object), **texts)


def _repeats(frame: pd.DataFrame, one: pd.Series) -> tuple[str, ...]:
    """Of the same customer with the same cause, received up to 90 days before it (M33)."""
    column = "cause_l2" if _known(one["cause_l2"]) else "cause_l1"
    if not _known(one[column]) or one["customer_no"] < 0:
        return ()
    before = one["received_at"] - frame["received_at"]
    same = (frame["customer_no"] == one["customer_no"]) & (frame[column].astype(object) == one[column])
    same &= (before >= timedelta(0)) & (before <= timedelta(days=REPEAT_DAYS)) & (frame["case_no"] != one["case_no"])
    return tuple(frame.loc[same & (frame["kind"] == one["kind"]), "case_id"])
