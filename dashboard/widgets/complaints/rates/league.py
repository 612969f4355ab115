"""The five rates by responsible department."""

import streamlit as st

from dashboard.data.reading.cases.complaint_figures import ComplaintFigures
from dashboard.logic.cases.breakdown import LEAGUES
from dashboard.logic.cases.rates import FIVE
from dashboard.logic.question import Question
from dashboard.widgets.answers import answer
from dashboard.widgets.complaints.rates.drill import cases_of
from dashboard.widgets.complaints.rates.tables import segment_table
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.text_table import plain_text

ROWS = 30


def league(opened: Opened, question: Question, kind: str, figures: ComplaintFigures) -> None:
    """All cases count in the rates, judged or not; the order of the departments goes by the justified ones."""
    by = LEAGUES[0]
    st.subheader(_("The five rates by responsible department"), anchor=False)
    reader = opened.reader
    table = answer(
        opened, "complaint_breakdown", question, lambda: reader.complaint_breakdown(question, kind, by), kind, by
    )
    if table["segment"].notna().sum() == 0:
        st.info(
            _(
                "No case here names a responsible department: fill the column {column}.",
                column=_("Responsible department"),
            )
        )
        return
    segment_table(
        opened,
        question,
        table.head(ROWS),
        by,
        counts={
            "received": _("Received"),
            "justified": _("Justified"),
            "overdue_open": _("Overdue"),
        },
        rates=FIVE,
        texts={},
        at="league",
    )
    st.caption("  \n".join(map(plain_text, _said(opened, figures, more=len(table) - ROWS))))
    cases_of(opened, question, kind, "league")


def order_words(opened: Opened, figures: ComplaintFigures) -> str:
    """What the rates count, and why the rows stand in this order."""
    form, counts = opened.formats, figures.counts
    if not figures.is_judged:
        return _("All cases count. None was judged as justified or not: the order is that of the cases received.")
    return _(
        "The rates count all cases, judged or not. The order is that of the justified cases (partly justified "
        "included), which stand beside those judged: {justified} of {judged}; {open} received are not judged yet.",
        justified=form.whole(counts["justified"]),
        judged=form.whole(counts["assessed"]),
        open=form.whole(counts["received"] - counts["assessed"]),
    )


def _said(opened: Opened, figures: ComplaintFigures, *, more: int) -> list[str]:
    said = [order_words(opened, figures), _("* fewer than 30 cases. Click a cell to see its cases.")]
    if more > 0:
        said.append(_("{n} smaller ones are in the file.", n=opened.formats.whole(more)))
    return said
