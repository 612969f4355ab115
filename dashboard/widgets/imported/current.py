"""The import job that this session works on, and what is asked of its worker."""

from collections.abc import Callable
from datetime import UTC, datetime

import streamlit as st

from dashboard.data.home import Home
from dashboard.data.importing.jobs.holding import held_alone
from dashboard.data.importing.jobs.job import Job, all_jobs, new_job, open_job, remove_job, remove_old_jobs
from dashboard.data.importing.jobs.plan import load_plan, save_plan
from dashboard.data.importing.jobs.process import Kind, State, start, state
from dashboard.data.importing.jobs.uploaded import all_files
from dashboard.logic.problems import Problem
from dashboard.logic.trail import Action
from dashboard.logic.viewer import Viewer
from dashboard.widgets.imported.where import import_home, import_settings
from dashboard.widgets.records import SESSION, note

JOB = "import_job"
FINISHED = ("commit", "undo", "redo", "build")


def session_id() -> str:
    """Of the sign-in; empty without a login."""
    return st.session_state.get(SESSION, "")


def current_job(viewer: Viewer) -> Job:
    """The one chosen in this session, else one's own that is open (a page that was loaded again, another browser), else
    a new one. Raises Problem where none can be made."""
    home = import_home()
    job = open_job(home, st.session_state.get(JOB, ""))
    if job is None:
        own = [one for one in all_jobs(home) if one.by == viewer.login and is_open(one)]
        job = own[0] if own else _new(home, viewer)
        st.session_state[JOB] = job.id
    return job


def _new(home: Home, viewer: Viewer) -> Job:
    now = datetime.now(UTC)
    remove_old_jobs(home, now)
    return new_job(home, viewer.login, now)


def is_open(job: Job) -> bool:
    """Not yet imported, or not told yet that it could not be: it is gone on with."""
    now = state(job)
    failed = now.result is None or "problem" in now.result or "is_cancelled" in now.result
    return now.kind not in FINISHED or now.is_running or (now.kind == "commit" and failed)


def other_jobs(job: Job) -> tuple[Job, ...]:
    """Open ones with files, of whomever."""
    return tuple(one for one in all_jobs(job.home) if one.id != job.id and is_open(one) and all_files(one))


def take_job(job_id: str) -> None:
    st.session_state[JOB] = job_id


def next_job(job: Job) -> None:
    """Done with this one: its files go, the next one begins. Its worker may have told the result and be ending."""
    if not state(job).is_running:
        with held_alone(job):
            remove_job(job)
    st.session_state.pop(JOB, None)


def reopen(job: Job) -> None:
    """Back from an import that failed or was stopped: the files are looked at again."""
    look_again(job)


def change_files(job: Job, names: tuple[str, ...], **changes: object) -> None:
    """The same choice for files of the same kind."""
    plan = load_plan(job)
    for name in names:
        plan = plan.with_file(name, **changes)
    save_plan(job, plan)


def look_again(job: Job) -> None:
    """Raises Problem where its worker is busy."""
    start(job, "look", import_settings())


def files_came_in(job: Job, viewer: Viewer) -> None:
    """Written down, and looked at."""
    files = [file for file in all_files(job) if file.is_whole]
    details = {"files": len(files), "bytes": sum(file.size for file in files), "names": [file.name for file in files]}
    note(viewer, Action.FILES_BROUGHT, subject=job.id, details=details)
    look_again(job)


def start_trial(job: Job) -> None:
    start(job, "trial", import_settings())


def unasked(begin: Callable[[Job], None], job: Job, now: State) -> None:
    """Begin what nobody presses a button for, and draw the page anew. A colleague's page may have been quicker: as
    good. ``now``: how the work stood when this page looked."""
    try:
        begin(job)
    except Problem:
        if state(job) == now:
            raise
    st.rerun()


def start_build(job: Job) -> None:
    start(job, "build", import_settings())


def start_commit(job: Job, viewer: Viewer, checked: str) -> None:
    """Written down before it happens: what cannot be written down is not done. ``checked``: of which plan and files the
    check was that the steward saw."""
    plan = load_plan(job)
    names = [file.name for file in all_files(job) if file.is_whole]
    profiles = sorted({one.profile for one in plan.files.values() if one.profile})
    note(viewer, Action.IMPORTED, subject=job.id, details={"mode": plan.mode, "names": names, "profiles": profiles})
    start(job, "commit", import_settings(), by=viewer.login, profile=", ".join(profiles), checked=checked)


def start_taking(kind: Kind, import_id: str, viewer: Viewer) -> Job:
    """Undo or redo an import, in a job of its own."""
    action = Action.IMPORT_UNDONE if kind == "undo" else Action.IMPORT_REDONE
    note(viewer, action, subject=import_id)
    job = new_job(import_home(), viewer.login, datetime.now(UTC))
    start(job, kind, import_settings(), by=viewer.login, import_id=import_id)
    return job
