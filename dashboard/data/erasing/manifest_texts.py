"""Manifests of imports keep a few words of the files: lines that are no records (signatures!), examples of notes."""

import json
from pathlib import Path
from typing import Any

from dashboard.data.erasing.persons import Traces
from dashboard.data.home import Home, write_atomically


def redact_manifests(home: Home, traces: Traces, *, dry_run: bool) -> int:
    """Replace every value in them, also of imports that are undone. Returns how many manifests held one."""
    return sum(_redact(path, traces, dry_run=dry_run) for path in sorted(home.imports.glob("*/manifest.json")))


def _redact(path: Path, traces: Traces, *, dry_run: bool) -> bool:
    manifest = json.loads(path.read_bytes())
    before = json.dumps(manifest, ensure_ascii=False)
    for entry in manifest["tables"]:
        _redact_entry(entry, traces)
    is_changed = json.dumps(manifest, ensure_ascii=False) != before
    if is_changed and not dry_run:
        write_atomically(path, json.dumps(manifest, ensure_ascii=False, indent=1).encode())
    return is_changed


def _redact_entry(entry: dict[str, Any], traces: Traces) -> None:
    for source in entry["source_files"]:
        for line in source.get("left_out", ()):
            line["text"] = traces.without(line["text"])
    for code, texts in (entry.get("examples") or {}).items():
        entry["examples"][code] = [traces.without(text) for text in texts]
