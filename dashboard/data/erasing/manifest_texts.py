"""Manifests of imports keep a few words of the files: lines that are no records (signatures!), examples of notes, and
names: of the files themselves, of profiles and mappings."""

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
    before = json.dumps({"profile": None, "paths": [], **manifest}, ensure_ascii=False, sort_keys=True)
    for name in ("mapping", "profile"):
        manifest[name] = traces.without(manifest[name]) if manifest.get(name) else manifest.get(name)
    manifest["paths"] = [traces.without(path) for path in manifest.get("paths") or ()]
    for entry in manifest["tables"]:
        _redact_entry(entry, traces)
    is_changed = json.dumps(manifest, ensure_ascii=False, sort_keys=True) != before
    if is_changed and not dry_run:
        write_atomically(path, json.dumps(manifest, ensure_ascii=False, indent=1).encode())
    return is_changed


def _redact_entry(entry: dict[str, Any], traces: Traces) -> None:
    for source in entry["source_files"]:
        source["name"] = traces.without(source["name"])
        for line in source.get("left_out", ()):
            line["text"] = traces.without(line["text"])
    for code, texts in (entry.get("examples") or {}).items():
        entry["examples"][code] = [traces.without(text) for text in texts]
