"""The trail's entries as a CSV file. With the hashes of the chain, so that it can be followed in the file too."""

import csv
import io
import json
from collections.abc import Iterable
from datetime import UTC

from dashboard.data.exporting.exports import BOM, safe_cell
from dashboard.logic.trail import Entry

COLUMNS = (
    "seq", "at", "who", "session_id", "action", "subject", "details", "rows", "reason", "previous_hash", "hash",
)  # fmt: skip


def log_csv(entries: Iterable[Entry], *, watermark: str = "") -> bytes:
    """One line per entry, moments in UTC, details as JSON; ``watermark`` is the last line. Texts that a spreadsheet
    would take for formulas begin with an apostrophe: for the hashes to be followed it has to be taken off again."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for entry in entries:
        told = {
            **{name: getattr(entry, name) for name in COLUMNS},
            "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "details": json.dumps(entry.details, sort_keys=True, ensure_ascii=False) if entry.details else "",
        }
        writer.writerow([safe_cell(value) if isinstance(value, str) else value for value in told.values()])
    if watermark:
        writer.writerow([watermark])
    return (BOM + stream.getvalue()).encode("utf-8")
