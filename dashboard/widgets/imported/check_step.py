"""Step 3: what the import would take and leave, and what it would do to the figures; then the import itself."""

from dataclasses import replace
from pathlib import PurePath
from typing import Any

import streamlit as st

from dashboard.data.importing.asked import MODES
from dashboard.data.importing.jobs.job import Job
from dashboard.data.importing.jobs.plan import checked, load_plan, save_plan
from dashboard.data.importing.jobs.process import State
from dashboard.logic.viewer import Viewer
from dashboard.widgets.imported.current import start_commit, start_trial, unasked
from dashboard.widgets.imported.effect import effect_section
from dashboard.widgets.imported.in_view import bring_into_view
from dashboard.widgets.imported.job_words import mode_title, mode_told
from dashboard.widgets.imported.looked import KindOfFile, Looked
from dashboard.widgets.imported.pressed import pressed
from dashboard.widgets.imported.remembered import keep
from dashboard.widgets.imported.report import report_section
from dashboard.widgets.imported.running import watch_job
from dashboard.widgets.imported.where import import_home
from dashboard.widgets.language import _
from dashboard.widgets.text_table import plain_text


def check_step(job: Job, found: Looked, now: State, viewer: Viewer) -> None:
    """Files that are known are checked without being asked; others once the steward has looked at them."""
    st.subheader(_("Check before importing"), anchor=False)
    _mode(job, found)
    if now.is_running:
        watch_job(job.id)
        return
    tried = _trial(job)
    if tried is None:
        if found.is_known and now.kind == "look":
            unasked(start_trial, job, now)
        st.button(
            _("Check all records"), type="primary", key=f"check_{job.id}", icon=":material/fact_check:",
            disabled=not found.is_ready, on_click=pressed(start_trial), args=(job,),
        )  # fmt: skip
        if not found.is_ready:
            st.caption(_("First answer what is open above: tables, needed columns, questions."))
        return
    bring_into_view(f"{job.id}-{tried['plan'][:12]}")
    report_section(job, tried["report"], is_done=False)
    effect_section(tried["effect"])
    accepted = sum(batch["accepted"] for batch in tried["report"]["batches"])
    is_new = any(batch["rows_written"] or batch["rejected"] for batch in tried["report"]["batches"])
    with st.container():  # there with nothing to say, too: the button below keeps its place
        if not is_new:
            st.info(_("All of this is stored already: importing it changes nothing."))
    names = _names_to_keep(job, found)
    if st.button(
        _("Import these files"), type="primary", key=f"commit_{tried['plan'][:12]}", icon=":material/database_upload:",
        disabled=not accepted,
    ):  # fmt: skip
        for name, kind in names:
            keep(kind.plan, name, viewer)
        start_commit(job, viewer, tried["plan"])
        st.rerun()


def _names_to_keep(job: Job, found: Looked) -> list[tuple[str, KindOfFile]]:
    """Under which names the kinds that had to be mapped are remembered; empty: they are not."""
    named = []
    for kind in found.kinds:
        is_mapped = (kind.plan.cells is not None or bool(kind.plan.toml)) and not kind.plan.is_left_out
        if is_mapped and not kind.plan.is_kept:
            typed = st.text_input(
                _("Remember how {file} is read as", file=plain_text(kind.names[0])),
                kind.plan.profile or PurePath(kind.names[0]).stem,
                key=f"keep_{job.id}_{kind.number}",
                max_chars=120,
                help=_("Next time files of this kind come in with one click. Leave it empty to forget it."),
            )
            if typed and typed.strip():
                named.append((typed.strip(), kind))
    return named


def _trial(job: Job) -> dict[str, Any] | None:
    """What was tried, if it was this plan for these files."""
    tried = job.read("trial.json")
    return tried if tried is not None and tried["plan"] == checked(job, load_plan(job)) else None


def _mode(job: Job, found: Looked) -> None:
    """Nothing is asked where nothing is stored."""
    if not import_home().has_data():
        return
    key = f"mode_{job.id}"
    box = st.expander(
        _("What is stored already: {mode}", mode=mode_title(found.plan.mode)), key=f"mode_box_{job.id}",
        on_change="rerun",
    )  # fmt: skip
    if not box.open:
        return
    box.radio(
        _("What becomes of what is stored already?"),
        MODES,
        index=MODES.index(found.plan.mode),
        format_func=mode_title,
        captions=[mode_told(mode) for mode in MODES],
        key=key,
        on_change=pressed(_set_mode),
        args=(job, key),
    )


def _set_mode(job: Job, key: str) -> None:
    if st.session_state[key] in MODES:
        save_plan(job, replace(load_plan(job), mode=st.session_state[key]))
