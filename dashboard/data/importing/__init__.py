"""Import: decode, read, map, cast and check, quarantine, commit a batch (architecture.md)."""

from dashboard.data.importing.report import BatchReport, ImportReport
from dashboard.data.importing.running import import_files

__all__ = ["BatchReport", "ImportReport", "import_files"]
