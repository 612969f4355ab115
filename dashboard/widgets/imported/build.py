"""What is loaded, in short; and the build that the pages show: when, with what, and what was noted while building."""

import pandas as pd
import streamlit as st

from dashboard.data.batches import all_imports
from dashboard.logic.roles import Right
from dashboard.widgets.imported.where import import_home
from dashboard.widgets.imported.words import note_text, table_title
from dashboard.widgets.language import _
from dashboard.widgets.local_only import local_only_words
from dashboard.widgets.opened import Opened, has_login, home
from dashboard.widgets.start_page import start_page
from dashboard.widgets.tables import Column, show_table
from dashboard.widgets.text_table import plain_text


def nothing_loaded() -> None:
    """Before the first build: where files are dropped comes first."""
    st.title(_("Data import"), anchor=False)
    if not has_login():
        st.caption(local_only_words())
    st.markdown(_("Nothing is loaded yet. Drop a file of orders below: it is all that is needed to start."))


def other_ways() -> None:
    """At the command line; below the drop zone."""
    start_page(home(), imported=home().has_data(), has_login=has_login(), is_below=True)


def loaded_section(opened: Opened) -> None:
    """Through which day, how many rows, when last imported; whose data it is that is shown."""
    build, form = opened.marts.build, opened.formats
    rows = sum(count.rows for count in build.tables.values())
    records = all_imports(opened.home)
    parts = [_("Data through {day}", day=form.day(build.data_through))]
    if opened.viewer.scope.all:
        parts.append(_("{n} rows in use", n=form.whole(rows)))
    if records:
        parts.append(_("last import {moment}", moment=form.moment_text(records[-1].imported_at)))
    st.markdown(" · ".join(parts))
    with st.container():  # there above one's own data, too: what is brought in below keeps its place
        if opened.home != import_home():
            st.info(
                _("You see the demo company. What you bring in goes into your own data, apart from it: {folder}",
                  folder=plain_text(str(import_home().root)))
                if opened.viewer.may(Right.REJECTS)
                else _("You see the demo company. What is brought in goes into your own data, apart from it.")
            )  # fmt: skip


def build_section(opened: Opened) -> None:
    """Facts, rows per table, notes."""
    box = st.expander(_("Facts of the build, for whoever looks after the server"), key="build_facts", on_change="rerun")
    if box.open:
        with box:
            _build(opened)


def _build(opened: Opened) -> None:
    build, form = opened.marts.build, opened.formats
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
        if count.batches
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
