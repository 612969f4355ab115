"""Makes the demo company: writes its files, imports them with the same importer as everybody's, builds, publishes."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard.data.building.build import build
from dashboard.data.demo.demo_home import check_demo_home, mark_demo_home
from dashboard.data.demo.file_truths import (
    CONTACTS,
    CUSTOMERS,
    DEPARTMENTS,
    EMPLOYEES,
    ITEMS,
    LINES,
    ORDERS,
    TARGETS,
    TEAMS,
)
from dashboard.data.demo.files import write_files
from dashboard.data.demo.plan import DemoPlan
from dashboard.data.demo.service.company_service import SERVICE_FILES
from dashboard.data.demo.survey.company_surveys import INVITES, LONG, QUESTIONS, WAVES, WIDE
from dashboard.data.demo.survey.seeded_findings import seed_findings
from dashboard.data.home import Home
from dashboard.data.importing.report import BatchReport
from dashboard.data.importing.running import import_files
from dashboard.data.store import BuildFacts
from dashboard.settings import Settings

_ONE_BY_ONE = (DEPARTMENTS, EMPLOYEES, ITEMS, CUSTOMERS, TEAMS, CONTACTS, ORDERS, LINES, TARGETS, *SERVICE_FILES)
IMPORTS = (*((name,) for name in (*_ONE_BY_ONE, WAVES, QUESTIONS, INVITES)), (WIDE, LONG))
"""What comes in together: both forms of answers are one table."""
IMPORT_ORDER = tuple(name for names in IMPORTS for name in names)


@dataclass(frozen=True)
class DemoCompany:
    """What was made. ``build`` and ``batches`` are None and empty where only files were wanted."""

    files: Path
    truths: dict[str, Any]
    batches: tuple[BatchReport, ...] = ()
    build: BuildFacts | None = None


def make_demo(
    home: Home,
    *,
    customers: int = 2000,
    months: int = 48,
    until: str = "2025-12",
    seed: int = 7,
    files_only: Path | None = None,
    settings: Settings,
    progress: Callable[[str], None] | None = None,
) -> DemoCompany:
    """Files to ``files_only``, or files, batches and a published build to ``home``, whose earlier demo is replaced.

    The same arguments give the same files, byte for byte. Raises Problem where the wishes are out of range, the
    folder holds other files, or the home holds data that is not the demo's.
    """
    tell = progress or (lambda _step: None)
    plan = DemoPlan(customers=customers, months=months, until=until, seed=seed)
    if files_only is not None:
        tell(f"writing files to {files_only}")
        return DemoCompany(Path(files_only), write_files(Path(files_only), plan))
    check_demo_home(home)
    home.ensure()
    tell(f"writing files to {home.root / 'files'}")
    truths = _files_into(home, plan)
    batches: list[BatchReport] = []
    for names in IMPORTS:
        tell(f"importing {', '.join(names)}")
        paths = [home.root / "files" / name for name in names]
        report = import_files(home, paths, mode="replace", settings=settings)
        batches += report.batches
    facts = build(home, settings, progress=lambda step: tell(f"building: {step}"))
    tell("entering findings and fixes")
    seed_findings(home, settings, truths["surveys"], plan.last_day.astype(object))
    return DemoCompany(home.root / "files", truths, tuple(batches), facts)


def _files_into(home: Home, plan: DemoPlan) -> dict[str, Any]:
    """Write the files aside, mark the home as a demo with their sums, then put them in place of the earlier ones."""
    aside = Path(tempfile.mkdtemp(prefix="demo-", dir=home.scratch))
    try:
        truths = write_files(aside, plan)
        mark_demo_home(home, plan, [aside / name for name in IMPORT_ORDER])
        target = home.root / "files"
        target.mkdir(mode=0o700, exist_ok=True)
        for path in sorted(aside.iterdir()):
            path.chmod(0o600)
            path.replace(target / path.name)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return truths
