"""Writes the figures of the last kept results into docs/performance.md, between its marks, and draws its picture."""

import re

from bench.kept import last_kept
from bench.peering import HELLO, NAMES, OURS
from bench.picture import bars
from bench.processes import PROJECT

DOCUMENT = PROJECT / "docs" / "performance.md"
PICTURE = PROJECT / "docs" / "pictures" / "performance.svg"
HEADINGS = {
    "seconds": "seconds",
    "s": "seconds",
    "cpu_seconds": "CPU seconds",
    "peak_mb": "peak MB",
    "megabytes": "MB",
    "times_of_base": "times of its base",
    "times_of_bare": "times of bare DuckDB",
    "rows_per_second": "rows a second",
    "ms": "ms",
    "burst_ms": "ms in a burst",
    "over_hello_ms": "ms over hello",
    "bytes": "bytes",
    "first_visit_ms": "first visit ms",
    "resident_mb": "resident MB",
    "times_faster_is_ours": "ours is faster by",
    "of_duckdb": "part of DuckDB's time",
    "times_faster_than_pandas": "times faster than pandas",
    "times_of_small": "times of the small size",
    "p50_ms": "p50 ms",
    "p95_ms": "p95 ms",
    "p50_added_ms": "p50 ms added",
    "p95_added_ms": "p95 ms added",
    "matching_ms": "ms for all of one's own that match",
    "found": "customers found",
    "in_scope": "customers in scope",
    "cpu_ms_per_move": "server CPU ms per move",
    "mb_per_session": "MB per extra session",
    "first_picture_s": "seconds to the first picture",
    "up_s": "seconds until ready",
    "build_s": "seconds of the build",
    "cpu_s": "CPU seconds",
    "without_service_s": "seconds without the service",
    "without_surveys_s": "seconds without the surveys",
    "filtered_ms": "ms for a new filter",
    "cold_ms": "ms cold",
    "again_ms": "ms again",
    "first_ms": "first visit ms",
}
"""The figures that the document shows, in this order; a result holds more."""
PICTURED = {
    "hello: the least possible": HELLO,
    "Pyramidion, What-if": OURS,
    "Streamlit + DuckDB on totals": NAMES["bare_duckdb"],
    "careful pandas page": NAMES["careful"],
    "usual pandas page": NAMES["usual"],
}


def write() -> None:
    """Parts without a kept result keep what stands there."""
    text = DOCUMENT.read_text(encoding="utf-8")
    for part in re.findall(r"<!-- result of (\S+) -->", text):
        result = last_kept(part)
        if result is not None:
            begin, end = f"<!-- result of {part} -->", "<!-- end -->"
            head, _, rest = text.partition(begin)
            _, _, tail = rest.partition(end)
            text = f"{head}{begin}\n{_table(result)}\n{end}{tail}"
    DOCUMENT.write_text(text, encoding="utf-8")
    peers = last_kept("peers")
    if peers is not None:
        PICTURE.write_text(_picture(peers), encoding="utf-8")


def _table(result: dict) -> str:
    """Markdown: one line per row, one column per figure that any row has; bars in brackets; then where and when."""
    names = [name for name in HEADINGS if any(name in row["figures"] for row in result["rows"])]
    lines = ["| | " + " | ".join(HEADINGS[name] for name in names) + " |", "|---|" + "---:|" * len(names)]
    for row in result["rows"]:
        lines.append(f"| {row['what']} | " + " | ".join(_cell(row, name) for name in names) + " |")
    load = result["load"]
    about = f"{result['date'][:10]}, {result['machine']}; load before {load['before']}, after {load['after']}"
    missed = "".join(f" Bar missed: {sentence}." for sentence in result["missed"])
    return "\n".join(["", *lines, "", f"Measured {about}.{missed}", ""])


def _cell(row: dict, name: str) -> str:
    figures = row["figures"]
    if name not in figures:
        return ""
    shown = f"{figures[name]:,}"
    if f"{name}_min" in figures:
        shown += f" ({figures[f'{name}_min']:,}–{figures[f'{name}_max']:,})"
    bars = [("≤", row["at_most"]), ("≥", row["at_least"])]
    return shown + "".join(f" [{sign} {limits[name]:g}]" for sign, limits in bars if name in limits)


def _picture(result: dict) -> str:
    ms = {row["what"]: row["figures"]["ms"] for row in result["rows"]}
    named = [(label, ms[what]) for label, what in PICTURED.items()]
    title = f"One move of the slider, {result['customers']:,} customers"
    note = f"from the move to the finished answer over the websocket, median; {result['date'][:10]}"
    return bars(title, note, named, ours="Pyramidion, What-if")
