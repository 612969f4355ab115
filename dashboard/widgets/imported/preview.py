"""Real rows of a file as they would be read: accepted or not, and why. What is changed above changes them at once."""

import pandas as pd
import streamlit as st

from dashboard.data.importing.mapping.trying import Finding, TriedRow, TriedTable
from dashboard.data.tables import TABLES
from dashboard.widgets.formats import formats
from dashboard.widgets.imported.looked import KindOfFile
from dashboard.widgets.imported.words import note_text, reason_text, table_title
from dashboard.widgets.language import _, speech
from dashboard.widgets.tables import Column, show_table

MOST_ROWS = 20
MOST_REJECTED = 8
"""Of the rows shown, so that accepted ones are seen too."""


def preview(kind: KindOfFile) -> None:
    """One table of rows for each table that the file feeds; without a mapping the rows as they stand there."""
    if kind.tried is None:
        _as_it_stands(kind)
        return
    for place, table in enumerate(kind.tried.tables):
        _table(kind, table, place)


def _table(kind: KindOfFile, table: TriedTable, place: int) -> None:
    form = formats()
    line = _(
        "{table}: of the first {n} rows {accepted} would be accepted.",
        table=table_title(table.table),
        n=form.whole(len(table.rows)),
        accepted=form.whole(table.accepted),
    )
    if table.missing:
        titles = [TABLES[table.table].by_name[name].title(speech().language) for name in table.missing]
        line = _("Nothing is accepted before these columns are chosen: {columns}.", columns=", ".join(titles))
    st.markdown(_("**Preview** · {line}", line=line))
    columns = [
        Column("line", _("Line"), "count", is_pinned=True),
        Column("verdict", _("Taken?")),
        *(Column(f"v{n}", TABLES[table.table].by_name[name].title(speech().language))
          for n, name in enumerate(table.columns)),
    ]  # fmt: skip
    rows = [
        {"line": row.line, "verdict": _verdict(row), **{f"v{n}": value for n, value in enumerate(row.values)}}
        for row in _shown(table.rows)
    ]
    frame = pd.DataFrame(rows, columns=[column.name for column in columns])
    show_table(frame, columns, form, key=f"preview_{kind.number}_{place}", alt=_("Rows as they would be read"))


def _shown(rows: tuple[TriedRow, ...]) -> list[TriedRow]:
    """Rejected ones first, then in the order of the file."""
    rejected = [row for row in rows if not row.is_accepted][:MOST_REJECTED]
    return [*rejected, *[row for row in rows if row.is_accepted][: MOST_ROWS - len(rejected)]]


def _verdict(row: TriedRow) -> str:
    mark = "✓" if row.is_accepted else "✗"
    return " ".join([mark, "; ".join(map(_finding, row.findings))]).strip()


def _finding(finding: Finding) -> str:
    said = reason_text(finding.code) if finding.rejects else note_text(finding.code)
    where = ", ".join(finding.headers)
    return f"{where}: {said}" + (f" ({finding.text[:60]})" if finding.text.strip("; ") else "")


def _as_it_stands(kind: KindOfFile) -> None:
    names = [header or f"#{place + 1}" for place, header in enumerate(kind.look.header)]
    columns = [Column(f"c{place}", name) for place, name in enumerate(names)]
    rows = [dict(zip([column.name for column in columns], row, strict=False)) for row in kind.look.rows[:MOST_ROWS]]
    frame = pd.DataFrame(rows, columns=[column.name for column in columns])
    show_table(frame, columns, formats(), key=f"preview_{kind.number}", alt=_("Rows of the file"))
