"""What came in, of every kind: complaint, appeal, objection, suggestion, praise, inquiry (ISO 10002: all feedback is
recorded). Counts side by side; kinds are never summed into a rate."""

import numpy as np
import pandas as pd

from dashboard.logic.cases.case_frame import KINDS, OTHER_KINDS
from dashboard.logic.cases.window import ServiceWindow

INTAKE_KINDS = (*KINDS, *OTHER_KINDS)
ORAL = ("oral", "phone", "visit")
WRITTEN = ("written", "mail", "letter", "online")
INTAKE_COLUMNS = ("received", "oral", "written", "form_unknown", "solicited")


def intake_flags(frame: pd.DataFrame, window: ServiceWindow) -> dict[str, np.ndarray]:
    """One flag per case for each of INTAKE_COLUMNS, of every kind; ``solicited`` is what was asked for, all else came
    of itself or does not say."""
    received = window.holds(frame["received_at"].to_numpy().astype("datetime64[s]"))
    form = frame["form"]
    return {
        "received": received,
        "oral": received & form.isin(ORAL).to_numpy(bool),
        "written": received & form.isin(WRITTEN).to_numpy(bool),
        "form_unknown": received & form.isna().to_numpy(),
        "solicited": received & frame["is_solicited"].to_numpy(bool),
    }


def intake_table(frame: pd.DataFrame, window: ServiceWindow) -> pd.DataFrame:
    """One row per kind of INTAKE_KINDS, in that order, those without a case too: kind and INTAKE_COLUMNS."""
    place = frame["kind"].astype(object).map(dict(zip(INTAKE_KINDS, range(len(INTAKE_KINDS)), strict=True)))
    known, codes = place.notna().to_numpy(), place.fillna(-1).to_numpy(np.int64)
    counts = {
        name: np.bincount(codes[flag & known], minlength=len(INTAKE_KINDS))
        for name, flag in intake_flags(frame, window).items()
    }
    return pd.DataFrame({"kind": pd.Series(INTAKE_KINDS, dtype=object), **counts})


def channel_table(frame: pd.DataFrame, window: ServiceWindow, *, most: int = 12) -> pd.DataFrame:
    """One row per channel that was used in the window, the busiest first, not given (None) last: channel and a count
    per kind of INTAKE_KINDS. At most ``most`` named channels."""
    received = frame[intake_flags(frame, window)["received"]]
    channel = received["channel"].astype(object)
    table = pd.crosstab(channel.where(channel.notna(), "\0"), received["kind"].astype(object))
    table = table.reindex(columns=list(INTAKE_KINDS), fill_value=0)
    order = table.assign(is_last=table.index == "\0", total=table.sum(axis=1)).sort_values(
        ["is_last", "total"], ascending=[True, False], kind="stable"
    )
    named = order[~order["is_last"]].index[:most]
    shown = table.loc[[*named, *(["\0"] if "\0" in table.index else [])]]
    names = pd.Series([None if name == "\0" else name for name in shown.index], dtype=object)
    return shown.reset_index(drop=True).rename_axis(columns=None).assign(channel=names)[["channel", *INTAKE_KINDS]]
