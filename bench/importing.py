"""Import and build against the bare typed load of the same file, round robin in one run."""

import json
import shutil
import statistics
from collections.abc import Callable
from pathlib import Path

from bench.orders import OrderFiles
from bench.processes import Cost, run


def _home(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def _bare(files: OrderFiles, csv: Path, *, ignore: bool = False) -> Cost:
    database = files.folder / "bare.duckdb"
    database.unlink(missing_ok=True)
    return run(["-m", "bench.bare_load", str(csv), str(database), *(["ignore"] if ignore else [])])


def _prepared_home(files: OrderFiles) -> Path:
    """A home that holds the customers already, so that orphans are looked for."""
    home = _home(files.folder / "home")
    run(["-m", "dashboard", "import", str(files.customers_file), "--no-build"], DASHBOARD_HOME=str(home))
    return home


def _import(files: OrderFiles, csv: Path, rejected: int) -> Cost:
    home = _prepared_home(files)
    cost = run(["-m", "dashboard", "import", str(csv), "--no-build", "--json"], DASHBOARD_HOME=str(home))
    batch = next(b for b in json.loads(cost.output)["batches"] if b["table"] == "orders")
    assert (batch["read"], batch["rejected"]) == (files.orders, rejected), batch
    return cost


def _build(files: OrderFiles) -> Cost:
    """Builds what the last import left in the home."""
    return run(["-m", "dashboard", "build", "--json"], DASHBOARD_HOME=str(files.folder / "home"))


def measure_import(files: OrderFiles, repeats: int) -> list[dict]:
    """One row per measured thing: median and range of seconds, CPU, peak memory, and the ratio to its base.

    The clean import and its build come last: the pages are measured on the home that they leave.
    """
    bad = files.orders // 100
    steps: list[tuple[str, Callable[[], Cost], str, float | None]] = [
        ("bare load, 1 % bad ignored", lambda: _bare(files, files.bad, ignore=True), "", None),
        ("import, 1 % bad", lambda: _import(files, files.bad, bad), "bare load, 1 % bad ignored", 1.8),
        ("import, GB18030", lambda: _import(files, files.gb18030, 0), "import", 1.6),
        ("bare load", lambda: _bare(files, files.clean), "", None),
        ("import", lambda: _import(files, files.clean, 0), "bare load", 1.5),
        ("build and publish", lambda: _build(files), "bare load", 1.5),
    ]
    costs: dict[str, list[Cost]] = {name: [] for name, *_ in steps}
    for _ in range(repeats):
        for name, step, *_rest in steps:
            costs[name].append(step())
    wall = {name: statistics.median(c.wall for c in measured) for name, measured in costs.items()}
    return [
        {
            "what": name,
            "seconds": round(wall[name], 2),
            "range": [round(min(c.wall for c in costs[name]), 2), round(max(c.wall for c in costs[name]), 2)],
            "cpu_seconds": round(statistics.median(c.cpu for c in costs[name]), 2),
            "peak_mb": round(max(c.peak_mb for c in costs[name])),
            "ratio": round(wall[name] / wall[base], 2) if base else None,
            "bar": bar,
            "of": base or None,
        }
        for name, _, base, bar in steps
    ]
