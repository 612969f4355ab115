"""``python -m bench PART``: measure, print, compare with the last kept result, keep it as JSON with date and machine.

Each part stands alone and writes its result when it is done, so that a run can be continued part by part. ``all``
measures every part and then writes the table and the picture of docs/performance.md; ``document`` only writes those.
"""

import argparse
import gc
import os
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path

from bench import document
from bench.access import measure_access
from bench.careful import measure_careful
from bench.importing import measure_generator, measure_import
from bench.kept import keep, last_kept, print_comparison, result_of
from bench.pages import measure_pages
from bench.peering import measure_peers
from bench.portfolio import measure_portfolio
from bench.rows import Options, Row, print_rows
from bench.search import measure_search
from bench.service import measure_service
from bench.sessions import measure_sessions
from bench.surveys import measure_surveys
from bench.typical import measure_typical
from bench.what_if import measure_what_if
from bench.workbooks import measure_workbooks

PARTS: dict[str, Callable[[Options], list[Row]]] = {
    "data": measure_generator,
    "import": measure_import,
    "careful": measure_careful,
    "what-if": measure_what_if,
    "pages": measure_pages,
    "peers": measure_peers,
    "sessions": measure_sessions,
    "typical": measure_typical,
    "search": measure_search,
    "portfolio": measure_portfolio,
    "service": measure_service,
    "surveys": measure_surveys,
    "access": measure_access,
    "workbooks": measure_workbooks,
}


def _options() -> tuple[list[str], Options]:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, "document", "all"], default="all")
    parser.add_argument("--orders", type=int, default=10_000_000)
    parser.add_argument("--customers", type=int, default=1_000_000)
    parser.add_argument("--repeats", type=int, default=7, help="of each measured thing (imports: at most 3)")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "pyramidion-bench")
    parser.add_argument("--quick", action="store_true", help="small data, two repeats; the result is not kept")
    given = parser.parse_args()
    size = (20_000, 2_000, 2) if given.quick else (given.orders, given.customers, given.repeats)
    asked = [given.parts] if isinstance(given.parts, str) else given.parts
    return asked, Options(given.folder.resolve(), *size, is_quick=given.quick)


def main() -> None:
    asked, options = _options()
    parts = list(PARTS) if "all" in asked else [part for part in PARTS if part in asked]
    missed, failed = [], []
    for part in parts:
        try:
            missed += _measured(part, options)
        except Exception:  # the other parts are worth their time all the same
            traceback.print_exc()
            failed.append(part)
    if {"all", "document"} & set(asked) and not options.is_quick:
        document.write()
    if options.is_quick:
        print("\nA quick run: the bars are meant for the full size.")
    else:
        print("\nMissed:\n" + "\n".join(f"  {line}" for line in missed) if missed else "\nNo bar missed.")
    if failed:
        sys.exit(f"Failed, nothing kept: {', '.join(failed)}.")


def _measured(part: str, options: Options) -> list[str]:
    """Measure, print, compare and keep one part; the bars that it missed."""
    load = os.getloadavg()[0]
    gc.collect()
    gc.freeze()  # no collection of all that is imported here while a visitor waits for an answer
    print(f"\n{part}: {options.orders:,} orders of {options.customers:,} customers, load {load:.1f}", flush=True)
    try:
        rows = PARTS[part](options)
    finally:
        gc.unfreeze()
    print_rows(rows)
    result = result_of(part, options, rows, load)
    print_comparison(last_kept(part, options), result)
    print(f"Written to {keep(result, options)}.", flush=True)
    return result["missed"]


if __name__ == "__main__":
    main()
