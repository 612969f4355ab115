"""Import and build against the bare typed load of the same file, round robin in one run; and the generator itself."""

import filecmp
import json
import shutil
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from bench.orders import OrderFiles, make_bad_variant, make_gb18030_variant, make_order_files
from bench.processes import Cost, run
from bench.rows import Options, Row, spread

PEAK_MB = 768
BARE, BARE_OF_BAD, IMPORT = "bare load", "bare load, 1 % bad ignored", "import"


def measure_generator(options: Options) -> list[Row]:
    """Make the plain files anew and see that they are the same as those at hand, to the byte."""
    kept = make_order_files(options.folder, options.orders, options.customers)
    again = options.folder / "again"
    shutil.rmtree(again, ignore_errors=True)
    started = time.perf_counter()
    made = make_order_files(again, options.orders, options.customers)
    seconds = time.perf_counter() - started
    assert filecmp.cmp(kept.clean, made.clean, shallow=False), "the same seed gave other orders"
    size = made.clean.stat().st_size / 1e6
    shutil.rmtree(again)
    figures = {"seconds": round(seconds, 1), "megabytes": round(size)}
    return [Row("orders and customers generated", figures, at_most={"seconds": 60})]


def measure_import(options: Options) -> list[Row]:
    """One row per measured thing: seconds, CPU, peak memory, and the ratio to the thing it is compared with."""
    files = make_order_files(options.folder, options.orders, options.customers)
    bad = make_bad_variant(files)
    gb18030 = make_gb18030_variant(files)
    steps: list[tuple[str, Callable[[], Cost], str, float]] = [
        (BARE_OF_BAD, lambda: _bare(files, bad, ignore=True), "", 0),
        ("import, 1 % bad", lambda: _import(files, bad, files.orders // 100), BARE_OF_BAD, 1.8),
        ("import, GB18030", lambda: _import(files, gb18030, 0), IMPORT, 1.6),
        (BARE, lambda: _bare(files, files.clean), "", 0),
        (IMPORT, lambda: _import(files, files.clean, 0), BARE, 1.5),
        ("build and publish", lambda: _build(files), BARE, 1.5),
    ]
    costs: dict[str, list[Cost]] = {name: [] for name, *_ in steps}
    for _ in range(min(options.repeats, 3)):
        for name, step, *_rest in steps:
            costs[name].append(step())
    shutil.rmtree(_home(files))
    return [_row(name, costs, base, bar) for name, _, base, bar in steps]


def _row(name: str, costs: dict[str, list[Cost]], base: str, bar: float) -> Row:
    figures = {
        **spread("seconds", [cost.wall for cost in costs[name]], 2),
        "cpu_seconds": round(statistics.median(cost.cpu for cost in costs[name]), 2),
        "peak_mb": round(max(cost.peak_mb for cost in costs[name])),
    }
    if not base:
        return Row(name, figures)
    wall = {part: statistics.median(cost.wall for cost in costs[part]) for part in (name, base)}
    figures["times_of_base"] = round(wall[name] / wall[base], 2)
    peak = {"peak_mb": PEAK_MB} if name.startswith(IMPORT) else {}
    return Row(f"{name} (base: {base})", figures, at_most={"times_of_base": bar, **peak})


def _home(files: OrderFiles) -> Path:
    return files.folder / "home-import"


def _bare(files: OrderFiles, csv: Path, *, ignore: bool = False) -> Cost:
    database = files.folder / "bare.duckdb"
    database.unlink(missing_ok=True)
    cost = run(["-m", "bench.bare_load", str(csv), str(database), *(["ignore"] if ignore else [])])
    database.unlink()
    return cost


def _import(files: OrderFiles, csv: Path, rejected: int) -> Cost:
    """Into a home that holds the customers already, so that orphans are looked for."""
    home = _home(files)
    shutil.rmtree(home, ignore_errors=True)
    run(["-m", "dashboard", "import", str(files.customers_file), "--no-build"], DASHBOARD_HOME=str(home))
    cost = run(["-m", "dashboard", "import", str(csv), "--no-build", "--json"], DASHBOARD_HOME=str(home))
    batch = next(b for b in json.loads(cost.output)["batches"] if b["table"] == "orders")
    assert (batch["read"], batch["rejected"]) == (files.orders, rejected), batch
    return cost


def _build(files: OrderFiles) -> Cost:
    """Builds what the last import left in the home."""
    return run(["-m", "dashboard", "build", "--json"], DASHBOARD_HOME=str(_home(files)))
