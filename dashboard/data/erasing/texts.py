"""Text files of a home in which a value may stand: error logs, scenario files, the demo's own source files."""

import json
import zipfile
from pathlib import Path

from dashboard.data.erasing.persons import Traces
from dashboard.data.home import Home, write_atomically

ENDINGS = frozenset({".csv", ".txt", ".md", ".json", ".log"})
ENCODINGS = ("utf-8", "gb18030")


def text_files(home: Home) -> list[Path]:
    scenarios = [path for path in home.records.glob("*") if path.is_dir()]
    folders = (home.root / "logs", home.root / "files", *scenarios)
    return sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in ENDINGS and path.is_file())


def redact_text_file(path: Path, traces: Traces, *, dry_run: bool) -> bool:
    """Replace every value in a text file. Returns whether it held one."""
    content = path.read_bytes()
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        kept = traces.without(text)
        if kept != text and not dry_run:
            write_atomically(path, kept.encode(encoding))
        return kept != text
    return False


def backups_with(home: Home, traces: Traces) -> list[Path]:
    """Backups of the records that lie in the home and hold a value. They are the operator's to delete."""
    return [path for path in sorted(home.records.glob("*.zip")) if _holds(path, traces)]


def _holds(path: Path, traces: Traces) -> bool:
    escaped = Traces(values=frozenset(json.dumps(value)[1:-1] for value in traces.values))
    try:
        with zipfile.ZipFile(path) as archive:
            texts = [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
    except (zipfile.BadZipFile, OSError):
        return False
    return any(traces.without(text) != text or escaped.without(text) != text for text in texts)
