"""The build that the pages show: when, with what, from when to when, and what was noted while building."""

import pandas as pd
import streamlit as st

from dashboard.logic.roles import Right
from dashboard.widgets.imported.words import note_text, table_title
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.tables import Column, show_table


def build_section(opened: Opened) -> None:
    """Facts, rows per table, notes."""
    build, form = opened.marts.build, opened.formats
    st.header(_("Build"), anchor=False)
    # A folder of the server is for those who look after the data.
    folder = {_("Data folder"): str(opened.home.root)} if opened.viewer.may(Right.REJECTS) else {}
    st.table(
        {
            _("Build"): build.build_id,
            _("Built at"): form.moment(build.built_at),
            _("Engine"): build.engine,
            _("Data from"): form.day(build.data_from),
            _("Data through"): form.day(build.data_through),
            _("Usual as-of month"): form.month(build.default_as_of),
            _("Reporting currency"): build.reporting_currency,
            **folder,
        },
        border="horizontal",
        width="content",
        alt=_("Facts of the build"),
    )
    if opened.viewer.scope.all:
        _counts(opened)


def _counts(opened: Opened) -> None:
    """Rows per table and notes: of the whole company."""
    build, form = opened.marts.build, opened.formats
    rows = [
        {"table": table_title(name), "rows": count.rows, "batches": count.batches, "rejected": count.rejected}
        for name, count in build.tables.items()
    ]
    columns = [
        Column("table", _("Table"), is_pinned=True),
        Column("rows", _("Rows in use"), "count"),
        Column("batches", _("Batches"), "count"),
        Column("rejected", _("Rejected"), "count"),
    ]
    frame = pd.DataFrame(rows, columns=[column.name for column in columns])
    show_table(frame, columns, form, key="build_tables", alt=_("Rows per table"))
    notes = {name: count for name, count in build.notes.items() if count}
    if notes:
        lines = [f"- {note_text(name)}: {form.whole(count)}" for name, count in notes.items()]
        st.markdown("\n".join([_("Noted while building"), *lines]))
