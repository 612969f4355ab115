"""The three rules by which a point of a control chart is unusual (M40)."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

ON_ONE_SIDE = 8
IN_A_ROW = 6
Rule = Literal["beyond", "one_side", "trend"]
RULES: tuple[Rule, ...] = ("beyond", "one_side", "trend")


@dataclass(frozen=True, eq=False)
class Signals:
    """What each rule says at each point: 1 = unusually high (rising), -1 = unusually low (falling), 0 = nothing.

    beyond     outside the limits
    one_side   the 8th, 9th … point in a row on one side of the centre
    trend      the 6th, 7th … point in a row, each higher (or each lower) than the one before it
    length     how many points in a row: of the run on one side, of the run up or down
    """

    beyond: NDArray[np.int8]
    one_side: NDArray[np.int8]
    trend: NDArray[np.int8]
    side_length: NDArray[np.int64]
    trend_length: NDArray[np.int64]

    @classmethod
    def none(cls, points: int) -> "Signals":
        nothing = np.zeros(points, np.int8)
        return cls(nothing, nothing, nothing, np.zeros(points, np.int64), np.zeros(points, np.int64))

    @property
    def any(self) -> NDArray[np.bool_]:
        """A flag for each point."""
        return (self.beyond != 0) | (self.one_side != 0) | (self.trend != 0)

    def codes(self, point: int) -> tuple[Rule, ...]:
        """The rules that fire at a point."""
        fired = {"beyond": self.beyond, "one_side": self.one_side, "trend": self.trend}
        return tuple(rule for rule in RULES if fired[rule][point])

    def direction(self, point: int) -> int:
        """1 high, -1 low, of the first rule that fires; 0 where none does."""
        return next((int(one[point]) for one in (self.beyond, self.one_side, self.trend) if one[point]), 0)


def signals(
    rate: NDArray[np.float64], centre: float, lower: NDArray[np.float64], upper: NDArray[np.float64]
) -> Signals:
    """The rules over points in the order of time; gaps (NaN) are left out: the points around one follow each other.

    A point on the centre ends a run on one side; one as high as the point before it ends a rise and a fall. A point on
    a limit is within it.
    """
    places = np.flatnonzero(np.isfinite(rate))
    values = rate[places]
    side = _run(np.sign(values - centre).astype(np.int64))
    steps = np.sign(np.diff(values, prepend=values[:1])).astype(np.int64)
    slope = _run(steps)
    rising = np.where(slope == 0, 0, slope + np.sign(slope))  # six points in a row make five steps
    found = Signals.none(len(rate))
    beyond = np.zeros(len(rate), np.int8)
    beyond[places] = (values > upper[places]).astype(np.int8) - (values < lower[places]).astype(np.int8)
    return Signals(
        beyond=beyond,
        one_side=_spread(found.one_side, places, np.where(np.abs(side) >= ON_ONE_SIDE, np.sign(side), 0)),
        trend=_spread(found.trend, places, np.where(np.abs(rising) >= IN_A_ROW, np.sign(rising), 0)),
        side_length=_spread(found.side_length, places, np.abs(side)),
        trend_length=_spread(found.trend_length, places, np.abs(rising)),
    )


def _spread(nothing: NDArray, places: NDArray[np.int64], values: NDArray) -> NDArray:
    """Values of the points at their places among the gaps."""
    whole = nothing.copy()
    whole[places] = values
    return whole


def _run(signs: NDArray[np.int64]) -> NDArray[np.int64]:
    """How long the run of one sign is at each place, with its sign: 1 1 -1 1 1 1 gives 1 2 -1 1 2 3; 0 stays 0."""
    place = np.arange(len(signs))
    begins = np.append(True, signs[1:] != signs[:-1]) if len(signs) else np.zeros(0, bool)
    return (place - np.maximum.accumulate(np.where(begins, place, 0)) + 1) * signs
