"""``python -m bench``: import, build and page runs; prints the table, writes JSON with date and machine."""

import argparse
import json
import os
import platform
import tempfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bench.importing import measure_import
from bench.orders import make_order_files
from bench.pages import measure_pages

RESULTS = Path(__file__).resolve().parent / "results"
PAGE_BARS = {"over_hello_ms": 100, "bytes": 100_000, "first_visit_ms": 1000}


def _print_table(result: dict) -> None:
    print(f"\n{'':34}{'seconds':>9}{'range':>16}{'CPU s':>8}{'peak MB':>9}{'ratio':>7}{'bar':>6}")
    for row in result["import"]:
        spread = f"{row['range'][0]}-{row['range'][1]}"
        ratio, bar = row["ratio"] or "", row["bar"] or ""
        print(
            f"{row['what']:34}{row['seconds']:>9}{spread:>16}{row['cpu_seconds']:>8}{row['peak_mb']:>9}{ratio:>7}{bar:>6}"
        )
    print()
    for row in result["pages"]:
        print("  ".join(f"{key} {value}" for key, value in row.items()))


def _missed(result: dict) -> list[str]:
    missed = [
        f"{row['what']}: {row['ratio']} x {row['of']}, bar {row['bar']}"
        for row in result["import"]
        if row["bar"] and row["ratio"] > row["bar"]
    ]
    missed += [
        f"{r['what']}: peak {r['peak_mb']} MB, bar 768"
        for r in result["import"]
        if r["what"].startswith("import") and r["peak_mb"] > 768
    ]
    pyramid = result["pages"][1]
    return missed + [
        f"Pyramid page: {key} {pyramid[key]}, bar {bar}" for key, bar in PAGE_BARS.items() if pyramid[key] > bar
    ]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--orders", type=int, default=10_000_000)
    parser.add_argument("--customers", type=int, default=1_000_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "pyramidion-bench")
    options = parser.parse_args()
    files = make_order_files(options.folder, options.orders, options.customers)
    result = {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": f"{os.cpu_count()} x {platform.machine()}, load {os.getloadavg()[0]:.1f}",
        "versions": {name: version(name) for name in ("duckdb", "streamlit", "pandas", "plotly", "numpy")},
        "orders": options.orders,
        "customers": options.customers,
        "import": measure_import(files, options.repeats),
    }
    result["pages"] = measure_pages(files.folder / "home", moves=15, think=0.3)
    _print_table(result)
    result["missed"] = _missed(result)
    print("\nEvery bar held." if not result["missed"] else "\nMissed:\n" + "\n".join(result["missed"]))
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{result['date'][:10]}-{options.orders}.json"
    path.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"Written to {path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path}.")


main()
