"""The page Complaints: one kind at a time, the five rates, and below them one of three views."""

import streamlit as st

from dashboard.logic.cases.case_frame import KINDS
from dashboard.logic.roles import Right
from dashboard.widgets.cases.words import kinds_text
from dashboard.widgets.complaints.causes.section import causes_view
from dashboard.widgets.complaints.fields import KIND, VIEW, complaints_fields
from dashboard.widgets.complaints.rates.section import five_row, rates_view
from dashboard.widgets.complaints.trend.section import trend_view
from dashboard.widgets.filter_bar import chosen_question
from dashboard.widgets.imported.words import column_title, table_title
from dashboard.widgets.language import _
from dashboard.widgets.link import write_link
from dashboard.widgets.opened import require_build
from dashboard.widgets.problem_shown import problems_as_sentences
from dashboard.widgets.view_switch import view_switch
from dashboard.widgets.viewing import require_viewer


@st.fragment
def complaints_section() -> None:
    """Everything that moves. A fragment runs without its page, so it asks again who is looking and at which build."""
    viewer = require_viewer(Right.FIGURES)
    with problems_as_sentences():
        opened = require_build(viewer)
        question = chosen_question()
        if not opened.reader.has_cases():
            no_cases()
            return
        kinds = {kind: kinds_text(kind) for kind in KINDS}
        views = {"rates": _("Rates"), "trend": _("Is it getting better?"), "causes": _("Causes")}
        with st.container(horizontal=True, vertical_alignment="center"):
            for field, words, label in ((KIND, kinds, _("Kind of case")), (VIEW, views, _("View"))):
                view_switch(field, words, label)
        kind, view = KIND.chosen()[0], VIEW.chosen()[0]
        five_row(opened, question, kind)
        {"rates": rates_view, "trend": trend_view, "causes": causes_view}[view](opened, question, kind)
        write_link(complaints_fields(opened))


def no_cases() -> None:
    """Which file unlocks the page, and what one with few columns can and cannot show."""
    table = "cases"
    received, closed, due = (column_title(table, name) for name in ("received_at", "closed_at", "due_at"))
    st.info(_("This page opens with the file {table}. Import it on the page Data import.", table=table_title(table)))
    st.markdown(
        _(
            "A file with only {kind}, {received} and {closed} shows how many came in, how many per 100 orders, what is "
            "closed and, with {due} or a limit in the settings, what was closed in time. It cannot show what was "
            "accepted in time, called back or satisfied: those columns are called not recorded until they are filled.",
            kind=column_title(table, "kind"),
            received=received,
            closed=closed,
            due=due,
        )
    )
