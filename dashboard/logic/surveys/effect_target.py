"""What a fix was meant to move, decided when it is assigned, and what can be said of it afterwards (M54)."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Literal

from dashboard.logic.problems import Problem

Effect = Literal["effective", "not_effective", "undecided"]
EFFECTS: tuple[Effect, ...] = ("effective", "not_effective", "undecided")
Reason = Literal[
    "improved", "worse", "no_relevant_change", "no_evidence", "too_few", "not_asked", "not_asked_before",
    "scale_changed", "no_wave_before", "no_wave_yet", "withheld", "no_months_before", "no_months_yet", "no_shift",
]  # fmt: skip
"""Why: the first three are verdicts, the others say what is missing."""
WAITING: frozenset[Reason] = frozenset({"no_wave_yet", "no_months_yet"})
"""Time alone brings more: nothing is recorded yet."""
TARGET_MEASURES = ("per_100_orders", "on_time")
"""Of logic/spc/measures.py."""
ITEM_TYPES = ("satisfaction", "overall", "loyalty", "nps", "ces")
"""Questions where more is better."""


@dataclass(frozen=True)
class Target:
    """A survey's question (``series``, ``item``: canonical id) or a monthly figure (``measure`` of TARGET_MEASURES,
    ``case_kind``, ``department`` complained about, empty = all).

    smallest_change   the least improvement that matters. Of a question in points of its scale rescaled to 0..100 (2.5
                      = 0.1 on a scale from 1 to 5); of a share in percentage points; of a rate in percent of the rate
    """

    kind: Literal["item", "metric"]
    smallest_change: float
    series: str = ""
    item: str = ""
    measure: str = ""
    case_kind: str = ""
    department: str = ""


def item_target(series: str, item: str, smallest_change: float = 2.5) -> Target:
    return Target("item", smallest_change, series=series, item=item)


def metric_target(
    measure: str, case_kind: str = "complaint", department: str = "", smallest_change: float | None = None
) -> Target:
    """``smallest_change``: by default 10 percent of a rate, 2.5 percentage points of a share."""
    least = smallest_change if smallest_change is not None else (2.5 if measure == "on_time" else 10.0)
    return Target("metric", least, measure=measure, case_kind=case_kind, department=department)


def check_target(target: Target) -> None:
    """Raises Problem for one that nothing could be measured by."""
    if not 0 <= target.smallest_change <= 100:
        raise Problem("The smallest change that matters lies between 0 and 100.")
    if target.kind == "item" and target.series and target.item:
        return
    if target.kind == "metric" and target.measure in TARGET_MEASURES and target.case_kind:
        return
    raise Problem("Say what the fix should move: a question of a survey, or a monthly figure of complaints.")


@dataclass(frozen=True)
class EffectVerdict:
    """What the data say of one fix. Figures None where there is none.

    before, after, change   means of the question, rates per order or shares; change of rates: the ratio after / before
    low, high    95 % interval of the change;  adjusted_p   of a question, corrected over all of the two waves
    earlier, later   the waves' ids, or months (2024-01..2024-12)
    count_before, count   ratings, or what the rate divides by
    known_from   the first day on which more can be known; None where that is open
    wording_changed   the question's text is another in the later wave
    """

    effect: Effect
    reason: Reason
    before: float | None = None
    after: float | None = None
    change: float | None = None
    low: float | None = None
    high: float | None = None
    adjusted_p: float | None = None
    earlier: str = ""
    later: str = ""
    count_before: int = 0
    count: int = 0
    known_from: date | None = None
    wording_changed: bool = False
    scale: tuple[float, float] | None = None

    @property
    def is_waiting(self) -> bool:
        return self.reason in WAITING

    def basis(self, build_id: str) -> dict[str, object]:
        """As it is recorded: numbers, codes and ids, and the build they were read from."""
        told = {name: value for name, value in asdict(self).items() if name not in ("effect", "known_from")}
        return {**told, "scale": list(self.scale) if self.scale else None, "build": build_id}
