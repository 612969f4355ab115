"""How an import comes to exist: its folder is made in scratch, moved into place, and its manifest written last."""

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from dashboard.data.batches import all_imports
from dashboard.data.home import Home, write_atomically
from dashboard.data.import_events import import_events
from dashboard.data.import_records import FORMAT
from dashboard.data.importing.asked import NOBODY, Provenance

PREFIX = "import-"


@contextmanager
def scratch_folder(home: Home) -> Generator[Path]:
    """A folder for this import only; what imports that died left behind is removed first. Needs the writer's lock."""
    for leftover in home.scratch.glob(PREFIX + "*"):
        shutil.rmtree(leftover, ignore_errors=True)
    for folder in home.imports.iterdir():
        if folder.is_dir() and not (folder / "manifest.json").exists():
            shutil.rmtree(folder, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=home.scratch))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def next_sequence(home: Home) -> int:
    """The number of the next import or event, from 1."""
    used = [record.seq for record in all_imports(home)] + [event.seq for event in import_events(home)]
    return max(used, default=0) + 1


def identity(table: str, hashes: list[str], encodings: list[str], mapping: str | None, mode: str, *more: object) -> str:
    """What makes a batch the same: table, content of the files, encoding, mapping text, mode (contracts.md); ``more``
    where a layout or a period was chosen."""
    parts = json.dumps([table, hashes, encodings, mapping, mode, *more], ensure_ascii=False, default=str)
    return hashlib.sha256(parts.encode()).hexdigest()


@dataclass(frozen=True)
class Head:
    """What a manifest says of all its tables alike."""

    import_id: str
    seq: int
    mode: str
    mapping: str | None = None
    data_through: date | None = None
    provenance: Provenance = NOBODY
    paths: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "import_id": self.import_id,
            "seq": self.seq,
            "mode": self.mode,
            "imported_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "mapping": self.mapping,
            "data_through": self.data_through.isoformat() if self.data_through else None,
            **vars(self.provenance),
            "paths": list(self.paths),
        }


def commit(home: Home, folder: Path, head: Head, tables: list[dict[str, Any]]) -> None:
    """Make the finished ``folder`` the import. Until the manifest is there, no reader sees any of it."""
    manifest = {**head.as_json(), "tables": tables}
    content = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    for path in folder.iterdir():
        path.chmod(0o600)
        _flush(path)
    target = home.imports / head.import_id
    folder.rename(target)
    _flush(home.imports)
    try:
        write_atomically(target / "manifest.json", content)
    except BaseException:  # a full disk: what has no manifest must not keep the room
        shutil.rmtree(target, ignore_errors=True)
        raise


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    with contextlib.suppress(OSError):
        os.fsync(handle)
    os.close(handle)
