"""What can be done with what is tried: number cards, files, the link. Made when somebody opens one of them."""

import streamlit as st

from dashboard.logic.question import Question
from dashboard.logic.roles import Right
from dashboard.widgets.export_button import export_button
from dashboard.widgets.filter_bar import chosen_question
from dashboard.widgets.language import _
from dashboard.widgets.made_from import MadeFrom
from dashboard.widgets.number_card import number_card
from dashboard.widgets.opened import Opened, require_build
from dashboard.widgets.problem_shown import problems_as_sentences
from dashboard.widgets.viewing import require_viewer
from dashboard.widgets.what_if.link import copy_what_if_link
from dashboard.widgets.what_if.made_from import of_what_if
from dashboard.widgets.what_if.tried import chosen, tried

FIGURES = (
    "proposed_layer",
    "buffered_layer",
    "what_if_up",
    "what_if_down",
    "customer_share",
    "revenue_share",
    "profit_share",
)
TAB_FIGURES = {
    "movers": ("to_next_layer",),
    "load": ("customers_per_manager", "visits_due"),
    "loss": ("loss", "largest_losses", "target_attainment"),
    "reach": ("to_each_layer", "cut_for_customers", "cut_for_share"),
}
"""Beside those of the layers: the figures of the open tab."""


@st.fragment
def what_if_actions() -> None:
    """A part of its own: it is drawn again when one of its buttons is opened, and not with every move of a slider."""
    viewer = require_viewer(Right.FIGURES)
    with problems_as_sentences():
        opened = require_build(viewer)
        question = chosen_question()
        with st.container(horizontal=True, vertical_alignment="center"):
            _cards(opened, question)
            _export(opened, question)
            copy_what_if_link(opened)


def _cards(opened: Opened, question: Question) -> None:
    proposal = tried(opened, question).proposal
    figures = (*FIGURES, *TAB_FIGURES.get(chosen("tab"), ()))

    def made() -> dict[str, MadeFrom]:
        return of_what_if(opened.formats, opened.reader.what_if(question, proposal))

    number_card(opened, figures, question, made, key="what_if_card", span=proposal.period.span(question.as_of))


def _export(opened: Opened, question: Question) -> None:
    box = st.popover(
        _("Download"), icon=":material/download:", type="tertiary", key="what_if_export", on_change="rerun"
    )
    if box.open:
        proposal = tried(opened, question).proposal
        with box:
            st.caption(_("Layers before and after"))
            export_button(opened, question, "what-if", proposal=proposal, key="what_if_export_layers")
            st.caption(_("Everybody who moves"))
            export_button(opened, question, "movers", proposal=proposal, key="what_if_export_movers")
