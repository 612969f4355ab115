"""Step 4: what came of an import, an undo, a redo; and the way to the new figures."""

import streamlit as st

from dashboard.data.importing.jobs.job import Job
from dashboard.data.importing.jobs.process import ENDED, State
from dashboard.data.importing.jobs.standing import stands
from dashboard.widgets.imported.current import next_job, reopen, start_build
from dashboard.widgets.imported.job_words import problem_said
from dashboard.widgets.imported.pressed import pressed
from dashboard.widgets.imported.report import report_section
from dashboard.widgets.imported.where import import_home, show_own_data_once_there
from dashboard.widgets.language import _
from dashboard.widgets.opened import PINNED, own_home


def outcome(job: Job, now: State) -> None:
    """Done, stopped or failed; the next files can come in."""
    result = now.result or {}
    if not now.is_dead and not result.get("is_cancelled") and "problem" not in result:
        _done(job, now)
        return
    if stands(job):
        _without_figures(job)
        return
    if now.is_dead:
        st.error(_(ENDED), icon=":material/error:")
    elif result.get("is_cancelled"):
        st.info(_("Stopped. Nothing was changed."), icon=":material/cancel:")
    else:
        st.error(problem_said(result["problem"]), icon=":material/error:")
    with st.container(horizontal=True):
        if now.kind == "commit":
            st.button(
                _("Back to the files"), key=f"back_{job.id}", type="primary", on_click=pressed(reopen), args=(job,)
            )
        st.button(_("Bring in other files"), key=f"next_{job.id}", on_click=pressed(next_job), args=(job,))


def _without_figures(job: Job) -> None:
    """The worker died, or was stopped, between the import and its figures."""
    st.warning(
        _("The import stands. Its process ended before the figures were made from it."), icon=":material/warning:"
    )
    with st.container(horizontal=True):
        st.button(
            _("Make the figures"), key=f"build_{job.id}", type="primary", on_click=pressed(start_build), args=(job,)
        )
        st.button(_("Bring in more files"), key=f"next_{job.id}", on_click=pressed(next_job), args=(job,))


def _done(job: Job, now: State) -> None:
    result = now.result or {}
    if result.get("build") and import_home() != own_home():
        show_own_data_once_there()
    st.success(_said(now), icon=":material/check_circle:")
    if result.get("build_problem"):
        st.warning(problem_said(result["build_problem"]), icon=":material/warning:")
    with st.container(horizontal=True):
        if result.get("build") and st.button(
            _("Show the new figures"), type="primary", key=f"show_{job.id}", icon=":material/sync:"
        ):
            _show(job)
            st.rerun()
        st.button(_("Bring in more files"), key=f"next_{job.id}", on_click=pressed(next_job), args=(job,))
    if "report" in result:
        report_section(job, result["report"], is_done=True)


def _said(now: State) -> str:
    result = now.result or {}
    if now.kind == "undo":
        return _("The import is undone. It can be redone below.")
    if now.kind == "redo":
        return _("The import counts again.")
    if now.kind == "build":
        return _("The figures are made.")
    if not result.get("import_id"):
        return _("Nothing new: all of this was stored already.")
    return _("The files are imported.")


def _show(job: Job) -> None:
    """The pages of this session show the new build; others are offered it."""
    st.session_state.pop(PINNED, None)
    next_job(job)
