"""Every import: files with their encoding, what was read, accepted, rejected and why; the rejects to download."""

from pathlib import Path

import pandas as pd
import streamlit as st

from dashboard.data.batches import Batch, ImportRecord, all_imports, live_batches
from dashboard.logic.problems import Problem
from dashboard.logic.roles import Right
from dashboard.logic.trail import Action
from dashboard.widgets.downloads import Prepared, asker, download_button, file_maker
from dashboard.widgets.imported.words import note_text, reason_text, table_title
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.tables import Column, show_table

SHOWN_OPEN = 1
MOST_SHOWN = 20
MOST_FILES = 100
MOST_BYTES = 20 * 2**20
"""Of rejected records that are sent to a browser."""


def imports_section(opened: Opened) -> None:
    """Newest first."""
    st.header(_("Imports"), anchor=False)
    if not opened.viewer.may(Right.REJECTS):
        st.info(_("The imported files and what was rejected of them are for data stewards only."))
        return
    live = {batch.batch_id for batches in live_batches(opened.home).values() for batch in batches}
    records = all_imports(opened.home)[::-1]
    for number, record in enumerate(records[:MOST_SHOWN]):
        _import(opened, record, live, is_open=number < SHOWN_OPEN)
    if len(records) > MOST_SHOWN:
        st.caption(_("The latest {n} imports are shown.", n=MOST_SHOWN))


def _import(opened: Opened, record: ImportRecord, live: set[str], *, is_open: bool) -> None:
    tables = ", ".join(table_title(batch.table) for batch in record.batches)
    title = _("{moment}: {tables}", moment=opened.formats.moment_text(record.imported_at), tables=tables)
    with st.expander(title, expanded=is_open):
        for batch in record.batches:
            _batch(opened, batch, is_live=batch.batch_id in live)


def _batch(opened: Opened, batch: Batch, *, is_live: bool) -> None:
    form = opened.formats
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
    _files(opened, batch)
    reasons = [(reason_text(code), count) for code, count in batch.reasons.items()]
    warnings = [(note_text(code), count) for code, count in batch.warnings.items()]
    for title, entries in ((_("Records rejected, by reason"), reasons), (_("Noted, but accepted"), warnings)):
        if entries:
            st.markdown(f"{title}\n" + "\n".join(f"- {text}: {form.whole(count)}" for text, count in entries))
    if batch.rejects_file is not None and batch.rejects_file.exists():
        _rejects_button(opened, batch, batch.rejects_file)


def _rejects_button(opened: Opened, batch: Batch, file: Path) -> None:
    """In their original text, masked nowhere."""

    def prepare() -> Prepared:
        size = file.stat().st_size
        if size > MOST_BYTES:
            raise Problem(
                "The rejected records are {size} MB; more than {most} MB are not sent. Ask whoever runs the server.",
                size=round(size / 2**20),
                most=MOST_BYTES // 2**20,
            )
        return Prepared(batch.rejected, lambda _watermark: file.read_bytes())

    make = file_maker(
        asker(opened.viewer),
        Right.REJECTS,
        Action.REJECTS_READ,
        prepare,
        subject=batch.batch_id,
        details={"table": batch.table},
    )
    download_button(
        _("Download the rejected records"),
        make,
        file_name=file.name,
        mime="text/csv",
        key=f"rejects_{batch.batch_id}",
    )


def _files(opened: Opened, batch: Batch) -> None:
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
    show_table(frame, columns, opened.formats, key=f"files_{batch.batch_id}", alt=_("Files of the batch"))
    if len(batch.source_files) > MOST_FILES:
        st.caption(_("{n} more files.", n=opened.formats.whole(len(batch.source_files) - MOST_FILES)))
