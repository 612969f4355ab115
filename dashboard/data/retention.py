"""What is kept for a time only: rejected records in their original text (their counts stay in the manifests), and the
files of scenarios that were taken over into the records store."""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dashboard.data.batches import all_imports
from dashboard.data.home import Home
from dashboard.data.records.scenario_files import TAKEN_OVER
from dashboard.data.records.trail import home_trail
from dashboard.logic.trail import Action
from dashboard.settings import Settings


@dataclass(frozen=True)
class Cleaned:
    """How many imports lost their rejected records, and in how many files these were; ``scenarios``: files of scenarios
    that an earlier version had kept."""

    imports: int
    files: int
    scenarios: int = 0


def clean_old(home: Home, settings: Settings, *, who: str, now: datetime) -> Cleaned:
    """Delete what is older than ``quarantine_days``, noted in the trail before.

    Holds the writer's lock. Raises Problem where another import runs or the trail cannot be written; then nothing is
    deleted.
    """
    from dashboard.data.importing.trial import remove_leftovers

    if not home.root.is_dir():
        return Cleaned(0, 0)
    remove_leftovers(home)  # of trials that were killed: they hold copies of rows
    limit = now - timedelta(days=settings.quarantine_days)
    with home.writing():
        imports, rejects = _old_rejects(home, limit)
        taken_over = _old_scenarios(home, limit)
        cleaned = Cleaned(imports, len(rejects), sum(len(list(folder.iterdir())) for folder in taken_over))
        told = {
            "rejects": {"imports": cleaned.imports, "files": cleaned.files},
            "scenarios": {"files": cleaned.scenarios},
        }
        for subject, counts in told.items():
            if counts["files"]:
                details = {**counts, "days": settings.quarantine_days}
                home_trail(home, settings).add(Action.RETENTION, who=who, subject=subject, details=details, at=now)
        for path in rejects:
            path.unlink(missing_ok=True)
        for folder in taken_over:
            shutil.rmtree(folder)
    return cleaned


def _old_rejects(home: Home, limit: datetime) -> tuple[int, list[Path]]:
    """How many imports have any, and the files."""
    old = [record.import_id for record in all_imports(home) if _moment(record.imported_at) < limit]
    files = [_rejects_of(home.imports / import_id) for import_id in old]
    return sum(map(bool, files)), [path for its in files for path in its]


def _rejects_of(folder: Path) -> list[Path]:
    return [path for pattern in ("quarantine.parquet", "rejects-*.csv") for path in folder.glob(pattern)]


def _old_scenarios(home: Home, limit: datetime) -> list[Path]:
    """Folders that got their name before the limit: renaming a folder changes its status and not its content."""
    return [
        folder
        for folder in home.records.glob(f"{TAKEN_OVER}*")
        if folder.is_dir() and datetime.fromtimestamp(folder.stat().st_ctime, UTC) < limit
    ]


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
