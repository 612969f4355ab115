"""Which records hold what their stage asks for (M36). What the company fills in for no case is asked of none."""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from dashboard.logic.shares import Share

REQUIRED: Mapping[str, tuple[str, ...]] = {
    "receipt": ("customer_id", "channel", "description", "first_receiver_id"),
    "acknowledgement": ("acknowledged_at",),
    "assessment": ("assessed_at", "severity"),
    "cause": ("analysed_at", "cause_l1", "respondent_department"),
    "measure": ("outcome",),
    "approval": ("approved_at",),
    "agreement": ("agreed_at",),
    "reply": ("replied_at",),
    "call_back": ("called_back_at", "callback_result"),
    "closure": ("closed_at", "justified"),
}
"""By stage, in the order of the work (metrics.md, M36)."""
_MARKS: Mapping[str, tuple[str, ...]] = {
    "acknowledgement": ("acknowledged_at",),
    "assessment": ("assessed_at",),
    "cause": ("diagnosed_at", "analysed_at"),
    "approval": ("approved_at",),
    "agreement": ("agreed_at",),
    "reply": ("replied_at",),
    "call_back": ("called_back_at",),
}
FIELDS = tuple(dict.fromkeys(field for fields in REQUIRED.values() for field in fields))


def given(frame: pd.DataFrame, field: str) -> np.ndarray:
    """A flag for each case: the field is filled in. ``description`` is a flag already."""
    if field == "description":
        return frame[field].to_numpy(bool)
    if field == "severity":
        return frame[field].to_numpy(np.int64) >= 0
    return frame[field].notna().to_numpy()


def recorded_fields(cases: pd.DataFrame, stages: Iterable[str]) -> frozenset[str]:
    """Fields that are filled in for any case. ``cases``: all of the company, so that it says the same to everybody;
    ``stages``: those that any of them has a time for."""
    times = {f"{stage}_at" for stage in stages}
    others = (field for field in FIELDS if not field.endswith("_at"))
    return frozenset(times & set(FIELDS)) | {field for field in others if given(cases, field).any()}


def reached_stages(frame: pd.DataFrame) -> np.ndarray:
    """A flag for each case and stage of REQUIRED: the case has come to it, or past it. Every case was received; a
    closed one has come to the end."""
    stages = list(REQUIRED)
    at = np.zeros((len(frame), len(stages)), bool)
    at[:, 0] = True
    for stage, marks in _MARKS.items():
        for mark in marks:
            at[:, stages.index(stage)] |= given(frame, mark)
    at[:, -1] = ~frame["is_open"].to_numpy(bool)
    return np.maximum.accumulate(at[:, ::-1], axis=1)[:, ::-1]


def missing_fields(frame: pd.DataFrame, recorded: Iterable[str]) -> dict[str, np.ndarray]:
    """By ``stage.field``: a flag for each case that has come to the stage and lacks the field."""
    reached, known = reached_stages(frame), set(recorded)
    return {
        f"{stage}.{field}": reached[:, place] & ~given(frame, field)
        for place, (stage, fields) in enumerate(REQUIRED.items())
        for field in fields
        if field in known
    }


def completeness(frame: pd.DataFrame, recorded: Iterable[str]) -> pd.DataFrame:
    """One row per stage: stage, is_recorded, cases (that have come to it), complete, lacking (the field that is missing
    most often, None), lacking_cases."""
    known = set(recorded)
    missing, reached = missing_fields(frame, known), reached_stages(frame)
    rows = []
    for place, (stage, fields) in enumerate(REQUIRED.items()):
        of_stage = {field: missing[f"{stage}.{field}"] for field in fields if field in known}
        counts = {field: int(flags.sum()) for field, flags in of_stage.items()}
        worst = max(counts, key=lambda field: counts[field], default=None)
        lacks = np.any([*of_stage.values(), np.zeros(len(frame), bool)], axis=0)
        cases = int(reached[:, place].sum()) if of_stage else 0
        rows.append(
            {
                "stage": stage,
                "is_recorded": bool(of_stage),
                "cases": cases,
                "complete": cases - int(lacks.sum()) if of_stage else 0,
                "lacking": worst if worst is not None and counts[worst] else None,
                "lacking_cases": counts[worst] if worst is not None else 0,
            }
        )
    return pd.DataFrame(rows)


def complete_share(frame: pd.DataFrame, recorded: Iterable[str]) -> Share:
    """M36: cases that hold everything their stage asks for / cases."""
    missing = missing_fields(frame, recorded)
    lacks = np.any([*missing.values(), np.zeros(len(frame), bool)], axis=0)
    return Share(int((~lacks).sum()), len(frame)) if missing else Share(0, 0)
