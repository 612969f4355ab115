"""Results on file: one JSON per part and day, and how the newest compares with the one kept before it."""

import json
import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bench.rows import Options, Row

RESULTS = Path(__file__).resolve().parent / "results"
PACKAGES = ("duckdb", "streamlit", "pandas", "plotly", "numpy", "pyarrow", "uvicorn")
WORSE = 1.25
"""A figure that grew by more than this factor is pointed out."""


def machine() -> str:
    cpu = platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [line.split(":", 1)[1].strip() for line in cpuinfo.read_text().splitlines() if "model name" in line]
        cpu = names[0] if names else cpu
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    return f"{os.cpu_count()} x {cpu}, {memory:.0f} GB, {platform.system()}, Python {platform.python_version()}"


def result_of(part: str, options: Options, rows: list[Row], load_before: float) -> dict:
    """A result as it is kept."""
    return {
        "part": part,
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine(),
        "load": {"before": round(load_before, 1), "after": round(os.getloadavg()[0], 1)},
        "versions": {name: version(name) for name in PACKAGES},
        "orders": options.orders,
        "customers": options.customers,
        "rows": [row.as_json() for row in rows],
        "missed": [sentence for row in rows for sentence in row.missed()],
    }


def last_kept(part: str, options: Options | None = None) -> dict | None:
    """The newest kept result of this part; with ``options`` only one of the same size."""
    found = []
    for path in RESULTS.glob(f"*-{part}.json"):
        result = json.loads(path.read_text(encoding="utf-8"))
        if options is None or (result["orders"], result["customers"]) == (options.orders, options.customers):
            found.append(result)
    return max(found, key=lambda result: result["date"], default=None)


def keep(result: dict, options: Options) -> Path:
    """Write it: into the repository, or beside the data where it was only a quick run."""
    folder = options.folder / "results" if options.is_quick else RESULTS
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{result['date'][:10]}-{result['part']}.json"
    path.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def print_comparison(then: dict | None, now: dict) -> None:
    """Each figure that both hold: then, now, how many times as much; what grew too much is marked."""
    if then is None:
        print("Nothing of this size was kept before: nothing to compare with.")
        return
    print(f"Compared with {then['date']} ({then['machine']}, load {then['load']['before']}):")
    before = {row["what"]: row["figures"] for row in then["rows"]}
    for row in now["rows"]:
        for name, figure in row["figures"].items():
            old = before.get(row["what"], {}).get(name)
            if not old or name.endswith(("_min", "_max")):
                continue
            ratio = figure / old
            is_worse = 1 / ratio > WORSE if ratio and name.startswith("times_faster") else ratio > WORSE
            print(f"  {row['what']:<44} {name:<24}{old:>12g}{figure:>12g}{ratio:>8.2f}{'  WORSE' if is_worse else ''}")
