"""Every import: who, when, from where, its files, what was read, accepted, rejected and why; undo and redo."""

import pandas as pd
import streamlit as st

from dashboard.data.batches import all_imports, live_batches
from dashboard.data.home import Home
from dashboard.data.import_events import undone_imports
from dashboard.data.import_records import Batch, ImportRecord
from dashboard.logic.roles import Right
from dashboard.logic.viewer import Viewer
from dashboard.widgets.formats import Formats, formats
from dashboard.widgets.imported.report import findings, left_out, rejects_button
from dashboard.widgets.imported.taking import undo_or_redo
from dashboard.widgets.imported.where import import_home
from dashboard.widgets.imported.words import table_title
from dashboard.widgets.language import _
from dashboard.widgets.problem_shown import problems_as_sentences
from dashboard.widgets.tables import Column, show_table
from dashboard.widgets.text_table import plain_text

FEW, MOST_SHOWN = 5, 50
MOST_FILES = 100


def imports_section(home: Home, viewer: Viewer) -> None:
    """Newest first; one is drawn when it is opened. One's own, as soon as there are some, else those of the demo."""
    if home != import_home() and import_home().has_data():
        home = import_home()
    is_others = home != import_home()
    st.header(_("Imports of the demo company") if is_others else _("Imports"), anchor=False)
    if not viewer.may(Right.REJECTS):
        st.info(_("The imported files and what was rejected of them are for data stewards only."))
        return
    with problems_as_sentences():
        live = {batch.batch_id for batches in live_batches(home).values() for batch in batches}
        undone = undone_imports(home)
        records = all_imports(home)[::-1]
        if not records:
            st.caption(_("None yet."))
        for record in records[:FEW]:
            _import(home, viewer, record, live, is_undone=record.import_id in undone)
        if len(records) > FEW and st.toggle(_("Earlier imports"), key="earlier_imports"):
            for record in records[FEW:MOST_SHOWN]:
                _import(home, viewer, record, live, is_undone=record.import_id in undone)
        if len(records) > MOST_SHOWN:
            st.caption(_("The latest {n} imports are shown.", n=MOST_SHOWN))


def _import(home: Home, viewer: Viewer, record: ImportRecord, live: set[str], *, is_undone: bool) -> None:
    form = formats()
    tables = ", ".join(table_title(batch.table) for batch in record.batches)
    title = _("{moment}: {tables}", moment=form.moment_text(record.imported_at), tables=tables)
    state = " · " + _("undone") if is_undone else ""
    box = st.expander(title + state, key=f"import_{record.import_id}", on_change="rerun")
    if not box.open:
        return
    with box:
        st.caption(" · ".join(_origin(record)))
        undo_or_redo(home, viewer, record, is_undone=is_undone)
        for batch in record.batches:
            _batch(batch, form, is_live=is_undone or batch.batch_id in live)


def _origin(record: ImportRecord) -> list[str]:
    """Who, from where, in which way."""
    origins = {"browser": _("in the browser"), "command line": _("at the command line"), "watch": _("drop folder")}
    parts = [_("by {who}", who=plain_text(record.by))] if record.by else []
    parts += [origins.get(record.origin, plain_text(record.origin))] if record.origin else []
    parts += [_("known as {profile}", profile=plain_text(record.profile))] if record.profile else []
    return [*parts, _("import {id}", id=record.import_id)]


def _batch(batch: Batch, form: Formats, *, is_live: bool) -> None:
    state = "" if is_live else " " + _("(replaced by a later import)")
    st.markdown(f"**{table_title(batch.table)}**{state}")
    st.markdown(
        _(
            "{read} records read = {accepted} accepted + {rejected} rejected; {rows} rows written, "
            "{unchanged} unchanged.",
            read=form.whole(batch.read),
            accepted=form.whole(batch.accepted),
            rejected=form.whole(batch.rejected),
            rows=form.whole(batch.rows),
            unchanged=form.whole(batch.unchanged),
        )
    )
    _files(batch, form)
    findings(batch.table, batch.reasons, batch.warnings, form)
    left_out(
        [(file.name, line, text) for file in batch.source_files for line, text in file.left_out], key=batch.batch_id
    )
    if batch.rejects_file is not None and batch.rejects_file.exists():
        rejects_button(batch.rejects_file, batch.rejected, batch.table, batch.batch_id, key=f"rejects_{batch.batch_id}")


def _files(batch: Batch, form: Formats) -> None:
    columns = [
        Column("name", _("File"), is_pinned=True),
        Column("encoding", _("Encoding")),
        Column("read", _("Read"), "count"),
        Column("accepted", _("Accepted"), "count"),
        Column("rejected", _("Rejected"), "count"),
    ]
    rows = [
        {
            "name": file.name,
            "encoding": file.encoding,
            "read": file.read,
            "accepted": file.accepted,
            "rejected": file.rejected,
        }
        for file in batch.source_files[:MOST_FILES]
    ]
    frame = pd.DataFrame(rows, columns=[column.name for column in columns])
    show_table(frame, columns, form, key=f"files_{batch.batch_id}", alt=_("Files of the batch"))
    if len(batch.source_files) > MOST_FILES:
        st.caption(_("{n} more files.", n=form.whole(len(batch.source_files) - MOST_FILES)))
