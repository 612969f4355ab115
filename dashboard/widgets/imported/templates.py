"""Templates to fill in, and what each table may hold: both made from the contracts."""

import pandas as pd
import streamlit as st

from dashboard.data.importing.template_words import column_kind
from dashboard.data.importing.templates import MEDIA, template_bytes, template_name
from dashboard.data.tables import TABLES
from dashboard.logic.roles import Right
from dashboard.logic.trail import Action
from dashboard.logic.viewer import Viewer
from dashboard.widgets.downloads import Prepared, asker, download_button, file_maker
from dashboard.widgets.formats import formats
from dashboard.widgets.imported.words import table_title
from dashboard.widgets.language import _, speech
from dashboard.widgets.problem_shown import problems_as_sentences
from dashboard.widgets.tables import Column, show_table
from dashboard.widgets.viewing import require_viewer

SHOWN_HEADERS = 6


@st.fragment
def templates_section() -> None:
    """One table at a time."""
    viewer = require_viewer(Right.IMPORT)
    with problems_as_sentences():
        st.header(_("Templates and file formats"), anchor=False)
        box = st.expander(
            _("Which tables there are, which columns they take, and files to fill in"), key="templates",
            on_change="rerun",
        )  # fmt: skip
        if box.open:
            with box:
                _one_table(viewer)


def _one_table(viewer: Viewer) -> None:
    table = st.selectbox(_("Table"), list(TABLES), format_func=table_title, key="template_table")
    if table not in TABLES:
        return
    with st.container(horizontal=True):
        for form in MEDIA:
            _download(viewer, table, form)
    _columns(table)


def _download(viewer: Viewer, table: str, form: str) -> None:
    language = speech().language
    make = file_maker(
        asker(viewer), Right.IMPORT, Action.EXPORT,
        lambda: Prepared(0, lambda _watermark: template_bytes(table, language, form)),
        subject="template", details={"table": table, "format": form},
    )  # fmt: skip
    title = _("Template for Excel") if form == "xlsx" else _("Template as CSV")
    download_button(
        title, make, file_name=template_name(table, language, form), mime=MEDIA[form], key=f"template_{table}_{form}"
    )


def _columns(table: str) -> None:
    language = speech().language
    columns = [
        Column("title", _("Column"), is_pinned=True),
        Column("needed", _("Needed")),
        Column("kind", _("Holds")),
        Column("headers", _("Headers that are understood")),
    ]
    rows = [
        {
            "title": column.title(language),
            "needed": _("yes") if column.is_required else "",
            "kind": column_kind(TABLES[table], column, language)[0],
            "headers": ", ".join(column.headers[:SHOWN_HEADERS])
            + (" …" if len(column.headers) > SHOWN_HEADERS else ""),
        }
        for column in TABLES[table].columns
    ]
    frame = pd.DataFrame(rows, columns=[column.name for column in columns])
    show_table(frame, columns, formats(), key=f"template_columns_{table}", alt=_("Columns of the table"))
