"""The steps of one case, one after the other, and the time between them."""

import numpy as np
import pandas as pd


def timeline(steps: pd.DataFrame) -> pd.DataFrame:
    """``steps`` (event, at, clock, is_time_known, reason …) in their order, with

    natural_seconds, working_seconds   since the step before it whose time is known; null for the first one and for a
                                       step without a time of its own
    is_pause_counted                   true for a pause with a reason, false for one without, null for other steps
    """
    known = steps["is_time_known"].to_numpy(bool)
    at = steps["at"].to_numpy().astype("datetime64[s]").astype(np.int64)
    clock = steps["clock"].to_numpy(np.int64) if len(steps) else np.zeros(0, np.int64)
    places = np.where(known, np.arange(len(steps)), -1)
    last = np.maximum.accumulate(np.append(-1, places[:-1])) if len(steps) else places
    measured = known & (last >= 0)
    found = {
        name: pd.arrays.IntegerArray(np.where(measured, values - values[np.maximum(last, 0)], 0), ~measured)
        for name, values in (("natural_seconds", at), ("working_seconds", clock))
    }
    is_pause = (steps["event"] == "paused").to_numpy(bool)
    counted = pd.arrays.BooleanArray(steps["reason"].notna().to_numpy(bool), ~is_pause)
    return steps.assign(**found, is_pause_counted=counted)
