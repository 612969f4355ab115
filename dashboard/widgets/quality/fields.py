"""Table by table and column by column: filled, valid, unique, linked, fresh; and which imports brought what."""

import pandas as pd
import streamlit as st

from dashboard.data.reading.quality import DataGaps
from dashboard.logic.charts.share_heatmap import share_heatmap
from dashboard.logic.question import Question
from dashboard.widgets.answers import answer
from dashboard.widgets.chart_words import PLAIN, chart_words
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.quality.words import column_name, figure_names, gap_name, table_name
from dashboard.widgets.tables import Column, chosen_row, fitted, show_table, table_behind
from dashboard.widgets.text_table import one_line
from dashboard.widgets.window import is_dark, is_narrow

MEASURES = ("filled_share", "valid_share", "unique_share", "linked_share")
FIRST = ("orders", "order_lines", "customers", "contacts")


def fields_section(opened: Opened, question: Question) -> None:
    """Figures of the whole company: only for those who see all customers."""
    st.subheader(_("Tables and columns"), anchor=False)
    every = answer(opened, "field_quality", None, lambda: field_shares(opened.reader.field_quality()))
    held = set(every["table_name"])
    names = {table: table_name(table) for table in (*FIRST, *sorted(held - {*FIRST})) if table in held}
    if not names:
        st.info(_("The build knows no imported table."))
        return
    table = st.selectbox(_("Table"), list(names), key="quality_table", format_func=names.__getitem__, width=300)
    own = every[every["table_name"] == table].reset_index(drop=True)
    used = own[own["filled"] > 0].reset_index(drop=True)
    _picture(opened, question, table, used)
    empty = [column_name(table, name) for name in own.loc[own["filled"] == 0, "column_name"]]
    if empty:
        st.caption(_("Never filled: {columns}", columns=", ".join(empty)).replace("$", r"\$"))
    table_behind("quality_fields_behind", lambda: _table(opened, table, own))


def field_shares(found: pd.DataFrame) -> pd.DataFrame:
    """The counts with their shares; None where one does not apply. Valid: of accepted and rejected records, those whose
    cell was neither rejected nor has the wrong shape."""
    frame = found.copy()
    tried = frame["accepted"] + frame["rejected"]
    frame["filled_share"] = _quotient(frame["filled"], frame["count_rows"])
    frame["valid_share"] = _quotient(frame["accepted"] - frame["malformed"], tried)
    frame["unique_share"] = _quotient(frame["distinct_values"], frame["filled"])
    frame["linked_share"] = _quotient(frame["linked"], frame["filled"])
    return frame


def _quotient(above: pd.Series, below: pd.Series) -> pd.Series:
    numbers, wholes = (pd.to_numeric(column).astype("float64") for column in (above, below))
    return (numbers / wholes.where(wholes > 0)).astype("float64")


def _picture(opened: Opened, question: Question, table: str, used: pd.DataFrame) -> None:
    form = opened.formats
    titles = dict(zip(MEASURES, (_("Filled"), _("Valid"), _("Unique"), _("Linked")), strict=True))
    shares = used[list(MEASURES)].rename(columns=titles)
    shares.index = pd.Index([column_name(table, name) for name in used["column_name"]], dtype=object)
    details = pd.DataFrame(
        {
            title: [
                f"{name}: {title} {form.share(share)}" for name, share in zip(shares.index, shares[title], strict=True)
            ]
            for title in titles.values()
        },
        index=shares.index,
    )
    words = chart_words(form, opened.schemes[question.scheme], question)
    alt = _("Columns of {table}: share filled, valid, unique and linked.", table=table_name(table))
    chart = share_heatmap(shares, details, words, dark=is_dark(), narrow=is_narrow())
    st.plotly_chart(chart, key=f"quality_fields_{table}", theme=None, config=PLAIN, alt=alt)


def _table(opened: Opened, table: str, own: pd.DataFrame) -> None:
    form = opened.formats
    shown = own.assign(name=[column_name(table, name) for name in own["column_name"]])
    columns = (
        Column("name", _("Column"), is_pinned=True),
        Column("filled", _("Filled"), "count"),
        Column("filled_share", _("Share filled"), "share"),
        Column("valid_share", _("Valid"), "share"),
        Column("malformed", _("Wrong shape"), "count"),
        Column("rejected", _("Rejected"), "count"),
        Column("unique_share", _("Unique"), "share"),
        Column("linked_share", _("Linked"), "share"),
        Column("newest_on", _("Newest date"), "day"),
        Column("newest_import", _("Newest import"), shown=lambda value: form.moment_text(str(value))),
    )
    key = f"quality_field_table_{table}"
    show_table(shown, columns, form, key=key, alt=_("Columns, one per row"), select=lambda: None)
    st.caption(_("Click a row to see which imports brought its gaps."))
    row = chosen_row(key)
    if row is not None and row < len(own):
        _batches(opened, table, str(own["column_name"].iloc[row]))


def _batches(opened: Opened, table: str, column: str) -> None:
    """Which imports brought the empty cells of a column."""
    form = opened.formats
    found = opened.reader.field_batches(table, column)
    frame = found.assign(
        empty=found["count_rows"] - found["filled"], files=[one_line(files) for files in found["files"]]
    )
    st.markdown(f"**{column_name(table, column)}**")
    columns = (
        Column("imported_at", _("Imported"), shown=lambda value: form.moment_text(str(value))),
        Column("files", _("Files")),
        Column("count_rows", _("Rows"), "count"),
        Column("filled", _("Filled"), "count"),
        Column("empty", _("Empty"), "count"),
        Column("rejected", _("Rejected"), "count"),
    )
    show_table(frame.head(30), columns, form, key="quality_batches", alt=_("Imports of this column, the newest first"))


def next_imports_section(opened: Opened, found: DataGaps) -> None:
    """Columns that nobody ever filled, then tables that were never imported, and what each would unlock. Which tables
    the company has is told to those who see all customers."""
    named = [(gap_name(gap), gap.needs) for gap in found.unfilled]
    if opened.viewer.scope.all:
        named += [(table_name(one.table), one.needs) for one in opened.reader.missing_tables()]
    if not named:
        return
    st.subheader(_("What to import next"), anchor=False)
    frame = pd.DataFrame(
        {
            "name": [name for name, _needs in named],
            "count": [len(needs) for _name, needs in named],
            "figures": [figure_names(needs) for _name, needs in named],
        }
    )
    columns = (
        Column("name", _("Table or column"), is_pinned=True, width=fitted(frame["name"])),
        Column("count", _("Figures"), "count"),
        Column("figures", _("What it unlocks")),
    )
    show_table(frame, columns, opened.formats, key="quality_next", alt=_("Tables and columns that were never imported"))
