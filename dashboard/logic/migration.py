"""Who moved between two dates: the migration matrix (M9) and the movement rates (M10)."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.logic.facts import PeriodFacts
from dashboard.logic.layer_names import NEW, UNKNOWN
from dashboard.logic.layers import Layering
from dashboard.logic.money import counts_by_code, totals_by_code
from dashboard.logic.periods import month_end
from dashboard.logic.problems import Problem
from dashboard.logic.pyramid import shown_codes, whole_numbers
from dashboard.logic.shares import Share

MOVED_UP = "moved_up"
MOVED_DOWN = "moved_down"
STAYED = "stayed"
STOPPED = "stopped"
NEW_CUSTOMER = "new"
WON_BACK = "won_back"
RESUMED = "resumed"
UNCLEAR = "unclear"
MOVEMENTS = (MOVED_UP, MOVED_DOWN, STAYED, STOPPED, NEW_CUSTOMER, WON_BACK, RESUMED, UNCLEAR)


def migration_matrix(
    before: Layering,
    after: Layering,
    revenue_before: np.ndarray,
    revenue_after: np.ndarray,
    rows: np.ndarray | None = None,
) -> pd.DataFrame:
    """Layers at the earlier date against layers at the later one, in long form (M9).

    from_layer, to_layer (every pair, in display order; from_layer ends with New, those not yet in the population),
    customers int64, revenue_before, revenue_after int64 money units. ``rows`` (bool) chooses whose customers are
    counted. Row sums without New = population at the earlier date, column sums = population at the later one (T4).
    Raises Problem where the dates are the wrong way round.
    """
    _check_pair(before, after)
    count = len(before.layers)
    came, went = shown_codes(before, rows), shown_codes(after, rows)
    if np.any((came >= 0) & (went < 0)):
        raise ValueError("somebody left the population: both layerings must be of the same members")
    # Those not in the population before (-1) become the last row, New.
    came = np.where(came < 0, count, came).astype(np.int64)
    pairs = np.where(went < 0, -1, came * count + went)
    cells = (count + 1) * count
    return pd.DataFrame(
        {
            "from_layer": np.repeat([*before.layers, NEW], count).astype(object),
            "to_layer": np.tile(np.array(after.layers, dtype=object), count + 1),
            "customers": counts_by_code(pairs, cells),
            "revenue_before": whole_numbers(totals_by_code(pairs, revenue_before, cells)),
            "revenue_after": whole_numbers(totals_by_code(pairs, revenue_after, cells)),
        }
    )


def moved_rows(before: Layering, after: Layering, from_layer: str, to_layer: str) -> np.ndarray:
    """bool per customer: those in one cell of the matrix. Raises ValueError for a layer that the scheme lacks."""
    _check_pair(before, after)
    came = before.codes == (-1 if from_layer == NEW else before.code(from_layer))
    return came & (after.codes == after.code(to_layer))


@dataclass(frozen=True)
class Movement:
    """How many customers did what, ``active_before`` being the base of every rate (M10).

    moved_up + moved_down + stayed + stopped + unclear = active_before.
    """

    active_before: int
    counts: dict[str, int]

    def rate(self, movement: str) -> Share:
        """Customers who did it / customers active at the earlier date."""
        return Share(self.counts[movement], self.active_before)


def movement_codes(
    before: Layering, after: Layering, facts_before: PeriodFacts, facts_after: PeriodFacts
) -> np.ndarray:
    """int8 index into MOVEMENTS per customer, -1 = active at neither date.

    Active at the earlier date: moved_up, moved_down, stayed (also active at the later date), stopped (not), unclear (by
    profit: no cost known at the later date, so nobody can say). Active at the later date only: new (first order after
    the earlier date), won_back (ordered before, but not in the period that ends at the earlier date), resumed (ordered
    in that period, with no positive or no known value). Source: M10 and "Stopped, New, Won back" in metrics.md.
    """
    _check_pair(before, after)
    was, now = before.is_active, after.is_active
    is_first = facts_after.first_order > np.datetime64(month_end(before.as_of), "D")
    is_long_ago = facts_before.last_order < np.datetime64(facts_before.span.starts_on, "D")
    is_unclear = after.codes == after.code(UNKNOWN) if UNKNOWN in after.layers else np.zeros(len(was), dtype=bool)
    came = now & ~was
    codes = np.full(len(was), -1, dtype=np.int8)
    codes[was & now & (after.codes < before.codes)] = MOVEMENTS.index(MOVED_UP)
    codes[was & now & (after.codes > before.codes)] = MOVEMENTS.index(MOVED_DOWN)
    codes[was & now & (after.codes == before.codes)] = MOVEMENTS.index(STAYED)
    codes[was & ~now] = MOVEMENTS.index(STOPPED)
    codes[was & is_unclear] = MOVEMENTS.index(UNCLEAR)
    codes[came] = MOVEMENTS.index(RESUMED)
    codes[came & is_long_ago] = MOVEMENTS.index(WON_BACK)
    codes[came & is_first] = MOVEMENTS.index(NEW_CUSTOMER)
    return codes


def movement_rates(
    before: Layering,
    after: Layering,
    facts_before: PeriodFacts,
    facts_after: PeriodFacts,
    *,
    rows: np.ndarray | None = None,
) -> Movement:
    """Count the movements of the customers in ``rows`` (bool; None = all)."""
    codes = movement_codes(before, after, facts_before, facts_after)
    was = before.is_active
    if rows is not None:
        codes, was = np.where(rows, codes, -1), was & rows
    counts = dict(zip(MOVEMENTS, counts_by_code(codes, len(MOVEMENTS)), strict=True))
    return Movement(int(np.count_nonzero(was)), counts)


def _check_pair(before: Layering, after: Layering) -> None:
    if before.as_of > after.as_of:
        raise Problem(
            "The date to compare with, {value}, lies after {as_of}. Choose an earlier month end.",
            value=month_end(before.as_of).isoformat(),
            as_of=month_end(after.as_of).isoformat(),
        )
    if before.layers != after.layers or len(before.codes) != len(after.codes):
        raise ValueError("both layerings must have the same scheme, value base and customers")
