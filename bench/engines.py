"""One question, five ways to answer it: who is in which layer under other cuts, and who moved from where to where.

All of them get the three amounts of the trial, the least that a scan has to be told; none has to find them. With a
buffer the others also get the edges, worked out here, and hold each customer's layer of a year ago.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import duckdb
import numpy as np
import pandas as pd

from bench.totals import Totals
from dashboard.logic.layers import decide_layers
from dashboard.logic.schemes import CURRY, Scheme
from dashboard.logic.value_bases import REVENUE
from dashboard.logic.what_if.index import what_if_index
from dashboard.logic.what_if.outcome import what_if

BANDS = len(CURRY.bands)
GROUPS = BANDS + 1
"""The bands, and everybody who is not active."""
Cuts = tuple[int, ...]


@dataclass(frozen=True)
class Trial:
    """Three amounts, highest first, as a scheme and as numbers; for each the two edges of the buffer (the amount itself
    without one)."""

    scheme: Scheme
    cuts: Cuts
    promote_at: Cuts
    keep_from: Cuts
    buffer_bp: int = 0


@dataclass(frozen=True, eq=False)
class Answer:
    """int64: customers by layer before and after, and revenue and profit by layer after."""

    moves: np.ndarray
    revenue: np.ndarray
    profit: np.ndarray

    def equals(self, other: "Answer") -> bool:
        return all(np.array_equal(getattr(self, name), getattr(other, name)) for name in ("moves", "revenue", "profit"))


class Engine(Protocol):
    def ask(self, trial: Trial) -> object:
        """The part that is timed."""

    def answer(self, told: object) -> Answer:
        """What it told, in the form that is compared."""


class Ours:
    """The product's own call: scheme and buffer in, sums and moves out."""

    def __init__(self, totals: Totals, *, with_buffer: bool) -> None:
        after = decide_layers(totals.facts, CURRY, REVENUE)
        held = totals.held if with_buffer else None
        self.index = what_if_index(
            before_facts=totals.facts,
            before=totals.before,
            after_facts=totals.facts,
            after=after,
            held=held,
            ranked=after.ranked,
        )

    def ask(self, trial: Trial) -> object:
        return what_if(self.index, trial.scheme, trial.buffer_bp)

    def answer(self, told: object) -> Answer:
        return Answer(_folded(told.moves, 2), _folded(told.after.revenue), _folded(told.after.profit))


class DuckDB:
    """One statement on the totals, in a file of its own, read often enough to be in memory.

    Exact decimals, a chain of cases without buffer and one key to group by: the fastest of the forms that were tried.
    """

    def __init__(self, totals: Totals, file: Path) -> None:
        file.unlink(missing_ok=True)
        self.con = duckdb.connect(str(file))
        columns = {"revenue": totals.revenue, "profit": totals.profit, "before": _before(totals), "held": totals.held}
        frame = pd.DataFrame(columns)  # noqa: F841 - read by the next statement
        self.con.execute(
            """create table totals as
            select revenue::decimal(18,0) as revenue, profit::decimal(18,0) as profit, before, held from frame"""
        )
        self.con.execute("checkpoint")

    def ask(self, trial: Trial) -> object:
        return self.con.execute(
            f"""select key, count(*), sum(revenue), sum(profit)
            from (select before * {GROUPS} + {_after_in_sql(trial)} as key, revenue, profit from totals) group by key"""
        ).fetchall()

    def answer(self, told: object) -> Answer:
        assert isinstance(told, list)
        return _answer(*np.array([[int(number) for number in row] for row in told]).T)


def _after_in_sql(trial: Trial) -> str:
    """The layer after as an expression over revenue and, with a buffer, held."""
    if not trial.buffer_bp:
        bands = " ".join(f"when revenue >= {cut} then {band}" for band, cut in enumerate(trial.cuts))
        return f"case {bands} when revenue > 0 then {BANDS - 1} else {BANDS} end"
    edges = zip(range(BANDS - 1), trial.cuts, trial.promote_at, trial.keep_from, strict=True)
    below = " + ".join(
        f"""case when revenue >= {promote_at} then 0 when revenue < {keep_from} then 1
            when held <= {band} then 0 when held < {BANDS} then 1 else (revenue < {cut})::tinyint end"""
        for band, cut, promote_at, keep_from in edges
    )
    return f"case when revenue > 0 then {below} else {BANDS} end"


class Numpy:
    """Compare and count over the whole arrays."""

    def __init__(self, totals: Totals) -> None:
        self.totals, self.held = totals, totals.held
        self.before = _before(totals).astype(np.intp) * GROUPS

    def ask(self, trial: Trial) -> object:
        revenue = self.totals.revenue
        after = np.zeros(len(revenue), np.int8)
        for band, cut in enumerate(trial.cuts):
            below = revenue < cut
            if trial.buffer_bp:
                kept = np.where(self.held < BANDS, self.held > band, below)
                below = (revenue < trial.keep_from[band]) | ((revenue < trial.promote_at[band]) & kept)
            after += below
        key = self.before + np.where(revenue > 0, after, BANDS)
        sizes = np.bincount(key, minlength=GROUPS * GROUPS)
        sums = [np.bincount(key, array, GROUPS * GROUPS) for array in (revenue, self.totals.profit)]
        return sizes, *sums

    def answer(self, told: object) -> Answer:
        # The sums are exact: whole numbers below 2 ** 53 in floating point.
        return _answer(np.arange(GROUPS * GROUPS), *(np.asarray(array, np.int64) for array in told))


class Pandas:
    """cut, groupby and crosstab, without a buffer."""

    def __init__(self, totals: Totals) -> None:
        columns = {"revenue": totals.revenue, "profit": totals.profit, "before": _before(totals)}
        self.frame = pd.DataFrame(columns)

    def ask(self, trial: Trial) -> object:
        edges = [-np.inf, 1, *reversed(trial.cuts), np.inf]
        after = pd.cut(self.frame["revenue"], edges, right=False, labels=range(BANDS, -1, -1))
        sums = self.frame.groupby(after, observed=False)[["revenue", "profit"]].sum()
        return sums, pd.crosstab(self.frame["before"], after, dropna=False)

    def answer(self, told: object) -> Answer:
        sums, moves = told
        layers = range(GROUPS)
        sums, moves = sums.loc[list(layers)], moves.reindex(index=layers, columns=layers, fill_value=0)
        return Answer(moves.to_numpy(np.int64), sums["revenue"].to_numpy(), sums["profit"].to_numpy())


def _before(totals: Totals) -> np.ndarray:
    return np.where(totals.before.is_active, totals.before.codes, np.int8(BANDS))


def _answer(keys: np.ndarray, sizes: np.ndarray, revenue: np.ndarray, profit: np.ndarray) -> Answer:
    """Cells by layer before and after, put together."""
    sums = [np.zeros(GROUPS * GROUPS, np.int64) for _ in range(3)]
    for total, cells in zip(sums, (sizes, revenue, profit), strict=True):
        np.add.at(total, keys, cells)
    moves, *money = (total.reshape(GROUPS, GROUPS) for total in sums)
    return Answer(moves, money[0].sum(axis=0), money[1].sum(axis=0))


def _folded(numbers: Sequence | np.ndarray, axes: int = 1) -> np.ndarray:
    """Layers below the bands put together into one."""
    folded = np.asarray(numbers, dtype=np.int64)
    for axis in range(axes):
        folded = np.add.reduceat(folded, range(GROUPS), axis=axis)
    return folded
