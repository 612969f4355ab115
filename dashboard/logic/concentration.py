"""How much hangs on few customers: Pareto check (M7) and concentration (M8)."""

from dataclasses import dataclass, fields

import numpy as np
import pandas as pd

from dashboard.logic.money import exact_total, running_totals
from dashboard.logic.ranked_values import rank_position, share_position
from dashboard.logic.shares import Share

_CHUNK = 1 << 20
"""Rows per step of the sum of squares: 42-bit products of 21-bit limbs, 2 ** 20 of them, stay below 63 bits."""


@dataclass(frozen=True)
class Concentration:
    """Every figure with its numerator and denominator (``.value`` is the float, None without active customers).

    Positional, no tie extension (metrics.md): the top k values, ``k = (n * bp + 9999) // 10000``. All divide by the sum
    of positive customer values. gini = 2 * sum(i * x_i) / (n * sum(x)) - (n + 1) / n, values ascending; hhi = sum of
    squared shares, 0 .. 1. ``customers`` = n.
    """

    customers: int
    top_20pct_share: Share
    top_10pct_share: Share
    top_1pct_share: Share
    largest_customer_share: Share
    customers_making_80_share: Share
    gini: Share
    hhi: Share
    large_customers: int
    """Customers whose loss would cost at least 5 % of the value."""

    def values(self) -> dict[str, float | None]:
        """metric -> value, in the order of the export ``concentration``."""
        named = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: share.value for name, share in named.items() if isinstance(share, Share)}


def concentration(values: np.ndarray) -> Concentration:
    """Concentration of int64 values in any order; only those above 0 count (as in ``Layering.ranked.values``)."""
    ranked = _highest_first(values)
    running = running_totals(ranked)
    n = len(ranked)
    total = int(running[-1]) if n else 0
    weighted = _sum_of(running)
    return Concentration(
        customers=n,
        top_20pct_share=Share(_top(running, 2000), total),
        top_10pct_share=Share(_top(running, 1000), total),
        top_1pct_share=Share(_top(running, 100), total),
        largest_customer_share=Share(int(ranked[0]) if n else 0, total),
        customers_making_80_share=Share(share_position(running, 8000), n),
        # The running totals from the top add up to sum(i * x_i) with i = 1 for the lowest value.
        gini=Share(2 * weighted - (n + 1) * total, n * total),
        hhi=Share(sum_of_squares(ranked), total * total),
        large_customers=int(np.count_nonzero(ranked >= -(-total // 20))) if n else 0,
    )


def top_share(values: np.ndarray, bp: int) -> Share:
    """What the top ``bp`` basis points of the customers with a value above 0 bring of their sum."""
    running = running_totals(_highest_first(values))
    return Share(_top(running, bp), int(running[-1]) if len(running) else 0)


def pareto_curve(values: np.ndarray, *, points: int = 400) -> pd.DataFrame:
    """Customers from the highest value down against the share of the value that they bring.

    customers (int64, position from the top), customer_share, value_share (0 .. 1); at most ``points`` rows, rising.
    Always holds 0, the last customer, the position of the top 20 %, and the first that reaches 80 % of the value;
    denser at the top, where the curve bends. No row where nobody is active.
    """
    running = running_totals(_highest_first(values))
    n = len(running)
    if n == 0:
        nothing = np.empty(0)
        return pd.DataFrame({"customers": nothing.astype(np.int64), "customer_share": nothing, "value_share": nothing})
    positions = _curve_positions(n, points, (rank_position(n, 2000), share_position(running, 8000)))
    total = int(running[-1])
    reached = [0, *(int(running[position - 1]) for position in positions[1:])]
    return pd.DataFrame(
        {
            "customers": positions,
            "customer_share": positions / n,
            "value_share": np.array([part / total for part in reached]),
        }
    )


def _curve_positions(n: int, points: int, marks: tuple[int, ...]) -> np.ndarray:
    if points < 8:
        raise ValueError("a Pareto curve needs at least 8 points")
    if n + 1 <= points:
        return np.arange(n + 1, dtype=np.int64)
    room = points - len(marks) - 2
    dense = np.geomspace(1, n, room // 2)
    even = np.linspace(0, n, room - room // 2)
    return np.unique(np.concatenate([np.rint(dense), np.rint(even), [0, n], marks]).astype(np.int64))


def _highest_first(values: np.ndarray) -> np.ndarray:
    wide = np.asarray(values, dtype=np.int64)
    return np.sort(wide[wide > 0])[::-1]


def _top(running: np.ndarray, bp: int) -> int:
    k = rank_position(len(running), bp)
    return int(running[k - 1]) if k else 0


def _sum_of(running: np.ndarray) -> int:
    return int(running.sum()) if running.dtype == object and len(running) else exact_total(running)


def sum_of_squares(values: np.ndarray) -> int:
    """Exact sum of squares of an int64 array of values >= 0, in three limbs of 21 bits."""
    total = 0
    for start in range(0, len(values), _CHUNK):
        part = np.ascontiguousarray(values[start : start + _CHUNK], dtype=np.int64)
        low, middle, high = part & 0x1F_FFFF, (part >> 21) & 0x1F_FFFF, part >> 42
        total += int(low @ low) + (int(low @ middle) << 22)
        total += ((int(middle @ middle) + 2 * int(low @ high)) << 42) + (int(middle @ high) << 64)
        total += int(high @ high) << 84
    return total
