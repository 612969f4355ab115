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
    """Only justified and partly justified cases count for a department, and the page says how many do not."""
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
        counts={"received": _("Received"), "overdue_open": _("Overdue")},
        rates=FIVE,
        texts={},
        at="league",
    )
    st.caption(
        "  \n".join(map(plain_text, _said(opened, figures, is_league=is_league(figures), more=len(table) - ROWS)))
    )
    cases_of(opened, question, kind, "league")


def is_league(figures: ComplaintFigures) -> bool:
    """Whether a table by department counts justified cases only: as soon as any case was judged."""
    return figures.is_judged


def _said(opened: Opened, figures: ComplaintFigures, *, is_league: bool, more: int) -> list[str]:
    form, counts = opened.formats, figures.counts
    said = [_("* fewer than 30 cases. Click a cell to see its cases.")]
    if is_league:
        said.insert(
            0,
            _(
                "The rates count only cases judged as justified or partly justified: {justified} of {received} "
                "received. {open} received are not judged yet and count in no rate. Overdue counts all.",
                justified=form.whole(counts["justified"]),
                received=form.whole(counts["received"]),
                open=form.whole(counts["received"] - counts["assessed"]),
            ),
        )
    else:
        said.insert(0, _("No case was judged as justified or not: all cases count."))
    if more > 0:
        said.append(_("{n} smaller ones are in the file.", n=form.whole(more)))
    return said
