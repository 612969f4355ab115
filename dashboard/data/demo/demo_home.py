"""The demo company's home: marked as such, never a home with anybody's own data."""

import hashlib
import os
import tomllib
from pathlib import Path

import tomli_w

from dashboard.data.batches import all_imports
from dashboard.data.demo.plan import DemoPlan
from dashboard.data.home import Home, write_atomically
from dashboard.logic.problems import Problem
from dashboard.settings import DEMO_HOME

MARKER = "demo.toml"


def demo_home_folder(given: Path | str | None = None) -> Path:
    """``--home``, else ``DASHBOARD_HOME``, else ``var/demo`` of the project (not the default home of real data)."""
    return Path(given or os.environ.get("DASHBOARD_HOME") or DEMO_HOME).absolute()


def is_demo_home(home: Home) -> bool:
    """True if the demo was made here."""
    return (home.root / MARKER).is_file()


def check_demo_home(home: Home) -> None:
    """Raise Problem if the home holds anything that the demo did not put there; nothing is touched then."""
    if home.root.exists() and not home.root.is_dir():
        raise Problem("{home} is a file. Name a folder for the demo company with --home.", home=home.root)
    if not is_demo_home(home):
        if home.has_data() or home.current.exists() or (home.root / "files").exists():
            raise Problem(
                "The home {home} holds data that is not the demo's. "
                "Name another folder with --home or DASHBOARD_HOME; demo and real data never share one.",
                home=home.root,
            )
        return
    own = set(_known_files(home))
    for record in all_imports(home):
        for source in (source for batch in record.batches for source in batch.source_files):
            if source.sha256 not in own:
                raise Problem(
                    "The demo's home {home} also holds {file}, which the demo did not make. It is left as it is; "
                    "name another folder with --home or DASHBOARD_HOME.",
                    home=home.root,
                    file=source.name,
                )


def mark_demo_home(home: Home, plan: DemoPlan, files: list[Path]) -> None:
    """Write the marker: how the demo was made, and the sums of every file it ever imported here."""
    sums = {hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    content = {
        "note": "This folder belongs to the demo company; python -m dashboard demo replaces what is in it.",
        "demo": {"customers": plan.customers, "months": plan.months, "until": plan.until, "seed": plan.seed},
        "sha256": sorted(sums | set(_known_files(home))),
    }
    write_atomically(home.root / MARKER, tomli_w.dumps(content).encode())


def _known_files(home: Home) -> list[str]:
    path = home.root / MARKER
    if not path.is_file():
        return []
    try:
        return [str(text) for text in tomllib.loads(path.read_text(encoding="utf-8")).get("sha256", [])]
    except (ValueError, OSError) as error:
        raise Problem("The file {file} cannot be read ({reason}).", file=path, reason=error) from error
