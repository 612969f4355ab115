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
    received = intake_flags(frame, window)["received"]
    channel, kind = frame["channel"].astype("category"), frame["kind"].astype(object)
    place = kind.map({name: code for code, name in enumerate(INTAKE_KINDS)})
    rows = received & place.notna().to_numpy()
    size, width = len(channel.cat.categories) + 1, len(INTAKE_KINDS)
    codes = channel.cat.codes.to_numpy(np.int64)[rows]
    cells = np.where(codes < 0, size - 1, codes) * width + place.to_numpy(np.float64)[rows].astype(np.int64)
    counts = np.bincount(cells, minlength=size * width).reshape(size, width)
    totals = counts.sum(axis=1)
    named = np.argsort(-totals[:-1], kind="stable")[:most]
    shown = [*named[totals[named] > 0].tolist(), *([size - 1] if totals[-1] else [])]
    names = [*map(str, channel.cat.categories), None]
    table = pd.DataFrame(counts[shown], columns=list(INTAKE_KINDS))
    table.insert(0, "channel", pd.Series([names[code] for code in shown], dtype=object))
    return table
