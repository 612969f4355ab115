"""Uploaded files hold everybody that they hold, in workbooks and zips too: an erasure takes all open imports away.

Whoever brought them has them still, and what is imported again is blanked.
"""

import shutil

from dashboard.data.home import Home
from dashboard.data.importing.jobs.job import all_jobs
from dashboard.data.importing.jobs.process import cancel


def open_uploads(home: Home) -> int:
    """How many imports of the browser have files, looks or checks here."""
    return len(all_jobs(home))


def remove_uploads(home: Home) -> None:
    """Needs the writer's and the builder's lock: then no worker is doing what cannot be stopped."""
    for job in all_jobs(home):
        cancel(job)
    shutil.rmtree(home.root / "uploads", ignore_errors=True)
