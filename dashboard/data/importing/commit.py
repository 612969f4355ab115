"""How an import comes to exist: its folder is made in scratch, moved into place, and its manifest written last."""

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from dashboard.data.batches import FORMAT, all_imports
from dashboard.data.home import Home, write_atomically

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
    """The number of the next import, from 1."""
    return max((record.seq for record in all_imports(home)), default=0) + 1


def identity(table: str, hashes: list[str], encodings: list[str], mapping: str | None, mode: str) -> str:
    """What makes a batch the same: table, content of the files, encoding, mapping text, mode (contracts.md)."""
    parts = json.dumps([table, hashes, encodings, mapping, mode], ensure_ascii=False)
    return hashlib.sha256(parts.encode()).hexdigest()


def manifest_head(
    import_id: str, seq: int, mode: str, mapping: str | None = None, data_through: date | None = None
) -> dict[str, Any]:
    """What a manifest says of all its tables alike."""
    return {
        "format": FORMAT,
        "import_id": import_id,
        "seq": seq,
        "mode": mode,
        "imported_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "mapping": mapping,
        "data_through": data_through.isoformat() if data_through else None,
    }


def commit(
    home: Home, folder: Path, *, import_id: str, seq: int, mode: str, mapping: str | None, data_through: date | None,
    tables: list[dict[str, Any]],
) -> None:  # fmt: skip
    """Make the finished ``folder`` the import ``import_id``. Until the manifest is there, no reader sees any of it."""
    manifest = {**manifest_head(import_id, seq, mode, mapping, data_through), "tables": tables}
    for path in folder.iterdir():
        path.chmod(0o600)
        _flush(path)
    target = home.imports / import_id
    folder.rename(target)
    _flush(home.imports)
    content = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    write_atomically(target / "manifest.json", content)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    with contextlib.suppress(OSError):
        os.fsync(handle)
    os.close(handle)
