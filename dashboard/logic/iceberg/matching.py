"""Customers who did not complain, matched with those who did: what these would bring in, had they not (M42, X9)."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from dashboard.logic.iceberg.effect import LEAST_CUSTOMERS, MONTHS, Effect, EffectData

LEAST_MATCHED = 10
"""Customers without complaint in a cell; with fewer the next coarser cell is taken."""
RUNS = 500
SEED = 42
BUNDLES = 1000
"""More customers than that are bundled at random before they are drawn: a sum of sums has the same spread."""
TAILS = (2.5, 97.5)
_DECILES = np.linspace(0.1, 0.9, 9)


@dataclass(frozen=True, eq=False)
class _Cells:
    """The customers without complaint around one month, in cells of one coarseness.

    rows: their places; before, after, cell: of each; count, total (of ``before``), growth: per cell
    """

    rows: np.ndarray
    before: np.ndarray
    after: np.ndarray
    cell: np.ndarray
    count: np.ndarray
    total: np.ndarray
    growth: np.ndarray


class Matching:
    """Every complaining customer with what the matched customers would let expect.

    Matched are customers without any case in that month and the six before; whether they complain later is not looked
    at, since who goes on buying has more to complain about. Cells of the same tenth of the value before, bought or not
    in the month itself, same industry and same trend (the last three months against the three before: up, level, down);
    where a cell has fewer than LEAST_MATCHED, without the industry, then without the trend.
    """

    def __init__(self, data: EffectData) -> None:
        self.data = data
        self._sums = _running(data.values)
        self._cases = _running(data.has_case.astype(np.int32))
        self.before = _span(self._sums, data.row, data.month - MONTHS, data.month)
        self.after = _span(self._sums, data.row, data.month + 1, data.month + 1 + MONTHS)
        self.expected = np.full(len(data.row), np.nan)
        self._used: list[tuple[_Cells, np.ndarray, np.ndarray]] = []
        for month in np.unique(data.month).tolist():
            self._match(month)

    @property
    def is_matched(self) -> np.ndarray:
        """Who had anything to lose before the complaint, and customers to be compared with."""
        return ~np.isnan(self.expected)

    def effect(self, flags: np.ndarray, *, seed: int = SEED, runs: int = RUNS) -> Effect:
        """Of the complaints that are flagged. The interval is that of a bootstrap by customer, of those who complained
        and of the matched ones."""
        flags = flags & self.is_matched
        before, after, expected = self.before[flags], self.after[flags], self.expected[flags]
        sums = Effect(int(flags.sum()), float(before.sum()), float(after.sum()), float(expected.sum()))
        if sums.customers < LEAST_CUSTOMERS or sums.expected <= 0:
            return sums
        parts = np.zeros((len(self.data.values), 2))
        parts[:, 1] = self._pull_of_matched(flags)
        parts[self.data.row[flags], 0] += after
        parts[self.data.row[flags], 1] += expected
        drawn = _drawn_sums(parts[parts.any(axis=1)], np.random.Generator(np.random.PCG64(seed)), runs)
        drawn = drawn[drawn[:, 1] > 0]
        low, high = np.percentile(drawn[:, 0] / drawn[:, 1] - 1, TAILS)
        share = sums.after / sums.expected - 1
        return Effect(sums.customers, sums.before, sums.after, sums.expected, share, float(low), float(high))

    def _match(self, month: int) -> None:
        here = np.flatnonzero((self.data.month == month) & (self.before > 0))
        is_quiet = _span(self._cases, slice(None), month - MONTHS, month + 1) == 0
        worth = _span(self._sums, slice(None), month - MONTHS, month)
        others = np.flatnonzero(is_quiet & (worth > 0))
        if not len(others) or not len(here):
            return
        cuts = np.quantile(worth[others], _DECILES)
        later = _span(self._sums, others, month + 1, month + 1 + MONTHS)
        mine, theirs = self._keys(self.data.row[here], month, cuts), self._keys(others, month, cuts)
        for own, key in zip(mine, theirs, strict=True):
            cells = _cells(others, worth[others], later, key)
            cell = np.minimum(own, len(cells.count) - 1)
            fits = np.isnan(self.expected[here]) & (own < len(cells.count)) & (cells.count[cell] >= LEAST_MATCHED)
            self.expected[here[fits]] = self.before[here[fits]] * cells.growth[cell[fits]]
            self._used.append((cells, here[fits], cell[fits]))

    def _keys(self, rows: np.ndarray, month: int, cuts: np.ndarray) -> Iterator[np.ndarray]:
        """The cell of each row, from fine to coarse."""
        worth = _span(self._sums, rows, month - MONTHS, month)
        trend = np.sign(_span(self._sums, rows, month - MONTHS // 2, month) * 2 - worth).astype(np.int64) + 1
        coarse = np.searchsorted(cuts, worth, "right") * 2 + (self.data.values[rows, month] > 0)
        industries = int(self.data.industry.max(initial=0)) + 1
        yield (coarse * industries + self.data.industry[rows]) * 3 + trend
        yield coarse * 3 + trend
        yield coarse

    def _pull_of_matched(self, flags: np.ndarray) -> np.ndarray:
        """How much each customer moves what is expected of the flagged, were it drawn once more as a matched one: the
        derivative of the sum. It adds up to 0 in each cell."""
        pull = np.zeros(len(self.data.values))
        for cells, places, cell in self._used:
            kept = flags[places]
            if not kept.any():
                continue
            weight = np.bincount(cell[kept], self.before[places[kept]], minlength=len(cells.count))
            weight = np.divide(weight, cells.total, out=np.zeros_like(weight), where=cells.total > 0)
            # Each customer is once in the rows of a month, so nothing is lost by adding in place.
            pull[cells.rows] += weight[cells.cell] * (cells.after - cells.growth[cells.cell] * cells.before)
        return pull


def _running(values: np.ndarray) -> np.ndarray:
    return np.concatenate([np.zeros((len(values), 1), values.dtype), np.cumsum(values, axis=1)], axis=1)


def _span(sums: np.ndarray, rows: np.ndarray | slice, first: np.ndarray | int, end: np.ndarray | int) -> np.ndarray:
    return sums[rows, end] - sums[rows, first]


def _cells(rows: np.ndarray, before: np.ndarray, after: np.ndarray, cell: np.ndarray) -> _Cells:
    count, total = np.bincount(cell), np.bincount(cell, before)
    growth = np.divide(np.bincount(cell, after), total, out=np.zeros_like(total), where=total > 0)
    return _Cells(rows, before, after, cell, count, total, growth)


def _drawn_sums(rows: np.ndarray, draws: np.random.Generator, runs: int) -> np.ndarray:
    """[runs, columns]: the column sums of as many rows as there are, drawn with replacement, ``runs`` times."""
    if len(rows) > BUNDLES:
        order = draws.permutation(len(rows))
        rows = np.add.reduceat(rows[order], np.linspace(0, len(rows), BUNDLES, endpoint=False).astype(np.int64))
    if not len(rows):
        return np.zeros((runs, rows.shape[1]))
    picked = draws.integers(0, len(rows), size=(runs, len(rows)))
    return np.column_stack([np.take(column, picked).sum(axis=1) for column in np.ascontiguousarray(rows.T)])
