"""Whether what a job was to do has happened: asked of the home, because a worker may die between doing and telling."""

import os

from dashboard.data.batches import all_imports
from dashboard.data.import_events import undone_imports
from dashboard.data.importing.jobs.job import Job


def stands(job: Job) -> bool:
    """True if the last order's import, undo or redo counts. Raises Problem where the imports cannot be read."""
    order = job.read("order.json") or {}
    kind = order.get("kind")
    if kind == "commit":
        files = str(job.folder) + os.sep
        return any(path.startswith(files) for record in all_imports(job.home) for path in record.paths)
    if kind in ("undo", "redo"):
        return (order["import_id"] in undone_imports(job.home)) == (kind == "undo")
    return kind == "build"
