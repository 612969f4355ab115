"""Undo and redo: told what it does, asked once more, then done by a worker."""

import streamlit as st

from dashboard.data.home import Home
from dashboard.data.import_records import ImportRecord
from dashboard.logic.roles import Right
from dashboard.logic.viewer import Viewer
from dashboard.widgets.formats import formats
from dashboard.widgets.imported.current import start_taking, take_job
from dashboard.widgets.imported.where import import_home
from dashboard.widgets.imported.words import table_title
from dashboard.widgets.language import _
from dashboard.widgets.problem_shown import problems_as_sentences
from dashboard.widgets.viewing import require_viewer


def undo_or_redo(home: Home, viewer: Viewer, record: ImportRecord, *, is_undone: bool) -> None:
    """The button, for who may import; never for the demo that is shown in the place of one's own data."""
    if not viewer.may(Right.IMPORT) or home != import_home():
        return
    title = _("Redo this import") if is_undone else _("Undo this import")
    icon = ":material/redo:" if is_undone else ":material/undo:"
    if st.button(title, key=f"take_{record.import_id}", icon=icon):
        _confirm(record, is_undone=is_undone)


def _confirm(record: ImportRecord, *, is_undone: bool) -> None:
    title = _("Redo this import?") if is_undone else _("Undo this import?")

    @st.dialog(title)
    def ask() -> None:
        viewer = require_viewer(Right.IMPORT)
        form = formats()
        for batch in record.batches:
            st.markdown(f"- {table_title(batch.table)}: " + _("{n} rows", n=form.whole(batch.rows)))
        st.write(
            _("These rows count again, and the figures are made anew.")
            if is_undone
            else _(
                "These rows count no more, what they had replaced counts again, and the figures are made anew. "
                "Nothing is deleted: it can be redone."
            )
        )
        if st.button(_("Redo") if is_undone else _("Undo"), type="primary", key=f"sure_{record.import_id}"):
            with problems_as_sentences():
                job = start_taking("redo" if is_undone else "undo", record.import_id, viewer)
                take_job(job.id)
                st.rerun()

    ask()
