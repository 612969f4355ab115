"""A job at work: how far it is, and the way to stop it. It goes on whatever page is open."""

from typing import Any

import streamlit as st

from dashboard.data.importing.jobs.job import Job, open_job
from dashboard.data.importing.jobs.process import cancel, state
from dashboard.logic.roles import Right
from dashboard.widgets.imported.job_words import step_said, work_said
from dashboard.widgets.imported.pressed import pressed
from dashboard.widgets.imported.where import import_home
from dashboard.widgets.language import _
from dashboard.widgets.problem_shown import problems_as_sentences
from dashboard.widgets.viewing import require_viewer

LOOK_EVERY_S = 0.7
BUILD_STEPS = 60
"""About as many steps as a build tells."""


@st.fragment(run_every=LOOK_EVERY_S)
def watch_job(job_id: str) -> None:
    """Asks every moment; done, the page is drawn anew."""
    require_viewer(Right.IMPORT)
    with problems_as_sentences():
        job = open_job(import_home(), job_id)
        if job is None:
            return
        now = state(job)
        if not now.is_running:
            st.rerun()
        progress = now.progress or {}
        st.progress(_share(now.kind, progress), text=f"{work_said(now.kind, progress)} {step_said(progress)}".strip())
        if not progress.get("is_committed"):
            st.button(_("Stop"), key=f"stop_{job.id}", icon=":material/cancel:", on_click=pressed(_stop), args=(job,))


def _stop(job: Job) -> None:
    cancel(job)


def _share(kind: str, progress: dict[str, Any]) -> float:
    """Steps are not of one length: the bar says that it goes on, never that it is done."""
    done = progress.get("done", 0)
    if progress.get("phase") == "build":
        return 0.5 + 0.5 * min(done / BUILD_STEPS, 0.98)
    whole = 0.5 if kind == "commit" else 1.0
    return whole * (1 - 0.9**done) * 0.98
