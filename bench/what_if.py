"""The what-if call beside DuckDB, numpy and pandas on the same totals: each trial asked of all, all answers equal."""

import gc
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bench.engines import Answer, Cuts, DuckDB, Engine, Numpy, Ours, Pandas, Trial
from bench.rows import Options, Row, spread
from bench.totals import Totals, make_totals
from dashboard.logic.periods import Period
from dashboard.logic.schemes import CURRY
from dashboard.logic.what_if.proposal import Proposal

OURS_COLD, OURS_HOT, DUCKDB, NUMPY, PANDAS = "our call, cold", "our call, hot", "DuckDB on totals", "numpy", "pandas"
COLD_CALLS, HOT_CALLS = 3, 50
BUFFER_BP = 1000
SIZES = (1_000_000, 10_000_000)
CALL_MS, OF_DUCKDB, TIMES_PANDAS, OF_SMALL = 1.0, 1 / 20, 100, 3
EVICTED_BYTES = 64_000_000


def measure_what_if(options: Options) -> list[Row]:
    """Milliseconds per call at two sizes, without and with a buffer, and the ratios against the bars."""
    sizes = (20_000, 200_000) if options.is_quick else SIZES
    rows: list[Row] = []
    small: dict[str, float] = {}
    for size in sizes:
        totals = make_totals(size)
        for is_buffered in (False, True):
            ms = _measured(totals, options, is_buffered)
            name = f"{size:,} customers" + (", buffer" if is_buffered else "")
            rows += [Row(f"{engine}, {name}", spread("ms", found, 4)) for engine, found in ms.items()]
            middle = {engine: statistics.median(found) for engine, found in ms.items()}
            if size == sizes[0]:
                small[str(is_buffered)] = middle[OURS_COLD]
                rows.append(_against_bars(name, middle))
            else:
                grown = round(middle[OURS_COLD] / small[str(is_buffered)], 2)
                bar = {"times_of_small": OF_SMALL}
                rows.append(Row(f"our call, cold, {name}: growth", {"times_of_small": grown}, at_most=bar))
    return rows


def _against_bars(name: str, ms: dict[str, float]) -> Row:
    figures = {"ms": round(ms[OURS_COLD], 4), "of_duckdb": round(ms[OURS_COLD] / ms[DUCKDB], 4)}
    at_least = {}
    if PANDAS in ms:
        figures["times_faster_than_pandas"] = round(ms[PANDAS] / ms[OURS_COLD], 1)
        at_least = {"times_faster_than_pandas": TIMES_PANDAS}
    at_most = {"ms": CALL_MS, "of_duckdb": OF_DUCKDB}
    return Row(f"our call, cold, {name}: ratios", figures, at_most, at_least)


def _measured(totals: Totals, options: Options, is_buffered: bool) -> dict[str, list[float]]:
    """Milliseconds of each engine, one trial after the other; every answer is compared with ours."""
    file = options.folder / f"totals-{len(totals)}.duckdb"
    ours = Ours(totals, with_buffer=is_buffered)
    others: dict[str, Engine] = {DUCKDB: DuckDB(totals, file), NUMPY: Numpy(totals)}
    if not is_buffered:
        others[PANDAS] = Pandas(totals)
    ms: dict[str, list[float]] = {name: [] for name in (OURS_COLD, OURS_HOT, *others)}
    gc.collect()
    gc.freeze()  # as the server does after its start: the index is not looked at again by every collection
    for number, trial in enumerate(trials(totals, options.repeats + 1, is_buffered)):
        timed = measure_trial(ours, others, trial)
        if number:  # the first trial warms DuckDB's memory and every import
            for name, found in timed.items():
                ms[name].append(found)
    gc.unfreeze()
    _close(others[DUCKDB], file)
    return ms


def measure_trial(ours: Ours, others: dict[str, Engine], trial: Trial) -> dict[str, float]:
    """Milliseconds of each, the median of several calls. Raises AssertionError where two answers differ at all."""
    timed = {OURS_COLD: _cold_ms(ours, trial), OURS_HOT: statistics.median(_hot_ms(ours, trial))}
    expected = ours.answer(ours.ask(trial))
    for name, engine in others.items():
        timed[name] = _cold_ms(engine, trial)
        _same(name, engine.answer(engine.ask(trial)), expected, trial)
    return timed


def _cold_ms(engine: Engine, trial: Trial) -> float:
    found = []
    for _ in range(COLD_CALLS):
        _evict()
        started = time.perf_counter()
        engine.ask(trial)
        found.append(1000 * (time.perf_counter() - started))
    return statistics.median(found)


def _hot_ms(engine: Engine, trial: Trial) -> Iterator[float]:
    for _ in range(HOT_CALLS):
        started = time.perf_counter()
        engine.ask(trial)
        yield 1000 * (time.perf_counter() - started)


def _same(name: str, found: Answer, expected: Answer, trial: Trial) -> None:
    assert found.equals(expected), f"{name} and our call differ for {trial}: {found} {expected}"


_OTHER_MEMORY = np.ones(EVICTED_BYTES // 8, np.int64)


def _evict() -> None:
    """Read so much other memory that what the last call left in the processor's caches is gone."""
    assert int(_OTHER_MEMORY.max()) == 1


def trials(totals: Totals, number: int, is_buffered: bool) -> Iterator[Trial]:
    """Other cuts each time: the values of three customers, in and out of the ties."""
    chance = np.random.default_rng(3)
    active = np.sort(totals.revenue[totals.revenue > 0])
    for _ in range(number):
        shares = np.array([chance.uniform(0.002, 0.03), chance.uniform(0.03, 0.10), chance.uniform(0.12, 0.5)])
        cuts = tuple(int(active[-int(share * len(active)) - 1]) for share in shares)
        if cuts[0] > cuts[1] > cuts[2]:
            yield _trial(active, cuts, BUFFER_BP if is_buffered else 0)


def _trial(active: np.ndarray, cuts: Cuts, buffer_bp: int) -> Trial:
    """The edges as M5b has them, worked out here once more: rank K, and the values K - b and K + b from the top."""
    scheme = Proposal("absolute", cuts, "revenue", Period(), buffer_bp).scheme(CURRY)
    if not buffer_bp:
        return Trial(scheme, cuts, cuts, cuts)
    ranks = [len(active) - int(np.searchsorted(active, cut)) for cut in cuts]
    widths = [max(1, -(-rank * buffer_bp // 10_000)) for rank in ranks]
    promote_at = tuple(int(active[-(rank - width)]) for rank, width in zip(ranks, widths, strict=True))
    keep_from = tuple(int(active[-min(rank + width, len(active))]) for rank, width in zip(ranks, widths, strict=True))
    return Trial(scheme, cuts, promote_at, keep_from, buffer_bp)


def _close(engine: Engine, file: Path) -> None:
    assert isinstance(engine, DuckDB)
    engine.con.close()
    file.unlink()
