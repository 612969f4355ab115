"""How long it takes, with the unfinished ones in: the product-limit estimate of Kaplan and Meier.

An average of what is finished is too short as long as slow cases are still open. Here an open case counts as "took
longer than it is old". Source: Kaplan & Meier (1958), JASA 53, 457-481; the variance is Greenwood's (1926), its bounds
are on the log(-log) scale (Kalbfleisch & Prentice, 1980), so that they stay between 0 and 1.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

Z_95 = float(ndtri(0.975))


@dataclass(frozen=True, eq=False)
class Survival:
    """One entry per distinct time at which something ended, ascending.

    times       int64 seconds
    share_left  S(t): share that takes longer than t (0..1)
    at_risk     how many were still waiting just before t; ended: how many ended at t
    greenwood   running sum of ended / (at_risk * (at_risk - ended)); inf once nobody is left
    count, events   all of them, and those that ended
    """

    times: np.ndarray
    share_left: np.ndarray
    at_risk: np.ndarray
    ended: np.ndarray
    greenwood: np.ndarray
    count: int
    events: int

    def quantile(self, p: float) -> int | None:
        """The smallest t by which the share ``p`` has ended: S(t) <= 1 - p; None if that is not reached yet. With
        nothing censored it is the percentile_disc of the times."""
        reached = np.flatnonzero(self.share_left <= 1 - p + 1e-9)
        return int(self.times[reached[0]]) if len(reached) else None

    def share_done(self, seconds: int) -> float | None:
        """1 - S at a time, None where nothing was watched."""
        if not self.count:
            return None
        place = int(np.searchsorted(self.times, seconds, side="right"))
        return 1.0 - float(self.share_left[place - 1]) if place else 0.0

    def bounds(self, z: float = Z_95) -> tuple[np.ndarray, np.ndarray]:
        """Lower and upper bound of S(t); nan where S is 0 (there the scale ends)."""
        inside = (self.share_left > 0) & (self.share_left < 1)
        safe = np.where(inside, self.share_left, 0.5)
        half = z * np.sqrt(np.where(inside, self.greenwood, 0.0)) / np.abs(np.log(safe))
        low = np.where(inside, safe ** np.exp(half), np.nan)
        high = np.where(inside, safe ** np.exp(-half), np.nan)
        return low, high


def kaplan_meier(seconds: np.ndarray, is_event: np.ndarray) -> Survival:
    """``seconds``: how long each was watched; ``is_event``: whether it ended then (else it is still open: censored).

    One that is censored at the moment at which others end was still waiting then.
    """
    watched = np.asarray(seconds, np.int64)
    ended_flags = np.asarray(is_event, bool)
    times, ended = np.unique(watched[ended_flags], return_counts=True)
    at_risk = len(watched) - np.searchsorted(np.sort(watched), times, side="left")
    left = np.cumprod(1.0 - ended / at_risk) if len(times) else np.zeros(0)
    last = at_risk == ended
    terms = np.where(last, np.inf, ended / (at_risk * np.where(last, 1, at_risk - ended)))
    return Survival(times, left, at_risk, ended, np.cumsum(terms), len(watched), int(ended_flags.sum()))
