"""Text files of a home in which a value may stand: error logs, scenario files, the demo's own source files."""

from pathlib import Path

from dashboard.data.erasing.persons import Traces
from dashboard.data.home import Home, write_atomically

ENDINGS = frozenset({".csv", ".txt", ".md", ".json", ".log"})
ENCODINGS = ("utf-8", "gb18030")


def text_files(home: Home) -> list[Path]:
    folders = (home.root / "logs", home.root / "files", home.records / "scenarios")
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
