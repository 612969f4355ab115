"""Bring in files: from the drop zone to the import, one step after the other. The job lies on the server's disk, so a
page that is loaded again goes on where it was."""

import streamlit as st

from dashboard.data.importing.jobs.job import Job, all_jobs
from dashboard.data.importing.jobs.process import ENDED, State, state
from dashboard.data.importing.jobs.uploaded import Uploaded, all_files, remove_file
from dashboard.logic.roles import Right
from dashboard.logic.viewer import Viewer
from dashboard.widgets.formats import formats
from dashboard.widgets.imported.check_step import check_step
from dashboard.widgets.imported.current import (
    FINISHED,
    current_job,
    files_came_in,
    look_again,
    next_job,
    other_jobs,
    session_id,
    take_job,
    unasked,
)
from dashboard.widgets.imported.drop_zone import drop_zone
from dashboard.widgets.imported.file_step import file_step
from dashboard.widgets.imported.in_view import bring_into_view
from dashboard.widgets.imported.job_words import problem_said
from dashboard.widgets.imported.looked import looked
from dashboard.widgets.imported.outcome import outcome
from dashboard.widgets.imported.pressed import pressed, say_what_was_not_done
from dashboard.widgets.imported.running import watch_job
from dashboard.widgets.imported.where import check_may_bring, import_home
from dashboard.widgets.language import _
from dashboard.widgets.opened import own_home
from dashboard.widgets.problem_shown import problems_as_sentences
from dashboard.widgets.text_table import plain_text
from dashboard.widgets.viewing import require_viewer

OWN_DATA = "own_data_wanted"


@st.fragment
def bring_section() -> None:
    """One fragment: what is corrected is shown at once, and the rest of the page stays as it is."""
    viewer = require_viewer(Right.IMPORT)
    with problems_as_sentences():
        st.header(_("Bring in files"), anchor=False)
        say_what_was_not_done()
        check_may_bring()
        is_begun = st.session_state.get(OWN_DATA) or all_jobs(import_home())
        if import_home() != own_home() and not is_begun:
            # Nothing is made in the company's own folder by looking at the demo's pages.
            if st.button(_("Bring in your own files"), key="own_files", icon=":material/database_upload:"):
                st.session_state[OWN_DATA] = True
                st.rerun()
            return
        job = current_job(viewer)
        now = state(job)
        if now.kind in FINISHED:
            _importing(job, now)
            return
        with st.container():  # there without the zone, too: the steps below keep their places while a worker runs
            has_more = not now.is_running and drop_zone(job, session_id(), key=f"drop_{job.id}")
        if has_more:
            files_came_in(job, viewer)
            st.rerun(scope="fragment" if _in_fragment() else "app")
        _steps(job, now, viewer)


def _in_fragment() -> bool:
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    context = get_script_run_ctx()
    return context is not None and bool(context.fragment_ids_this_run)


def _importing(job: Job, now: State) -> None:
    bring_into_view(f"{job.id}-{now.kind}-{now.is_running}")
    if now.is_running:
        watch_job(job.id)
        return
    outcome(job, now)


def _steps(job: Job, now: State, viewer: Viewer) -> None:
    files = all_files(job)
    if not files:
        _others(job)
        return
    with st.container():  # what is said of the files and of the last order moves no field below it either
        _brought(job, files, is_busy=now.is_running)
    if now.is_running and now.kind != "trial":
        watch_job(job.id)
        return
    with st.container():
        if not now.is_running:
            _failed(now)
    if now.kind == "" and any(file.is_whole for file in files):
        unasked(look_again, job, now)
    found = looked(job)
    if found is None:
        if now.is_running:
            watch_job(job.id)
        elif st.button(_("Look at the files again"), key=f"look_{job.id}", on_click=pressed(look_again), args=(job,)):
            st.rerun()
        return
    if found.needs_a_look and not now.is_running:
        unasked(look_again, job, now)
    file_step(job, found)
    check_step(job, found, now, viewer)


def _failed(now: State) -> None:
    """Why the last order gave nothing."""
    if now.is_dead:
        st.error(_(ENDED), icon=":material/error:")
    elif now.result and now.result.get("is_cancelled"):
        st.info(_("Stopped. Nothing was changed."), icon=":material/cancel:")
    elif now.result and "problem" in now.result:
        st.error(problem_said(now.result["problem"]), icon=":material/error:")


def _brought(job: Job, files: tuple[Uploaded, ...], *, is_busy: bool) -> None:
    """The files that lie here, and the way to take them back."""
    form = formats()
    whole = [file for file in files if file.is_whole]
    names = ", ".join(plain_text(file.name) for file in whole[:5]) + (" …" if len(whole) > 5 else "")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            _("{n} files, {size}: {names}", n=form.whole(len(whole)), size=_size(whole), names=names)
            if whole
            else _("No file has come in whole yet."),
            width="stretch",
        )
        if not is_busy:
            st.button(
                _("Start over"), key=f"over_{job.id}", icon=":material/delete:", on_click=pressed(next_job), args=(job,)
            )
    part = [file for file in files if not file.is_whole]
    if part and not is_busy:
        st.warning(
            _("Not whole: {names}. Choose them again to go on.", names=", ".join(plain_text(one.name) for one in part))
        )
        st.button(_("Leave these out"), key=f"part_{job.id}", on_click=pressed(_leave_out), args=(job, part))


def _leave_out(job: Job, files: list[Uploaded]) -> None:
    for file in files:
        remove_file(job, file.number)


def _size(files: list[Uploaded]) -> str:
    size, form = sum(file.size for file in files), formats()
    if size < 2**20:
        return _("{n} KB", n=form.whole(-(-size // 2**10)))
    return _("{n} MB", n=form.number(size / 2**20))


def _others(job: Job) -> None:
    """Imports that were begun elsewhere: by a colleague, or before."""
    form = formats()
    for other in other_jobs(job)[:5]:
        whole = [file.name for file in all_files(other) if file.is_whole]
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                _(
                    "Begun {moment} by {who}: {names}",
                    moment=form.moment(other.began_at),
                    who=plain_text(other.by) or _("the operator"),
                    names=", ".join(map(plain_text, whole[:3])) + (" …" if len(whole) > 3 else ""),
                )
            )
            st.button(_("Go on with it"), key=f"take_{other.id}", on_click=pressed(take_job), args=(other.id,))
