"""Step 1: what was recognised of each kind of file, with what it was seen by, and the fields to correct it."""

import streamlit as st

from dashboard.data.importing.jobs.job import Job
from dashboard.data.importing.jobs.proposing import missing_columns
from dashboard.widgets.imported.column_step import column_step
from dashboard.widgets.imported.current import change_files, look_again
from dashboard.widgets.imported.file_fields import questions, reading_fields, table_field
from dashboard.widgets.imported.job_words import problem_said
from dashboard.widgets.imported.looked import KindOfFile, Looked
from dashboard.widgets.imported.preview import preview
from dashboard.widgets.imported.words import table_title
from dashboard.widgets.language import _
from dashboard.widgets.text_table import plain_text

MOST_LISTED = 30


def file_step(job: Job, found: Looked) -> None:
    """One part for each kind of file; the first that needs a look is open."""
    st.subheader(_("What was recognised"), anchor=False)
    with st.container():  # however much is said here, the fields below keep their places
        _so_far(found)
        _failed(job, found)
        _not_read(found)
    unsure = next((kind.number for kind in found.kinds if not kind.is_known), None)
    for kind in found.kinds:
        # The key changes with the header: another header is another kind of file.
        box = st.expander(
            _title(kind), icon=_icon(kind), expanded=kind.number == unsure, key=f"kind_{job.id}_{kind.number}",
            on_change="rerun",
        )  # fmt: skip
        if box.open:
            with box:
                _kind(job, kind)


def _so_far(found: Looked) -> None:
    """What is left to do, in one sentence."""
    open_kinds = [kind for kind in found.kinds if not kind.is_ready]
    to_check = [kind for kind in found.kinds if kind.is_ready and not kind.is_known]
    if open_kinds:
        said = _("{n} kinds of files wait for your answer: they are marked with a question mark.", n=len(open_kinds))
    elif to_check:
        said = _("Please compare the columns of {n} kinds of files with the rows shown, then check all records.",
                 n=len(to_check))  # fmt: skip
    elif found.kinds:
        said = _("All files were recognised.")
    else:
        return
    st.markdown(said)


def _icon(kind: KindOfFile) -> str:
    return ":material/check_circle:" if kind.is_ready else ":material/help:"


def _title(kind: KindOfFile) -> str:
    name = plain_text(kind.names[0])
    files = name if len(kind.names) == 1 else _("{name} and {n} more", name=name, n=len(kind.names) - 1)
    if kind.plan.is_left_out:
        return _("{files}: left out", files=files)
    table = table_title(kind.plan.table) if kind.plan.table else _("which table?")
    return f"{files} → {table} · {_state(kind)}"


def _state(kind: KindOfFile) -> str:
    if not kind.plan.table:
        return _("choose the table")
    if kind.open_asks:
        return _("a question is open")
    if missing_columns(kind.plan):
        return _("columns are missing")
    if kind.plan.profile:
        return _("known as {profile}", profile=plain_text(kind.plan.profile))
    return _("recognised") if kind.plan.is_sure else _("please check the columns")


def _kind(job: Job, kind: KindOfFile) -> None:
    if len(kind.names) > 1:
        more = " …" if len(kind.names) > MOST_LISTED else ""
        st.caption(", ".join(map(plain_text, kind.names[:MOST_LISTED])) + more)
    with st.container():  # one question less moves no field
        questions(job, kind)
    table_field(job, kind)
    reading_fields(job, kind)
    if kind.plan.is_left_out:
        return
    if kind.plan.table:
        column_step(job, kind)
    else:
        preview(kind)


def _failed(job: Job, found: Looked) -> None:
    for number, (name, problem) in enumerate(found.failed):
        if found.plan.of(name).is_left_out:
            st.caption(_("{files}: left out", files=plain_text(name)))
            continue
        st.error(problem_said(problem), icon=":material/error:")
        if st.button(_("Leave {file} out", file=plain_text(name)), key=f"out_{job.id}_{number}"):
            change_files(job, (name,), is_left_out=True)
            look_again(job)
            st.rerun()


def _not_read(found: Looked) -> None:
    """Nothing is left out in silence."""
    if found.ignored:
        names = ", ".join(map(plain_text, found.ignored[:MOST_LISTED]))
        st.info(_("Not read, because no data can be in them: {names}", names=names))
    if found.not_looked_at:
        st.info(_("{n} more files are read as their headers tell.", n=len(found.not_looked_at)))
