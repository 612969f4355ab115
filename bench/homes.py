"""Homes with a published build of the generated orders, kept for as long as the code that builds them is the same."""

import hashlib
import shutil
from pathlib import Path

from bench.processes import PROJECT, run


def imported_home(folder: Path, files: list[Path]) -> Path:
    """A home in which these files are imported and published; made anew when the importing or building code changed."""
    mark, code = folder / "made-by", _code(files)
    if mark.exists() and mark.read_text() == code:
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    for file in files:
        run(["-m", "dashboard", "import", str(file), "--no-build"], DASHBOARD_HOME=str(folder))
    run(["-m", "dashboard", "build"], DASHBOARD_HOME=str(folder))
    mark.write_text(code)
    return folder


def _code(files: list[Path]) -> str:
    """A digest of all that decides what is in the home: the data layer, its statements, and the files' sizes."""
    digest = hashlib.sha256()
    data = PROJECT / "dashboard" / "data"
    for part in ("building", "importing", "sql", "tables"):
        for path in sorted((data / part).rglob("*")):
            if path.suffix in (".py", ".sql"):
                digest.update(path.read_bytes())
    digest.update((data / "store.py").read_bytes())
    digest.update(str([(file.name, file.stat().st_size) for file in files]).encode())
    return digest.hexdigest()
