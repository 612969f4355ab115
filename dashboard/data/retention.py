"""What is kept for a time only: rejected records in their original text. Their counts stay in the manifests."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from dashboard.data.batches import all_imports
from dashboard.data.home import Home
from dashboard.data.records.trail import home_trail
from dashboard.logic.trail import Action
from dashboard.settings import Settings


@dataclass(frozen=True)
class Cleaned:
    """How many imports lost their rejected records, and in how many files these were."""

    imports: int
    files: int


def clean_rejects(home: Home, settings: Settings, *, who: str, now: datetime) -> Cleaned:
    """Delete quarantine and rejects of imports older than ``quarantine_days``, noted in the trail before.

    Holds the writer's lock. Raises Problem where another import runs or the trail cannot be written; then nothing is
    deleted.
    """
    limit = now - timedelta(days=settings.quarantine_days)
    if not home.imports.is_dir():
        return Cleaned(0, 0)
    with home.writing():
        old = [record for record in all_imports(home) if _moment(record.imported_at) < limit]
        files = {
            record.import_id: [
                path
                for pattern in ("quarantine.parquet", "rejects-*.csv")
                for path in (home.imports / record.import_id).glob(pattern)
            ]
            for record in old
        }
        cleaned = Cleaned(sum(map(bool, files.values())), sum(map(len, files.values())))
        if cleaned.files:
            home_trail(home, settings).add(
                Action.RETENTION,
                who=who,
                subject="rejects",
                details={"imports": cleaned.imports, "files": cleaned.files, "days": settings.quarantine_days},
                at=now,
            )
        for path in (path for its in files.values() for path in its):
            path.unlink(missing_ok=True)
    return cleaned


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
